"""Anything may happen in any order, clocks going back among it: nobody is ever nagged."""

from contextlib import ExitStack
from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.verdicts import Doubtful, Later, Refused, Sent, Verdict
from handlers.rounds.known import measures_of
from knowledge.figures.model import Measure
from knowledge.rounds.hours import Hours
from storage import needs, nudge_dues, nudge_people, nudge_wishes, obligations, people, roles, round_marks, rounds
from storage.outbox import Claimed
from tests.handlers.people import library
from tests.nudging import FIRST, SECOND, STAFF, Office, at, office

PERSON = st.sampled_from([FIRST, SECOND])
ANYBODY = st.sampled_from([FIRST, SECOND, STAFF])
HOURS = st.sampled_from(
    ["07:00-20:00", "13:00-17:00", "18:00-22:00", "22:00-02:00", "07:00-20:00+we", "00:00-00:00+we"]
)
CHANGES = st.sampled_from(["nothing", "evening", "blocks", "stops", "sends"])
VERDICTS = st.sampled_from(
    [Sent(1), Doubtful("?"), Later("429", 0), Refused("no"), Refused("blocked", unreachable=True)]
)


def collected(found: rounds.Round) -> tuple[Measure, ...]:
    """What a round collects."""
    return measures_of(library(), found)


