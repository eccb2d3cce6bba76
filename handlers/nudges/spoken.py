"""Answers to a reminder in plain words, as its buttons would give them."""

from collections.abc import Callable, Mapping

from handlers.buttons import nudges as buttons
from handlers.nudges import answers, on_paper, wishes
from handlers.nudges.answers import needs_of, telling_of
from handlers.nudges.collaborators import period_for
from handlers.people import leave
from handlers.rounds import naming
from handlers.rounds.known import due_next, ensure_rounds
from handlers.screen import Screen
from handlers.unit import Unit
from knowledge.rounds.answer_words import Answer, parse_answer
from knowledge.rounds.nudge_words import NudgeWish
from storage import nudge_wishes, revisions, roles

_MOST_NEEDS = 6


def answered(unit: Unit, text: str) -> Screen | None:
    """Carry out an answer to a reminder; None where *text* is none, or comes from nobody who gets any."""
    answer = parse_answer(text)
    if answer is None:
        return leave.asked(unit, text)
    if answer == "again":
        return _again(unit)
    plans = _plans(unit)
    for plan in plans:
        ensure_rounds(unit.db, unit.library, plan, unit.now.date())
    return _ANSWERS[answer](unit) if plans else None


def _has_sent_or_owed(unit: Unit) -> bool:
    """Tell whether the person has sent any figure, or a round is under way in which they were let off."""
    user, today = unit.person.user_id, unit.now.date()
    return any(
        revisions.newest_of_person(unit.db, user, plan) or due_next(unit.db, unit.library, plan, today)
        for plan in _plans(unit)
    )


def _plans(unit: Unit) -> set[str]:
    """The plans for whose villages the person reports."""
    mine = roles.of_person(unit.db, unit.person.user_id)
    return {role.plan for role in mine if role.role == "collaborator" and role.plan is not None}


def _again(unit: Unit) -> Screen | None:
    """Switch reminders on; where they are on, the words ask for something else, perhaps the last answer."""
    if not nudge_wishes.of_person(unit.db, unit.person.user_id).is_silent(unit.now.date()):
        return None
    wishes.carry_out(unit, NudgeWish("resume"))
    return wishes.page(unit, changed=True)


def _sent(unit: Unit) -> Screen:
    """Of what has been sent say what is still missing; it may have gone another way."""
    telling = telling_of(unit)
    owed = needs_of(telling, unit.person.user_id)
    if not owed:
        return Screen(telling.say("nudge_nothing_owed" if _has_sent_or_owed(unit) else "nudge_nothing_sent"))
    lines = [
        telling.say(
            "nudge_sent_lacks",
            report=telling.what(need.round),
            village=telling.place(need.round.plan, need.village),
            count=len(need.missing),
            period=telling.period(need.round),
            names=naming.some_of(need.missing, telling.language),
        )
        for need in owed[:_MOST_NEEDS]
    ]
    first = owed[0]
    which = (first.round.id, first.village.id) if len(owed) == 1 else ()
    options = (
        telling.button("nudge_send_now", buttons.send(first.village.id, period_for(telling, first))),
        telling.button("nudge_paper", buttons.paper(*which)),
    )
    return Screen("\n".join([*lines, telling.say("nudge_sent_how")]), options)


_ANSWERS: Mapping[Answer, Callable[[Unit], Screen]] = {
    "paper": lambda unit: answers.paper(unit, ()),
    "not-paper": on_paper.not_sent,
    "leave": lambda unit: answers.off(unit, ()),
    "sent": _sent,
}
