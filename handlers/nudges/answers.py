"""What a collaborator answers to a reminder: later, on paper, let me off; and what staff say to that."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from handlers.buttons import nudges as buttons
from handlers.buttons import rounds as round_buttons
from handlers.figures import guided
from handlers.nudges.telling import Telling
from handlers.screen import OldButtonError, Screen, number, word
from handlers.unit import Unit
from knowledge.figures.calendar import is_period
from knowledge.reply import Option
from knowledge.rounds.nudge_words import this_afternoon
from knowledge.sentences import say
from storage import needs, nudge_wishes, nudges, obligations, people, roles, round_marks, rounds, villages
from storage.figures import may_report_for
from storage.needs import Need
from storage.nudge_people import hours_of
from storage.obligations import Mark, MarkKind
from storage.rounds import Round
from storage.villages import Village

_MOST_CHOICES = 20
_LONGEST_LABEL = 48  # characters on a button


def telling_of(unit: Unit) -> Telling:
    """The person in front of us, as one to whom reminders are written."""
    return Telling(unit.db, unit.library, unit.language, unit.now)


def send_now(unit: Unit, arguments: Sequence[str]) -> Screen:
    """What the village has not sent, as buttons; a message of its own, so that the reminder stays: n:send:3:2025-10."""
    village, period = villages.by_id(unit.db, number(arguments, 0)), word(arguments, 1)
    if village is None or not is_period(period):
        raise OldButtonError
    if not may_report_for(unit.db, unit.person.user_id, village.plan, village.id):
        return Screen(say("figures_not_yours", unit.language))
    text, options = guided.page(unit, village, period)
    return Screen(text, tuple(options))


def later(unit: Unit, _arguments: Sequence[str]) -> Screen:
    """Remind once more this afternoon, or tomorrow morning when that has passed."""
    telling = telling_of(unit)
    if not needs_of(telling, unit.person.user_id):
        return Screen(telling.say("nudge_nothing_owed"))
    at = when_permitted(unit, this_afternoon(unit.now))
    nudge_wishes.remind_later(unit.db, unit.person.user_id, at)
    return Screen(telling.say("nudge_later_noted", time=f"{at:%H:%M}", day=telling.day(at.date())))


def when_permitted(unit: Unit, moment: datetime) -> datetime:
    """That moment, or the next one at which the person may be reminded."""
    return min(hours.next_opening(moment) for hours in hours_of(unit.db, unit.person.user_id))


def paper(unit: Unit, arguments: Sequence[str]) -> Screen:
    """A village has reported on paper: n:paper:round:village, or without numbers, which asks for which."""
    return _mark(unit, arguments, "paper")


def off(unit: Unit, arguments: Sequence[str]) -> Screen:
    """A collaborator asks to be let off, or staff let a village off: n:off:round:village."""
    found = rounds.by_id(unit.db, number(arguments, 0)) if arguments else None
    leads = found is not None and roles.leads(unit.db, unit.person.user_id, found.plan)
    return _mark(unit, arguments, "leave" if leads else "leave_asked")


def undo(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Take a mark back: n:undo:mark."""
    telling = telling_of(unit)
    mark, found, village = _marked(unit, number(arguments, 0))
    if mark is None or found is None:
        return Screen(telling.say("nudge_mark_gone"))
    round_marks.end(unit.db, mark, found, by=unit.person.user_id, now=unit.now)
    return Screen(telling.say("nudge_undone", village=telling.place(found.plan, village)))


