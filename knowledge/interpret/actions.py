"""What a plan does about something: "Tân Khai làm gì để phòng đuối nước", "what is done about child labour"."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.interpret.message import Message
from knowledge.query import Query
from knowledge.search import features

_LEAST_IN_A_PLAN, _LEAST_ANYWHERE = 0.6, 0.75  # of the words for a thing, by weight, that a statement must hold
# With these a message asks for a level, a day, money or whoever does the work.
_ASKING_ELSE = (
    *("value", "owner", "owner-weak", "which-indicators", "deadline", "funding", "basis", "signer", "contact"),
    *("other-places", "actual"),
)


def actions_asked(message: Message) -> Query | None:
    """See a question for what is done about a thing, in the words of the asker or else in those of its topic.

    Where no plan says it in either, whoever holds the indicator is what comes nearest; of no thing, all is asked for.
    """
    slots, world = message.slots, message.world
    if not message.has("action") or message.has(*_ASKING_ELSE) or slots.mentions or slots.goals:
        return None
    plans = slots.plans or message.default_plans
    least = _LEAST_IN_A_PLAN if plans else _LEAST_ANYWHERE
    typed, *others = _ways_to_say_it(message)
    if plans and not slots.items and not features(typed):
        return Query("actions", plans)
    for words in (typed, *others):
        if world.search.find(plans or world.some_plans, words, least=least):
            return Query("search", plans, words=tuple(words))
    return Query("owner", plans, slots.items) if slots.items and plans else None


def _ways_to_say_it(message: Message) -> Iterator[list[str]]:
    """Give the words of the thing as typed, then those of the topics named."""
    r, slots = message.reading, message.slots
    aside: set[int] = set()
    for span in r.spans:
        asks_or_places = any(entry.slot in ("place", "reference") or entry.id == "action" for entry in span.entries)
        if asks_or_places or all(entry.slot in ("filler", "cue") for entry in span.entries):
            aside.update(range(span.start, span.end))
    yield [token.text for i, token in enumerate(r.tokens) if i not in aside and token.kind != "separator"]
    names = [message.world.topics[topic].label for topic in slots.topics]
    for plan_id in slots.plans or message.default_plans:
        plan = message.world.plans[plan_id]
        names += [found.name for item in slots.items if item.isdigit() and (found := plan.indicator(int(item)))]
    for name in names:
        yield name.in_(r.language or "vi").replace(",", " ").split()
