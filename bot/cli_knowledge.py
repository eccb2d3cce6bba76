"""The commands that need no Telegram: asking, looking into plans, scoring question files."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from bot.cases import CaseError, answer_cases, day_in, text_in
from bot.clock import SystemClock
from bot.plan_facts import plan_facts
from bot.settings import Settings, SettingsError, load_settings
from knowledge.demonstration import demonstration_villages
from knowledge.errors import PlanFileError
from knowledge.figures.calendar import month_of
from knowledge.figures.model import Figure
from knowledge.figures.villages import Villages
from knowledge.library import Library
from knowledge.model import Language, Plan
from knowledge.reply import Frame, Reply

if TYPE_CHECKING:
    from bot.trial import Trial


def _settings() -> Settings:
    """The settings from the environment; these commands heed BOT_PLANS and BOT_TIMEZONE."""
    try:
        return load_settings(os.environ)
    except SettingsError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(2)


def _load(extra: tuple[Path, ...] = ()) -> Library:
    """Load the library, or leave with the file, line and reason of the fault and exit code 2."""
    try:
        return Library.load((*_settings().plans, *extra))
    except PlanFileError as error:
        click.echo(str(error), err=True)
        sys.exit(2)


def _day(text: str | None) -> dt.date:
    if text is None:
        return SystemClock(_settings().timezone).now().date()
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no day; write it as 2025-04-20.") from error


def converse(
    library: Library, turns: Iterable[str], *, today: dt.date, home: str | None, language: Language | None = None
) -> Iterator[Reply]:
    """Give the reply to each of *turns* of one fresh conversation."""
    frame: Frame | None = None
    for turn in turns:
        reply = library.answer(turn, today=today, frame=frame, home=home, language=language)
        frame = reply.frame
        yield reply


@click.command()
@click.argument("question", required=False)
@click.option("--home", help="The asker's own plan, for instance tan-khai.")
@click.option("--today", help="The day to answer for, as 2025-04-20; today when left out.")
@click.option("--json", "as_json", is_flag=True, help="Print the reply as JSON.")
@click.option(
    "--jsonl", is_flag=True, help="Read cases from standard input, a JSON object a line, and print a line each."
)
def ask(question: str | None, home: str | None, today: str | None, as_json: bool, jsonl: bool) -> None:
    """Answer a question from the plans."""
    if not jsonl and question is None:
        raise click.UsageError('Write a question, for instance: sotay ask "tan khai tiem chung 2025".')
    library = _load()
    if jsonl:
        answer_cases(_Questions.of, lambda case: case.answer(library))
        return
    if home is not None and home not in library.plans:
        raise click.BadParameter(
            f"there is no plan {home!r}; there are {', '.join(library.plans)}.", param_hint="--home"
        )
    reply = library.answer(question or "", today=_day(today), home=home)
    click.echo(json.dumps(reply.to_dict(), ensure_ascii=False, indent=2) if as_json else plain(reply))


class _Questions(NamedTuple):
    """One case of ``ask --jsonl``: a conversation."""

    id: object
    turns: list[str]
    today: dt.date
    home: str | None

    @classmethod
    def of(cls, case: dict[str, Any]) -> _Questions:
        """Read the case from its line."""
        turns = case.get("turns")
        if not isinstance(turns, list):
            raise CaseError("'turns' is no list")
        return cls(case.get("id"), [str(turn) for turn in turns], _day_of(case), text_in(case, "home"))

    def answer(self, library: Library) -> dict[str, Any]:
        """Answer each turn."""
        replies = converse(library, self.turns, today=self.today, home=self.home)
        return {"id": self.id, "replies": [reply.to_dict() for reply in replies]}


def _day_of(case: dict[str, Any]) -> dt.date:
    """The day a case is for; today when it names none."""
    return day_in(case, "today") or _day(None)


def plain(reply: Reply) -> str:
    """Return a reply as a terminal shows it: no tags, the buttons in brackets."""
    from knowledge.evaluation import plain_text

    buttons = " ".join(f"[{o.label}]" for o in reply.options)
    return plain_text(reply.text) + (f"\n{buttons}" if buttons else "")


@click.group()
def plans() -> None:
    """Look into the plans, or check plan files."""


@plans.command()
@click.argument("plan_id", metavar="PLAN")
@click.option("--json", "as_json", is_flag=True, help="Print every fact as JSON.")
def show(plan_id: str, as_json: bool) -> None:
    """Print every fact of a plan."""
    library = _load()
    plan = library.plans.get(plan_id)
    if plan is None:
        raise click.BadParameter(
            f"there is no plan {plan_id!r}; there are {', '.join(library.plans)}.", param_hint="PLAN"
        )
    data = plan_facts(library, plan)
    if as_json:
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return
    for section, rows in data.items():
        click.echo(f"# {section}")
        for row in rows if isinstance(rows, list) else [rows]:
            click.echo("  " + " · ".join(f"{k}: {v}" for k, v in row.items() if v not in (None, "", [], ())))


@plans.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
def check(paths: tuple[Path, ...]) -> None:
    """Check plan files: those named, or all that come with the bot; duplicate facts are faults too."""
    from knowledge.checking import faults

    library = _load(paths)
    found = faults(library)
    for fault in found:
        click.echo(fault, err=True)
    if found:
        sys.exit(2)
    click.echo(f"{len(library.plans)} plans, no faults")


@click.command()
@click.option("--jsonl", is_flag=True, required=True, help="Read cases from standard input, and print a line each.")
def figures(jsonl: bool) -> None:
    """Read messages as a collaborator's, and say what would be stored; nothing is."""
    from bot.trial import Trial

    library = _load()
    trial = Trial(library)
    answer_cases(lambda case: _Report.of(case, library), lambda case: case.answer(library, trial))


