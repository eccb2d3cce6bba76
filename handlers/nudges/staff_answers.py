"""What staff do from their card: the report is in, remind whoever is missing."""

from collections import Counter
from collections.abc import Collection, Sequence

from handlers.buttons import nudges as buttons
from handlers.nudges.answers import see_round, telling_of
from handlers.nudges.staff import owes, uncovered
from handlers.nudges.telling import Telling
from handlers.progress.expected import view_of_round
from handlers.progress.overview import overview
from handlers.progress.view import seen
from handlers.screen import OldButtonError, Screen, number
from handlers.unit import Unit
from knowledge.reply import Option
from storage import nudges, obligations, roles, rounds
from storage.nudge_dues import Due
from storage.nudge_people import Candidate, judged
from storage.rounds import Round


def sent(unit: Unit, arguments: Sequence[str]) -> Screen:
    """The report is handed in: n:sent:round."""
    telling = telling_of(unit)
    found = rounds.submit(unit.db, _known(unit, arguments).id, by=unit.person.user_id, now=unit.now)
    text = telling.say("nudge_sent_noted", round=telling.called(found))
    return Screen(text, (telling.button("nudge_undo", buttons.unsent(found.id)),))


def unsent(unit: Unit, arguments: Sequence[str]) -> Screen:
    """It is not: n:unsent:round."""
    telling = telling_of(unit)
    found = rounds.withdraw(unit.db, _known(unit, arguments).id, by=unit.person.user_id, now=unit.now)
    return Screen(telling.say("nudge_unsent_noted", round=telling.called(found)))


def call(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Ask whether to remind whoever is missing, and say how many they are: n:call:round."""
    telling = telling_of(unit)
    found, step = _step(unit, number(arguments, 0))
    measures = telling.measures(found)
    standing = obligations.standing(unit.db, found, measures, viewer=unit.person.user_id, now=unit.now)
    owing = {v.village.id for v in standing.villages if owes(v)}
    people = [p for p in judged(unit.db, step, measures, now=unit.now) if p.village_id in owing]
    free = [p for p in people if p.obstacle is None and p.wait is None]
    rest = [*_rest(telling, people, {p.user_id for p in free}), *uncovered(telling, found.plan, [standing])]
    if not free:
        return Screen("\n".join([telling.say("nudge_call_nobody"), *rest]), see_round(telling, found))
    persons, villages = len({p.user_id for p in free}), len({p.village_id for p in free})
    named = {"villages": telling.counted(found.plan, villages), "round": telling.called(found)}
    text = telling.say("nudge_call_ask", people=persons, **named)
    yes = Option(telling.say("nudge_call_yes", people=persons), buttons.called(found.id))
    return Screen("\n".join([text, *rest]), (yes, telling.button("nudge_call_no", buttons.NO_CALL)))


def called(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Remind whoever is missing now: n:called:round. Nobody gets a second reminder on one day."""
    telling = telling_of(unit)
    found, step = _step(unit, number(arguments, 0))
    users = nudges.claim(unit.db, step, telling.measures(found), now=unit.now)
    if not users:
        return Screen(telling.say("nudge_call_nobody"), see_round(telling, found))
    return Screen(telling.say("nudge_called", people=len(users)), see_round(telling, found))


def no_call(unit: Unit, _arguments: Sequence[str]) -> Screen:
    """Nobody is reminded: n:nocall."""
    return Screen(telling_of(unit).say("nudge_call_dropped"))


def progress(unit: Unit, arguments: Sequence[str]) -> Screen:
    """How far the villages have come, as a message of its own, so that card and round stay: n:progress:round."""
    found = _known(unit, arguments)
    roles.require_leading(unit.db, unit.person.user_id, found.plan)
    return overview(seen(unit, view_of_round(found)))


def _known(unit: Unit, arguments: Sequence[str]) -> Round:
    """The round that a button names; its deadline may have been taken away since."""
    found = rounds.by_id(unit.db, number(arguments, 0))
    if found is None:
        raise OldButtonError
    return found


def _step(unit: Unit, round_id: int) -> tuple[Round, Due]:
    """A step of today that is on no ladder: staff asked for it."""
    found = rounds.by_id(unit.db, round_id)
    today = unit.now.date()
    if found is None or not found.collects(today):
        raise OldButtonError
    roles.require_leading(unit.db, unit.person.user_id, found.plan)
    return found, Due(found, "collaborator", f"a{today}", today)


def _rest(telling: Telling, people: Sequence[Candidate], free: Collection[int]) -> list[str]:
    """Who cannot be reminded, and why: of *people* whose villages owe something, for a step of this very day.

    So nobody among them has reported all there is, or on paper, or joined too late for the step.
    """
    left = (p for p in people if p.user_id not in free)
    reasons = {p.user_id: p.obstacle or p.wait for p in left}
    counted = Counter(reason for reason in reasons.values() if reason)
    if not counted:
        return []
    why = (
        telling.say("nudge_call_reason", count=count, why=telling.say(f"nudge_why_{reason}"))
        for reason, count in counted.most_common()
    )
    return [telling.say("nudge_call_rest", why=", ".join(why))]
