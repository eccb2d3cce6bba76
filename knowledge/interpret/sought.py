"""What is sought by who it is from: a document by its issuer, money by who provides it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from knowledge.interpret.message import Message
from knowledge.model import Document
from knowledge.phrasebook import Table, phrases, table
from knowledge.query import Query
from knowledge.reading import Reading
from knowledge.vietnamese import fold, key, letters_and_digits
from knowledge.wordlists import words

# The number behind what a document is called, "quyết định số 6", "nghị quyết 26/2021"; "5%" is none.
_NUMBER = re.compile(r"(?: so| no| number)? (?P<number>\d{1,4}[a-d]?)(?P<year>/(?:19|20)\d\d)?\b(?![/.,%]?\d)")
_LAW = re.compile(r"\b(?:luat|law)(?: \w+){1,4} (?P<number>\d{1,4}/(?:19|20)\d\d)\b")  # "luật hộ tịch 60/2014"


def document_number(message: Message) -> str:
    """Return the number of a document typed without its letters; "" where there is none.

    With a year, "nghị quyết 26/2021", it is given as typed. Alone, it is what the numbers of documents begin with: with
    the letters of its kind where one is cited so, "36/ct" for "chỉ thị 36", else "13" for "thông tư 13". A plan or law
    of that number must be cited, for "kế hoạch 5 năm" and "kế hoạch 2030" name none.
    """
    text = _folded(message.reading)
    among = message.slots.plans or message.default_plans or message.world.plans
    documents = [d for plan in among for d in message.world.plans[plan].documents]
    law = _LAW.search(text)
    if law and any(letters_and_digits(d.number).startswith(letters_and_digits(law["number"])) for d in documents):
        return law["number"]
    legal = _numbered(text, table("letters-of-legal-documents"))
    letters, found = legal or _numbered(text, table("letters-of-plans")) or ("", None)
    if found is None:
        return ""
    if found["year"]:
        return found["number"] + found["year"]
    return _as_cited(found["number"], letters, documents) or (found["number"] if legal else "")


def _numbered(text: str, kinds: Table) -> tuple[str, re.Match[str]] | None:
    """Return the letters of the kind of document that *text* names by its number, and the number; or None."""
    for letters, name in kinds if any(map(str.isdigit, text)) else ():
        for named in name.finditer(text):
            found = _NUMBER.match(text, named.end())
            if found:
                return letters.strip("-"), found
    return None


def _folded(reading: Reading) -> str:
    """Return a message as it was read, folded, with what stands between its words: "60/2014" is no "60 2014"."""
    ends = [0, *(token.end for token in reading.tokens)]
    parts = (reading.text[end : t.start] + fold(t.key) for end, t in zip(ends, reading.tokens, strict=False))
    return " ".join("".join(parts).lower().split())


def _as_cited(number: str, letters: str, documents: Sequence[Document]) -> str:
    """Return *number*, with the letters of its kind where a document has both; "" where none has the number."""
    for digits in (number, number.zfill(2)):  # "quyết định 6" is 06/QĐ-TTg
        cited = [letters_and_digits(d.number) for d in documents if d.is_numbered(digits)]
        if letters and any(own.startswith(digits + letters) for own in cited):
            return f"{digits}/{letters}"
        if cited:
            return digits
    return ""


def asks_for_document(reading: Reading) -> bool:
    """Tell whether a document is asked for by who issued it: "kế hoạch nào của Ban Thường vụ Tỉnh ủy"."""
    keys = [t.key for t in reading.tokens]
    which = words("which") | words("what") | {"may", "nhieu"}
    if which.isdisjoint(keys) or not phrases("document").search(" ".join(keys)):
        return False
    of_agency = (keys[max(0, m.position - 2) : m.position] for m in reading.agencies)
    return reading.has("issuer") or any(before[-1:] == ["cua"] and before[0] in which for before in of_agency)


def asks_which_document(reading: Reading) -> bool:
    """Tell whether the number or the date of a law, decision or the like is sought that the message describes."""
    text = " ".join(t.key for t in reading.tokens if t.kind != "separator")
    if reading.documents or not phrases("legal-document").search(text):
        return False
    return phrases("document-known-by").search(text) is not None


def asks_for_coordinator(message: Message) -> bool:
    """Tell whether the message asks who answers for a plan as a whole: "ai chịu trách nhiệm chung kế hoạch"."""
    r, slots = message.reading, message.slots
    if not (slots.plans or message.default_plans) or slots.has_subject or slots.partners:
        return False
    said = {key(w) for w in r.content}
    contact_point = ("dau", "moi") in pairwise(token.key for token in r.tokens)
    whole = (said & words("naming-the-whole") or contact_point) and said <= words("whole-plan")
    return bool(whole)


def asks_for_issue(reading: Reading) -> bool:
    """Tell whether the number or the date of a plan is asked for, and not only who signed it."""
    return bool(phrases("issue").search(" ".join(t.key for t in reading.tokens)))


_OF_OTHER_NUMBERS = (
    *("target", "report", "owner", "contact", "agencies", "funding", "amount", "support-level"),
    *("midterm", "final-review"),
)


def asks_for_own_number(message: Message) -> bool:
    """Tell whether the number that a plan itself bears is asked for: "số văn bản của kế hoạch"."""
    r, slots = message.reading, message.slots
    if slots.has_subject or r.documents or r.values or r.has(*_OF_OTHER_NUMBERS):
        return False
    return bool(phrases("own-number").search(" ".join(t.key for t in r.tokens)))


def asks_for_file(message: Message) -> bool:
    """Tell whether the plan itself is wanted as a file: "gửi file kế hoạch cho em"."""
    text = " ".join(t.key for t in message.reading.tokens)
    if message.slots.has_subject or message.has("deadline") or phrases("report").search(text):
        return False
    return bool(phrases("asking-for-a-file").search(text))


def asks_whether_in_force(message: Message) -> bool:
    """Tell whether a plan's own end is asked about: "bao giờ hết hạn kế hoạch", "kế hoạch còn hiệu lực không"."""
    if message.slots.has_subject or message.has("report", "submit", "six-month", "midterm", "final-review"):
        return False
    text = " ".join(t.key for t in message.reading.tokens)
    return bool(phrases("in-force").search(text))


