"""The command that rehearses reminders: who would be reminded of what and when, and who not and why."""

import json
import os
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from handlers.nudges.rehearsal import Line

_LOOK_BACK = timedelta(days=60)


@click.command()
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The last day.")
@click.option("--plan", help="Only the people of this plan, for instance minh-tam.")
@click.option("--from", "start", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]), help="Begin then, not now.")
@click.option("--text", is_flag=True, help="Print the messages too.")
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON for each.")
def nudges(until: datetime, plan: str | None, start: datetime | None, text: bool, as_json: bool) -> None:
    """Print which reminders would be sent, if nobody did anything; sends none and changes nothing.

    An --until that has passed is looked at from 60 days before it.
    """
    import sqlite3

    from bot.clock import SystemClock
    from bot.settings import SettingsError, load_settings
    from handlers.nudges.rehearsal import rehearse
    from knowledge.library import Library
    from storage.database import copied_to_memory

    try:
        settings = load_settings(os.environ)
        db = copied_to_memory(settings.database)
    except (SettingsError, sqlite3.Error) as error:
        raise click.UsageError(f"The database cannot be read: {error}") from error
    library = Library.load(settings.plans)
    if plan is not None and plan not in library.plans:
        raise click.BadParameter(f"there is no plan {plan!r}.", param_hint="--plan")
    begin = _begin(SystemClock(settings.timezone).now(), start, until.date())
    if begin.date() > until.date():
        raise click.BadParameter("it lies before --from.", param_hint="--until")
    count = 0
    for line in rehearse(db, library, start=begin, until=until.date(), plan=plan):
        click.echo(_as_json(line) if as_json else _as_text(line, with_text=text))
        count += 1
    if not count and not as_json:
        click.echo(f"Nobody is reminded from {begin:%Y-%m-%d} to {until:%Y-%m-%d}.")


def _begin(now: datetime, start: datetime | None, until: date) -> datetime:
    """When to begin: as asked, else now, else some time before a day that has passed."""
    if start is not None:
        return start.replace(tzinfo=now.tzinfo)
    return now if until >= now.date() else datetime.combine(until - _LOOK_BACK, time(), now.tzinfo)


def _as_text(line: "Line", *, with_text: bool) -> str:
    steps = "; ".join(line.steps) or "digest"
    outcome = f"not sent: {line.why_not}" if line.why_not else "sent"
    shown = f"{line.at:%Y-%m-%d %H:%M}  {line.who}  [{steps}]  {outcome}"
    return "\n".join([shown, *(f"    {row}" for row in line.text.splitlines())]) if with_text and line.text else shown


def _as_json(line: "Line") -> str:
    return json.dumps(
        {
            "at": line.at.isoformat(timespec="minutes"),
            "user_id": line.user_id,
            "who": line.who,
            "steps": line.steps,
            "why_not": line.why_not,
            "text": line.text,
        },
        ensure_ascii=False,
    )
