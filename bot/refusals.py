"""How every command refuses: one sentence on standard error, and exit code 2."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from bot.settings import SettingsError
from knowledge.errors import DataFileError


class RefusalError(click.ClickException):
    """The command cannot do what it was asked; the message says in one sentence what to change."""

    exit_code = 2


@contextmanager
def refusals(*further: type[Exception], saying: str = "{}") -> Iterator[None]:
    """Turn the errors that a person can do something about into a refusal.

    Args:
        further: What else can go wrong in the block, beside the settings and the files that it reads.
        saying: The sentence about those; the error takes the place of ``{}``.
    """
    try:
        yield
    except (DataFileError, SettingsError) as error:
        raise RefusalError(str(error)) from error
    except further as error:
        from storage.troubles import in_words  # here: it brings SQLite, without which commands start

        raise RefusalError(saying.format(in_words(error))) from error
