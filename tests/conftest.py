"""What the tests share."""

from collections.abc import Iterator

import pytest
from sqlite_utils import Database

from storage.database import open_database
from tests.conversation import Conversation, talking


@pytest.fixture
def db() -> Iterator[Database]:
    """An empty database in memory, at the newest schema."""
    database = open_database(None)
    yield database
    database.close()


@pytest.fixture
def conversation() -> Iterator[Conversation]:
    """The bot over a Telegram that records, with a library of canned answers."""
    with talking() as conversation:
        yield conversation
