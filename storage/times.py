"""How moments are written in the database."""

from datetime import UTC, datetime


def utc_text(moment: datetime) -> str:
    """Write an aware *moment* so that text order is time order: ``2025-04-20T01:02:03.456+00:00``."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be stored")
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def from_utc_text(text: str) -> datetime:
    """Read what ``utc_text`` wrote."""
    return datetime.fromisoformat(text)
