"""The desk: takes a canonical query to the answer that fits it, or says why there is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from knowledge import unexplained
from knowledge.answers import (
    actions,
    compare,
    deadline,
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
from knowledge.answers.holders import holders
from knowledge.answers.unnamed import note_unnamed, refuse_unnamed, unnamed_thing
from knowledge.query import UNREAD, Query, parse_query
from knowledge.reading import Reading
from knowledge.reply import Frame
from knowledge.search import Found, features, features_of_fact, split_words
from knowledge.vietnamese import agrees, fold, is_plain_syllable, key
from knowledge.wordlists import words

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

_LEAST_OF_TASK, _LEAST_WORDS = 0.66, 2  # for a statement of a task that no agency has, and words to know it by
_OF_TASKS = ("task", "funding", "requirement")  # kinds of statements that somebody may have to carry out
_SURE_SHARE = 0.66  # of the words that a duty must hold to stand beside the holders of an indicator
_LEAST_SHARE = 0.4  # of the words asked with, by weight, that a duty must hold to be shown
_LEAST_IN_A_PLAN, _LEAST_ANYWHERE = 0.55, 0.75  # the same for any statement, with a plan named and without
_LEAST_WITH_UNKNOWN = 0.65  # the same in a plan, where nothing explains some of the words: they may be the point
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
        return _searched(context, query, reading)
    unknown = unexplained.blocking(context, query, reading)
    if unknown:
        return unexplained.name_back(context, query, unknown)
    described = _duty_described(context, query, reading)
    if described:
        return described
    draft = run(context, query)
    if query.kind == "actions":
        return _noting_what_is_unnamed(draft, reading)
    if not draft.blocks and reading is not None:
        return not_understood(context, reading)  # nothing to ask with is left: never an empty message
    if query.kind == "owner" and reading is not None and len(query.plans) == 1:
        _add_duties_described(draft, reading)
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


# -- by words --------------------------------------------------------------------------------------------------------


def _searched(context: Context, query: Query, reading: Reading | None) -> Draft:
    """Find duties and statements by the words of *query*; a weak match is no answer."""
    duties_only = query.kind != "search"
    plans = query.plans or tuple(context.plans)[:FEW_PLANS]
    wanted = _is_duty if duties_only else _is_anything
    hits = context.search.find(plans, query.words, least=_LEAST_SHARE, wanted=wanted)
    if query.extra and query.items:
        return _counted(context, query, hits)
    asked_of = [context.plans[p] for p in plans]
    hits = _of_the_kind_asked(context, hits, reading) if duties_only else hits
    thing = unnamed_thing(asked_of, reading)
    draft = None
    if hits and duties_only:
        draft = owner.answer_task_owner(context, query, hits)
    elif duties_only:
        draft = _told_to_nobody(context, query, reading)
    elif hits and hits[0].share >= _least_share(query, reading) and not _is_stray(context, hits[0], reading):
        draft = statements.answer_search(context, query, hits)
    if thing:
        return note_unnamed(draft, asked_of, thing) if draft else refuse_unnamed(context, query, thing)
    if draft:
        return draft
    return run(context, Query("old-button")) if reading is None else not_understood(context, reading)


def _noting_what_is_unnamed(draft: Draft, reading: Reading | None) -> Draft:
    """Say it where what was found only comes near to what was asked."""
    context = draft.context
    asked_of = [context.plans[p] for p in draft.query.plans or tuple(context.plans)[:FEW_PLANS]]
    thing = unnamed_thing(asked_of, reading)
    return note_unnamed(draft, asked_of, thing) if thing and draft.kind == "answer" else draft


def _told_to_nobody(context: Context, query: Query, reading: Reading | None) -> Draft | None:
    """Give what one plan says of a task and assigns to no agency; None where it does not say it in these words."""
    if len(query.plans) != 1 or len(query.words) < _LEAST_WORDS:
        return None
    plan = context.plans[query.plans[0]]
    hits = context.search.find(query.plans, query.words, least=_LEAST_OF_TASK, wanted=_is_statement)
    if not hits or _is_beside_the_point(context, hits[0], reading):
        return None
    draft = statements.answer_search(context, query, hits)
    if plan.statements[hits[0].index].kind in _OF_TASKS:
        draft.blocks.insert(0, [context.say("told-to-nobody")])
    return draft


def _of_the_kind_asked(context: Context, hits: list[Found], reading: Reading | None) -> list[Found]:
    """Keep the agencies that are of the kind asked for, "phòng nào", "hội mô", where any is."""
    tokens = reading.tokens if reading else ()
    asks, kinds = words("which") | {"mo"}, words("kinds-of-agencies")
    which = (a.key for a, b in pairwise(tokens) if b.key in asks or b.alternative in asks)
    kind = next((k for k in which if k in kinds), "")
    named = [h for h in hits if h.agency and key(context.plans[h.plan].agency(h.agency).name.split()[0]) == kind]
    return named or hits


def _counted(context: Context, query: Query, hits: Sequence[Found]) -> Draft:
    """Give the statements that count the things of ``extra``: "14 nhóm"; without one, say that no plan counts them."""
    thing = query.extra.replace("_", " ")
    number = re.compile(rf"{'' if thing[:1].isdigit() else '[0-9] '}\b{re.escape(fold(thing))}\b", re.IGNORECASE)
    counting = [hit for hit in hits if any(number.search(fold(text)) for text in context.search.texts(hit))]
    if counting:
        return statements.answer_search(context, query, counting)
    return missing.refuse_unstated(
        context, Query("target", query.plans, query.items), context.say("number-of", thing=thing)
    )


def _least_share(query: Query, reading: Reading | None) -> float:
    """Return the share of its words that a statement must hold: more where some of them are explained by nothing."""
    if not query.plans:
        return _LEAST_ANYWHERE
    return _LEAST_WITH_UNKNOWN if reading and reading.unknown else _LEAST_IN_A_PLAN


def _is_stray(context: Context, hit: Found, reading: Reading | None) -> bool:
    """Tell whether what was found shares one lone syllable with a message: "em nghỉ việc rồi", "bỏ tháng 3"."""
    if reading is not None:
        said = frozenset[str]().union(*map(features_of_fact, context.search.texts(hit)))
        shared = [feature for feature in features(reading.content) if feature in said]
        if len(shared) == 1 and is_plain_syllable(shared[0]):
            return True
    return _is_beside_the_point(context, hit, reading)


def _is_beside_the_point(context: Context, hit: Found, reading: Reading | None) -> bool:
    """Tell whether what was found has no more than half of the words that nothing explains: they may be the point."""
    if reading is None or not reading.unknown:
        return False
    said = {w for text in context.search.texts(hit) for w in split_words(text)}
    missing = [w for w in reading.unknown if not any(key(w) == key(s) and agrees(w, s) for s in said)]
    return 2 * len(missing) >= len(reading.unknown)


def _duty_described(context: Context, query: Query, reading: Reading | None) -> Draft | None:
    """Give the duty of one holder that has just the words asked with: "ai bố trí đất làm sân chơi"."""
    if query.kind != "owner" or reading is None or len(query.plans) != 1 or not reading.unknown or reading.indicators:
        return None
    found = context.search.find(query.plans, reading.content, least=_SURE_SHARE, wanted=_is_duty)
    hits = [hit for hit in found if hit.share == found[0].share]
    plan = context.plans[query.plans[0]]
    holding = {h.agency.id for item in query.items for h in holders(context, plan, item)}
    if len({hit.agency for hit in hits}) != 1 or hits[0].agency not in holding:
        return None
    said = {key(w) for text in context.search.texts(hits[0]) for w in split_words(text)}
    if any(key(word) not in said for word in reading.unknown):
        return None
    return owner.answer_task_owner(context, query, hits)


def _add_duties_described(draft: Draft, reading: Reading) -> None:
    """Add who has a duty in just these words, where those who hold the indicator do not: "ai kiểm tra tiệm net"."""
    context, query = draft.context, draft.query
    plan = context.plans[query.plans[0]]
    if _is_all_of_the_topic(reading):
        return  # "lao động" of child labour is also in the name of an agency
    hits = context.search.find(query.plans, reading.content, least=_SURE_SHARE, wanted=_is_duty)
    holding = {h.agency.id for item in query.items for h in holders(context, plan, item)}
    if not hits or hits[0].agency in holding:
        return
    more = owner.answer_task_owner(context, query, [h for h in hits[:3] if h.agency not in holding])
    draft.blocks[:0] = more.blocks
    draft.citations.extend(c for c in more.citations if c not in draft.citations)
    draft.kind = "answer"


def _is_all_of_the_topic(reading: Reading) -> bool:
    """Tell whether the words to search by only name the topics asked about, and no duty beside them."""
    topics = (s for s in reading.spans if any(e.slot == "concept" and e.kind == "" for e in s.entries))
    return {*reading.content_at} <= {i for s in topics for i in range(s.start, s.end)} and not reading.documents


def _is_duty(kind: str, agency: str | None) -> bool:
    return kind == "duty" and agency is not None


def _is_statement(_: str, agency: str | None) -> bool:
    return agency is None


def _is_anything(kind: str, agency: str | None) -> bool:
    return bool(kind or agency)


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
