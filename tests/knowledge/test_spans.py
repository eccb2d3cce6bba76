from __future__ import annotations

import datetime as dt
import itertools
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.lexicon import Entry, Lexicon, Slot
from knowledge.library import Library
from knowledge.reader import Reader
from knowledge.slips import mend
from knowledge.spans import Span, best_cover, find_spans, split_joined
from knowledge.tokens import tokenize
from knowledge.vietnamese import fold, repair

TODAY = dt.date(2025, 4, 20)


def entry(name: str, slot: Slot = "concept", *, weak: bool = False) -> Entry:
    return Entry(slot, name, weak=weak)


def small(**phrases: str) -> Lexicon:
    """A lexicon of a few concepts: id and phrase."""
    lexicon = Lexicon()
    for name, phrase in phrases.items():
        lexicon.add(phrase, entry(name))
    return lexicon


def mended(lexicon: Lexicon, text: str) -> str:
    """Mend every word of *text*; the text as it is when nothing is mended."""
    tokens = tokenize(repair(text))
    result = mend(lexicon, tokens, range(len(tokens)))
    return " ".join(t.text for t in (result.tokens if result else tokens))


# -- finding ---------------------------------------------------------------------------------------------------------


def found(lexicon: Lexicon, text: str) -> list[tuple[int, int, str]]:
    spans = find_spans(lexicon, tokenize(repair(text)))
    return sorted((s.start, s.end, e.id) for s in spans for e in s.entries)


LEXICON = small(
    vaccine="tiêm chủng", child="trẻ em", disabled="trẻ em khuyết tật", stunting="thấp còi", under5="dưới # tuổi"
)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        pytest.param("tiêm chủng", [(0, 2, "vaccine")], id="accented"),
        pytest.param("tiem chung", [(0, 2, "vaccine")], id="folded"),
        pytest.param("TIÊM chung", [(0, 2, "vaccine")], id="half-accented"),
        pytest.param("tiệm chung", [], id="other-marks-are-a-veto"),
        pytest.param("trẻ em khuyết tật", [(0, 2, "child"), (0, 4, "disabled")], id="all-matches-are-kept"),
        pytest.param("dưới 5 tuổi", [(0, 3, "under5")], id="number"),
        pytest.param("dưới năm tuổi", [(0, 3, "under5")], id="number-word"),
        pytest.param("tiêm. chủng", [], id="a-sentence-ends-between"),
        pytest.param("tiêm, chủng", [(0, 3, "vaccine")], id="a-comma-between-is-passed"),
        pytest.param("", [], id="empty"),
    ],
)
def test_find_spans(text: str, spans: list[tuple[int, int, str]]) -> None:
    assert found(LEXICON, text) == spans


def test_a_strict_surface_needs_its_marks() -> None:
    lexicon = Lexicon()
    lexicon.add("trễ^", entry("late"))
    assert found(lexicon, "trễ") == [(0, 1, "late")]
    assert found(lexicon, "tre") == []


# -- covering --------------------------------------------------------------------------------------------------------


def span(start: int, end: int, slot: Slot = "concept", *, weak: bool = False, named: bool = False) -> Span:
    return Span(start, end, (entry(f"{start}-{end}", slot, weak=weak),), named=named)


