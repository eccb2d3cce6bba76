"""Which indicators a round collects: switched on and off by goal, or typed as numbers."""

from collections.abc import Sequence

from handlers.buttons import rounds as buttons
from handlers.rounds import access, words
from handlers.rounds.dialogue import wait_for
from handlers.rounds.words import say_here
from handlers.screen import OldButtonError, Screen, word
from handlers.unit import Unit
from knowledge.reply import Option
from knowledge.rounds.choosing import GoalGroup, goal_groups, listed
from storage import rounds
from storage.rounds import Round


def show(unit: Unit, arguments: Sequence[str]) -> Screen:
    """The page: what is collected, and a switch for each goal."""
    return _page(unit, access.led_round(unit, arguments))


def switch(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Switch a goal on or off, or everything on; at least one indicator stays."""
    found, wanted = access.led_round(unit, arguments), word(arguments, 1)
    every = tuple(measure.code for measure in unit.library.measures.every())
    if wanted == "all":
        codes = every
    else:
        group = next((g for g in _groups(unit, found) if str(g.number) == wanted), None)
        if group is None:
            raise OldButtonError
        chosen = set(found.codes) ^ set(group.codes) if _is_on(found, group) else {*found.codes, *group.codes}
        codes = tuple(code for code in every if code in chosen)
    if not codes:
        return _page(unit, found, first=say_here(unit, "one_must_stay"))
    return _page(unit, rounds.choose_codes(unit.db, found.id, codes, by=unit.person.user_id, now=unit.now))


def _page(unit: Unit, found: Round, *, first: str = "") -> Screen:
    measures = unit.library.measures
    text = say_here(
        unit,
        "codes_page",
        round=words.called(unit, found),
        count=len(found.codes),
        every=len(measures.every()),
        numbers=listed(found.codes, measures),
    )
    options = [_switch(unit, found, group) for group in _groups(unit, found)]
    if len(found.codes) < len(measures.every()):
        options.append(Option(say_here(unit, "button_all_codes"), buttons.switch(found.id, None)))
    return wait_for(unit, found, "codes", "\n".join([*([first] if first else []), text]), options)


def _switch(unit: Unit, found: Round, group: GoalGroup) -> Option:
    mark = "☑" if _is_on(found, group) else "☐"
    label = say_here(unit, "button_goal", number=group.number)
    return Option(f"{mark} {label}", buttons.switch(found.id, group.number))


def _is_on(found: Round, group: GoalGroup) -> bool:
    """Tell whether all of a goal is collected."""
    return set(group.codes) <= set(found.codes)


def _groups(unit: Unit, found: Round) -> tuple[GoalGroup, ...]:
    plan = unit.library.plans.get(found.plan)
    return goal_groups(plan, unit.library.measures) if plan else ()
