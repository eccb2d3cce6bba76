"""What a follow-up is about: the measures of the question before, with one put in the place of another, or fewer."""

from __future__ import annotations

from knowledge.interpret.carried import measured
from knowledge.interpret.excluded import SAYING_LITTLE, without
from knowledge.interpret.message import Message
from knowledge.model import Plan
from knowledge.query import Query
from knowledge.topics import Topics


def items_after(message: Message, last: Query) -> tuple[str, ...]:
    """Return what is asked about now: what *message* names or puts in the place of it, else what *last* was about."""
    slots = message.slots
    named = (
        _reduced(message, last)
        or renumbered(message, last)
        or _exchanged(message, last)
        or refined(message, last)
        or slots.items
    )
    if named:
        return named
    items = last.items or message.items_before
    if slots.part and items:
        first = items[0]
        return (f"{first.partition('.')[0]}.{slots.part}" if first[:1].isdigit() else first,)
    return items


def _reduced(message: Message, last: Query) -> tuple[str, ...]:
    """Leave out of the family before the members named: "không tính tử vong" after injuries leaves the injured."""
    topics = message.world.topics
    families = [t for item in last.items for t in topics.families(item)]
    said = {concept for t in families for whole in topics[t].when for concept in whole}
    kept = without(topics, families, said, message.left_out) if message.left_out else families
    return () if kept == families else tuple(kept)


def renumbered(message: Message, last: Query) -> tuple[str, ...]:
    """Read "không phải 22 mà là 24" after indicator 22 as indicator 24."""
    if not message.taken_back or len(last.items) != 1:
        return ()
    wrong = [v.number for v in message.reading.values if v.position in message.taken_back]
    right = [v.number for v in message.reading.values if v.position not in message.taken_back]
    both = len(wrong) == len(right) == 1 and str(wrong[0]) == last.items[0]
    return (str(right[0]),) if both else ()


def _exchanged(message: Message, last: Query) -> tuple[str, ...]:
    """Put the right concept in the place of the one taken back: "không phải tiểu học, trung học cơ sở cơ"."""
    r, topics = message.reading, message.world.topics
    wrong = frozenset(c for c, at in r.concepts.items() if at in message.taken_back)
    right = frozenset(message.concepts) - SAYING_LITTLE - wrong
    if not wrong or not right or r.indicators:
        return ()
    plans = [message.world.plans[p] for p in last.plans] or [message.world.plans[p] for p in message.world.some_plans]
    before = dict.fromkeys(t for p in plans for item in last.items for t in measured(p, item))
    wanted = [whole - wrong | right for t in before for whole in topics[t].when if wrong <= whole]
    named = dict.fromkeys(t.id for whole in wanted for t in topics.named_by(sorted(whole)) if whole in t.when)
    return tuple(named)


def refined(message: Message, last: Query) -> tuple[str, ...]:
    """Read "only deaths" after injuries as deaths from injury: the parts that the new words single out."""
    world = message.world
    new = frozenset(c for c in message.concepts if message.reading.kinds[c].kind != "weak")
    if not new and message.has("follow") and "rate" in message.concepts:
        new = frozenset(message.concepts) - SAYING_LITTLE  # "thế tỷ lệ được trợ giúp"
    if not new or message.reading.indicators:
        return ()
    plans = [world.plans[p] for p in last.plans or world.some_plans]
    topics = dict.fromkeys(t for plan in plans for item in last.items for t in _family(plan, item, world.topics))
    fitting = tuple(t for t in topics if any(new < whole for whole in world.topics[t].when))
    return fitting if 0 < len(fitting) < len(topics) else ()


def _family(plan: Plan, item: str, topics: Topics) -> list[str]:
    """Return the topics of all parts of the indicators that *item* touches in *plan*."""
    wanted = set(topics.members(item))
    whole = int(item.partition(".")[0]) if item[:1].isdigit() else None
    numbered = whole is not None
    touched = [i for i in plan.indicators if (numbered and i.number == whole) or wanted & {p.topic for p in i.parts}]
    return [p.topic for i in touched for p in i.parts]
