"""The command line. What a command needs is imported when it runs: ``sotay ask`` starts without Telegram."""

from datetime import datetime
from pathlib import Path

import click

from bot.cli_figures import export
from bot.cli_given import DAY_AND_TIME, settings_given
from bot.cli_knowledge import commands
from bot.cli_nudges import nudges
from bot.cli_people import invite
from bot.cli_plans import plans
from bot.heap import loading
from bot.refusals import refusals

_NO_DATABASE = "BOT_DATABASE cannot be used: {}."


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sotay")
def sotay() -> None:
    """Sổ tay: answers about Vietnam's plans for children, in Telegram and here."""


@sotay.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="Port of the chat page.")
@click.option("--database", type=click.Path(path_type=Path, dir_okay=False), help="Keep the data here.")
@click.option("--now", type=DAY_AND_TIME, metavar="ISO", help="Begin then, as 2025-10-20T09:00.")
def demo(port: int, database: Path | None, now: datetime | None) -> None:
    """Start the bot, a local Telegram and a chat page: no token, no network."""
    with loading():
        from bot.demo import run_demo
        from bot.lock import AlreadyRunningError, UnusableLockError

    with refusals(AlreadyRunningError), refusals(UnusableLockError, saying=_NO_DATABASE):
        run_demo(settings_given(), port=port, database=database, now=now)


@sotay.command()
def run() -> None:
    """Start the bot against Telegram."""
    with loading():
        from bot.lock import AlreadyRunningError, UnusableLockError
        from bot.run import run_bot

    with refusals(AlreadyRunningError), refusals(UnusableLockError, saying=_NO_DATABASE):
        run_bot(settings_given())


@sotay.command()
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
def backup(path: Path) -> None:
    """Copy the database to PATH, while the bot may be running."""
    from storage.backup import BackupError, back_up

    database = settings_given().database
    with refusals(BackupError), refusals(OSError, saying="the copy could not be made: {}"):
        size = back_up(database, path)
    click.echo(f"{path}: {size} bytes")


for command in (*commands, plans, export, invite, nudges):
    sotay.add_command(command)