@pytest.mark.parametrize(
    ("spans", "kept"),
    [
        pytest.param([span(0, 1), span(1, 2), span(0, 2)], [(0, 2)], id="one-long-beats-two-short"),
        pytest.param([span(0, 2), span(1, 3), span(2, 4)], [(0, 2), (2, 4)], id="most-words-are-covered"),
        pytest.param([span(0, 2, weak=True), span(0, 2)], [(0, 2)], id="one-of-two-on-the-same-words"),
        pytest.param([span(0, 2, "gazetteer"), span(1, 3)], [(1, 3)], id="a-topic-beats-a-far-place"),
        pytest.param([span(0, 2, "gazetteer", named=True), span(1, 2)], [(0, 2)], id="a-place-with-its-level"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_best_cover(spans: list[Span], kept: list[tuple[int, int]]) -> None:
    assert [(s.start, s.end) for s in best_cover(spans, 4)] == kept


bounds = st.tuples(st.integers(0, 11), st.integers(1, 4)).map(lambda b: (b[0], min(b[0] + b[1], 12)))


@given(
    st.lists(st.builds(lambda b, slot: span(b[0], b[1], slot), bounds, st.sampled_from(get_args(Slot))), max_size=12)
)
def test_a_cover_never_overlaps_and_is_worth_at_least_each_span(spans: list[Span]) -> None:
    kept = best_cover(spans, 12)
    assert all(a.end <= b.start for a, b in itertools.pairwise(kept))
    assert sum(s.worth for s in kept) >= max((s.worth for s in spans), default=0)


# -- joined ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tiemchung", ["tiêm", "chủng"]),
        ("tankhai tiemchung", ["tân", "khai", "tiêm", "chủng"]),
        ("tiemchungtankhai2025", ["tiêm", "chủng", "tân", "khai", "2025"]),
        ("tiemchungxyz", ["tiemchungxyz"]),
        ("tiêm chủng", ["tiêm", "chủng"]),
    ],
)
def test_split_joined(lexicon: Lexicon, text: str, words: list[str]) -> None:
    assert [t.text for t in split_joined(lexicon, tokenize(repair(text)))] == words


# -- mending ---------------------------------------------------------------------------------------------------------

PHRASES = small(
    vaccine="tiêm chủng",
    hiv="lây truyền",
    malnutrition="suy dinh dưỡng",
    psychology="hỗ trợ tâm lý học đường",
    abuse="xâm hại",
    stunting="thấp còi",
    birth="khai sinh",
)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("tiem chnug", "tiêm chủng", id="two-letters-swapped"),
        pytest.param("tim chung", "tiêm chủng", id="a-letter-lost"),
        pytest.param("tiêm chhủng", "tiêm chủng", id="a-letter-too-many"),
        pytest.param("tiem trung", "tiêm chủng", id="ch-and-tr-sound-alike"),
        pytest.param("xuy dinh dưỡng", "suy dinh dưỡng", id="x-and-s-sound-alike"),
        pytest.param("suy dnh duong", "suy dinh dưỡng", id="one-slip-in-twelve-letters"),
        pytest.param("suy dnh duog", "suy dinh dưỡng", id="two-slips-in-two-words-of-twelve-letters"),
        pytest.param("ho tro tam ly hc duong", "hỗ trợ tâm lý học đường", id="a-long-phrase"),
    ],
)
def test_a_slip_within_the_budget_is_mended(typed: str, read: str) -> None:
    assert mended(PHRASES, typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("tim chug", id="two-slips-in-nine-letters"),
        pytest.param("suy dn duog", id="three-slips-in-thirteen-letters"),
        pytest.param("xam hi", id="six-letters"),
        pytest.param("diem chung", id="another-first-letter"),
        pytest.param("kiem chung", id="another-word"),
        pytest.param("tiem 2 chung", id="a-number-between"),
    ],
)
def test_what_is_beyond_the_budget_stays(typed: str) -> None:
    assert mended(PHRASES, typed) == typed


def test_a_word_as_near_to_two_phrases_is_left_alone() -> None:
    lexicon = small(one="khai sinh", other="khai sính lễ", third="khai sánh")
    assert mended(lexicon, "khai snh") == "khai snh"


def test_what_was_mended_is_told() -> None:
    tokens = tokenize("tiem chnug 2025")
    result = mend(PHRASES, tokens, [0, 1])
    assert result is not None
    assert result.guesses == (("tiem chnug", "tiêm chủng"),)


# -- what must never be taken for something else (vietnamese notes, section 4) -----------------------------------------

CONFUSABLE = [
    ("suy dinh dưỡng", "dinh dưỡng"),
    ("trẻ em", "trẻ em khuyết tật"),
    ("xâm hại", "xâm hại tình dục"),
    ("tỷ lệ đi học", "tỷ lệ bỏ học"),
    ("tảo hôn", "tái hôn"),
    ("tảo hôn", "tạo hình"),
    ("tử vong", "tư vấn"),
    ("bộ y tế", "sở y tế"),
    ("trạm y tế", "trung tâm y tế"),
    ("bình dương", "dinh dưỡng"),
    ("lâm đồng", "lao động"),
    ("thanh hóa", "khánh hòa"),
    ("xâm hại", "xã hội"),
    ("chủ trì", "chữ trí"),
    ("tư vấn", "tự vẫn"),
]


