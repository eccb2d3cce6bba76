"""``sotay plans``: every fact of a plan, and the faults of plan files."""

import json
import sys
from pathlib import Path

import click

from bot.cli_given import WORDS, library_given, require_plan, settings_given
from bot.plan_facts import plan_facts


@click.group()
def plans() -> None:
    """Look into the plans, or check plan files."""


@plans.command()
@click.argument("plan_id", metavar="PLAN", type=WORDS)
@click.option("--json", "as_json", is_flag=True, help="Print every fact as JSON.")
def show(plan_id: str, as_json: bool) -> None:
    """Print every fact of a plan."""
    library = library_given(settings_given())
    require_plan(library, plan_id, "PLAN")
    data = plan_facts(library, library.plans[plan_id])
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
    """Check plan files and folders of them: those named beside those that come with the bot.

    Every fault of every file is a line on standard error; facts that stand twice are faults too.
    """
    from knowledge.checking import faults, faults_of_files, is_ours

    settings = settings_given()
    library = library_given(settings)
    found = faults_of_files((*settings.plans, *paths)) if paths else faults(library)
    for fault in found:
        click.echo(fault, err=True)
    if found:
        sys.exit(1)
    added = tuple(path for path in paths if not is_ours(path))
    click.echo(f"{len(library_given(settings, added).plans)} plans, no faults")
