"""A kind of question with the slots it needs, as a canonical query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from knowledge.interpret.candidates import agencies_to_check, offers_agencies
from knowledge.interpret.counted import figures_asked, ranked_agencies, thing_counted, thing_numbered
from knowledge.interpret.kinds import named_goals
from knowledge.interpret.message import Message
from knowledge.interpret.slots import beside_home, ids_of, of_another_level
from knowledge.interpret.sought import (
    asks_for_issue,
    asks_for_number,
    asks_whether_in_force,
    document_number,
)
from knowledge.query import Query
from knowledge.reading import Reading, Value
from knowledge.vietnamese import key
from knowledge.wordlists import words

_SEARCHES = frozenset({"task-owner", "search", "duty", "event", "basis"})  # kinds that need the words of the message
_MOST_FIGURES = 3  # asked about side by side
# Folded words before the name of a place.
_LEVELS = {
    "xa": "commune",
    "phuong": "ward",
    "huyen": "district",
    "tinh": "province",
    "dac khu": "special-zone",
    **{level: level for level in ("commune", "ward", "district", "province")},
}
WITH_LEVELS = "with-levels"  # who has it was asked together with its levels
_OF_A_NAME = frozenset({"reverse", "glossary", "document"})  # kinds about a figure, a short form or a document
_BOUNDS = ("above", "at-least", "below", "at-most")
_UNITS = ("per-10k", "per-100k", "per-mille", "percent")


def fill_all(message: Message, kinds: Sequence[str]) -> list[Query]:
    """Return the queries of *kinds*; of figures side by side ("18,5 và 18,8") each has its own."""
    queries = [fill(message, kind) for kind in kinds]
    if len(kinds) == 1 and kinds[0] == "reverse":
        return [replace(queries[0], extra=figure) for figure in _figures(message.reading)]
    if list(kinds[:2]) == ["target", "owner"]:
        queries[1] = replace(queries[1], extra=WITH_LEVELS)
    return queries


def fill(message: Message, kind: str) -> Query:
    """Return the query of *kind* with the slots of *message*; no place named gives the home plan or the talk's."""
    r, slots = message.reading, message.slots
    plans = slots.plans or message.default_plans
    if kind == "search" and message.home and any(of_another_level(message, m) for m in slots.mentions):
        plans = (message.home,)
    if kind == "deadline":
        return Query(kind, plans, extra=deadline_extra(r), checks=_named_days(r))
    if kind == "compare":
        return Query(
            kind,
            _compared_plans(message, plans),
            slots.items,
            slots.years,
            extra=compare_extra(compare_mode(r), slots.area),
        )
    if kind == "reverse":
        figure = _figures(r)[0]
        own = r.has("mine") or (r.has("which-indicators") and figure.startswith(_BOUNDS))
        return Query(kind, slots.plans or (plans if own else ()), slots.items, slots.years, extra=figure)
    if kind in ("target", "results"):
        checks = _named_figures(r, kind)
        return Query(kind, plans, slots.items, slots.years, slots.goals, extra=slots.area, checks=checks)
    if kind == "owner":
        checks = agencies_to_check(message)
        if checks or offers_agencies(message):
            r.content.clear()  # the other words only frame the question: they describe no duty
        return Query(kind, plans, slots.items, checks=checks)
    if kind == "holds":
        return Query(kind, plans, agencies=slots.agencies)
    if kind == "funder":
        return Query("duty", plans, agencies=("finance",), words=tuple(r.content)).trimmed()
    if kind == "counted":
        return Query("search", plans, slots.items, words=tuple(r.content), extra=_thing(r).replace(" ", "_"))
    if kind == "partners":
        return Query(kind, plans, agencies=ids_of(message, slots.partners, slots.plans) or slots.agencies)
    if kind in _SEARCHES:
        agencies = slots.agencies if kind == "duty" else ()
        extra = "theme" if kind == "event" and r.has("theme") else _issuer(r) if kind == "basis" else ""
        query = Query(kind, plans, agencies=agencies, words=_words(message, kind), extra=extra)
        return _brief(query) if kind == "duty" else query  # a long list of duties has pages, and they must agree
    return _fill_simple(message, kind, plans)


def _thing(reading: Reading) -> str:
    return thing_counted(reading) or thing_numbered(reading)


def _brief(query: Query) -> Query:
    """Return *query* so that it fits a button, the words that tell least left out first."""
    if query.fits_a_button:
        return query
    common = words("too-common-to-search")
    telling = dict.fromkeys(key(w) for w in query.words)
    return replace(query, words=tuple(w for w in telling if w not in common)).trimmed()


