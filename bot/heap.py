"""The memory of a process that runs for weeks."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# After so many new objects, so many of those collections, and so many of these: as good as never.
_WHILE_LOADING = (5_000, 20, 1000)


@contextmanager
def loading() -> Iterator[None]:
    """Load in this block, code or data, what lives as long as the process.

    Hardly any of it becomes garbage, and a collector that goes through all of it again and again while it grows makes
    a start a tenth longer: until the end of the block it comes rarely, and looks at what is new alone.
    """
    usual = gc.get_threshold()
    gc.set_threshold(*_WHILE_LOADING)
    try:
        yield
    finally:
        keep_what_is_loaded()
        gc.set_threshold(*usual)


def keep_what_is_loaded() -> None:
    """Leave what is loaded by now, which lives as long as the process, out of all later collections of garbage.

    Each full collection would else go through all plans and words, and hold up an answer for that long.
    """
    gc.freeze()
