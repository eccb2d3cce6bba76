"""/nhac: when somebody wants to be reminded, and for staff how the plan reminds."""

import re
from collections.abc import Mapping, Sequence
from datetime import time, timedelta
from typing import Literal

from handlers.buttons import nudges as buttons
from handlers.nudges.answers import telling_of, when_permitted
from handlers.nudges.telling import Telling
from handlers.people.picking import choose_plan
from handlers.people.standing import led_plan, led_plans, plan_and_rest, plan_name
from handlers.screen import OldButtonError, Screen, word
from handlers.unit import Unit
from knowledge.formatting import capital
from knowledge.reply import Option
from knowledge.rounds import ladder
from knowledge.rounds.clock_words import read_hours
from knowledge.rounds.hours import Hours
from knowledge.rounds.ladder import Offsets
from knowledge.rounds.nudge_words import NudgeWish, parse_nudge_wish
from knowledge.vietnamese import fold
from knowledge.village_terms import pattern
from storage import nudge_settings, nudge_wishes, roles
from storage.nudge_people import hours_of

_MORNING, _AFTERNOON = Hours(time(7), time(11)), Hours(time(13), time(17))
_FEW: Offsets = (-3, 0, 1)
_Label = buttons.Wish | Literal["no_weekends"]  # the same button says what it would change
# "/nhac khu phố 7 3 1 0 +1", "/nhac cán bộ 14 7", "/nhac cả nơi 8h-17h", without diacritics too.
_FOR_PLAN = re.compile(rf"({pattern()}|villages?|can bo|staff|ca noi|everybody)\b[: ]*(.*)")


def show(unit: Unit, words: str) -> Screen:
    """/nhac: the page; with words behind it what they change."""
    words = words.strip()
    if not words:
        return page(unit)
    wish = parse_nudge_wish(words, unit.now)
    if wish:
        carry_out(unit, wish)
        return page(unit, changed=True)
    plan, rest = plan_and_rest(unit, words) if _leads(unit) else (None, words)
    for_plan = _FOR_PLAN.fullmatch(fold(rest))
    if for_plan:
        return _change_plan(unit, plan, rest, *for_plan.groups())
    telling = telling_of(unit)
    unread, how = telling.say("nudge_wish_unread", words=words[:40]), telling.say("nudge_wish_how")
    return Screen(f"{unread}\n{how}", _buttons(unit))


def carry_out(unit: Unit, wish: NudgeWish) -> None:
    """Keep what somebody wants."""
    db, user_id = unit.db, unit.person.user_id
    match wish.kind:
        case "hours":
            nudge_wishes.set_hours(db, user_id, _kept_weekends(unit, wish))
        case "weekends":
            hours = _hours(unit)
            nudge_wishes.set_hours(db, user_id, Hours(hours.start, hours.end, weekends=bool(wish.weekends)))
        case "mute":
            nudge_wishes.mute(db, user_id, wish.until)
        case "snooze":
            assert wish.at is not None
            nudge_wishes.remind_later(db, user_id, when_permitted(unit, wish.at))
        case "stop":
            nudge_wishes.stop(db, user_id, now=unit.now)
        case "resume":
            nudge_wishes.resume(db, user_id)


def _kept_weekends(unit: Unit, wish: NudgeWish) -> Hours | None:
    """The hours wished for; where nothing was said of weekends, with them as they were."""
    if wish.hours is None or wish.weekends is not None:
        return wish.hours
    return Hours(wish.hours.start, wish.hours.end, weekends=_hours(unit).weekends)


