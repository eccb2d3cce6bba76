"""Writing a nudge, at the moment when it is sent: from what is missing then, or not at all."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

from handlers.nudges import collaborators, staff
from handlers.nudges.telling import Message, Telling
from handlers.screen import at_most_a_message
from handlers.unit import content
from storage import digests, needs, nudge_wishes, nudges, people, roles
from storage.digests import News
from storage.nudge_dues import Due
from storage.nudge_people import hours_of, readiness
from storage.nudges import Nudge

if TYPE_CHECKING:
    from knowledge.library import Library


def compose(db: Database, library: "Library", nudge: Nudge, *, now: datetime) -> dict[str, Any] | None:
    """The parameters of ``sendMessage`` for a nudge that was claimed.

    Runs in the transaction in which the sender takes the row in hand, and writes the ledger for everything that the
    message speaks of.

    Returns:
        None when it is not to go out now: nothing is missing any more, the person does not want it, the hours have
        passed. The claim is taken back then; what is still true is claimed again when its time comes.
    """
    telling = Telling(db, library, people.language_of(db, nudge.user_id), now)
    message = _message(telling, nudge) if _may_go(db, nudge, now) else None
    if message is None:
        nudges.release(db, nudge)
        return None
    return content(*message)


def _may_go(db: Database, nudge: Nudge, now: datetime) -> bool:
    """Tell whether the person may be written to at this moment; who asked for it later gets it later still."""
    ready = readiness(db, nudge.user_id, now=now)
    if ready is None or ready.obstacle(now.date()) is not None:
        return False
    if nudge.day == now.date() and ready.wait_all(hours_of(db, nudge.user_id), now) is None:
        return True
    if nudge.turn:
        nudge_wishes.remind_later(db, nudge.user_id, now)
    return False


def _message(telling: Telling, nudge: Nudge) -> Message | None:
    """What there is to say to the person: as collaborator, as staff, or as both."""
    db, today = telling.db, telling.now.date()
    due = needs.dues_of(db, nudge.user_id, today=today)
    if nudge.turn == 0:  # a step that was told on another day stays with that day
        for step in due:
            nudges.note_stage(db, step, [nudge.user_id], now=telling.now)
    parts = []
    about = nudges.rounds_of(db, nudge)
    owed = [
        need
        for need in needs.of_person(db, nudge.user_id, telling.measures, today=today)
        if nudge.turn or need.round.reminds() or need.round.id in about
    ]
    if owed and (nudge.turn or any(need.round.id in about for need in owed)):
        parts.append(collaborators.reminder(telling, owed))
    led = _led(db, nudge.user_id)
    for plan in led:
        news = _news(telling, plan, due)
        if news:
            skipped = news.skipped_since(digests.told(db, nudge.user_id, plan))
            parts.append(staff.card(telling, news, skipped=skipped, named=len(led) > 1))
            digests.remember(db, nudge.user_id, plan, news.to_text(), today)
    if not parts:
        return None
    return at_most_a_message("\n\n".join(text for text, _ in parts)), [
        option for _, options in parts for option in options
    ]


def _led(db: Database, user_id: int) -> list[str]:
    """The plans of which the person is staff."""
    return [role.plan for role in roles.of_person(db, user_id) if role.role == "staff" and role.plan is not None]


def _news(telling: Telling, plan: str, due: Sequence[Due]) -> News | None:
    """What staff of a plan are told: of the rounds that are open, and of those whose step is due."""
    db, today = telling.db, telling.now.date()
    steps = {step.round.id: step.round for step in due if step.round.plan == plan and step.audience == "staff"}
    running = {found.id: found for found in digests.told_of(db, plan, today)} | steps
    if not running:
        return None
    shown = sorted(running.values(), key=lambda found: (found.last_day or date.max, found.id))
    return digests.news(db, plan, shown, telling.measures, now=telling.now)
