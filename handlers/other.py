"""What the bot cannot use: pictures, voices, places, commands that it does not have."""

from rapidfuzz import fuzz, process
from telegram import Update

from handlers import addressing
from handlers.commands import typed
from handlers.menu import commands_of
from handlers.safety import help_first
from handlers.unit import Unit
from knowledge.rounds.leave_words import commands_meant, is_leave_command
from knowledge.sentences import say
from knowledge.vietnamese import fold
from storage import chats, roles

_NEAR = 70  # of 100: "/kehoac" and "/plan" find a command, "/thieu" and "/xem" find none
_LONGEST_NAME = 32  # letters of a command, as Telegram has it


def hint(unit: Unit, update: Update) -> None:
    """Say in one line what the bot can read."""
    message = update.effective_message
    album = message.media_group_id if message else None
    if message and (album is None or chats.may_hint(unit.db, message.chat_id, album=album)):
        held = {role.role for role in roles.of_person(unit.db, unit.person.user_id)}
        sends_figures = addressing.is_private(message) and "collaborator" in held
        key = "only_text_figures" if sends_figures else "only_text"
        unit.send(say(key, unit.language), reply_to=addressing.thread(message))


def unknown_command(unit: Unit, update: Update) -> None:
    """Carry out a command whose name is typed with marks or spaces; name the nearest to one that does not exist."""
    message = update.effective_message
    if message is None or typed(unit, message, addressing.spoken_text(message, unit.username)):
        return
    help_first(unit, addressing.arguments(message, unit.username), reply_to=addressing.thread(message))
    command = addressing.command(message, unit.username)[:_LONGEST_NAME]
    if _asks_for_leave(unit, command):
        unit.send(say("leave_how", unit.language), reply_to=addressing.thread(message))
        return
    near = _nearest(unit, command)
    key = "unknown_command_near" if near else "unknown_command"
    text = say(key, unit.language, command=command, near=near or "")
    unit.send(text, reply_to=addressing.thread(message))


def _asks_for_leave(unit: Unit, command: str) -> bool:
    """Tell whether somebody who may ask for leave looks for a command for it: "/nghi"."""
    if unit.in_group or not is_leave_command(command):
        return False
    held = {role.role for role in roles.of_person(unit.db, unit.person.user_id)}
    return "collaborator" in held and held.isdisjoint(("staff", "admin"))


def _nearest(unit: Unit, command: str) -> str | None:
    """The command in the person's own menu that is spelled nearly like *command*.

    No other is suggested: one that ends a role or erases data is on no menu, one of another role would be refused.
    In a group nobody's role is given away.
    """
    held = () if unit.in_group else (role.role for role in roles.of_person(unit.db, unit.person.user_id))
    own = commands_of(held)
    meant = next((name for name in commands_meant(command) if name in own), None)
    near = process.extractOne(fold(command), own, scorer=fuzz.ratio, score_cutoff=_NEAR)
    return meant or (near[0] if near else None)