class _Report(NamedTuple):
    """One case of ``figures --jsonl``: a message of a collaborator."""

    id: object
    text: str
    plan: Plan
    village: str | None  # the sender's own, of those of the demonstration
    today: dt.date

    @classmethod
    def of(cls, case: dict[str, Any], library: Library) -> _Report:
        """Read the case from its line."""
        text, plan = text_in(case, "text"), library.plans.get(text_in(case, "plan") or "")
        if text is None:
            raise CaseError("there is no 'text'")
        if plan is None:
            raise CaseError(f"'plan' is none of {', '.join(library.plans)}")
        return cls(case.get("id"), text, plan, text_in(case, "village"), _day_of(case))

    def answer(self, library: Library, trial: Trial) -> dict[str, Any]:
        """Say what would be stored of the message, and what the sender would be told."""
        villages = Villages.of(demonstration_villages().get(self.plan.id, ()))
        reading = library.figures.read(
            self.text, villages=villages, own=self.village, today=self.today, locality=self.plan.locality
        )
        return {
            "id": self.id,
            "figures": [_figure(figure, month_of(self.today)) for figure in reading.figures],
            "problems": [{"kind": problem.kind, "text": problem.text} for problem in reading.problems],
            "unread": list(reading.unread),
            "reply": trial.reply_to(self.text, plan=self.plan.id, village=self.village, today=self.today),
        }


def _figure(figure: Figure, month: str) -> dict[str, Any]:
    return {
        "indicator": figure.measure.indicator,
        "part": figure.measure.part,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "value": None if figure.value is None else float(figure.value),
        "village": figure.village,
        "period": figure.period or month,
    }


@click.command("eval")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("-v", "--verbose", is_flag=True, help="Print every case that fails.")
@click.option("--least", type=float, default=0.0, help="Exit 1 when the share of passes of any file is lower.")
def evaluate(files: tuple[Path, ...], verbose: bool, least: float) -> None:
    """Score question files: the share that passes, and how many were answered, but wrong."""
    from knowledge.evaluation import evaluate_file

    if not files:
        raise click.UsageError(
            "Name one or more question files, for instance: sotay eval tests/questions/dev-vi.jsonl."
        )
    library = _load()
    below = False
    for path in files:
        score = evaluate_file(library, path, converse)
        for failure in score.failures if verbose else ():
            click.echo(failure)
        click.echo(
            f"{path.name}: {score.passed} of {score.total} pass ({score.share:.1%}), {score.wrong} answered, but wrong"
        )
        below = below or score.share < least
    sys.exit(1 if below else 0)


commands: tuple[click.Command, ...] = (ask, figures, plans, evaluate)
