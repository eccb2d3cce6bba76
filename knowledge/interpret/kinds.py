"""Which kind of question a message asks, from its cues and slots.

The order is the order of certainty: what names its own kind ("ai ký", "kinh phí", "hạn"), then results, then agencies,
then indicators and topics, then what is left.
"""

from __future__ import annotations

from itertools import pairwise

from knowledge.interpret.asking_results import asks_results
from knowledge.interpret.asking_who import wants_owner
from knowledge.interpret.candidates import asks_partner, offers_agencies
from knowledge.interpret.counted import (
    counts_indicators,
    figures_asked,
    kind_counted,
    ranked_agencies,
    thing_counted,
    thing_numbered,
)
from knowledge.interpret.message import Message
from knowledge.interpret.own_kinds import own_kind, second_kind
from knowledge.interpret.slots import PLAIN_KINDS, beside_home, of_another_level
from knowledge.interpret.sought import asks_for_coordinator, asks_for_funder
from knowledge.interpret.unmeasured import asks_for_aims
from knowledge.lexicon import Entry
from knowledge.reading import Reading
from knowledge.vietnamese import key
from knowledge.wordlists import words

_LITTLE = 3  # words beside a place that may ask for nothing but the plan: "tell me about", "ai đầu mối"
_ASKING_FOR_ALL = frozenset({"value", "target", "list", "existence", "definition", "plans", "period", "this-year"})
_OF_COUNTS = ("count", "value", "target", "deadline", "report", "compare", "support-level")
_LEAST_AT_HOME = 0.75  # of the words for a body that the asker's own plan must say
_FEW_WORDS = 8  # so short a message with a figure asks what has it


def kinds_of(message: Message) -> list[str]:
    """Return the kinds of question in *message*, in order; several only where they share the subject."""
    r, slots = message.reading, message.slots
    asks_owner = wants_owner(message)
    if r.documents and asks_owner:
        return ["task-owner"]
    if asks_for_funder(message):
        return ["funder"]
    if _names_a_rare_figure(message):
        return ["reverse"]
    if slots.partners and not slots.has_subject and _describes_nothing(r):
        return ["partners"]
    own = own_kind(message)
    if own and not (own == "deadline" and slots.items and asks_owner):
        also = second_kind(message, own)
        return [own, also] if also else [own]
    whole = r.has("coordinator") and not slots.items and not _is_of_a_body(r)
    if whole or (asks_owner and asks_for_coordinator(message)):
        return ["coordinator"]
    if asks_results(message):
        return ["results"]
    if offers_agencies(message):
        return ["owner"]
    if slots.mentions and _is_told_at_home(message):
        return ["search"]
    if slots.mentions:
        by_work = asks_owner and not slots.items and not r.has("which-indicators", "duty")
        if by_work and _only_recipients(message):
            return ["task-owner"]
        agency_kind = _agency_kind(message)
        if agency_kind:
            return [agency_kind]
    return _item_kinds(message) if slots.items else _other_kinds(message)


def _describes_nothing(reading: Reading) -> bool:
    """Tell whether no word says what is done: "ai phối hợp với công an"."""
    return {key(w) for w in reading.content} <= words("too-common-to-search") | words("of-asking")


def _is_of_a_body(reading: Reading) -> bool:
    """See the "thường trực" of "nhóm thường trực bảo vệ trẻ em": it coordinates no plan."""
    at = reading.cues["coordinator"]
    return at > 0 and reading.tokens[at - 1].key in ("nhom", "to", "ban", "group")


# -- agencies ------------------------------------------------------------------------------------------------------


def _only_recipients(message: Message) -> bool:
    """Tell whether the only agency named is a People's Committee, as in "ai báo cáo UBND huyện"."""
    return all("peoples-committee" in m.kinds for m in message.slots.mentions)


def _names_a_body(message: Message) -> bool:
    """Tell whether an agency is named that is more than where things are done, as schools are."""
    return not all(k in PLAIN_KINDS for m in message.slots.mentions for k in m.kinds)


def _is_told_at_home(message: Message) -> bool:
    """See a body of another level that the asker's own plan names, words beside a plain one: "xe buýt trường học"."""
    r, slots = message.reading, message.slots
    if slots.items or r.has("duty", "which-indicators", "contact", "owner", "owner-weak", *_OF_COUNTS):
        return False
    if message.home and not r.places and len(slots.mentions) == 1 and of_another_level(message, slots.mentions[0]):
        words_of_it = slots.mentions[0].text.split()
        return bool(message.world.search.find((message.home,), words_of_it, least=_LEAST_AT_HOME))
    if not r.unknown or not message.home or slots.plans:
        return False
    said = [*r.content, *(word for mention in slots.mentions for word in mention.text.split())]
    told = message.world.search.find((message.home,), said, least=_LEAST_AT_HOME)
    plain = all(k in PLAIN_KINDS for m in slots.mentions for k in (*m.kinds, *map(message.world.main_kind, m.exact)))
    return bool(told) or plain


def _agency_kind(message: Message) -> str | None:
    """Return what is asked of the agency named; None when the question is about an indicator all the same."""
    r, slots = message.reading, message.slots
    if named_goals(message) and not _names_a_body(message):
        return "list"
    if slots.items and not r.has("which-indicators", "duty"):
        if r.has("owner"):
            return "owner"
        if r.has("value", "target", "compare") or slots.years:
            return None
    if slots.items and r.has("target") and r.has("value", "percent") and not _names_a_body(message):
        return None  # "what does An Lão aim for on toilets in schools, what %"
    if asks_partner(message) and _describes_nothing(r):
        return "partners"
    counts = counts_indicators(r) or (r.has("target") and r.has("owner", "value") and not r.has("duty"))
    return "holds" if r.has("which-indicators") or counts else "duty"


