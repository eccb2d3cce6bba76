"""Answers found by the words of a question: a duty, a task or another statement that says them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from knowledge.answers import actions, missing, owner, statements
from knowledge.answers.base import FEW_PLANS, Context, Draft
from knowledge.answers.holders import holders
from knowledge.answers.unnamed import foreign_words, note_unnamed, refuse_unnamed, unnamed_thing
from knowledge.query import Query
from knowledge.reading import Reading
from knowledge.search import Found, features, features_of_fact, split_words
from knowledge.telling import told_of
from knowledge.vietnamese import agrees, fold, is_plain_syllable, key
from knowledge.wordlists import words

_LEAST_OF_TASK, _LEAST_WORDS = 0.66, 2  # for a statement of a task that no agency has, and words to know it by
_OF_TASKS = ("task", "funding", "requirement")  # kinds of statements that somebody may have to carry out
_SURE_SHARE = 0.66  # of the words that a duty must hold to stand beside the holders of an indicator
_LEAST_SHARE = 0.4  # of the words asked with, by weight, that a duty must hold to be shown
_LEAST_IN_A_PLAN, _LEAST_ANYWHERE = 0.55, 0.75  # the same for any statement, with a plan named and without
_LEAST_WITH_UNKNOWN = 0.65  # the same in a plan, where nothing explains some of the words: they may be the point


def answer_by_words(context: Context, query: Query, reading: Reading | None) -> Draft | None:
    """Find duties and statements by the words of *query*; a weak match is no answer, and None.

    A thing that no plan measures, such as teeth or school meals, must be told of in its own words.
    """
    duties_only = query.kind != "search"
    plans = query.plans or tuple(context.plans)[:FEW_PLANS]
    foreign = foreign_words(reading) if query.plans else ()
    if foreign and not told_of(context.search, plans, foreign):
        return actions.answer_actions(context, Query("actions", query.plans, words=foreign))
    wanted = _is_duty if duties_only else _is_anything
    hits = context.search.find(plans, query.words, least=_LEAST_SHARE, wanted=wanted)
    if duties_only and not hits and reading is not None:
        hits = _found_one_by_one(context, plans, reading)
    if query.extra and query.items:
        return _counted(context, query, hits)
    asked_of = [context.plans[p] for p in plans]
    if duties_only:
        if reading and reading.unknown:  # one of these may be the point
            hits = [hit for hit in hits if not _shares_one_syllable(context, hit, reading)]
        hits = _of_the_kind_asked(context, hits, reading)
    thing = unnamed_thing(asked_of, reading)
    draft = None
    if hits and duties_only:
        draft = owner.answer_task_owner(context, query, hits)
    elif duties_only:
        draft = _told_to_nobody(context, query, reading)
    elif hits and hits[0].share >= _least_share(query, reading) and not _is_stray(context, hits[0], reading):
        draft = statements.answer_search(context, query, hits)
        if reading and reading.asks_share and not any("%" in line for block in draft.blocks for line in block):
            draft.kind = "not_found"
            draft.blocks.insert(0, [context.say("no-level-said")])
    if thing:
        return note_unnamed(draft, asked_of, thing) if draft else refuse_unnamed(context, query, thing)
    return draft


def _found_one_by_one(context: Context, plans: Sequence[str], reading: Reading) -> list[Found]:
    """Return a duty for each of the things that a question joins: "adoption and nationality"; none where one has none.

    The duties of one agency where it has all of them, else the best of each.
    """
    joints = [i for i, t in enumerate(reading.tokens) if t.key == "," or t.key in words("joining")]
    parts: dict[int, list[str]] = {}
    for at, word in zip(reading.content_at, reading.content, strict=False):
        parts.setdefault(sum(joint < at for joint in joints), []).append(word)
    found = [context.search.find(plans, part, least=_LEAST_SHARE, wanted=_is_duty) for part in parts.values()]
    if len(found) < 2 or not all(found):
        return []
    of_all = set.intersection(*({(hit.plan, hit.agency) for hit in hits} for hits in found))
    best = [next((hit for hit in hits if (hit.plan, hit.agency) in of_all), hits[0]) for hits in found]
    return [replace(hit, share=1.0) for hit in dict.fromkeys(best)]


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
    """Tell whether what was found is beside the point of a message."""
    return _shares_one_syllable(context, hit, reading) or _is_beside_the_point(context, hit, reading)


def _shares_one_syllable(context: Context, hit: Found, reading: Reading | None) -> bool:
    """Tell whether what was found shares one lone syllable with a message: "em nghỉ việc rồi", "ai làm đường"."""
    if reading is None:
        return False
    said = frozenset[str]().union(*map(features_of_fact, context.search.texts(hit)))
    shared = [feature for feature in features(reading.content) if feature in said]
    return len(shared) == 1 and is_plain_syllable(shared[0])


def _is_beside_the_point(context: Context, hit: Found, reading: Reading | None) -> bool:
    """Tell whether what was found has no more than half of the words that nothing explains: they may be the point."""
    if reading is None or not reading.unknown:
        return False
    said = {w for text in context.search.texts(hit) for w in split_words(text)}
    unsaid = [w for w in reading.unknown if not any(key(w) == key(s) and agrees(w, s) for s in said)]
    return 2 * len(unsaid) >= len(reading.unknown)


def duty_described(context: Context, query: Query, reading: Reading | None) -> Draft | None:
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


def add_duties_described(draft: Draft, reading: Reading) -> None:
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
