"""Figures for a closed round: staff are asked to open it again, and whoever waits is told when they do."""

from collections.abc import Sequence

from handlers.buttons import figures as figure_buttons
from handlers.buttons import rounds as buttons
from handlers.people.standing import plan_name
from handlers.rounds import naming, words
from handlers.rounds.words import say_here
from handlers.screen import OldButtonError, number
from handlers.unit import Unit
from knowledge.reply import Option
from knowledge.sentences import say
from storage import asks, people, reopenings, roles, rounds, villages
from storage.rounds import Round
from storage.sight import sight_of


def ask_staff(unit: Unit, arguments: Sequence[str]) -> None:
    """A collaborator asks for a round to be opened again; the ask keeps their figures meanwhile.

    Raises:
        OldButtonError: There is no such ask of this person.
        NotAllowedError: They take no part in the plan any more.
    """
    ask = asks.by_id(unit.db, number(arguments, 0))
    found = rounds.by_id(unit.db, ask.data.get("round", 0)) if ask else None
    if ask is None or ask.kind != "kept" or found is None or ask.user_id != unit.person.user_id or not ask.is_open:
        raise OldButtonError
    sight_of(unit.db, unit.person.user_id, found.plan).require_part()
    if not found.closed:
        unit.send(say_here(unit, "open_again", round=words.called(unit, found)), _keep_button(unit, found))
        return
    if reopenings.wish(unit.db, found.id, unit.person.user_id, ask.id, now=unit.now):
        _tell_staff(unit, found, ask)
    unit.send(say_here(unit, "staff_asked", round=words.called(unit, found)))


def tell_waiting(unit: Unit, found: Round) -> None:
    """Tell those who wait that the round takes figures again, with a button that stores theirs."""
    for user_id in reopenings.take(unit.db, found.id, now=unit.now):
        language = people.language_of(unit.db, user_id)
        text = say("rounds_reopened", language, round=naming.called(found, language))
        unit.notify(user_id, text, [Option(say("rounds_button_keep", language), figure_buttons.keep(found.id))])


def _tell_staff(unit: Unit, found: Round, ask: asks.Ask) -> None:
    """Send the plan's staff a card, or the administrators where the plan has none."""
    held = [role for role in roles.of_plan(unit.db, found.plan) if role.role == "staff"]
    entries = ask.data["entries"]
    ids = dict.fromkeys(entry["village_id"] for entry in entries)
    names = [village.name for i in ids if (village := villages.by_id(unit.db, i))]
    place = ", ".join(name or plan_name(unit, found.plan) for name in names)
    for user_id in sorted({role.user_id for role in held or roles.administrators(unit.db)}):
        language = people.language_of(unit.db, user_id)
        named = {"round": naming.called(found, language), "villages": place}
        options = [
            Option(say("rounds_button_reopen", language), buttons.undo("shut", found.id)),
            Option(say("rounds_button_see", language), buttons.see(found.id)),
        ]
        unit.notify(user_id, say("rounds_reopen_card", language, count=str(len(entries)), **named), options)


def _keep_button(unit: Unit, found: Round) -> list[Option]:
    return [Option(say_here(unit, "button_keep"), figure_buttons.keep(found.id))]
