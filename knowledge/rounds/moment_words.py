"""Moments to remind at, as people type them: "chiều nay", "sáng mai", "lúc 15h", "sau 2 tiếng"."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from knowledge import vietnamese
from knowledge.numerals import DIGIT_WORDS
from knowledge.rounds.clock_words import TIME, read_time
from knowledge.rounds.spoken import tolerant

MORNING = time(7, 30)
_EVENING = time(19)
_LONGEST = timedelta(days=3)
COUNT = r"(\d{1,3}|\w+)"  # see read_count


def this_afternoon(now: datetime) -> datetime:
    """Return when "chiều nay" is: 14:00; from 13:30 on 16:30; from 16:00 on it is tomorrow at 7:30."""
    if now.time() < time(13, 30):
        return _at(now, time(14))
    return _at(now, time(16, 30)) if now.time() < time(16) else _at(now, MORNING, days=1)


def _at(now: datetime, moment: time, *, days: int = 0) -> datetime:
    return datetime.combine(now.date() + timedelta(days=days), moment, now.tzinfo)


_AFTERNOON = tolerant(r"(?:buổi )?chiều nay|(?:later )?this afternoon")
_TONIGHT = tolerant(r"(?:buổi )?tối nay|tonight|this evening")
_TOMORROW = tolerant(r"(?:sáng )?(?:ngày )?mai|tomorrow(?: morning)?")
_TOMORROW_AFTERNOON = tolerant(r"chiều (?:ngày )?mai|tomorrow afternoon")
_CLOCK = tolerant(rf"(?:lúc|at) ({TIME})(?: (?:(hôm nay|nay|today)|(ngày mai|mai|tomorrow)))?")
_MINUTES = {"tiếng": 60, "giờ": 60, "h": 60, "hour": 60, "hours": 60, "phút": 1, "p": 1, "minutes": 1, "minute": 1}
_DURATION = rf"{COUNT} ?({'|'.join(_MINUTES)})(?: đồng hồ)?"
_LATER = tolerant(rf"(?:sau|trong|in|for) {_DURATION}|{_DURATION} (?:nữa|later)|tắt {_DURATION}")


_MOST_HOURS = 5  # "sau 5h" is in five hours; "sau 6h" from six o'clock on, see clock_words


def read_moment(when: str, now: datetime) -> datetime | None:
    """Read "chiều nay", "sáng mai", "tối nay" (19:00), "lúc 15h", "sau 2 tiếng"; an hour that is over is tomorrow's."""
    if _AFTERNOON.fullmatch(when):
        return this_afternoon(now)
    if _TONIGHT.fullmatch(when):
        return _at(now, _EVENING)
    if _TOMORROW.fullmatch(when):
        return _at(now, MORNING, days=1)
    if _TOMORROW_AFTERNOON.fullmatch(when):
        return _at(now, time(14), days=1)
    if clock := _CLOCK.fullmatch(when):
        return _clock(clock, now)
    later = _LATER.fullmatch(when)
    return _after(later, now) if later else None


def _clock(match: re.Match[str], now: datetime) -> datetime | None:
    moment = read_time(match[1])
    if moment is None:
        return None
    today = _at(now, moment)
    tomorrow = match[3] or (today <= now and not match[2])
    return _at(now, moment, days=1) if tomorrow else today


def _after(match: re.Match[str], now: datetime) -> datetime | None:
    """Return the time after a duration of at most three days; "sau 18h" is no duration but an hour of the day."""
    count, unit = [group for group in match.groups() if group]
    number = read_count(count)
    if number is None or (unit in ("h", "giờ", "gio") and match[0].startswith("sau") and number > _MOST_HOURS):
        return None
    minutes = next(n for word, n in _MINUTES.items() if vietnamese.fold(word) == vietnamese.fold(unit))
    lapse = timedelta(minutes=number * minutes)
    return now + lapse if lapse <= _LONGEST else None


def read_count(count: str) -> int | None:
    """Read a number in digits or as one word: "hai", "two"; None for another word."""
    if count.isdigit():
        return int(count)
    word = DIGIT_WORDS.get(vietnamese.key(count))
    return word[0] if word and vietnamese.agrees(count, word[1]) else None
