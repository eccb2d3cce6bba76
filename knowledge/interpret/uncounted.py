"""Things that no plan counts: "Tân Khai có mấy khu phố", "which commune has the most children"."""

from __future__ import annotations

from knowledge.interpret.message import Message
from knowledge.phrasebook import table
from knowledge.query import Query


def count_asked(message: Message) -> Query | None:
    """See a count asked for that no plan holds, of a place named; nothing else may stand in the message.

    "Bao nhiêu xã phải báo cáo" asks for more, and so does "bao nhiêu trẻ bị xâm hại". Who has the most is asked of all.
    """
    r, slots = message.reading, message.slots
    if slots.items or slots.goals:
        return None
    named = {i for s in r.spans if any(e.slot == "place" for e in s.entries) for i in range(s.start, s.end)}
    ages = {before for before, t in enumerate(r.tokens[1:]) if t.key == "tuoi"}  # numbers: "dưới 16 tuổi"
    said = [t for i, t in enumerate(r.tokens) if i not in named and (t.kind == "word" or i in ages)]
    folded = " ".join(t.key for t in said)
    kind, found = next(((kind, m) for kind, said in table("population") if (m := said.fullmatch(folded))), ("", None))
    plans = slots.plans or (message.world.some_plans if kind == "most" else ())
    if not found or not plans:
        return None
    name = "thing" if found["thing"] else "alone"
    first = folded[: found.start(name)].count(" ")
    typed = tuple(t.text for t in said[first : first + found[name].count(" ") + 1])
    return Query("unstated", plans, words=typed, extra=f"count-{name}")
