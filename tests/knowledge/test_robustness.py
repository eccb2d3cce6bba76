"""Anything may be typed: a reply always comes, and Telegram always takes it."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.entries import Language
from knowledge.lexicon import Lexicon
from knowledge.library import Library
from knowledge.query import parse_query
from knowledge.reply import Frame, Reply
from tests.knowledge.cases import all_cases

TODAY = dt.date(2025, 4, 20)
MARKUP = [
    "<b>",
    "</b>",
    "<script>",
    "&lt;",
    "&",
    "'; DROP TABLE plans; --",
    "{place}",
    "%s",
    "\\",
    "\x00",
    "\u202e",
    "🙏",
    "/",
    "@",
    "#",
    "1:target",
    "…",
]


SCREENS = {"help", "menu", "home", "language", "start", "greet", "plan", "plans", "goal", "agencies-menu"}
SETTINGS = ("home=", "language=")  # buttons that the handlers take, not the library


def telegram_faults(text: str) -> list[str]:
    """Return why Telegram would refuse *text* as HTML; nothing when it would take it."""
    faults = []
    open_tags: list[str] = []
    for closing, name in re.findall(r"<(/?)([^<>]*)>", text):
        if name not in ("b", "i", "code"):
            faults.append(f"tag {name!r}")
        elif not closing:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            faults.append(f"</{name}> closes nothing")
    if open_tags:
        faults.append(f"open: {open_tags}")
    bare = re.sub(r"</?(?:b|i|code)>", "", text)
    if re.search(r"[<>]", bare) or re.search(r"&(?!(?:amp|lt|gt|quot|#\d+|#x[0-9a-f]+);)", bare):
        faults.append("not escaped")
    if not 1 <= len(html.unescape(bare).encode("utf-16-le")) // 2 <= 4096:
        faults.append(f"{len(bare)} characters")
    return faults


def check(reply: Reply) -> None:
    assert telegram_faults(reply.text) == []
    for option in reply.options:
        assert 1 <= len(option.query.encode()) <= 64, option
        assert 1 <= len(option.label) <= 64, option
        assert parse_query(option.query) is not None or option.query.startswith(SETTINGS), option
    assert len({o.query for o in reply.options}) == len(reply.options)
    if reply.kind == "answer":
        assert reply.query


def check_options(library: Library, replies: Iterable[Reply]) -> None:
    """Press every button once: it must lead somewhere."""
    dead = set()
    queries = {o.query for reply in replies for o in reply.options}
    for query in sorted(q for q in queries if not q.startswith(SETTINGS)):
        pressed = library.run(query, today=TODAY)
        check(pressed)
        screen = (parse_query(query) or parse_query("1:help")).kind in SCREENS  # type: ignore[union-attr]  # help is one
        if pressed.query == "1:old-button" or (pressed.kind == "help" and not screen):
            dead.add(query)
    assert not dead


ATOMS = (
    "tân khai|đồng tháp|minh tâm|hoằng đức|an lão|tiêm chủng|béo phì|xâm hại|chỉ tiêu|mục tiêu|ai phụ trách|"
    "hạn báo cáo|năm|2025|2030|ý|còn|không phải|so sánh|cao nhất|bao nhiêu|công an|sở y tế|làm gì|kinh phí|là gì|"
    "và|hoặc|%|‰|76,9|/100.000|23/QĐ-TTg|CT9|kp3|?|,|.|-|what is|target|who|compare|it|thứ hai|nó|cái đó|5/11|"
    "tháng 11|hai nghìn"
).split("|")
mixtures = st.lists(st.sampled_from([*ATOMS, *MARKUP]), min_size=1, max_size=12).map(" ".join)


@given(text=st.text(max_size=300))
@settings(max_examples=150)
def test_any_text_gets_a_reply(library: Library, text: str) -> None:
    check(library.answer(text, today=TODAY))


@given(text=mixtures)
@settings(max_examples=400)
def test_any_mixture_of_known_words_gets_a_reply(library: Library, text: str) -> None:
    check(library.answer(text, today=TODAY))


@given(turns=st.lists(mixtures | st.text(max_size=20), min_size=2, max_size=6))
@settings(max_examples=120)
def test_any_conversation_goes_on(library: Library, turns: list[str]) -> None:
    frame: Frame | None = None
    for text in turns:
        reply = library.answer(text, today=TODAY, frame=frame, home="tan-khai")
        check(reply)
        frame = reply.frame


@pytest.fixture(scope="module")
def phrases(lexicon: Lexicon) -> list[str]:
    """Everything that the lexicon knows, as it is typed."""
    return sorted({" ".join(s.words) for s in lexicon.surfaces()})


@given(numbers=st.lists(st.integers(0, 10**6), min_size=1, max_size=6))
@settings(max_examples=300)
def test_any_mixture_of_the_lexicon_gets_a_reply(library: Library, phrases: list[str], numbers: list[int]) -> None:
    check(library.answer(" ".join(phrases[n % len(phrases)] for n in numbers), today=TODAY))


@given(
    query=st.text(max_size=80)
    | st.builds("1:{} {}".format, st.from_regex(r"[a-z-]{1,12}", fullmatch=True), st.text(max_size=40))
)
@settings(max_examples=200)
def test_any_payload_of_a_button_gets_a_reply(library: Library, query: str) -> None:
    check(library.run(query, today=TODAY))


KINDS = """
    target owner holds duty agencies coordinator deadline compare reverse list no-year no-owner plans results signer
    basis document glossary funding support event contact scope beneficiaries purpose recipients period safety
    place-change agency-change plan goal indicator menu home language agencies-menu start help search task-owner