# -- indicators and topics -----------------------------------------------------------------------------------------


def _item_kinds(message: Message) -> list[str]:
    r, slots = message.reading, message.slots
    if named_goals(message) and r.has("list", "count", "which-indicators") and not slots.years:
        return ["list"]
    if (thing_counted(r) or thing_numbered(r)) and not r.indicators and not wants_owner(message):
        return ["counted"]
    kinds: list[str] = []
    if _compares(message):
        kinds.append("compare")
    elif _reverses(message):
        kinds.append("reverse")
    if wants_owner(message):
        if r.has("value"):
            kinds.append("target")
        kinds.append("owner")
    if kinds and r.has("deadline"):
        kinds.append("deadline")
    if not kinds and slots.goals and not r.has("value"):
        return ["list"]
    return kinds or ["target"]


def _compares(message: Message) -> bool:
    r, slots = message.reading, message.slots
    if not r.has("compare", "highest", "lowest", "rank", "difference"):
        return False
    if wants_owner(message) and not (len(slots.plans) > 1 and r.has("highest", "lowest")):
        return False
    areas = r.area is None and {"rural", "urban"} <= set(r.concepts)
    if areas and not r.has("highest", "lowest", "rank"):
        return False  # "nông thôn với thành thị khác nhau sao" asks for both levels of one plan
    if len(slots.plans) == 1 and beside_home(message, slots.plans[0]):
        return True
    alone = len(slots.plans) == 1 and len(slots.years) < 2
    if alone and not r.has("difference"):
        return r.has("superlative", "rank") and not r.has("value")
    return True


def _reverses(message: Message) -> bool:
    r = message.reading
    asks_where = r.has("reverse", "which-indicators") and not r.has("check", "value")
    return bool(r.values) and asks_where and not message.slots.plans and not r.indicators


# -- what is left --------------------------------------------------------------------------------------------------


def _is_short(reading: Reading) -> bool:
    """Tell whether a message has few words, politeness and marks apart."""
    spans = (s for s in reading.spans if all(e.slot == "filler" and e.kind == "polite" for e in s.entries))
    polite = {i for s in spans for i in range(s.start, s.end)}
    words_left = (t for i, t in enumerate(reading.tokens) if i not in polite and t.kind != "separator")
    return sum(1 for _ in words_left) <= _FEW_WORDS


def _other_kinds(message: Message) -> list[str]:
    """Return the kind of a message without indicator, topic or agency; an empty list when it has none."""
    r, slots = message.reading, message.slots
    if ranked_agencies(message) or r.has("agencies"):
        return ["agencies"]
    counted, figures = kind_counted(r), figures_asked(r)
    bare = _is_short(r) and not r.telling  # "sinh con thứ 3" names something of its own
    asks_figure = bare or r.has("reverse", "which-indicators", "list", "target", "definition", "count")
    if figures and figures[0].number and asks_figure:
        return ["reverse"]
    if counted and (r.has("count", "check", "list", "value") or _is_short(r)):
        return [counted]
    if slots.goals or named_goals(message):
        return ["list"]
    if wants_owner(message) and r.content:
        return ["task-owner"]
    if _asks_for_list(message) or r.has("which-indicators", "specific-objectives"):
        return ["list"]
    if r.has("plans") and not slots.plans:
        return ["plans"]
    if r.telling:
        return ["search"]
    if slots.plans and not r.unknown and _is_of_the_plan(message):
        return ["list"] if r.has("target") else ["plan"]
    return []


def _asks_for_list(message: Message) -> bool:
    """Tell whether all indicators are asked for; a level of something that nothing explains is no question for them."""
    r = message.reading
    if not (r.has("list", "count", "value") and r.has("target", "count")):
        return False
    return r.has("list", "count") or asks_for_aims(r) or (not r.unknown and _is_of_the_plan(message))


def _is_of_the_plan(message: Message) -> bool:
    """Tell whether a message without a subject is about a plan as a whole: it names one, or says little beside a place.

    "Hội của mấy bà có việc chi" has nothing but plain words, and asks for something all the same.
    """
    r = message.reading
    keys = [token.key for token in r.tokens]
    if not words("for-a-plan").isdisjoint(keys) or ("ke", "hoach") in pairwise(keys) or asks_for_aims(r):
        return True
    kept = {i for s in r.spans if any(map(_is_said_around, s.entries)) for i in range(s.start, s.end)}
    return sum(t.kind == "word" for i, t in enumerate(r.tokens) if i not in kept) <= _LITTLE


def _is_said_around(entry: Entry) -> bool:
    """Tell whether words name a place, are said around any question, or ask for no more than what there is."""
    said = entry.slot in ("place", "gazetteer") or (entry.slot == "filler" and entry.kind == "polite")
    return said or (entry.slot == "cue" and entry.id in _ASKING_FOR_ALL)


def _names_a_rare_figure(message: Message) -> bool:
    """Tell whether the message is about figures that are no plain counts: "0,125", "18006605"."""
    r, slots = message.reading, message.slots
    if slots.items or slots.goals or not r.values or len(r.values) > 3 or r.dates:
        return False
    return all(v.number != v.number.to_integral_value() or v.number > 9999 for v in r.values)


def named_goals(message: Message) -> tuple[int, ...]:
    """Return the goals named by their field in a question for lists or counts: "mấy chỉ tiêu về bảo vệ trẻ em"."""
    r = message.reading
    asks_list = r.has("list", "count", "which-indicators") or (r.has("value") and r.has("target"))
    if not asks_list or r.has("owner", "duty"):
        return ()
    return tuple(n for n in (1, 2, 3, 4) if f"goal-{n}" in r.cues)
