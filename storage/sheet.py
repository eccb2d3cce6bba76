"""What somebody writes on: their roles, closed rounds and what holds, read once for all figures of a message."""

from collections.abc import Iterable
from functools import cached_property

from sqlite_utils import Database

from knowledge.figures.calendar import last_day
from knowledge.figures.checks import Known
from storage import revisions, rounds
from storage.cells import Cell, Held
from storage.reach import Reach, reach_of
from storage.rounds import Round


class ClosedRoundError(Exception):
    """A collaborator tried to change a figure of a closed round; nothing was written."""

    def __init__(self, found: Round) -> None:
        super().__init__(f"round {found.id} is closed")
        self.round = found


class Sheet:
    """What one person may write, and what is written there already; good for the transaction that made it.

    Nobody else writes meanwhile, and the person's own revisions are entered with ``put``.
    """

    def __init__(self, db: Database, user_id: int) -> None:
        self._db = db
        self.user_id = user_id
        self._closed: dict[tuple[str, str], Round | None] = {}  # by plan and period
        self._held: dict[tuple[str, int, str], dict[tuple[int, int], Held]] = {}  # by plan, village and period
        self._numbers: dict[tuple[str, int, int], Known] = {}  # by plan, village and indicator

    @cached_property
    def reach(self) -> Reach:
        """What the person's roles cover."""
        return reach_of(self._db, self.user_id)

    def require(self, cell: Cell) -> None:
        """Refuse what the person may not write.

        Raises:
            NotAllowedError: They do not report for this village.
            ClosedRoundError: See ``require_open``.
        """
        self.reach.require(cell)
        self.require_open(cell)

    def require_open(self, cell: Cell) -> None:
        """Raise ``ClosedRoundError`` where *cell* belongs to a closed round and the person is not staff."""
        found = self.closed_over(cell)
        if found:
            raise ClosedRoundError(found)

    def closed_over(self, cell: Cell) -> Round | None:
        """The closed round that keeps the person from changing *cell*; None without one, and for staff."""
        if self.reach.leads(cell.plan):
            return None
        place = (cell.plan, cell.period)
        if place not in self._closed:
            self._closed[place] = rounds.closed_over(self._db, *place, last_day(cell.period))
        return self._closed[place]

    def held(self, cell: Cell) -> Held | None:
        """What holds for *cell*; the first of a village and period has all of them read."""
        place = (cell.plan, cell.village_id, cell.period)
        if place not in self._held:
            self._held[place] = revisions.held_at(self._db, *place)
        return self._held[place].get((cell.indicator, cell.part))

    def read_numbers(self, cells: Iterable[Cell]) -> None:
        """Read what ``numbers`` will be asked for, with one query for each village."""
        wanted: dict[tuple[str, int], set[int]] = {}
        for cell in cells:
            wanted.setdefault((cell.plan, cell.village_id), set()).add(cell.indicator)
        for place, indicators in wanted.items():
            found = revisions.of_indicators(self._db, *place, indicators)
            self._numbers.update({(*place, indicator): known for indicator, known in found.items()})

    def numbers(self, cell: Cell) -> Known:
        """What the village has reported in all parts of the cell's indicator."""
        place = (cell.plan, cell.village_id, cell.indicator)
        if place not in self._numbers:
            self.read_numbers([cell])
        return self._numbers[place]

    def put(self, holding: Held) -> None:
        """Enter what holds for a cell from now on."""
        cell = holding.current.cell
        held = self._held.get((cell.plan, cell.village_id, cell.period))
        if held is not None:
            held[cell.indicator, cell.part] = holding
        self._numbers.pop((cell.plan, cell.village_id, cell.indicator), None)  # few messages ask for them once more