@pytest.mark.parametrize(("one", "other"), CONFUSABLE, ids=[f"{a}-{b}".replace(" ", "_") for a, b in CONFUSABLE])
@pytest.mark.parametrize("folded", [False, True], ids=["with-marks", "without"])
def test_confusable_phrases_are_never_mended_into_each_other(
    reader: Reader, one: str, other: str, folded: bool
) -> None:
    for typed, wrong in ((one, other), (other, one)):
        reading = reader.read(fold_words(typed) if folded else typed, today=TODAY)
        assert wrong not in [guess for _, guess in reading.guesses]


def fold_words(text: str) -> str:
    return " ".join(fold(w) for w in text.split())


@pytest.mark.parametrize(
    ("typed", "not_this"),
    [
        pytest.param("Minh Tân tiêm chủng 2025", "minh-tam", id="minh-tan"),
        pytest.param("xã Minh Tân tiêm chủng 2025", "minh-tam", id="commune-minh-tan"),
        pytest.param("xa minh tan tiem chung 2025", "minh-tam", id="commune-minh-tan-folded"),
        pytest.param("Tân Hải tiêm chủng 2025", "tan-khai", id="tan-hai"),
        pytest.param("xa tan hai tiem chung 2025", "tan-khai", id="commune-tan-hai-folded"),
        pytest.param("xã An Lạc tiêm chủng 2025", "an-lao", id="an-lac"),
        pytest.param("xã Đông Thái tiêm chủng 2025", "dong-thap", id="dong-thai"),
        pytest.param("Hoằng Đạt tiêm chủng 2025", "hoang-duc", id="hoang-dat"),
        pytest.param("huyện Tháp Mười tiêm chủng 2025", "dong-thap", id="thap-muoi"),
    ],
)
def test_a_place_without_a_plan_gets_no_neighbours_figures(library: Library, typed: str, not_this: str) -> None:
    reply = library.answer(typed, today=TODAY)
    assert f"@{not_this}" not in (reply.query or "")
    assert reply.kind == "not_found"


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("Tân Khai tái hôn 2025", "early-marriage"),
        ("Tân Khai tư vấn 2025", "deaths"),
        ("Tân Khai xã hội 2025", "abuse"),
        ("Tân Khai dinh dưỡng 2025", "underweight"),
        ("Tân Khai đi học lớp 1 năm 2025", "dropout"),
        ("Bình Dương tiêm chủng", "malnutrition"),
        ("Lâm Đồng tiêm chủng", "child-labour"),
    ],
)
def test_a_topic_is_not_answered_for_a_word_that_only_looks_like_it(library: Library, typed: str, topic: str) -> None:
    reply = library.answer(typed, today=TODAY)
    assert topic not in (reply.query or "")
    assert topic not in {str(fact.get("topic")) for fact in reply.facts}


@pytest.mark.parametrize(
    ("typed", "numbers", "years", "documents"),
    [
        ("chi tieu 19 tan khai", [19], [], []),
        ("chi tieu 9 tan khai", [9], [], []),
        ("CT 25", [25], [], []),
        ("tiêm chủng 2026", [], [2026], []),
        ("tiêm chủng 2052", [], [2052], []),
        ("quyết định 32/QĐ-TTg", [], [], ["32/qđ-ttg"]),
        ("kế hoạch 92/KH-UBND", [], [], ["92/kh-ubnd"]),
    ],
)
def test_digits_years_and_ids_are_read_as_typed(
    reader: Reader, typed: str, numbers: list[int], years: list[int], documents: list[str]
) -> None:
    reading = reader.read(typed, today=TODAY)
    assert [n for n, _ in reading.indicators] == numbers
    assert reading.years == years
    assert reading.documents == documents
    assert not reading.guesses


@given(st.from_regex(r"[0-9]{1,4}(/[A-ZĐ]{2,3}-[A-ZĐ]{2,4})?|ct[0-9]{1,2}|20[0-9]{2}", fullmatch=True))
def test_nothing_with_digits_is_ever_mended(lexicon: Lexicon, text: str) -> None:
    tokens = tokenize(repair(f"tân khai {text} bao nhiêu"))
    result = mend(lexicon, tokens, range(len(tokens)))
    before = [t.text for t in tokens if t.kind != "word"]
    assert [t.text for t in (result.tokens if result else tokens) if t.kind != "word"] == before
