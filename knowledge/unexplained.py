"""Words of a message that nothing explains: whether they may change the answer, and how they are named back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.answers.base import FEW_PLANS, Context, Draft
from knowledge.interpret.groups import names_the_newborn_alone
from knowledge.query import Query
from knowledge.reading import Reading
from knowledge.spans import Span
from knowledge.vietnamese import key
from knowledge.wordlists import words

# Kinds whose answer a word that nothing explains could change.
_BLOCKED_BY_UNKNOWN = frozenset({"target", "owner", "compare", "results", "list", "plan", "agencies", "coordinator"})
_ASKING = frozenset({"owner", "owner-weak", "value", "duty", "when", "deadline", "signer"})
_SUBJECTS = frozenset({"concept", "agency", "plan-agency", "reference", "abbreviation"})
_OF_NO_PLAN = frozenset({"child", "rate", "marrying", "too-young"})  # concepts that alone tell of no plan
_NO_SUBJECT = frozenset({"child", "rate"})
_MOST_NAMED_BACK = 6  # words that were not understood


def blocking(context: Context, query: Query, reading: Reading | None) -> list[str]:
    """Return the words that nothing explains and that are too many, or too much like names, to pass over."""
    if reading is None or query.kind not in _BLOCKED_BY_UNKNOWN or not reading.unknown:
        return []
    explained = _label_words(context, query)
    unknown = [w for w in reading.unknown if key(w) not in explained]
    names = [w for w in reading.unknown_names if w in unknown]
    said = sum(t.kind == "word" for t in reading.tokens)
    many = len(unknown) >= 3 and len(unknown) > 0.4 * said
    if many or len(names) >= 2 or (query.items and unknown and names_the_newborn_alone(reading)):
        return unknown
    return _lost_question(reading, unknown)


def is_of_another_field(reading: Reading) -> bool:
    """Tell whether nothing in a message belongs to our field."""
    ours = reading.concepts.keys() - _OF_NO_PLAN or reading.places or reading.agencies or "danger-now" in reading.chat
    asks = reading.has("target", "report", "deadline", "owner", "duty") or reading.values
    return not ours and not asks and sum(t.kind == "word" for t in reading.tokens) >= 2


def name_back(context: Context, query: Query, unknown: Sequence[str]) -> Draft:
    """Name the words that were not understood, and offer what the rest of the message would ask."""
    draft = Draft(context, query, kind="clarify")
    draft.add(context.say("not-understood-words", words=" ".join(unknown[:_MOST_NAMED_BACK])))
    names = ", ".join(context.item_name(item) for item in query.items[:2])
    plans = [context.plans[p] for p in query.plans] or context.numbered()
    for plan in plans[:3]:
        label = f"{context.place(plan)}: {names}" if names else context.place(plan)
        draft.option(label, replace(query, plans=(plan.id,)))
    draft.choices = [o.query for o in draft.options]
    return draft


def not_understood(context: Context, reading: Reading) -> Draft:
    """Say that the message was not understood, and name the words of it that were not."""
    draft = Draft(context, Query("help"), kind="clarify")
    lost = reading.unknown or _plain_words(reading)
    if 0 < len(lost) <= _MOST_NAMED_BACK:
        draft.add(context.say("not-understood-words", words=" ".join(lost)))
    else:
        draft.add(context.say("not-understood"))
    named = [context.plans[p] for p in reading.places if p in context.plans]
    for plan in named or context.some():
        draft.option(context.place(plan), Query("plan", (plan.id,), extra="menu"))
    draft.choices = [o.query for o in draft.options]
    return draft


def _lost_question(reading: Reading, unknown: Sequence[str]) -> list[str]:
    """Return the unexplained words of a second question whose subject they are: "ai lo khai sinh, ai lo chỗ nô giỡn".

    Its answer would seem to be that of both. A question is what stands between two marks or "and", and asks.
    """
    joins = words("and")
    joints = [i for i, t in enumerate(reading.tokens) if t.kind == "separator" or t.key in joins]
    if not joints:
        return []
    ends = [*joints, len(reading.tokens)]
    lost: list[str] = []
    asked = 0
    for start, end in zip([-1, *joints], ends, strict=True):
        spans = [s for s in reading.spans if start < s.start and s.end <= end]
        asks = any(e.slot == "cue" and e.id in _ASKING for s in spans if not _lasts(reading, s) for e in s.entries)
        subject = any(e.slot in _SUBJECTS and e.id not in _NO_SUBJECT for s in spans for e in s.entries)
        asked += asks
        covered = {i for s in spans for i in range(s.start, s.end)}
        here = [t.text for i, t in enumerate(reading.tokens) if start < i < end and i not in covered]
        if asks and not subject:
            lost += [w for w in here if w in unknown]
    return lost if asked > 1 else []


def _lasts(reading: Reading, span: Span) -> bool:
    """See the "mấy" of "mấy hôm nay", which asks nothing."""
    after = reading.tokens[span.end].key if span.end < len(reading.tokens) else ""
    return reading.tokens[span.start].key == "may" and after in words("times-passed")


def _label_words(context: Context, query: Query) -> set[str]:
    """Return the folded words of the names of what *query* asks about: they explain themselves."""
    found: set[str] = set()
    for plan_id in query.plans or tuple(context.plans)[:FEW_PLANS]:
        for item in query.items:
            for indicator, parts in context.parts(context.plans[plan_id], item):
                texts = (indicator.name, *(p.label for p in parts if p.label))
                found.update(key(w) for t in texts for w in re.findall(r"\w+", f"{t.vi} {t.en}".lower()))
    return found


def _plain_words(reading: Reading) -> list[str]:
    """Return the words beside a plan's place that say nothing to us although each is known: "hội của mấy ông"."""
    apart = words("never-in-pairs") | words("of-asking")
    return [w for w in reading.content if key(w) not in apart] if reading.places else []
