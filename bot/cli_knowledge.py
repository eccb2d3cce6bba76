"""The commands that need no Telegram: asking, looking into plans, scoring question files."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.clock import SystemClock
from bot.settings import Settings, SettingsError, load_settings
from knowledge.demonstration import demonstration_villages
from knowledge.errors import PlanFileError
from knowledge.figures.calendar import month_of
from knowledge.figures.model import Figure
from knowledge.figures.villages import Villages
from knowledge.library import Library
from knowledge.model import Assignment, Deadline, Language, Plan
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
        for raw in sys.stdin.buffer:
            if line := raw.decode("utf-8", errors="replace").strip():
                click.echo(json.dumps(_answer_case(library, line), ensure_ascii=False))
        return
    if home is not None and home not in library.plans:
        raise click.BadParameter(
            f"there is no plan {home!r}; there are {', '.join(library.plans)}.", param_hint="--home"
        )
    reply = library.answer(question or "", today=_day(today), home=home)
    click.echo(json.dumps(reply.to_dict(), ensure_ascii=False, indent=2) if as_json else plain(reply))


def _answer_case(library: Library, line: str) -> dict[str, Any]:
    try:
        case = json.loads(line)
        turns = [str(t) for t in case["turns"]]
    except (ValueError, KeyError, TypeError) as error:
        raise click.ClickException(f"a line is no case: {type(error).__name__}") from error
    replies = converse(library, turns, today=_day(case.get("today")), home=case.get("home"))
    return {"id": case.get("id"), "replies": [r.to_dict() for r in replies]}


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


def plan_facts(library: Library, plan: Plan) -> dict[str, Any]:
    """Return every fact of *plan* in the shape that `plans show --json` prints."""
    locality = library.localities[plan.locality]
    return {
        "plan": {
            "id": plan.id,
            "locality": locality.name,
            "level": locality.era.level,
            "title": plan.title.vi,
            "number": plan.number,
            "issued": plan.issued.vi,
            "period": plan.period.vi,
            "first_year": plan.first_year,
            "last_year": plan.last_year,
            "village_term": plan.village_term,
            "coordinator": plan.agency(plan.coordinator).name,
            "signature": plan.signature.model_dump(exclude_none=True, mode="json"),
            "goals": [{"number": g.number, "name": g.name.vi, "section": g.section} for g in plan.goals],
            "remarks": [r.vi for r in plan.remarks],
        },
        "targets": list(_targets(library, plan)),
        "assignments": [
            row for agency in plan.agencies for a in agency.assignments for row in _assignment(agency.name, a)
        ],
        "deadlines": [_deadline(d) for d in plan.deadlines],
        "duties": [{"agency": a.name, "duty": d.vi, "section": d.section} for a in plan.agencies for d in a.duties],
        "agencies": [
            {"id": a.id, "name": a.name, "gloss": a.gloss, "section": a.section, "kinds": list(a.kinds)}
            for a in plan.agencies
        ],
        "documents": [d.model_dump(exclude_none=True, mode="json") for d in plan.documents],
        "statements": [{"kind": s.kind, "text": s.vi, "section": s.section} for s in plan.statements],
        "abbreviations": [a.model_dump(exclude_none=True, mode="json") for a in plan.abbreviations],
    }


def _targets(library: Library, plan: Plan) -> Iterator[dict[str, Any]]:
    for indicator, part in plan.parts():
        label = part.label or indicator.name
        for target in part.targets:
            yield {
                "indicator": indicator.number,
                "part": part.number,
                "label": label.vi,
                "topic": part.topic,
                "unit": part.unit,
                "area": part.area,
                "year": target.year,
                "until": target.until,
                "comparison": target.comparison,
                "value": None if target.value is None else float(target.value),
                "value2": None if target.value2 is None else float(target.value2),
                "yearly_change": target.yearly_change,
                "section": target.section or indicator.section,
                "remark": target.remark.vi if target.remark else None,
            }


def _assignment(agency: str, assignment: Assignment) -> Iterator[dict[str, Any]]:
    shared = {"role": assignment.role, "explicit": assignment.explicit, "section": assignment.section}
    for number in assignment.indicators:
        yield {"agency": agency, "indicator": number, "topic": None, **shared}
    for topic in assignment.topics:
        yield {"agency": agency, "indicator": None, "topic": topic, **shared}


def _deadline(deadline: Deadline) -> dict[str, Any]:
    yearly = f"{deadline.yearly[1]:02d}/{deadline.yearly[0]:02d}" if deadline.yearly else None
    return {
        "what": deadline.what.vi,
        "kind": deadline.kind,
        "who": deadline.who,
        "to": deadline.to,
        "date": deadline.date.isoformat() if deadline.date else None,
        "yearly": yearly,
        "year": deadline.year,
        "section": deadline.section,
    }


@click.command()
@click.option("--jsonl", is_flag=True, required=True, help="Read cases from standard input, and print a line each.")
def figures(jsonl: bool) -> None:
    """Read messages as a collaborator's, and say what would be stored; nothing is."""
    from bot.trial import Trial

    library = _load()
    trial = Trial(library)
    for raw in sys.stdin.buffer:
        if line := raw.decode("utf-8", errors="replace").strip():
            click.echo(json.dumps(_read_case(library, trial, line), ensure_ascii=False))


def _read_case(library: Library, trial: Trial, line: str) -> dict[str, Any]:
    """Read one case; villages are those of the demonstration."""
    try:
        case = json.loads(line)
        text, plan = str(case["text"]), library.plans[case["plan"]]
    except (ValueError, KeyError, TypeError) as error:
        raise click.ClickException(f"a line is no case: {type(error).__name__}") from error
    today = _day(case.get("today"))
    villages = Villages.of(demonstration_villages().get(plan.id, ()))
    reading = library.figures.read(
        text, villages=villages, own=case.get("village"), today=today, locality=plan.locality
    )
    return {
        "id": case.get("id"),
        "figures": [_figure(figure, month_of(today)) for figure in reading.figures],
        "problems": [{"kind": problem.kind, "text": problem.text} for problem in reading.problems],
        "unread": list(reading.unread),
        "reply": trial.reply_to(text, plan=plan.id, village=case.get("village"), today=today),
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
