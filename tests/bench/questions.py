"""The questions of tests/questions, as they are and about other places."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge import vietnamese
from knowledge.evaluation import read_cases

FOLDER = Path(__file__).parents[1] / "questions"
DAY = dt.date(2025, 4, 20)
# The names of the five places, by plan, with what tells their namesakes apart.
_OWN_NAMES = ("Hoằng Đức", "Đồng Tháp", "Minh Tâm", "An Lão", "Tân Khai")


@dataclass(frozen=True, slots=True)
class Question:
    """One message of its own, with what a right reply holds."""

    text: str
    today: dt.date
    home: str | None
    expect: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """A place to ask about: its name and its province ("" for a province)."""

    name: str
    province: str


def read_questions(pattern: str = "*.jsonl") -> list[Question]:
    """Return the questions of the files named like *pattern* that are one message long."""
    paths = [path for path in sorted(FOLDER.glob(pattern)) if not path.stem.endswith("figures")]  # no questions
    cases = [case for path in paths for case in read_cases(path)]
    return [
        Question(
            case["turns"][0],
            dt.date.fromisoformat(case["today"]) if case.get("today") else DAY,
            case.get("home"),
            case["expect"],
        )
        for case in cases
        if len(case.get("turns", ())) == 1
    ]


def about_other_places(questions: Sequence[Question], places: Sequence[Place], seed: int) -> list[tuple[str, Place]]:
    """Return the *questions* that name one of the five places, each with another place instead.

    Half of them name the province too; a name is written as the one it replaces, with or without its marks.
    """
    chance = random.Random(seed)
    found = []
    for question in questions:
        name = next((n for n in _OWN_NAMES if _pattern(n).search(question.text)), None)
        if name is None or any(_pattern(n).search(question.text) for n in _OWN_NAMES if n != name):
            continue
        place = chance.choice(places)
        shown = f"{place.name} {place.province}" if place.province and chance.random() < 0.5 else place.name
        found.append((_exchanged(question.text, name, shown), place))
    return found


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{name}|{plain(name)})\b", re.IGNORECASE)


def plain(text: str) -> str:
    """Return *text* in lower case and without marks."""
    return " ".join(vietnamese.fold(word) for word in text.lower().split())


def _exchanged(text: str, name: str, other: str) -> str:
    def replaced(match: re.Match[str]) -> str:
        typed = match[0]
        shown = other if vietnamese.has_marks(typed.lower()) else plain(other)
        return shown.lower() if typed.islower() else shown.title()

    return _pattern(name).sub(replaced, text)
