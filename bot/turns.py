"""Several things to do, of which none may keep another from its turn."""

from collections.abc import Awaitable, Callable, Iterable

import structlog

from handlers.errors import describe

Work = Callable[[], Awaitable[object]]


async def each(works: Iterable[Work]) -> None:
    """Do all of *works*, whichever of them fails.

    Raises:
        Exception: The first failure, when all have had their turn; any others are logged.
    """
    first: Exception | None = None
    for work in works:
        try:
            await work()
        except Exception as error:
            if first is not None:
                failure = describe(error)
                structlog.get_logger().error("also_failed", error=failure.kind, place=failure.place)
            first = first or error
    if first is not None:
        raise first
