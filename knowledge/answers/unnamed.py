"""Things beside what a plan speaks of: drowning where the plan only speaks of injuries."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.answers import missing, owner
from knowledge.answers.base import Context, Draft
from knowledge.formatting import escape, joined
from knowledge.model import Plan
from knowledge.query import Query
from knowledge.reading import Reading
from knowledge.sentences import Raw
from knowledge.vietnamese import fold


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A thing asked about that the plans in question do not name; ``nearest`` is the topic closest to it."""

    typed: str
    nearest: str


def unnamed_thing(plans: Sequence[Plan], reading: Reading | None) -> Unnamed | None:
    """Return the thing of a message that is near a topic and that none of *plans* names; None when there is none."""
    for concept in reading.concepts if reading else ():
        entry = reading.kinds[concept] if reading else None
        if reading is None or entry is None or entry.kind != "related":
            continue
        named = (s for s in reading.spans if any(e.id == concept for e in s.entries))
        typed = " ".join(t.text for s in named for t in reading.tokens[s.start : s.end])
        # The id of such a concept is its English name.
        if not _is_named({concept.removesuffix("ing"), fold(typed)}, plans):
            return Unnamed(typed, entry.info)
    return None


def foreign_words(reading: Reading | None) -> tuple[str, ...]:
    """Return the words of a thing that no plan measures, such as teeth or school meals.

    None where none is named, or only guessed to be.
    """
    if reading is None:
        return ()
    guessed = {meant for _, meant in reading.guesses}
    spans = (s for s in reading.spans if any(e.slot == "concept" and e.kind == "foreign" for e in s.entries))
    named = (tuple(t.text for t in reading.tokens[s.start : s.end]) for s in spans)
    return next((typed for typed in named if " ".join(typed) not in guessed), ())


def _is_named(words: Collection[str], plans: Sequence[Plan]) -> bool:
    return any(word in text for plan in plans for text in map(fold, _texts(plan)) for word in words)


def _texts(plan: Plan) -> Iterator[str]:
    """Give what a plan says, in both languages; the words by which its statements are only found are left out."""
    for agency in plan.agencies:
        yield from (text for duty in agency.duties for text in (duty.vi, duty.en))
    yield from (text for statement in plan.statements for text in (statement.vi, statement.en))
    for indicator, part in plan.parts():
        for name in filter(None, (indicator.name, part.label)):
            yield from (name.vi, name.en)


def note_unnamed(draft: Draft, plans: Sequence[Plan], thing: Unnamed) -> Draft:
    """Say above what was found that it only comes near to what was asked."""
    context = draft.context
    places = joined((context.full_place(p) for p in plans), context.language)
    draft.blocks.insert(0, [context.say("not-named", places=places, what=Raw(f"<b>{escape(thing.typed)}</b>"))])
    return draft


def refuse_unnamed(context: Context, query: Query, thing: Unnamed) -> Draft:
    """Say that no indicator is on it, what the nearest one wants, and who has that where "who" is asked."""
    nearest = replace(query, kind="target", items=(thing.nearest,), words=())
    draft = missing.refuse_unstated(context, nearest, thing.typed)
    if query.kind != "search" and query.plans:
        held = owner.answer_owner(context, replace(nearest, kind="owner"))
        draft.blocks.extend(held.blocks)
        draft.citations.extend(c for c in held.citations if c not in draft.citations)
    return draft
