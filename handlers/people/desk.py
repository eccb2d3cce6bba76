"""The desk for everything about people: its commands and its buttons, "p:…"."""

from collections.abc import Callable, Mapping, Sequence

from telegram import CallbackQuery, Update

from handlers import addressing
from handlers.people import inviting, joining, members, myself, villages
from handlers.screen import OldButtonError, Screen
from handlers.unit import Unit
from handlers.wording import say
from storage.roles import NotAllowedError

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
    "away": members.mark_away,
    "back": members.mark_back,
    "revoke": members.revoke,
    "revoked": members.revoke_for_good,
    "vil": villages.list_page,
}


def press(unit: Unit, query: CallbackQuery, payload: str) -> None:
    """Carry out a button, and put what comes of it in the place of its message."""
    action, *arguments = payload.partition(":")[2].split(":")  # before the first colon stands the name of this desk
    carry_out = _ACTIONS.get(action)
    screen = guarded(unit, lambda: carry_out(unit, arguments)) if carry_out else _old(unit)
    unit.put_in_place(query, screen.text, screen.options)


def command(screen_of: Callable[[Unit, str], Screen]) -> Callable[[Unit, Update], None]:
    """A command that shows what *screen_of* makes of the words behind it; in private only: people are named in it."""

    def show(unit: Unit, update: Update) -> None:
        message = update.effective_message
        if message is None:
            return
        if not addressing.is_private(message):
            unit.send(say("in_private", unit.language), reply_to=addressing.thread(message))
            return
        words = addressing.arguments(message, unit.username)
        screen = guarded(unit, lambda: screen_of(unit, words))
        unit.send(screen.text, screen.options)

    return show


def guarded(unit: Unit, make: Callable[[], Screen]) -> Screen:
    """What *make* shows; or the sentence for what is not allowed or no longer there."""
    try:
        return make()
    except NotAllowedError:
        return Screen(say("not_allowed", unit.language))
    except OldButtonError:
        return _old(unit)


def _old(unit: Unit) -> Screen:
    return Screen(say("button_is_old", unit.language))


COMMANDS = {
    "toi": command(myself.show),
    "roi": command(myself.leave),
    "xoa_du_lieu": command(myself.erase),
    "moi": command(inviting.invite),
    "nguoidung": command(members.show),
    "thon": command(villages.manage),
}
