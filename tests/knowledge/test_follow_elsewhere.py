"""The same question of another place, asked in full or in two words, has one answer; for every measure and agency."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from knowledge.library import Library
from knowledge.model import Agency, Indicator, Plan
from knowledge.reply import Frame, Reply

TODAY = dt.date(2025, 10, 12)
NUMBERED = ("hoang-duc", "dong-thap", "tan-khai")
SPOKEN = {
    "hoang-duc": "Hoằng Đức",
    "dong-thap": "Đồng Tháp",
    "tan-khai": "Tân Khai",
    "minh-tam": "Minh Tâm",
    "an-lao": "An Lão",
}


def ask(library: Library, text: str, frame: Frame | None = None) -> Reply:
    return library.answer(text, today=TODAY, frame=frame)


def others(plan: str) -> Iterator[tuple[str, str]]:
    return ((other, name) for other, name in SPOKEN.items() if other != plan)


def indicators(library: Library) -> list[tuple[Plan, Indicator]]:
    found = [(library.plans[name], one) for name in NUMBERED for one in library.plans[name].indicators]
    assert len(found) == 3 * 24
    return found


@pytest.mark.parametrize("follow", ["còn {}?", "{} thì sao", "thế còn ở {}"])
def test_a_level_elsewhere_is_that_of_the_question_in_full(library: Library, follow: str) -> None:
    for plan, indicator in indicators(library):
        named = indicator.name.vi
        first = ask(library, f"{named} {SPOKEN[plan.id]}")
        for other, place in others(plan.id):
            in_full, in_two_words = ask(library, f"{named} {place}"), ask(library, follow.format(place), first.frame)
            assert in_two_words.text == in_full.text, (named, plan.id, other)


def test_whoever_owns_it_elsewhere_stands_in_both_answers(library: Library) -> None:
    for plan, indicator in indicators(library):
        first = ask(library, f"ai phụ trách chỉ tiêu {indicator.number} {SPOKEN[plan.id]}")
        for other, place in others(plan.id):
            if other in NUMBERED:
                in_full = ask(library, f"ai phụ trách chỉ tiêu {indicator.number} {place}")
                assert ask(library, f"còn {place}?", first.frame).text == in_full.text, (indicator.number, other)


def test_an_agency_elsewhere_is_known_by_what_it_is(library: Library) -> None:
    """ "Công an xã" in one plan is "Công an huyện" in another: no plan may be said to give it nothing."""
    compared = 0
    for plan in library.plans.values():
        for agency in plan.agencies:
            first = ask(library, f"nhiệm vụ của {agency.name} {SPOKEN[plan.id]}")
            for other, place in others(plan.id) if first.kind == "answer" and " a=" in (first.query or "") else ():
                alike = _alike(agency, library.plans[other])
                if alike:
                    compared += 1
                    reply = ask(library, f"còn ở {place}?", first.frame)
                    assert reply.kind == "answer", (plan.id, agency.name, other, alike)
    assert compared > 100


def _alike(agency: Agency, plan: Plan) -> list[str]:
    """The agencies of *plan* that are mainly what *agency* is."""
    return [one.name for one in plan.agencies if agency.kinds[0] in one.kinds]
