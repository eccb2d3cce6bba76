"""The entry that stands for a whole locality: looked up here, and made only when its first figure is stored."""

from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from storage import villages
from storage.cells import Cell
from storage.villages import Village

NOT_MADE = 0  # its id until then: the database gives ids from 1


def find(db: Database, plan: str) -> Village:
    """The entry of *plan*, with the id ``NOT_MADE`` where there is none yet."""
    return villages.named(db, plan, "") or Village(NOT_MADE, plan, "")


def found(db: Database, cell: Cell) -> Cell:
    """The cell with the entry that has been made since it was named, if it is of a whole locality."""
    return cell if cell.village_id != NOT_MADE else replace(cell, village_id=find(db, cell.plan).id)


def made(db: Database, cell: Cell, *, now: datetime) -> Cell:
    """The cell with an entry that is there: made now, if it has to be."""
    return cell if cell.village_id != NOT_MADE else replace(cell, village_id=villages.whole(db, cell.plan, now=now).id)
