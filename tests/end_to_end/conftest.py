from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.end_to_end.chromium import running_browser
from tests.end_to_end.people import Demo, Person, running_demo


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Demo]:
    """The demonstration over a fresh database, at nine in the morning of 20 April 2025."""
    async with running_demo(tmp_path / "demo.sqlite3") as demo:
        yield demo


@pytest.fixture
def official(demo: Demo) -> Person:
    return demo.person("official")


@pytest.fixture
def stranger(demo: Demo) -> Person:
    return demo.person("stranger")


@pytest.fixture
def staff(demo: Demo) -> Person:
    return demo.person("staff")


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with running_browser() as browser:
        yield browser
