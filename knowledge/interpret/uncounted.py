"""Things that no plan counts: "Tân Khai có mấy khu phố", "how many children are there in Hoằng Đức"."""

from __future__ import annotations

import re

from knowledge.interpret.message import Message
from knowledge.query import Query

_HOW_MANY = r"bao nhieu|bao nhiu|nhieu|nhiu|bn|may|so luong|tong so|so|how many|(?:total )?number of"
# What is counted, folded. Agencies, indicators and duties are none of these: the plans do count them.
_THINGS = (
    r"(?:nguoi )?dan(?: so)?|nguoi|nhan khau|ho(?: dan| gia dinh)?|can bo|cong chuc|thon(?: xom)?|xom|ap|soc|kp|khu pho"
    r"|to dan pho|xa|phuong|thi tran|huyen|tre(?: em| con| nho)?|te|chau|hoc sinh|hs|truong(?: hoc)?|lop(?: hoc)?"
    r"|giao vien|children|kids|pupils|people|residents|inhabitants|households|families|villages|hamlets|quarters"
    r"|communes|wards|districts|towns|schools|officers|officials|staff|teachers"
)
_AROUND = (
    r"are|there|is|does|do|have|has|live|living|in|of|the|a|plan|commune|province|district|town|what|xa|huyen|tinh|thi"
    r"|tran|toan|hien|dang|nay|bay|gio|o|tai|trong|ke|hoach|la|tat|ca|thay|vay|cua|co|minh|ta|toi|our"
)
_COUNTED = re.compile(
    rf"(?:(?:{_AROUND}) )*?(?:(?:{_HOW_MANY}) (?P<thing>{_THINGS})|(?P<alone>dan so|population))(?: (?:{_AROUND}))*"
)


def count_asked(message: Message) -> Query | None:
    """See a count asked for that no plan holds, of a place named; nothing else may stand in the message.

    "Bao nhiêu xã phải báo cáo" asks for more, and so does "bao nhiêu trẻ bị xâm hại".
    """
    r, slots = message.reading, message.slots
    if not slots.plans or slots.items or slots.goals:
        return None
    named = {i for s in r.spans if any(e.slot == "place" for e in s.entries) for i in range(s.start, s.end)}
    said = [t for i, t in enumerate(r.tokens) if i not in named and t.kind == "word"]
    folded = " ".join(t.key for t in said)
    found = _COUNTED.fullmatch(folded)
    if not found:
        return None
    name = "thing" if found["thing"] else "alone"
    first = folded[: found.start(name)].count(" ")
    typed = tuple(t.text for t in said[first : first + found[name].count(" ") + 1])
    return Query("unstated", slots.plans, words=typed, extra=f"count-{name}")
