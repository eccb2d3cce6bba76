"""The language in which a message is answered: its own, where its words tell."""

from dataclasses import replace

from handlers.unit import Unit
from knowledge.entries import Language
from knowledge.reply import Frame
from storage import frames


def speak_as_sender(unit: Unit, text: str) -> None:
    """Answer figures in the language that *text* is surely in; whoever has chosen a language keeps it."""
    if unit.person.language is None:
        _speak(unit, unit.library.progress.language(text, today=unit.now.date(), sure=True))


def speak_as(unit: Unit, text: str) -> None:
    """Answer in the language of *text* from here on, and at the buttons of the answer; else in that spoken before."""
    _speak(unit, unit.library.progress.language(text, today=unit.now.date()))


def _speak(unit: Unit, language: Language | None) -> None:
    if language is None or language == unit.language:
        return
    unit.language = language
    unit.frame = replace(unit.frame or Frame(), language=language)
    if unit.chat_id is not None:
        frames.remember(unit.db, unit.chat_id, unit.frame.to_json(), now=unit.now)
