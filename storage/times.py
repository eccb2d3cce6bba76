"""How moments are written in the database."""

from datetime import UTC, datetime
from functools import lru_cache


def utc_text(moment: datetime) -> str:
    """Write an aware *moment* so that text order is time order: ``2025-04-20T01:02:03.456+00:00``."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be stored")
    return _written(moment.astimezone(UTC))


@lru_cache(maxsize=16)
def _written(moment: datetime) -> str:
    """Write a moment of UTC; one update writes the same one a dozen times."""
    return moment.isoformat(timespec="milliseconds")


def from_utc_text(text: str) -> datetime:
    """Read what ``utc_text`` wrote."""
    return datetime.fromisoformat(text)
