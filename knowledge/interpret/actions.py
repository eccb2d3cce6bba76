"""What a plan does about something: "Tân Khai làm gì để phòng đuối nước", "what is done about child labour"."""

from __future__ import annotations

from knowledge.interpret.message import Message
from knowledge.query import Query
from knowledge.search import LEAST_ANYWHERE, LEAST_IN_A_PLAN, features

# With these a message asks for a level, a day, money or whoever does the work.
_ASKING_ELSE = (
    *("value", "owner", "owner-weak", "which-indicators", "deadline", "funding", "basis", "signer", "contact"),
    *("other-places", "actual"),
)


def actions_asked(message: Message) -> Query | None:
    """See a question for what is done about a thing that plans speak of, or of no thing: then for all that is done."""
    slots, world = message.slots, message.world
    if not message.has("action") or message.has(*_ASKING_ELSE) or slots.mentions or slots.goals:
        return None
    plans, typed = slots.plans or message.default_plans, _words_of_it(message)
    if not slots.items and not features(typed):
        return Query("actions", plans) if plans else None
    least = LEAST_IN_A_PLAN if plans else LEAST_ANYWHERE
    if slots.items or world.search.find(plans or world.some_plans, typed, least=least):
        return Query("actions", plans, slots.items, words=tuple(typed))
    return None


def _words_of_it(message: Message) -> list[str]:
    """Return the words of the thing: without the place, the number of an indicator, and what only asks."""
    aside: set[int] = set()
    for span in message.reading.spans:
        asks_or_refers = any(entry.slot in ("place", "reference") or entry.id == "action" for entry in span.entries)
        if asks_or_refers or all(entry.slot in ("filler", "cue") for entry in span.entries):
            aside.update(range(span.start, span.end))
    tokens = enumerate(message.reading.tokens)
    return [token.text for i, token in tokens if i not in aside and token.kind == "word"]
