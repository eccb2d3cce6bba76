"""Which kind of question a message asks, from its cues and slots.

The order is the order of certainty: what names its own kind ("ai ký", "kinh phí", "hạn"), then results, then agencies,
then indicators and topics, then what is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from knowledge.interpret.candidates import asks_partner, offers_agencies
from knowledge.interpret.counted import counts_indicators, figures_asked, kind_counted, ranked_agencies, thing_counted
from knowledge.interpret.message import Message
from knowledge.interpret.slots import PLAIN_KINDS
from knowledge.interpret.sought import (
    asks_for_coordinator,
    asks_for_document,
    asks_for_funder,
    asks_which_document,
    document_number,
)
from knowledge.reading import Reading
from knowledge.wordlists import words

# Cues that make a question of their own kind; checked in this order.
_SELF_CONTAINED: Sequence[tuple[str, str]] = (
    ("signer", "signer"),
    ("support-level", "support"),
    ("funding", "funding"),
    ("beneficiaries", "beneficiaries"),
    ("recipients", "recipients"),
    ("basis", "basis"),
    ("contact", "contact"),
    ("theme", "event"),
    ("event", "event"),
    ("scope", "scope"),
    ("purpose", "purpose"),
)
_TO_COME = frozenset({"phan dau", "can dat", "phai dat", "muc tieu", "du kien", "mong muon", "dat ra", "de ra"})
_WHO = frozenset({"ai", "who", "whom", "nao", "whose", "which", "dau"})


def kinds_of(message: Message) -> list[str]:
    """Return the kinds of question in *message*, in order; several only where they share the subject."""
    r, slots = message.reading, message.slots
    asks_owner = wants_owner(message)
    if r.documents and asks_owner:
        return ["task-owner"]
    if asks_for_funder(message):
        return ["funder"]
    if _names_a_rare_figure(message) and not document_number(r):
        return ["reverse"]
    own = own_kind(message)
    if own and not (own == "deadline" and slots.items and asks_owner):
        return [own]
    if (r.has("coordinator") and not slots.items) or (asks_owner and asks_for_coordinator(message)):
        return ["coordinator"]
    if asks_results(message) and not slots.mentions:
        return ["results"]
    if offers_agencies(message):
        return ["owner"]
    if slots.mentions:
        if asks_owner and not slots.items and _only_recipients(message) and not r.has("which-indicators"):
            return ["task-owner"]
        agency_kind = _agency_kind(message)
        if agency_kind:
            return [agency_kind]
    return _item_kinds(message) if slots.items else _other_kinds(message)


# -- kinds that name themselves ------------------------------------------------------------------------------------


def own_kind(message: Message) -> str | None:
    """Return the kind of a question that names its own kind (money, documents, reports, period), or None."""
    r, slots = message.reading, message.slots
    if r.has("glossary") and r.unknown_names and not (slots.items or slots.plans or slots.mentions):
        return "glossary"
    if r.has("no-owner"):
        return "no-owner"
    if r.has("no-year"):
        return None if slots.items else "no-year"
    dated = says_report(r) or r.has("submit", "deadline", "days-left")
    written = None if dated else _document_kind(message)
    if written:
        return written
    if asks_deadline(message):
        return "deadline"
    paid = r.has("collaborator") and r.has("amount")
    if (r.has("support-level") and (r.has("collaborator") or not slots.items)) or (paid and not slots.items):
        return "support"
    for cue, kind in _SELF_CONTAINED:
        if cue in r.cues and _stands_alone(message, cue):
            return kind
    return _own_kind_by_slots(message)


def _document_kind(message: Message) -> str | None:
    """Return the kind of a question about a document: one named, or one that is described; or None."""
    r = message.reading
    if r.has("signer", "when") and not r.indicators and _names_another_document(message):
        return "document"
    sought = r.has("basis") or asks_for_document(r) or asks_which_document(r)
    return "basis" if sought and _stands_alone(message, "basis") else None


def _own_kind_by_slots(message: Message) -> str | None:
    r, slots = message.reading, message.slots
    if slots.items and not _event_concepts(r):
        return None
    if r.has("amount") and not slots.mentions and not slots.items:
        return "funding"
    if r.has("period") and not slots.agencies and not slots.items:
        return "period"
    asks_owner = wants_owner(message)
    if (r.documents or document_number(r)) and not asks_owner and not slots.items:
        return "document"
    if r.has("collaborator") and r.has("value", "amount") and not slots.items:
        return "support"
    return "event" if _event_concepts(r) and not r.has("value") and not asks_owner else None


def _stands_alone(message: Message, cue: str) -> bool:
    """Tell whether the cue is the question, not a word within one about an indicator or an agency."""
    r, slots = message.reading, message.slots
    if cue == "funding":
        about_agency = slots.mentions and (r.has("duty", "owner") or _asks_of_agency(message))
        return not about_agency and not (wants_owner(message) and asks_who(r))
    if cue == "basis":
        return not (slots.mentions and r.has("duty"))
    if cue == "contact":
        of_target = r.has("target") and r.has("value") and not slots.mentions  # "chỉ tiêu về nghiện điện thoại"
        return not (slots.items and r.has("owner", "value")) and not of_target
    if cue in ("event", "theme"):
        return not (slots.items and r.has("value") and not _event_concepts(r))
    if cue in ("beneficiaries", "scope", "signer", "support-level"):
        return not slots.items
    if cue == "purpose":
        return not (slots.items or slots.goals)
    return True


def _names_another_document(message: Message) -> bool:
    """Tell whether a document is named that is no plan here: who issued it, and when, is not who signed a plan."""
    documents = message.reading.documents
    plans = (message.world.plans[p] for p in message.slots.plans)
    return bool(documents) and not any(plan.number and documents[0] in plan.number.lower() for plan in plans)


def _asks_of_agency(message: Message) -> bool:
    """Tell whether money is asked about as the work of the agency named: of finance, or whether one must see to it."""
    if message.has("amount", "value"):
        return False
    kinds = {k for m in message.slots.mentions for k in (*m.kinds, *map(message.world.main_kind, m.exact))}
    return "finance" in kinds or message.has("check")


def _event_concepts(reading: Reading) -> list[str]:
    return [c for c in reading.concepts if reading.kinds[c].kind == "event"]


def asks_deadline(message: Message) -> bool:
    """Tell whether the message asks when something is due, or to whom it is sent."""
    r, slots = message.reading, message.slots
    names_report = says_report(r)
    report = names_report or (r.has("submit") and bool(slots.plans or message.home or r.dates))
    time = r.has("when", "deadline", "days-left")
    if slots.items and not (report and time):
        return r.has("deadline") and not r.has("value") and not slots.topics and not r.indicators
    if slots.mentions and r.has("duty", "which-indicators"):
        return False
    if r.has("submit") and names_report and (time or asks_who(r)) and not r.has("duty"):
        return True
    if r.has("deadline", "days-left"):
        return True
    if wants_owner(message):
        return False
    told = r.has("both-reports") or (report and (time or r.dates or r.has("submit", "six-month", "check")))
    periodic = r.has("annual", "six-month") and names_report
    review = r.has("midterm", "final-review") and (time or not slots.items)
    alone = r.has("report") and not slots.has_subject and not r.has("count", "value", "list", "basis", "funding")
    return bool(told or periodic or review or alone)


def says_report(reading: Reading) -> bool:
    """Tell whether a report is named, alone or within another cue ("báo cáo năm", "annual report")."""
    keys = [t.key for t in reading.tokens]
    return reading.has("report") or bool({"report", "reports", "bc"} & set(keys)) or ("bao", "cao") in pairwise(keys)


# -- who -----------------------------------------------------------------------------------------------------------


def wants_owner(message: Message) -> bool:
    """Tell whether the message asks who; "bên nào cao hơn" asks which place instead."""
    r = message.reading
    if (
        r.has("owner", "no-owner")
        or message.slots.partners
        or (message.slots.items and (asks_partner(message) or (r.has("agencies") and asks_who(r))))
    ):
        return True
    if not r.has("owner-weak") or not _who_asks(r):
        return False
    return r.has("role-data") or not r.has("highest", "lowest", "compare")


def _who_asks(reading: Reading) -> bool:
    """Tell whether "who" asks, and does not only join a clause: "children who finish primary school"."""
    at = reading.cues["owner-weak"]
    if reading.tokens[at].text not in ("who", "whose", "whom") or at == 0:
        return True
    before = reading.tokens[at - 1]
    return before.kind == "separator" or before.key in words("before-a-question")


def asks_who(reading: Reading) -> bool:
    """Tell whether a word in the message asks for somebody or some place."""
    return any(t.key in _WHO for t in reading.tokens)


def _only_recipients(message: Message) -> bool:
    """Tell whether the only agency named is a People's Committee, as in "ai báo cáo UBND huyện"."""
    return all("peoples-committee" in m.kinds for m in message.slots.mentions)


