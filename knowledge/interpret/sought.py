"""What is sought by who it is from: a document by its issuer, money by who provides it."""

from __future__ import annotations

import re

from knowledge.interpret.message import Message
from knowledge.reading import Reading
from knowledge.vietnamese import key
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


def asks_for_document(reading: Reading) -> bool:
    """Tell whether a document is asked for by who issued it: "kế hoạch nào của Ban Thường vụ Tỉnh ủy"."""
    keys = [t.key for t in reading.tokens]
    if _WHICH.isdisjoint(keys) or not _DOCUMENT.search(" ".join(keys)):
        return False
    of_agency = (keys[max(0, m.position - 2) : m.position] for m in reading.agencies)
    return reading.has("issuer") or any(before[-1:] == ["cua"] and before[0] in _WHICH for before in of_agency)


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
