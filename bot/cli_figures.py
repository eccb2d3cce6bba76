"""``sotay export``: the figures of a plan as an Excel workbook, also while the bot is running."""

import os
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

import click


class RefusalError(click.ClickException):
    """The command cannot do what it was asked; the message says in one sentence what to change."""

    exit_code = 2


@click.command()
@click.argument("plan", metavar="PLAN")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--period", help="For instance 2025-10, 2025-Q3, 2025-H1 or 2025; this year when left out.")
def export(plan: str, path: Path, period: str | None) -> None:
    """Write the figures of PLAN to PATH, an .xlsx file: progress, all figures, every revision, who is missing."""
    import sqlite3  # here, like the rest: other commands start without it

    from bot.clock import SystemClock
    from bot.reports.making import make
    from bot.reports.wanted import Wanted
    from bot.settings import SettingsError, load_settings
    from knowledge.errors import PlanFileError
    from knowledge.figures.calendar import is_period
    from knowledge.library import Library
    from storage.database import open_for_reading
    from storage.sight import OPERATOR

    try:
        settings = load_settings(os.environ)
        library = Library.load(settings.plans)
    except (SettingsError, PlanFileError) as error:
        raise RefusalError(str(error)) from error
    if plan not in library.plans:
        raise click.BadParameter(f"there is no plan {plan!r}; there are {', '.join(library.plans)}.", param_hint="PLAN")
    now = SystemClock(settings.timezone).now()
    period = period or str(now.year)
    if not is_period(period):
        raise click.BadParameter("write it as 2025-10, 2025-Q3, 2025-H1 or 2025.", param_hint="--period")
    wanted = Wanted("workbook", plan, period, OPERATOR, now.date())
    try:
        with closing(open_for_reading(settings.database)) as db:
            made = make(db, library, wanted, ZoneInfo(settings.timezone))
        path.write_bytes(made.data)
    except (sqlite3.Error, OSError) as error:
        raise RefusalError(f"BOT_DATABASE cannot be read, or {path} cannot be written: {error}.") from error
    click.echo(f"{path}: {len(made.data)} bytes")