def _agency_kind(message: Message) -> str | None:
    """Return what is asked of the agency named; None when the question is about an indicator all the same."""
    r, slots = message.reading, message.slots
    if named_goals(message) and all(k in PLAIN_KINDS for m in slots.mentions for k in m.kinds):
        return "list"
    if slots.items and not r.has("which-indicators", "duty"):
        if asks_partner(message):
            return "duty"
        if r.has("owner"):
            return "owner"
        if r.has("value", "target", "compare") or slots.years:
            return None
    counts = counts_indicators(r) or (
        r.has("target") and (r.has("count") or (r.has("owner", "value") and not r.has("duty")))
    )
    return "holds" if r.has("which-indicators") or counts else "duty"


# -- indicators and topics -----------------------------------------------------------------------------------------


def asks_results(message: Message) -> bool:
    """Tell whether results are asked for, not targets: "đã đạt", "hiện giờ được nhiêu rồi", "có mấy ca"."""
    r, slots = message.reading, message.slots
    if not slots.items or r.has("unit") or wants_owner(message):
        return False
    done = any(t.text == "đã" for t in r.tokens)
    counts = r.has("actual-weak") and (done or not r.has("target"))
    ahead = any(y >= 2025 for y in slots.years)  # a year that plans set targets for
    lately = r.has("now") and r.has("value") and not r.has("target") and not ahead
    return r.has("actual") or counts or lately or _names_results(r)


