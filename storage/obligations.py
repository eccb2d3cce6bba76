"""What villages owe a round: each of its measures once, a number or the word that there is none."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from sqlite_utils import Database

from knowledge.figures.model import Measure
from storage import asked_cells, reporting_villages
from storage.asked_cells import SETTLED, WITH, Asked
from storage.rounds import Round
from storage.sight import sight_of
from storage.times import end_of_day, from_utc_text
from storage.villages import Village, added_later

MarkKind = Literal["paper", "leave_asked", "leave"]
LetOff = Literal["paper", "leave"]
Status = Literal["done", "partly", "none", "paper", "leave"]
_STEP = Decimal("0.1")  # of a percentage, as shares are shown


@dataclass(frozen=True, slots=True)
class Mark:
    """A village that reports otherwise than by the bot, or not at all."""

    id: int
    round_id: int
    village_id: int
    kind: MarkKind
    user_id: int | None


@dataclass(frozen=True, slots=True)
class VillageStanding:
    """One village in a round."""

    village: Village
    status: Status
    missing: tuple[Measure, ...]  # what it owes still; of a village on leave too
    asked: int  # how many measures it is asked for
    checked: int = 0  # figures of which two people said different things
    asks_leave: Mark | None = None
    completed_at: datetime | None = None  # when the last thing that was missing came
    on_time: bool | None = None  # None: not complete, or there is no day
    corrections: int = 0  # figures changed after the village's day


@dataclass(frozen=True, slots=True)
class RoundStanding:
    """A round over all its villages, as far as the viewer may know of them."""

    round: Round
    villages: tuple[VillageStanding, ...]
    covered: bool = False  # sensitive measures are left out: who has sent those is not for the viewer

    @property
    def owed(self) -> int:
        """How many figures are expected, one for each village and measure; villages on leave owe none."""
        return sum(v.asked for v in self.villages if v.status != "leave")

    @property
    def settled(self) -> int:
        """How many of them are there; all of a village that reported on paper."""
        return sum(
            v.asked - (0 if v.status == "paper" else len(v.missing)) for v in self.villages if v.status != "leave"
        )

    @property
    def completeness(self) -> Decimal | None:
        """Settled of owed, in percent with one decimal, less than 100 unless it is all; None when nothing is owed."""
        if not self.owed:
            return None
        share = Decimal(100 * self.settled) / self.owed
        return min(share.quantize(_STEP, ROUND_HALF_UP), Decimal(100) if self.settled == self.owed else 100 - _STEP)

    def count(self, status: Status) -> int:
        """How many villages stand so."""
        return sum(v.status == status for v in self.villages)


def standing(
    db: Database, found: Round, measures: Sequence[Measure], *, viewer: int | None, now: datetime, aloud: bool = False
) -> RoundStanding:
    """Tell how far each village has come with a round.

    Who lacks a sensitive measure is for the village itself and those who work on all of the plan: to others the round
    looks as if it did not collect it, and a village of which nothing else is collected is left out.

    Args:
        db: The database.
        found: The round.
        measures: What it collects.
        viewer: Who asks: a user id, or ``sight.OPERATOR``.
        now: The bot's time, in its time zone.
        aloud: Others read along: no more is told than everybody of the plan may know.

    Raises:
        NotAllowedError: *viewer* takes no part in the plan.
    """
    sight = sight_of(db, viewer, found.plan)
    sight.require_part()
    sight = sight.aloud if aloud else sight
    told = tuple(measure for measure in measures if sight.sees_who_sent(measure))
    villages = reporting_villages.villages_at(db, found.plan, found.period, zone=now.tzinfo)
    rows: dict[int, VillageStanding] = {}
    for asked, own in ((measures, True), (told, False)):
        some = [village for village in villages if (village.id in sight.own) is own]
        if some and (asked or not measures):
            rows |= _standings(db, found, asked, some, now)
    shown = tuple(rows[village.id] for village in villages if village.id in rows)
    return RoundStanding(found, shown, covered=len(told) < len(measures))


def _standings(
    db: Database, found: Round, measures: Sequence[Measure], villages: Sequence[Village], now: datetime
) -> dict[int, VillageStanding]:
    """How far some villages have come with what they are asked for, by their ids."""
    ids = [village.id for village in villages]
    owing, histories = lacking(db, found, measures, ids), _histories(db, found, measures, ids, now)
    away = reporting_villages.away_villages(db, found.plan, now.date())
    given = {mark.village_id: mark for mark in marks(db, found.id)}
    rows = {}
    for village in villages:
        missing, mark, past = owing[village.id], given.get(village.id), histories.get(village.id, _History())
        rows[village.id] = VillageStanding(
            village,
            _status(missing, len(measures), mark, away=village.id in away),
            missing,
            len(measures),
            past.checked,
            mark if mark and mark.kind == "leave_asked" else None,
            None if missing else past.completed_at,
            None if missing or past.completed_at is None else past.on_time,
            past.corrections,
        )
    return rows


def lacking(
    db: Database, found: Round, measures: Sequence[Measure], villages: Sequence[int]
) -> dict[int, tuple[Measure, ...]]:
    """Which of a round's *measures*, in their order, each of *villages* has not sent."""
    return asked_cells.lacking(db, _asked(found, measures, villages))


