"""Talk that goes on with the agency or the level of the answer before, and questions that take nothing from it."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.cli_knowledge import converse
from knowledge.library import Library
from knowledge.reply import Reply

TODAY = dt.date(2025, 10, 12)
STATION = "Liệt kê giúp tôi việc của Trạm Y tế thị trấn Tân Khai"
POLICE = "Công an thị trấn Tân Khai có nhiệm vụ gì về phòng, chống xâm hại trẻ em?"
LABOUR = "LĐTE ở Tân Khai 2025 đặt mấy %"


def last_of(library: Library, *turns: str) -> Reply:
    return list(converse(library, turns, today=TODAY, home=None))[-1]


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        ("who handles adoption in an lao", "what else do they do for children", "legal aid"),
        ("ai quản lý nhà nước về nuôi con nuôi ở An Lão", "còn việc gì khác", "khai sinh"),
        ("ai phụ trách khai sinh ở Đồng Tháp", "họ còn làm gì nữa", "hộ tịch"),
        ("ai phụ trách khai sinh ở Đồng Tháp", "còn nhiệm vụ nào khác không", "hộ tịch"),
    ],
)
def test_the_other_duties_of_who_was_named_are_told(library: Library, first: str, then: str, told: str) -> None:
    reply = last_of(library, first, then)
    assert reply.query
    assert reply.query.startswith("1:duty @")
    assert told in reply.text


@pytest.mark.parametrize("then", ["Trong đó việc nào nói về tai nạn thương tích?", "việc nào về tai nạn thương tích"])
def test_of_the_duties_listed_those_about_a_thing_are_told(library: Library, then: str) -> None:
    reply = last_of(library, STATION, then)
    assert "Trạm Y tế thị trấn" in reply.text
    assert "cộng đồng an toàn" in reply.text
    assert "dinh dưỡng" not in reply.text


def test_of_the_duties_listed_those_about_a_thing_are_told_in_english(library: Library) -> None:
    reply = last_of(library, STATION, "which of them is about injuries")
    assert "safe communities" in reply.text
    assert "nutrition" not in reply.text


@pytest.mark.parametrize(
    "then", ["Người dân đứng ra tố cáo có được bảo vệ không?", "nguoi dan to cao co duoc bao ve khong"]
)
def test_a_yes_or_no_in_the_words_of_a_duty_is_about_the_same_agency(library: Library, then: str) -> None:
    reply = last_of(library, POLICE, then)
    assert "bảo vệ người báo tin, tố cáo" in reply.text
    assert "tái phạm" not in reply.text


@pytest.mark.parametrize(
    "then",
    ["so với 2030 thì đổi ntn", "thay đổi thế nào so với 2030", "đến 2030 thay đổi ra sao", "how does it change"],
)
def test_a_level_is_set_beside_that_of_the_other_year(library: Library, then: str) -> None:
    reply = last_of(library, LABOUR, then)
    assert reply.query == "1:compare @tan-khai #child-labour 2025,2030 x=difference"


def test_what_became_of_a_place_is_asked_as_ever(library: Library) -> None:
    assert last_of(library, "Tân Khai thay đổi thế nào").query == "1:place-change @tan-khai"


@pytest.mark.parametrize(
    ("turns", "query"),
    [
        (("An Lão ai lo HIV trong trường học", "An Lão ngày 1/6 ai tổ chức"), "1:task-owner @an-lao"),
        (("Hoằng Đức chỉ tiêu 3", "An Lão mục tiêu cụ thể"), "1:list @an-lao"),
        (
            (
                "Ngành giáo dục An Lão làm gì?",
                "còn ngành y tế?",
                "thế Đồng Tháp đặt bao nhiêu phần trăm trẻ khuyết tật được học, phục hồi chức năng năm 2030?",
            ),
            "1:target @dong-thap #disability-access 2030",
        ),
        (
            ("ai phụ trách chỉ tiêu 9 tân khai", "còn tiêm chủng 2030 bao nhiêu?"),
            "1:target @tan-khai #vaccination 2030",
        ),
        (("Ngành giáo dục An Lão làm gì?", "còn ngành y tế?"), "1:duty @an-lao a=health"),
    ],
)
def test_a_question_with_a_subject_of_its_own_takes_none_from_before(
    library: Library, turns: tuple[str, ...], query: str
) -> None:
    asked = last_of(library, *turns).query
    assert asked
    assert asked.partition(" w=")[0] == query


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Trưởng ban chỉ đạo công tác trẻ em xã Hoằng Đức tên là gì?", "không ghi tên trưởng ban chỉ đạo"),
        ("giám đốc Sở Y tế Đồng Tháp tên là gì", "không ghi tên giám đốc sở y tế"),
        ("ai là trưởng công an tân khai", "không ghi tên trưởng công an"),
        ("ai là giám đốc sở", "không ghi tên giám đốc"),
        ("xã Minh Tâm còn thiếu mấy giáo viên", "không ghi số giáo viên"),
        ("có bao nhiêu bác sĩ ở Tân Khai", "không ghi số bác sĩ"),
        ("Tân Khai có bao nhiêu cán bộ", "không ghi số cán bộ"),
        ("how many teachers does Minh Tam lack", "does not state the number of teachers"),
    ],
)
def test_who_holds_an_office_and_how_many_there_are_is_in_no_plan(library: Library, text: str, said: str) -> None:
    reply = last_of(library, text)
    assert reply.kind == "not_found"
    assert said in reply.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("chữ VH - XH trong kế hoạch minh tâm là viết tắt của gì dzậy", "Văn hóa - Xã hội"),
        ("chữ LĐTBXH trong kế hoạch minh tâm là viết tắt của gì", "Lao động - Thương binh và Xã hội"),
        ("what does BVCSTE stand for in tan khai's plan", "child protection and care"),
    ],
)
def test_a_short_form_is_told_though_a_plan_is_named(library: Library, text: str, said: str) -> None:
    reply = last_of(library, text)
    assert reply.query
    assert reply.query.startswith("1:glossary")
    assert said in reply.text


def test_for_whom_an_agency_works_is_its_duty(library: Library) -> None:
    text = "Chính sách khám bệnh, chữa bệnh của Trạm y tế xã Hoằng Đức hướng đến những nhóm trẻ nào?"
    assert "trẻ dưới 6 tuổi" in last_of(library, text).text
