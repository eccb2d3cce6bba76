"""Reminders with an injected clock: the bot's own tick and the sender's own exchange, without threads and network."""

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlite_utils import Database
from structlog.testing import capture_logs

from bot.exchange import exchange
from bot.nudging import Nudging
from bot.verdicts import Doubtful, Sent, Verdict
from handlers.rounds.known import ensure_rounds
from storage import outbox, people, roles, rounds, villages
from storage.database import writing
from storage.outbox import Claimed
from storage.rounds import Round
from tests import updates
from tests.conversation import Conversation, InlineWriter, talking
from tests.handlers.people import library

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
STAFF, FIRST, SECOND = 20, 11, 12


def at(day: str, hour: int = 8, minute: int = 0) -> datetime:
    """A local moment of "2025-10-22"."""
    return datetime.combine(date.fromisoformat(day), time(hour, minute), VIETNAM)


@dataclass
class Reminded:
    """One message that reminded somebody."""

    at: datetime
    user_id: int
    text: str
    buttons: list[tuple[str, str]]  # label and payload


@dataclass
class Office:
    """A plan with two villages, their collaborators and one member of staff, and a clock."""

    talk: Conversation
    plan: str
    sent: list[Reminded] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.nudging = Nudging(InlineWriter(self.db), library(), lambda: self.talk.now, lambda: None)  # type: ignore[arg-type]  # the same method, without a thread

    @property
    def db(self) -> Database:
        return self.talk.db

    def go_to(self, moment: datetime) -> list[Reminded]:
        """Put the clock somewhere, without anything happening in between; returns what is sent then."""
        self.look(moment)
        return self.deliver()

    def look(self, moment: datetime) -> None:
        """Put the clock somewhere and let the bot claim what is due; nothing is sent.

        A look outlives its own faults, so it has to be seen here that there were none.
        """
        self.talk.now = moment
        with capture_logs() as logs:
            asyncio.run(self.nudging.tick(moment))
        assert "nudging_failed" not in [line["event"] for line in logs]

    def deliver(self, verdict: Callable[[Claimed], Verdict] = lambda row: Sent(row.id)) -> list[Reminded]:
        """Send what is owed, as the sender does; only reminders that arrive are returned."""
        found: list[Reminded] = []
        ended: list[tuple[Claimed, Verdict]] = []
        while rows := self.take(ended):
            ended = [(row, verdict(row)) for row in rows]
            found += [
                self._reminded(row) for row, said in ended if row.kind == "notice" and isinstance(said, Sent | Doubtful)
            ]
        self.sent += found
        return found

    def deliver_once(self, verdict: Callable[[Claimed], Verdict]) -> list[Claimed]:
        """Send what is owed, and settle it without taking up more; returns what is under way then: nothing."""
        return self.take([(row, verdict(row)) for row in self.take([])], limit=0)

    def take(self, ended: list[tuple[Claimed, Verdict]], *, limit: int = 30) -> list[Claimed]:
        """One exchange of the sender: settle what has ended, take in hand what comes next."""
        machine = datetime.now(UTC)
        with writing(self.db):
            return exchange(self.db, ended=ended, limit=limit, busy=set(), now=machine, write=self.nudging.write)

    def restart(self) -> None:
        """Start again after a crash: what was under way comes into doubt, the rest is as it was."""
        with writing(self.db):
            outbox.recover(self.db, now=datetime.now(UTC))
        self.__post_init__()

    def _reminded(self, row: Claimed) -> Reminded:
        message = json.loads(row.payload)
        keyboard = message.get("reply_markup", {}).get("inline_keyboard", [])
        buttons = [(button["text"], button["callback_data"]) for line in keyboard for button in line]
        assert row.chat_id is not None
        return Reminded(self.talk.now, row.chat_id, message["text"], buttons)

    def press(self, payload: str, user_id: int) -> tuple[str, list[tuple[str, str]]]:
        """Press a button with this payload, forged or not; returns what it shows: text, and label and payload."""
        self.talk.receives(updates.press(payload, user_id))
        *_, shown = self.talk.owed()  # a press may take rows back, too: what is new is not what is behind the old
        keyboard = shown.get("reply_markup", {}).get("inline_keyboard", [])
        return shown["text"], [(button["text"], button["callback_data"]) for line in keyboard for button in line]

    def yearly(self) -> Round:
        """The round of the yearly report of 2025."""
        (found,) = [one for one in rounds.of_plan(self.db, self.plan) if one.period == "2025"]
        return found

    def collect(self, *codes: str) -> None:
        """Let the yearly round collect just these measures."""
        rounds.choose_codes(self.db, self.yearly().id, codes, by=STAFF, now=self.talk.now)

    def notices(self, user_id: int) -> list[str]:
        """What is owed to somebody without their having asked."""
        rows = self.db.query(
            "SELECT payload FROM outbox WHERE chat_id = ? AND kind = 'notice' AND method = 'sendMessage'"
            " AND state = 'queued' ORDER BY id",
            [user_id],
        )
        return [json.loads(row["payload"])["text"] for row in rows]

    def ledger(self, user_id: int) -> list[tuple[str, str, str | None]]:
        """The steps noted for somebody: last day, step, and the day on which they were reminded of it."""
        rows = self.db.query(
            "SELECT last_day, stage, day FROM nudge_stages WHERE user_id = ? ORDER BY ifnull(day, noted_at), stage",
            [user_id],
        )
        return [(row["last_day"], row["stage"], row["day"]) for row in rows]

    def live(self, first: str, last: str, *, hours: tuple[int, ...] = (8, 12, 18)) -> list[Reminded]:
        """Let days pass with a look at some hours of each; returns what was sent."""
        found, day = [], date.fromisoformat(first)
        while day <= date.fromisoformat(last):
            for hour in hours:
                found += self.go_to(datetime.combine(day, time(hour), VIETNAM))
            day += timedelta(days=1)
        return found


@contextmanager
def office(plan: str = "minh-tam", now: str = "2025-10-01") -> Iterator[Office]:
    """Two villages of *plan* with a collaborator each, FIRST and SECOND, and STAFF; its rounds are known since then."""
    with talking(library()) as talk:
        talk.now = at(now)
        for number, user_id in enumerate((FIRST, SECOND), 1):
            village = villages.add(talk.db, plan, f"Ấp {number}", now=talk.now)
            people.meet(talk.db, user_id, now=talk.now - timedelta(hours=1))
            roles.grant(
                talk.db, user_id, "collaborator", plan=plan, village_id=village.id, by=None, now=talk.now, called="Thu"
            )
        people.meet(talk.db, STAFF, now=talk.now - timedelta(hours=1))
        roles.grant(talk.db, STAFF, "staff", plan=plan, by=None, now=talk.now, called="Hoa")
        ensure_rounds(talk.db, library(), plan, talk.now.date())
        yield Office(talk, plan)


def days(sent: list[Reminded], user_id: int) -> list[str]:
    """On which days somebody was reminded, "22/10"."""
    return [f"{one.at:%d/%m}" for one in sent if one.user_id == user_id]