def pressed(unit: Unit, arguments: Sequence[str]) -> Screen:
    """A button of the page: n:set:morning."""
    hours = _hours(unit)
    today = unit.now.date()
    wishes: Mapping[buttons.Wish, NudgeWish] = {
        "morning": NudgeWish("hours", _MORNING),
        "afternoon": NudgeWish("hours", _AFTERNOON),
        "usual": NudgeWish("hours", None),
        "weekends": NudgeWish("weekends", weekends=not hours.weekends),
        "mute3": NudgeWish("mute", until=today + timedelta(days=2)),
        "mute7": NudgeWish("mute", until=today + timedelta(days=6)),
        "stop": NudgeWish("stop"),
        "resume": NudgeWish("resume"),
    }
    wish = next((wish for name, wish in wishes.items() if name == word(arguments, 0)), None)
    if wish is None:
        raise OldButtonError
    carry_out(unit, wish)
    return page(unit, changed=True)


def page(unit: Unit, *, changed: bool = False) -> Screen:
    """What holds for the person, with buttons to change it."""
    telling, wish = telling_of(unit), nudge_wishes.of_person(unit.db, unit.person.user_id)
    hours = _hours(unit)
    lines = [telling.say("nudge_wish_changed")] if changed else []
    lines += [telling.say("nudge_wish_head"), telling.say("nudge_wish_hours", hours=_in_words(telling, hours))]
    silent = wish.is_silent(unit.now.date())
    if wish.stopped:
        lines.append(telling.say("nudge_wish_stopped"))
    elif wish.muted_until and silent:
        lines.append(telling.say("nudge_wish_muted", day=telling.day(wish.muted_until)))
    at = wish.later_at.astimezone(unit.now.tzinfo) if wish.later_at else None
    if at and at > unit.now:
        key = "nudge_wish_later_off" if wish.is_silent(at.date()) else "nudge_wish_later"
        lines.append(telling.say(key, time=f"{at:%H:%M}", day=telling.day(at.date())))
    lines.append(telling.say("nudge_wish_how"))
    return Screen("\n".join(lines), _buttons(unit))


def _buttons(unit: Unit) -> tuple[Option, ...]:
    """Those of the page; the last one leads staff to what holds for their plan."""
    telling, wish = telling_of(unit), nudge_wishes.of_person(unit.db, unit.person.user_id)
    weekends: _Label = "no_weekends" if _hours(unit).weekends else "weekends"
    switches: tuple[_Label, ...] = ("resume",) if wish.is_silent(unit.now.date()) else ("mute3", "mute7", "stop")
    labels: tuple[_Label, ...] = ("morning", "afternoon", "usual", weekends, *switches)
    options = [_button(telling, name) for name in labels]
    if _leads(unit):
        plan = led_plan(unit)
        if plan:
            options.append(Option(telling.say("nudge_button_plan", place=plan_name(unit, plan)), buttons.plan(plan)))
        else:
            options.append(telling.button("nudge_button_plans", buttons.PLANS))
    return tuple(options)


def plan_page(unit: Unit, arguments: Sequence[str] = (), *, changed: bool = False) -> Screen:
    """How a plan reminds its people, for its staff: n:plan:tan-khai; without the plan it asks which."""
    plan = word(arguments, 0) if arguments else led_plan(unit)
    if plan is None:
        return choose_plan(unit, buttons.plan)
    if plan not in unit.library.plans:
        raise OldButtonError
    roles.require_leading(unit.db, unit.person.user_id, plan)
    telling, settings = telling_of(unit), nudge_settings.of_plan(unit.db, plan)
    term = telling.term(plan)
    lines = [telling.say("nudge_wish_changed")] if changed else []
    lines += [
        telling.say("nudge_plan_head", place=telling.place(plan)),
        telling.say("nudge_plan_villages", term=capital(term), ladder=_ladder(telling, settings.collaborators)),
        telling.say("nudge_plan_staff", ladder=_ladder(telling, settings.staff)),
        telling.say("nudge_plan_counted", term=term),
        telling.say("nudge_plan_hours", hours=_in_words(telling, settings.hours)),
        telling.say("nudge_plan_how", term=term),
    ]
    options = [
        Option(
            telling.say(f"nudge_button_{name}", term=term if name == "none" else capital(term)),
            buttons.ladder(name, plan),
        )
        for name in _LADDERS
    ]
    return Screen("\n".join(lines), (*options, telling.button("nudge_button_mine", buttons.MINE)))


