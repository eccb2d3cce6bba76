"""What is said of reports on paper besides that there is one: that there is none, and whether there is."""

from collections.abc import Iterator, Sequence

from handlers.buttons import nudges as buttons
from handlers.nudges import answers
from handlers.nudges.answers import telling_of
from handlers.screen import Screen
from handlers.unit import Unit
from knowledge.reply import Option
from storage import obligations, roles, rounds, villages
from storage.obligations import Mark
from storage.rounds import Round
from storage.villages import Village

_Marked = tuple[Mark, Round]


def not_sent(unit: Unit) -> Screen:
    """A collaborator's village has sent nothing on paper after all: take the mark back; of several ask which."""
    held = [role for role in roles.of_person(unit.db, unit.person.user_id) if role.role == "collaborator"]
    own = [village for role in held if role.village_id and (village := villages.by_id(unit.db, role.village_id))]
    return _taken_back(unit, [one for village in own for one in _marked(unit, village)], own)


def not_sent_by(unit: Unit, village: Village) -> Screen:
    """Staff say so of a village."""
    return _taken_back(unit, list(_marked(unit, village)), [village])


def whether_sent(unit: Unit, village: Village, found: Round) -> Screen:
    """Tell staff whether a village is marked, with the button that changes it; *found* is due next."""
    telling, marked = telling_of(unit), next(_marked(unit, village), None)
    about = marked[1] if marked else found
    named = {"village": telling.place(village.plan, village), "round": telling.called(about)}
    if marked:
        return Screen(telling.say("paper_marked", **named), (telling.button("nudge_undo", buttons.undo(marked[0].id)),))
    button = telling.button("nudge_paper", buttons.paper(found.id, village.id))
    return Screen(telling.say("paper_not_marked", **named), (button,))


def _taken_back(unit: Unit, marked: Sequence[_Marked], of: Sequence[Village]) -> Screen:
    telling = telling_of(unit)
    if not marked:
        places = ", ".join(telling.place(village.plan, village) for village in of)
        return Screen(telling.say("paper_none", village=places))
    if len(marked) == 1:
        mark, found = marked[0]
        is_anothers = mark.user_id != unit.person.user_id and not roles.leads(unit.db, unit.person.user_id, found.plan)
        return Screen(telling.say("paper_of_staff")) if is_anothers else answers.undo(unit, [str(mark.id)])
    options = [Option(_called(unit, *one), buttons.undo(one[0].id)) for one in marked]
    return Screen(telling.say("paper_which"), tuple(options))


def _called(unit: Unit, mark: Mark, found: Round) -> str:
    telling, village = telling_of(unit), villages.by_id(unit.db, mark.village_id)
    return telling.say("nudge_choice", village=telling.place(found.plan, village), period=telling.period(found))


def _marked(unit: Unit, village: Village) -> Iterator[_Marked]:
    """The rounds to which a village is marked as reporting on paper, and that are not over."""
    for found in rounds.of_plan(unit.db, village.plan):
        if found.state(unit.now.date()) not in ("closed", "past"):
            given = (mark for mark in obligations.marks(unit.db, found.id) if mark.village_id == village.id)
            yield from ((mark, found) for mark in given if mark.kind == "paper")
