"""A choice typed instead of pressed: "thấp còi", where the bot has just asked which of three figures was meant."""

from collections.abc import Mapping
from typing import Any

from telegram import Message

from handlers.figures import naming, pressing, receipt, sources
from handlers.figures.batch import SAID_AGAIN
from handlers.figures.kept import Kept
from handlers.figures.reporter import Reporter
from handlers.unit import Unit
from knowledge.figures.model import Mention
from knowledge.sending import asks_in_a_dialogue
from knowledge.vietnamese import fold
from knowledge.wordlists import words
from storage import asks
from storage.asks import Ask

_LONGEST_CHOICE = 40  # characters


def in_words(reporter: Reporter, message: Message, text: str) -> bool:
    """Take the one choice that a message names; False where the bot has not just offered any, or it names none."""
    unit = reporter.unit
    if len(text) > _LONGEST_CHOICE or message.reply_to_message or asks_in_a_dialogue(text):
        return False
    meant = [(ask, fits[0]) for ask in _just_asked(unit, message) if len(fits := _fitting(reporter, ask, text)) == 1]
    if len(meant) != 1:
        return False
    ask, choice = meant[0]
    batch = pressing.answered(unit, reporter, [ask], choice)
    if batch is None:
        return False
    sources.remember(unit, message, text)
    unit.send(*receipt.render(batch))
    return True


def _just_asked(unit: Unit, message: Message) -> list[Ask]:
    """What the last message of the bot asked this person to choose."""
    return asks.said_last(unit.db, message.chat_id, unit.person.user_id, "choice", since=unit.now - SAID_AGAIN)


def _fitting(reporter: Reporter, ask: Ask, text: str) -> list[int]:
    """The places of the choices that a message may name."""
    mention = reporter.mention(text)
    return [at for at, known in enumerate(Kept.of(ask).choices) if _fits(reporter, known, text, mention)]


def _fits(reporter: Reporter, known: Mapping[str, Any], text: str, mention: Mention) -> bool:
    """Tell whether a message names what one button fills in: as it is read, or by words of the button."""
    unit = reporter.unit
    if "village_id" in known:
        village = reporter.village_called(mention.village) if mention.village else None
        label = naming.village_name(unit, known.get("plan", reporter.plan), known["village_id"])
        is_meant = village is not None and village.id == known["village_id"] and not mention.measures
    elif "indicator" in known:
        measure = unit.library.measures.at(known["indicator"], known["part"])
        label = naming.label(unit, measure)
        is_meant = (mention.bare and measure in mention.measures) or text.strip() == measure.code
    else:
        return False
    said = {word for word in _words(text) if word not in words("polite-to-the-bot")}
    return is_meant or bool(said and said <= set(_words(label)))


def _words(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in fold(text)).split()
