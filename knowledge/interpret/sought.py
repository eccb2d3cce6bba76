"""What is sought by who it is from: a document by its issuer, money by who provides it."""

from __future__ import annotations

import re

from knowledge.interpret.message import Message
from knowledge.reading import Reading
from knowledge.vietnamese import fold, key
from knowledge.wordlists import words

_DOCUMENT = re.compile(
    r"\b(qu[iy]et dinh|nghi qu[iy]et|chi thi|cong van|thong tu|nghi dinh|van ban|ke hoach|chuong trinh|de an|luat|"
    r"decisions?|directives?|resolutions?|decrees?|circulars?|letters?|laws?|plans?|documents?|programmes?|schemes?)\b"
)
# Folded words for somebody, beside money: "người giữ tiền", "person in charge of funds".
_SOMEBODY = frozenset(
    "nguoi ben noi don vi can bo cong chuc person people officer official office agency unit one".split()
)
_KEEPING = frozenset("giu lo quan ly nam lam bac keeping handling managing i plans a".split())
_WHICH = frozenset({"nao", "gi", "may", "nhieu", "which", "what"})


_NUMBERED = re.compile(
    r"\b(?:qu[iy]et dinh|nghi qu[iy]et|chi thi|cong van|thong tu|nghi dinh|ke hoach|luat|decision|directive|resolution"
    r"|decree|circular|plan|law)(?: so| no| number)? (\d{1,4}/(?:19|20)\d\d)\b"
)


def document_number(reading: Reading) -> str:
    """Return the number of a document typed without its letters: "nghị quyết 26/2021"; "" where there is none."""
    found = _NUMBERED.search(fold(reading.text).lower())
    return found[1] if found else ""


def asks_for_document(reading: Reading) -> bool:
    """Tell whether a document is asked for by who issued it: "kế hoạch nào của Ban Thường vụ Tỉnh ủy"."""
    keys = [t.key for t in reading.tokens]
    if _WHICH.isdisjoint(keys) or not _DOCUMENT.search(" ".join(keys)):
        return False
    of_agency = (keys[max(0, m.position - 2) : m.position] for m in reading.agencies)
    return reading.has("issuer") or any(before[-1:] == ["cua"] and before[0] in _WHICH for before in of_agency)


_LEGAL = re.compile(
    r"\b(qu[iy]et dinh|nghi qu[iy]et|chi thi|cong van|thong tu|nghi dinh|"
    r"decisions?|directives?|resolutions?|decrees?|circulars?)\b"
)
# By what a document is known: "quyết định … số mấy", "number of the decision", "ban hành ngày nào".
_KNOWN_BY = re.compile(
    r"\b(so may|so bao|so nao|so hieu|so nhiu|ngai nao|ngay nao|ngai may|ngay may|ngay thang nao|khi nao|bao gio|"
    r"nam nao|numbers?(?! of (?!the|that|this|its|decision|directive|resolution|decree|circular))|"
    r"numbered|dates?|dated)\b"
)


def asks_which_document(reading: Reading) -> bool:
    """Tell whether the number or the date of a law, decision or the like is sought that the message describes."""
    text = " ".join(t.key for t in reading.tokens if t.kind != "separator")
    return not reading.documents and bool(_LEGAL.search(text) and _KNOWN_BY.search(text))


# Folded words that leave a question about who answers for a plan as a whole.
_WHOLE_PLAN = frozenset(
    "chung chinh ke hoach kh toan bo ca viec trien khai thuc hien cho ban nay cua ve trong cap xa huyen tinh thi tran "
    "tong is for the plan in of this whole overall entire implementing implementation carrying out as a".split()
)
_NAMING_THE_WHOLE = frozenset({"hoach", "kh", "plan", "chung", "chinh"})


def asks_for_coordinator(message: Message) -> bool:
    """Tell whether the message asks who answers for a plan as a whole: "ai chịu trách nhiệm chung kế hoạch"."""
    r, slots = message.reading, message.slots
    if not (slots.plans or message.default_plans) or slots.has_subject or slots.mentions or slots.partners:
        return False
    said = {key(w) for w in r.content}
    whole = said & _NAMING_THE_WHOLE and said <= _WHOLE_PLAN
    return bool(whole) and r.has("owner", "owner-weak") and not r.unknown and not r.documents


_OF_ISSUE = re.compile(
    r"\b(?:khi nao|bao gio|luc nao|hoi nao|(?:ngay|nam|thang) (?:nao|may|bao nhieu|gi|ban hanh|ky)"
    r"|so (?:may|bao nhieu|nao|gi|ke hoach)|when|date|(?:what|which) (?:day|year|month|number)|number)\b"
)


def asks_for_issue(reading: Reading) -> bool:
    """Tell whether the number or the date of a plan is asked for, and not only who signed it."""
    return bool(_OF_ISSUE.search(" ".join(t.key for t in reading.tokens)))


# Folded words of who has something to say about a plan, and seeks no number: "góp ý gửi ai".
_REMARKS = frozenset("gop vuong mac kien feedback comments questions".split())


def asks_for_number(reading: Reading) -> bool:
    """Tell whether a phone number or address is sought, and not where to send remarks on a plan."""
    return _REMARKS.isdisjoint(token.key for token in reading.tokens)


def asks_for_funder(message: Message) -> bool:
    """Tell whether the message asks who provides the money, and no more: "ai tham mưu bố trí kinh phí"."""
    r, slots = message.reading, message.slots
    if not (r.has("funding") and r.has("owner", "owner-weak")) or slots.items or slots.mentions:
        return False
    said = words("providing-money") | _SOMEBODY | _KEEPING
    return bool(slots.plans or message.default_plans) and said >= {key(w) for w in r.content}
