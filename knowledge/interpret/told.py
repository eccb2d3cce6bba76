"""What a plan says of a thing without setting a level for it: told, where no level is asked for.

"Bạo lực gia đình Tân Khai" is answered with the duty that names it, not with the level of what is nearest to it.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.interpret.elsewhere import lies_around
from knowledge.interpret.message import Message
from knowledge.interpret.named import named_in_plans
from knowledge.interpret.unmeasured import asks_for_aims
from knowledge.query import Query

_OF_LEVELS = (
    *("value", "target", "compare", "highest", "lowest", "rank", "difference", "actual", "actual-weak", "unit"),
    *("other-year", "every-year", "now"),
)
_CUES_AROUND_ANYTHING = frozenset(
    {
        "follow",
        "check",
        "existence",
        "above",
        "below",
        "definition",
        "role-support",
        "goal-1",
        "goal-2",
        "goal-3",
        "goal-4",
    }
)
_LEAST_OF_THING = 0.9  # of the words for the thing itself that the plan must say
_LEAST_IN_A_PLAN, _LEAST_ANYWHERE = 0.66, 0.75  # of all words, with a plan named and without

_LEVELS = {"city": "thành phố", "province": "tỉnh", "district": "huyện"}  # as plans name what they lie in


def told_of(message: Message, thing: Sequence[str]) -> Query | None:
    """Return the query for what the plans say of *thing*, words of the message; None where a level is asked for."""
    r, slots = message.reading, message.slots
    if slots.years or r.has(*_OF_LEVELS) or "rate" in r.concepts or asks_for_aims(r):
        return None
    plans = slots.plans or message.default_plans
    among = plans or message.world.some_plans
    search = message.world.search
    if len(thing) > 1 and not search.named_beside(among, thing):
        return None  # "tự kỷ" is not "tự … kỹ năng"
    words = _words(message, thing)
    least = _LEAST_IN_A_PLAN if plans else _LEAST_ANYWHERE
    if search.find(among, thing, least=_LEAST_OF_THING) and search.find(among, words, least=least):
        return Query("search", plans, words=words)
    return None


def told_beside(message: Message) -> Query | None:
    """See words beside what is measured that a plan has side by side: "câu lạc bộ quyền tham gia", "xâm hại qua mạng".

    Nothing else may be asked: with "who", "when" or a number the message is about the measure itself.
    """
    r = message.reading
    if r.cues.keys() - _CUES_AROUND_ANYTHING or r.indicators or r.values or not message.slots.items:
        return None
    covered = {i for s in r.spans for i in range(s.start, s.end) if any(e.slot == "concept" for e in s.entries)}
    beside = [i for i in named_in_plans(message) if i not in covered]
    thing = [r.tokens[i].text for i in beside]
    return told_of(message, thing) if any(i + 1 in beside for i in beside) else None


def told_around(message: Message) -> Query | None:
    """See what a plan says of the city, province or district it lies in: "bơi an toàn Hải Phòng" of An Lão's city."""
    r, world = message.reading, message.world
    place = r.foreign_places[0]
    level = place[0]
    if level not in _LEVELS:
        return None
    among = (world.plans[p] for p in world.some_plans)
    plans = [plan.id for plan in among if lies_around(place, world.localities[plan.locality])]
    found = world.search.find(plans, r.content, least=_LEAST_IN_A_PLAN)
    if found and any(_LEVELS[level] in text.lower() for text in world.search.texts(found[0])):
        return Query("search", (found[0].plan,), words=tuple(r.content))
    return None


def contact_around(message: Message) -> Query | None:
    """See the number asked for of a body around a plan that states it: "số đt trung tâm ctxh Hải Phòng"."""
    r, world = message.reading, message.world
    if not r.has("contact"):
        return None
    for plan in (world.plans[p] for p in world.some_plans):
        if not lies_around(r.foreign_places[0], world.localities[plan.locality]):
            continue
        hits = world.search.find((plan.id,), r.content, least=_LEAST_IN_A_PLAN, wanted=_is_statement)
        if any(plan.statements[hit.index].kind == "contact" for hit in hits):
            return Query("contact", (plan.id,), words=tuple(r.content))
    return None


def _is_statement(kind: str, _agency: str | None) -> bool:
    return kind == "statement"


def _words(message: Message, thing: Sequence[str]) -> tuple[str, ...]:
    """Return the words to search by, with the numbers between them, "dưới 6 tuổi", and those of *thing*."""
    r = message.reading
    at = {*r.content_at, *(i for i, token in enumerate(r.tokens) if token.text in thing)}
    at |= {i for i, token in enumerate(r.tokens) if token.kind == "number" and {i - 1, i + 1} <= at}
    return tuple(r.tokens[i].text for i in sorted(at))
