"""What is asked beside what a plan holds: said to be another thing, never answered with it."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from bot.cli_knowledge import converse
from knowledge.evaluation import plain_text
from knowledge.library import Library

TODAY = dt.date(2025, 4, 20)


def last_text(library: Library, *turns: str) -> str:
    """Return the last reply of a conversation, as a reader sees it."""
    *_, last = converse(library, list(turns), today=TODAY, home=None)
    return plain_text(last.text)


@pytest.mark.parametrize(
    ("before", "said", "banned"),
    [
        ("tiêm chủng tân khai 2025", "đuối nước hoằng đức", "98%"),
        ("chỉ tiêu 9 tân khai 2025", "trẻ biết bơi hoằng đức", "0%"),
        ("tiêm chủng tân khai 2025", "trẻ cận thị minh tâm", "tiêm chủng"),
        ("Tân Khai kinh phí", "còn HIV", "Kinh phí"),
        ("87/2020/NĐ-CP", "còn HIV", "hộ tịch"),
        ("Tân Khai sự kiện", "còn khai sinh thì sao", "Tháng hành động"),
        ("tai nạn tân khai 2030", "xã hoằng đức có mấy cán bộ", "0,8"),
        ("tiêm chủng tân khai 2025", "minh tâm có bao nhiêu dân", "tiêm chủng"),
        ("Đồng Tháp chỉ tiêu 12 gồm những gì", "tan khai co bao nhieu tre em", "100%"),
        ("vaccination 2025 Hoang Duc vs Dong Thap", "how many children are there in Hoang Duc", "98%"),
        ("ai phụ trách chỉ tiêu 5 hoằng đức", "ai phụ trách đuối nước", "chỉ tiêu 5"),
    ],
)
def test_a_message_with_content_of_its_own_inherits_no_subject(
    library: Library, before: str, said: str, banned: str
) -> None:
    assert not re.search(rf"(?<![\d,]){banned}", last_text(library, before, said))


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("Phòng Nội vụ An Lão làm gì", "trong Minh Tâm có phòng này không"), "không"),
        (("tiêm chủng tân khai 2025", "còn 2030"), "98%"),
        (("so sánh khai sinh các nơi", "2030", "bỏ đồng tháp"), "Hoằng Đức và Tân Khai"),
        (("ai phụ trách chỉ tiêu 5 hoằng đức", "còn minh tâm"), "Trạm y tế xã"),
        (("ai phụ trách chỉ tiêu 5 hoằng đức", "còn an lão"), "Trung tâm Y tế"),
        (("ai phụ trách chỉ tiêu 5 hoằng đức", "còn tân khai"), "chỉ tiêu 5"),
    ],
)
def test_what_only_points_or_asks_still_goes_on(library: Library, turns: tuple[str, ...], said: str) -> None:
    assert said in last_text(library, *turns)


@pytest.mark.parametrize(
    ("question", "agency"),
    [
        ("ai chịu trách nhiệm chung kế hoạch hoằng đức", "Công chức LĐTBXH"),
        ("ai chịu trách nhiệm chung kế hoạch đồng tháp", "Sở Lao động"),
        ("ai phụ trách kế hoạch tân khai", "Công chức Văn hóa – xã hội phụ trách LĐTB"),
        ("who is responsible for the plan in Hoang Duc", "Công chức LĐTBXH"),
    ],
)
def test_who_answers_for_a_plan_is_who_coordinates_it(library: Library, question: str, agency: str) -> None:
    reply = library.answer(question, today=TODAY)
    assert reply.query is not None
    assert reply.query.startswith("1:coordinator")
    assert agency in reply.text


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("rác thải đồng tháp ai lo", "rác thải"),
        ("ai lo mũ bảo hiểm cho học sinh an lão", "mũ bảo hiểm"),
        ("who is in charge of school meals in Tan Khai", "school meals"),
    ],
)
def test_nobody_is_named_for_what_a_plan_does_not_speak_of(library: Library, question: str, thing: str) -> None:
    reply = library.answer(question, today=TODAY)
    assert reply.kind == "not_found"
    assert thing in plain_text(reply.text)


def test_what_a_plan_says_of_a_thing_that_no_plan_measures_is_told(library: Library) -> None:
    assert library.answer("hoc bong an lao", today=TODAY).kind == "answer"
    assert library.answer("minh tâm ai lo mồ côi", today=TODAY).kind == "answer"


@pytest.mark.parametrize(
    "question",
    [
        "tỷ lệ tử vong mẹ tân khai",
        "tỷ lệ trẻ sơ sinh nhẹ cân hoằng đức",
        "tỷ lệ trẻ em dưới 3 tuổi đi nhà trẻ tân khai",
        "trẻ 4 tuổi đi học mẫu giáo tân khai",
        "ty le tre 3 tuoi di mau giao dong thap 2025",
        "trẻ em dưới 2 tuổi tiêm chủng đầy đủ tân khai 2025",
        "suy dinh dưỡng trẻ dưới hai tuổi",
        "suy dinh dưỡng trẻ 24 tháng tuổi tân khai",
        "malnutrition of children under 2 in Tan Khai",
        "trẻ em dưới 16 tuổi đăng ký khai sinh",
        "tỷ lệ đi học đúng độ tuổi tiểu học tân khai 2025",
        "tiêm chủng mũi nhắc lại hoằng đức",
        "béo phì nam tân khai",
        "béo phì bé gái tân khai 2025",
        "trẻ em nam tân khai bị tai nạn 2025",
        "obesity in boys Tan Khai 2025",
        "bạo lực học đường tân khai 2025",
        "nước sạch trường học đồng tháp",
        "ti le sau rang dong thap 2030 bao nhieu",
        "sữa học đường tân khai bao nhiêu phần trăm",
        "mu bao hiem cho tre tan khai",
        "bac si tren van dan dong thap",
        "Dong Thap target for school milk",
        "short-sighted children Tan Khai",
    ],
)
def test_another_group_or_thing_is_said_to_have_no_indicator(library: Library, question: str) -> None:
    reply = library.answer(question, today=TODAY)
    assert reply.kind == "not_found"
    assert re.search("không có chỉ tiêu riêng|does not have an indicator", plain_text(reply.text))


@pytest.mark.parametrize(
    ("question", "level"),
    [
        ("tiêm chủng trẻ dưới 1 tuổi tân khai 2025", "95%"),
        ("tiem chung tre duoi 12 thang tuoi tan khai 2025", "95%"),
        ("trẻ 5 tuổi đi mẫu giáo tân khai 2025", "99,1%"),
        ("tỷ lệ trẻ em dưới 16 tuổi bị xâm hại tân khai 2025", "4%"),
        ("lao động trẻ em từ 5 đến 17 tuổi đồng tháp 2025", "4,9%"),
        ("beo phi nam 2025 tan khai nong thon", "5%"),
    ],
)
def test_an_age_of_the_indicator_narrows_nothing(library: Library, question: str, level: str) -> None:
    reply = library.answer(question, today=TODAY)
    assert reply.kind == "answer"
    assert level in reply.text


def test_insurance_is_not_taking_part(library: Library) -> None:
    reply = library.answer("tỷ lệ trẻ em tham gia bảo hiểm y tế tân khai", today=TODAY)
    assert reply.kind == "not_found"
    assert "quyền tham gia" not in reply.text


def test_violence_at_school_told_of_a_child_is_danger(library: Library) -> None:
    assert library.answer("con tôi bị bạo lực học đường phải làm sao", today=TODAY).kind == "safety"


@pytest.mark.parametrize("year", [2024, 2025])
def test_results_are_not_answered_with_targets_alone(library: Library, year: int) -> None:
    reply = library.answer(f"kết quả tiêm chủng tân khai năm {year} đạt bao nhiêu", today=TODAY)
    assert reply.kind == "not_found"
    assert "không có kết quả" in reply.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("kế hoạch hoằng đức ban hành khi nào", "bản này không ghi số và ngày"),
        ("kế hoạch tân khai ban hành năm nào", "năm 2024"),
        ("kế hoạch Tân Khai số mấy, ai ký", "để trống số"),
        ("when was the plan of An Lao issued", "shows neither number nor date"),
    ],
)
def test_when_a_plan_was_issued(library: Library, question: str, said: str) -> None:
    assert said in plain_text(library.answer(question, today=TODAY).text)


def test_who_signed_is_answered_as_before(library: Library) -> None:
    assert "ban hành" not in library.answer("ai ký kế hoạch hoằng đức", today=TODAY).text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("minh tâm báo cáo quý khi nào", "không ghi hạn cho báo cáo quý"),
        ("an lão báo cáo tháng", "không ghi hạn cho báo cáo tháng"),
        ("an lao nop bao cao hang quy khi nao", "không ghi hạn cho báo cáo quý"),
        ("hoằng đức báo cáo tháng mấy", "05/11"),
    ],
)
def test_reports_that_no_plan_sets(library: Library, question: str, said: str) -> None:
    assert said in plain_text(library.answer(question, today=TODAY).text)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("hoằng đức có mấy thôn", "không ghi số thôn"),
        ("an lão có bao nhiêu xã", "không ghi số xã"),
        ("tân khai có mấy khu phố", "không ghi số khu phố"),
        ("đồng tháp có tổng cộng bao nhiêu trẻ em dưới 16 tuổi", "không ghi số trẻ em dưới 16 tuổi"),
        ("dân số đồng tháp", "không ghi dân số"),
        ("what is the population of Tan Khai", "does not state the population"),
    ],
)
def test_counts_that_no_plan_states(library: Library, question: str, said: str) -> None:
    assert said in plain_text(library.answer(question, today=TODAY).text)


def test_a_count_of_indicators_is_answered(library: Library) -> None:
    assert "24 chỉ tiêu" in plain_text(library.answer("hoằng đức có bao nhiêu chỉ tiêu", today=TODAY).text)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("tổng đài bảo vệ trẻ em số mấy", "Huyện An Lão • Tổng đài quốc gia bảo vệ trẻ em, số điện thoại 111"),
        (
            "cộng tác viên khu phố tân khai được hỗ trợ bao nhiêu tiền",
            "Thị trấn Tân Khai • Mức hỗ trợ cộng tác viên: 0,125",
        ),
        ("does Tan Khai plan mention drowning", "The plan of Tân Khai town does not mention drowning"),
        ("nghị quyết 26/2021 nói gì", "Thị trấn Tân Khai • 26/2021/NQ-HĐND"),
        ("quyết định 1472/2020 là gì", "Tỉnh Đồng Tháp • 1472/QĐ-TTg"),
        ("xã Tân Lập tiêm chủng 2025", "Tôi không có kế hoạch của xã Tân Lập"),
    ],
)
def test_the_fact_asked_for_comes_first(library: Library, question: str, first: str) -> None:
    assert " ".join(plain_text(library.answer(question, today=TODAY).text).split()).startswith(first)


@pytest.mark.parametrize("said", ["em nghỉ việc rồi", "bỏ tháng 3", "cho kp5 nghỉ"])
def test_one_stray_syllable_finds_no_statement(library: Library, said: str) -> None:
    assert library.answer(said, today=TODAY, home="tan-khai").kind == "out_of_scope"
