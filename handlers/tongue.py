"""The language in which a message is answered: its own, where its words tell."""

from dataclasses import replace

from handlers.unit import Unit
from knowledge.reply import Frame
from storage import frames


def speak_as_sender(unit: Unit, text: str) -> None:
    """Answer figures in the language of *text*; whoever has chosen a language keeps it."""
    if unit.person.language is None:
        speak_as(unit, text)


def speak_as(unit: Unit, text: str) -> None:
    """Answer in the language of *text* from here on, and at the buttons of the answer; else in that spoken before."""
    language = unit.library.progress.language(text, today=unit.now.date())
    if language is None or language == unit.language:
        return
    unit.language = language
    unit.frame = replace(unit.frame or Frame(), language=language)
    if unit.chat_id is not None:
        frames.remember(unit.db, unit.chat_id, unit.frame.to_json(), now=unit.now)
