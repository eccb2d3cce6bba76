"""What staff type after a button of a round: a new day, a number of days, the numbers of indicators.

The open question is an ask of the kind "round" with the round's id and ``what`` is asked. Whatever is no answer is
dealt with as usual, and the question stays open; what nobody else understands either is told what is expected.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta

from telegram import Message

from handlers.buttons import rounds as buttons
from handlers.rounds import access, words
from handlers.rounds.page import round_page
from handlers.rounds.words import say_here
from handlers.screen import OldButtonError, Screen, word
from handlers.unit import Unit
from knowledge import vietnamese
from knowledge.figures.model import first_day
from knowledge.reply import Option, Reply
from knowledge.rounds.choosing import parse_codes
from knowledge.rounds.day_words import Day, means_a_day, parse_day
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


def ask_to_move(unit: Unit, found: Round, day: Day, *, of_village: str = "") -> Screen:
    """Ask whether a day said in words is to be the last one; *of_village* it was said alone, and is of all of them."""
    amiss = _not_to_be(unit, found, day, str(day.day.year))
    if amiss:
        return amiss
    named = {"round": words.called(unit, found), "day": words.day(unit, day.last), "term": words.term(unit, found.plan)}
    text = say_here(unit, "ask_move", **named)
    if of_village:
        text = f"{say_here(unit, 'move_is_for_all', village=of_village, term=named['term'])}\n{text}"
    yes = Option(say_here(unit, "button_move_to", day=f"{day.last:%d/%m/%Y}"), buttons.move_to(found.id, day.last))
    return Screen(text, (yes, Option(say_here(unit, "button_no"), buttons.see(found.id))))


def move(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Confirmed: the round, then its new last day."""
    found, typed = access.led_round(unit, arguments), word(arguments, 1)
    try:
        last = date.fromisoformat(typed)
    except ValueError:
        raise OldButtonError from None
    if last < unit.now.date():
        raise OldButtonError
    moved = rounds.move(unit.db, found.id, last, by=unit.person.user_id, now=unit.now)
    return round_page(unit, moved, first=say_here(unit, "done_move", last=words.day(unit, last)))


