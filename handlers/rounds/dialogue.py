"""What staff type after a button of a round: a new day, a number of days, the numbers of indicators.

The open question is an ask of the kind "round" with the round's id and ``what`` is asked. Whatever is no answer is
dealt with as usual, and the question stays open.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from telegram import Message

from handlers.rounds import access, words
from handlers.rounds.page import round_page
from handlers.rounds.words import say_here
from handlers.screen import Screen
from handlers.unit import Unit
from knowledge import vietnamese
from knowledge.figures.model import first_day
from knowledge.reply import Option
from knowledge.rounds.choosing import parse_codes
from knowledge.rounds.day_words import parse_day
from storage import asks, rounds
from storage.asks import Ask, Kind
from storage.roles import NotAllowedError
from storage.rounds import Round

_WAITS = timedelta(hours=1)
_BESIDE: Sequence[Kind] = ("dialogue", "fix")  # what else of a chat waits for a message: the newest gets it
_LONGEST_ANSWER = 80  # characters
_MOST_DAYS = 90
_FAR = timedelta(days=180)  # a day without a year that is so much later is rather one that has just passed
# "mở trước 45 ngày": when the round opens, alone or behind the villages' days.
_OPENS = re.compile(
    r"[, ]*(?:mo|opens?)(?: dot| round)?(?: truoc)? (\d{1,3})(?: ?(?:ngay|days?))?(?: (?:truoc|before))?$"
)
_DAYS = re.compile(r"(\d{1,3})(?: ?(?:ngay|days?))?(?: (?:truoc han|before))?")


def ask_for_day(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Wait for the new last day: "Dời hạn", "Đặt ngày"."""
    found = access.led_round(unit, arguments)
    return wait_for(unit, found, "move", say_here(unit, "which_day", round=words.called(unit, found)))


def ask_for_days(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Wait for how many days before the last one villages are due: "Ngày của thôn"."""
    found = access.led_round(unit, arguments)
    named = {"round": words.called(unit, found), "term": words.term(unit, found.plan)}
    text = say_here(unit, "how_many_days", **named, days=found.lead_days, opens=found.open_days)
    return wait_for(unit, found, "days", text)


def wait_for(unit: Unit, found: Round, what: str, text: str, options: Sequence[Option] = ()) -> Screen:
    """Show a question, and take the next message of the person for its answer if it is one."""
    assert unit.chat_id is not None
    asks.settle_chat(unit.db, unit.chat_id, "round", now=unit.now)
    data = {"round": found.id, "what": what}
    asks.put(unit.db, unit.chat_id, unit.person.user_id, "round", data, now=unit.now)
    back = Option(say_here(unit, "button_back"), f"r:see:{found.id}")
    return Screen(text, (*options, back))


def carry_on(unit: Unit, message: Message, text: str) -> bool:
    """Take the answer to an open question; False when there is none, or *text* is something else."""
    ask = _open(unit, message)
    answer = _ANSWERS.get(ask.data["what"]) if ask else None
    found = rounds.by_id(unit.db, ask.data["round"]) if ask and answer else None
    if ask is None or answer is None or found is None or message.edit_date or len(text) > _LONGEST_ANSWER:
        return False
    try:
        screen = answer(unit, found, text)
    except NotAllowedError:
        asks.settle(unit.db, ask.id, now=unit.now)
        return False
    if screen is None:
        return False
    if screen.options:  # a sentence without buttons says what is wrong with the answer: the question stays
        asks.settle(unit.db, ask.id, now=unit.now)
    unit.send(screen.text, screen.options)
    return True


def _open(unit: Unit, message: Message) -> Ask | None:
    """The open question of the chat, unless something newer waits for the message."""
    since = unit.now - _WAITS
    mine = asks.open_in(unit.db, message.chat_id, "round", since=since)
    if not mine:
        return None
    others = [ask for kind in _BESIDE for ask in asks.open_in(unit.db, message.chat_id, kind, since=since)]
    return mine[0] if all(ask.id < mine[0].id for ask in others) else None


def _move(unit: Unit, found: Round, text: str) -> Screen | None:
    """The day: from now on the last one, or the one after it with "trước"."""
    today = unit.now.date()
    # A review of 2030 without a day: "20/11" is one of that year.
    day = parse_day(text, max(today, first_day(found.period)) if found.last_day is None else today)
    if day is None:
        return None
    if day.last < today:
        return Screen(say_here(unit, "day_is_over", day=words.day(unit, day.last)))
    if found.last_day and day.last - max(today, found.last_day) > _FAR and str(day.day.year) not in text:
        return Screen(say_here(unit, "day_is_far", day=f"{day.day:%d/%m/%Y}"))
    moved = rounds.move(unit.db, found.id, day.last, by=unit.person.user_id, now=unit.now)
    key = "done_move_before" if day.before else "done_move"
    written, last = words.day(unit, day.day), words.day(unit, day.last)
    return round_page(unit, moved, first=say_here(unit, key, written=written, last=last))


def _set_days(unit: Unit, found: Round, text: str) -> Screen | None:
    """How long before the last day villages are due, and the round opens: "10 ngày", "mở trước 45 ngày", or both.

    It opens earlier by itself where it would open after villages are due.
    """
    typed = vietnamese.fold(vietnamese.repair(text)).strip(" .")
    opening = _OPENS.search(typed)
    rest = typed[: opening.start()] if opening else typed
    match = _DAYS.fullmatch(rest)
    if match is None and (rest or not opening):
        return None
    lead = int(match[1]) if match else found.lead_days
    opens = int(opening[1]) if opening else found.open_days
    if lead > _MOST_DAYS or opens > _MOST_DAYS:
        return Screen(say_here(unit, "too_many_days", most=_MOST_DAYS))
    if lead >= opens:
        opens = lead + found.open_days - found.lead_days
    now = rounds.set_days(unit.db, found.id, lead_days=lead, open_days=opens, by=unit.person.user_id, now=unit.now)
    term = words.term(unit, found.plan)
    return round_page(unit, now, first=say_here(unit, "done_days", days=lead, opens=opens, term=term))


def _choose(unit: Unit, found: Round, text: str) -> Screen | None:
    """Which indicators, by their numbers."""
    codes = parse_codes(text, unit.library.measures.every())
    if codes is None:
        return None
    now = rounds.choose_codes(unit.db, found.id, codes, by=unit.person.user_id, now=unit.now)
    return round_page(unit, now, first=say_here(unit, "done_codes", count=len(codes)))


_ANSWERS: Mapping[str, Callable[[Unit, Round, str], Screen | None]] = {
    "move": _move,
    "days": _set_days,
    "codes": _choose,
}
