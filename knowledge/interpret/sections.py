"""A section of a plan named by its number: "mục V.7 là của ai", "section II.2.b"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.interpret.message import Message
from knowledge.query import Query
from knowledge.wordlists import words

# What follows such a word: "V.7", "số 12", "II.2.b"; of the Roman number alone, only capitals are one.
_NUMBER = re.compile(
    r"\s+(?:s[oố]{1,2}s?\s+|no\.?\s+|number\s+)?"
    r"(?:(?P<roman>[ivx]{1,4})\b)?[\s.,/-]*(?P<number>\d{1,2})\b(?:\s?\.\s?(?P<letter>[a-zđ])\b)?",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"\s+([IVX]{1,4})\b")
# Kinds of question that a section only says the place of.
_ABOUT_ELSE = ("signer", "funding", "deadline", "glossary", "contact", "compare", "period")


def section_asked(message: Message) -> Query | None:
    """See a question about what stands in one section of one plan, or whose it is; None when there is none.

    A number without its Roman part counts in a plan that numbers no indicators: elsewhere "mục số 9" is an indicator.
    """
    r, slots = message.reading, message.slots
    naming = words("sections")
    if naming.isdisjoint(t.key for t in r.tokens) or slots.topics or slots.goals or r.has(*_ABOUT_ELSE):
        return None
    plans = slots.plans or message.default_plans
    if len(plans) != 1:
        return None
    name = _named([r.text[t.end :] for t in r.tokens if t.key in naming])
    if not name or ("." not in name and _may_be_else(message, name, plans[0])):
        return None
    return Query("agencies", plans, extra=f"section-{name}")


def _may_be_else(message: Message, name: str, plan: str) -> bool:
    """Tell whether a number alone may be an indicator's."""
    return message.world.plans[plan].is_numbered if name.isdigit() else message.has("target")


def _named(following: Sequence[str]) -> str:
    """Return the section named, as "V.7", "II.2.b" or "12"; empty when none is.

    Args:
        following: The text behind each word that may name one; "mục 7 phần V" has its parts behind two.
    """
    romans = [found[1] for text in following if (found := _ROMAN.match(text))]
    apart = romans[0] if romans else ""
    for text in following:
        if found := _NUMBER.match(text):
            parts = ((found["roman"] or apart).upper(), found["number"], (found["letter"] or "").lower())
            return ".".join(part for part in parts if part)
    return apart
