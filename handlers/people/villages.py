"""/thon: the villages of a plan, for its staff: list, add, rename, close."""

from collections.abc import Callable, Mapping, Sequence

from handlers.people.picking import choose_plan, page_options
from handlers.people.standing import plan_and_rest, plan_name
from handlers.screen import Screen, number, word
from handlers.unit import Unit
from handlers.wording import say
from knowledge.figures.naming import VillageNamesError, parse_village_names
from knowledge.vietnamese import fold
from storage import roles, village_changes, villages
from storage.villages import Village

_PAGE = 60  # lines at once


def manage(unit: Unit, words: str) -> Screen:
    """/thon: alone the list; "thêm …", "đổi … thành …" and "đóng …" change it."""
    plan, rest = plan_and_rest(unit, words)
    if plan is None:
        return choose_plan(unit, "p:vil")
    verb, names = [*rest.split(maxsplit=1), "", ""][:2]
    change = _VERBS.get(fold(verb))
    if change is None and rest:
        return Screen(say("villages_how", unit.language))
    return change(unit, plan, names) if change else _list(unit, plan, 0)


def list_page(unit: Unit, arguments: Sequence[str]) -> Screen:
    """A page of the list: the plan, then the page."""
    return _list(unit, word(arguments, 0), number(arguments, 1) if len(arguments) > 1 else 0)


def _list(unit: Unit, plan: str, page: int) -> Screen:
    """The villages, each with the number of people who report for it."""
    roles.require_leading(unit.db, unit.person.user_id, plan)
    found = villages.of_plan(unit.db, plan)
    held = [role.village_id for role in roles.of_plan(unit.db, plan)]
    place, how = plan_name(unit, plan), say("villages_how", unit.language)
    if not found:
        return Screen(f"{say('no_villages', unit.language, place=place)}\n{how}")
    key = "villages_title_demo" if all(village.demo for village in found) else "villages_title"
    lines = [
        say(
            "village_line" if held.count(village.id) else "village_line_nobody",
            unit.language,
            village=village.name,
            count=str(held.count(village.id)),
        )
        for village in found[page * _PAGE : (page + 1) * _PAGE]
    ]
    title = say(key, unit.language, place=place, count=str(len(found)))
    options = page_options(unit, f"p:vil:{plan}", page, len(found), _PAGE)
    return Screen("\n".join((title, *lines, how)), tuple(options))


def _add(unit: Unit, plan: str, names: str) -> Screen:
    """Add villages; say what became of each name."""
    try:
        wanted = parse_village_names(names)
    except VillageNamesError as error:
        return Screen(say("village_names_wrong", unit.language, name=str(error)[:80]))
    if not wanted:
        return Screen(say("villages_how", unit.language))
    added = village_changes.add_all(unit.db, plan, wanted, by=unit.person.user_id, now=unit.now)
    total = str(len(villages.of_plan(unit.db, plan)))
    lines = [
        say(key, unit.language, villages=_listed(those), count=str(len(those)))
        for key, those in (
            ("villages_added", added.new),
            ("villages_reopened", added.reopened),
            ("villages_known", added.known),
        )
        if those
    ]
    return Screen("\n".join((*lines, say("villages_total", unit.language, place=plan_name(unit, plan), count=total))))


def _rename(unit: Unit, plan: str, names: str) -> Screen:
    """Rename a village: what stands before "thành" is the first that there is."""
    spoken = names.split()
    places = [at for at, piece in enumerate(spoken) if fold(piece) in _BECOMES]
    if not places:
        return Screen(say("villages_how", unit.language))
    for at in places:
        village = villages.named(unit.db, plan, " ".join(spoken[:at]))
        if village:
            return _rename_one(unit, village, " ".join(spoken[at + 1 :]))
    roles.require_leading(unit.db, unit.person.user_id, plan)
    old = " ".join(spoken[: places[0]])
    return Screen(say("no_such_village", unit.language, name=old[:80], place=plan_name(unit, plan)))


def _rename_one(unit: Unit, village: Village, name: str) -> Screen:
    """Rename *village*, unless the name is no name or taken."""
    try:
        (new,) = parse_village_names(name)
        village_changes.rename(unit.db, village, new, by=unit.person.user_id, now=unit.now)
    except ValueError:  # no name, or more than one
        return Screen(say("village_names_wrong", unit.language, name=name[:80]))
    except village_changes.VillageExistsError:
        return Screen(say("village_name_taken", unit.language, name=name))
    return Screen(say("village_renamed", unit.language, old=village.name, new=new))


def _close(unit: Unit, plan: str, names: str) -> Screen:
    """Close one or more villages; all of them must be there."""
    try:
        wanted = parse_village_names(names)
    except VillageNamesError as error:
        return Screen(say("village_names_wrong", unit.language, name=str(error)[:80]))
    if not wanted:
        return Screen(say("villages_how", unit.language))
    closing = []
    for name in wanted:
        village = villages.named(unit.db, plan, name)
        if village is None:
            return Screen(say("no_such_village", unit.language, name=name, place=plan_name(unit, plan)))
        closing.append(village)
    for village in closing:
        village_changes.close(unit.db, village, by=unit.person.user_id, now=unit.now)
    text = say("villages_closed", unit.language, villages=_listed(closing))
    ids = {village.id for village in closing}
    people = {role.user_id for role in roles.of_plan(unit.db, plan) if role.village_id in ids}
    if people:
        text += "\n" + say("villages_closed_people", unit.language, count=str(len(people)))
    return Screen(text)


def _listed(those: Sequence[Village]) -> str:
    """The names of villages; of many only the ends."""
    names = villages.names(those)
    return ", ".join(names if len(names) <= 20 else [*names[:10], "…", *names[-2:]])


_VERBS: Mapping[str, Callable[[Unit, str, str], Screen]] = {
    "them": _add,
    "tao": _add,
    "add": _add,
    "doi": _rename,
    "sua": _rename,
    "rename": _rename,
    "dong": _close,
    "xoa": _close,
    "bo": _close,
    "close": _close,
}
_BECOMES = ("thanh", "to", "->", "→")
