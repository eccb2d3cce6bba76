"""Several things to do, of which none may keep another from its turn."""

from collections.abc import Awaitable, Callable, Iterable

Work = Callable[[], Awaitable[object]]


async def each(works: Iterable[Work]) -> None:
    """Do all of *works*, whichever of them fails; raises the first failure when all have had their turn."""
    first: Exception | None = None
    for work in works:
        try:
            await work()
        except Exception as error:
            first = first or error
    if first is not None:
        raise first
