"""How a report is handed in: by which address, on which form. No plan says; when and to whom, they do."""

from __future__ import annotations

import re

from knowledge.interpret.message import Message
from knowledge.query import Query

# Folded: what is asked about, and what it must stand beside.
_MEANS = {
    "email": re.compile(r"\b(e mail|email|gmail|mail|hop thu|thu dien tu|zalo|fax|link|website|cong thong tin)\b"),
    "form": re.compile(r"\b(mau (bieu|bao cao|bc|so lieu|nao|nop)|bieu mau|theo mau|file mau|forms?|template)\b"),
}
_REPORT = re.compile(r"\b(bao cao|bc|reports?|nop|gui so lieu|so lieu|submit)\b")


def means_asked(message: Message) -> Query | None:
    """Return the query for how a report is handed in, where an address or a form is asked for; None otherwise."""
    slots = message.slots
    if slots.items or slots.goals or slots.mentions:
        return None
    text = " ".join(t.key for t in message.reading.tokens if t.kind != "separator")
    means = next((name for name, words in _MEANS.items() if words.search(text)), "")
    if not means or not _REPORT.search(text):
        return None
    return Query("report-means", slots.plans or message.default_plans, extra=means)