def asks_for_number(reading: Reading) -> bool:
    """Tell whether a phone number or address is sought, and not where to send remarks on a plan."""
    return words("remarks").isdisjoint(token.key for token in reading.tokens)


def asks_for_funder(message: Message) -> bool:
    """Tell whether the message asks who provides the money, and no more: "ai tham mưu bố trí kinh phí"."""
    r, slots = message.reading, message.slots
    if not (r.has("funding") and r.has("owner", "owner-weak")) or slots.items or slots.mentions:
        return False
    said = words("providing-money") | words("somebody") | words("keeping-money")
    return said >= {key(w) for w in r.content}


_OF_WORK = ("duty", "owner", "which-indicators", "report", "submit", "deadline", "funding", "signer", "recipients")
_COMMITTEE = re.compile(r"(pho )?chu tich|(vice |deputy )?chair")  # the offices that sign plans


def office_asked(message: Message) -> Query | None:
    """See who holds an office: of a People's Committee the plan has the signature, of any other body no person.

    What such a person must do is asked of the body; where none is named, the office was not understood.
    """
    r, slots = message.reading, message.slots
    if not r.has("office") or slots.items:
        return None
    span = next(s for s in r.spans if any(e.id == "office" for e in s.entries))
    typed = tuple(token.text for token in r.tokens[span.start : span.end])
    if r.has(*_OF_WORK):
        r.unknown += () if r.agencies or r.has("signer") else typed
        return None
    plans = slots.plans or message.default_plans
    others = [m for m in r.agencies if "peoples-committee" not in (*m.kinds, *map(message.world.main_kind, m.exact))]
    if _COMMITTEE.match(" ".join(map(key, typed))) and not others:
        return Query("signer", plans)
    asks_name = r.has("owner-weak") or any(token.key in ("ten", "name") for token in r.tokens)
    if (others or not plans) and not asks_name:
        return None
    body = tuple(word for mention in others for word in mention.text.split() if word not in typed)
    name = ("name", "of", "the") if r.language == "en" else ("tên",)
    return Query("unstated", plans or message.world.some_plans, words=(*name, *typed, *body), extra="count-alone")
