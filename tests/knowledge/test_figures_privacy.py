"""What must not be kept is refused as a whole; what only looks like it is read."""

from collections.abc import Sequence

import pytest

from knowledge.library import Library
from tests.knowledge.reading_figures import check


@pytest.mark.parametrize(
    "text",
    [
        "khai sinh 12/12, cccd của mẹ",
        "khai sinh 12/12, so nha 5",
        "tai nạn 1 sdt mẹ bé 0900",
        "tai nạn 1, số điện thoại không có",
        "Bùi Ngọc Hân, 5 tuổi, tai nạn 1",
        "tai nạn 1: Bùi Ngọc Hân 5t",
        "Số Liệu Lê Thị Hoa Đã Gửi",
        "Khai sinh 12/12, Đỗ Văn Hà nghỉ",
        "bé tên lan bị tai nạn",
        "tai nạn 1 cháu tên là Lan",
        "tai nạn một em là Nguyễn Minh Khang",
        "tai nạn 1 em Lan",
        "tai nạn 1 bé Lan Anh",
        "tai nạn 1 bé Bống",
        "tai nạn 1 cháu lê văn",
        "cháu Lê Thị",
        "tôi là Lê Thị Hoa bị đánh, khai sinh 12/12",
        "Em là Nguyễn Thị Lan, 12 tuổi, khai sinh 12/12",
        "em là Nguyễn Thị Lan, dượng hay vào phòng em ban đêm, 3 lần rồi",
        "tôi là Nguyễn Thị Lan, 12 tuổi, khai sinh 12/12",
        "Em là Nguyễn Thị Lan lớp 5, khai sinh 12/12",
        "người lập: Nguyễn Thị Lan mồ côi, khai sinh 12/12",
        "người lập: nguyễn thị lan con bà năm",
        "có 1 em là Nguyễn Thị Lan, tai nạn 1",
        "trường hợp em là Nguyễn Thị Lan, tai nạn 1",
        "khai sinh 12/12, người lập: Lê, Nguyễn Thị Lan",
    ],
)
def test_a_message_that_names_a_child_is_refused(library: Library, text: str) -> None:
    check(library, text, [], ["personal_data"])


@pytest.mark.parametrize(
    ("text", "figures", "problems"),
    [
        ("khai sinh 12/12, gui nguyen van ban", ["14.1 12/12"], []),
        ("khai sinh 12/12, trần thị 5", ["14.1 12/12"], ["unknown_indicator"]),
        ("Báo Cáo KP3 T12 khai sinh 12/12", ["14.1 12/12"], []),
        ("Nhà Bà Năm khai sinh 12/12", ["14.1 12/12"], []),
        ("khai sinh 12/12, em tên", ["14.1 12/12"], []),
        ("khai sinh 12/12, em tên là Hoa", ["14.1 12/12"], []),
        ("khai sinh 12/12, cháu tên gì", ["14.1 12/12"], []),
        ("khai sinh 12/12 cháu tên .", ["14.1 12/12"], []),
        ("khai sinh 12/12, em nguyễn an", ["14.1 12/12"], []),
        ("tai nạn 1 em là do té", ["11.1 1"], []),
        ("tai nạn 1 em là họ hàng", ["11.1 1"], []),
        ("CHÁU NGUYỄN BỊ TAI NẠN 1", ["11.1 1"], []),
        ("khai sinh 12/12 cháu ạ", ["14.1 12/12"], []),
        ("chào bé Lan ạ, khai sinh 12/12", ["14.1 12/12"], []),
        ("chào bé Bống ơi, khai sinh 12/12", ["14.1 12/12"], []),
        ("khai sinh 12/12, cháu le thi 5", ["14.1 12/12"], ["unknown_indicator"]),
    ],
)
def test_other_words_and_greetings_name_nobody(
    library: Library, text: str, figures: Sequence[str], problems: Sequence[str]
) -> None:
    check(library, text, figures, problems)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("tiem chung 45/47\nNguoi lap: Nguyen Thi Lan", ["5.1 45/47"]),
        ("tiêm chủng 45/47. Người báo cáo: Nguyễn Thị Ba", ["5.1 45/47"]),
        ("BÁO CÁO\nkhai sinh 12/12\nTRƯỞNG KHU PHỐ\nTRẦN VĂN NĂM", ["14.1 12/12"]),
        ("NGƯỜI LẬP BIỂU\n(Đã ký)\nNguyễn Văn Sáu\nkhai sinh 12/12", ["14.1 12/12"]),
        ("khai sinh 12/12 (ký tên: Lê Thị Hoa)", ["14.1 12/12"]),
        ("toi la Nguyen Van Tam khu pho 4, tiem chung 45/47", ["5.1 45/47"]),
        ("nguoi gui tran van nam\nkhai sinh 12/13", ["14.1 12/13"]),
        ("CTV: Nguyễn Thị Lan\ntiêm chủng 45/47", ["5.1 45/47"]),
        ("Chị là Nguyễn Thị Lan, tiêm chủng trẻ dưới 1 tuổi 45/47", ["5.1 45/47"]),
    ],
)
def test_who_signs_a_report_is_no_child_and_their_name_no_figure(
    library: Library, text: str, figures: Sequence[str]
) -> None:
    check(library, text, figures, [])
