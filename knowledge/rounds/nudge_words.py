"""What people type about reminders: when they may come, not now, not for a while, never, again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from knowledge import vietnamese
from knowledge.rounds.clock_words import read_hours, read_hours_around
from knowledge.rounds.day_words import parse_day
from knowledge.rounds.hours import Hours
from knowledge.rounds.moment_words import COUNT, MORNING, read_count, read_moment, this_afternoon
from knowledge.rounds.spoken import tolerant
from knowledge.wordlists import words

__all__ = ["NudgeWish", "parse_nudge_wish", "this_afternoon"]

_LONGEST_MUTE = 366  # days


@dataclass(frozen=True, slots=True)
class NudgeWish:
    """A wish about reminders.

    By kind: "hours" sets *hours*, and *weekends* when they were spoken of; "weekends" sets *weekends*; "mute" sets
    *until*, the last muted day; "snooze" sets *at*, when to remind again; "stop" and "resume" set nothing.
    """

    kind: Literal["hours", "mute", "snooze", "stop", "resume", "weekends"]
    hours: Hours | None = None
    until: date | None = None
    at: datetime | None = None
    weekends: bool | None = None


def parse_nudge_wish(text: str, now: datetime) -> NudgeWish | None:
    """Read a wish about reminders; every word must be understood.

    Args:
        text: What was typed, with or without diacritics, Vietnamese or English.
        now: The aware local time.

    Returns:
        None for what is not understood, among it what is over already ("tắt đến 1/1/2020") and a bare "dung", which
        is "dừng" as well as "đúng".
    """
    said = _WHOM.sub(r"\1", _POLITE.sub(" ", vietnamese.repair(text).lower()))
    said = " ".join(said.split()).strip(" .,!;")
    read = _stop_or_resume(said) or _snooze(said, now) or _mute(said, now.date()) or _hours(said)
    return read or (_snooze(_without_reason(said), now) if _REMINDS.search(said) else None)


def _without_reason(said: str) -> str:
    """What is left without a reason before it: "chị đi đám giỗ, chiều nhắc lại"."""
    reason = words("reasons-for-leave") | words("polite-to-the-bot")
    spoken = said.split()
    while spoken and vietnamese.fold(spoken[0].strip(",.")) in reason:
        del spoken[0]
    return " ".join(spoken)


_REMINDS = tolerant(r"\bnhắc\b|\bremind\b")
_POLITE = tolerant(r"\b(?:bot ơi|xin|vui lòng|làm ơn|giúp|nhé|nha|nhá|ạ|please|pls|giùm|dùm)\b")
_WHOM = tolerant(r"\b(nhắc(?: lại)?|remind) (?:tôi|em|mình|anh|chị|me)\b")
# "Dừng" alone needs its marks: without them it is "đúng", "yes", as well. "Thôi" alone is a mere "never mind".
_STOP = tolerant(
    r"tắt(?: đi| hết| luôn| nhắc| lời nhắc| thông báo)?|(?:dừng|ngừng) (?:lại|nhắc|lời nhắc)|ngừng"
    r"|(?:thôi )?(?:đừng|không|ko|khỏi) nhắc(?: nữa)?|thôi nhắc|hủy nhắc|huỷ nhắc"
    r"|do(?:n['’]?t| not) remind(?: any ?more| again)?"
    r"|stop(?: reminders| reminding(?: me)?)?|(?:turn )?off|mute|unsubscribe|no (?:more )?reminders"
)
_STOP_WITH_MARKS = re.compile("dừng")
_RESUME = tolerant(
    r"bật(?: lại)?(?: nhắc| lời nhắc| thông báo)?|nhắc lại|tiếp tục(?: nhắc)?|resume(?: reminders)?|(?:turn )?on|unmute"
)


def _stop_or_resume(said: str) -> NudgeWish | None:
    if _STOP.fullmatch(said) or _STOP_WITH_MARKS.fullmatch(said):
        return NudgeWish("stop")
    return NudgeWish("resume") if _RESUME.fullmatch(said) else None


_AGAIN = tolerant(
    r"(?:(?:hãy )?nhắc(?: lại)?|báo lại|remind|snooze"
    r"|(?:tắt|nghỉ|im|tạm dừng|mute|pause)(?: nhắc)? (?P<until>đến|tới|until|till))(?: vào)? "
)
_AGAIN_BEHIND = tolerant(r" (?:hãy |hẵng )?nhắc(?: lại)?(?: sau)?")


_AFTERNOON = tolerant("chiều")


def _snooze(said: str, now: datetime) -> NudgeWish | None:
    """Read when to remind again, with or without "nhắc lại" around it."""
    again = _AGAIN.match(said)
    when = said[again.end() :] if again else said
    behind = None if again else _AGAIN_BEHIND.search(when)
    if behind and behind.end() == len(when):
        when = when[: behind.start()]
    at = read_moment(when, now)
    until = again and again["until"]  # "tắt đến 15/11" mutes that day too
    if at is None and (again or behind) and not until:
        at = _on_day(when, now)
    return NudgeWish("snooze", at=at) if at and at > now else None


def _on_day(when: str, now: datetime) -> datetime | None:
    """Return the morning of a day: "nhắc lại thứ hai", "nhắc lại 15/11"; of "chiều" alone this afternoon."""
    if _AFTERNOON.fullmatch(when):
        return this_afternoon(now)
    day = parse_day(when, now.date())
    return datetime.combine(day.last, MORNING, now.tzinfo) if day else None


_MUTE = tolerant(
    r"(?:tắt|nghỉ|im lặng|im|tạm dừng|tạm ngừng|tạm nghỉ|dừng|ngừng|(?:đừng|không|ko) nhắc|mute|pause|no reminders)"
    r"(?: nhắc| reminders)? (.+)"
)
_DAYS = {"ngày": 1, "hôm": 1, "day": 1, "days": 1, "tuần": 7, "week": 7, "weeks": 7, "tháng": 30, "month": 30}
_SOME_DAYS = tolerant(rf"(?:trong |for )?{COUNT} ({'|'.join(_DAYS)})(?: tới| nữa)?")
_THIS_WEEK = tolerant(r"(?:đến |until )?(?:hết |cả )?(?:tuần này|tuần nay|this week)")
_NEXT_WEEK = tolerant(r"(?:đến |until )hết (?:tuần sau|tuần tới)")


def _mute(said: str, today: date) -> NudgeWish | None:
    """Read until when not to remind; "tắt 3 ngày" is today and two more, a month is 30 days, a week ends on Sunday."""
    match = _MUTE.fullmatch(said)
    until = _last_muted(match[1], today) if match else None
    return NudgeWish("mute", until=until) if until and until >= today else None


def _last_muted(length: str, today: date) -> date | None:
    if some := _SOME_DAYS.fullmatch(length):
        number = read_count(some[1])
        unit = next(n for word, n in _DAYS.items() if vietnamese.fold(word) == vietnamese.fold(some[2]))
        days = (number or 0) * unit
        return today + timedelta(days=days - 1) if 0 < days <= _LONGEST_MUTE else None
    sunday = today + timedelta(days=6 - today.weekday())
    if _THIS_WEEK.fullmatch(length):
        return sunday
    if _NEXT_WEEK.fullmatch(length):
        return sunday + timedelta(days=7)
    day = parse_day(length, today)
    return day.last if day else None


_WEEKEND = r"(?:ngày )?cuối tuần|(?:thứ (?:7|bảy),?(?: và)?|t7,?) (?:chủ nhật|cn)|weekends?"
_WITHOUT_WEEKENDS = tolerant(
    rf"\b(?:trừ|không|ko|k|tắt|bỏ|nghỉ|no|not on|except|without)(?: nhắc)?(?: vào)? (?:{_WEEKEND})\b"
    r"|\b(?:chỉ )?ngày (?:thường|làm việc)(?: thôi)?|\bweekdays(?: only)?\b"
)
_WITH_WEEKENDS = tolerant(
    rf"\b(?:cả|kể cả|bật|including|also on)(?: vào)? (?:{_WEEKEND})\b(?: cũng được)?"
    rf"|\b(?:{_WEEKEND}) (?:cũng được|cũng nhắc|vẫn nhắc|too|ok|are fine)\b"
)
_ONLY = tolerant(r"(?:hãy )?(?:chỉ )?(?:nhắc )(?:vào )?|(?:remind )?only |chỉ ")
_QUIET = tolerant(
    r"(?:im lặng|im|yên lặng|tắt|(?:đừng|không|ko) nhắc|quiet|silent|mute|no reminders)(?: nhắc)?(?: lúc)? "
)


def _hours(said: str) -> NudgeWish | None:
    """Read hours, weekends, or both: "8h-17h", "im 22h-6h", "sau 18h cả cuối tuần", "trừ cuối tuần"."""
    weekends, rest = _weekends(said)
    if not rest:
        return None if weekends is None else NudgeWish("weekends", weekends=weekends)
    quiet, only = _QUIET.match(rest), _ONLY.match(rest)
    hours = read_hours_around(rest[quiet.end() :]) if quiet else read_hours(rest[only.end() if only else 0 :])
    if hours is None:
        return None
    return NudgeWish("hours", hours=replace(hours, weekends=bool(weekends)), weekends=weekends)


def _weekends(said: str) -> tuple[bool | None, str]:
    """Return what is said about weekends, None for nothing, and the rest of the text."""
    for wanted, pattern in ((False, _WITHOUT_WEEKENDS), (True, _WITH_WEEKENDS)):
        if match := pattern.search(said):
            rest = f"{said[: match.start()]} {said[match.end() :]}"
            return wanted, " ".join(rest.split()).strip(" ,;.")
    return None, said
