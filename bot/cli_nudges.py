"""The command that rehearses reminders: who would be reminded of what and when, and who not and why."""

import json
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import click

from bot.cli_given import DAY, DAY_AND_TIME, WORDS, in_zone, library_given, require_plan, settings_given
from bot.clock import SystemClock
from bot.refusals import refusals

if TYPE_CHECKING:
    from handlers.nudges.rehearsal import Line

_LOOK_BACK = timedelta(days=60)


@click.command()
@click.option("--until", type=DAY, required=True, help="The last day.")
@click.option("--plan", type=WORDS, help="Only the people of this plan, for instance minh-tam.")
@click.option("--from", "start", type=DAY_AND_TIME, metavar="ISO", help="Begin then, not now.")
@click.option("--text", is_flag=True, help="Print the messages too.")
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON for each.")
def nudges(until: datetime, plan: str | None, start: datetime | None, text: bool, as_json: bool) -> None:
    """Print which reminders would be sent, if nobody did anything; sends none and changes nothing.

    An --until that has passed is looked at from 60 days before it.
    """
    import sqlite3  # here, like the rest: other commands start without it

    from handlers.nudges.rehearsal import rehearse
    from storage.database import copied_to_memory

    settings = settings_given()
    library = library_given(settings)
    if plan is not None:
        require_plan(library, plan, "--plan")
    begin = _begin(SystemClock(settings.timezone).now(), start, until.date())
    if begin.date() > until.date():
        raise click.BadParameter("it lies before --from.", param_hint="'--until'")
    with refusals(sqlite3.Error, saying="BOT_DATABASE cannot be read: {}."):
        db = copied_to_memory(settings.database)
    count = 0
    for line in rehearse(db, library, start=begin, until=until.date(), plan=plan):
        click.echo(_as_json(line) if as_json else _as_text(line, with_text=text))
        count += 1
    if not count and not as_json:
        click.echo(f"Nobody is reminded from {begin:%Y-%m-%d} to {until:%Y-%m-%d}.")


def _begin(now: datetime, start: datetime | None, until: date) -> datetime:
    """When to begin: as asked, else now, else some time before a day that has passed."""
    if start is not None:
        return in_zone(start, now)
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
