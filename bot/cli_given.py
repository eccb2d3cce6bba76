"""What commands are given: the settings, the plans, the names of plans, and days."""

import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import click
from click.types import StringParamType

from bot.clock import SystemClock
from bot.refusals import refusals
from bot.settings import Settings, load_settings
from knowledge.library import Library

_YEARS = range(2000, 2101)  # those that a plan can be about: see knowledge.model


def settings_given() -> Settings:
    """The settings from the environment, or a refusal."""
    with refusals():
        return load_settings(os.environ)


def library_given(settings: Settings, further: Sequence[Path] = ()) -> Library:
    """The plans that come with the bot, those of the settings and *further* ones, or a refusal."""
    with refusals():
        return Library.load((*settings.plans, *further))


def require_plan(library: Library, plan: str, parameter: str) -> None:
    """Refuse the id of a plan that is not there, as the value of *parameter*."""
    if plan not in library.plans:
        there = ", ".join(library.plans)
        raise click.BadParameter(f"there is no plan {plan!r}; there are {there}.", param_hint=f"'{parameter}'")


def read_day(text: str) -> date:
    """Read a day such as 2025-04-20.

    Raises:
        ValueError: It is none, or one that no plan can be about.
    """
    day = date.fromisoformat(text)
    if day.year not in _YEARS:
        raise ValueError(f"the year {day.year} is not from {_YEARS[0]} to {_YEARS[-1]}")
    return day


def today_in(settings: Settings) -> date:
    """The present day in the time zone of the settings."""
    return SystemClock(settings.timezone).now().date()


def in_zone(moment: datetime, now: datetime) -> datetime:
    """The *moment* in the time zone of *now*, which also one without a zone is meant in."""
    return moment.astimezone(now.tzinfo) if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)


class Words(StringParamType):
    """What a person typed, in UTF-8 also where the locale knows of no such thing.

    Not for paths, which the system finds by the bytes that were typed.
    """

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Read the words; what is no character in them becomes a question mark."""
        text: str = super().convert(value, param, ctx)
        try:
            return os.fsencode(text).decode()
        except UnicodeError:
            return text.encode(errors="replace").decode()


class Moment(click.DateTime):
    """A day, or a day and a time, of the years that a plan can be about."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read the moment."""
        found: datetime = super().convert(value, param, ctx)
        if found.year not in _YEARS:
            self.fail(f"the year {found.year} is not from {_YEARS[0]} to {_YEARS[-1]}.", param, ctx)
        return found


class IsoMoment(Moment):
    """The same in any form of ISO 8601; with a time zone where one is typed."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read the moment."""
        if isinstance(value, str):
            with suppress(ValueError):  # the complaint is left to click
                value = datetime.fromisoformat(value)
        return super().convert(value, param, ctx)


WORDS = Words()
DAY = Moment(["%Y-%m-%d"])
DAY_AND_TIME = IsoMoment(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S%z"])
