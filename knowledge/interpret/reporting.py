"""How a report is handed in: by which address, on which form. No plan says; when and to whom, they do."""

from __future__ import annotations

from knowledge.interpret.message import Message
from knowledge.phrasebook import phrases, table
from knowledge.query import Query


def means_asked(message: Message) -> Query | None:
    """Return the query for how a report is handed in, where an address or a form is asked for; None otherwise."""
    slots = message.slots
    if slots.items or slots.goals or slots.mentions:
        return None
    text = " ".join(t.key for t in message.reading.tokens if t.kind != "separator")
    means = next((means for means, pattern in table("report-means") if pattern.search(text)), "")
    if not means or not phrases("report").search(text):
        return None
    return Query("report-means", slots.plans or message.default_plans, extra=means)
