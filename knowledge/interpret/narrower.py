"""Groups narrower than those that plans measure: "tiêm chủng trẻ dưới 2 tuổi", "béo phì ở bé trai"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.interpret.message import Message
from knowledge.model import Plan
from knowledge.phrasebook import phrases
from knowledge.query import Query
from knowledge.vietnamese import has_marks, key
from knowledge.wordlists import words

_NUMBER = r"(?:\d{1,2}|mot|hai|ba|bon|sau|chin|muoi)"
# Ages as people type them, folded; "5 tuổi" and "dưới 5 tuổi" are told apart by the lexicon, not here.
_AGE = re.compile(
    rf"(?:(?:duoi|tren|du|tu) )?(?:(?P<least>{_NUMBER})(?: (?:den|toi|to) | ?- ?))?(?P<age>{_NUMBER}) "
    r"(?P<unit>tuoi|thang tuoi|years? olds?|years? of age)\b"
    r"|(?:under|below|aged?) (?:the age of )?(?P<english>\d{1,2})\b"
)
_IN_WORDS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "sau": 6, "chin": 9, "muoi": 10}
_AGES_OF_PART = re.compile(r"(?:(\d+)(?:\s*(?:-|–|đến)\s*))?(\d+)\s*tuổi")
_GROWN = 16  # who is younger is a child by law: such an age narrows nothing where a plan speaks of children
_ASKING_ELSE = (
    *("owner", "owner-weak", "duty", "report", "deadline", "funding", "which-indicators", "reform", "list", "event"),
    *("contact", "support-level", "coordinator", "role-support"),
)


def narrower_group(message: Message) -> Query | None:
    """See a level asked for children of an age or a sex that no plan in question sets one for; None otherwise."""
    r, slots = message.reading, message.slots
    items = slots.items or (message.last.items if message.last and message.last.kind == "target" else ())
    if not items or r.has(*_ASKING_ELSE) or slots.mentions:
        return None
    statistic = slots.plans or slots.years or r.has("value", "target", "compare") or "rate" in r.concepts
    plans = slots.plans or message.default_plans
    typed = _sex(message) if statistic else ""
    typed = typed or _other_age(message, plans, items)
    return Query("unstated", plans, items[:1], slots.years, words=tuple(typed.split())) if typed else None


def _other_age(message: Message, plans: Sequence[str], items: Sequence[str]) -> str:
    """Return the children of the age typed where no part asked about has them; "" where one has, or none was typed."""
    tokens = message.reading.tokens
    folded = " ".join(t.key for t in tokens)
    found = [m for m in _AGE.finditer(folded) if folded[: m.start()].count(" ") not in message.taken_back]
    if not found:
        return ""
    world = message.world
    asked_of = [world.plans[p] for p in plans] or [world.plans[p] for p in world.some_plans]
    known = {age for plan in asked_of for age in _ages(plan, message, items)}
    common = [t for item in items for t in world.topics.members(item) if world.topics[t].number]
    if not known and common:  # a plan without levels: the age may be part of what others measure
        known = {age for p in world.some_plans for age in _ages(world.plans[p], message, common)}
    asked = {age for match in found for age in _asked(match)}
    if asked & known or (not known and min(asked) >= _GROWN):
        return ""
    first = folded[: found[0].start()].count(" ")
    typed = " ".join(t.text for t in tokens[first : first + found[0][0].count(" ") + 1])
    return f"{'trẻ' if 'tuoi' in found[0][0] else 'children'} {typed}"


def _asked(match: re.Match[str]) -> Iterator[float]:
    """Give the ages of one match, in years."""
    for name in ("least", "age", "english"):
        if match[name]:
            number = _IN_WORDS[match[name]] if match[name] in _IN_WORDS else int(match[name])
            yield number / 12 if match["unit"] == "thang tuoi" else number


def _ages(plan: Plan, message: Message, items: Sequence[str]) -> Iterator[float]:
    """Give the ages that the parts of *plan* which *items* name speak of."""
    numbers = {int(item.partition(".")[0]) for item in items if item[:1].isdigit()}
    topics = {t for item in items for t in message.world.topics.members(item)}
    for indicator, part in plan.parts():
        if indicator.number in numbers or topics & {part.topic, *part.also}:
            label = part.label.vi if part.label else ""
            for least, most in _AGES_OF_PART.findall(f"{indicator.name.vi}; {label}"):
                yield from (int(age) for age in (least, most) if age)


def _sex(message: Message) -> str:
    """Return the words for boys or girls as typed; "" where none stand there.

    Alone, "nữ" counts with its marks, and "nam" right behind what is measured, or behind the children, where marks
    are typed: elsewhere it is "năm".
    """
    r = message.reading
    of_a_year = words("of-a-year")
    covered = {i for s in r.spans for e in s.entries if e.slot not in ("filler", "cue") for i in range(s.start, s.end)}
    for index, token in enumerate(r.tokens):
        behind = r.tokens[index - 1].text if index else ""
        following = r.tokens[index + 1].key if index + 1 < len(r.tokens) else ""
        measured = has_marks(behind) and index - 1 in covered
        of_children = key(behind) in ("em", "tre") and any(has_marks(t.text) for t in r.tokens)
        male = token.text == "nam" and (measured or of_children) and not following[:1].isdigit()
        if index not in covered and (token.text == "nữ" or (male and following not in of_a_year)):
            return f"trẻ {token.text}"
    typed = " ".join(t.text for t in r.tokens)
    found = phrases("sex").search(" ".join(key(word) for word in typed.split()))
    if not found:
        return ""
    first = found.string[: found.start()].count(" ")
    return " ".join(typed.split()[first : first + found[0].count(" ") + 1])
