"""The memory of a process that runs for weeks."""

import gc


def keep_what_is_loaded() -> None:
    """Leave what is loaded by now, which lives as long as the process, out of all later collections of garbage.

    Each full collection would else go through all plans and words, and hold up an answer for that long.
    """
    gc.collect()
    gc.freeze()
