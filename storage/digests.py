"""What staff are told once a day of the rounds under way, and only when it differs from what they were told last."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlite_utils import Database

from knowledge.rounds.days import working_day
from storage import mishaps, nudges, obligations
from storage.nudge_people import readiness
from storage.nudge_settings import of_plan as settings_of_plan
from storage.obligations import Mark, RoundStanding
from storage.rounds import MeasuresOf, Round, of_plan
from storage.sight import OPERATOR

_OFTEN = 2
_ERRORS_COUNT_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class News:
    """A plan's rounds under way, and what about its people staff should know."""

    plan: str
    standings: tuple[RoundStanding, ...]  # the most urgent round first
    erring: Mapping[int, int]  # who sent figures with errors at least twice within a week, and how often
    blocked: tuple[int, ...]  # collaborators who blocked the bot
    marks: tuple[Mark, ...]  # villages that reported on paper, have leave or ask for it
    skipped: int  # reminders of these rounds that passed while the bot did not run
    uncertain: tuple[tuple[int, str], ...]  # whose reminder of which day, this or the last one, may not have arrived

    def to_text(self) -> str:
        """What of it may be news tomorrow, as JSON; of the villages those that have nothing left to send."""
        done = [[s.round.id, v.village.id] for s in self.standings for v in s.villages if v.status == "done"]
        facts = {
            "done": done,
            "erring": sorted(self.erring.items()),
            "blocked": self.blocked,
            "marks": [m.id for m in self.marks],
            "skipped": self.skipped,
            "uncertain": self.uncertain,
        }
        return json.dumps({name: fact for name, fact in facts.items() if fact})

    def skipped_since(self, told: str) -> int:
        """How many reminders were skipped that somebody who was told *told* has not read of."""
        return max(0, self.skipped - int(json.loads(told).get("skipped", 0)))

    def tells_more_than(self, told: str) -> bool:
        """Tell whether there is news for somebody who was told *told*, which ``to_text`` wrote.

        A village that is done, or is no longer, is news. Of the rest only what is added: that an error is a week old,
        or a round is over, nobody need be written to about.
        """
        old, new = json.loads(told), json.loads(self.to_text())
        running = {standing.round.id for standing in self.standings}
        if [pair for pair in old.get("done", []) if pair[0] in running] != new.get("done", []):
            return True
        often = dict(old.get("erring", []))
        return (
            any(count > often.get(user, 0) for user, count in self.erring.items())
            or self.skipped_since(told) > 0
            or any(fact not in old.get(name, []) for name in _LISTS for fact in new.get(name, []))
        )


NOTHING_TOLD = json.dumps({})
_LISTS = ("blocked", "marks", "uncertain")


def news(db: Database, plan: str, running: Sequence[Round], measures_of: MeasuresOf, *, now: datetime) -> News:
    """Gather what there is to tell of *plan*, whose rounds *running* are under way."""
    ids = json.dumps([found.id for found in running])
    standings = tuple(obligations.standing(db, r, measures_of(r), viewer=OPERATOR, now=now) for r in running)
    blocked = db.conn.execute(
        "SELECT DISTINCT r.user_id FROM roles AS r JOIN people AS p USING (user_id)"
        " WHERE r.plan = ? AND r.role = 'collaborator' AND r.ended_at IS NULL AND NOT p.reachable ORDER BY r.user_id",
        (plan,),
    )
    (skipped,) = db.conn.execute(
        "SELECT count(*) FROM nudge_stages WHERE day IS NULL AND round_id IN (SELECT value FROM json_each(?))", (ids,)
    ).fetchone()
    uncertain = db.conn.execute(
        # From the plan's people to their messages: the other way round it would read the whole ledger.
        "SELECT n.user_id, n.day FROM (SELECT DISTINCT user_id FROM roles WHERE plan = ? AND role = 'collaborator'"
        " AND ended_at IS NULL) AS r CROSS JOIN nudges AS n ON n.user_id = r.user_id AND n.day >= ?"
        " WHERE n.state = 'uncertain' ORDER BY n.day, n.user_id",
        (plan, working_day(now.date() - timedelta(days=1), 0).isoformat()),
    )
    return News(
        plan,
        standings,
        mishaps.often(db, plan, least=_OFTEN, since=now - _ERRORS_COUNT_FOR),
        tuple(row[0] for row in blocked),
        tuple(mark for found in running for mark in obligations.marks(db, found.id)),
        skipped,
        tuple((user_id, day) for user_id, day in uncertain),
    )


def claim(db: Database, plan: str, measures_of: MeasuresOf, *, now: datetime) -> list[int]:
    """Take in hand the staff of *plan* to whom something new can be told now; returns their ids.

    Each is looked at once a day, when their hours have begun and no reminder of that day has gone to them.
    """
    today = now.date()
    waiting = [user for user in _unseen(db, plan, today) if _is_free(db, plan, user, now)]
    running = told_of(db, plan, today) if waiting else []
    if not running:
        return []
    found = news(db, plan, running, measures_of, now=now)
    changed = [user for user in waiting if found.tells_more_than(told(db, user, plan))]
    for user in waiting:
        if user not in changed:
            remember(db, user, plan, found.to_text(), today)
    nudges.put(db, changed, now=now)
    return changed


def told(db: Database, user_id: int, plan: str) -> str:
    """What a member of staff was told last, as ``News.to_text`` gives it."""
    row = db.conn.execute("SELECT told FROM digests WHERE user_id = ? AND plan = ?", (user_id, plan)).fetchone()
    return str(row[0]) if row else NOTHING_TOLD


def remember(db: Database, user_id: int, plan: str, text: str, today: date) -> None:
    """A member of staff knows this now."""
    db.conn.execute(
        "INSERT INTO digests (user_id, plan, day, told) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (user_id, plan) DO UPDATE SET day = excluded.day, told = excluded.told",
        (user_id, plan, today.isoformat(), text),
    )


def told_of(db: Database, plan: str, today: date) -> list[Round]:
    """The rounds that a digest is about: those that are open, and of which anybody is reminded."""
    return [found for found in of_plan(db, plan) if found.state(today) == "open" and found.reminds()]


def plans_with_staff(db: Database) -> list[str]:
    """The plans in which somebody may have to be told something."""
    rows = db.conn.execute("SELECT DISTINCT plan FROM roles WHERE role = 'staff' AND ended_at IS NULL ORDER BY plan")
    return [row[0] for row in rows]


def _unseen(db: Database, plan: str, today: date) -> list[int]:
    """The staff whose digest was not looked at today, and who got no reminder today."""
    rows = db.conn.execute(
        "SELECT DISTINCT r.user_id FROM roles AS r LEFT JOIN digests AS d ON d.user_id = r.user_id AND d.plan = r.plan"
        " WHERE r.plan = :plan AND r.role = 'staff' AND r.ended_at IS NULL AND ifnull(r.away_until, '') < :today"
        " AND ifnull(d.day, '') != :today"
        " AND NOT EXISTS (SELECT 1 FROM nudges AS n WHERE (n.user_id, n.day, n.turn) = (r.user_id, :today, 0))",
        {"plan": plan, "today": today.isoformat()},
    )
    return [row[0] for row in rows]


def _is_free(db: Database, plan: str, user_id: int, now: datetime) -> bool:
    ready = readiness(db, user_id, now=now)
    hours = settings_of_plan(db, plan).hours
    return ready is not None and ready.obstacle(now.date()) is None and ready.wait(hours, now) is None
