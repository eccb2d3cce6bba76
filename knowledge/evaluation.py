"""Scoring question files: the last reply must have a wanted kind, every wanted pattern and no banned one."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field, ValidationError

from knowledge.errors import QuestionFileError
from knowledge.reply import Reply

if TYPE_CHECKING:
    from knowledge.library import Library

Converse = Callable[..., Iterable[Reply]]
_DEFAULT_DAY = dt.date(2025, 4, 20)


@dataclass(slots=True)
class Score:
    """How one file did."""

    total: int = 0
    passed: int = 0
    wrong: int = 0  # answered, but wrong
    failures: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share of cases that pass, 0 to 1."""
        return self.passed / self.total if self.total else 0.0


def plain_text(text: str) -> str:
    """Return a reply as a reader sees it: no tags, NFC, ordinary spaces."""
    shown = html.unescape(re.sub(r"<[^>]+>", "", text))
    return unicodedata.normalize("NFC", shown).replace("\u00a0", " ").replace("\u202f", " ")


def case_faults(expect: Mapping[str, Any], reply: Reply) -> list[str]:
    """Return what is wrong with *reply*; nothing when the case passes."""
    faults = []
    if expect.get("kind") and reply.kind not in expect["kind"]:
        faults.append(f"kind {reply.kind}, expected {'/'.join(expect['kind'])}")
    text = plain_text(reply.text) + "\n" + "\n".join(o.label for o in reply.options)
    wanted = [[want] if isinstance(want, str) else want for want in expect.get("all") or ()]
    faults.extend(f"missing {want}" for want in wanted if not any(_found(p, text) for p in want))
    faults.extend(f"must not say {ban}" for ban in expect.get("none") or () if _found(ban, text))
    return faults


def _found(pattern: str, text: str) -> bool:
    return re.search(unicodedata.normalize("NFC", pattern), text, re.IGNORECASE | re.DOTALL) is not None


class Expectation(BaseModel):
    """What the last reply of a case must be like."""

    kind: tuple[str, ...] = ()  # any one of these
    all: tuple[re.Pattern[str] | tuple[re.Pattern[str], ...], ...] = ()  # each is found; of several, one of them
    none: tuple[re.Pattern[str], ...] = ()  # none of them is found


class Case(BaseModel):
    """One line of a question file; its other keys are for people."""

    turns: tuple[str, ...] = Field(min_length=1)
    today: dt.date | None = Field(default=None, ge=dt.date(2000, 1, 1), le=dt.date(2100, 12, 31))
    home: str | None = None
    expect: Expectation


def read_cases(path: Path) -> list[dict[str, Any]]:
    """Return the cases of a question file, one JSON object a line.

    Raises:
        QuestionFileError: It cannot be read, or a line is no case.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionFileError(path, 1, f"cannot be read: {type(error).__name__}") from error
    return [_read_case(path, number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def _read_case(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        Case.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        steps = [str(step) for step in first["loc"] if "[" not in str(step)]  # without the forms that a value may have
        where = ".".join(steps) or Case.__name__
        raise QuestionFileError(path, number, f"{where}: {first['msg']}") from error
    case: dict[str, Any] = json.loads(line)
    return case


def evaluate_file(library: Library, path: Path, converse: Converse) -> Score:
    """Score one question file with a fresh conversation for each case.

    Raises:
        QuestionFileError: It cannot be read, or a line is no case.
    """
    score = Score()
    for case in read_cases(path):
        today = dt.date.fromisoformat(case["today"]) if case.get("today") else _DEFAULT_DAY
        *_, last = converse(library, case["turns"], today=today, home=case.get("home"))
        faults = case_faults(case["expect"], last)
        score.total += 1
        score.passed += not faults
        score.wrong += bool(faults) and last.kind == "answer"
        if faults:
            shown = plain_text(last.text).replace("\n", " / ")
            score.failures.append(
                f"{case['id']} {case['turns']}  {'; '.join(faults)}\n    {last.query}\n    -> {shown[:420]}"
            )
    return score
