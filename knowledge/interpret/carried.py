"""What a follow-up carries over: the topic of a number to a plan without numbers, who was named, the places kept."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from knowledge.interpret.message import Message
from knowledge.model import Plan
from knowledge.query import Query
from knowledge.reading import Reading
from knowledge.topics import Topics
from knowledge.wordlists import words


def as_topics(message: Message, last: Query, items: tuple[str, ...]) -> tuple[str, ...]:
    """Put what is measured in the place of its number, where the plan now named numbers none: "còn Minh Tâm"."""
    world, here = message.world, message.slots.plans
    before = [world.plans[p] for p in last.plans if world.plans[p].is_numbered]
    if not before or message.reading.indicators or all(world.plans[p].is_numbered for p in here):
        return items
    found: dict[str, None] = {}
    for item in items:
        topics = measured(before[0], item)
        found.update(dict.fromkeys(_family_of(topics, world.topics) or topics or [item]))
    return tuple(found)


def _family_of(members: Sequence[str], topics: Topics) -> list[str]:
    """Return the family that has just these members, by the concepts they share; empty when there is none."""
    if len(members) < 2:
        return []
    shared = frozenset.intersection(*(frozenset().union(*topics[t].when) for t in members))
    families = (t for concept in sorted(shared) for t in topics.named_by([concept]))
    return [t.id for t in families if set(t.members) == set(members)][:1]


def measured(plan: Plan, item: str) -> list[str]:
    """Return the topics that *item* is in *plan*: those of its part, or of all its parts."""
    if not item[:1].isdigit():
        return [item]
    whole, _, part = item.partition(".")
    indicator = plan.indicator(int(whole))
    return [p.topic for p in indicator.parts if not part or p.number == int(part)] if indicator else []


def places_left_out(reading: Reading) -> list[str]:
    """Return the places to be left out of what was shown: "bỏ Đồng Tháp", "without Tân Khai"."""
    found: list[str] = []
    leaving_out = words("leaving-out")
    for span in reading.spans:
        before = reading.tokens[span.start - 1].key if span.start else ""
        if before in leaving_out:
            found.extend(e.id for e in span.entries if e.slot == "place")
    return found


def holds(message: Message, last: Query, plan_id: str) -> bool:
    """Tell whether a plan has anything of what was asked about before."""
    plan, topics = message.world.plans[plan_id], message.world.topics
    set_here = {p.topic for _, p in plan.parts()}
    return any(set_here & {*topics.members(t)} for item in last.items for t in measured(plan, item))


_LEADING = frozenset({"lead", "guide"})
_MOST_POINTED_AT = 3
_LEAST_OF_DUTY = 0.4  # of the words asked with, by weight, that a duty must hold


def pointed_at(message: Message, last: Query) -> tuple[str, ...]:
    """Return the agencies of one plan that the answer before named, where "sở đó", "they" points at them."""
    if last.kind not in ("owner", "coordinator", "task-owner"):
        return ()
    keys = [token.key for token in message.reading.tokens]
    bodies, behind = words("bodies-pointed-at"), words("pointing-words")
    pointing = any(noun in bodies and word in behind for noun, word in pairwise(keys))
    english = any(word in ("that", "this") and noun in bodies for word, noun in pairwise(keys))
    if not (pointing or english or words("those-spoken-of") & {*keys}):
        return ()
    return agencies_named_before(message, last)


def agencies_named_before(message: Message, last: Query) -> tuple[str, ...]:
    """Return the agencies of one plan that the answer before named; of a duty found by its words, whose it is."""
    if len(last.plans) != 1:
        return ()
    plan = message.world.plans[last.plans[0]]
    if last.kind == "coordinator":
        return (plan.coordinator,)
    if last.kind == "task-owner":
        return _who_has_it(message, last)
    topics = {t for item in last.items for t in message.world.topics.members(item)}
    measured_here = [(i, p) for i, p in plan.parts() if p.topic in topics or str(i.number) in last.items]
    numbers = {i.number for i, _ in measured_here}
    having = [
        (a.id, row)
        for a in plan.agencies
        for row in a.assignments
        if numbers & {*row.indicators} or topics & {*row.topics}
    ]
    explicit = [(name, row) for name, row in having if row.explicit] or having
    leading = [name for name, row in explicit if row.role in _LEADING]
    return tuple(dict.fromkeys(leading or [name for name, _ in explicit]))[:_MOST_POINTED_AT]


def _who_has_it(message: Message, last: Query) -> tuple[str, ...]:
    """Return the one agency whose duty has the words asked with before; none where several have it as well."""
    search, words_before = message.world.search, message.words_before or last.words
    found = search.find(last.plans, words_before, least=_LEAST_OF_DUTY, wanted=lambda kind, _agency: kind == "duty")
    best = {hit.agency for hit in found if hit.agency and hit.share == found[0].share}
    return tuple(best) if len(best) == 1 else ()
