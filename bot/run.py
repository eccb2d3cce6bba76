"""``sotay run``: the bot against Telegram."""

import asyncio
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from pydantic import SecretStr
from sqlite_utils import Database
from telegram.error import InvalidToken

from bot.clock import SystemClock
from bot.heap import loading
from bot.lock import sole_owner
from bot.logs import set_up_logging
from bot.pace import Pace
from bot.service import Service, UnusableDatabaseError, run_until_signal
from bot.settings import Settings, SettingsError
from bot.web import listening
from bot.webhook import Address, WebhookRefusedError, random_secret
from storage import roles

if TYPE_CHECKING:
    from knowledge.library import Library


def run_bot(settings: Settings) -> None:
    """Run until the process is asked to end.

    Raises:
        SettingsError: No token, one that Telegram refuses, or a database or an address that cannot be used.
        PlanFileError: A plan file is wrong.
        AlreadyRunningError: Another bot works with the database.
    """
    token, webhook = _token(settings), _webhook(settings)
    with loading():
        from knowledge.library import Library

        library = Library.load(settings.plans)
    set_up_logging()
    with sole_owner(settings.database):
        try:
            asyncio.run(_serve(settings, token, webhook, library))
        except UnusableDatabaseError as error:
            raise SettingsError(str(error)) from error
        except InvalidToken as error:
            raise SettingsError("Telegram refuses BOT_TOKEN: take the current one from @BotFather.") from error
        except WebhookRefusedError as error:
            raise SettingsError(f"Telegram refuses BOT_WEBHOOK_URL: {error}.") from error


def _token(settings: Settings) -> SecretStr:
    """The token, which this command cannot do without."""
    if settings.token is None:
        raise SettingsError("Set BOT_TOKEN to the token that @BotFather gave you, or try the bot with: sotay demo")
    return settings.token


def _webhook(settings: Settings) -> Address | None:
    """Where Telegram is to bring updates; None when the bot is to fetch them."""
    if settings.webhook_url is None:
        return None
    if settings.listen is None:
        raise SettingsError("BOT_WEBHOOK_URL needs BOT_LISTEN too: the host:port where the bot takes updates in.")
    return Address(settings.webhook_url, settings.webhook_secret or random_secret())


async def _serve(settings: Settings, token: SecretStr, webhook: Address | None, library: "Library") -> None:
    """Run the bot and what it listens to."""
    service = Service(
        token=token,
        api_url=settings.api_url,
        database=settings.database,
        library=library,
        clock=SystemClock(settings.timezone),
        pace=Pace(),
        prepare=partial(appoint, settings.admins),
        webhook=webhook,
    )
    async with listening(service, settings.listen):
        await run_until_signal(service)


def appoint(admins: tuple[int, ...], db: Database, now: datetime) -> None:
    """Make the people of BOT_ADMINS administrators; they stay it when they leave the list, until the role is ended."""
    for user_id in admins:
        roles.grant(db, user_id, "admin", plan=None, by=None, now=now)
