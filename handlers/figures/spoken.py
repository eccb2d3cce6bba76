"""Plain words of those who send figures, instead of a button or a command: "hoàn tác", "đúng rồi", "còn thiếu gì"."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from telegram import Message

from handlers import progress, rounds
from handlers.figures import (
    amount_first,
    answering,
    asking,
    choosing,
    continuing,
    correcting,
    deciding,
    guided,
    looking,
    moving,
    naming,
    pressing,
    receipt,
    regretting,
    sources,
    taking,
)
from handlers.figures.absences import is_report
from handlers.figures.batch import SAID_AGAIN, Batch
from handlers.figures.kept import Kept
from handlers.figures.reporter import Reporter, no_reporter, reporter_of
from handlers.people import myself
from handlers.private_data import holds_personal_data
from handlers.safety import help_for
from handlers.unit import Unit
from knowledge.sending import (
    Remark,
    Wish,
    births_registered,
    promises_figures,
    said_of_oneself,
    wish_of,
    wish_of_period,
)
from knowledge.sentences import say
from storage import asks, outbox, revisions
from storage.asks import Ask

_UNDONE_AT_ONCE = timedelta(days=1)  # what is older is shown first, with the button
_ONCE: frozenset[Wish] = frozenset({"undo", "yes", "no"})  # said again by a repeated update, they would do more


def take(unit: Unit, message: Message, text: str) -> bool:
    """Take the figures of a private message, or what it wants done about figures; False when it is a question."""
    if not message.edit_date:
        wish, reporter = wish_of(text), reporter_of(unit)
        if reporter and not wish and choosing.in_words(reporter, message, text):
            return True
        if reporter and not wish and amount_first.named_behind(reporter, message, text):
            return True
        if reporter and reporter.leads and not wish and _decision(reporter, message, text):
            return True
        if reporter and not reporter.leads and (_of_a_period(reporter, text) or _remark(reporter, message, text)):
            return True
        if reporter and (_ACTS[wish](unit, reporter, message) if wish else _regret(reporter, message, text)):
            if wish in _ONCE:
                sources.remember(unit, message, text)
            return True
        if wish == "send" and reporter is None:
            unit.send(no_reporter(unit, sent=False))
            return True
        taken = taking.take(unit, message, text)
        if taken and reporter:
            amount_first.note(reporter, message, text)
        return taken
    return taking.take(unit, message, text)


def _decision(reporter: Reporter, message: Message, text: str) -> bool:
    """Let the value hold that staff name of two; a doubt of theirs comes before, for it may be meant."""
    unit = reporter.unit
    if _doubted(unit, message):
        return False
    decided = deciding.in_words(unit, reporter.plan, text, sources.of_message(unit, message, "decision"))
    if decided:
        sources.remember(unit, message, text)
    return decided


def _of_a_period(reporter: Reporter, text: str) -> bool:
    """Show what was sent for a period, or is missing of it: "tháng trước em gửi bao nhiêu"; else False."""
    wished = wish_of_period(text)
    if wished is None:
        return False
    wish, period = wished
    if wish == "mine":
        looking.show_mine(reporter.unit, reporter, period)
    else:
        guided.show_missing(reporter.unit, reporter, period)
    return True


def _remark(reporter: Reporter, message: Message, text: str) -> bool:
    """Answer what a collaborator says of themselves or of their figures; False where it is something else."""
    unit, remark = reporter.unit, said_of_oneself(text)
    if remark is None or help_for(unit, text) or holds_personal_data(reporter.read(text)):
        return False
    if remark in _IN_NO_DIALOGUE and asks.open_in(unit.db, message.chat_id, "dialogue", since=unit.now - SAID_AGAIN):
        return False
    if remark == "missing" or remark == "mine":
        return _ACTS[remark](unit, reporter, message)
    if remark == "all-of-them":
        return _all_of_them(reporter, message, text)
    if remark == "births" and (registered := births_registered(text)):
        unit.send(say("figures_births_registered", unit.language, line=f"khai sinh {registered}"))
        return True
    if remark in ("leave", "erase"):
        screen = myself.leave(unit) if remark == "leave" else myself.erase(unit)
        unit.send(screen.text, screen.options)
    else:
        unit.send(say(_ANSWERS[remark], unit.language))
    return True


_IN_NO_DIALOGUE: frozenset[Remark] = frozenset({"later", "nothing"})  # it says what it waits for
_ANSWERS: Mapping[Remark, str] = {
    "nagged": "figures_why_reminded",
    "stop": "figures_how_to_stop",
    "how": "figures_how",
    "births": "figures_births_only",
    "later": "figures_later",
    "seen": "figures_who_sees",
    "nothing": "figures_not_understood",
    "late": "figures_late",
    "none": "figures_none_of_what",
    "stand-in": "figures_stand_in",
    "hello": "figures_hello",
}


def _all_of_them(reporter: Reporter, message: Message, text: str) -> bool:
    """Ask of how many, where all are said to be reached: "khai sinh đủ"; False for cases, and other words."""
    unit, measures = reporter.unit, reporter.mention(text).measures
    reading = reporter.read(text)
    if len(measures) != 1 or measures[0].counts_cases or is_report(reading) or holds_personal_data(reading):
        return False
    line = f"{reporter.measure_words(measures[0])} …/…"
    continuing.note_named(reporter, message, measures[0])
    unit.send(say("figures_all_of_them", unit.language, label=naming.label(unit, measures[0]), line=line))
    return True


def _regret(reporter: Reporter, message: Message, text: str) -> bool:
    """Take a period said alone, or words that something was wrong; False where the message is something else."""
    return (
        moving.in_words(reporter, message, text)
        or regretting.offer(reporter, message, text)
        or regretting.offer_period(reporter, message, text)
        or looking.who_changed(reporter, text)
        or _later_of(reporter, text)
    )


def _later_of(reporter: Reporter, text: str) -> bool:
    """See a figure promised, "mẫu giáo mai em gửi": give the line to send then; False where nothing is promised."""
    unit = reporter.unit
    if reporter.leads or not promises_figures(text) or help_for(unit, text):
        return False
    reading = reporter.read(text)
    if is_report(reading) or holds_personal_data(reading):
        return False
    measures = reporter.mention(text).measures
    if not measures:
        return False
    words = reporter.measure_words(measures[0]) if len(measures) == 1 else "…"
    amount = "…" if measures[0].counts_cases else "…/…"
    unit.send(say("figures_later_of", unit.language, line=f"{words} {amount}"))
    return True


def _undo(unit: Unit, reporter: Reporter, message: Message) -> bool:
    """Take back what was sent last, or what the message is a reply to."""
    revision = correcting.meant(unit, reporter, message)
    if revision is None:
        unit.send(say("figures_none_sent", unit.language))
    elif unit.now - revision.at > _UNDONE_AT_ONCE or revision.via == "undo":
        regretting.show(reporter, revision)
    else:
        _send(unit, correcting.undo(unit, reporter, revision))
    return True


def _wrong(unit: Unit, reporter: Reporter, message: Message) -> bool:
    """Something is not as it was meant: forget what is asked about, else show what was sent last with its buttons."""
    if _forget_doubts(unit, message) or _forget_asked(unit, message):
        return True
    revision = correcting.meant(unit, reporter, message)
    if revision is None:
        unit.send(say("figures_none_sent", unit.language))
    else:
        regretting.show(reporter, revision)
    return True


def _fix(unit: Unit, reporter: Reporter, message: Message) -> bool:
    """Give the lines to correct."""
    revision = correcting.meant(unit, reporter, message)
    found = correcting.ask_for_fix(unit, reporter, revision) if revision else say("figures_none_sent", unit.language)
    unit.send(found)
    return True


def _yes(unit: Unit, reporter: Reporter, message: Message) -> bool:
    """Store what was doubted in the last message with a doubt; False where nothing waits for a yes.

    Where the bot has said something else since, the yes may be to that: what waits is shown once more.
    """
    doubted = _doubted(unit, message)[::-1]
    if not doubted:
        return _agree(unit, reporter, message)
    if not asks.is_said_last(unit.db, doubted[0]):
        unit.send(*asking.once_more(reporter, doubted))
        return True
    batch = pressing.answered(unit, reporter, doubted, 0)
    if batch:
        _send(unit, batch)
    return batch is not None


def _agree(unit: Unit, reporter: Reporter, message: Message) -> bool:
    """Answer a yes to a receipt, or to what was not stored; False where the bot has said something else last."""
    user_id, chat_id = unit.person.user_id, message.chat_id
    if asks.said_last(unit.db, chat_id, user_id, "again", since=unit.now - SAID_AGAIN):
        unit.send(say("figures_not_stored_yet", unit.language))
        return True
    if _has_told_figures(unit, reporter, chat_id):
        unit.send(say("figures_stored_already", unit.language))
        return True
    return False


def _has_told_figures(unit: Unit, reporter: Reporter, chat_id: int) -> bool:
    """Tell whether the last thing that the bot has said is a receipt of the person's figures."""
    newest = revisions.newest_of_person(unit.db, unit.person.user_id, reporter.plan)
    told = asks.said_last(unit.db, chat_id, unit.person.user_id, "told", since=unit.now - SAID_AGAIN)
    return bool(told) or (newest is not None and str(newest.inbox_id) == outbox.last_cause(unit.db, chat_id))


