"""Leave in words: "nghỉ Thu đến 15/12" says who is away, and until when."""

from dataclasses import dataclass
from datetime import date, timedelta

from handlers.buttons import people as buttons
from handlers.people.standing import day, plan_name, village_name
from handlers.screen import Screen
from handlers.unit import Unit
from knowledge.entries import Language
from knowledge.figures.villages import meant
from knowledge.reply import Option
from knowledge.rounds.leave_time import LeaveTime, last_day_alone
from knowledge.rounds.leave_words import leave_asked
from knowledge.sentences import say
from knowledge.vietnamese import fold
from knowledge.wordlists import words
from storage import asks, people, roles
from storage.roles import Role

_ASKED_AGAIN = timedelta(days=1)  # the same leave asked for within it is one request
_LONGEST = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Wish:
    """Who is to be on leave, as typed, and when."""

    who: str
    time: LeaveTime


def read_wish(typed: str, today: date) -> Wish | None:
    """Read "nghỉ Thu đến 15/12", "nghỉ phép khu phố 3 hết tháng này"; None when the words ask for no leave."""
    spoken = typed.split()
    asks = words("asking-for-leave")
    begins = [length for length in (2, 1) if "_".join(map(fold, spoken[:length])) in asks]
    if not begins:
        return None
    rest = spoken[begins[0] :]
    for at in range(1, len(rest)):
        time = last_day_alone(" ".join(rest[at:]), today)
        if time:
            return Wish(" ".join(rest[:at]), time)
    return Wish(" ".join(rest), LeaveTime())


def asked(unit: Unit, text: str) -> Screen | None:
    """Pass on the leave that a collaborator asks for, "em xin nghỉ ốm tới 30/4"; None where they ask for none."""
    today = unit.now.date()
    time = leave_asked(text, today)
    if time is None:
        return None
    if time.fault:
        return Screen(" ".join((fault_text(unit, time), say("leave_how", unit.language))))
    return _ask_staff(unit, time.until, time.begins) if time.until and may_last_until(time.until, today) else None


def fault_text(unit: Unit, time: LeaveTime) -> str:
    """Say that there is no such day, or that it has passed."""
    return say(f"away_{time.fault}", unit.language, day=time.said)


def _ask_staff(unit: Unit, until: date, begins: date | None) -> Screen | None:
    """Tell the staff of the person's plan that they ask for leave, with the button that grants it; None without any."""
    held = [role for role in roles.of_person(unit.db, unit.person.user_id) if role.role == "collaborator"]
    if not held or held[0].plan is None:
        return None
    role, plan = held[0], held[0].plan
    if _is_waiting(unit, until, begins):
        return Screen(say("leave_asked_again", unit.language, when=_when(until, begins, unit.language)))
    staff = [one for one in roles.of_plan(unit.db, plan) if one.role == "staff"] or roles.administrators(unit.db)
    for user_id in sorted({one.user_id for one in staff} - {unit.person.user_id}):
        language = people.language_of(unit.db, user_id)
        what = {"person": role.called or "?", "village": village_name(unit, role.village_id) or plan_name(unit, plan)}
        grant = Option(say("button_grant_leave", language, until=day(until)), buttons.away(role.id, until))
        when = _when(until, begins, language)
        unit.notify(user_id, say("leave_asked_card", language, **what, when=when), (grant,))
    return Screen(say("leave_asked", unit.language, when=_when(until, begins, unit.language)))


def _is_waiting(unit: Unit, until: date, begins: date | None) -> bool:
    """Tell whether the same leave was asked for a short while ago; if not, note that it is now."""
    chat_id = unit.chat_id or unit.person.user_id
    data = {"what": "leave", "until": until.isoformat(), "begins": begins.isoformat() if begins else None}
    asked = asks.open_in(unit.db, chat_id, "round", since=unit.now - _ASKED_AGAIN)
    if any(ask.user_id == unit.person.user_id and data.items() <= ask.data.items() for ask in asked):
        return True
    asks.put(unit.db, chat_id, unit.person.user_id, "round", data, now=unit.now)
    return False


def _when(until: date, begins: date | None, language: Language) -> str:
    """From when, where that is later than today, and until when."""
    if begins is None:
        return say("leave_until", language, until=day(until))
    return say("leave_between", language, begins=day(begins), until=day(until))


def may_last_until(until: date, today: date) -> bool:
    """Tell whether leave may end on that day: not before today, nor more than a year and a bit ahead."""
    return today <= until <= today + _LONGEST


def collaborators_called(unit: Unit, plan: str, who: str) -> list[Role]:
    """The collaborators of *plan* of that name, or for the village of that name; one role for each of them.

    A part of the name is enough where nobody has it as a whole: "Thu" is "Nguyễn Thị Thu".
    """
    found = [role for role in roles.of_plan(unit.db, plan) if role.role == "collaborator"]
    name = fold(who)
    exact = [role for role in found if name == fold(role.called or "") or _reports_for(unit, role, who)]
    if not exact and name:
        exact = [role for role in found if set(name.split()) <= set(fold(role.called or "").split())]
    return list({role.user_id: role for role in reversed(exact)}.values())[::-1]


def _reports_for(unit: Unit, role: Role, typed: str) -> bool:
    """Tell whether *typed* may mean a role's village."""
    return bool(typed.strip() and meant(typed, [village_name(unit, role.village_id)]))