class Nagging(RuleBasedStateMachine):
    """Minh Tâm's yearly report, with whatever may happen to a bot and its people."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.days: set[tuple[int, date, int]] = set()
        self.steps: dict[tuple[int, str, str], tuple[str, int]] = {}

    @initialize(extra=st.booleans())
    def open(self, extra: bool) -> None:
        self.place: Office = self.stack.enter_context(office())
        self.place.collect("5.1", "14.1")
        if extra:  # a second village, whose ladder runs beside
            roles.grant(
                self.place.db, FIRST, "collaborator", plan="minh-tam", village_id=2, by=None, now=self.place.talk.now
            )
        self.place.talk.now = at("2025-10-20")

    def teardown(self) -> None:
        self.stack.close()

    @property
    def now(self) -> datetime:
        return self.place.talk.now

    # What happens

    @rule(hours=st.sampled_from([1, 2, 5, 12, 24, 24, 48, 72, 240, -1, -24, -168]), minutes=st.integers(0, 59))
    def time_passes(self, hours: int, minutes: int) -> None:
        self.look_and_send(self.now + timedelta(hours=hours, minutes=minutes), Sent(1))

    @rule(hours=st.sampled_from([1, 5, 24]), verdict=VERDICTS)
    def sending_goes_otherwise(self, hours: int, verdict: Verdict) -> None:
        self.look_and_send(self.now + timedelta(hours=hours), verdict)

    @rule(hours=st.sampled_from([1, 5, 24, -5]))
    def only_a_claim(self, hours: int) -> None:
        self.place.look(self.now + timedelta(hours=hours))

    @rule()
    def killed_while_sending(self) -> None:
        self.arrive([row for row in self.place.take([]) if row.kind == "notice"])
        self.place.restart()

    @rule(day=st.sampled_from(["2025-10-22", "2025-10-28", "2025-10-30"]), user_id=ANYBODY, what=CHANGES)
    def something_happens_between_claim_and_sending(self, day: str, user_id: int, what: str) -> None:
        self.place.look(at(day, 19, 30))
        if what == "evening":
            self.place.talk.now = at(day, 20)
        elif what == "blocks":
            people.mark_reachable(self.place.db, user_id, reachable=False)
        elif what == "stops":
            nudge_wishes.stop(self.place.db, user_id, now=self.now)
        elif what == "sends" and user_id != STAFF:
            self.place.talk.says("tiêm chủng 45/47", user_id)
            self.place.talk.says("khai sinh 12/12", user_id)
        self.killed_while_sending()

    @rule()
    def restarted(self) -> None:
        self.place.restart()

    @rule(user_id=PERSON, words=st.sampled_from(["tiêm chủng 45/47", "khai sinh 12/12", "/nop", "hạn", "/start"]))
    def somebody_writes(self, user_id: int, words: str) -> None:
        self.place.talk.says(words, user_id)

    @rule(user_id=ANYBODY, hours=HOURS)
    def hours_are_chosen(self, user_id: int, hours: str) -> None:
        nudge_wishes.set_hours(self.place.db, user_id, Hours.from_text(hours))

    @rule(user_id=ANYBODY, wish=st.sampled_from(["mute3", "stop", "resume", "usual"]))
    def a_button_of_the_page(self, user_id: int, wish: str) -> None:
        self.place.press(f"n:set:{wish}", user_id)

    @rule(user_id=PERSON)
    def once_more_later(self, user_id: int) -> None:
        self.place.press("n:later", user_id)

    @rule(user_id=PERSON, action=st.sampled_from(["paper", "off"]))
    def a_mark(self, user_id: int, action: str) -> None:
        village = 1 if user_id == FIRST else 2
        self.place.press(f"n:{action}:{self.place.yearly().id}:{village}", user_id)

    @rule()
    def marks_end(self) -> None:
        found = self.place.yearly()
        for mark in obligations.marks(self.place.db, found.id):
            round_marks.end(self.place.db, mark, found, by=STAFF, now=self.now)

    @rule(user_id=ANYBODY, reachable=st.booleans())
    def the_bot_is_blocked_or_let_in(self, user_id: int, reachable: bool) -> None:
        people.mark_reachable(self.place.db, user_id, reachable=reachable)

    @rule()
    def staff_call(self) -> None:
        self.place.press(f"n:called:{self.place.yearly().id}", STAFF)

    @rule(days=st.integers(-10, 10))
    def the_deadline_moves(self, days: int) -> None:
        found = self.place.yearly()
        assert found.last_day is not None
        rounds.move(self.place.db, found.id, found.last_day + timedelta(days=days), by=STAFF, now=self.now)

    @rule(what=st.sampled_from(["close", "reopen", "sent", "unsent"]))
    def the_round_is_over_or_not(self, what: str) -> None:
        found, db = self.place.yearly(), self.place.db
        change = {"close": rounds.close, "reopen": rounds.reopen, "sent": rounds.submit, "unsent": rounds.withdraw}[
            what
        ]
        change(db, found.id, by=STAFF, now=self.now)

    # What must never be

    @invariant()
    def whoever_is_free_is_judged_free(self) -> None:
        db = self.place.db
        for due in nudge_dues.dues(db, self.now.date()):
            measures = collected(due.round)
            judged = nudge_people.judged(db, due, measures, now=self.now)
            free = dict.fromkeys(one.user_id for one in judged if one.obstacle is None and one.wait is None)
            assert nudge_people.free(db, due, measures, now=self.now) == list(free)

    @invariant()
    def no_step_is_of_two_messages(self) -> None:
        for row in self.place.db.query(
            "SELECT s.* FROM nudge_stages AS s JOIN nudges AS n"
            " ON (n.user_id, n.day, n.turn) = (s.user_id, s.day, s.turn) WHERE n.state != 'queued'"
        ):
            key = (row["user_id"], f"{row['round_id']} {row['last_day']}", row["stage"])
            message = (row["day"], row["turn"])
            assert self.steps.setdefault(key, message) == message

    def look_and_send(self, moment: datetime, verdict: Verdict) -> None:
        self.place.look(moment)
        rows = self.place.take([])
        while rows:
            notices = [row for row in rows if row.kind == "notice"]
            self.arrive(notices if isinstance(verdict, Sent | Doubtful) else [])
            ended: list[tuple[Claimed, Verdict]] = [(row, verdict if row.kind == "notice" else Sent(1)) for row in rows]
            rows = self.place.take(ended, limit=0 if isinstance(verdict, Later) else 30)

    def arrive(self, rows: list[Claimed]) -> None:
        """Messages are, or may be, with their people: may they?"""
        for row in rows:
            (found,) = self.place.db.query("SELECT key FROM outbox WHERE id = ?", [row.id])
            name, *number = found["key"].split(":")
            if name == "nudge":  # else it is a card about leave, or its answer
                user_id, day, turn = number
                self.check_hours(int(user_id))
                self.check_day(int(user_id), date.fromisoformat(day), int(turn))
                self.check_need(int(user_id))

    def check_hours(self, user_id: int) -> None:
        ready = nudge_people.readiness(self.place.db, user_id, now=self.now)
        assert ready is not None
        assert ready.obstacle(self.now.date()) is None
        assert (ready.hours or Hours.from_text("07:00-20:00")).permits(self.now)

    def check_day(self, user_id: int, day: date, turn: int) -> None:
        """One message a day, and each of those that somebody asked for once."""
        assert day == self.now.date()
        assert (user_id, day, turn) not in self.days
        self.days.add((user_id, day, turn))

    def check_need(self, user_id: int) -> None:
        if user_id != STAFF:
            assert needs.of_person(self.place.db, user_id, collected, today=self.now.date())


TestNagging = Nagging.TestCase
TestNagging.settings = settings(
    max_examples=100,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
