"""Hours of the day as people type them: "8h-17h", "từ 8 giờ đến 17 giờ 30", "8am to 5pm", "buổi sáng", "sau 18h"."""

from __future__ import annotations

from datetime import time

from knowledge.rounds.hours import DEFAULT, Hours
from knowledge.rounds.spoken import Spoken, tolerant

_PART = "sáng|trưa|chiều|tối|am|pm"
TIME = rf"\d{{1,2}}(?: ?(?:giờ|h|g|:) ?(?:\d\d)?(?: ?phút)?)?(?: ?(?:{_PART})\b)?"
_ONE = tolerant(rf"(\d{{1,2}})(?: ?(?:giờ|h|g|:) ?(\d\d)?(?: ?phút)?)?(?: ?({_PART}))?")
_IS_TIME = tolerant(rf"giờ|h|g|:|{_PART}")
_HALF_DAY = tolerant(_PART)
_SECOND_HALF = tolerant("trưa|chiều|tối|pm")
_RANGE = tolerant(rf"(?:từ |from |between )?({TIME}) ?(?:-|–|—|đến|tới|to|and) ?({TIME})")
_AFTER = tolerant(rf"(?:sau|after) ({TIME})")
_UNTIL = tolerant(rf"(?:trước|before) ({TIME})")
_NOON, _MIDNIGHT, _LATEST = time(12), time(0), time(22)
_SHORTEST_LATE_START = time(6)  # "sau 2h" does not mean from two at night on, but in two hours
_NAMED = (  # "tôi", written with its mark, is "I" and no evening
    (tolerant(r"(?:buổi )?sáng|mornings?"), Hours(time(7), time(11))),
    (tolerant(r"(?:buổi )?chiều|afternoons?"), Hours(time(13), time(17))),
    (tolerant(r"(?:buổi )?(?!t\xf4i)tối|evenings?"), Hours(time(18), time(21))),
    (tolerant(r"(?:trong )?giờ hành chính|(?:office|working) hours"), Hours(time(7, 30), time(17))),
    (tolerant(r"cả ngày|lúc nào cũng được|all day|any ?time"), Hours(time(7), time(20))),
)


def read_time(text: str) -> time | None:
    """Read one time of day: "8h30", "8 giờ", "17:00", "5h chiều", "5pm"; "24h" is midnight.

    A number alone is an hour: whoever asks knows that an hour is meant. None: there is no such time.
    """
    match = _ONE.fullmatch(text)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3] and _SECOND_HALF.fullmatch(match[3]) and hour < _NOON.hour:
        hour += 12
    if (hour, minute) == (24, 0):
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_range(text: str) -> tuple[time, time] | None:
    """Read "8h-17h30", "từ 8 giờ đến 17 giờ", "22h-5h"; "0h-24h" is the whole day.

    Returns:
        None for "8-11", which may be a date, and for what has two readings: "1-5 chiều", "8h-5h".
    """
    match = _RANGE.fullmatch(text)
    if match is None or not _IS_TIME.search(match[1] + match[2]):
        return None
    start, end = read_time(match[1]), read_time(match[2])
    if start is None or end is None:
        return None
    if start == end and not (start == _MIDNIGHT and "24" in match[2]):
        return None
    if _HALF_DAY.search(match[2]) and not _HALF_DAY.search(match[1]) and start.hour + 12 < end.hour:
        return None
    if _MIDNIGHT < end < start < _NOON:
        return None
    return start, end


def read_hours(text: str) -> Hours | None:
    """Read when reminders may come, weekends left out.

    "Sáng" is 7–11, "chiều" 13–17, "tối" 18–21, "giờ hành chính" 7:30–17, "cả ngày" 7–20; "sau 18h" lasts until 22,
    "trước 9h" begins at 7.
    """
    for pattern, hours in _NAMED:
        if pattern.fullmatch(text):
            return hours
    if span := read_range(text):
        return Hours(*span)
    if start := _limit(_AFTER, text):
        return Hours(start, _LATEST) if _SHORTEST_LATE_START <= start < _LATEST else None
    end = _limit(_UNTIL, text)
    return Hours(DEFAULT.start, end) if end and end > DEFAULT.start else None


def read_hours_around(text: str) -> Hours | None:
    """Read the hours that are left by quiet ones: "22h-6h" leaves 6–22, "sau 20h" 7–20, "trước 9h" 9–20.

    Quiet hours within the day, "12h-14h", would leave the night and are not understood.
    """
    if span := read_range(text):
        start, end = span
        return Hours(end, start) if _MIDNIGHT < end < _NOON <= start else None
    if end_of_day := _limit(_AFTER, text):
        return Hours(DEFAULT.start, end_of_day) if end_of_day > DEFAULT.start else None
    begin = _limit(_UNTIL, text)
    return Hours(begin, DEFAULT.end) if begin and begin < DEFAULT.end else None


def _limit(pattern: Spoken, text: str) -> time | None:
    match = pattern.fullmatch(text)
    return read_time(match[1]) if match else None
