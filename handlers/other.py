"""What the bot cannot use: pictures, voices, places, commands that it does not have."""

from datetime import timedelta

from rapidfuzz import fuzz, process
from telegram import Update

from handlers import addressing
from handlers.commands import COMMANDS
from handlers.unit import Unit
from handlers.wording import say
from knowledge.vietnamese import fold
from storage import chats

_HINT_PAUSE = timedelta(seconds=30)  # ten photos sent at once are ten updates, and get one hint
_NEAR = 60  # of 100: "/kehoac" and "/plan" find a command, "/xyz" finds none


def hint(unit: Unit, update: Update) -> None:
    """Say in one line what the bot can read."""
    message = update.effective_message
    if message and chats.may_hint(unit.db, message.chat_id, now=unit.now, pause=_HINT_PAUSE):
        unit.send(say("only_text", unit.language), reply_to=addressing.thread(message))


def unknown_command(unit: Unit, update: Update) -> None:
    """Name the command nearest to one that does not exist."""
    message = update.effective_message
    if message is None:
        return
    command = (message.text or "").split(maxsplit=1)[0].removeprefix("/").partition("@")[0][:32]
    near = process.extractOne(fold(command), list(COMMANDS), scorer=fuzz.WRatio, score_cutoff=_NEAR)
    key = "unknown_command_near" if near else "unknown_command"
    text = say(key, unit.language, command=command, near=near[0] if near else "")
    unit.send(text, reply_to=addressing.thread(message))
