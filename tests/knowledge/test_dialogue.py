"""Conversations as tables: what was said, and the query that was answered (without what it searched by)."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from bot.cli_knowledge import converse
from knowledge.evaluation import plain_text
from knowledge.library import Library
from knowledge.reply import MAX_TURNS, Frame, Reply

TODAY = dt.date(2025, 4, 20)

Turns = list[tuple[str, str]]


def talk(library: Library, *said: str, home: str | None = None) -> list[Reply]:
    return list(converse(library, said, today=TODAY, home=home))


def asked(reply: Reply) -> str:
    """The query of a reply without version and search words."""
    return re.sub(r" w=\S*", "", (reply.query or "").removeprefix("1:"))


def check(library: Library, turns: Turns, home: str | None = None) -> None:
    replies = talk(library, *(said for said, _ in turns), home=home)
    assert [(said, asked(reply)) for (said, _), reply in zip(turns, replies, strict=True)] == turns


FOLLOW_UPS: dict[str, Turns] = {
    "year-place-owner-place": [
        ("Tân Khai tiêm chủng 2025", "target @tan-khai #vaccination 2025"),
        ("còn 2030?", "target @tan-khai #vaccination 2030"),
        ("thế Đồng Tháp thì sao", "target @dong-thap #vaccination 2030"),
        ("ai phụ trách cái đó", "owner @dong-thap #vaccination"),
        ("còn Hoằng Đức", "owner @hoang-duc #vaccination"),
    ],
    "without-marks": [
        ("tan khai thap coi 2025", "target @tan-khai #stunting 2025"),
        ("con 2030", "target @tan-khai #stunting 2030"),
        ("con hoang duc", "target @hoang-duc #stunting 2030"),
        ("the dong thap", "target @dong-thap #stunting 2030"),
    ],
    "english": [
        ("what is Tan Khai's stunting target for 2025", "target @tan-khai #stunting 2025"),
        ("and 2030?", "target @tan-khai #stunting 2030"),
        ("what about Dong Thap?", "target @dong-thap #stunting 2030"),
        ("who is responsible?", "owner @dong-thap #stunting"),
    ],
    "an-item-of-a-list": [
        ("which plans do you have", "plans"),
        ("item 3", "plan @tan-khai x=menu"),
    ],
    "words-of-a-plan-that-no-lexicon-has": [
        ("chỉ tiêu 5 2025", "target #5 2025"),
        ("còn ao hồ thì sao", "search"),
    ],
    "one-slot-at-a-time": [
        ("chỉ tiêu 9", "target #9"),
        ("tân khai", "target @tan-khai #9"),
        ("2025", "target @tan-khai #9 2025"),
    ],
    "place-first": [
        ("tân khai", "plan @tan-khai"),
        ("tiêm chủng", "target @tan-khai #vaccination"),
        ("2030", "target @tan-khai #vaccination 2030"),
    ],
    "deadlines": [
        ("hạn báo cáo năm của Hoằng Đức", "deadline @hoang-duc x=annual"),
        ("còn Minh Tâm?", "deadline @minh-tam x=annual"),
        ("báo cáo 6 tháng?", "deadline @minh-tam x=six-month"),
        ("thế an lão", "deadline @an-lao x=six-month"),
    ],
    "duties": [
        ("Công an xã Minh Tâm làm gì", "duty @minh-tam a=police"),
        ("còn trạm y tế", "duty @minh-tam a=health-station"),
    ],
    "of-that-place": [
        ("Tân Khai khai sinh 2025", "target @tan-khai #birth-registration 2025"),
        ("của Đồng Tháp", "target @dong-thap #birth-registration 2025"),
    ],
    "many-kinds-about-one-place": [
        ("Tân Khai chỉ tiêu 9", "target @tan-khai #9"),
        ("ai phụ trách", "owner @tan-khai #9"),
        ("hạn báo cáo khi nào", "deadline @tan-khai"),
        ("kinh phí ở đâu", "funding @tan-khai"),
    ],
    "thanks-in-between": [
        ("tân khai tiêm chủng 2025", "target @tan-khai #vaccination 2025"),
        ("cảm ơn", "thanks"),
        ("còn 2030?", "target @tan-khai #vaccination 2030"),
    ],
    "something-else-in-between": [
        ("tân khai tiêm chủng 2025", "target @tan-khai #vaccination 2025"),
        ("hôm nay trời mưa không", "out-of-scope"),
        ("còn 2030?", "target @tan-khai #vaccination 2030"),
    ],
    "which-is-highest-goes-over-all-places": [
        ("Tân Khai khai sinh 2025", "target @tan-khai #birth-registration 2025"),
        ("nơi nào cao nhất", "compare #birth-registration 2025 x=highest"),
    ],
}

CORRECTIONS: dict[str, Turns] = {
    "number": [
        ("chỉ tiêu 5 tân khai", "target @tan-khai #5"),
        ("không phải, ý là chỉ tiêu 6", "target @tan-khai #6"),
        ("ủa nhầm, hoằng đức", "target @hoang-duc #6"),
    ],
    "topic": [
        ("tân khai thấp còi 2025", "target @tan-khai #stunting 2025"),
        ("không, ý tôi là nhẹ cân", "target @tan-khai #underweight 2025"),
    ],
    "year": [
        ("đồng tháp tiêm chủng 2025", "target @dong-thap #vaccination 2025"),
        ("à không, 2030", "target @dong-thap #vaccination 2030"),
    ],
    "english": [
        ("Tan Khai stunting 2025", "target @tan-khai #stunting 2025"),
        ("sorry, I meant Dong Thap", "target @dong-thap #stunting 2025"),
    ],
}

ORDINALS: dict[str, Turns] = {
    "a-part": [
        ("chỉ tiêu 3 đồng tháp", "target @dong-thap #3"),
        ("ý thứ hai", "target @dong-thap #3.2"),
        ("năm 2030 thì sao", "target @dong-thap #3.2 2030"),
    ],
    "part-by-number": [
        ("chỉ tiêu 4 tân khai 2025", "target @tan-khai #4 2025"),
        ("ý 2", "target @tan-khai #4.2 2025"),
    ],
}

NEW_SUBJECTS: dict[str, Turns] = {
    "topic-keeps-the-place": [
        ("tân khai tiêm chủng 2025", "target @tan-khai #vaccination 2025"),
        ("bỏ học tiểu học", "target @tan-khai #primary-dropout 2025"),
    ],
    "a-whole-question-forgets-the-year": [
        ("tân khai tiêm chủng 2025", "target @tan-khai #vaccination 2025"),
        ("hoằng đức có bao nhiêu chỉ tiêu", "list @hoang-duc"),
    ],
    "owner-then-target": [
        ("chỉ tiêu 14 hoằng đức ai lo", "owner @hoang-duc #14"),
        ("đồng tháp tảo hôn 2025 bao nhiêu", "target @dong-thap #early-marriage 2025"),
    ],
    "danger-leaves-nothing-behind": [
        ("tân khai tiêm chủng 2025", "target @tan-khai #vaccination 2025"),
        ("con tôi bị đánh", "safety"),
        ("hoằng đức hạn báo cáo năm", "deadline @hoang-duc x=annual"),
    ],
}

ALL = {**FOLLOW_UPS, **{f"correct-{k}": v for k, v in CORRECTIONS.items()}, **ORDINALS, **NEW_SUBJECTS}


@pytest.mark.parametrize("turns", ALL.values(), ids=ALL.keys())
def test_a_conversation(library: Library, turns: Turns) -> None:
    check(library, turns)


@pytest.mark.parametrize("turns", [*FOLLOW_UPS.values(), *ORDINALS.values()], ids=[*FOLLOW_UPS, *ORDINALS])
def test_a_frame_comes_back_from_the_database_as_it_went(library: Library, turns: Turns) -> None:
    frames = [reply.frame for reply in talk(library, *(said for said, _ in turns)) if reply.frame]
    assert frames
    assert [Frame.from_json(frame.to_json()) for frame in frames] == frames


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"query": 1}', '{"query":"x","items":5}', "\x00"])
def test_a_frame_of_another_form_is_an_empty_one(text: str) -> None:
    assert Frame.from_json(text) == Frame()


def test_a_follow_up_answers_for_the_slot_that_it_names(library: Library) -> None:
    *_, urban = talk(library, "so sánh béo phì nông thôn đồng tháp và tân khai 2025", "còn thành thị?")
    text = plain_text(urban.text)
    assert "dưới 10%" in text
    assert "nông thôn" not in text
    assert "dưới 5%" not in text


def test_the_first_and_the_second_choose_among_the_buttons(library: Library) -> None:
    for ordinal, place in (
        ("cái đầu tiên", "hoang-duc"),
        ("cái thứ hai", "dong-thap"),
        ("the second one", "dong-thap"),
    ):
        first, chosen = talk(library, "công an làm gì", ordinal)
        assert first.kind == "clarify"
        assert f"@{place}" in asked(chosen)


def test_a_place_alone_answers_the_question_back(library: Library) -> None:
    question, answer = talk(library, "công an làm gì", "tân khai")
    assert question.kind == "clarify"
    assert answer.kind == "answer"
    assert "@tan-khai" in asked(answer)


def test_an_indicator_that_no_plan_has_is_nothing_to_go_on_with(library: Library) -> None:
    frame = library.answer("Chỉ tiêu về trẻ nghiện thuốc lá của Hoằng Đức là bao nhiêu %?", today=TODAY).frame
    reply = library.answer("focal point of the Minh Tam plan?", today=TODAY, frame=frame)
    assert "coordinates the plan of Minh Tâm" in reply.text


def test_the_objective_that_a_reply_names_can_be_asked_for_by_that_name(library: Library) -> None:
    first, *_ = talk(library, "an lão xâm hại 2023")
    assert "mục tiêu cụ thể thứ 2" in plain_text(first.text)
    (reply,) = talk(library, "An Lão mục tiêu cụ thể thứ 2")
    assert reply.kind == "answer"
    assert "xâm hại" in plain_text(reply.text)


# -- the home plan ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "turns",
    [
        pytest.param([("tiêm chủng 2025", "target @tan-khai #vaccination 2025")], id="stands-in"),
        pytest.param([("Đồng Tháp tiêm chủng 2025", "target @dong-thap #vaccination 2025")], id="another-is-named"),
        pytest.param(
            [
                ("đồng tháp tiêm chủng 2025", "target @dong-thap #vaccination 2025"),
                ("còn 2030?", "target @dong-thap #vaccination 2030"),
            ],
            id="the-conversation-goes-on",
        ),
    ],
)
def test_home(library: Library, turns: Turns) -> None:
    check(library, turns, home="tan-khai")


def test_an_unknown_home_is_as_good_as_none(library: Library) -> None:
    check(library, [("tiêm chủng 2025", "target #vaccination 2025")], home="nowhere")


# -- forgetting ------------------------------------------------------------------------------------------------------


def test_a_frame_is_forgotten_after_ten_turns_of_inheriting(library: Library) -> None:
    years = ["còn 2025?", "còn 2030?"] * (MAX_TURNS // 2)
    first, *inherited, late = talk(library, "Tân Khai thấp còi 2025", *years, "còn 2025?")
    assert first.kind == "answer"
    assert {reply.kind for reply in inherited} == {"answer"}
    assert late.kind != "answer"


def test_naming_the_subject_again_starts_anew(library: Library) -> None:
    said = ["Tân Khai thấp còi 2025", *["còn 2030?"] * 6, "Tân Khai thấp còi 2025", *["còn 2030?"] * 6]
    assert {reply.kind for reply in talk(library, *said)} == {"answer"}


@pytest.mark.parametrize(
    "said",
    [
        "còn 2030?",
        "thế còn 2030 thì sao",
        "ai phụ trách cái đó",
        "nó bao nhiêu",
        "nó là gì",
        "cái đó ai lo",
        "cái đầu tiên",
    ],
)
def test_a_follow_up_to_nothing_is_no_answer(library: Library, said: str) -> None:
    (reply,) = talk(library, said)
    assert reply.kind in ("clarify", "help")
    assert not reply.citations


def test_of_a_child_in_danger_no_word_is_remembered(library: Library) -> None:
    _, danger = talk(library, "tân khai tiêm chủng 2025", "bé hàng xóm bị cha đánh")
    assert danger.kind == "safety"
    assert danger.frame == Frame(query="1:safety", language="vi")


@pytest.mark.parametrize(
    "said",
    [
        *("rồi gọi ai?", "báo công an số mấy", "giờ làm sao", "gọi không được", "không ai nghe máy", "số mấy vậy"),
        *("what now", "who do I call", "nobody answers"),
    ],
)
def test_who_told_of_a_child_in_danger_and_asks_on_gets_the_line_again(library: Library, said: str) -> None:
    *_, reply = talk(library, "bé hàng xóm bị cha đánh", "cảm ơn", said)
    assert reply.kind == "safety"
    assert talk(library, said)[0].kind != "safety", "without the cry before it"


@pytest.mark.parametrize(
    ("first", "then", "query"),
    [
        ("Công an xã Hoằng Đức có nhiệm vụ gì?", "còn ở Minh Tâm?", "a=police"),
        ("nhiệm vụ của công chức tài chính Tân Khai", "còn An Lão?", "a=finance"),
        ("nhiệm vụ của Sở Tư pháp Đồng Tháp", "còn Tân Khai?", "a=justice"),
    ],
)
def test_an_agency_goes_by_another_name_in_another_plan(library: Library, first: str, then: str, query: str) -> None:
    *_, reply = talk(library, first, then)
    assert reply.kind == "answer"
    assert query in (reply.query or "")


@pytest.mark.parametrize(
    ("first", "then", "query"),
    [
        (
            "trạm y tế hoằng đức phụ trách chỉ tiêu nào",
            "đồng tháp cơ quan nào lo mấy chỉ tiêu đó",
            "1:owner @dong-thap #3,4,5,6",
        ),
        (
            "xâm hại hoằng đức 2025",
            "so sánh với đồng tháp và tân khai",
            "1:compare @hoang-duc,dong-thap,tan-khai #abuse 2025",
        ),
        ("khai sinh đồng tháp", "cho xin cả 2025 lẫn 2030 nha", "1:target @dong-thap #birth-registration 2025,2030"),
        ("ai ký kế hoạch xã hoằng đức", "còn nó làm theo kế hoạch số mấy của huyện", "1:basis @hoang-duc"),
    ],
)
def test_what_goes_on_with_lists_places_years_and_the_plan_itself(
    library: Library, first: str, then: str, query: str
) -> None:
    assert (talk(library, first, then)[-1].query or "").startswith(query)


def test_who_deals_with_money_is_a_question_of_its_own(library: Library) -> None:
    _, money = talk(library, "an lão: mua bán trẻ em", "an lão ai lo kinh phí")
    assert "Phòng Tài chính" in money.text
    _, money = talk(library, "kế hoạch nói gì về mua bán trẻ em", "ai tham mưu kinh phí")
    assert "Công an" not in money.text


def test_after_a_cry_plans_are_asked_about_as_ever(library: Library) -> None:
    _, asked, after = talk(library, "bé hàng xóm bị cha đánh", "tân khai chỉ tiêu 9 ai phụ trách", "còn chỉ tiêu 5")
    assert asked.query == "1:owner @tan-khai #9"
    assert after.query == "1:owner @tan-khai #5"


@pytest.mark.parametrize(
    "said",
    [
        ["hả", "sao", "ủa", "hả", "gì"],
        ["công an làm gì", "trạm y tế làm gì", "công chức tư pháp làm gì", "công an làm gì"],
        ["hả", "công an làm gì", "sao", "hả"],
    ],
    ids=["not-understood", "which-place", "mixed"],
)
def test_never_more_than_two_questions_back_in_a_row(library: Library, said: list[str]) -> None:
    kinds = [reply.kind for reply in talk(library, *said)]
    in_a_row = max(len(run) for run in re.findall("c*", "".join("c" if k == "clarify" else "-" for k in kinds)))
    assert in_a_row <= 2


# -- two questions in one message ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("CT9 Tân Khai ai phụ trách? Hạn báo cáo khi nào?", ["Công an thị trấn", "không ghi ngày"]),
        ("Hoằng Đức tiêm chủng 2025 bao nhiêu? Chỉ tiêu 14 ai lo?", ["98%", "Công chức Tư pháp"]),
    ],
)
def test_two_questions_get_two_answers(library: Library, said: str, parts: list[str]) -> None:
    (reply,) = talk(library, said)
    assert reply.kind == "answer"
    for part in parts:
        assert part in plain_text(reply.text)
    assert len(reply.citations) >= 2


@pytest.mark.parametrize(
    ("first", "second", "query"),
    [
        (
            "Sở nào của Đồng Tháp lo tâm lý học đường",
            "sở đó còn gánh những chỉ tiêu nào",
            "holds @dong-thap a=education",
        ),
        ("ai lo khai sinh hoằng đức", "họ còn lo chỉ tiêu nào nữa", "holds @hoang-duc a=justice-officer"),
        ("ai lo khai sinh hoằng đức", "bên đó phải làm gì", "duty @hoang-duc a=justice-officer"),
        ("who handles child labour in hoang duc", "what must that officer do", "duty @hoang-duc a=labour-officer"),
    ],
)
def test_who_was_named_can_be_pointed_at(library: Library, first: str, second: str, query: str) -> None:
    assert asked(talk(library, first, second)[1]).startswith(query)


@pytest.mark.parametrize(
    ("said", "lost"),
    [
        ("ở hoằng đức ai coi giấy khai sinh, ai coi chỗ trồng cây", "trồng cây"),
        ("Who handles birth registration and who handles the gizmos in Dong Thap?", "gizmos"),
        ("đồng tháp tiêm chủng 2025 mấy phần trăm, trồng nấm mấy phần trăm", "trồng nấm"),
    ],
)
def test_a_second_question_that_is_not_understood_is_named_back(library: Library, said: str, lost: str) -> None:
    (reply,) = talk(library, said)
    assert reply.kind == "clarify"
    assert lost in plain_text(reply.text)


@pytest.mark.parametrize(
    "said",
    [
        "hội của mấy ông mấy bác ở xã minh tâm có việc chi rứa",
        "đồng tháp con nít gọt xoài năm 2030 ép xuống còn nhiêu",
        "hoằng đức nuôi gà thì sao",
        "Hoang Duc kids who like mangoes 2030, how many",
    ],
)
def test_a_whole_plan_is_no_answer_to_what_was_not_understood(library: Library, said: str) -> None:
    assert talk(library, said)[0].kind == "clarify"


@pytest.mark.parametrize(
    "said", ["tân khai có gì", "cho xem xã hoằng đức", "hoang duc 2025 dat may", "kế hoạch minh tâm nói gì"]
)
def test_a_plan_is_shown_where_little_else_is_said(library: Library, said: str) -> None:
    assert asked(talk(library, said)[0]).split()[0] in ("plan", "list")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("đồng tháp sở nào chỉ đạo nhà báo nhà đài", "Sở Thông tin và Truyền thông"),
        ("an lão phòng nào lo kiện toàn ban chỉ đạo của xã", "Phòng Nội vụ"),
    ],
)
def test_an_agency_is_sought_among_those_of_the_kind_asked_for(library: Library, said: str, name: str) -> None:
    assert name in plain_text(talk(library, said)[0].text).split("\n")[0]


def test_an_age_beside_another_measure_only_says_whose_it_is(library: Library) -> None:
    (reply,) = talk(library, "tân khai trẻ từ 7 tuổi tiêm chủng")
    assert "ý kiến" not in plain_text(reply.text)
    (both,) = talk(library, "tân khai trẻ từ 7 tuổi và tiêm chủng 2025")
    assert asked(both) == "target @tan-khai #consulted-from-7,vaccination 2025"
    (unknown,) = talk(library, "Is every newborn given a cot in Hoang Duc?")
    assert unknown.kind == "clarify"
    assert "cot" in plain_text(unknown.text)
