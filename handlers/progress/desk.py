"""/tiendo, /xuat, /baocao, the same in words, and the buttons that lead from one screen to the next."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from telegram import CallbackQuery, Message

from handlers import addressing
from handlers.guarding import Refusal, guarded
from handlers.people.standing import led_plans, offered_plans, plan_meant, plan_name
from handlers.progress.expected import code_of_goal, period_meant
from handlers.progress.files import is_file, owe_file
from handlers.progress.history import history_asked
from handlers.progress.measure import measure_page
from handlers.progress.missing import missing_page
from handlers.progress.overview import overview
from handlers.progress.periods import nothing_of, periods_compared, periods_page, require_period
from handlers.progress.view import Seen, View, What, seen, view_of
from handlers.progress.village import village_page
from handlers.progress.villages_asked import villages_asked
from handlers.screen import NotShownError, Screen
from handlers.tongue import speak_as
from handlers.unit import Unit
from knowledge.figures import phrases
from knowledge.figures.asked import ProgressQuestion
from knowledge.figures.model import Measure
from knowledge.figures.phrases import ProgressKind
from knowledge.query import parse_query
from knowledge.reply import Option
from knowledge.sentences import say
from knowledge.vietnamese import fold
from storage import roles, villages
from storage.roles import NotAllowedError, Role

_FORMAT = re.compile(r"(?<!\w)(csv|excel|xlsx)(?!\w)", re.IGNORECASE)

_SCREENS: Mapping[What, Callable[[Seen], Screen]] = {
    "o": overview,
    "m": measure_page,
    "n": missing_page,
    "v": village_page,
    "p": periods_page,
}
# The files that may be asked for in words.
_FILES: Mapping[ProgressKind, What] = {"document": "w", "workbook": "x", "table": "t", "chart": "c"}


def in_words(unit: Unit, text: str, reply_to: int | None) -> bool:
    """Answer a question of progress.

    Returns:
        False when *text* is none, or comes from somebody without any role: then nothing was said, unless it asks for
        the figures of villages, of which the target of the plan would be taken for the answer.
    """
    folded = fold(text)
    if not phrases.may_ask(folded) and not phrases.says_no_amount(folded):
        return False
    held = roles.of_person(unit.db, unit.person.user_id)
    takes_part = bool(held)
    if not takes_part and not phrases.ONE_VILLAGE.search(folded):
        return False
    plan = plan_meant(unit) if takes_part else None
    known = villages.names_in(unit.db, plan) if plan else ()
    question = unit.library.progress.question(
        text, today=unit.now.date(), villages=known, own=_own_villages(unit, held, plan)
    )
    if question is None or _goes_on_comparing(unit, question):
        return False
    speak_as(unit, text)
    if not takes_part:
        unit.send(say("village_for_participants", unit.language), reply_to=reply_to)
    elif question.kind in _FILES:
        _owe(unit, question, _FILES[question.kind])
    else:
        _answer(unit, question, reply_to)
    return True


def _own_villages(unit: Unit, held: Sequence[Role], plan: str | None) -> tuple[str, ...] | None:
    """The names of the villages somebody reports for in *plan*; None for who neither sends nor collects figures."""
    if unit.in_group or all(role.role == "official" for role in held):
        return None
    own = [villages.by_id(unit.db, role.village_id) for role in held if role.plan == plan and role.village_id]
    return tuple(village.name for village in own if village and village.name and not village.closed)


def _goes_on_comparing(unit: Unit, question: ProgressQuestion) -> bool:
    """Tell whether "nơi nào cao nhất" is about the plans that were compared just now, and not about villages."""
    compared = parse_query(unit.frame.query) if unit.frame else None
    bare = not question.measures and not question.period and not question.villages and question.kind == "overview"
    return compared is not None and compared.kind == "compare" and bare and question.compares


def tiendo(unit: Unit, message: Message, words: str) -> None:
    """/tiendo [villages] [topic] [plan] [period]: how far the villages have come."""
    plan = plan_meant(unit)
    known = villages.names_in(unit.db, plan) if plan else ()
    question = unit.library.progress.commanded(words, today=unit.now.date(), villages=known)
    if question:
        _answer(unit, question, addressing.thread(message))
    else:
        unit.send(say("progress_not_read", unit.language), reply_to=addressing.thread(message))


def xuat(unit: Unit, message: Message, words: str) -> None:
    """/xuat [csv] [period]: the Excel workbook, or the same as CSV, for staff; always of the whole plan."""
    asked = _FORMAT.search(words)
    question = _details(unit, message, _FORMAT.sub(" ", words))
    if question:
        _owe(unit, question, "t" if asked and asked[1].lower() == "csv" else "x")


def baocao(unit: Unit, message: Message, words: str) -> None:
    """/baocao [period]: the Word report, for staff."""
    question = _details(unit, message, words)
    if question:
        _owe(unit, question, "w")


def press(unit: Unit, query: CallbackQuery, payload: str) -> None:
    """Carry out a button: a screen takes the place of the one with the button, a file comes as a new message."""
    shown = guarded(unit, lambda: _carry_out(unit, payload), hint="old_button_progress")
    if isinstance(shown, Refusal):
        unit.send(shown.text)
    elif shown:
        unit.put_in_place(query, shown.text, shown.options)


def _carry_out(unit: Unit, payload: str) -> Screen | None:
    """The screen of a button; None where a file is owed instead."""
    view = view_of(payload)
    with _explained(unit, view):
        what = seen(unit, view)
        if not is_file(view.what):
            return _shown(what)
        owe_file(what)
        return None


def _answer(unit: Unit, question: ProgressQuestion, reply_to: int | None) -> None:
    """Show what *question* asks for."""
    screen = guarded(unit, lambda: _asked_for(unit, question), hint="old_button_progress")
    unit.send(screen.text, screen.options, reply_to=reply_to)


def _asked_for(unit: Unit, question: ProgressQuestion) -> Screen:
    """The screen that a question asks for; where it names no plan and several may be meant, which it is.

    Raises:
        NotShownError: It is not for the person's eyes, or names a period that there is not.
    """
    require_period(question)
    plan = question.plan or plan_meant(unit)
    period = period_meant(unit, plan, question)
    one = question.measures[0].code if len(question.measures) == 1 else ""
    code = one or (code_of_goal(question.goal) if question.kind == "overview" else "")
    view = View("n" if question.kind == "missing" else "m" if one else "o", plan or "", period, code)
    if plan is None:
        return _which_plan(unit, view, offered_plans(unit))
    with _explained(unit, view):
        return _screen(unit, view, question)


def _screen(unit: Unit, view: View, question: ProgressQuestion) -> Screen:
    """Make the screen of a view as a question asks for it.

    Raises:
        NotShownError: What it is about is sensitive, and others read along.
        NotAllowedError: It is not for the person's eyes.
    """
    what = seen(unit, view)
    if question.villages:
        return (history_asked if question.kind == "history" and what.sight.leads else villages_asked)(what, question)
    if len(question.periods) > 1:
        return periods_compared(what, question.periods, question.measures)
    return _shown(what, question.measures)


def _shown(what: Seen, only: Sequence[Measure] = ()) -> Screen:
    """Make a screen; of a period before the plan's time here, or yet to come, say that there is nothing of it."""
    nothing = None if what.view.what in ("v", "p") else nothing_of(what)
    if nothing:
        return nothing
    if what.view.what in ("o", "n"):
        return (overview if what.view.what == "o" else missing_page)(what, only)
    return _SCREENS[what.view.what](what)


