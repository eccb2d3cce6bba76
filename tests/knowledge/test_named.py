"""What a message names beside indicators: answered from what the plan says, or said not to be understood."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.cli_knowledge import converse
from knowledge.evaluation import plain_text
from knowledge.library import Library
from knowledge.reply import Reply

TODAY = dt.date(2025, 4, 20)


def last(library: Library, *turns: str) -> Reply:
    """Return the last reply of a conversation."""
    *_, reply = converse(library, list(turns), today=TODAY, home=None)
    return reply


def sections(reply: Reply) -> set[str]:
    return {citation.section for citation in reply.citations}


NAMED = {
    "tai nạn giao thông an lão": "II.8",
    "tai nan giao thong an lao": "II.8",
    "trẻ di cư đồng tháp": "IV.5.c",
    "tre di cu dong thap": "IV.5.c",
    "thanh tra đồng tháp": "III.7.a",
    "bán trú đồng tháp": "IV.4.b",
    "ban tru dong thap": "IV.4.b",
    "giam ho minh tam": "IV.3",
    "môi trường mạng hoằng đức": "V.6",
    "moi truong mang hoang duc": "V.6",
    "hoi dong tre em dong thap": "IV.1.c",
    "bộ chỉ số trẻ em tân khai": "II(2).6",
    "hoạt động hè an lão": "IV.12",
    "1/6 tan khai": "II(2).5",
    "ngày 1/6 minh tâm": "IV.1",
    "05/11 hoằng đức": "VI.1",
    "15/11 an lao": "IV.14",
}


@pytest.mark.parametrize(("question", "section"), NAMED.items())
def test_words_that_a_plan_has_side_by_side_are_looked_up_there(library: Library, question: str, section: str) -> None:
    reply = last(library, question)
    assert reply.kind == "answer"
    assert section in sections(reply), plain_text(reply.text)


@pytest.mark.parametrize(("question", "section"), NAMED.items())
@pytest.mark.parametrize("before", ["tiêm chủng tân khai 2025", "chỉ tiêu 9 tân khai 2025", "ai lo tảo hôn đồng tháp"])
def test_they_do_not_give_way_to_what_was_talked_of(library: Library, before: str, question: str, section: str) -> None:
    assert last(library, before, question).text == last(library, question).text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("người cao tuổi hoằng đức", "người cao tuổi"),
        ("nông nghiệp đồng tháp", "nông nghiệp"),
        ("tặng quà hoằng đức", "tặng quà"),
        ("hoạt động hè tân khai", "hoạt động hè"),
        ("20/11 hoằng đức", "20/11"),
        ("trang 3 ke hoach dong thap", "trang 3"),
        ("chủ tịch huyện có nhiệm vụ gì an lão", "chủ tịch huyện"),
    ],
)
@pytest.mark.parametrize("before", [(), ("tiêm chủng tân khai 2025",)])
def test_what_no_plan_speaks_of_is_named_back(
    library: Library, before: tuple[str, ...], question: str, words: str
) -> None:
    reply = last(library, *before, question)
    assert reply.kind == "clarify"
    assert f"“{words}”" in plain_text(reply.text)


@pytest.mark.parametrize(
    "said",
    ["còn hoằng đức", "ở xã hoằng đức nhé", "tra hoằng đức", "hoằng đức đi", "vậy hoằng đức thì sao", "con hoang duc"],
)
def test_words_of_asking_name_nothing(library: Library, said: str) -> None:
    reply = last(library, "khai sinh tân khai 2025", said)
    assert (reply.query or "").startswith("1:target @hoang-duc #birth-registration 2025")


@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("bao luc gia dinh tan khai", "V.4"),
        ("kham suc khoe tre duoi 6 tuoi hoang duc", "V.5"),
        ("tre duoi 6 tuoi kham benh mien phi minh tam", "IV.4"),
        ("covid an lao", "IV.3"),
        ("nha tre khu cong nghiep tan khai", "V.3"),
        ("cau lac bo quyen tham gia an lao", "IV.2"),
        ("trẻ mồ côi bị bỏ rơi minh tâm", "II.2"),
        ("nước sạch minh tâm", "I.1"),
        ("boi an toan hai phong", "II.5"),
        ("so dien thoai trung tam cong tac xa hoi hai phong", "II.2"),
    ],
)
def test_what_has_no_level_is_told_from_what_the_plan_says_of_it(library: Library, question: str, section: str) -> None:
    reply = last(library, question)
    assert reply.kind == "answer"
    assert section in sections(reply), plain_text(reply.text)


@pytest.mark.parametrize(
    "question",
    [
        "tỷ lệ bạo lực gia đình tân khai 2025",
        "bao nhiêu phần trăm trẻ tiêm covid an lão",
        "có chỉ tiêu về covid an lão không",
        "tử vong do đuối nước tân khai 2025",
        "tu vong do duoi nuoc tan khai",
        "tai nạn giao thông tân khai 2025 bao nhiêu",
        "tiêm chủng trẻ dưới 2 tuổi tân khai",
        "covid tân khai",
        "bạo lực gia đình hoằng đức",
    ],
)
def test_a_level_that_no_plan_sets_is_not_found(library: Library, question: str) -> None:
    assert last(library, question).kind == "not_found"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("chủ tịch tân khai là ai", "không ghi tên người ký"),
        ("ai là phó chủ tịch hoằng đức", "Lê Xuân Bính"),
        ("who is the chairman of tan khai", "does not print the name"),
        ("bí thư đồng tháp là ai", "không ghi tên bí thư"),
        ("giám đốc sở y tế đồng tháp là ai", "không ghi tên giám đốc sở y tế"),
        ("hiệu trưởng hoằng đức là ai", "không ghi tên hiệu trưởng"),
        ("kế hoạch 5 năm tân khai", "2021–2025"),
        ("ai nhan bao cao hoang duc", "Ủy ban nhân dân huyện"),
        ("ai ký kế hoạch an lão với lại báo cáo năm nộp trước ngày nào", "Nguyễn Mạnh Thắng"),
        ("who deals with adoption and children's nationality in An Lao", "nationality"),
        ("tan khai dat bao nhieu % tiem chung roi", "không có kết quả"),
        ("ty le tiem chung tan khai hien nay", "không có kết quả"),
    ],
)
def test_who_when_and_results(library: Library, question: str, said: str) -> None:
    assert said in plain_text(last(library, question).text)


@pytest.mark.parametrize("question", ["sinh con thu 3", "gioi tinh khi sinh tan khai", "sinh con thứ 3 tân khai"])
def test_a_number_or_a_slip_is_not_read_into_other_words(library: Library, question: str) -> None:
    assert last(library, question).kind == "clarify"


def test_who_has_a_topic_is_not_mixed_with_an_agency_of_like_name(library: Library) -> None:
    text = plain_text(last(library, "ai phu trach lao dong tre em an lao").text)
    assert "Phòng Lao động" not in text.split("\n")[0]


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("quyet dinh 55a", "55a/2013/QĐ-TTg"),
        ("quyết định 55a", "55a/2013/QĐ-TTg"),
        ("chi thi 36", "36/CT-TTg"),
        ("chi thi 18", "18/CT-TTg"),
        ("chi thi 28 minh tam", "28-CT/TW"),
        ("chỉ thị số 28 minh tâm", "28-CT/TW"),
        ("nghi quyet 121", "121/2020/QH14"),
        ("ke hoach 356", "356/KH-UBND"),
        ("quyết định 1472", "1472/QĐ-TTg"),
        ("quyet dinh 23", "23/QĐ-TTg"),
        ("quyết định số 6", "06/QĐ-TTg"),
        ("luật hộ tịch 60/2014", "60/2014/QH13"),
        ("luat ho tich 60/2014", "60/2014/QH13"),
        ("directive 36", "36/CT-TTg"),
    ],
)
def test_a_document_is_found_by_its_number_and_kind(library: Library, question: str, number: str) -> None:
    reply = last(library, question)
    text = plain_text(reply.text)
    assert reply.kind == "answer"
    assert f"{number}," in text or f"{number}:" in text
    assert "36/KH" not in text
    assert "23/CT" not in text


def test_a_word_of_both_languages_tells_neither(library: Library) -> None:
    assert "An Lão district" in plain_text(last(library, "is there a hotline in the An Lao plan").text)
    assert "Huyện An Lão" in plain_text(last(library, "hotline an lao").text)
