"""The chat page in a real Chromium."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Page, async_playwright

from tests.bot.playground.harness import CHROMIUM_ARGUMENTS, chromium_path
from tests.end_to_end.people import Demo


@asynccontextmanager
async def running_browser() -> AsyncIterator[Browser]:
    """A browser for the length of the block."""
    executable = chromium_path()
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=executable, args=list(CHROMIUM_ARGUMENTS))
        yield running
        await running.close()


@asynccontextmanager
async def opened(browser: Browser, demo: Demo, person: str, width: int = 1280) -> AsyncIterator[Page]:
    """The page as *person*; afterwards nothing may have failed in it, nor been asked of another place."""
    is_phone = width < 500
    context = await browser.new_context(
        viewport={"width": width, "height": 800}, is_mobile=is_phone, has_touch=is_phone, locale="vi-VN"
    )
    page = await context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("request", lambda sent: None if sent.url.startswith((demo.url, "data:")) else complaints.append(sent.url))
    await page.goto(f"{demo.url}/#{person}")
    await page.wait_for_selector("body[data-ready]")
    yield page
    await context.close()
    assert complaints == []


async def ask(page: Page, text: str) -> None:
    """Type a message and send it."""
    box = page.get_by_role("textbox", name="Tin nhắn")
    await box.fill(text)
    await box.press("Enter")
