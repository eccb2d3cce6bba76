"""``sotay export``: the figures of a plan as an Excel workbook, also while the bot is running."""

from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from bot.cli_given import WORDS, library_given, require_plan, settings_given
from bot.clock import SystemClock
from bot.refusals import refusals
from knowledge.figures.calendar import is_period


@click.command()
@click.argument("plan", metavar="PLAN", type=WORDS)
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--period", help="For instance 2025-10, 2025-Q3, 2025-H1 or 2025; this year when left out.")
def export(plan: str, path: Path, period: str | None) -> None:
    """Write the figures of PLAN to PATH, an .xlsx file: progress, all figures, every revision, who is missing."""
    import sqlite3  # here, like the rest: other commands start without it

    from bot.reports.making import make
    from bot.reports.wanted import Wanted
    from storage.database import open_for_reading
    from storage.sight import OPERATOR

    if path.suffix.lower() != ".xlsx":
        raise click.BadParameter("it is a workbook: let its name end in .xlsx.", param_hint="'PATH'")
    settings = settings_given()
    library = library_given(settings)
    require_plan(library, plan, "PLAN")
    now = SystemClock(settings.timezone).now()
    period = period or str(now.year)
    if not is_period(period):
        raise click.BadParameter("write it as 2025-10, 2025-Q3, 2025-H1 or 2025.", param_hint="'--period'")
    wanted = Wanted("workbook", plan, period, OPERATOR, now.date())
    sentence = f"BOT_DATABASE cannot be read, or {path} cannot be written: {{}}."
    with refusals(sqlite3.Error, OSError, saying=sentence):
        with closing(open_for_reading(settings.database)) as db:
            made = make(db, library, wanted, ZoneInfo(settings.timezone))
        path.write_bytes(made.data)
    click.echo(f"{path}: {len(made.data)} bytes")