def _no(unit: Unit, reporter: Reporter, message: Message) -> bool:
    """Forget what was doubted, else that something was to be corrected; False where nothing waits for a word."""
    if _forget_doubts(unit, message):
        return True
    waited = asks.settle_chat(unit.db, message.chat_id, "fix", "move", "again", now=unit.now)
    if waited or _has_told_figures(unit, reporter, message.chat_id):
        unit.send(say("figures_left_as_is", unit.language))
        return True
    return False


def _forget_doubts(unit: Unit, message: Message) -> bool:
    """Forget what was doubted; False where nothing was."""
    doubted = _doubted(unit, message)
    if not doubted or message.reply_to_message or not asks.is_said_last(unit.db, doubted[0]):
        return False
    for ask in doubted:
        asks.settle(unit.db, ask.id, now=unit.now)
    unit.send(say("figures_not_stored", unit.language))
    return True


def _forget_asked(unit: Unit, message: Message) -> bool:
    """Forget the figures that were just asked about, of which nothing is stored; False where none were."""
    since = unit.now - SAID_AGAIN
    asked = asks.said_last(unit.db, message.chat_id, unit.person.user_id, "choice", "again", since=since)
    if not asked or message.reply_to_message:
        return False
    for ask in asked:
        asks.settle(unit.db, ask.id, now=unit.now)
    unit.send(say("figures_not_stored", unit.language))
    return True


