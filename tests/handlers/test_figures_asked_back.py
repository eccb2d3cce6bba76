"""What is not stored, and what the person is asked instead: births, parts, "as last month", other villages."""

import pytest

from tests.figures import add_villages
from tests.handlers.town import Office, lines


@pytest.mark.parametrize(
    ("said", "asked", "line"),
    [
        ("so sinh 2", "số trẻ mới sinh hay số trẻ tử vong", "tử vong sơ sinh 2"),
        ("tai nan: 1 bong, 2 nga", "đây là số của từng loại", "tai nạn 3"),
        ("mau giao nhu thang truoc", "tôi không tự lấy số của kỳ khác", "mẫu giáo …/…"),
        ("báo cáo tháng này như tháng trước", "phần này chưa lưu", "tiêm chủng 45/47"),
        ("xam hai khong", "bạn báo <b>0 trường hợp</b>?", "xâm hại 0"),
        ("tháng 11 khai sinh 4/12", "của <b>tháng 11/2024</b> phải không", "khai sinh 4/12"),
    ],
)
def test_it_is_asked_with_a_line_to_send(office: Office, said: str, asked: str, line: str) -> None:
    text = office.sends(said)
    assert asked in text
    assert f"<code>{line}</code>" in text
    assert office.cells() == []


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("dac biet 5/310", "Trẻ có hoàn cảnh đặc biệt"),
        ("kp 3 phu hop 1/1", "Phù hợp với trẻ em"),
        ("dac biet 4", "Trẻ có hoàn cảnh đặc biệt 4/…"),
    ],
)
def test_words_of_the_bots_own_labels_are_asked_about_as_these(office: Office, said: str, label: str) -> None:
    assert "có thể là nhiều mục" in office.sends(said)
    assert label in office.buttons()


def test_what_is_to_be_as_before_is_named_beside_what_is_stored(office: Office) -> None:
    text = lines(office.sends("khai sinh 11/12, còn lại như tháng 9"))
    assert text[-1].startswith("“còn lại như tháng 9”: tôi không tự lấy số của kỳ khác")
    assert office.cells() == ["14.1 2025-10 11/12"]


@pytest.mark.parametrize(
    "said", ["thôn Đoài khai sinh 12/12", "thôn Trung Hòa khai sinh 12/12", "Trung: khai sinh 12/12"]
)
def test_a_village_of_another_name_is_not_ones_own(office: Office, said: str) -> None:
    add_villages(office.db, "tan-khai", "Thôn Trung")
    office.sends(said)
    assert office.cells() == []


def test_the_line_about_none_is_taken_when_it_is_sent(office: Office) -> None:
    office.sends("tao hon khong")
    office.sends("tảo hôn 0")
    assert office.cells() == ["13.1 2025-10 0"]


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("ks 12 14", "khai sinh 12/14"),
        ("khai sinh 12-14", "khai sinh 12/14"),
        ("khai sinh 12 phần 14", "khai sinh 12/14"),
        ("khai sinh 12/l4", "khai sinh 12/14"),
        ("chích đủ 31 đứa, còn 2 đứa chưa", "tiêm chủng 31/33"),
        ("tháng 9 có 2 bé bị bỏng 1 bé té cây", "tháng 9/2025 tai nạn 3"),
    ],
)
def test_what_was_likely_meant_is_ready_to_send(office: Office, said: str, line: str) -> None:
    assert f"<code>{line}</code>" in office.sends(said)
    assert office.cells() == []
    office.sends(line)
    assert len(office.cells()) == 1


def test_the_figure_of_another_village_is_not_offered_for_ones_own(office: Office) -> None:
    assert "<code>Khu phố 3 khai sinh 8/9</code>" in office.sends("kp5 ks 8/9")
    text = office.sends("kp3 ks 10/12 kp5 ks 8/9")
    assert "không phải nơi bạn báo" in text
    assert "8/9</code>" not in text
    assert "8/9</code>" not in office.sends("kp5 ks 8/9, kp3 ks 10/12")
    assert "mẫu giáo 8/9</code>" in office.sends("kp3 ks 10/12 kp5 mẫu giáo 8/9")