def _words(message: Message, kind: str) -> tuple[str, ...]:
    """Return the words to search by; a duty is told by whom one works with, a document by the office it is from."""
    r = message.reading
    worked_on = [*message.slots.partners, *message.slots.mentions]
    named = {"task-owner": worked_on, "search": worked_on, "basis": r.agencies}.get(kind, [])
    return (*r.content, *(word for mention in named for word in mention.text.split() if word not in r.content))


def _issuer(reading: Reading) -> str:
    """Return who issued the document asked for, as folded words: "thu_tuong"."""
    span = next((s for s in reading.spans if any(e.id == "issuer" for e in s.entries)), None)
    return "_".join(t.key for t in reading.tokens[span.start : span.end]) if span else ""


def _fill_simple(message: Message, kind: str, plans: tuple[str, ...]) -> Query:
    r, slots = message.reading, message.slots
    if kind == "funding":
        return Query(kind, plans, extra="amount" if r.has("amount", "value") else "")
    if kind == "glossary":
        return glossary(r)
    if kind == "document":
        return Query(kind, slots.plans, extra=r.documents[0] if r.documents else document_number(message))
    if kind == "list":
        goals = slots.goals or named_goals(message)
        return Query(kind, plans, goals=goals, extra="" if plans or goals else _count_alone(r))
    if kind == "agencies":
        return Query(kind, plans, extra=ranked_agencies(message))
    if kind == "contact":
        return Query(kind, plans, agencies=slots.agencies if asks_for_number(r) else (), extra=_phone(r))
    if kind == "signer":
        return Query(kind, plans, extra=_of_issue(message))
    if kind == "period":
        return Query(kind, plans, extra="in-force" if asks_whether_in_force(message) else "")
    if kind == "no-year":
        return Query(kind, plans, years=slots.years)
    return Query(kind, plans)


def _of_issue(message: Message) -> str:
    """Return what is asked of a plan's issue: its number alone, when and under which number, or who signed it."""
    if not message.has("signer", "when"):
        return "number"
    return "issued" if asks_for_issue(message.reading) else ""


def _count_alone(reading: Reading) -> str:
    """Return "count" where only the number of indicators is asked for: no list of them all."""
    listed = reading.has("list", "which-indicators", "specific-objectives")
    return "count" if reading.has("count") and not listed else ""


def _phone(reading: Reading) -> str:
    """Tell whether a phone number is asked for, or named ("111 là số gì"), not only somebody to turn to."""
    keys = [t.key for t in reading.tokens]
    if keys[reading.cues["contact"]].isdecimal():
        return "phone"
    pairs = (f"{a}_{b}" for a, b in pairwise(keys))
    return "" if words("phones").isdisjoint((*keys, *pairs)) else "phone"


def glossary(reading: Reading) -> Query:
    """Return the query for the short form in *reading*; it notes a wish for English."""
    checks = ("english",) if reading.has("in-english") else ()
    return Query("glossary", extra=(reading.abbreviations or reading.unknown_names)[0], checks=checks)


def refuse_place(message: Message, asked: Query) -> Query:
    """Return the query for a place without a plan; it keeps what is *asked*, to be offered for places that have one."""
    level, name, parent = _most_specific(message.reading.foreign_places, _level_typed(message.reading))
    return of_no_plan(asked, level, name, parent)


def of_no_plan(asked: Query, level: str, name: str, parent: str = "") -> Query:
    """Return the query for a place without a plan; where a figure or a name is asked for, it has no room for that."""
    kept = Query("plan") if asked.kind in _OF_A_NAME else asked
    return replace(kept, kind="unknown-place", plans=(), extra=f"{level}|{name}|{parent}|{kept.kind}")


def _level_typed(reading: Reading) -> str:
    """Return the level typed before the first place without a plan: "commune" of "xã Tân Lập"; "" without one."""
    start = next((s.start for s in reading.spans if any(e.slot == "gazetteer" for e in s.entries)), 0)
    before = [t.key for t in reading.tokens[max(0, start - 2) : start]]
    return _LEVELS.get(" ".join(before)) or _LEVELS.get("".join(before[-1:]), "")