def ask_for_days(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Wait for how many days before the last one villages are due: "Ngày của thôn"."""
    found = access.led_round(unit, arguments)
    named = {"round": words.called(unit, found), "term": words.term(unit, found.plan)}
    text = say_here(unit, "how_many_days", **named, days=found.lead_days, opens=found.open_days)
    return wait_for(unit, found, "days", text)


def wait_for(unit: Unit, found: Round, what: str, text: str, options: Sequence[Option] = ()) -> Screen:
    """Show a question, and take the next message of the person for its answer if it is one."""
    assert unit.chat_id is not None
    stop_waiting(unit, unit.chat_id)
    data = {"round": found.id, "what": what}
    asks.put(unit.db, unit.chat_id, unit.person.user_id, "round", data, now=unit.now)
    back = Option(say_here(unit, "button_back"), buttons.see(found.id))
    return Screen(text, (*options, back))


def stop_waiting(unit: Unit, chat_id: int) -> None:
    """Close what waits for the next message of a chat; deadlines that wait for their button stay."""
    for ask in _waiting(unit, chat_id, unit.now - asks.KEEP):
        asks.settle(unit.db, ask.id, now=unit.now)


def wait_for_deadline(unit: Unit, plan: str) -> None:
    """Take the next message of the person for a deadline of *plan*, if it is one."""
    assert unit.chat_id is not None
    stop_waiting(unit, unit.chat_id)
    asks.put(unit.db, unit.chat_id, unit.person.user_id, "round", {"what": _DEADLINE, "plan": plan}, now=unit.now)


def plan_waiting(unit: Unit, message: Message) -> str | None:
    """The plan for which a deadline is waited for; None where none is, or something newer waits for the message."""
    ask = _open(unit, message)
    return ask.data["plan"] if ask and ask.data["what"] == _DEADLINE and not message.edit_date else None


def carry_on(unit: Unit, message: Message, text: str) -> bool:
    """Take the answer to an open question; False when there is none, or *text* is something else."""
    ask = _open(unit, message)
    if ask and ask.data["what"] == _DEADLINE:
        return False
    found = rounds.by_id(unit.db, ask.data["round"]) if ask else None
    if ask is None or found is None or message.edit_date or len(text) > _LONGEST_ANSWER:
        return False
    try:
        screen = _ANSWERS[ask.data["what"]](unit, found, text)
    except NotAllowedError:
        asks.settle(unit.db, ask.id, now=unit.now)
        return False
    if screen is None:
        return False
    if screen.options:  # a sentence without buttons says what is wrong with the answer: the question stays
        asks.settle(unit.db, ask.id, now=unit.now)
    unit.send(screen.text, screen.options)
    return True


def say_expected(unit: Unit, message: Message, reply: Reply) -> bool:
    """Say what the open question takes for an answer, where a message is neither that nor a question about the plans.

    Args:
        unit: The update.
        message: What was sent.
        reply: What the plans have to say to it.

    Returns:
        False when nothing is open, or *reply* is an answer.
    """
    understood = reply.kind != "out_of_scope" and reply.query != "1:help"
    ask = None if understood or message.edit_date else _open(unit, message)
    if ask is None or ask.data["what"] == _DEADLINE:
        return False
    unit.send(_expected(unit, ask.data["what"]).text)
    return True


def _expected(unit: Unit, what: str) -> Screen:
    """The sentence that says what an open question takes for an answer."""
    return Screen(say_here(unit, f"expected_{what}"))


def _no_day(unit: Unit, text: str, what: str) -> Screen | None:
    """What is said to a text that is no day to come: of "31/2" what is expected, other words are not for us."""
    return _expected(unit, what) if means_a_day(text, unit.now.date()) else None


def _waiting(unit: Unit, chat_id: int, since: datetime) -> list[Ask]:
    """The questions of a chat that a message may answer, the newest first."""
    return [ask for ask in asks.open_in(unit.db, chat_id, "round", since=since) if ask.data["what"] in _WHATS]


def _open(unit: Unit, message: Message) -> Ask | None:
    """The open question of the chat, unless something newer waits for the message."""
    since = unit.now - _WAITS
    mine = _waiting(unit, message.chat_id, since)
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
        return _no_day(unit, text, "move")
    amiss = _not_to_be(unit, found, day, text)
    if amiss:
        return amiss
    moved = rounds.move(unit.db, found.id, day.last, by=unit.person.user_id, now=unit.now)
    key = "done_move_before" if day.before else "done_move"
    written, last = words.day(unit, day.day), words.day(unit, day.last)
    return round_page(unit, moved, first=say_here(unit, key, written=written, last=last))


def _not_to_be(unit: Unit, found: Round, day: Day, text: str) -> Screen | None:
    """Why a day is not to be a round's last one: it is over, or so far that it has rather just passed."""
    today = unit.now.date()
    if day.last < today:
        return Screen(say_here(unit, "day_is_over", day=words.day(unit, day.last)))
    if found.last_day and day.last - max(today, found.last_day) > _FAR and str(day.day.year) not in text:
        return Screen(say_here(unit, "day_is_far", day=f"{day.day:%d/%m/%Y}"))
    return None


def _set_days(unit: Unit, found: Round, text: str) -> Screen | None:
    """How long before the last day villages are due, and the round opens: "10 ngày", "mở trước 45 ngày", or both.

    Or the villages' last day itself: "20/11". It opens earlier by itself where it would open after villages are due.
    """
    typed = vietnamese.fold(vietnamese.repair(text)).strip(" .")
    opening = _OPENS.search(typed)
    rest = typed[: opening.start()] if opening else typed
    match = _DAYS.fullmatch(rest)
    if match is None and (rest or not opening):
        return _set_village_day(unit, found, text)
    lead = int(match[1]) if match else found.lead_days
    opens = int(opening[1]) if opening else found.open_days
    return _set_lead(unit, found, lead, opens, "done_days")


def _set_village_day(unit: Unit, found: Round, text: str) -> Screen | None:
    """The villages' last day: not over, not after that of the report, nor long before it."""
    if found.last_day is None:
        return None
    today = unit.now.date()
    # Of next year's round "20/10" is a day of next year.
    day = parse_day(text, max(today, found.last_day - timedelta(days=_MOST_DAYS)))
    if day is None:
        return _no_day(unit, text, "days")
    if day.last < today:
        return Screen(say_here(unit, "day_is_over", day=words.day(unit, day.last)))
    if day.last > found.last_day:
        return Screen(say_here(unit, "village_day_too_late", last=words.day(unit, found.last_day)))
    return _set_lead(unit, found, (found.last_day - day.last).days, found.open_days, "done_village_day")


def _set_lead(unit: Unit, found: Round, lead: int, opens: int, key: str) -> Screen:
    """Set how many days before the last one villages are due, and the round opens."""
    if lead > _MOST_DAYS or opens > _MOST_DAYS:
        return Screen(say_here(unit, "too_many_days", most=_MOST_DAYS))
    if lead >= opens:
        opens = lead + found.open_days - found.lead_days
    now = rounds.set_days(unit.db, found.id, lead_days=lead, open_days=opens, by=unit.person.user_id, now=unit.now)
    assert now.village_day
    said = {"days": lead, "opens": opens, "day": words.day(unit, now.village_day)}
    return round_page(unit, now, first=say_here(unit, key, **said, term=words.term(unit, found.plan)))


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
_DEADLINE = "deadline"  # behind /them_han alone
_WHATS = (*_ANSWERS, _DEADLINE)
