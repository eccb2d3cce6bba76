"""The part of a round's page that names villages: one's own first, then who owes what, in pages."""

from collections.abc import Iterator, Sequence

from handlers.people.standing import plan_name
from handlers.rounds import naming
from handlers.rounds.words import say_here
from handlers.unit import Unit
from knowledge.sentences import say
from storage.obligations import RoundStanding, VillageStanding
from storage.sight import Sight

_PAGE = 20  # with long names all of it still fits one message
_NUMBERS = 12  # more than these are only counted
_MOST_NAMES = 10
_MOST_OWN = 6


def lines(unit: Unit, standing: RoundStanding, sight: Sight, page: int) -> tuple[list[str], int]:
    """The lines about villages, and how many pages there are.

    Args:
        unit: The update.
        standing: How far each village has come.
        sight: Of the person: their own villages come first.
        page: Of the villages that owe something, from 0.
    """
    own = [v for v in standing.villages if v.village.id in sight.own]
    owing = [v for v in standing.villages if v.status in ("none", "partly") and v.village.id not in sight.own]
    pages = max(1, -(-len(owing) // _PAGE))
    shown = owing[page * _PAGE : (page + 1) * _PAGE]
    text = [_own(unit, standing, v) for v in own[:_MOST_OWN]]
    text += _owing(unit, standing, owing, shown)
    if page == 0:
        text += _excused(unit, standing)
    if pages > 1:
        text.append(say("progress_page", unit.language, page=str(page + 1), pages=str(pages)))
    return ([""] if text else []) + text, pages


def _own(unit: Unit, standing: RoundStanding, one: VillageStanding) -> str:
    """What the person's own village owes, said first."""
    village = _name(unit, standing, one)
    if one.status in ("done", "paper", "leave"):
        return say_here(unit, f"own_{one.status}", village=village)
    names = naming.some_of(one.missing, unit.language)
    return say_here(unit, "own_owes", village=village, count=len(one.missing), names=names)


def _owing(
    unit: Unit, standing: RoundStanding, owing: Sequence[VillageStanding], shown: Sequence[VillageStanding]
) -> Iterator[str]:
    """A line for the villages without anything, counted over all pages, and one for each with gaps."""
    empty = [_name(unit, standing, v) for v in shown if v.status == "none"]
    if empty:
        count = sum(v.status == "none" for v in owing)
        yield say("missing_all", unit.language, count=str(count), villages=", ".join(empty))
    for one in shown:
        if one.status == "partly":
            numbers, village = _numbers(one), _name(unit, standing, one)
            yield say("missing_some", unit.language, village=village, count=str(len(one.missing)), numbers=numbers)


def _excused(unit: Unit, standing: RoundStanding) -> Iterator[str]:
    """The villages that reported on paper, or are on leave."""
    for status in ("paper", "leave"):
        names = [_name(unit, standing, v) for v in standing.villages if v.status == status]
        if names:
            more = "…" if len(names) > _MOST_NAMES else ""
            listed = ", ".join(names[:_MOST_NAMES]) + more
            yield say_here(unit, f"villages_{status}", count=len(names), villages=listed)


def _numbers(one: VillageStanding) -> str:
    more = "…" if len(one.missing) > _NUMBERS else ""
    return ", ".join(measure.number for measure in one.missing[:_NUMBERS]) + more


def _name(unit: Unit, standing: RoundStanding, one: VillageStanding) -> str:
    """A village as a list calls it, with the word that it asks for leave."""
    name = one.village.name or plan_name(unit, standing.round.plan)
    return f"{name} {say_here(unit, 'asks_leave')}" if one.asks_leave else name
