"""Lists with a condition: the indicators of a year, those that have only one, that fall, that are not reached yet.

What narrows a list is read from the folded words, and only where indicators are asked for and none is named.
"""

from __future__ import annotations

import re

from knowledge.interpret.counted import figures_asked
from knowledge.interpret.excluded import SAYING_LITTLE
from knowledge.interpret.kinds import named_goals
from knowledge.interpret.message import Message
from knowledge.phrasebook import phrases, table
from knowledge.query import Query
from knowledge.reading import Reading
from knowledge.search import features
from knowledge.vietnamese import key

_ASKING = ("which-indicators", "list", "count", "value", "target")
_YEAR = r"(?P<year>20\d\d)"
_ONLY = (
    re.compile(rf"\b(?:chi (?:co|dat|ghi|neu)|duy nhat)(?: muc| moc| o| cho| den| mot)*(?: nam)? {_YEAR}\b"),
    re.compile(rf"\bonly(?: have| has| set| for| a| an| in| at| by| the| targets?| levels?| year)* {_YEAR}\b"),
    re.compile(rf"\b{_YEAR} only\b"),
)
_LACKING = re.compile(
    r"\b(?:(?:khong|ko|hong|chua) (?:co|dat|ghi|neu)(?: muc| moc| o| cho| den)*(?: nam)?"
    rf"|(?:no|without|lacks?|lacking)(?: an?| any| the| targets?| levels?| for| in)*) {_YEAR}\b"
)
_FROM_TO = re.compile(
    r"\b(?:giai doan|tu|period|from|between) (?:nam )?20\d\d (?:(?:den|toi|to|until|and) )?(?:nam )?20\d\d"
)


def list_asked(message: Message) -> Query | None:
    """Return the query of a list of indicators under a condition that the message names, or None."""
    r, slots = message.reading, message.slots
    text = " ".join(t.key for t in r.tokens if t.kind != "separator")
    if not r.has(*_ASKING) or not phrases("indicators").search(text):
        return None
    plans = slots.plans or message.default_plans
    if not slots.has_subject and phrases("in-no-order").search(text):
        return Query("no-ranking", plans)
    if _names_a_subject(message):
        return None
    lacking = _LACKING.search(text)
    if _asks_what_is_reached(r, text) and not (lacking and all(t.text != "đạt" for t in r.tokens)):
        return Query("results", plans, (), slots.years)
    if {*message.concepts} - SAYING_LITTLE:
        return None  # "hoàn thành" alone names no topic, but narrows a list in a way that nothing here reads
    if len(plans) == 2 and r.has("which-indicators", "count") and phrases("alike").search(text):
        return Query("list", plans, extra="alike")
    direction = next((name for name, pattern in table("directions") if pattern.search(text)), "")
    if direction and r.has("which-indicators", "list", "count"):
        ranked = ("ranked",) if r.has("superlative", "highest", "lowest", "rank") else ()
        return Query("list", plans, extra=direction, checks=ranked)
    if len(plans) < 2 and r.has("which-indicators") and r.has("highest", "lowest", "rank"):
        return Query("no-ranking", plans, extra="levels")
    return _of_years(message, text, plans) if slots.years else None


def unions_asked(message: Message) -> Query | None:
    """See who wants to know which unions a plan gives work to, and not which of them does a thing."""
    said = " ".join(t.key for t in message.reading.tokens if t.kind != "separator")
    plans = message.slots.plans or message.default_plans
    found = phrases("which-unions").search(said)
    if not found or not plans or message.slots.items:
        return None
    named = set(found[0].split())
    beside = [word for word in message.reading.content if key(word) not in named]
    return None if features(beside) else Query("agencies", plans, extra="unions")


def _names_a_subject(message: Message) -> bool:
    """Tell whether anything but the list itself is named: an indicator, a topic, an agency, a figure."""
    r, slots = message.reading, message.slots
    named = slots.has_subject or figures_asked(r)
    return bool(named or r.unknown or r.documents or r.has("owner", "deadline", "report", "basis"))


def _asks_what_is_reached(reading: Reading, text: str) -> bool:
    """See "còn bao nhiêu chỉ tiêu chưa đạt"; "chưa đặt" with its mark is about what plans set."""
    return bool(phrases("reached").search(text)) and all(t.text != "đặt" for t in reading.tokens)


def _of_years(message: Message, text: str, plans: tuple[str, ...]) -> Query | None:
    """Return the list of the levels of the years named, of what has no other, or of what has none then."""
    only = next((found for words in _ONLY if (found := words.search(text))), None)
    if only:
        return Query("list", plans, (), (int(only["year"]),), extra="only")
    lacking = _LACKING.search(text)
    if lacking:
        return Query("no-year", plans, (), (int(lacking["year"]),))
    if message.has("no-year", "compare", "difference", "highest", "lowest", "rank"):
        return None
    years, goals = tuple(sorted(set(message.slots.years))), named_goals(message)
    span = len(years) == 2 and (_FROM_TO.search(text) or message.has("period"))
    return Query("list", plans, (), years, goals, extra="range" if span else "")
