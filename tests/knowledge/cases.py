"""The files of questions and their cases; files of other things, such as figures, stand beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from knowledge.evaluation import read_cases

QUESTIONS = Path(__file__).parent.parent / "questions"
FILES = sorted(path for kind in ("vi", "en", "hard") for path in QUESTIONS.glob(f"*-{kind}.jsonl"))


def all_cases() -> list[dict[str, Any]]:
    """Return the cases of all files of questions."""
    cases = [case for path in FILES for case in read_cases(path)]
    assert cases, f"no questions in {QUESTIONS}"
    return cases
