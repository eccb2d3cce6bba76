"""The commands. Each takes its question along: "/han Tân Khai" is "/han" asked of Tân Khai."""

from collections.abc import Callable, Mapping

from telegram import Update

from handlers import addressing, choices, replies
from handlers.unit import Unit
from handlers.wording import say
from storage import frames
from storage.people import Language

Handler = Callable[[Unit, Update], None]


def _screen(query: str, question: str = "{}") -> Handler:
    """A command that shows the screen *query*; with words behind it, it asks the *question* with them put in."""

    def show(unit: Unit, update: Update) -> None:
        words, reply_to = _words(unit, update)
        reply = replies.answer(unit, question.format(words)) if words else replies.run(unit, query)
        replies.give(unit, reply, reply_to=reply_to)

    return show


def _fixed_screen(query: str) -> Handler:
    """A command that shows the screen *query* whatever follows it."""

    def show(unit: Unit, update: Update) -> None:
        replies.give(unit, replies.run(unit, query), reply_to=_words(unit, update)[1])

    return show


def ask(unit: Unit, update: Update) -> None:
    """/hoi: answer what follows; alone, say how to ask."""
    words, reply_to = _words(unit, update)
    if words:
        replies.give(unit, replies.answer(unit, words), reply_to=reply_to)
    else:
        unit.send(say("ask_how", unit.language), reply_to=reply_to)


def choose_home(unit: Unit, update: Update) -> None:
    """/datplan: choose the plan that questions without a place are about."""
    words, reply_to = _words(unit, update)
    option = choices.named_option(unit, "home", words) if words else None
    if option:
        unit.send(choices.take(unit, option), reply_to=reply_to)
    else:
        replies.give(unit, replies.run(unit, "home"), reply_to=reply_to)


def choose_language(unit: Unit, update: Update) -> None:
    """/ngonngu: choose the language of the bot's own sentences."""
    words, reply_to = _words(unit, update)
    option = choices.named_option(unit, "language", words) if words else None
    if option:
        unit.send(choices.take(unit, option), reply_to=reply_to)
    else:
        replies.give(unit, replies.run(unit, "language"), reply_to=reply_to)


def cancel(unit: Unit, update: Update) -> None:
    """/huy: forget what the conversation was about."""
    if unit.chat_id is not None:
        frames.remember(unit.db, unit.chat_id, None, now=unit.now)
    unit.send(say("cancelled", unit.language), reply_to=_words(unit, update)[1])


def _words(unit: Unit, update: Update) -> tuple[str, int | None]:
    """What follows the command, and the message to reply to."""
    message = update.effective_message
    if message is None:
        return "", None
    return addressing.arguments(message, unit.username), addressing.thread(message)


COMMANDS: Mapping[str, Handler] = {
    "start": _fixed_screen("start"),
    "help": _fixed_screen("help"),
    "hoi": ask,
    "kehoach": _screen("plans", "kế hoạch {}"),
    "coquan": _screen("agencies"),
    "han": _screen("deadlines", "hạn báo cáo {}"),
    "datplan": choose_home,
    "ngonngu": choose_language,
    "huy": cancel,
}
"""Every command by its name, in the order of the menu."""

MENU: Mapping[str, str] = {name: f"menu_{name}" for name in COMMANDS if name != "start"}
"""For each command of the menu, the key of its description in the wording."""


def menu(language: Language) -> list[dict[str, str]]:
    """The commands as ``setMyCommands`` takes them."""
    return [{"command": name, "description": say(key, language)} for name, key in MENU.items()]
