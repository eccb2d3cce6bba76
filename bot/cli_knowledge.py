"""The commands that try what the bot would say: asking, figures, scoring question files."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from bot.cases import CaseError, answer_cases, day_in, text_in
from bot.cli_given import DAY, WORDS, library_given, require_plan, settings_given, today_in
from bot.refusals import refusals
from knowledge.demonstration import demonstration_villages
from knowledge.figures.calendar import month_of
from knowledge.figures.model import Figure
from knowledge.figures.villages import Villages
from knowledge.library import Library
from knowledge.model import Plan
from knowledge.reply import Frame, Reply

if TYPE_CHECKING:
    from bot.trial import Trial


def converse(library: Library, turns: Iterable[str], *, today: dt.date, home: str | None) -> Iterator[Reply]:
    """Give the reply to each of *turns* of one fresh conversation."""
    frame: Frame | None = None
    for turn in turns:
        reply = library.answer(turn, today=today, frame=frame, home=home)
        frame = reply.frame
        yield reply


@click.command()
@click.argument("question", type=WORDS, required=False)
@click.option("--home", type=WORDS, help="The asker's own plan, for instance tan-khai.")
@click.option("--today", type=DAY, help="The day to answer for, as 2025-04-20; today when left out.")
@click.option("--json", "as_json", is_flag=True, help="Print the reply as JSON.")
@click.option(
    "--jsonl", is_flag=True, help="Read cases from standard input, a JSON object a line, and print a line each."
)
def ask(question: str | None, home: str | None, today: dt.datetime | None, as_json: bool, jsonl: bool) -> None:
    """Answer a question from the plans."""
    if jsonl and (question is not None or home is not None or today is not None or as_json):
        raise click.UsageError("With --jsonl each line says all of its case: leave out everything else.")
    if not jsonl and question is None:
        raise click.UsageError('Write a question, for instance: sotay ask "tan khai tiem chung 2025".')
    settings = settings_given()
    library = library_given(settings)
    if jsonl:
        now = today_in(settings)
        answer_cases(lambda case: _Questions.of(case, library, now), lambda case: case.answer(library))
        return
    if home is not None:
        require_plan(library, home, "--home")
    reply = library.answer(question or "", today=today.date() if today else today_in(settings), home=home)
    click.echo(json.dumps(reply.to_dict(), ensure_ascii=False, indent=2) if as_json else plain(reply))


class _Questions(NamedTuple):
    """One case of ``ask --jsonl``: a conversation."""

    id: object
    turns: list[str]
    today: dt.date
    home: str | None

    @classmethod
    def of(cls, case: dict[str, Any], library: Library, now: dt.date) -> _Questions:
        """Read the case from its line."""
        turns, home = case.get("turns"), text_in(case, "home")
        if not isinstance(turns, list) or not all(isinstance(turn, str) for turn in turns):
            raise CaseError("'turns' is no list of texts")
        if home is not None and home not in library.plans:
            raise CaseError(f"'home' is none of {', '.join(library.plans)}")
        return cls(case.get("id"), turns, day_in(case) or now, home)

    def answer(self, library: Library) -> dict[str, Any]:
        """Answer each turn."""
        replies = converse(library, self.turns, today=self.today, home=self.home)
        return {"id": self.id, "replies": [reply.to_dict() for reply in replies]}


def plain(reply: Reply) -> str:
    """Return a reply as a terminal shows it: no tags, the buttons in brackets."""
    from knowledge.evaluation import plain_text

    buttons = " ".join(f"[{o.label}]" for o in reply.options)
    return plain_text(reply.text) + (f"\n{buttons}" if buttons else "")


@click.command()
@click.option(
    "--jsonl",
    is_flag=True,
    required=True,
    expose_value=False,
    help="Read cases from standard input, and print a line each.",
)
def figures() -> None:
    """Read messages as a collaborator's, and say what would be stored; nothing is."""
    from bot.trial import Trial

    settings = settings_given()
    library, now = library_given(settings), today_in(settings)
    trial = Trial(library)
    answer_cases(lambda case: _Report.of(case, library, now), lambda case: case.answer(library, trial))


class _Report(NamedTuple):
    """One case of ``figures --jsonl``: a message of a collaborator."""

    id: object
    text: str
    plan: Plan
    village: str | None  # the sender's own, of those of the demonstration
    today: dt.date

    @classmethod
    def of(cls, case: dict[str, Any], library: Library, now: dt.date) -> _Report:
        """Read the case from its line."""
        text, plan = text_in(case, "text"), library.plans.get(text_in(case, "plan") or "")
        if text is None:
            raise CaseError("there is no 'text'")
        if plan is None:
            raise CaseError(f"'plan' is none of {', '.join(library.plans)}")
        return cls(case.get("id"), text, plan, _own_village(case, plan), day_in(case) or now)

    def answer(self, library: Library, trial: Trial) -> dict[str, Any]:
        """Say what would be stored of the message, and what the sender would be told."""
        villages = _villages_of(self.plan)
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


def _villages_of(plan: Plan) -> Villages:
    return Villages.of(demonstration_villages().get(plan.id, ()))


def _own_village(case: dict[str, Any], plan: Plan) -> str | None:
    """The sender's village as it is officially called; taken as it is where the demonstration knows of none."""
    typed, villages = text_in(case, "village"), _villages_of(plan)
    if not typed or not villages.names:
        return typed
    village = villages.named(typed)
    if village is None:
        raise CaseError(f"'village' is none of the {len(villages.names)} of {plan.id}, such as {villages.names[0]}")
    return village


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
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("-v", "--verbose", is_flag=True, help="Print every case that fails.")
@click.option("--least", type=float, default=0.0, help="Exit 1 when the share of passes of any file is lower.")
def evaluate(files: tuple[Path, ...], verbose: bool, least: float) -> None:
    """Score question files: the share that passes, and how many were answered, but wrong."""
    from knowledge.evaluation import evaluate_file

    if not files:
        raise click.UsageError(
            "Name one or more question files, for instance: sotay eval tests/questions/dev-vi.jsonl."
        )
    library = library_given(settings_given())
    below = False
    for path in files:
        with refusals():
            score = evaluate_file(library, path, converse)
        for failure in score.failures if verbose else ():
            click.echo(failure)
        click.echo(
            f"{path.name}: {score.passed} of {score.total} pass ({score.share:.1%}), {score.wrong} answered, but wrong"
        )
        below = below or score.share < least
    sys.exit(1 if below else 0)


commands: tuple[click.Command, ...] = (ask, figures, evaluate)
