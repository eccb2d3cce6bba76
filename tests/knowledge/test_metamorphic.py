"""One question typed in many ways: the same query, or the same facts, or no answer; never another answer."""

from __future__ import annotations

import datetime as dt
import re
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from knowledge import vietnamese
from knowledge.lexicon import WHERE
from knowledge.library import Library
from knowledge.reply import Reply
from tests.knowledge import metamorphic
from tests.knowledge.cases import all_cases

TODAY = dt.date(2025, 4, 20)
PLACES = "Hoằng Đức|Đồng Tháp|Tân Khai|Minh Tâm|An Lão"
AROUND_TAN_KHAI = ("Bình Phước", "Đồng Nai")
PLACE = re.compile(rf"((?:xã|thị trấn|tỉnh|huyện)\s+)?({PLACES})", re.IGNORECASE)


def syllables_in_telex(text: str, seed: int) -> str:
    """Telex for real syllables only: nobody has to type "HCĐB" letter by letter."""
    return re.sub(
        r"[^\W\d_]+",
        lambda m: metamorphic.telex(m[0], seed) if vietnamese.is_syllable(m[0].lower()) else m[0],
        text,
    )


def place_first(text: str, seed: int) -> str:
    return _moved(text, lambda place, rest: f"{place} {rest}")


def place_last(text: str, seed: int) -> str:
    return _moved(text, lambda place, rest: f"{rest} {place}")


def _moved(text: str, put: Callable[[str, str], str]) -> str:
    """Move the one place named in a plain phrase; a text with more, or with several sentences, stays."""
    found = list(PLACE.finditer(text))
    if len(found) != 1 or re.search(r"[,.;:?!]\s+\S", text):
        return text
    place = found[0][0]
    before, after = text[: found[0].start()].rstrip(), text[found[0].end() :].lstrip()
    if re.search(
        r"\b(của|ở|tại|in|of|for|at|từ|với|và|do|does|by|the|kế hoạch|plan|cho|huyện|xã)$", before, re.IGNORECASE
    ):
        return text
    if re.match(r"['’,]", after):
        return text
    return put(place, f"{before} {after}".strip(" ?"))


CHANGES: Mapping[str, Callable[[str, int], str]] = {
    **metamorphic.CHANGES,
    "telex": syllables_in_telex,
    "place-first": place_first,
    "place-last": place_last,
}


def cases() -> list[dict[str, Any]]:
    """Single questions, typed without Telex or slips of their own."""
    return [case for case in all_cases() if len(case["turns"]) == 1 and case["style"] not in ("telex", "typo")]


def query_of(reply: Reply) -> str:
    return re.sub(r" w=\S*", "", reply.query or "")


def is_the_same(one: Reply, other: Reply) -> bool:
    """Tell whether two replies answer one question."""
    if query_of(one) == query_of(other):
        return True
    return (one.facts, set(one.citations)) == (other.facts, set(other.citations)) and bool(one.facts or one.citations)


@pytest.mark.parametrize("name", CHANGES)
def test_another_way_of_typing_never_gives_another_answer(library: Library, name: str) -> None:
    change = CHANGES[name]
    others = []
    for case in cases():
        (question,) = case["turns"]
        typed = change(question, zlib.crc32(case["id"].encode()))
        if typed == question:
            continue
        today = dt.date.fromisoformat(case["today"]) if case["today"] else TODAY
        first = library.answer(question, today=today, home=case["home"])
        second = library.answer(typed, today=today, home=case["home"])
        if first.kind not in ("clarify", "help") and second.kind == "answer" and not is_the_same(first, second):
            others.append(f"{case['id']}: {typed!r}: {query_of(second)}, not {query_of(first)}")
    assert not others, f"{len(others)} questions\n" + "\n".join(others)


@pytest.mark.parametrize("name", ["decomposed", "upper", "separators", "accents-off", "fillers"])
def test_harmless_ways_of_typing_are_understood_as_well(library: Library, name: str) -> None:
    """A question back is no answer: of the questions answered, at least 97 in 100 stay answered."""
    change = CHANGES[name]
    answered = kept = 0
    for case in cases()[::2]:
        (question,) = case["turns"]
        today = dt.date.fromisoformat(case["today"]) if case["today"] else TODAY
        if library.answer(question, today=today, home=case["home"]).kind == "answer":
            answered += 1
            typed = change(question, 0)
            kept += library.answer(typed, today=today, home=case["home"]).kind == "answer"
    assert kept / answered >= 0.97


@pytest.mark.parametrize("name", CHANGES)
def test_a_child_in_danger_is_heard_however_it_is_typed(library: Library, name: str) -> None:
    told = [case["turns"][0] for case in cases() if case["expect"]["kind"] == ["safety"]]
    assert told
    for question in told:
        assert library.answer(CHANGES[name](question, 1), today=TODAY).kind == "safety", question


PROVINCES = [
    name
    for level, name, parent in (
        [*line.split("\t"), "", ""][:3]
        for line in (WHERE / "gazetteer.txt").read_text("utf-8").splitlines()
        if line.startswith(("province\t", "city\t"))
    )
    if level == "province" or not parent
]
SPELLINGS: Mapping[str, Callable[[str, int], str]] = {
    "as-written": lambda text, seed: text,
    "lower": lambda text, seed: text.lower(),
    "upper": metamorphic.upper,
    "accents-off": metamorphic.accents_off,
    "lower-accents-off": lambda text, seed: metamorphic.accents_off(text, seed).lower(),
    "upper-accents-off": lambda text, seed: metamorphic.accents_off(text, seed).upper(),
    "decomposed": metamorphic.decomposed,
    "telex": syllables_in_telex,
    "fillers": metamorphic.fillers,
    "separators": metamorphic.separators,
}


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize(
    "turns",
    [
        pytest.param(("tiêm chủng {} 2025",), id="its-target"),
        pytest.param(("{} có bao nhiêu chỉ tiêu",), id="its-list"),
        pytest.param(("ai phụ trách khai sinh ở {}",), id="its-owner"),
        pytest.param(("Tân Khai và {} tiêm chủng 2025",), id="beside-an-own-place"),
        pytest.param(("{} và Tân Khai tiêm chủng 2025",), id="before-an-own-place"),
        pytest.param(("Tân Khai tiêm chủng 2025", "{} thì sao"), id="as-a-follow-up"),
        pytest.param(("Tân Khai tiêm chủng 2025", "còn {}?"), id="as-a-short-follow-up"),
    ],
)
def test_a_province_without_a_plan_never_gets_the_figures_of_another_place(
    library: Library, spelling: str, turns: tuple[str, ...]
) -> None:
    answered = []
    for name in PROVINCES:
        if turns[0].startswith(("Tân Khai và", "{} và")) and name in AROUND_TAN_KHAI:
            continue
        frame = None
        for turn in turns:
            typed = SPELLINGS[spelling](turn.format(name), 1)
            reply = library.answer(typed, today=TODAY, frame=frame, home="tan-khai")
            frame = reply.frame
        # One word in Telex alone is not undone, and what is left of it not understood.
        refused = ("not_found", "clarify", "out_of_scope") if spelling == "telex" else ("not_found", "clarify")
        if reply.kind not in refused or reply.facts:
            answered.append(f"{typed!r}: {reply.kind}, {query_of(reply)}")
    assert not answered, f"{len(answered)} of {len(PROVINCES)}\n" + "\n".join(answered)
