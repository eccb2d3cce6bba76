"""The commands. Each takes its question along: "/han Tân Khai" is "/han" asked of Tân Khai."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from telegram import Message, Update

from handlers import addressing, choices, figures, nudges, private_data, progress, replies, rounds
from handlers.people import desk, joining
from handlers.safety import help_first
from handlers.unit import Unit
from knowledge.entries import Language
from knowledge.query import Query
from knowledge.reply import Reply
from knowledge.sentences import say
from knowledge.vietnamese import fold, repair
from storage import asks, frames, roles
from storage.roles import RoleName

Handler = Callable[[Unit, Update], None]
Command = Callable[[Unit, Message, str], None]  # with the words behind it
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
) -> Command:
    """A command that shows a screen.

    Args:
        query: What the command alone shows.
        of_plan: What it shows of a plan that the words behind it name.
        question: Asked with any other words put in.
        of_home: The command alone is about the person's home plan, where they have chosen one.
        more: Adds to the reply what the person may know besides.
    """

    def show(unit: Unit, message: Message, words: str) -> None:
        plan = choices.named_plan(unit, words) if words else unit.person.home if of_home else None
        if plan:
            reply = replies.run(unit, str(replace(of_plan, plans=(plan,))))
        elif words:
            reply = replies.answer(unit, question[unit.language].format(words), afresh=True)
        else:
            reply = replies.run(unit, query)
        replies.give(unit, more(unit, reply) if more else reply, reply_to=addressing.thread(message))

    return show


def show_help(unit: Unit, message: Message, _words: str) -> None:
    """/help: how to ask, and for who has a role what goes with it."""
    reply_to = addressing.thread(message)
    reply = replies.run(unit, "help")
    in_group = reply_to is not None
    held = set() if in_group else {role.role for role in roles.of_person(unit.db, unit.person.user_id)}
    more = [say(f"help_{name}", unit.language) for name, covers in _HELP_OF if held & covers]
    replies.give(unit, replace(reply, text="\n".join([reply.text, *more])), reply_to=reply_to)


_HELP_OF: tuple[tuple[str, set[RoleName]], ...] = (("collaborator", {"collaborator"}), ("staff", {"staff", "admin"}))


def ask(unit: Unit, message: Message, words: str) -> None:
    """/hoi: answer what follows; alone, say how to ask."""
    reply_to = addressing.thread(message)
    in_group = reply_to is not None
    if in_group and private_data.refuse(unit, words, reply_to=reply_to):
        return
    if words:
        replies.give(unit, replies.answer(unit, words), reply_to=reply_to)
    else:
        unit.send(say("ask_how", unit.language), reply_to=reply_to)


def choose_home(unit: Unit, message: Message, words: str) -> None:
    """/datplan: choose the plan that questions without a place are about."""
    reply_to = addressing.thread(message)
    option = choices.named_option(unit, "home", words) if words else None
    if option:
        unit.send(choices.take(unit, option), reply_to=reply_to)
    else:
        replies.give(unit, replies.run(unit, "home"), reply_to=reply_to)


def choose_language(unit: Unit, message: Message, words: str) -> None:
    """/ngonngu: choose the language of the bot's own sentences."""
    reply_to = addressing.thread(message)
    option = choices.named_option(unit, "language", words) if words else None
    if option:
        unit.send(choices.take(unit, option), reply_to=reply_to)
    else:
        replies.give(unit, replies.run(unit, "language"), reply_to=reply_to)


def cancel(unit: Unit, message: Message, _words: str) -> None:
    """/huy: forget what the conversation was about."""
    told = [say("cancelled", unit.language)]
    if unit.chat_id is not None:
        frames.remember(unit.db, unit.chat_id, None, now=unit.now)
        told += _settled(unit, unit.chat_id)
    unit.send("\n".join(told), reply_to=addressing.thread(message))


def _settled(unit: Unit, chat_id: int) -> Iterator[str]:
    """Close what waits in a chat for a word or a button; what of figures that have not been stored, Telegram HTML.

    Figures for a closed round wait for staff, and an invitation for its own button: both stay.
    """
    asks.settle_chat(unit.db, chat_id, *_FOR_A_WORD, now=unit.now)
    if asks.settle_chat(unit.db, chat_id, *_OF_FIGURES, now=unit.now):
        yield say("cancelled_figures", unit.language)
    if asks.open_in(unit.db, chat_id, "kept", since=unit.now - asks.KEEP):
        yield say("cancelled_but_kept", unit.language)


_FOR_A_WORD: tuple[asks.Kind, ...] = ("dialogue", "fix", "move", "again", "named", "amount", "told", "round")
_OF_FIGURES: tuple[asks.Kind, ...] = ("choice", "doubt")


def typed(unit: Unit, message: Message, text: str) -> bool:
    """Carry out a command that Telegram does not know for one, or not by this name: "/xuât quý 3", "/thêm hạn".

    Returns:
        False when *text* begins with no command.
    """
    found = _named(text)
    if found:
        name, words = found
        _SAFE[name](unit, message, words)
    return found is not None


def _named(text: str) -> tuple[str, str] | None:
    """The command that a text begins with, whatever the marks and spaces in its name, and the words behind it."""
    if not text.startswith("/"):
        return None
    for length in range(_MOST_WORDS, 0, -1):
        parts = text[1:].split(maxsplit=length)
        name = _BY_LETTERS.get(_letters("".join(parts[:length])))
        if name and len(parts) >= length:
            return name, "".join(parts[length:])
    return None


def _letters(name: str) -> str:
    """What of a command's name matters."""
    return fold(repair(name)).replace("_", "")


def _safe(command: Command) -> Command:
    """A command that reads its words.

    Words that tell of a child in danger get the line to call, then what the command shows alone: of such a sentence
    nothing is read, repeated or kept. A command that looks its words up in the plans gives the line itself.
    """

    def carry_out(unit: Unit, message: Message, words: str) -> None:
        if words and help_first(unit, words, reply_to=addressing.thread(message)):
            words = ""
        command(unit, message, words)

    return carry_out


def _handler(command: Command) -> Handler:
    """How an update comes to a command."""

    def handle(unit: Unit, update: Update) -> None:
        message = update.effective_message
        if message is not None:
            command(unit, message, addressing.arguments(message, unit.username))

    return handle


_LOOKING_UP: Mapping[str, Command] = {
    "hoi": ask,
    "kehoach": _screen("plans", Query("plan", extra="menu")),
    "coquan": _screen("agencies", Query("agencies", extra="menu")),
    "han": _screen("deadlines", Query("deadline"), _DEADLINE, of_home=True, more=rounds.with_rounds),
}
_OTHERS: Mapping[str, Command] = {
    "start": joining.start,
    "help": show_help,
    "datplan": choose_home,
    "ngonngu": choose_language,
    "huy": cancel,
    **desk.COMMANDS,
    **figures.COMMANDS,
    **progress.COMMANDS,
    **nudges.COMMANDS,
    **rounds.COMMANDS,
}
_SAFE: Mapping[str, Command] = {**_LOOKING_UP, **{name: _safe(command) for name, command in _OTHERS.items()}}
_BY_LETTERS = {_letters(name): name for name in _SAFE}
_MOST_WORDS = 3  # of a name that is typed with spaces: "/xóa dữ liệu"
COMMANDS: Mapping[str, Handler] = {name: _handler(command) for name, command in _SAFE.items()}
"""Every command by its name."""
