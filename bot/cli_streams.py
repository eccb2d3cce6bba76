"""Standard output and error of the command line: UTF-8 in any locale, and no traceback when nothing can be written."""

import io
import sys
from typing import TYPE_CHECKING

from bot.refusals import RefusalError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

# A path that is no UTF-8 leaves as the bytes by which it came.
_ENCODING, _ERRORS = "utf-8", "surrogateescape"


def set_up_streams() -> None:
    """Let all output be UTF-8; that which cannot be written ends the command with a refusal."""
    if isinstance(sys.stderr, io.TextIOWrapper):  # None when the process was started without one
        sys.stderr.reconfigure(encoding=_ENCODING, errors=_ERRORS)
    if isinstance(sys.stdout, io.TextIOWrapper):
        raw = _Output(sys.stdout.fileno(), "wb", closefd=False)
        sys.stdout = io.TextIOWrapper(
            io.BufferedWriter(raw), _ENCODING, _ERRORS, line_buffering=sys.stdout.line_buffering
        )


class _Output(io.FileIO):
    """Standard output. Whoever closes a pipe has seen enough; any other trouble is told once, and then nothing more."""

    _given_up = False

    def write(self, data: "ReadableBuffer", /) -> int:
        """Write *data*; returns how many bytes of it.

        Raises:
            BrokenPipeError: Nobody reads any more.
            RefusalError: It cannot be written, as on a full disk.
        """
        if self._given_up:  # the interpreter flushes what is left when it ends
            return memoryview(data).nbytes
        try:
            return super().write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            self._given_up = True
            raise RefusalError(f"the output cannot be written: {error.strerror}.") from error
