"""What collaborators answer to a reminder in words: on paper, sent already, let me off, remind me again."""

from __future__ import annotations

import re
from typing import Literal

from knowledge import vietnamese

Answer = Literal["paper", "sent", "leave", "again"]

_MOST_CHARACTERS = 80
# Who speaks to whom, and how politely, changes nothing.
_POLITE = frozenset(
    "a ad ah already anh bac bot chau chi cho chu co con da di em for gium ha have i it la luon ma me minh my nha nhe "
    "nhi o oi ong please report reports roi the thi thua toi u vang vay we xin".split()
)  # fmt: skip
_PAST = frozenset({"already", "da", "roi", "sent", "submitted"})
_SENDS = r"(?:nop|gui|goi|bao cao|bc)"
_WHAT = r"(?: (?:bao cao|bc|so lieu|sl|figures))?"
_ON_PAPER = re.compile(
    rf"{_SENDS}{_WHAT} (?:bang |qua |tren )?(?:giay|(?:ban|bang) (?:giay|cung))"
    r"|(?:sent|submitted|reported)(?: figures)? on paper"
)
_IS_SENT = re.compile(rf"{_SENDS}{_WHAT}(?: (?:het|du|xong|day du))?|(?:sent|submitted)(?: everything)?")
_LEAVE = re.compile(
    r"(?:phep )?nghi(?: phep)?(?: (?:bao cao|bc|nop))?(?: (?:het )?(?:thang|ky|ki|dot|lan|quy|nam) (?:nay|nai))?"
    r"|(?:let off|leave)(?: this (?:time|month|round))?"
)
_ASKS_LEAVE = re.compile(r"\b(?:xin|cho|let|ask|leave)\b")
_AGAIN = re.compile(r"nhac(?: lai| tiep)|tiep tuc nhac")
_QUESTION = re.compile(r"\b(?:chua|khong|ko|gi|nao|sao|may)\b|\?")


def parse_answer(text: str) -> Answer | None:
    """Read the answer to a reminder; every word must be understood.

    Returns:
        "paper" for "đã nộp giấy rồi", "sent" for "chị ơi em nộp rồi mà", "leave" for "em xin nghỉ tháng này", "again"
        for "nhắc lại đi"; None for all else, among it whatever asks: "đã nộp chưa".
    """
    if len(text) > _MOST_CHARACTERS or any(map(str.isdigit, text)):
        return None  # most messages: figures
    folded = vietnamese.fold(vietnamese.repair(text))
    if _QUESTION.search(folded):
        return None
    words = re.findall(r"\w+", folded)
    said = " ".join(word for word in words if word not in _POLITE)
    if _ON_PAPER.fullmatch(said):
        return "paper"
    if _IS_SENT.fullmatch(said) and not _PAST.isdisjoint(words):
        return "sent"
    if _LEAVE.fullmatch(said) and _ASKS_LEAVE.search(folded):
        return "leave"
    return "again" if _AGAIN.fullmatch(said) else None