def _owe(unit: Unit, question: ProgressQuestion, what: What) -> None:
    """Owe the file that a question or a command asks for, to staff."""
    screen = guarded(unit, lambda: _file(unit, question, what), hint="old_button_progress")
    if screen:
        unit.send(screen.text, screen.options)


def _file(unit: Unit, question: ProgressQuestion, what: What) -> Screen | None:
    """Owe the file, and show nothing; or ask of which plan it is to be.

    Raises:
        NotAllowedError: It is not for the person.
        NotShownError: It is not for the person, or of a period that there is not, or several at once.
    """
    require_period(question)
    if len(question.periods) > 1:
        raise NotShownError("file_of_one_period")
    plan = question.plan or plan_meant(unit)
    view = View(what, plan or "", period_meant(unit, plan, question))
    if what == "c":
        if len(question.measures) != 1:
            raise NotShownError("chart_of_one")
        view = replace(view, code=question.measures[0].code)
    with _explained(unit, view):
        if plan is None and not unit.in_group:
            return _which_plan(unit, view, offered_plans(unit) if what == "c" else led_plans(unit))
        if plan is None:
            raise NotAllowedError("no plan in a group")
        owe_file(seen(unit, view))
    return None


def _which_plan(unit: Unit, view: View, plans: Sequence[str]) -> Screen:
    """Ask of which of *plans* the view is wanted."""
    options = tuple(Option(plan_name(unit, plan), str(replace(view, plan=plan))) for plan in plans)
    return Screen(say("progress_which_plan", unit.language), options)


def _details(unit: Unit, message: Message, words: str) -> ProgressQuestion | None:
    """What *words* behind the command for a file ask for; None, and a word of it, when they cannot be read."""
    plan = plan_meant(unit)
    known = villages.names_in(unit.db, plan) if plan else ()
    question = unit.library.progress.commanded(words, today=unit.now.date(), villages=known)
    if question is None:
        unit.send(say("file_not_read", unit.language), reply_to=addressing.thread(message))
    elif question.villages:
        named = ", ".join(question.villages)
        unit.send(say("file_of_all_villages", unit.language, villages=named), reply_to=addressing.thread(message))
    return question


@contextmanager
def _explained(unit: Unit, view: View) -> Iterator[None]:
    """Say of a view that is not for the person for whom it is.

    Raises:
        NotShownError: It is not for them.
    """
    try:
        yield
    except NotAllowedError:
        raise _not_shown(unit, view) from None


def _not_shown(unit: Unit, view: View) -> NotShownError:
    """Why a view is not shown."""
    if is_file(view.what) and view.what != "c":
        return NotShownError("staff_only")
    if unit.in_group:
        return NotShownError("not_in_groups")
    plan = unit.library.plans.get(view.plan)
    return NotShownError("not_for_you", place=unit.library.localities[plan.locality].name if plan else "")


COMMANDS = {"tiendo": tiendo, "xuat": xuat, "baocao": baocao}
"""The commands of this package, by name."""