def _missing(unit: Unit, reporter: Reporter, _message: Message) -> bool:
    """What is owed: by the person's villages; by all of them for staff, whose own question has these words."""
    if not reporter.leads:
        guided.show_missing(unit, reporter)
        return True
    return progress.in_words(unit, "nơi nào chưa nộp", None)


def _send_figures(unit: Unit, reporter: Reporter, _message: Message) -> bool:
    guided.show_missing(unit, reporter)
    return True


def _mine(unit: Unit, reporter: Reporter, _message: Message) -> bool:
    looking.show_mine(unit, reporter)
    return True


def _due(unit: Unit, _reporter: Reporter, _message: Message) -> bool:
    """By when figures are due stands with the rounds."""
    return rounds.in_words(unit, "đợt báo cáo", None)


def _none(unit: Unit, reporter: Reporter, message: Message) -> bool:
    """None of something, outside a dialogue: ask of what. False for a reply, a correction, and for staff."""
    corrects = message.reply_to_message or asks.open_in(unit.db, message.chat_id, "fix", since=unit.now - SAID_AGAIN)
    if reporter.leads or corrects:
        return False
    unit.send(say("figures_none_of_what", unit.language))
    return True


def _later(unit: Unit, reporter: Reporter, _message: Message) -> bool:
    """Not now: outside a dialogue there is nothing to pass over, and a word is due; staff mean something else."""
    if not reporter.leads:
        unit.send(say("figures_later", unit.language))
    return not reporter.leads


_ACTS: Mapping[Wish, Callable[[Unit, Reporter, Message], bool]] = {
    "undo": _undo,
    "wrong": _wrong,
    "fix": _fix,
    "yes": _yes,
    "no": _no,
    "missing": _missing,
    "send": _send_figures,
    "how": lambda unit, reporter, message: not reporter.leads and _send_figures(unit, reporter, message),
    "mine": _mine,
    "due": _due,
    "none": _none,
    "skip": _later,
    # After the list of what is missing; within a dialogue, that one takes these words itself.
    "next": lambda _unit, reporter, _message: answering.go_on(reporter),
    "done": lambda _unit, reporter, _message: answering.end(reporter),
}


def _doubted(unit: Unit, message: Message) -> list[Ask]:
    """What the bot doubts still of the person's last message with a doubt, the newest first."""
    found = asks.open_in(unit.db, message.chat_id, "doubt", since=unit.now - SAID_AGAIN)
    own = [ask for ask in found if ask.user_id == unit.person.user_id]
    return [ask for ask in own if Kept.of(ask).message == Kept.of(own[0]).message]


def _send(unit: Unit, told: Batch | str) -> None:
    unit.send(*((told,) if isinstance(told, str) else receipt.render(told)))
