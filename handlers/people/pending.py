"""An invitation that somebody has looked at, and neither taken nor refused: who sends figures meanwhile is told."""

from handlers.unit import Unit
from storage import asks, invitations
from storage.invitations import Invitation


def note(unit: Unit, found: Invitation) -> None:
    """Remember that the person has been shown an invitation; its token is not kept."""
    if unit.chat_id is not None:
        settle(unit)
        data = {"token_hash": found.token_hash}
        asks.put(unit.db, unit.chat_id, unit.person.user_id, "invited", data, now=unit.now)


def settle(unit: Unit) -> None:
    """The person has decided."""
    if unit.chat_id is not None:
        asks.settle_chat(unit.db, unit.chat_id, "invited", now=unit.now)


def waits(unit: Unit) -> bool:
    """Tell whether an invitation waits for the person, and can still be taken."""
    if unit.chat_id is None:
        return False
    shown = asks.open_in(unit.db, unit.chat_id, "invited", since=unit.now - invitations.LIFETIME)
    found = invitations.by_digest(unit.db, shown[0].data["token_hash"]) if shown else None
    return found is not None and invitations.state(unit.db, found, now=unit.now) == "open"
