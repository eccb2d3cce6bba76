"""Things that no plan counts: "Tân Khai có mấy khu phố", "how many children are there in Hoằng Đức"."""

from __future__ import annotations

from knowledge.interpret.message import Message
from knowledge.phrasebook import phrases
from knowledge.query import Query


def count_asked(message: Message) -> Query | None:
    """See a count asked for that no plan holds, of a place named; nothing else may stand in the message.

    "Bao nhiêu xã phải báo cáo" asks for more, and so does "bao nhiêu trẻ bị xâm hại".
    """
    r, slots = message.reading, message.slots
    if not slots.plans or slots.items or slots.goals:
        return None
    named = {i for s in r.spans if any(e.slot == "place" for e in s.entries) for i in range(s.start, s.end)}
    said = [t for i, t in enumerate(r.tokens) if i not in named and t.kind == "word"]
    folded = " ".join(t.key for t in said)
    found = phrases("population").fullmatch(folded)
    if not found:
        return None
    name = "thing" if found["thing"] else "alone"
    first = folded[: found.start(name)].count(" ")
    typed = tuple(t.text for t in said[first : first + found[name].count(" ") + 1])
    return Query("unstated", slots.plans, words=typed, extra=f"count-{name}")
