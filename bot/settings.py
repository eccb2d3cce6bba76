"""Settings from the environment: every name begins with ``BOT_``."""

import ipaddress
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, HttpUrl, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from rapidfuzz import process

PREFIX = "BOT_"
TELEGRAM = "https://api.telegram.org"

_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_MOST_USER_ID = 2**52 - 1  # Telegram: ids "may have at most 52 significant bits"
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # as Telegram wants it

UserId = Annotated[int, Field(ge=1, le=_MOST_USER_ID)]  # a person's; those of groups are negative


class SettingsError(Exception):
    """The environment is wrong; ``str(error)`` is one sentence for the person who set it."""


class Settings(BaseSettings):
    """How the bot is to run. Only the token has no default, and only ``sotay run`` needs it."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, env_ignore_empty=True)

    token: SecretStr | None = None  # from @BotFather
    api_url: str = TELEGRAM  # a local Bot API server, when there is one
    database: Path = Path("sotay.sqlite3")
    timezone: str = "Asia/Ho_Chi_Minh"  # IANA name; what "today" means
    webhook_url: str | None = None  # where Telegram is to bring updates, instead of being asked for them
    webhook_secret: SecretStr | None = None  # by it Telegram is known; None: a random one at each start
    listen: str | None = None  # host:port of the health page and the webhook; None: neither
    plans: Annotated[tuple[Path, ...], NoDecode] = ()  # more plan files, or folders of them, separated by commas
    admins: Annotated[tuple[UserId, ...], NoDecode] = Field(default=(), repr=False)  # Telegram ids, with commas between

    @field_validator("plans", "admins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        """Read a list separated by commas."""
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @field_validator("token")
    @classmethod
    def _check_token(cls, value: SecretStr | None) -> SecretStr | None:
        """Refuse what cannot be a token, before Telegram is asked."""
        if value and not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("it has to be digits, a colon and letters, as @BotFather gave it to you")
        return value

    @field_validator("database")
    @classmethod
    def _check_database(cls, value: Path) -> Path:
        """Refuse a folder."""
        if os.path.isdir(value):  # noqa: PTH112 - Path.is_dir raises where it may not look
            raise ValueError("it is a folder; name a file in it")
        return value

    @field_validator("api_url", "webhook_url")
    @classmethod
    def _check_url(cls, value: str | None) -> str | None:
        """Refuse what is no web address; a slash at the end is left out."""
        return str(HttpUrl(value)).rstrip("/") if value else None

    @field_validator("webhook_url")
    @classmethod
    def _check_encrypted(cls, value: str | None) -> str | None:
        """Refuse plain HTTP, but from a Bot API server on this machine."""
        if value and urlsplit(value).scheme == "http" and not _is_this_machine(urlsplit(value).hostname or ""):
            raise ValueError("it has to begin with https://")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _check_secret(cls, value: SecretStr | None) -> SecretStr | None:
        """Refuse what Telegram would refuse."""
        if value and not _WEBHOOK_SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("it has to be 1 to 256 characters of A-Z, a-z, 0-9, _ and -")
        return value

    @field_validator("timezone")
    @classmethod
    def _check_timezone(cls, value: str) -> str:
        """Refuse a time zone that nobody knows."""
        try:
            return ZoneInfo(value).key
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(f"there is no time zone {value}") from error

    @field_validator("listen")
    @classmethod
    def _check_listen(cls, value: str | None) -> str | None:
        """Refuse what is not host:port."""
        if value:
            host_and_port(value)
        return value


def host_and_port(address: str) -> tuple[str, int]:
    """Split ``host:port``; ``[::1]:8080`` for IPv6."""
    host, _, port = address.rpartition(":")
    if not port.isdigit() or int(port) > 65535:
        raise ValueError(f"{address} is not host:port")
    return host.strip("[]") or "127.0.0.1", int(port)


def _is_this_machine(host: str) -> bool:
    """Tell whether *host* can be reached from this machine alone."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def load_settings(names: Iterable[str], **given: Any) -> Settings:
    """Read the settings from the environment.

    Args:
        names: The names of all environment variables, to find those that are misspelt.
        given: Settings that are not to come from the environment.

    Raises:
        SettingsError: A name or a value is wrong.
    """
    _refuse_unknown(names)
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = PREFIX + str(first["loc"][0]).upper()
        why = first["msg"].removeprefix("Value error, ")  # pydantic's mark of the reasons that are ours
        raise SettingsError(f"{name} cannot be used: {why}.") from None


def _refuse_unknown(names: Iterable[str]) -> None:
    """Refuse a misspelt name, also one in small letters, rather than run without what it was to set."""
    known = [PREFIX + name.upper() for name in Settings.model_fields]
    for name in sorted(names):
        if name.upper().startswith(PREFIX) and name not in known:
            nearest = process.extractOne(name.upper(), known)[0]
            raise SettingsError(f"There is no setting {name}; the nearest one is {nearest}.")