def _most_specific(places: list[tuple[str, str, str]], typed: str) -> tuple[str, str, str]:
    """Return the place named first, at the level *typed*, else at one of its own: "An Lão" may be of two levels."""
    order = ("province", "city", "district", "special-zone", "town", "ward", "commune")
    same = [p for p in places if p[1] == places[0][1]]
    if typed and all(level != typed for level, _, _ in same):
        return (typed, *places[0][1:])  # the level as typed: what is called so there may be new to us
    same = [p for p in same if p[0] == typed] or same
    return min(same, key=lambda p: order.index(p[0]) if p[0] in order else len(order))


def _compared_plans(message: Message, plans: tuple[str, ...]) -> tuple[str, ...]:
    """Compare across all plans when none is named; one plan alone is compared over its years."""
    slots = message.slots
    home = beside_home(message, slots.plans[0]) if len(slots.plans) == 1 else None
    if home:
        return (home, *slots.plans)
    ranks = message.has("highest", "lowest", "rank")
    over_years = len(slots.years) > 1 or message.has("difference")
    if slots.plans:
        return slots.plans if len(slots.plans) > 1 or over_years or not ranks else ()
    return plans if over_years and not ranks else ()


def compare_mode(reading: Reading) -> str:
    """Return what a comparison is after: highest, lowest, difference, or "" for all levels."""
    first = min(("highest", "lowest"), key=lambda c: reading.cues.get(c, 999))
    return first if reading.has(first) else ("difference" if reading.has("difference") else "")


def compare_extra(mode: str, area: str) -> str:
    """Join the mode of a comparison with its area: "highest+rural", "+urban"."""
    return f"{mode}+{area}" if area else mode


def deadline_extra(reading: Reading) -> str:
    """Return which report or review is meant: annual, six-month, midterm, final, review, or "" for all."""
    if reading.has("both-reports") or (reading.has("six-month") and reading.has("annual")):
        return ""
    if reading.has("midterm") and reading.has("final-review"):
        return "review"
    names = (("six-month", "six-month"), ("midterm", "midterm"), ("final-review", "final"), ("annual", "annual"))
    return next((name for cue, name in names if cue in reading.cues), "") or _shorter_period(reading)


def _shorter_period(reading: Reading) -> str:
    """Return "quarterly" or "monthly" where such a report is asked about; a month by its number is a date."""
    tokens, quarters, every = reading.tokens, words("quarterly"), words("monthly-after")
    for index, token in enumerate(tokens):
        before = tokens[index - 1].key if index else ""
        after = tokens[index + 1].key if index + 1 < len(tokens) else ""
        esteemed = after in words("esteemed") and before not in every
        if token.text in quarters and after not in words("no-quarter-before") and not esteemed:
            return "quarterly"
        every_month = token.key == "thang" and before in every and after not in words("no-month-before")
        if token.text == "monthly" or every_month:
            return "monthly" if not after.isdigit() else ""
    return ""


def _figures(reading: Reading) -> list[str]:
    """Return the figures asked about, the first few, with their bounds and units: "76.9_percent"."""
    asked = figures_asked(reading) or reading.values
    return list(dict.fromkeys(_figure(reading, value) for value in asked[:_MOST_FIGURES]))


def _figure(reading: Reading, value: Value) -> str:
    """Return a figure with its bound and its unit: "76.9_percent", "above-90_percent"."""
    unit = (value.unit or "").replace("_", "-")
    bound = _bound_on(reading, value.position)
    figure = f"{bound}-{value.number}" if bound else str(value.number)
    return f"{figure}_{unit}" if unit else figure


def _bound_on(reading: Reading, position: int) -> str:
    """Return the bound right before the figure at token *position*, or after it and its unit: "90% trở lên"."""
    for span in reading.spans:
        beside = 0 <= position - span.end <= 1 or 1 <= span.start - position <= 2
        bound = next((e.id for e in span.entries if e.slot == "cue" and e.id in _BOUNDS), None)
        if beside and bound:
            return bound
    return ""


def _named_days(reading: Reading) -> tuple[str, ...]:
    return tuple(f"{year or 0}-{month}-{day}" for day, month, year in reading.dates)


def _named_figures(reading: Reading, kind: str) -> tuple[str, ...]:
    """Return figures to compare with, or the unit to convert to: "unit:per_10k"."""
    units = [u for u in _UNITS if u in reading.cues]
    if kind == "target" and units and reading.has("convert"):
        wanted = max(units, key=lambda u: reading.cues[u])
        return (f"unit:{wanted.replace('-', '_')}",)
    if kind == "results" or reading.has("check"):
        return tuple(str(v.number) for v in reading.values)
    return ()
