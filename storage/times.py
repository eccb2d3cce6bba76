"""How moments are written in the database."""

from datetime import UTC, date, datetime, time, tzinfo
from functools import lru_cache


def utc_text(moment: datetime) -> str:
    """Write an aware *moment* so that text order is time order: ``2025-04-20T01:02:03.456+00:00``."""
    # Moments that differ in their fold alone are equal, and an hour apart.
    return _written(moment, moment.fold)


def end_of_day(day: date, zone: tzinfo | None) -> str:
    """Write the last moment of a local *day* as ``utc_text`` does, to be compared with moments that are stored.

    Raises:
        ValueError: There is no *zone*: where a day ends cannot be known.
    """
    return utc_text(datetime.combine(day, time.max, zone))


@lru_cache(maxsize=16)
def _written(moment: datetime, _fold: int) -> str:
    """Write a moment; one update writes the same one a dozen times."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be stored")
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


@lru_cache(maxsize=16)
def from_utc_text(text: str) -> datetime:
    """Read what ``utc_text`` wrote."""
    return datetime.fromisoformat(text)
