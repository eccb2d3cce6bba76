"""Short questions as officials type them: what the reply must say, and what it may not."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

import pytest

from bot.cli_knowledge import converse
from knowledge.evaluation import plain_text
from knowledge.library import Library
from knowledge.reply import Frame, Reply

TODAY = dt.date(2025, 4, 20)


class Case(NamedTuple):
    """A conversation, the kind of its last reply, and patterns that this has or has not."""

    turns: tuple[str, ...]
    kind: str
    wanted: tuple[str, ...] = ()
    banned: tuple[str, ...] = ()
    home: str | None = None


def last_of(library: Library, case: Case) -> Reply:
    *_, last = converse(library, case.turns, today=TODAY, home=case.home)
    return last


def seen(reply: Reply) -> str:
    return "\n".join([plain_text(reply.text), *(f"[{option.label}]" for option in reply.options)])


def check(library: Library, case: Case) -> None:
    reply = last_of(library, case)
    text = seen(reply)
    assert reply.kind == case.kind, text
    for pattern in case.wanted:
        assert re.search(pattern, text, re.IGNORECASE | re.DOTALL), f"{pattern} in {text}"
    for pattern in case.banned:
        assert not re.search(pattern, text, re.IGNORECASE | re.DOTALL), f"{pattern} not in {text}"


STATION = ("Hoằng Đức.*V\\.5", "Tân Khai.*V\\.2", "Minh Tâm.*IV\\.4")
NOT_IN_THIS_PLAN = [
    Case(
        ("an lao bhyt tre duoi 6 tuoi", "tram y te phu trach chi tieu nao"),
        "not_found",
        ("An Lão.{0,40}không giao việc", *STATION),
        ("các kế hoạch ở đây",),
    ),
    Case(
        ("dong thap tiem chung", "tram y te phu trach chi tieu nao"),
        "not_found",
        ("Đồng Tháp.{0,40}không giao việc", *STATION),
        ("các kế hoạch ở đây",),
    ),
    Case(("trạm y tế làm gì",), "not_found", ("An Lão.{0,40}không giao việc", "Tân Khai.*V\\.2"), (), "an-lao"),
    Case(
        ("phong van hoa xa hoi phu trach gi",),
        "not_found",
        ("không giao việc", "Hoằng Đức.*Văn hóa", "Tân Khai.*Văn hóa", "Minh Tâm.*Văn hóa"),
        ("xã hội hóa",),
    ),
    Case(("phong vhxh lam gi",), "not_found", ("Hoằng Đức", "Tân Khai", "Minh Tâm"), ("biểu diễn",)),
]


@pytest.mark.parametrize("case", NOT_IN_THIS_PLAN, ids=str)
def test_what_one_plan_does_not_assign_is_told_of_those_that_do(library: Library, case: Case) -> None:
    check(library, case)


THREE = ("chỉ tiêu 22", "chỉ tiêu 23", "chỉ tiêu 24")
NUMBERS = [
    Case(("22,23,24 ai lam",), "answer", THREE),
    Case(("chi tieu 22,23,24 ai lam",), "answer", THREE),
    Case(("22 23 24 ai lam",), "answer", THREE),
    Case(("22,23 ai lam tan khai",), "answer", ("chỉ tiêu 22", "chỉ tiêu 23"), ("chỉ tiêu 24",)),
    Case(("ct 22,23 ai lam tan khai",), "answer", ("chỉ tiêu 22", "chỉ tiêu 23"), ("chỉ tiêu 24",)),
    Case(("chỉ tiêu 22 đến 24 tân khai",), "answer", THREE, ("chỉ tiêu 21",)),
    Case(("chi tieu tu 22 den 24 tan khai",), "answer", THREE),
    Case(("chỉ tiêu 22 tới chỉ tiêu 24 tân khai",), "answer", THREE),
    Case(("indicators 22 to 24 in tan khai",), "answer", ("indicator 22", "indicator 23", "indicator 24")),
    Case(("chỉ tiêu 9 đến 2030 tân khai",), "answer", ("chỉ tiêu 9", "3,5%"), ("chỉ tiêu 10",)),
    Case(("chỉ tiêu 5 đến 95% được chưa tân khai",), "answer", ("chỉ tiêu 5",), ("chỉ tiêu 6",)),
    Case(("ct 5,1 tan khai",), "answer", ("dưới 1 tuổi",), ("dưới 5 tuổi",)),
    Case(("chi tieu nao 18,5",), "answer", ("18,5",)),
]


@pytest.mark.parametrize("case", NUMBERS, ids=str)
def test_numbers_in_a_row_are_indicators(library: Library, case: Case) -> None:
    check(library, case)


DOCUMENTS = [
    Case(("nd 123",), "answer", ("123/2015/NĐ-CP", "V\\.5"), ("No target",)),
    Case(("nd 999",), "not_found", ("không dẫn văn bản.*999",), ("No target",)),
    Case(("qđ 999",), "not_found", ("không dẫn văn bản.*999",)),
    Case(("luat ho tich so may",), "answer", ("60/2014/QH13", "V\\.5"), ("nơi nào",)),
    Case(("so van ban kh an lao",), "answer", ("không ghi số|số của kế hoạch: không ghi",), ("36/KH",)),
    Case(("văn bản số 999",), "not_found", ("không dẫn văn bản.*999",), ("Hoằng Đức",)),
    Case(("gui file ke hoach cho em",), "not_found", ("không có tệp",), ("Nơi nhận",)),
    Case(("cho xin bản pdf kế hoạch tân khai",), "not_found", ("không có tệp",), ("Nơi nhận",)),
    Case(("can you send me the plan as pdf",), "not_found", ("no file",)),
    Case(("kinh phí kế hoạch minh tâm có số bao nhiêu",), "not_found", ("không ghi số tiền",)),
    Case(("gui bao cao bang file excel duoc khong",), "answer", ("Gửi",), ("không có tệp",)),
    Case(("bao gio het han ke hoach",), "answer", ("Hoằng Đức.*2030", "An Lão.*2023"), ("báo cáo năm",)),
    Case(("kh tan khai co hieu luc con khong",), "answer", ("2030", "xã Tân Khai"), ("chưa thay đổi",)),
]


@pytest.mark.parametrize("case", DOCUMENTS, ids=str)
def test_documents_and_their_validity(library: Library, case: Case) -> None:
    check(library, case)


NOT_OUTSIDE = [
    Case(("so dt trung tam ctxh hai phong",), "answer", ("18006605", "An Lão")),
    Case(("mau giao 5t hd tk so voi nhau",), "answer", ("Hoằng Đức", "Tân Khai"), ("Đồng Tháp",)),
    Case(("boi an toan",), "answer", ("An Lão", "II\\.5")),
]


@pytest.mark.parametrize("case", NOT_OUTSIDE, ids=str)
def test_what_a_plan_says_is_not_outside_the_plans(library: Library, case: Case) -> None:
    check(library, case)


FOLLOW_UPS = [
    Case(("so sanh tiem chung cac noi", "noi nao cao nhat"), "answer", ("cao nhất: Hoằng Đức",)),
    Case(("tre hcdb giam con bn", "thế tỷ lệ được trợ giúp"), "answer", ("được chăm sóc",), ("trả lời được gì",)),
    Case(("xam hai tre em duoi bao nhieu", "tk"), "answer", ("Tân Khai", "dưới 4%"), ("Đồng Tháp",)),
    Case(
        ("tan khai xam hai bao nhieu, ai phu trach", "thế còn tử vong"),
        "answer",
        ("Trạm Y tế", "sơ sinh"),
        ("xâm hại",),
    ),
    Case(
        ("tan khai xam hai bao nhieu, ai phu trach", "thế còn tử vong", "còn hoằng đức"),
        "answer",
        ("Hoằng Đức", "Trạm Y tế", "sơ sinh"),
        ("Tân Khai",),
    ),
    Case(("an lao bhyt tre duoi 6 tuoi",), "answer", ("100%",), ("Các nơi khác",)),
    Case(("tan khai tiem chung",), "answer", ("\\[Các nơi khác\\]",)),
]


@pytest.mark.parametrize("case", FOLLOW_UPS, ids=str)
def test_what_follows_an_answer(library: Library, case: Case) -> None:
    check(library, case)


def test_who_owns_it_elsewhere_names_the_others_alone(library: Library) -> None:
    reply = last_of(library, Case(("ai phụ trách tiêm chủng tân khai",), "answer"))
    elsewhere = next(o.query for o in reply.options if o.label == "Nơi khác ai phụ trách?")
    text = plain_text(library.run(elsewhere, today=TODAY).text)
    assert "Tân Khai" not in text
    assert all(place in text for place in ("Hoằng Đức", "Đồng Tháp", "Minh Tâm"))


COMPLETE = [
    Case(
        ("tre em ngheo dc gi",),
        "answer",
        ("Hoằng Đức.*V\\.5", "Minh Tâm.*IV\\.4", "An Lão.*II\\.7", "An Lão.*IV\\.3"),
    ),
    Case(("14 nhom tre em hcdb la gi",), "answer", ("Tân Khai.*14 nhóm", "không kể tên"), ("viết tắt",)),
    Case(
        ("nhung ai phoi hop voi cong an thi tran",),
        "answer",
        ("ban, ngành liên quan và khu phố", "V\\.6"),
        ("Địa chính",),
    ),
    Case(("sở tài chính đồng tháp phối hợp với ai",), "not_found", ("không ghi ai phối hợp",)),
    Case(("who works with the police in tan khai",), "answer", ("with other offices and the neighbourhoods",)),
    Case(("ai phối hợp với phòng giáo dục an lão",), "answer", ("Đoàn Thanh niên.*hè an toàn", "IV\\.12")),
    Case(("tong cong co bao nhieu chi tieu",), "answer", ("Hoằng Đức.{0,20}24", "An Lão"), ("lây truyền HIV",)),
    Case(("chi tieu nao kho nhat",), "not_found", ("không xếp",), ("lây truyền HIV",)),
    Case(("tk ct 6 nam 2025",), "not_found", ("2030: 2%",)),
    Case(("tk ct19 2030",), "not_found", ("2025: ",)),
]


@pytest.mark.parametrize("case", COMPLETE, ids=str)
def test_answers_are_complete_and_no_longer_than_asked(library: Library, case: Case) -> None:
    check(library, case)


WORDING = [
    Case(("chi tieu nao 100%",), "answer", ("An Lão, mục tiêu cụ thể thứ 5",), ("An Lão, chỉ tiêu",)),
    Case(("hd lao dong tre em",), "answer", ("vào năm 2025 và năm 2030",), ("nào.*không còn trường hợp nào vào",)),
    Case(("duoi nuoc tan khai chi tieu",), "not_found", ("về đuối nước",), ("duoi nuoc",)),
    Case(("ty le duoi nuoc",), "not_found", ("Gần nhất",), ("Gần nhất.*Gần nhất",)),
    Case(("ai ky ke hoach hoang duc",), "answer", ("Người ký kế hoạch.*Lê Xuân Bính", ", phần ký"), ("mục phần",)),
    Case(("an lao can cu ke hoach nao",), "answer", ("phần mở đầu|mục I",), ("mục Mở đầu",)),
]


@pytest.mark.parametrize("case", WORDING, ids=str)
def test_replies_read_well(library: Library, case: Case) -> None:
    check(library, case)


SAY_AGAIN = "chỗ nào chưa đúng"
TALK = [
    *(Case((said,), "help", (SAY_AGAIN,)) for said in ("sai roi", "k hieu", "không hiểu gì hết", "trả lời sai rồi")),
    *(Case(("tan khai tiem chung", said), "help", (SAY_AGAIN,)) for said in ("sai rồi", "ko hieu")),
    *(Case((said,), "help", ("cứ nhắn",)) for said in ("thoi de nguyen", "quen roi", "thôi khỏi")),
    Case(("sorry wrong question",), "help", ("Write again|ask again",)),
    Case(("thanks",), "help", ("You are welcome",)),
    Case(("cảm ơn",), "help", ("Không có gì",)),
    Case(("tan khai tiem chung 2025", "sai rồi, 2030 cơ"), "answer", ("2030",), (SAY_AGAIN,)),
    Case(("chỉ tiêu 9 tân khai", "nhầm, chỉ tiêu 10"), "answer", ("chỉ tiêu 10",)),
]


@pytest.mark.parametrize("case", TALK, ids=str)
def test_talk_beside_questions_gets_a_polite_line(library: Library, case: Case) -> None:
    check(library, case)


WHOLE_QUESTIONS = [
    Case(("tân khai 95% là chỉ tiêu gì", "chỉ tiêu nào 98%"), "answer", ("98%",), ("95% có ở",)),
    Case(("hạn báo cáo an lão", "an lão có mục tiêu gì"), "answer", ("An Lão",), ("20/05/2023",)),
    Case(("công an tân khai làm gì", "an lão có những chỉ tiêu nào"), "answer", ("An Lão",), ("Công an",)),
    Case(("tiêm chủng tân khai", "hoằng đức có mục tiêu không"), "answer", ("98%",)),
]


@pytest.mark.parametrize("case", WHOLE_QUESTIONS, ids=lambda case: case.turns[-1])
def test_a_whole_question_takes_nothing_from_the_one_before(library: Library, case: Case) -> None:
    check(library, case)


@pytest.mark.parametrize(
    "case",
    [
        Case(("hội phụ nữ đồng tháp làm gì",), "answer", ("tổ chức thành viên", "IV\\.10")),
        Case(("hội nông dân hoằng đức làm gì",), "answer", ("đoàn thể, tổ chức hội", "V\\.9")),
    ],
    ids=lambda case: case.turns[0],
)
def test_what_is_given_to_all_mass_organisations_is_each_ones(library: Library, case: Case) -> None:
    check(library, case)


SAME_NUMBER = [
    Case(
        ("so sánh tử vong dưới 1 tuổi 2025 tân khai với đồng tháp",),
        "answer",
        ("Cùng con số: Tân Khai và Đồng Tháp", "Tân Khai: dưới 12,5‰", "Đồng Tháp: 12,5‰"),
        ("cao nhất",),
    ),
    Case(
        ("so sánh tiêm chủng dưới 1 tuổi 2025 tân khai với đồng tháp",),
        "answer",
        ("cao nhất: Đồng Tháp, 97%",),
        ("Cùng",),
    ),
]


@pytest.mark.parametrize("case", SAME_NUMBER, ids=str)
def test_a_level_is_told_of_a_plan_in_its_own_words(library: Library, case: Case) -> None:
    check(library, case)


@pytest.mark.parametrize(
    "text", ["ở mục nào?", "mục nào?", "trong mục nào", "nằm trong mục nào vậy", "which section?", "in which section?"]
)
@pytest.mark.parametrize(
    "first",
    [
        *("chỉ tiêu 9 tân khai ai phụ trách", "giải pháp nào giảm bỏ học ở Hoằng Đức", "Công an tân khai làm gì"),
        *("tan khai tiem chung 2025", "kinh phí tân khai", "who handles adoption in an lao"),
    ],
)
def test_who_asks_for_the_section_gets_the_answer_again_and_the_talk_stays_as_it_was(
    library: Library, first: str, text: str
) -> None:
    before = library.answer(first, today=TODAY)
    again = library.answer(text, today=TODAY, frame=before.frame)
    assert again.citations == before.citations != ()
    kept, was = again.frame or Frame(), before.frame or Frame()
    assert (kept.query, kept.items, kept.words) == (was.query, was.items, was.words)


@pytest.mark.parametrize("text", ["mục nào?", "in which section?"])
def test_a_section_is_asked_for_of_nothing(library: Library, text: str) -> None:
    assert library.answer(text, today=TODAY).query == "1:nothing-before"


NOT_COUNTED = [
    *("xã nào đông trẻ em nhất", "nơi nào trẻ đông nhất", "huyện nào có nhiều trẻ em nhất", "nơi nào ít trường nhất"),
    *("trường nào đông học sinh nhất", "which commune has the most children", "which place has the fewest schools"),
]


@pytest.mark.parametrize("text", NOT_COUNTED)
def test_who_has_most_of_what_no_plan_counts_is_refused(library: Library, text: str) -> None:
    reply = library.answer(text, today=TODAY, home="tan-khai")
    assert reply.kind == "not_found"
    assert "không ghi số" in reply.text or "does not state the number" in reply.text


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("huyện nào nhiều trẻ bị tai nạn nhất", "Đặt mức cao nhất: Đồng Tháp và Tân Khai"),
        ("chỗ nào ít trẻ bị xâm hại nhất", "Đặt mức thấp nhất: Hoằng Đức"),
        ("ở đâu ít trẻ béo phì nhất", "Đặt mức thấp nhất: Hoằng Đức"),
        ("which place has the most child abuse", "Highest target: Đồng Tháp"),
    ],
)
def test_most_and_fewest_set_the_plans_side_by_side(library: Library, text: str, first: str) -> None:
    assert plain_text(library.answer(text, today=TODAY, home="tan-khai").text).startswith(first)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("quý phòng cho tôi biết hạn báo cáo", "deadline @tan-khai"),
        ("quý ông cho hỏi hạn báo cáo năm", "deadline @tan-khai x=annual"),
        ("hạn báo cáo quý ba", "deadline @tan-khai x=quarterly"),
        ("bao cao quy co han khong", "deadline @tan-khai x=quarterly"),
        ("han bao cao quy so lieu tan khai", "deadline @tan-khai x=quarterly"),
        ("T.E là gì", "glossary x=TE"),
        ("mục V.b nói gì", "agencies @tan-khai x=section-V"),
        ("sep nao ky ke hoach", "signer @tan-khai"),
        ("toi gio dat duoc may chi tieu roi", "results @tan-khai"),
        ("tân khai hoàn thành mấy chỉ tiêu rồi", "results @tan-khai"),
    ],
)
def test_small_words_change_what_is_asked(library: Library, text: str, query: str) -> None:
    assert library.answer(text, today=TODAY, home="tan-khai").query == f"1:{query}"


def test_another_word_with_its_marks_is_not_the_one_for_late(library: Library) -> None:
    assert "deadline" not in (library.answer("nơi nào nhiều trẻ nhất", today=TODAY).query or "")


@pytest.mark.parametrize(
    "text", ["tân khai mấy phần trăm trẻ được chơi thể thao", "tân khai đặt bao nhiêu % trẻ an toàn trên mạng"]
)
def test_a_share_that_no_plan_sets_is_refused_with_what_is_said_of_it(library: Library, text: str) -> None:
    reply = library.answer(text, today=TODAY)
    assert reply.kind == "not_found"
    assert "không đặt mức" in reply.text
    assert reply.citations


def test_who_drowned_in_fact_is_no_target(library: Library) -> None:
    reply = library.answer("Thực tế năm 2024 tỉnh Đồng Tháp có bao nhiêu trẻ bị đuối nước?", today=TODAY)
    assert reply.kind == "not_found"


@pytest.mark.parametrize(
    "text", ["an lão nộp báo cáo năm về phòng nào", "các xã ở an lão nộp báo cáo năm về phòng nào"]
)
def test_where_a_report_goes_stands_with_its_day(library: Library, text: str) -> None:
    assert "Phòng Lao động" in library.answer(text, today=TODAY).text


@pytest.mark.parametrize("text", ["thế ai lo tiền", "vậy ai lo kinh phí"])
def test_who_provides_money_is_asked_of_the_plan_and_not_of_what_was_shown(library: Library, text: str) -> None:
    before = library.answer("tân khai tiêm chủng ai lo", today=TODAY)
    reply = library.answer(text, today=TODAY, home="hoang-duc", frame=before.frame)
    assert (reply.query or "").startswith("1:duty @tan-khai a=finance")
    assert "Trạm Y tế" not in reply.text


@pytest.mark.parametrize(
    "text",
    [
        *("tảo hôn ở hoằng đức bị phạt bao nhiêu tiền", "How big is the fine in Hoang Duc for child marriage?"),
        *("Người đứng đầu trạm xá Hoằng Đức tên là gì ạ?", "what's the name of the school head in Minh Tam"),
    ],
)
def test_fines_and_names_are_in_no_plan(library: Library, text: str) -> None:
    assert library.answer(text, today=TODAY).kind == "not_found"


def test_where_remarks_on_a_plan_go_is_told(library: Library) -> None:
    reply = library.answer("vướng thì gởi ý kiến về đâu vậy, tỉnh đồng tháp nha", today=TODAY)
    assert "Sở Lao động" in reply.text


def test_whom_people_may_ask_is_neither_a_day_nor_what_children_are_asked(library: Library) -> None:
    reply = library.answer("xã hoằng đức mở chỗ cho dân vô hỏi han, nhờ chỉ bảo chuyện trẻ con ko", today=TODAY)
    assert reply.kind != "answer" or "tư vấn" in reply.text
