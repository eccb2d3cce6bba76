"""/tiendo, /xuat, /baocao, the same in words, and the buttons that lead from one screen to the next."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from telegram import CallbackQuery, Message, Update

from handlers import addressing
from handlers.people.standing import led_plans, offered_plans, plan_name
from handlers.progress.files import is_file, owe_file
from handlers.progress.measure import measure_page
from handlers.progress.missing import missing_page
from handlers.progress.overview import overview
from handlers.progress.view import Seen, View, What, is_group, seen, view_of
from handlers.progress.village import village_code, village_page
from handlers.screen import OldButtonError, Screen
from handlers.unit import Unit
from handlers.wording import say
from knowledge.figures import phrases
from knowledge.figures.asked import ProgressQuestion
from knowledge.figures.phrases import ProgressKind
from knowledge.reply import Option
from knowledge.vietnamese import fold
from storage import roles, villages
from storage.roles import NotAllowedError

_FORMAT = re.compile(r"(?<!\w)(csv|excel|xlsx)(?!\w)", re.IGNORECASE)

_SCREENS: Mapping[What, Callable[[Seen], Screen]] = {
    "o": overview,
    "m": measure_page,
    "n": missing_page,
    "v": village_page,
}
# The files that may be asked for in words.
_FILES: Mapping[ProgressKind, What] = {"document": "w", "workbook": "x", "table": "t"}


def in_words(unit: Unit, text: str, reply_to: int | None) -> bool:
    """Answer a question of progress.

    Returns:
        False when *text* is none, or comes from somebody without any role: then nothing was said, unless it asks for
        the figures of one village, of which the target of the plan would be taken for the answer.
    """
    folded = fold(text)
    if not phrases.may_ask(folded):
        return False
    takes_part = bool(roles.of_person(unit.db, unit.person.user_id))
    if not takes_part and not phrases.ONE_VILLAGE.search(folded):
        return False
    plan = _usual_plan(unit) if takes_part else None
    known = villages.names_in(unit.db, plan) if plan else ()
    question = unit.library.progress.question(text, today=unit.now.date(), villages=known)
    if question is None or not (takes_part or question.village):
        return False
    if not takes_part:
        unit.send(say("village_for_participants", unit.language), reply_to=reply_to)
    elif question.kind in _FILES:
        _owe(unit, question, _FILES[question.kind], private=not is_group(unit))
    else:
        _answer(unit, question, reply_to)
    return True


def tiendo(unit: Unit, update: Update) -> None:
    """/tiendo [topic] [plan] [period]: how far the villages have come."""
    message = update.effective_message
    if message is not None:
        question = _details(unit, message, addressing.arguments(message, unit.username), "progress_not_read")
        if question:
            _answer(unit, question, addressing.thread(message))


def xuat(unit: Unit, update: Update) -> None:
    """/xuat [csv] [period]: the Excel workbook, or the same as CSV, for staff."""
    _file(unit, update, "x")


def baocao(unit: Unit, update: Update) -> None:
    """/baocao [period]: the Word report, for staff."""
    _file(unit, update, "w")


def press(unit: Unit, query: CallbackQuery, payload: str) -> None:
    """Carry out a button: a screen takes the place of the one with the button, a file comes as a new message."""
    try:
        view = view_of(payload)
        what = seen(unit, view)
        if is_file(view.what):
            owe_file(what)
            return
        screen = _SCREENS[view.what](what)
    except OldButtonError:
        unit.send(say("old_view", unit.language))
    except NotAllowedError:
        unit.send(_refusal(unit, view))
    else:
        unit.put_in_place(query, screen.text, screen.options)


def _answer(unit: Unit, question: ProgressQuestion, reply_to: int | None) -> None:
    """Show what *question* asks for."""
    plan = question.plan or _usual_plan(unit)
    period = question.period or str(unit.now.year)
    one = question.measures[0].code if len(question.measures) == 1 else ""
    view = View("n" if question.kind == "missing" else "m" if one else "o", plan or "", period, one)
    if plan is None:
        unit.send(*_which_plan(unit, view, offered_plans(unit)), reply_to=reply_to)
        return
    try:
        screen = _screen(unit, view, question)
    except OldButtonError:  # a sensitive measure in a group, a plan that is gone
        unit.send(say("not_in_groups" if one else "progress_which_plan", unit.language), reply_to=reply_to)
    except NotAllowedError:
        unit.send(_refusal(unit, view), reply_to=reply_to)
    else:
        unit.send(screen.text, screen.options, reply_to=reply_to)


def _screen(unit: Unit, view: View, question: ProgressQuestion) -> Screen:
    """Make the screen of a view as a question asks for it.

    Raises:
        OldButtonError: The plan or the measure is not there, or not to be spoken of here.
        NotAllowedError: It is not for the person's eyes.
    """
    if question.village is None:
        what = seen(unit, view)
        return overview(what, question.measures) if view.what == "o" else _SCREENS[view.what](what)
    village = villages.named(unit.db, view.plan, question.village)
    if village is None:
        what = seen(unit, view)
        what.sight.require_part()
        return Screen(what.say("village_unknown", place=what.place, village=question.village))
    code = village_code(village, question.measures)
    return village_page(seen(unit, replace(view, what="v", code=code)), question.measures)


def _file(unit: Unit, update: Update, what: What) -> None:
    """Owe the file that a command asks for."""
    message = update.effective_message
    if message is None:
        return
    words = addressing.arguments(message, unit.username)
    asked = _FORMAT.search(words) if what == "x" else None
    question = _details(unit, message, _FORMAT.sub(" ", words) if asked else words, "file_not_read")
    if question is None:
        return
    kind: What = "t" if asked and asked[1].lower() == "csv" else what
    _owe(unit, question, kind, private=addressing.is_private(message))


def _owe(unit: Unit, question: ProgressQuestion, kind: What, *, private: bool) -> None:
    """Owe the file that a question or a command asks for, to staff."""
    plan = question.plan or _usual_plan(unit)
    view = View(kind, plan or "", question.period or str(unit.now.year))
    try:
        if plan is None and private:
            unit.send(*_which_plan(unit, view, led_plans(unit)))
        else:
            owe_file(seen(unit, view))
    except (NotAllowedError, OldButtonError):
        unit.send(say("staff_only", unit.language))


def _which_plan(unit: Unit, view: View, plans: Sequence[str]) -> tuple[str, list[Option]]:
    """Ask of which of *plans* the view is wanted."""
    options = [Option(plan_name(unit, plan), str(replace(view, plan=plan))) for plan in plans]
    return say("progress_which_plan", unit.language), options


def _details(unit: Unit, message: Message, words: str, unread: str) -> ProgressQuestion | None:
    """What *words* behind a command ask for; None, and the sentence *unread*, when they cannot be read."""
    question = unit.library.progress.details(words, today=unit.now.date())
    if question is None:
        unit.send(say(unread, unit.language), reply_to=addressing.thread(message))
    return question


def _usual_plan(unit: Unit) -> str | None:
    """The plan meant where none is named: of those in which the person has a role, the home plan first."""
    plans = [role.plan for role in roles.of_person(unit.db, unit.person.user_id) if role.plan]
    home = unit.person.home
    return home if home in plans or not plans else plans[0]


def _refusal(unit: Unit, view: View) -> str:
    """Why a view is not shown."""
    plan = unit.library.plans.get(view.plan)
    if is_file(view.what) and view.what != "c":
        return say("staff_only", unit.language)
    if unit.chat_id is not None and unit.chat_id < 0:
        return say("not_in_groups", unit.language)
    return say("not_for_you", unit.language, place=unit.library.localities[plan.locality].name if plan else "")


COMMANDS = {"tiendo": tiendo, "xuat": xuat, "baocao": baocao}
"""The commands of this package, by name."""
