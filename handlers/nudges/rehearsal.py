"""A rehearsal: what would be sent to whom and when, from now on to some day, if nobody did anything.

It runs what the bot runs, on a copy of its database and with a clock that jumps from hour to hour.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlite_utils import Database

from handlers.nudges.compose import compose
from handlers.rounds.known import ensure_rounds, measures_of
from storage import digests, nudge_dues, nudges, roles, villages
from storage.nudge_people import Obstacle, judged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.figures.model import Measure
    from knowledge.library import Library
    from storage.rounds import Round

# These are the ladder at work, nothing that keeps somebody from being reminded.
_USUAL = ("told", "today")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that would happen, or would not."""

    at: datetime
    user_id: int
    who: str  # "Thu (Ấp 1)"
    steps: tuple[str, ...]  # "minh-tam 2025-11-10 c-7": plan, last day, step; none for a digest
    why_not: Obstacle | None = None
    text: str = ""  # Telegram HTML


def rehearse(
    db: Database, library: "Library", *, start: datetime, until: date, plan: str | None = None
) -> Iterator[Line]:
    """Yield what would be sent, and to whom not and why, in the order of time.

    Args:
        db: A copy: it is changed.
        library: What the plans say.
        start: Aware, in the bot's time zone.
        until: The last day.
        plan: Whose people; None for all.
    """
    nudges.note_all_results(db)  # what the outbox has delivered since the bot last looked is not to be sent
    rehearsal = _Rehearsal(db, library, plan)
    now = start
    while now.date() <= until:
        yield from rehearsal.look(now)
        now = datetime.combine(now.date(), time(now.hour), now.tzinfo) + timedelta(hours=1)


@dataclass(slots=True)
class _Rehearsal:
    """The bot without a sender."""

    db: Database
    library: "Library"
    plan: str | None
    day: date | None = None

    def look(self, now: datetime) -> Iterator[Line]:
        """One look: the first of a day tells of those who are not reminded."""
        plans = [self.plan] if self.plan else roles.plans_held(self.db)
        if now.date() != self.day:
            self.day = now.date()
            for plan in plans:
                ensure_rounds(self.db, self.library, plan, now.date())
            yield from self._held_back(now)
        for due in nudge_dues.dues(self.db, now.date(), plan=self.plan):
            nudges.claim(self.db, due, self._measures(due.round), now=now)
        for plan in plans:
            digests.claim(self.db, plan, self._measures, now=now)
        nudges.claim_later(self.db, now=now)
        yield from self._sent(now)

    def _held_back(self, now: datetime) -> Iterator[Line]:
        """Those for whom a step is true today, and whom something keeps from being reminded."""
        for due in nudge_dues.dues(self.db, now.date(), plan=self.plan):
            if due.first != now.date():
                continue
            for person in judged(self.db, due, self._measures(due.round), now=now):
                if person.obstacle and person.obstacle not in _USUAL:
                    step = f"{due.round.plan} {due.last_day} {due.stage}"
                    yield Line(now, person.user_id, self._who(person.user_id), (step,), person.obstacle)

    def _sent(self, now: datetime) -> Iterator[Line]:
        """Deliver what was claimed."""
        for nudge in nudges.waiting(self.db):
            message = compose(self.db, self.library, nudge, now=now)
            if message is None:
                continue
            nudges.settle(self.db, nudge, "sent")
            who = self._who(nudge.user_id)
            yield Line(now, nudge.user_id, who, tuple(nudges.steps_of(self.db, nudge)), None, message["text"])

    def _who(self, user_id: int) -> str:
        """Who somebody is, plain text."""
        held = roles.of_person(self.db, user_id)
        places = []
        for role in held:
            village = villages.by_id(self.db, role.village_id) if role.village_id is not None else None
            places.append(village.name if village and village.name else f"{role.role} {role.plan or ''}".strip())
        called = next((role.called for role in held if role.called), str(user_id))
        return f"{called} ({', '.join(places)})"

    def _measures(self, found: "Round") -> "Sequence[Measure]":
        return measures_of(self.library, found)
