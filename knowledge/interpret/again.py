"""Short questions about the answer just given: where it stands, from which age, by which decision, one level up."""

from __future__ import annotations

from dataclasses import replace

from knowledge.interpret.filling import of_no_plan
from knowledge.interpret.message import Message
from knowledge.phrasebook import phrases, table
from knowledge.query import Query
from knowledge.vietnamese import fold

_WITH_DOCUMENTS = frozenset({"task-owner", "search", "duty"})  # kinds whose answers may name a document
_BY_WORDS = _WITH_DOCUMENTS | {"event", "actions"}  # those found by the words of the question
_ABOVE = frozenset({"province", "district"})
_OF_ITEMS = frozenset({"target", "owner", "compare", "results"})


def asked_again(message: Message) -> Query | None:
    """Return the question before, where its answer holds what is asked now: "ở đâu ghi vậy", "từ mấy tuổi"."""
    last = message.last
    if message.slots.has_subject or message.slots.plans:
        return None
    text = " ".join(token.key for token in message.reading.tokens if token.kind != "separator")
    if last is None:
        return Query("nothing-before") if phrases("asks-section").fullmatch(text) else None
    other = _one_level_up(message, last, text) or _of_the_level(message, last, text)
    if other:
        return other
    wanted = (
        phrases("asks-source").fullmatch(text)
        or (phrases("asks-age").fullmatch(text) and _names_an_age(message, last))
        or (phrases("asks-basis").fullmatch(text) and _names_a_document(message, last))
    )
    if not wanted:
        return None
    message.inherited = message.repeats = True
    by_words = last.kind in _BY_WORDS or (last.kind == "owner" and not last.items)
    words = message.words_before if by_words else ()
    return replace(last, words=words) if words else last


def _names_an_age(message: Message, last: Query) -> bool:
    """Tell whether what was talked of has an age in its name: "Trẻ em từ 7 tuổi được hỏi ý kiến"."""
    world = message.world
    for plan in (world.plans[p] for p in last.plans or world.some_plans):
        for indicator, part in plan.parts():
            topics = {t for item in last.items for t in world.topics.members(item)}
            if part.topic in topics or str(indicator.number) in last.items:
                names = (indicator.name.vi, part.label.vi if part.label else "")
                if any("tuổi" in name for name in names):
                    return True
    return False


def _names_a_document(message: Message, last: Query) -> bool:
    """Tell whether what was told names a decision or the like."""
    if last.kind not in _WITH_DOCUMENTS:
        return False
    world = message.world
    plans = last.plans or world.some_plans
    found = world.search.find(plans, message.words_before, least=0.5)
    texts = (text for hit in found[:1] for text in world.search.texts(hit))
    return any(phrases("legal-document").search(fold(text)) for text in texts)


def _of_the_level(message: Message, last: Query, text: str) -> Query | None:
    """See "của tỉnh" after the figures of several places: those of this level among them."""
    level = next((name for name, pattern in table("levels-shown") if pattern.fullmatch(text)), "")
    if not level or last.kind not in _OF_ITEMS or len(last.plans) == 1:
        return None
    world = message.world
    shown = last.plans or world.some_plans
    there = tuple(p for p in shown if world.localities[world.plans[p].locality].era.level == level)
    return replace(last, plans=there) if there else None


def _one_level_up(message: Message, last: Query, text: str) -> Query | None:
    """See "tỉnh thì sao" after a question about a commune: its own province, which may have no plan here."""
    ways = (*table("levels-above"), *table("levels-shown"))
    level = next((name for name, pattern in ways if name in _ABOVE and pattern.fullmatch(text)), "")
    if not level or len(last.plans) != 1:
        return None
    world = message.world
    here = world.localities[world.plans[last.plans[0]].locality]
    name = {"province": here.province, "district": here.district}[level]
    if not name:
        return None
    there = (p for p in world.some_plans if world.localities[world.plans[p].locality].full_name("vi") == name)
    plan = next(there, None)
    if plan:
        return replace(last, plans=(plan,))
    if name.startswith("thành phố "):
        level = "city"
    called = name.removeprefix("thành phố ").removeprefix("tỉnh ").removeprefix("huyện ")
    return of_no_plan(last, level, called)