""".split()
PARTS = """
    @tan-khai @minh-tam @an-lao @dong-thap,hoang-duc @nowhere #5 #5.1 #5.9 #99 #abuse #nothing #malnutrition
    2025 2030 1999 g1 g9 a=police a=labour a=nobody x=menu x=annual x=rural x=76.9_percent x=23/qđ-ttg
    x=difference w=đuối,nước ~2 ~99
""".split()
LANGUAGES: tuple[Language, ...] = ("vi", "en")


@given(kind=st.sampled_from(KINDS), parts=st.lists(st.sampled_from(PARTS), max_size=4))
@settings(max_examples=600)
def test_any_query_of_any_kind_gets_a_reply(library: Library, kind: str, parts: list[str]) -> None:
    for language in LANGUAGES:
        check(library.run("1:" + " ".join([kind, *parts]), today=TODAY, language=language))


@pytest.mark.parametrize("kind", KINDS)
def test_a_query_of_a_kind_alone_gets_a_reply(library: Library, kind: str) -> None:
    for suffix in ("", " @tan-khai", " @minh-tam", " @an-lao"):
        check(library.run(f"1:{kind}{suffix}", today=TODAY))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("   \n\t ", id="blank"),
        pytest.param("🙏🙏🙏", id="emoji"),
        pytest.param("???!!!", id="signs"),
        pytest.param("/", id="slash"),
        pytest.param("\x00\x01\x02", id="control"),
        pytest.param("\ufeff\u200b\u202e", id="invisible"),
        pytest.param("\ud800", id="half-of-a-pair"),
        pytest.param("̣̀́̉̃" * 50, id="marks-alone"),
        pytest.param("<b>tân khai</b> tiêm chủng <script>alert(1)</script>", id="html"),
        pytest.param("'; DROP TABLE plans; -- tân khai", id="sql"),
        pytest.param("tân khai {place} {0} %s tiêm chủng", id="placeholders"),
        pytest.param("tân khai & <xyz> & tiêm chủng", id="ampersand"),
        pytest.param("9" * 4000, id="a-number-of-4000-digits"),
        pytest.param("chỉ tiêu " + "9" * 500, id="an-indicator-of-500-digits"),
        pytest.param("chỗ nào đặt " + "9" * 300 + "%", id="a-figure-of-300-digits"),
        pytest.param("1e999999 tân khai", id="an-exponent"),
        pytest.param("năm 99999 tân khai tiêm chủng", id="a-far-year"),
        pytest.param("ngày 31/2/2025 nộp báo cáo", id="a-day-that-is-none"),
        pytest.param("²⁵ ½ Ⅳ ٣ tân khai chỉ tiêu ٣", id="digits-of-other-kinds"),
        pytest.param("chỉ tiêu ² tân khai", id="a-superscript"),
        pytest.param("văn bản 1/a" + "&" * 3000, id="a-document-of-ampersands"),
        pytest.param("số 23/qđ-" + "&" * 3000 + " là gì", id="another-document"),
        pytest.param("so sánh chỉ tiêu 76,9", id="a-comparison-of-no-indicator"),
        pytest.param("so sánh chỉ tiêu 99 đồng tháp với tân khai", id="a-comparison-of-an-unknown-indicator"),
        pytest.param("con " * 1000, id="one-word-a-thousand-times"),
        pytest.param("?\n" * 2000, id="questions-of-nothing"),
    ],
)
def test_bad_input(library: Library, text: str) -> None:
    check(library.answer(text, today=TODAY))


def long_pastes() -> dict[str, str]:
    words = [" ".join(case["turns"]) for case in all_cases() if case["lang"] == "vi"]
    return {
        "questions": " ".join(words)[:4096],
        "questions-with-marks": "? ".join(words)[:4096],
        "noise": "".join(chr(33 + (i * i) % 90) for i in range(4096)),
        "one-word": "a" * 4096,
        "joined": "tiemchung" * 455,
        "names": "Tân Khai Đồng Tháp " * 215,
        "numbers": "chỉ tiêu 5, 6 và 7 " * 215,
        "over-long": "tân khai tiêm chủng " * 1000,
    }


@pytest.mark.parametrize("paste", long_pastes().values(), ids=long_pastes().keys())
def test_a_long_paste_gets_a_reply(library: Library, paste: str) -> None:
    check(library.answer(paste, today=TODAY))


def test_the_reply_to_every_question_is_one_that_telegram_takes(library: Library) -> None:
    for case in all_cases():
        frame: Frame | None = None
        for turn in case["turns"]:
            reply = library.answer(turn, today=TODAY, frame=frame, home=case["home"])
            check(reply)
            frame = reply.frame


@pytest.mark.parametrize("people", [1, 7, 50])
def test_questions_of_others_in_between_leave_none_unanswered(library: Library, people: int) -> None:
    """Each person asks questions that have nothing to do with one another, one after the other."""
    texts = [turn for case in all_cases() for turn in case["turns"]]
    for person in range(people):
        frame: Frame | None = None
        for text in texts[person::people]:
            reply = library.answer(text, today=TODAY, frame=frame)
            check(reply)
            frame = reply.frame


def test_every_button_under_every_reply_leads_somewhere(library: Library) -> None:
    check_options(library, [library.answer(c["turns"][0], today=TODAY, home=c["home"]) for c in all_cases()])


def test_every_screen_is_reached_by_buttons_and_every_button_there_works(library: Library) -> None:
    """Browse as far as the buttons go."""
    seen: set[str] = set()
    waiting = ["1:menu", "1:start", "1:help", "plans", "agencies", "deadlines", "1:home", "1:language"]
    replies = []
    while waiting:
        query = waiting.pop()
        if query in seen:
            continue
        seen.add(query)
        reply = library.run(query, today=TODAY)
        check(reply)
        replies.append(reply)
        waiting.extend(o.query for o in reply.options if o.query not in seen and not o.query.startswith(SETTINGS))
    check_options(library, replies)
    text = "\n".join(r.text for r in replies)
    assert "76,9%" in text
    for plan in library.plans.values():
        for agency in plan.agencies:
            assert html.escape(agency.name, quote=False) in text or (agency.short or agency.name) in text


@pytest.mark.parametrize(
    "day",
    [dt.date(2021, 1, 1), dt.date(2024, 2, 29), dt.date(2025, 11, 5), dt.date(2099, 12, 31)],
)
def test_any_day_will_do(library: Library, day: dt.date) -> None:
    for text in (
        "hạn báo cáo",
        "hạn báo cáo năm hoằng đức",
        "tân khai tiêm chủng năm nay",
        "an lão nộp báo cáo năm ngoái",
    ):
        check(library.answer(text, today=day))


@given(
    frame=st.builds(
        Frame,
        query=st.text(max_size=60),
        items=st.lists(st.text(max_size=8), max_size=3).map(tuple),
        choices=st.lists(st.text(max_size=20), max_size=3).map(tuple),
        words=st.lists(st.text(max_size=6), max_size=3).map(tuple),
        turns=st.integers(-5, 50),
        asked=st.integers(-5, 50),
    )
)
@settings(max_examples=60)
def test_any_frame_will_do(library: Library, frame: Frame) -> None:
    for text in ("còn 2030?", "cái thứ hai", "ai phụ trách cái đó", "không phải, tân khai"):
        check(library.answer(text, today=TODAY, frame=frame))


def test_the_same_message_always_gets_the_same_answer(library: Library) -> None:
    fresh = Library.load()
    for case in all_cases()[:300]:
        text = case["turns"][0]
        assert library.answer(text, today=TODAY) == fresh.answer(text, today=TODAY), text


@pytest.mark.parametrize("text", ["đm bot ngu vl", "bot ngu quá", "đồ ngu", "bot này dở hơi", "vcl trả lời ngu thế"])
def test_an_insult_gets_no_fact(library: Library, text: str) -> None:
    reply = library.answer(text, today=TODAY, home="tan-khai")
    assert (reply.kind, reply.citations) == ("out_of_scope", ())
