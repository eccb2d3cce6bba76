"""What plans do about something: their tasks and duties that speak of it, else who has the work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.answers import owner, statements
from knowledge.answers.base import FEW_PLANS, Context, Draft
from knowledge.formatting import escape, joined
from knowledge.query import Query
from knowledge.sentences import Raw
from knowledge.telling import GAP, told_of

_MOST_LINES = 8


def answer_actions(context: Context, query: Query) -> Draft:
    """Give what is done about the words or items of *query*; of neither, all tasks of the plan."""
    if not query.words and not query.items:
        return statements.answer_statements(context, query)
    plans = query.plans or tuple(context.plans)[:FEW_PLANS]
    for words in _ways_to_say_it(context, query):
        hits = told_of(context.search, plans, words)
        if hits:
            return statements.answer_search(context, query, hits, most=_MOST_LINES, least=0.0)
    if query.items:
        return _who_has_the_work(context, query)
    return _nothing_found(context, query, " ".join(word for word in query.words if word != GAP))


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


def _nothing_found(context: Context, query: Query, what: str) -> Draft:
    """Say that the plan tells of nothing that is done for *what*."""
    draft = Draft(context, query, kind="not_found")
    draft.add(_not_told(context, query, what, "nothing-told"))
    for plan in query.plans[:1]:
        draft.option(
            context.say("button-plan", place=context.place(context.plans[plan])), Query("plan", (plan,), extra="menu")
        )
    return draft


def _not_told(context: Context, query: Query, what: str, key: str = "no-actions") -> str:
    places = joined((context.full_place(context.plans[p]) for p in query.plans), context.language)
    return context.say(key, places=places or context.say("the-plans"), what=Raw(f"<b>{escape(what)}</b>"))


def _who_has_the_work(context: Context, query: Query) -> Draft:
    """Say that nothing is told of it, and who has it."""
    draft = owner.answer_owner(context, replace(query, kind="owner", words=()))
    draft.query = query
    if draft.kind == "answer" and query.plans:
        named = next((name for item in query.items for name in _names(context, query, item)), "")
        draft.blocks.insert(0, [f"{_not_told(context, query, named)} {context.say('who-has-it')}"])
    return draft
