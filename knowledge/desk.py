"""The desk: takes a canonical query to the answer that fits it, or says why there is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from knowledge import unexplained
from knowledge.answers import (
    actions,
    compare,
    deadline,
    described,
    documents,
    duty,
    lists,
    missing,
    owner,
    partners,
    reverse,
    screens,
    statements,
    target,
)
from knowledge.answers.base import FEW_PLANS, Context, Draft
from knowledge.answers.unnamed import note_unnamed, unnamed_thing
from knowledge.query import UNREAD, Query, parse_query
from knowledge.reading import Reading
from knowledge.reply import Frame

Answer = Callable[[Context, Query], Draft]

_OF_STATEMENTS = ("funding", "support", "event", "scope", "beneficiaries", "purpose", "recipients")
ANSWERS: Mapping[str, Answer] = {
    "target": target.answer_target,
    "owner": owner.answer_owner,
    "actions": actions.answer_actions,
    "holds": owner.answer_holds,
    "duty": duty.answer_duty,
    "agencies": duty.answer_agencies,
    "partners": partners.answer_partners,
    "coordinator": duty.answer_coordinator,
    "deadline": deadline.answer_deadline,
    "report-means": deadline.answer_report_means,
    "compare": compare.answer_compare,
    "reverse": reverse.answer_reverse,
    "list": lists.answer_list,
    "no-year": lists.answer_no_year,
    "no-ranking": lists.refuse_ranking,
    "no-owner": lists.answer_no_owner,
    "plans": lists.answer_plans,
    "file": statements.refuse_file,
    "results": missing.refuse_results,
    "contact": statements.answer_contact,
    "period": statements.answer_period,
    "signer": statements.answer_signer,
    "basis": documents.answer_basis,
    "document": documents.answer_document,
    "glossary": statements.answer_glossary,
    **dict.fromkeys(_OF_STATEMENTS, statements.answer_statements),
    "safety": screens.show_safety,
    "place-change": screens.answer_place_change,
    "agency-change": screens.answer_agency_change,
    "plan": screens.show_plan,
    "goal": screens.show_goal,
    "indicator": screens.show_indicator,
    "menu": screens.show_menu,
    "home": screens.show_home,
    "language": screens.show_language,
    "agencies-menu": screens.show_agencies_menu,
    "start": screens.show_text("start", examples=True),
    "help": screens.show_text("help", examples=True),
    "greet": screens.show_text("greet"),
    "thanks": screens.show_text("thanks"),
    "heard": screens.show_text("heard"),
    "say-again": screens.show_text("say-again"),
    "out-of-scope": screens.show_text("out-of-scope", kind="out_of_scope"),
    "personal": screens.show_text("personal", kind="out_of_scope"),
    "old-button": screens.show_text("old-button"),
    "empty": screens.show_text("empty"),
    "nothing-before": screens.show_text("nothing-before", kind="clarify"),
}
_SEARCHED = frozenset({"search", "task-owner"})
_NEED_ITEMS = frozenset({"target", "owner", "compare", "indicator"})
_FIGURE = re.compile(r"((above|at-least|below|at-most)-)?\d{1,9}(\.\d{1,6})?(_[a-z0-9-]*)?")
_ITEM = re.compile(r"\d{1,3}(\.\d{1,2})?")

# Kinds that answer without a place, however many plans there are; every other kind goes through the plans it is about.
_NEED_NO_PLACE = frozenset(
    "safety menu home language agencies-menu start help greet thanks heard say-again out-of-scope personal old-button"
    " empty plans glossary".split()
)


def draft_for(context: Context, query: Query, reading: Reading | None) -> Draft:
    """Draft the answer to *query*; *reading* is the message it came from, None for a button's payload."""
    if query.kind == "unknown-place":
        level, name, parent, kind = [*query.extra.split("|"), "", "", ""][:4]
        asked = replace(query, kind=kind if kind in ANSWERS else "plan", extra="")
        return missing.refuse_unknown_place(context, asked, name, level, parent)
    if query.extra == UNREAD:
        return unexplained.name_back(context, replace(query, words=(), extra=""), query.words)
    if query.kind == "unstated":
        return missing.refuse_unstated(context, replace(query, kind="target", words=()), " ".join(query.words))
    if not query.plans and query.kind not in _NEED_NO_PLACE and len(context.plans) > FEW_PLANS:
        return _ask_place(context, query)
    if query.kind in _SEARCHED or (query.kind == "owner" and not query.items):
        found = described.answer_by_words(context, query, reading)
        return found or (run(context, Query("old-button")) if reading is None else not_understood(context, reading))
    unknown = unexplained.blocking(context, query, reading)
    if unknown:
        return unexplained.name_back(context, query, unknown)
    by_duty = described.duty_described(context, query, reading)
    if by_duty:
        return by_duty
    draft = run(context, query)
    if query.kind == "actions":
        return _noting_what_is_unnamed(draft, reading)
    if not draft.blocks and reading is not None:
        return not_understood(context, reading)  # nothing to ask with is left: never an empty message
    if query.kind == "owner" and reading is not None and len(query.plans) == 1:
        described.add_duties_described(draft, reading)
    return draft