def _names_results(reading: Reading) -> bool:
    """Tell whether "kết quả" is asked for, and not what it is to become: "kết quả cần đạt"."""
    pairs = {f"{a} {b}" for a, b in pairwise(t.key for t in reading.tokens)}
    return "ket qua" in pairs and pairs.isdisjoint(_TO_COME) and not says_report(reading)


def _item_kinds(message: Message) -> list[str]:
    r, slots = message.reading, message.slots
    if named_goals(message) and r.has("list", "count", "which-indicators") and not slots.years:
        return ["list"]
    if thing_counted(r) and not r.indicators and not wants_owner(message):
        return ["counted"]
    kinds: list[str] = []
    if _compares(message):
        kinds.append("compare")
    elif _reverses(message):
        kinds.append("reverse")
    if wants_owner(message):
        asks_value = r.has("value") and not (r.has("which-indicators") and not r.years)
        if asks_value and not kinds:
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
    alone = len(slots.plans) == 1 and len(slots.years) < 2
    if alone and not r.has("difference"):
        return r.has("superlative", "rank") and not r.has("value")
    return True


def _reverses(message: Message) -> bool:
    r = message.reading
    asks_where = r.has("reverse", "which-indicators") and not r.has("check", "value")
    return bool(r.values) and asks_where and not message.slots.plans and not r.indicators


# -- what is left --------------------------------------------------------------------------------------------------


def _other_kinds(message: Message) -> list[str]:
    """Return the kind of a message without indicator, topic or agency; an empty list when it has none."""
    r, slots = message.reading, message.slots
    if ranked_agencies(message) or (r.has("agencies") and (r.has("count", "duty", "list") or not r.has("value"))):
        return ["agencies"]
    counted, figures = kind_counted(r), figures_asked(r)
    asks_figure = r.has("reverse", "which-indicators", "list", "target", "definition", "count") or len(r.tokens) <= 8
    if figures and figures[0].number and asks_figure:
        return ["reverse"]
    if counted and (r.has("count", "check", "list", "value") or len(r.tokens) <= 8):
        return [counted]
    if slots.goals or named_goals(message):
        return ["list"]
    if wants_owner(message) and (r.content or slots.partners):
        return ["task-owner"]
    lists = r.has("list", "count", "value") and r.has("target", "count")
    if lists or r.has("which-indicators", "specific-objectives"):
        return ["list"]
    if r.has("plans") and not slots.plans:
        return ["plans"]
    if r.telling:
        return ["search"]
    if slots.plans and not r.unknown:
        return ["list"] if r.has("target") else ["plan"]
    return []


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
