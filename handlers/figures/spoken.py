"""Plain words of those who send figures, instead of a button or a command: "hoàn tác", "đúng rồi", "còn thiếu gì"."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta

from telegram import Message

from handlers import progress, rounds
from handlers.figures import correcting, guided, looking, pressing, receipt, taking
from handlers.figures.batch import SAID_AGAIN, Batch
from handlers.figures.reporter import Reporter, no_reporter, reporter_of
from handlers.unit import Unit
from handlers.wording import say
from knowledge.sending import Wish, wish_of
from storage import asks, revisions
from storage.asks import Ask
from storage.figures import Recorded
from storage.revisions import Revision

_UNDONE_AT_ONCE = timedelta(days=1)  # what is older is shown first, with the button
# "bỏ số tiêm chủng", "xóa khai sinh". "Bỏ" alone begins "bỏ học tiểu học", "huy" without its mark "huy động".
_DROPS = re.compile(
    r"^\s*(?:(?:bỏ|bo|xóa|xoá|xoa|hủy|huỷ|huy|rút|rut)\s+(?:số|so)(?:\s+(?:liệu|lieu))?|xóa|xoá|hủy|huỷ|hoàn tác"
    r"|hoan tac|undo|delete|remove)\s+(?P<what>\D+)$",
    re.IGNORECASE,
)


def take(unit: Unit, message: Message, text: str) -> bool:
    """Take the figures of a private message, or what it wants done about figures; False when it is a question."""
    if not message.edit_date:
        wish, reporter = wish_of(text), None
        if wish or _DROPS.match(text):
            reporter = reporter_of(unit)
        if reporter and (_ACTS[wish](unit, reporter, message) if wish else _offer_drop(unit, reporter, text)):
            return True
        if wish == "send" and reporter is None:
            unit.send(no_reporter(unit))
            return True
    return taking.take(unit, message, text)


def _undo(unit: Unit, reporter: Reporter, message: Message) -> bool:
    """Take back what was sent last, or what the message is a reply to."""
    revision = _meant(unit, reporter, message)
    if revision is None:
        unit.send(say("figures_none_sent", unit.language))
    elif unit.now - revision.at > _UNDONE_AT_ONCE:
        _show(unit, reporter, revision)
    else:
        told = correcting.undo(unit, reporter, revision, correcting.source_of(unit, revision, "undo"))
        _send(unit, told)
    return True


def _wrong(unit: Unit, reporter: Reporter, message: Message) -> bool:
    """Something is not as it was meant: forget what is doubted, else show what was sent last with its buttons."""
    if _no(unit, reporter, message):
        return True
    revision = _meant(unit, reporter, message)
    if revision is None:
        unit.send(say("figures_none_sent", unit.language))
    else:
        _show(unit, reporter, revision)
    return True


def _fix(unit: Unit, reporter: Reporter, message: Message) -> bool:
    """Give the lines to correct."""
    revision = _meant(unit, reporter, message)
    found = correcting.ask_for_fix(unit, reporter, revision) if revision else say("figures_none_sent", unit.language)
    unit.send(found)
    return True


def _yes(unit: Unit, reporter: Reporter, message: Message) -> bool:
    """Store what was doubted in the last message with a doubt; False where nothing waits for a yes."""
    batch = pressing.answered(unit, reporter, _doubted(unit, message)[::-1], 0)
    if batch:
        _send(unit, batch)
    return batch is not None


def _no(unit: Unit, _reporter: Reporter, message: Message) -> bool:
    """Forget what was doubted."""
    doubted = _doubted(unit, message)
    for ask in doubted:
        asks.settle(unit.db, ask.id, now=unit.now)
    if doubted:
        unit.send(say("figures_not_stored", unit.language))
    return bool(doubted)


def _missing(unit: Unit, reporter: Reporter, message: Message) -> bool:
    """What is owed: by the person's villages; by all of them for staff, whose own question has these words."""
    if not reporter.leads:
        guided.show_missing(unit, reporter)
        return True
    return progress.in_words(unit, "nơi nào chưa nộp", None)


def _send_figures(unit: Unit, reporter: Reporter, message: Message) -> bool:
    guided.show_missing(unit, reporter)
    return True


def _mine(unit: Unit, reporter: Reporter, message: Message) -> bool:
    looking.show_mine(unit, reporter)
    return True


def _due(unit: Unit, reporter: Reporter, message: Message) -> bool:
    """By when figures are due stands with the rounds."""
    return rounds.in_words(unit, "đợt báo cáo", None)


def _nothing(unit: Unit, reporter: Reporter, message: Message) -> bool:
    """No dialogue is open that could be gone on with."""
    return False


_ACTS: Mapping[Wish, Callable[[Unit, Reporter, Message], bool]] = {
    "undo": _undo,
    "wrong": _wrong,
    "fix": _fix,
    "yes": _yes,
    "no": _no,
    "missing": _missing,
    "send": _send_figures,
    "mine": _mine,
    "due": _due,
    "skip": _nothing,
}


def _offer_drop(unit: Unit, reporter: Reporter, text: str) -> bool:
    """Show the figure that words such as "xóa khai sinh" name, with its buttons; False where the person sent none."""
    found = _DROPS.match(text)
    places = {(m.indicator, m.part) for m in reporter.mention(found["what"]).measures} if found else set()
    mine = revisions.current_of_person(unit.db, unit.person.user_id, reporter.plan)
    named = [one for one in mine if (one.cell.indicator, one.cell.part) in places]
    if named:
        _show(unit, reporter, named[-1])
    return bool(named)


def _meant(unit: Unit, reporter: Reporter, message: Message) -> Revision | None:
    """What a message is about that names no figure: what it is a reply to, else what was sent last."""
    replied = correcting.replied_to(unit, message)
    standing = correcting.standing_beside(unit, replied[-1]) if replied else []
    mine = standing or revisions.current_of_person(unit.db, unit.person.user_id, reporter.plan)
    return mine[-1] if mine else None


def _doubted(unit: Unit, message: Message) -> list[Ask]:
    """What the bot doubts still of the person's last message with a doubt, the newest first."""
    found = asks.open_in(unit.db, message.chat_id, "doubt", since=unit.now - SAID_AGAIN)
    own = [ask for ask in found if ask.user_id == unit.person.user_id]
    return [ask for ask in own if ask.data["message"] == own[0].data["message"]]


def _show(unit: Unit, reporter: Reporter, revision: Revision) -> None:
    """Show once more what was sent together with *revision*, with the buttons of its receipt."""
    batch = Batch(reporter, correcting.source_of(unit, revision, "button"))
    batch.recorded += [
        Recorded("unchanged", one.cell, one.said, None, one) for one in correcting.standing_beside(unit, revision)
    ]
    text, options = receipt.render(batch)
    unit.send(f"{say('figures_drop_or_fix', unit.language)}\n{text}", options)


def _send(unit: Unit, told: Batch | str) -> None:
    unit.send(*((told,) if isinstance(told, str) else receipt.render(told)))
