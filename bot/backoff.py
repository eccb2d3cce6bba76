"""Waiting longer after each failure."""

import random

_FIRST_SECONDS = 0.5
_LONGEST_SECONDS = 30.0


class Backoff:
    """Pauses that double, up to a limit, each a little random so that many bots do not return at once."""

    def __init__(self, longest_seconds: float = _LONGEST_SECONDS) -> None:
        """Begin with the shortest pause."""
        self._seconds = _FIRST_SECONDS
        self._longest = longest_seconds

    def next_pause(self) -> float:
        """Seconds to wait after one more failure."""
        seconds = self._seconds
        self._seconds = min(2 * seconds, self._longest)
        return seconds * random.uniform(0.75, 1.0)  # noqa: S311 - a pause is no secret

    def reset(self) -> None:
        """Forget the failures: something worked."""
        self._seconds = _FIRST_SECONDS
