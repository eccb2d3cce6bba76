"""A choice named instead of pressed: "thấp còi", "cái đầu", where the bot has just asked which of three was meant.

Labels as they stand are taken by ``handlers.typed_buttons``; here stands what names a choice otherwise.
"""

from dataclasses import dataclass

from telegram import CallbackQuery, Message

from handlers.buttons import figures as buttons
from handlers.figures import pressing, sources
from handlers.figures.kept import Kept
from handlers.figures.reporter import Reporter
from handlers.people.standing import plan_name
from handlers.unit import Unit
from knowledge.figures.asked_villages import villages_named, without
from knowledge.figures.model import Measure
from knowledge.figures.spoken_choices import NamedChoice, named_choice
from knowledge.reply import Option
from knowledge.sending import asks_in_a_dialogue
from knowledge.sentences import say
from knowledge.vietnamese import fold
from storage import asks, outbox, villages
from storage.outbox import Button

_LONGEST_CHOICE = 40  # characters


@dataclass(frozen=True, slots=True)
class _Choice:
    """What a button fills in, or begins to ask for: a village or a measure."""

    payload: str
    labels: tuple[str, ...]  # in the person's language first
    measure: Measure | None = None
    village_id: int | None = None
    is_all: bool = False  # of those beside it


def in_words(reporter: Reporter, message: Message, text: str) -> bool:
    """Take the one choice that a message names; False where the bot has not just offered any, or it names none."""
    unit = reporter.unit
    if len(text) > _LONGEST_CHOICE or message.reply_to_message:
        return False
    offered = _just_offered(unit, message)
    said = named_choice(text) if offered else None
    if said is None or message.from_user is None or (asks_in_a_dialogue(said.name) and not said.is_all):
        return False
    chosen = _chosen(reporter, offered, said)
    if chosen is None:
        return _say_what_is_amiss(reporter, offered, said)
    sources.remember(unit, message, text)
    pressing.press(unit, CallbackQuery("", message.from_user, "", data=chosen.payload), chosen.payload)
    return True


def _just_offered(unit: Unit, message: Message) -> list[_Choice]:
    """The choices below the last message of the bot; one alone, "Nộp số liệu", is none."""
    shown = outbox.last_shown(unit.db, message.chat_id, since=unit.now - outbox.KEEP_BUTTONS)
    found = [_of_button(unit, button) for button in shown.buttons] if shown else []
    choices = [choice for choice in found if choice]
    return choices if len(choices) > 1 else []


def _of_button(unit: Unit, button: Button) -> _Choice | None:
    """What a button chooses; None for one that does something else."""
    code = buttons.code_of(button.payload)
    if code:
        measure = next((one for one in unit.library.measures.every() if one.code == code), None)
        return _of_measure(button, measure) if measure else None
    at = buttons.choice_of(button.payload)
    ask = asks.by_id(unit.db, at[0]) if at else None
    if at is None or ask is None or not ask.is_open or ask.kind != "choice" or ask.user_id != unit.person.user_id:
        return None
    known = Kept.of(ask).choices[at[1]]
    if "village_id" in known:
        return _Choice(button.payload, (button.label,), village_id=known["village_id"])
    if "places" in known:
        return _Choice(button.payload, (button.label,), is_all=True)
    if "indicator" in known:
        return _of_measure(button, unit.library.measures.at(known["indicator"], known["part"]))
    return None


def _of_measure(button: Button, measure: Measure) -> _Choice:
    return _Choice(button.payload, (button.label, measure.label.vi, measure.label.en), measure=measure)


def _chosen(reporter: Reporter, offered: list[_Choice], said: NamedChoice) -> _Choice | None:
    """The choice that is named: all of them, one by its place, by its words, or as figures name it."""
    if said.is_all:
        return next((choice for choice in offered if choice.is_all), None)
    offered = [choice for choice in offered if not choice.is_all]
    if said.place is not None:
        return offered[said.place] if -len(offered) <= said.place < len(offered) else None
    mention = reporter.mention(said.name) if said.name else None
    village = reporter.village_called(mention.village) if mention and mention.village else None
    fitting = []
    for choice in offered:
        by_name = any(said.fits(label) for label in choice.labels)
        measures = mention.measures if mention else ()
        by_village = village is not None and village.id == choice.village_id and not measures
        by_measure = choice.measure is not None and mention is not None and mention.bare and choice.measure in measures
        by_code = choice.measure is not None and said.name == choice.measure.code
        if by_name or by_village or by_measure or by_code:
            fitting.append(choice)
    return fitting[0] if len(fitting) == 1 else None


def _say_what_is_amiss(reporter: Reporter, offered: list[_Choice], said: NamedChoice) -> bool:
    """Say that there is no such village, or that one choice is to be named; False where the words are no choice."""
    unit = reporter.unit
    options = [Option(choice.labels[0], choice.payload) for choice in offered]
    of_villages = all(choice.village_id is not None for choice in offered)
    unknown = _unknown_village(reporter, said.name) if of_villages else None
    if unknown:
        place = plan_name(unit, reporter.plan)
        unit.send(say("figures_no_such_village", unit.language, village=unknown, place=place), options)
        return True
    if not said.is_choice:
        return False
    unit.send(say("figures_name_one", unit.language, label=offered[0].labels[0]), options)
    return True


def _unknown_village(reporter: Reporter, name: str) -> str | None:
    """The village that words name and nothing else, where the plan has none of that name: "kp 99"."""
    names = villages.names_in(reporter.unit.db, reporter.plan)
    named = villages_named(name, fold(name), names) if len(fold(name)) == len(name) else []
    is_alone = len(named) == 1 and not without(name, named).strip()
    return named[0][0] if is_alone and named[0][0] not in names else None
