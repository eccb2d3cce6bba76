"""Closing villages, which is asked about first, and opening them again."""

from collections.abc import Iterator, Sequence

from handlers.buttons import people as buttons
from handlers.people.standing import plan_name
from handlers.screen import OldButtonError, Screen, number, word
from handlers.unit import Unit
from knowledge.figures.naming import VillageNamesError, parse_village_names
from knowledge.reply import Option
from knowledge.sentences import say
from knowledge.vietnamese import fold
from knowledge.wordlists import words
from storage import roles, village_changes, villages
from storage.villages import Village

_LONGEST_SHOWN = 40  # characters of what was typed
_MOST_BYTES = 64  # in a button


def ask(unit: Unit, plan: str, names: str) -> Screen:
    """Ask whether to close one or more villages, with what that means; all of them must be there.

    Raises:
        NotAllowedError: The person does not work on all of the plan.
    """
    roles.require_leading(unit.db, unit.person.user_id, plan)
    found = _named(unit, plan, names)
    if isinstance(found, Screen):
        return found
    if all(village.closed for village in found):
        return Screen(say("villages_closed_before", unit.language, villages=listed(found)))
    closing = [village for village in found if not village.closed]
    payload = buttons.close([village.id for village in closing])
    if len(payload) > _MOST_BYTES:
        return Screen(say("villages_close_fewer", unit.language))
    figures = sum(villages.figures_of(unit.db, village) for village in closing)
    counts = {"people": str(len(_people(unit, plan, closing))), "figures": str(figures)}
    text = say("villages_close_ask", unit.language, villages=listed(closing), **counts)
    yes = Option(say("button_close_villages", unit.language), payload)
    return Screen(text, (yes, Option(say("button_keep", unit.language), buttons.villages(plan))))


def close(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Confirmed: close the villages of the button, and say how to open them again.

    Raises:
        NotAllowedError: The person does not work on all of the plan.
        OldButtonError: There is no such village.
    """
    pieces = word(arguments, 0).split(".")
    found = [villages.by_id(unit.db, number(pieces, place)) for place in range(len(pieces))]
    closing = [village for village in found if village is not None]
    if len(closing) < len(found) or len({village.plan for village in closing}) != 1:
        raise OldButtonError
    for village in closing:
        roles.require_leading(unit.db, unit.person.user_id, village.plan)
        if not village.closed:
            village_changes.close(unit.db, village, by=unit.person.user_id, now=unit.now)
    text = say("villages_closed", unit.language, villages=listed(closing))
    people = _people(unit, closing[0].plan, closing)
    if people:
        text += "\n" + say("villages_closed_people", unit.language, count=str(len(people)))
    return Screen(text)


def open_again(unit: Unit, plan: str, names: str) -> Screen:
    """Open villages again: "mở Khu phố 7", "mở lại kp7"; all of them must be there.

    Raises:
        NotAllowedError: The person does not work on all of the plan.
    """
    roles.require_leading(unit.db, unit.person.user_id, plan)
    first, _, rest = names.partition(" ")
    found = _named(unit, plan, rest if fold(first) in words("once-more") else names)
    if isinstance(found, Screen):
        return found
    given = [village.name for village in found]
    added = village_changes.add_all(unit.db, plan, given, by=unit.person.user_id, now=unit.now)
    outcomes = (("villages_reopened", added.reopened), ("villages_open_before", added.known))
    lines = [say(key, unit.language, villages=listed(those), count=str(len(those))) for key, those in outcomes if those]
    return Screen("\n".join(lines))


def listed_closed(unit: Unit, closed: Sequence[Village]) -> Iterator[str]:
    """The line of a list that names the closed villages, with how to open one again; none without any."""
    if closed:
        names = {"villages": listed(closed), "first": closed[0].name}
        yield say("villages_list_closed", unit.language, count=str(len(closed)), **names)


def listed(those: Sequence[Village]) -> str:
    """The names of villages; of many only the ends."""
    names = villages.names(those)
    return ", ".join(names if len(names) <= 20 else [*names[:10], "…", *names[-2:]])


def short(typed: str) -> str:
    """What somebody typed, or as much of it as shows what is meant."""
    return typed if len(typed) <= _LONGEST_SHOWN else typed[:_LONGEST_SHOWN].rstrip() + "…"


def not_one(unit: Unit, plan: str, typed: str, those: Sequence[Village]) -> Screen:
    """Say that what was typed is the name of no village, or may be that of each of *those*."""
    if those:
        return Screen(say("which_village", unit.language, name=short(typed), villages=listed(those)))
    return Screen(say("no_such_village", unit.language, name=short(typed), place=plan_name(unit, plan)))


def _named(unit: Unit, plan: str, names: str) -> list[Village] | Screen:
    """The villages of these names, closed ones too; where one is none, the sentence that says so."""
    try:
        wanted = parse_village_names(names)
    except VillageNamesError as error:
        return Screen(say("village_names_wrong", unit.language, name=short(str(error))))
    if not wanted:
        return Screen(say("villages_how", unit.language))
    found: list[Village] = []
    for name in wanted:
        those = villages.meant_by(unit.db, plan, name, closed=True)
        if len(those) != 1:
            return not_one(unit, plan, name, those)
        found += those
    return found


def _people(unit: Unit, plan: str, those: Sequence[Village]) -> set[int]:
    """Who reports for any of these villages."""
    ids = {village.id for village in those}
    return {role.user_id for role in roles.of_plan(unit.db, plan) if role.village_id in ids}
