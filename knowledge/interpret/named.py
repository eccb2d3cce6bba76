"""What a message names that no slot holds: words that stand side by side in a plan, a day, or words nobody explains.

"Tra", "bán", "giảm" are fillers and cues, but "thanh tra", "bán trú", "giám hộ" are what plans speak of. Such words are
looked up in the plans; what is in none of them is said not to be understood. Neither gives way to what was talked of.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.interpret.excluded import SAYING_LITTLE
from knowledge.interpret.message import Message
from knowledge.lexicon import Entry
from knowledge.reading import Reading
from knowledge.spans import Span

# Cues by which a message asks something of its own, whatever fillers stand in it.
_ASKING_ELSE = (
    *("owner", "owner-weak", "duty", "which-indicators", "list", "agencies", "report", "deadline", "support-level"),
    *("submit", "beneficiaries", "scope", "purpose", "funding", "signer", "recipients", "reform", "definition"),
)
_OF_DEADLINES = ("report", "submit", "deadline", "days-left", "when", "six-month", "annual")
# Days that have a name, and the concept and words for it.
_NAMED_DAYS = {(1, 6): ("children-day", ("quốc", "tế", "thiếu", "nhi"))}


def keep_what_is_named(message: Message) -> None:
    """Put the words that the plans in question have side by side among the words to search by.

    Where there is nothing to search by, and no question of another kind, fillers that name something are words that
    were not understood.
    """
    slots, r = message.slots, message.reading
    if slots.has_subject or {*message.concepts} - SAYING_LITTLE:
        return
    named = named_in_plans(message)
    if named:
        at = sorted({*r.content_at, *named})
        r.content = [r.tokens[i].text for i in at] + r.content[len(r.content_at) :]
        r.content_at = at
        r.telling = r.named = True
    elif not r.telling and not r.has(*_ASKING_ELSE):
        r.unknown += _naming_fillers(r)
    if r.dates and not r.telling and not r.has(*_OF_DEADLINES):
        _read_day(message)


def named_in_plans(message: Message) -> list[int]:
    """Return where the words stand that the plans in question have side by side, and no one span reads together."""
    r, world = message.reading, message.world
    plans = message.slots.plans or message.default_plans or world.some_plans
    words = [token.text if token.kind == "word" else "" for token in r.tokens]
    for span in filter(_is_of_a_slot, r.spans):
        words[span.start : span.end] = [""] * (span.end - span.start)
    together = {(i, i + 1) for s in r.spans if not _is_filled(s, "naming") for i in range(s.start, s.end - 1)}
    found = world.search.named_beside(plans, words)
    return [i for i in found if any(j in found and (min(i, j), max(i, j)) not in together for j in (i - 1, i + 1))]


def _is_of_a_slot(span: Span) -> bool:
    """Tell whether a span names a place, a body or a number, or asks in so many words that it can be nothing else."""
    asks = any(e.slot == "cue" or (e.slot == "filler" and e.kind != "naming") for e in span.entries)
    return (asks and span.end - span.start > 1) or any(
        e.slot in ("place", "gazetteer", "reference", "plan-agency") for e in span.entries
    )


def _naming_fillers(reading: Reading) -> list[str]:
    """Return the fillers that name something, with one plain filler between two of them: "người cao tuổi"."""
    naming = _filled(reading.spans, "naming")
    between = {i for i in _filled(reading.spans, "plain") if i - 1 in naming and i + 1 in naming}
    return [reading.tokens[i].text for i in sorted(naming | between)]


def _filled(spans: Sequence[Span], kind: str) -> set[int]:
    return {i for s in spans if _is_filled(s, kind) for i in range(s.start, s.end)}


def _is_filled(span: Span, kind: str) -> bool:
    return all(e.slot == "filler" and e.kind == kind for e in span.entries)


def _read_day(message: Message) -> None:
    """Take a day that stands alone for the event of that day, or for a deadline; any other is not understood."""
    r, world = message.reading, message.world
    day, month, _ = r.dates[0]
    at = next((i for i, token in enumerate(r.tokens) if token.kind in ("date", "number")), 0)
    if (day, month) in _NAMED_DAYS:
        concept, words = _NAMED_DAYS[day, month]
        r.concepts[concept], r.kinds[concept] = at, Entry("concept", concept, kind="event")
        r.content += words
        return
    plans = message.slots.plans or message.default_plans
    due = (d for p in plans for d in world.plans[p].deadlines)
    if any((day, month) in (_day_of(d.yearly), (d.date.day, d.date.month) if d.date else ()) for d in due):
        r.cues["deadline"] = at
    elif plans:
        r.unknown.append(r.tokens[at].text)


def _day_of(yearly: tuple[int, int] | None) -> tuple[int, ...]:
    """Return the day and month of a yearly deadline, which has them the other way round."""
    return yearly[::-1] if yearly else ()