def lack_any(
    db: Database, found: Round, measures: Sequence[Measure], villages: Collection[int], *, zone: tzinfo | None
) -> set[int]:
    """Which of *villages* have not sent everything; stops at the first thing that is missing.

    One that came into being after the round's period, which ends by the clocks of *zone*, owes nothing.
    """
    asked = _asked(found, measures, set(villages) - added_later(db, found.plan, found.period, zone=zone))
    return {row[0] for row in db.conn.execute(_LACK_ANY, asked.values)}


def marks(db: Database, round_id: int) -> list[Mark]:
    """The marks that hold in a round."""
    rows = db.conn.execute(
        "SELECT id, round_id, village_id, kind, user_id FROM round_marks WHERE round_id = ? AND ended_at IS NULL"
        " ORDER BY id",
        (round_id,),
    )
    return [Mark(*row) for row in rows]


def mark_by_id(db: Database, mark_id: int) -> Mark | None:
    """The mark with this id; None when it has ended."""
    row = db.conn.execute(
        "SELECT id, round_id, village_id, kind, user_id FROM round_marks WHERE id = ? AND ended_at IS NULL", (mark_id,)
    ).fetchone()
    return Mark(*row) if row else None


@dataclass(slots=True)
class _History:
    """When a village's figures for a round came."""

    completed_at: datetime | None = None
    on_time: bool | None = None
    corrections: int = 0
    checked: int = 0


def _asked(found: Round, measures: Sequence[Measure], villages: Collection[int]) -> Asked:
    """What a round asks for: figures of its period, or of any inside it."""
    return Asked(found.plan, found.period, tuple(villages), tuple(measures), inside=True)


def _status(missing: Sequence[Measure], measures: int, mark: Mark | None, *, away: bool) -> Status:
    """Where a village stands: what it sent counts more than what was said about it."""
    if not missing:
        return "done"
    return let_off(mark, away=away) or ("none" if len(missing) == measures else "partly")


def let_off(mark: Mark | None, *, away: bool) -> LetOff | None:
    """Why a village need not report by the bot: it does on paper, has leave, or all its people are *away*."""
    if mark and mark.kind == "paper":
        return "paper"
    return "leave" if away or (mark and mark.kind == "leave") else None


def _histories(
    db: Database, found: Round, measures: Sequence[Measure], villages: Sequence[int], now: datetime
) -> dict[int, _History]:
    """For each village when the last of its measures came first, and what changed after its day."""
    day = found.village_day
    end = end_of_day(day, now.tzinfo) if day else None
    asked = _asked(found, measures, villages)
    histories: dict[int, _History] = {}
    for village, completed, corrections, checked in db.conn.execute(_HISTORY, {**asked.values, "end": end}):
        on_time = None if end is None or completed is None else completed <= end
        moment = from_utc_text(completed) if completed else None
        histories[village] = _History(moment, on_time, corrections, checked)
    return histories


_LACK_ANY = f"""
    {WITH}
    SELECT v.id FROM v
    WHERE EXISTS (
        SELECT 1 FROM m WHERE NOT EXISTS (SELECT 1 FROM cells AS n INDEXED BY cells_newest WHERE {SETTLED}))
"""  # noqa: S608
# By the time of the message, not that of its processing: revisions carry it.
_HISTORY = f"""
    {WITH},
    sent(village, indicator, part, first_at, corrections, checked) AS (
        SELECT n.village_id, n.indicator, n.part,
            (SELECT min(ifnull(r.said_at, r.at)) FROM revisions AS r WHERE r.plan = n.plan AND r.indicator = n.indicator
                AND r.part = n.part AND r.village_id = n.village_id AND r.period = n.period AND r.state != 'withdrawn'),
            (SELECT count(*) FROM revisions AS r WHERE r.plan = n.plan AND r.indicator = n.indicator
                AND r.part = n.part AND r.village_id = n.village_id AND r.period = n.period AND r.follows IS NOT NULL
                AND ifnull(r.said_at, r.at) > :end),
            n.rival IS NOT NULL
        FROM v CROSS JOIN m CROSS JOIN cells AS n INDEXED BY cells_newest ON {SETTLED}
    ),
    measured(village, indicator, part, first_at, corrections, checked) AS (
        SELECT village, indicator, part, min(first_at), sum(corrections), max(checked) FROM sent GROUP BY 1, 2, 3
    )
    SELECT village, max(first_at), sum(corrections), sum(checked) FROM measured GROUP BY village
"""  # noqa: S608
