"""What collaborators answer to a reminder in words: on paper, sent already, let me off, remind me again."""

from __future__ import annotations

import re
from typing import Literal

from knowledge import vietnamese
from knowledge.phrasebook import phrases, table
from knowledge.wordlists import words

Answer = Literal["paper", "not-paper", "sent", "leave", "again"]

_MOST_CHARACTERS = 80


def tells_of_paper(text: str) -> bool:
    """Tell whether a clause of *text* says that figures were sent on paper, and neither asks nor denies it."""
    clauses = re.split(r"[,.;:!\n]", vietnamese.fold(vietnamese.repair(text)))
    return any(
        phrases("sent-on-paper").search(clause)
        and "?" not in clause
        and not phrases("asks-instead-of-answering").search(clause)
        for clause in clauses
    )


def parse_answer(text: str) -> Answer | None:
    """Read the answer to a reminder; every word must be understood.

    Returns:
        "paper" for "đã nộp giấy rồi", "not-paper" for "em nhầm, chưa nộp giấy đâu",
        "sent" for "chị ơi em nộp rồi mà", "leave" for "em xin nghỉ tháng này", "again"
        for "nhắc lại đi"; None for all else, among it whatever asks: "đã nộp chưa".
    """
    if len(text) > _MOST_CHARACTERS or any(map(str.isdigit, text)):
        return None  # most messages: figures
    folded = vietnamese.fold(vietnamese.repair(text))
    typed, polite = re.findall(r"\w+", folded), words("polite-to-the-bot")
    said = " ".join(word for word in typed if word not in polite)
    meant = {meaning for meaning, pattern in table("answers") if pattern.fullmatch(said)}
    if "?" not in folded and "not-paper" in meant:
        return "not-paper"
    if "?" in folded or phrases("asks-instead-of-answering").search(folded):
        return None
    if "paper" in meant:
        return "paper"
    if "sent" in meant and not words("already").isdisjoint(typed):
        return "sent"
    if "leave" in meant and phrases("asks-for-leave").search(folded):
        return "leave"
    return "again" if "again" in meant else None