def mine(unit: Unit, _arguments: Sequence[str]) -> Screen:
    """Back to what holds for the person: n:mine."""
    return page(unit)


def choose_ladder(unit: Unit, arguments: Sequence[str]) -> Screen:
    """A button of the plan's page: n:ladder:few:tan-khai."""
    plan = word(arguments, 1)
    offsets = next((offsets for name, offsets in _LADDERS.items() if name == word(arguments, 0)), None)
    if offsets is None or plan not in unit.library.plans:
        raise OldButtonError
    nudge_settings.change(unit.db, plan, by=unit.person.user_id, now=unit.now, collaborators=offsets)
    return plan_page(unit, [plan], changed=True)


_LADDERS: Mapping[buttons.Ladder, Offsets] = {"full": ladder.COLLABORATORS, "few": _FEW, "none": ()}


def _change_plan(unit: Unit, plan: str | None, typed: str, whose: str, words: str) -> Screen:
    """Change a plan's ladder or hours by what staff *typed*: *words* for *whose* reminders, folded.

    Raises:
        NotAllowedError: The person leads no plan.
    """
    telling = telling_of(unit)
    if plan is None:
        first = plan_name(unit, led_plans(unit)[0])
        return Screen(telling.say("nudge_which_plan", place=first, words=typed[:40]))
    by, now = unit.person.user_id, unit.now
    offsets, hours = ladder.parse_offsets(words), read_hours(words)
    if whose in ("ca noi", "everybody") and hours:
        nudge_settings.change(unit.db, plan, by=by, now=now, hours=hours)
    elif whose in ("can bo", "staff") and offsets:
        nudge_settings.change(unit.db, plan, by=by, now=now, staff=offsets)
    elif whose not in ("ca noi", "everybody", "can bo", "staff") and offsets:
        nudge_settings.change(unit.db, plan, by=by, now=now, collaborators=offsets)
    else:
        how = telling.say("nudge_plan_how", term=telling.term(plan))
        return Screen(f"{telling.say('nudge_wish_unread', words=typed[:40])}\n{how}")
    return plan_page(unit, [plan], changed=True)


def _leads(unit: Unit) -> bool:
    """Tell whether the person may say how a plan reminds."""
    return any(role.leads(role.plan) for role in roles.of_person(unit.db, unit.person.user_id))


def _hours(unit: Unit) -> Hours:
    """When the person is reminded: their own hours, else those of the first plan in which they have a role."""
    return hours_of(unit.db, unit.person.user_id)[0]


def _in_words(telling: Telling, hours: Hours) -> str:
    key = "nudge_hours_all" if hours.weekends else "nudge_hours_working"
    return telling.say(key, start=f"{hours.start:%H:%M}", end=f"{hours.end:%H:%M}")


def _ladder(telling: Telling, offsets: Offsets) -> str:
    """A ladder in words: "trước 7, 3, 1 ngày, đúng ngày, sau 1, 3 ngày"."""
    if not offsets:
        return telling.say("nudge_ladder_none")
    before = ", ".join(str(-offset) for offset in offsets if offset < 0)
    after = ", ".join(str(offset) for offset in offsets if offset > 0)
    on = telling.say("nudge_ladder_on") if 0 in offsets else ""
    parts = [telling.say("nudge_ladder_before", before=before) if before else "", on]
    parts.append(telling.say("nudge_ladder_after", after=after) if after else "")
    return "".join(parts).removeprefix(", ")


def _button(telling: Telling, name: _Label) -> Option:
    wish: buttons.Wish = "weekends" if name == "no_weekends" else name
    return telling.button(f"nudge_button_{name}", buttons.wish(wish))
