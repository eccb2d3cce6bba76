"""The command line. What a command needs is imported when it runs: ``sotay ask`` starts without Telegram."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli_figures import export
from bot.cli_knowledge import commands
from bot.cli_nudges import nudges
from bot.cli_people import invite
from bot.heap import loading

if TYPE_CHECKING:
    from bot.settings import Settings


class RefusalError(click.ClickException):
    """The command cannot do what it was asked; the message says in one sentence what to change."""

    exit_code = 2


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sotay")
def sotay() -> None:
    """Sổ tay: answers about Vietnam's plans for children, in Telegram and here."""


@sotay.command()
@click.option("--port", default=8080, show_default=True, help="Port of the chat page.")
@click.option("--database", type=click.Path(path_type=Path, dir_okay=False), help="Keep the data here.")
@click.option("--now", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]), help="Begin then.")
def demo(port: int, database: Path | None, now: datetime | None) -> None:
    """Start the bot, a local Telegram and a chat page: no token, no network."""
    with loading():
        from bot.demo import run_demo

    with _refusals():
        run_demo(_settings(), port=port, database=database, now=now)


@sotay.command()
def run() -> None:
    """Start the bot against Telegram."""
    with loading():
        from bot.run import run_bot

    with _refusals():
        run_bot(_settings())


@sotay.command()
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
def backup(path: Path) -> None:
    """Copy the database to PATH, while the bot may be running."""
    from storage.backup import back_up

    with _refusals():
        size = back_up(_settings().database, path)
    click.echo(f"{path}: {size} bytes")


def _settings() -> "Settings":
    """The settings from the environment."""
    from bot.settings import load_settings

    return load_settings(os.environ)


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn the errors that a person can do something about into one sentence and exit code 2."""
    from bot.lock import AlreadyRunningError
    from bot.settings import SettingsError
    from knowledge.errors import PlanFileError
    from storage.backup import BackupError

    try:
        yield
    except (AlreadyRunningError, BackupError, PlanFileError, SettingsError) as error:
        raise RefusalError(str(error)) from error


for command in (*commands, export, invite, nudges):
    sotay.add_command(command)
