"""A number first, and then what it is of: "12/14", which the bot asks about, then "khai sinh"."""

from telegram import Message

from handlers.figures import taking
from handlers.figures.batch import SAID_AGAIN
from handlers.figures.reporter import Reporter
from handlers.safety import help_for
from knowledge.figures.correction import amount_alone
from storage import asks, revisions
from storage.asks import Kind

_ASKED: tuple[Kind, ...] = ("again", "choice", "doubt", "kept")


def note(reporter: Reporter, message: Message, text: str) -> None:
    """Keep a number alone that the bot has just asked about."""
    unit, amount = reporter.unit, amount_alone(text)
    problems = reporter.read(text).problems if amount and not amount.slipped else ()
    if amount is None or not problems or any(problem.kind != "unknown_indicator" for problem in problems):
        return
    mine = revisions.current_of_person(unit.db, unit.person.user_id, reporter.plan)
    asked = [
        one for kind in _ASKED for one in asks.open_in(unit.db, message.chat_id, kind, since=unit.now - SAID_AGAIN)
    ]
    if any(one.inbox_id == unit.inbox_id for one in mine) or any(
        one.data.get("cause") == unit.inbox_id for one in asked
    ):
        return  # it was of what had been asked for
    data = {"amount": amount.text, "cause": unit.inbox_id}
    asks.put(unit.db, message.chat_id, unit.person.user_id, "amount", data, now=unit.now)


def named_behind(reporter: Reporter, message: Message, text: str) -> bool:
    """Take what is named for that of the number just asked about; False where none was, or nothing is named."""
    unit = reporter.unit
    if message.reply_to_message or any(map(str.isdigit, text)) or "?" in text:
        return False
    own = asks.said_last(unit.db, message.chat_id, unit.person.user_id, "amount", since=unit.now - SAID_AGAIN)
    mention = reporter.mention(text) if own else None
    if mention is None or not (mention.measures and mention.bare) or help_for(unit, text):
        return False
    asks.settle(unit.db, own[0].id, now=unit.now)
    return taking.take(unit, message, f"{text} {own[0].data['amount']}")
