"""Talk of one agency, or of one level, that goes on: its other duties, those about a thing, how it changes."""

from __future__ import annotations

from dataclasses import replace

from knowledge.interpret.carried import agencies_named_before
from knowledge.interpret.message import Message
from knowledge.overlap import shared
from knowledge.phrasebook import phrases
from knowledge.query import ABOUT, Query

_LEAST_SHARED = 2  # words and pairs of words that a duty has of a question for a yes or a no
_OF_AN_AGENCY = frozenset({"duty", "task-owner", "owner", "coordinator"})
_OF_LEVELS = frozenset({"target", "compare"})


def gone_on(message: Message) -> Query | None:
    """See what goes on with the agency or the level of the answer before, in words of its own; None otherwise."""
    last, slots = message.last, message.slots
    if last is None or slots.plans or slots.agencies or message.reading.foreign_places:
        return None
    said = " ".join(token.key for token in message.reading.tokens if token.kind != "separator")
    asked = _change_over_years(message, last, said) or _of_its_duties(message, last, said)
    message.inherited = asked is not None
    return asked


def _change_over_years(message: Message, last: Query, said: str) -> Query | None:
    """See "so với 2030 thì đổi ntn" after the level of 2025: those of both years."""
    if last.kind not in _OF_LEVELS or not last.items or message.slots.items:
        return None
    if not phrases("levels-changing").search(said):
        return None
    known = {year for plan in last.plans or message.world.some_plans for year in message.world.plans[plan].years}
    years = {*last.years, *message.slots.years}
    return replace(last, kind="compare", years=tuple(sorted(years if len(years) > 1 else known)), extra="difference")


def _of_its_duties(message: Message, last: Query, said: str) -> Query | None:
    """See "còn việc gì khác", "việc nào nói về tai nạn" after one agency, or a yes or no in the words of its duties."""
    if last.kind not in _OF_AN_AGENCY or message.slots.years or message.reading.indicators:
        return None
    if phrases("other-work").search(said):
        agencies = last.agencies or agencies_named_before(message, last)
        return Query("duty", last.plans, agencies=agencies) if agencies else None
    if last.kind != "duty" or len(last.agencies) != 1 or len(last.plans) != 1:
        return None
    among_them = phrases("which-of-those").search(said)
    if not among_them and (message.slots.has_subject or not phrases("yes-or-no").search(said)):
        return None
    typed = tuple(token.text for token in message.reading.tokens if token.kind == "word")
    here = message.world.plans[last.plans[0]].agencies
    named = [a for a in here if a.id in last.agencies] or [a for a in here if a.kinds[0] in last.agencies]
    nearest = max((shared(duty, typed) for agency in named for duty in agency.duties), default=0)
    enough = nearest >= (1 if among_them else _LEAST_SHARED)
    return replace(last, items=(), words=typed, extra=ABOUT) if enough else None
