"""The desk for everything about people: its commands and its buttons, "p:…"."""

from collections.abc import Callable, Mapping, Sequence

from telegram import CallbackQuery, Message

from handlers import addressing
from handlers.guarding import guarded, require_private
from handlers.people import closing, granting, inviting, joining, members, myself, villages
from handlers.screen import OldButtonError, Screen
from handlers.unit import Unit
from knowledge.sentences import say

_ACTIONS: Mapping[str, Callable[[Unit, Sequence[str]], Screen]] = {
    "join": joining.join,
    "no": joining.refuse,
    "inv": inviting.pressed,
    "leave": myself.leave_one,
    "left": myself.leave_for_good,
    "erase": myself.erase_for_good,
    "stay": myself.stay,
    "ppl": members.list_page,
    "who": members.card,
    "give": members.give_village,
    "away": granting.mark_away,
    "back": granting.mark_back,
    "revoke": members.revoke,
    "revoked": members.revoke_for_good,
    "vil": villages.list_page,
    "shut": closing.close,
}


def press(unit: Unit, query: CallbackQuery, payload: str) -> None:
    """Carry out a button, and put what comes of it in the place of its message."""
    screen = guarded(unit, lambda: _carry_out(unit, payload), hint="old_button_people")
    unit.put_in_place(query, screen.text, screen.options)


def _carry_out(unit: Unit, payload: str) -> Screen:
    """What a button shows."""
    require_private(unit)
    action, *arguments = payload.partition(":")[2].split(":")  # before the first colon stands the name of this desk
    if action not in _ACTIONS:
        raise OldButtonError
    return _ACTIONS[action](unit, arguments)


def command(screen_of: Callable[[Unit, str], Screen]) -> Callable[[Unit, Message, str], None]:
    """A command that shows what *screen_of* makes of the words behind it; in private only: people are named in it."""

    def show(unit: Unit, message: Message, words: str) -> None:
        if not addressing.is_private(message):
            unit.send(say("in_private", unit.language), reply_to=addressing.thread(message))
            return
        screen = guarded(unit, lambda: screen_of(unit, words), hint="old_button_people")
        unit.send(screen.text, screen.options)

    return show


COMMANDS = {
    "toi": command(myself.show),
    "roi": command(myself.leave),
    "xoa_du_lieu": command(myself.erase),
    "moi": command(inviting.invite),
    "nguoidung": command(members.show),
    "thon": command(villages.manage),
}
