"""The commands. Each takes its question along: "/han Tân Khai" is "/han" asked of Tân Khai."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from telegram import Update

from handlers import addressing, choices, figures, nudges, private_data, progress, replies, rounds
from handlers.people import desk, joining
from handlers.unit import Unit
from handlers.wording import say
from knowledge.query import Query
from knowledge.reply import Reply
from storage import asks, frames, roles
from storage.people import Language
from storage.roles import RoleName

Handler = Callable[[Unit, Update], None]
More = Callable[[Unit, Reply], Reply]


_AS_IT_IS: Mapping[Language, str] = {"vi": "{}", "en": "{}"}
_DEADLINE: Mapping[Language, str] = {"vi": "hạn báo cáo {}", "en": "report deadline {}"}


def _screen(
    query: str,
    of_plan: Query,
    question: Mapping[Language, str] = _AS_IT_IS,
    *,
    of_home: bool = False,
    more: More | None = None,
) -> Handler:
    """A command that shows a screen.

    Args:
        query: What the command alone shows.
        of_plan: What it shows of a plan that the words behind it name.
        question: Asked with any other words put in.
        of_home: The command alone is about the person's home plan, where they have chosen one.
        more: Adds to the reply what the person may know besides.
    """

    def show(unit: Unit, update: Update) -> None:
        words, reply_to = _words(unit, update)
        plan = choices.named_plan(unit, words) if words else unit.person.home if of_home else None
        if plan:
            reply = replies.run(unit, str(replace(of_plan, plans=(plan,))))
        elif words:
            reply = replies.answer(unit, question[unit.language].format(words), afresh=True)
        else:
            reply = replies.run(unit, query)
        replies.give(unit, more(unit, reply) if more else reply, reply_to=reply_to)

    return show


def show_help(unit: Unit, update: Update) -> None:
    """/help: how to ask, and for who has a role what goes with it."""
    reply_to = _words(unit, update)[1]
    reply = replies.run(unit, "help")
    in_group = reply_to is not None
    held = set() if in_group else {role.role for role in roles.of_person(unit.db, unit.person.user_id)}
    more = [say(f"help_{name}", unit.language) for name, covers in _HELP_OF if held & covers]
    replies.give(unit, replace(reply, text="\n".join([reply.text, *more])), reply_to=reply_to)


_HELP_OF: tuple[tuple[str, set[RoleName]], ...] = (("collaborator", {"collaborator"}), ("staff", {"staff", "admin"}))


def ask(unit: Unit, update: Update) -> None:
    """/hoi: answer what follows; alone, say how to ask."""
    words, reply_to = _words(unit, update)
    in_group = reply_to is not None
    if in_group and private_data.refuse(unit, words, reply_to=reply_to):
        return
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
        asks.settle_chat(unit.db, unit.chat_id, "dialogue", "fix", "choice", "doubt", "round", now=unit.now)
    unit.send(say("cancelled", unit.language), reply_to=_words(unit, update)[1])


def _words(unit: Unit, update: Update) -> tuple[str, int | None]:
    """What follows the command, and the message to reply to."""
    message = update.effective_message
    if message is None:
        return "", None
    return addressing.arguments(message, unit.username), addressing.thread(message)


COMMANDS: Mapping[str, Handler] = {
    "start": joining.start,
    "help": show_help,
    "hoi": ask,
    "kehoach": _screen("plans", Query("plan", extra="menu")),
    "coquan": _screen("agencies", Query("agencies", extra="menu")),
    "han": _screen("deadlines", Query("deadline"), _DEADLINE, of_home=True, more=rounds.with_rounds),
    "datplan": choose_home,
    "ngonngu": choose_language,
    "huy": cancel,
    **desk.COMMANDS,
    **figures.COMMANDS,
    **progress.COMMANDS,
    **nudges.COMMANDS,
    **rounds.COMMANDS,
}
"""Every command by its name."""
