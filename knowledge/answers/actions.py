"""What plans do about something: their tasks and duties that speak of it, else who has the work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.answers import missing, owner, statements
from knowledge.answers.base import FEW_PLANS, Context, Draft
from knowledge.formatting import escape, joined
from knowledge.query import Query
from knowledge.search import LEAST_ANYWHERE, LEAST_IN_A_PLAN
from knowledge.sentences import Raw


def answer_actions(context: Context, query: Query) -> Draft:
    """Give what is done about the words or items of *query*; of neither, all tasks of the plan."""
    if not query.words and not query.items:
        return statements.answer_statements(context, query)
    plans = query.plans or tuple(context.plans)[:FEW_PLANS]
    least = LEAST_IN_A_PLAN if query.plans else LEAST_ANYWHERE
    for words in _ways_to_say_it(context, query):
        hits = context.search.find(plans, words, least=least)
        if hits:
            return statements.answer_search(context, query, hits)
    if query.items:
        return _who_has_the_work(context, query)
    return missing.refuse_unstated(context, replace(query, kind="target", words=()), " ".join(query.words))


def _ways_to_say_it(context: Context, query: Query) -> Iterator[Sequence[str]]:
    """Give the words as typed, then those of the names of the items."""
    yield query.words
    for item in query.items:
        for name in _names(context, query, item):
            yield name.replace(",", " ").split()


def _names(context: Context, query: Query, item: str) -> Iterator[str]:
    """Give what an item is called: a topic everywhere the same, an indicator by its number in each plan."""
    if item in context.topics:
        yield context.topics[item].label.in_(context.language)
        return
    for plan_id in query.plans:
        found = context.plans[plan_id].indicator(int(item.partition(".")[0]))
        if found:
            yield found.name.in_(context.language)


def _who_has_the_work(context: Context, query: Query) -> Draft:
    """Say that nothing is told of it, and who has it."""
    draft = owner.answer_owner(context, replace(query, kind="owner", words=()))
    draft.query = query
    if draft.kind == "answer" and query.plans:
        places = joined((context.full_place(context.plans[p]) for p in query.plans), context.language)
        named = next((name for item in query.items for name in _names(context, query, item)), "")
        draft.blocks.insert(0, [context.say("no-actions", places=places, what=Raw(f"<b>{escape(named)}</b>"))])
    return draft