def run(context: Context, query: Query) -> Draft:
    """Draft the answer to a query whose kind is known to be one of ``ANSWERS``."""
    return ANSWERS[query.kind](context, query)


def is_sound(context: Context, query: Query) -> bool:
    """Tell whether a query from outside is of a kind we answer, and names things that exist here."""
    if query.kind in _NEED_ITEMS and not query.items:
        return False
    return _is_known(context, query)


def _is_known(context: Context, query: Query) -> bool:
    """Tell whether a query is of a kind we answer and all that it names exists here."""
    if query.kind not in ANSWERS and query.kind not in _SEARCHED:
        return False
    if query.kind == "reverse" and not _FIGURE.fullmatch(query.extra):
        return False
    return _are_items(context, query.items) and all(p in context.plans for p in query.plans)


def _are_items(context: Context, items: Sequence[str]) -> bool:
    return all(i in context.topics or _ITEM.fullmatch(i) for i in items)


def sound_frame(context: Context, frame: Frame | None) -> Frame | None:
    """Return *frame* with nothing in it that is unknown here: it was stored, perhaps with other plans at hand."""
    if frame is None:
        return None
    last = parse_query(frame.query)
    choices = [parse_query(text) for text in frame.choices]
    return replace(
        frame,
        query=frame.query if last and _is_known(context, last) else "",
        items=frame.items if _are_items(context, frame.items) else (),
        choices=frame.choices if all(c and is_sound(context, c) for c in choices) else (),
    )


def _noting_what_is_unnamed(draft: Draft, reading: Reading | None) -> Draft:
    """Say it where what was found only comes near to what was asked."""
    context = draft.context
    asked_of = [context.plans[p] for p in draft.query.plans or tuple(context.plans)[:FEW_PLANS]]
    thing = unnamed_thing(asked_of, reading)
    return note_unnamed(draft, asked_of, thing) if thing and draft.kind == "answer" else draft


def _ask_place(context: Context, query: Query) -> Draft:
    """Ask which place is meant, where more plans hold the fact than one answer can show."""
    draft = Draft(context, query, kind="clarify")
    plans = context.some(4)
    draft.add(context.say("which-place", places=", ".join(context.place(p) for p in plans) + " …"))
    for plan in plans:
        draft.option(context.place(plan), replace(query, plans=(plan.id,)))
    return draft


def not_understood(context: Context, reading: Reading) -> Draft:
    """Say that the message was not understood; out of scope when nothing in it belongs to our field."""
    if unexplained.is_of_another_field(reading):
        return run(context, Query("out-of-scope"))
    return unexplained.not_understood(context, reading)
