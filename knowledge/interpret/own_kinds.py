"""Kinds of question that name themselves: money, documents, reports, events, who signed, for which years."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from knowledge.interpret.asking_who import asks_who, wants_owner
from knowledge.interpret.message import Message
from knowledge.interpret.sought import (
    asks_for_document,
    asks_for_file,
    asks_for_own_number,
    asks_whether_in_force,
    asks_which_document,
    document_number,
)
from knowledge.reading import Reading
from knowledge.vietnamese import key
from knowledge.wordlists import words


def _is_of_money(message: Message) -> bool:
    r = message.reading
    about_agency = message.slots.mentions and (r.has("duty", "owner") or _asks_of_agency(message))
    return not about_agency and not wants_owner(message)


def _seeks_a_document(message: Message) -> bool:
    r = message.reading
    numbered = document_number(message) and r.tokens[-1].kind == "number"  # "quyết định số 6" names it
    return not numbered and not (message.slots.items and wants_owner(message) and not asks_which_document(r))


def _seeks_a_contact(message: Message) -> bool:
    return not (message.slots.items and message.has("owner"))


def _names_no_item(message: Message) -> bool:
    return not message.slots.items


def _names_no_item_or_agency(message: Message) -> bool:
    return not (message.slots.items or message.slots.mentions)


def _names_no_item_or_goal(message: Message) -> bool:
    return not (message.slots.items or message.slots.goals)


def _always(_: Message) -> bool:
    return True


class _Naming(NamedTuple):
    """A cue that names its kind of question, where it is not a word within one about an indicator or an agency."""

    cue: str
    kind: str
    stands_alone: Callable[[Message], bool]

    def asked_in(self, message: Message) -> bool:
        return self.cue in message.reading.cues and self.stands_alone(message)


# Checked in this order.
_NAMING = (
    _Naming("signer", "signer", _names_no_item),
    _Naming("support-level", "support", _names_no_item),
    _Naming("funding", "funding", _is_of_money),
    _Naming("beneficiaries", "beneficiaries", _names_no_item_or_agency),
    _Naming("recipients", "recipients", _always),
    _Naming("basis", "basis", _seeks_a_document),
    _Naming("contact", "contact", _seeks_a_contact),
    _Naming("theme", "event", _always),
    _Naming("event", "event", _always),
    _Naming("scope", "scope", _names_no_item),
    _Naming("purpose", "purpose", _names_no_item_or_goal),
)
_NAMING_BESIDE = (*_NAMING, _Naming("period", "period", _always))  # beside another question, years are one of their own


def own_kind(message: Message) -> str | None:
    """Return the kind of a question that names its own kind (money, documents, reports, period), or None."""
    r, slots = message.reading, message.slots
    if r.has("glossary") and r.unknown_names and not (slots.items or slots.plans or slots.mentions):
        return "glossary"
    if r.has("no-owner"):
        return "no-owner"
    if r.has("no-year"):
        return None if slots.items else "no-year"
    whole = _kind_of_the_whole(message)
    if whole:
        return whole
    dated = says_report(r) or r.has("submit", "deadline", "days-left")
    written = None if dated else _document_kind(message)
    if written:
        return written
    if asks_for_own_number(message):
        return "signer"
    if asks_deadline(message):
        return "deadline"
    paid = r.has("collaborator") and r.has("amount")
    if (r.has("support-level") and (r.has("collaborator") or not slots.items)) or paid:
        return "support"
    named = next((row.kind for row in _NAMING if row.asked_in(message)), None)
    return named or _own_kind_by_slots(message)


_OF_DEADLINES = ("deadline", "when", "days-left", "both-reports", "report", "submit")
_LEVEL_TOO = ("basis", "document")  # kinds beside which the level may be asked: "theo quyết định nào, bao nhiêu %"


def second_kind(message: Message, first: str) -> str | None:
    """Return the kind of what is asked beside a question of the kind *first*, on the other side of a mark or "và"."""
    r = message.reading
    inner, joins = enumerate(r.tokens[:-1]), words("joining") | words("with")
    joints = [i for i, token in inner if token.kind == "separator" or token.key in joins]
    naming = _OF_DEADLINES if first == "deadline" else [row.cue for row in _NAMING if row.kind == first]
    asked = [r.cues[cue] for cue in naming if cue in r.cues]
    if first in _LEVEL_TOO and message.slots.items and r.has("target") and joints:
        return "target" if r.cues.get("value", 0) > joints[-1] else None
    if message.slots.has_subject:
        return None
    for row in _NAMING_BESIDE:
        if row.kind == first or not row.asked_in(message):
            continue
        beside = r.cues[row.cue]
        if any(min(at, beside) < joint < max(at, beside) for at in asked for joint in joints):
            return row.kind
    return None


def _kind_of_the_whole(message: Message) -> str | None:
    """Return the kind of a question about the document that a plan is: its file, or whether it still holds."""
    if asks_for_file(message):
        return "file"
    return "period" if asks_whether_in_force(message) else None


def _document_kind(message: Message) -> str | None:
    """Return the kind of a question about a document: one named, or one that is described; or None."""
    r = message.reading
    if r.has("signer", "when") and not r.indicators and _names_another_document(message):
        return "document"
    sought = r.has("basis") or asks_for_document(r) or asks_which_document(r)
    return "basis" if sought and _seeks_a_document(message) else None


def _own_kind_by_slots(message: Message) -> str | None:
    r, slots = message.reading, message.slots
    if r.has("amount") and not slots.mentions and not r.has("percent", "per-mille", "owner"):
        return "funding"
    if slots.items and not _event_concepts(r):
        return None
    if r.has("period") and not slots.agencies:
        return "period"
    asks_owner = wants_owner(message)
    if (r.documents or document_number(message)) and not asks_owner:
        return "document"
    if r.has("collaborator") and r.has("value", "amount") and not asks_owner:
        return "support"
    return "event" if _event_concepts(r) and not r.has("value") and not asks_owner else None


def _names_another_document(message: Message) -> bool:
    """Tell whether a document is named that is no plan here: who issued it, and when, is not who signed a plan."""
    documents = message.reading.documents or [document_number(message).lower()]
    plans = (message.world.plans[p] for p in message.slots.plans)
    return bool(documents[0]) and not any(plan.number and documents[0] in plan.number.lower() for plan in plans)


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
        return False
    if slots.mentions and r.has("duty", "which-indicators"):
        return False
    submits = r.has("submit") or not words("submitting").isdisjoint(token.key for token in r.tokens)
    if submits and names_report and (time or asks_who(r)) and not r.has("duty"):
        return True
    if r.has("deadline", "days-left"):
        return True
    if wants_owner(message):  # who reports stands with the deadlines; else "ai tổng hợp báo cáo" names a duty
        return names_report and not slots.has_subject and {key(w) for w in r.content} <= words("of-reports")
    told = r.has("both-reports") or (report and (time or r.dates or r.has("submit", "six-month", "check")))
    periodic = r.has("annual", "six-month") and names_report
    alone = r.has("report") and not slots.has_subject and not r.has("count", "value", "list", "basis", "funding")
    return bool(told or periodic or r.has("midterm", "final-review") or alone)


def says_report(reading: Reading) -> bool:
    """Tell whether a report is named, alone or within another cue ("báo cáo năm", "annual report")."""
    keys = [t.key for t in reading.tokens]
    pairs = (f"{a}_{b}" for a, b in pairwise(keys))
    return reading.has("report") or not words("for-reports").isdisjoint((*keys, *pairs))
