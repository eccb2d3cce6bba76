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