def agree(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Staff let a village off: n:leave:mark."""
    telling = telling_of(unit)
    mark, found, village = _marked(unit, number(arguments, 0))
    if mark is None or found is None or mark.kind != "leave_asked":
        return Screen(telling.say("nudge_mark_gone"))
    round_marks.put(unit.db, found, mark.village_id, "leave", by=unit.person.user_id, now=unit.now)
    _tell_asker(unit, mark, found, village, "nudge_leave_given_you")
    return Screen(telling.say("nudge_leave_given", **_named(telling, found, village)), see_round(telling, found))


def refuse(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Staff do not let a village off: n:owe:mark."""
    telling = telling_of(unit)
    mark, found, village = _marked(unit, number(arguments, 0))
    if mark is None or found is None or mark.kind != "leave_asked":
        return Screen(telling.say("nudge_mark_gone"))
    roles.require_leading(unit.db, unit.person.user_id, found.plan)
    round_marks.end(unit.db, mark, found, by=unit.person.user_id, now=unit.now)
    _tell_asker(unit, mark, found, village, "nudge_leave_refused_you")
    return Screen(telling.say("nudge_leave_refused", **_named(telling, found, village)), see_round(telling, found))


def see_round(telling: Telling, found: Round) -> tuple[Option, ...]:
    """The button that leads staff on, or back, to the round."""
    return (telling.button("rounds_button_see", round_buttons.see(found.id)),)


def _mark(unit: Unit, arguments: Sequence[str], kind: MarkKind) -> Screen:
    telling = telling_of(unit)
    if not arguments:
        owed = needs_of(telling, unit.person.user_id)
        if len(owed) != 1:
            return _choose(telling, owed, kind)
        arguments = (str(owed[0].round.id), str(owed[0].village.id))
    found, village = rounds.by_id(unit.db, number(arguments, 0)), villages.by_id(unit.db, number(arguments, 1))
    if found is None or village is None:
        raise OldButtonError
    known = obligations.marks(unit.db, found.id)
    mark = round_marks.put(unit.db, found, village.id, kind, by=unit.person.user_id, now=unit.now)
    if mark is None:
        return Screen(telling.say("nudge_leave_given_you", **_named(telling, found, village)))
    nudges.take_back_done(unit.db, [village.id], telling.measures, today=unit.now.date())
    if kind == "leave_asked" and mark not in known:
        _ask_staff(unit, mark, found, village)
    key = _NOTED[kind]
    return Screen(
        telling.say(key, **_named(telling, found, village)), (telling.button("nudge_undo", buttons.undo(mark.id)),)
    )


_NOTED: Mapping[MarkKind, str] = {
    "paper": "nudge_paper_noted",
    "leave": "nudge_leave_given",
    "leave_asked": "nudge_off_noted",
}


def _choose(telling: Telling, owed: Sequence[Need], kind: MarkKind) -> Screen:
    """Ask which village and round is meant."""
    action, button = ("paper", buttons.paper) if kind == "paper" else ("off", buttons.off)
    if not owed:
        return Screen(telling.say("nudge_nothing_owed"))
    options = tuple(
        Option(_choice(telling, need, owed), button(need.round.id, need.village.id)) for need in owed[:_MOST_CHOICES]
    )
    return Screen(telling.say(f"nudge_which_{action}"), options)


def _choice(telling: Telling, need: Need, owed: Sequence[Need]) -> str:
    """A village and what it owes: the period, or the report where another one is of the same period."""
    alike = [n for n in owed if (n.village.id, n.round.period) == (need.village.id, need.round.period)]
    about = telling.period(need.round) if len(alike) == 1 else telling.what(need.round)
    label = telling.say("nudge_choice", village=telling.place(need.round.plan, need.village), period=about)
    return label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1].rstrip() + "…"


def needs_of(telling: Telling, user_id: int) -> list[Need]:
    """What somebody owes now."""
    return needs.of_person(telling.db, user_id, telling.measures, today=telling.now.date())


def _marked(unit: Unit, mark_id: int) -> tuple[Mark | None, Round | None, Village | None]:
    """A mark that holds, with its round and village."""
    mark = obligations.mark_by_id(unit.db, mark_id)
    if mark is None:
        return None, None, None
    return mark, rounds.by_id(unit.db, mark.round_id), villages.by_id(unit.db, mark.village_id)


def _named(telling: Telling, found: Round, village: Village | None) -> dict[str, str]:
    """What sentences about a village in a round name."""
    return {"village": telling.place(found.plan, village), "round": telling.called(found)}


def _ask_staff(unit: Unit, mark: Mark, found: Round, village: Village) -> None:
    """Send the plan's staff the wish, with two buttons; where it has none, the administrators."""
    held = roles.of_plan(unit.db, found.plan)
    called = next((role.called for role in held if role.user_id == unit.person.user_id and role.called), "?")
    staff = [role for role in held if role.role == "staff"] or roles.administrators(unit.db)
    for user_id in sorted({role.user_id for role in staff} - {unit.person.user_id}):
        telling = Telling(unit.db, unit.library, people.language_of(unit.db, user_id), unit.now)
        text = telling.say("nudge_leave_card", called=called, **_named(telling, found, village))
        options = (
            telling.button("nudge_leave_yes", buttons.leave(mark.id)),
            telling.button("nudge_leave_no", buttons.owe(mark.id)),
        )
        unit.notify(user_id, text, options)


def _tell_asker(unit: Unit, mark: Mark, found: Round, village: Village | None, key: str) -> None:
    """Let the collaborator know what staff decided."""
    if mark.user_id is None or mark.user_id == unit.person.user_id:
        return
    telling = Telling(unit.db, unit.library, people.language_of(unit.db, mark.user_id), unit.now)
    unit.notify(mark.user_id, telling.say(key, **_named(telling, found, village)))
