"""The word that there is no figure, beside others in one message: each takes its own words, and none is lost.

And numbers that were read, but not as they may be meant: they are asked about with what was read.
"""

import pytest

from tests.handlers.town import HOA, THU, Office


@pytest.mark.parametrize(
    ("said", "cells"),
    [
        (
            "tiêm chủng 31/32. khai sinh 20/20. mẫu giáo: chưa có số liệu do trường chưa báo",
            ["5.1 2025-10 31/32", "14.1 2025-10 20/20", "16.1 2025-10 none"],
        ),
        ("mẫu giáo chưa có số liệu do trường chưa báo, khai sinh 20/20", ["14.1 2025-10 20/20", "16.1 2025-10 none"]),
        ("mẫu giáo chưa có số liệu. Trường nghỉ. Khai sinh 9/9", ["14.1 2025-10 9/9", "16.1 2025-10 none"]),
        ("tiêm chủng, khai sinh chưa có số liệu vì trạm nghỉ", ["5.1 2025-10 none", "14.1 2025-10 none"]),
        ("tháng 9: tiêm chủng 45/47, khai sinh chưa có số liệu vì bận", ["5.1 2025-09 45/47", "14.1 2025-09 none"]),
        ("chưa có số liệu tiêm chủng, khai sinh vì trạm nghỉ", ["5.1 2025-10 none", "14.1 2025-10 none"]),
        ("số liệu mẫu giáo chưa có vì trường chưa báo", ["16.1 2025-10 none"]),
        ("mẫu giáo không có số liệu vì nghỉ, không cháu nào bị tai nạn", ["11.1 2025-10 0", "16.1 2025-10 none"]),
    ],
)
def test_each_statement_takes_its_own_words(office: Office, said: str, cells: list[str]) -> None:
    office.sends(said)
    assert office.cells() == sorted(cells, key=lambda row: tuple(map(int, row.split()[0].split("."))))


@pytest.mark.parametrize(
    "said",
    [
        "trẻ khuyết tật không có số liệu vì chưa rà soát",
        "ko co so lieu khuyết tật, chua ra soat",
        "khuyết tật: chưa có số liệu (đang rà soát)",
    ],
)
def test_what_may_be_several_things_is_asked_about(office: Office, said: str) -> None:
    assert "Mục nào không có số liệu?" in office.sends(said)
    assert office.cells() == []
    label = list(office.buttons())[1]
    assert "rà soát" in office.carries(office.buttons()[label]) or "ra soat" in office.last["text"]
    assert office.cells() == ["20.2 2025-10 none"]


def test_without_a_reason_the_rest_is_stored_and_the_reason_asked_for(office: Office) -> None:
    text = office.sends("tiêm chủng 46/47 nhưng khai sinh chưa có số liệu")
    assert "46/47" in text
    assert "khai sinh: không có số liệu vì …" in text
    assert office.cells() == ["5.1 2025-10 46/47"]


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("em chưa có số liệu", "tôi chưa rõ mục"),
        ("chưa có số liệu nào", "tôi chưa rõ mục"),
        ("mẫu giáo chưa có số liệu vì trường chưa báo 19/20", "tôi chưa rõ mục"),
        ("mẫu giáo 19/20 chưa có số liệu vì trường chưa báo", "tôi chưa rõ mục"),
        ("em chưa có số liệu mẫu giáo, mai em gửi ạ", "không có số liệu vì sao?"),
    ],
)
def test_what_cannot_be_meant_as_it_stands_is_asked_about(office: Office, said: str, asked: str) -> None:
    assert asked in office.sends(said)
    assert office.cells() == []


def test_what_is_not_known_beside_figures_is_said(office: Office) -> None:
    text = office.sends("tiêm chủng 46/47, còn lại chưa có số liệu")
    assert "“còn lại”: tôi chưa rõ" in text
    assert office.cells() == ["5.1 2025-10 46/47"]


def test_a_village_that_does_not_exist_is_not_taken_for_ones_own(office: Office) -> None:
    assert "tôi chưa rõ" in office.sends("kp99 khai sinh chưa có số liệu vì bận")
    assert office.cells() == []


def test_the_village_of_an_absence_holds_for_what_follows(office: Office) -> None:
    text = office.sends("kp5: mẫu giáo chưa có số liệu vì trường nghỉ, khai sinh 9/9", HOA)
    assert text.startswith("<b>Đã lưu · Khu phố 5")
    assert office.cells() == ["14.1 2025-10 9/9", "16.1 2025-10 none"]


def test_the_village_of_a_figure_holds_for_the_absence_behind_it(office: Office) -> None:
    text = office.sends("kp7: tiêm chủng 45/47. Khai sinh chưa có số liệu vì chưa rà soát", THU)
    assert text.startswith("<b>Đã lưu · Khu phố 7")
    assert office.cells() == ["5.1 2025-10 45/47", "14.1 2025-10 none"]


def test_a_question_beside_an_absence_is_answered(office: Office) -> None:
    answer = office.sends("tiêm chủng chưa có số liệu vì trạm nghỉ. Chỉ tiêu 5 Hoằng Đức là gì?")
    assert office.cells() == ["5.1 2025-10 none"]
    assert "Hoằng Đức" in answer


@pytest.mark.parametrize("said", ["tiêm chủng 45/47 = 98%", "tiêm chủng 45/47 (98%)"])
def test_counts_that_do_not_agree_with_their_percentage_are_asked_about(office: Office, said: str) -> None:
    assert "45/47 = 95,7%</b>, không phải 98%" in office.sends(said)
    assert office.cells() == []
    office.presses("Đúng, lưu 45/47")
    assert office.cells() == ["5.1 2025-10 45/47"]


@pytest.mark.parametrize("number", ["0", "5"])
def test_a_bare_number_of_several_shares_gets_a_line_and_a_button_for_each(office: Office, number: str) -> None:
    text = office.sends(f"bỏ học {number}")
    assert f"<code>bỏ học tiểu học {number}/…</code>\n<code>bỏ học THCS {number}/…</code>" in text
    assert list(office.buttons()) == [f"Bỏ học tiểu học {number}/…", f"Bỏ học THCS {number}/…"]
    assert "Bỏ học THCS" in office.presses(f"Bỏ học THCS {number}/…")
    office.sends("40")
    assert office.cells() == [f"18.2 2025-10 {number}/40"]


def test_a_doubt_names_the_figure_that_does_not_fit(office: Office) -> None:
    office.sends("tử vong tai nạn 1")
    assert "(Tử vong do tai nạn thương tích: 1)" in office.sends("tháng 10 chưa có tai nạn")


@pytest.mark.parametrize("said", ["khai sinh chưa có số vì trạm nghỉ", "khai sinh chua co so vi tram nghi"])
def test_no_number_is_no_figures(office: Office, said: str) -> None:
    office.sends(said)
    assert office.cells() == ["14.1 2025-10 none"]


def test_no_number_without_a_reason_asks_why(office: Office) -> None:
    assert "không có số liệu vì sao?" in office.sends("khai sinh chưa có số")
