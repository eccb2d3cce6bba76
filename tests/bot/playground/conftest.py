from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, async_playwright

from bot.playground.limits import Rates
from tests.bot.playground.harness import CHROMIUM_ARGUMENTS, Playground, chromium_path, running_playground


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    """A playground that lets the bot send as fast as it can."""
    async with running_playground() as running:
        yield running


@pytest.fixture
async def strict_playground() -> AsyncIterator[Playground]:
    """A playground with Telegram's pace."""
    async with running_playground(Rates()) as running:
        yield running


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """A real Chromium that asks nothing from the network."""
    executable = chromium_path()
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=executable, args=list(CHROMIUM_ARGUMENTS))
        yield running
        await running.close()
