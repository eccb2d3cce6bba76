"""/thon: the villages of a plan, for its staff: list, add, rename; closing and opening is in ``closing``."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from handlers.buttons import people as buttons
from handlers.people import closing, villages_private
from handlers.people.closing import listed, short
from handlers.people.picking import choose_plan, page_options
from handlers.people.standing import plan_and_rest, plan_name
from handlers.screen import Screen, number, word
from handlers.unit import Unit
from knowledge.figures.naming import LONGEST_NAME, VillageNames, parse_village_names, read_village_names
from knowledge.figures.villages import spelling
from knowledge.sentences import say
from knowledge.vietnamese import fold
from knowledge.wordlists import words as wordlist
from storage import roles, village_changes, villages
from storage.village_changes import Added
from storage.villages import Village

_PAGE = 60  # lines at once
_MOST_FAULTS = 20  # that are named


def manage(unit: Unit, words: str) -> Screen:
    """/thon: alone the list; "thêm …", "đổi … thành …", "đóng …" and "mở …" change it."""
    plan, rest = plan_and_rest(unit, words)
    if plan is None:
        return choose_plan(unit, buttons.villages)
    verb, names = [*rest.split(maxsplit=1), "", ""][:2]
    change = _VERBS.get(fold(verb))
    if villages_private.hold_private_data(unit, names, wordlist("renamed-to")):
        return Screen(say("villages_personal", unit.language))
    if change is None and rest:
        return Screen(say("villages_how", unit.language))
    return change(unit, plan, names) if change else _list(unit, plan, 0)


def list_page(unit: Unit, arguments: Sequence[str]) -> Screen:
    """A page of the list: the plan, then the page."""
    return _list(unit, word(arguments, 0), number(arguments, 1) if len(arguments) > 1 else 0)


def _list(unit: Unit, plan: str, page: int) -> Screen:
    """The villages, each with the number of people who report for it."""
    roles.require_leading(unit.db, unit.person.user_id, plan)
    every = villages.of_plan(unit.db, plan, closed=True)
    found = [village for village in every if not village.closed]
    held = [role.village_id for role in roles.of_plan(unit.db, plan)]
    place = plan_name(unit, plan)
    closed = [village for village in every if village.closed]
    foot = [*closing.listed_closed(unit, closed), say("villages_how", unit.language)]
    if not found:
        return Screen("\n".join([say("no_villages", unit.language, place=place), *foot]))
    key = "villages_title_demo" if all(village.demo for village in found) else "villages_title"
    lines = [_line(unit, village, held.count(village.id)) for village in found[page * _PAGE : (page + 1) * _PAGE]]
    title = say(key, unit.language, place=place, count=str(len(found)))
    options = page_options(unit, partial(buttons.villages, plan), page, len(found), _PAGE)
    return Screen("\n".join((title, *lines, *foot)), tuple(options))


def _line(unit: Unit, village: Village, count: int) -> str:
    """A village, with the number of people who report for it."""
    if count == 0:
        return say("village_line_nobody", unit.language, village=village.name)
    return say("village_line", unit.language, village=village.name, count=str(count))


def _add(unit: Unit, plan: str, names: str) -> Screen:
    """Add villages; say what became of each name."""
    read = read_village_names(names)
    if not read.names and not read.faults:
        return Screen(say("villages_how", unit.language))
    by, now = unit.person.user_id, unit.now
    added = village_changes.add_all(unit.db, plan, read.names, by=by, now=now, unmarked=read.unmarked)
    total = str(len(villages.of_plan(unit.db, plan)))
    lines = [
        say(key, unit.language, villages=listed(those), count=str(len(those)))
        for key, those in (
            ("villages_added", added.new),
            ("villages_reopened", added.reopened),
            ("villages_known", added.known),
        )
        if those
    ]
    lines += [*_unmarked(unit, read, added), *_alike(unit, plan, (*added.new, *added.reopened)), *_faults(unit, read)]
    return Screen("\n".join((*lines, say("villages_total", unit.language, place=plan_name(unit, plan), count=total))))


def _unmarked(unit: Unit, read: VillageNames, added: Added) -> Iterator[str]:
    """Say of names without marks that they were taken for villages that have some."""
    typed = {spelling(name) for name in read.names}
    taken = [village for village in (*added.reopened, *added.known) if spelling(village.name) not in typed]
    if taken:
        yield say("villages_unmarked", unit.language, villages=listed(taken))


def _alike(unit: Unit, plan: str, those: Sequence[Village]) -> Iterator[str]:
    """Name the villages that differ by their marks alone from some that have just got their names."""
    found = village_changes.alike(unit.db, plan, those)
    if found:
        yield say("villages_alike", unit.language, villages=listed(found), last=found[-1].name)


def _faults(unit: Unit, read: VillageNames) -> Iterator[str]:
    """Name what was not added, each with its reason."""
    if not read.faults:
        return
    yield say("villages_not_added", unit.language, count=str(len(read.faults)))
    for fault in read.faults[:_MOST_FAULTS]:
        yield say(f"village_fault_{fault.reason}", unit.language, name=short(fault.piece), most=str(LONGEST_NAME))
    if len(read.faults) > _MOST_FAULTS:
        yield "…"
    yield say("village_names_how", unit.language)


def _rename(unit: Unit, plan: str, names: str) -> Screen:
    """Rename a village: what stands before "thành" is the first that there is."""
    spoken = names.split()
    between = wordlist("renamed-to")
    places = [at for at, piece in enumerate(spoken) if fold(piece) in between]
    if not places:
        return Screen(say("villages_how", unit.language))
    for at in places:
        those = villages.meant_by(unit.db, plan, " ".join(spoken[:at]))
        if len(those) == 1:
            return _rename_one(unit, those[0], " ".join(spoken[at + 1 :]))
    roles.require_leading(unit.db, unit.person.user_id, plan)
    old = " ".join(spoken[: places[0]])
    return closing.not_one(unit, plan, old, villages.meant_by(unit.db, plan, old))


def _rename_one(unit: Unit, village: Village, name: str) -> Screen:
    """Rename *village*, unless the name is no name or taken."""
    try:
        (new,) = parse_village_names(name)
        village_changes.rename(unit.db, village, new, by=unit.person.user_id, now=unit.now)
    except ValueError:  # no name, or more than one
        return Screen(say("village_names_wrong", unit.language, name=short(name)))
    except village_changes.VillageExistsError:
        return Screen(say("village_name_taken", unit.language, name=name))
    said = say("village_renamed", unit.language, old=village.name, new=new)
    return Screen("\n".join([said, *_alike(unit, village.plan, [village])]))


_VERBS: Mapping[str, Callable[[Unit, str, str], Screen]] = {
    "them": _add,
    "tao": _add,
    "add": _add,
    "doi": _rename,
    "sua": _rename,
    "rename": _rename,
    "dong": closing.ask,
    "xoa": closing.ask,
    "bo": closing.ask,
    "close": closing.ask,
    "mo": closing.open_again,
    "open": closing.open_again,
    "reopen": closing.open_again,
}
