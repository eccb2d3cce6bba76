"""What tests of handlers share."""

from collections.abc import Iterator

import pytest

from tests.handlers.people import library
from tests.handlers.town import Office


@pytest.fixture
def office() -> Iterator[Office]:
    """Tân Khai, its villages and people."""
    office = Office(library())
    yield office
    office.close()
    office.db.close()
