"""Whether a message asks who: for an agency, and not which place is higher."""

from __future__ import annotations

from knowledge.interpret.candidates import asks_partner
from knowledge.interpret.message import Message
from knowledge.reading import Reading
from knowledge.wordlists import words


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
    return r.has("role-data") or not _asks_which_place(message)


def _asks_which_place(message: Message) -> bool:
    """See "bên nào cao hơn"; of one place, "bên nào với bên nào" asks for agencies, as "who fights against" does."""
    r = message.reading
    if r.has("highest", "lowest") or not r.has("compare"):
        return r.has("highest", "lowest")
    of_one_word = r.cues["compare"] == r.cues["owner-weak"] or r.tokens[r.cues["owner-weak"]].text in words(
        "who-in-english"
    )
    return not (of_one_word and len(message.slots.plans) == 1)


def _who_asks(reading: Reading) -> bool:
    """Tell whether "who" asks, and does not only join a clause: "children who finish primary school"."""
    at = reading.cues["owner-weak"]
    if reading.tokens[at].text not in words("who-in-english") or at == 0:
        return True
    before = reading.tokens[at - 1]
    return before.kind == "separator" or before.key in words("before-a-question")


def asks_who(reading: Reading) -> bool:
    """Tell whether a word in the message asks for somebody or some place."""
    asking = words("who") | words("which") | {"dau"}
    return any(t.key in asking for t in reading.tokens)
