"""The chat page in a real Chromium, with a bot behind it that repeats what it is told."""

import contextlib
import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from tests.bot.playground.harness import PNG, Playground, echo_bot

pytestmark = pytest.mark.browser


@contextlib.asynccontextmanager
async def opened_page(
    browser: Browser, playground: Playground, path: str = "/", width: int = 1280
) -> AsyncIterator[Page]:
    """Open the page; afterwards nothing may have failed in it, and nothing been asked of another place."""
    is_phone = width < 500
    context = await browser.new_context(
        viewport={"width": width, "height": 800}, is_mobile=is_phone, has_touch=is_phone, locale="vi-VN"
    )
    page = await context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: complaints.append(request.url) if is_foreign(request.url, playground) else None)
    await page.goto(playground.base + path)
    await page.wait_for_selector("body[data-ready]")
    yield page
    await context.close()
    assert complaints == []


def is_foreign(url: str, playground: Playground) -> bool:
    return not url.startswith((playground.base, "data:"))


@pytest.fixture
async def page(browser: Browser, playground: Playground) -> AsyncIterator[Page]:
    async with echo_bot(playground), opened_page(browser, playground) as page:
        yield page


async def ask(page: Page, text: str) -> None:
    box = page.get_by_role("textbox", name="Tin nhắn")
    await box.fill(text)
    await box.press("Enter")


async def test_ask_press_and_see_the_edit(page: Page) -> None:
    await ask(page, "chỉ tiêu 9 <b>ai</b>")
    answer = page.locator(".from-bot")
    await expect(answer.locator("b")).to_have_text("chỉ tiêu 9 <b>ai</b>")
    await expect(answer.locator("i")).to_have_text("dòng hai")
    await expect(page.locator(".from-person .text")).to_contain_text("chỉ tiêu 9 <b>ai</b>")
    await page.get_by_role("button", name="Đổi", exact=True).click()
    await expect(answer.locator(".text")).to_contain_text("Đã đổi câu trả lời")
    await expect(answer.locator(".meta")).to_contain_text("đã sửa")
    await expect(page.locator(".keyboard")).to_have_count(0)
    await expect(page.locator("#toast")).to_have_text("Đã đổi")


async def test_the_first_hint_asks_for_you(page: Page) -> None:
    await expect(page.locator("#examples button")).to_have_text(
        ["tan khai tiem chung 2025 bn", "chỉ tiêu 9 ai phụ trách", "which agency owns indicator 9"]
    )
    await page.get_by_role("button", name="tan khai tiem chung 2025 bn").click()
    await expect(page.locator(".from-bot b")).to_have_text("tan khai tiem chung 2025 bn")
    await expect(page.locator("#hint")).to_be_hidden()


async def test_each_person_has_a_chat_and_unread_answers_are_counted(page: Page, playground: Playground) -> None:
    await ask(page, "từ khách")
    await expect(page.locator(".from-bot")).to_have_count(1)
    await page.locator("[data-person=staff]").click()
    await expect(page.locator(".message")).to_have_count(0)
    await expect(page.locator("#status")).to_have_text("bạn là Cán bộ thị trấn")
    await playground.result("sendMessage", chat_id=1003, text="Còn 3 ngày")
    await expect(page.locator("[data-person=collaborator] .badge")).to_have_text("1")
    await page.locator("[data-person=collaborator]").click()
    await expect(page.locator(".from-bot .text")).to_contain_text("Còn 3 ngày")
    await expect(page.locator("[data-person=collaborator] .badge")).to_have_count(0)
    await page.locator("[data-person=stranger]").click()
    await expect(page.locator(".from-person .text")).to_contain_text("từ khách")


async def test_the_clock_moves(page: Page, playground: Playground) -> None:
    await expect(page.locator("#clock-now")).to_have_text(re.compile(r"^20/10 09:0\d$"))
    await page.get_by_role("button", name="Đồng hồ").click()
    await page.get_by_role("button", name="+1 ngày").click()
    await expect(page.locator("#clock-now")).to_have_text(re.compile(r"^21/10 09:0\d$"))
    await page.get_by_label("Đến lúc").fill("2025-12-31T23:30")
    await page.get_by_role("button", name="Đặt").click()
    await expect(page.locator("#clock-now")).to_have_text(re.compile(r"^31/12 23:3\d$"))
    assert playground.clock.now().isoformat().startswith("2025-12-31T23:3")


async def test_an_own_message_is_edited(page: Page) -> None:
    await ask(page, "kp3 45/47")
    await expect(page.locator(".from-bot")).to_have_count(1)
    await page.get_by_role("textbox", name="Tin nhắn").press("ArrowUp")
    await expect(page.locator("#about-title")).to_have_text("Sửa tin nhắn")
    await ask(page, "kp3 46/47")
    await expect(page.locator(".from-person .text")).to_contain_text("kp3 46/47")
    await expect(page.locator(".from-person .meta")).to_contain_text("đã sửa")
    await expect(page.locator(".from-bot").last.locator(".text")).to_contain_text("Bạn sửa thành: kp3 46/47")


async def test_a_reply_shows_what_it_answers(page: Page, playground: Playground) -> None:
    await ask(page, "một")
    answer = page.locator(".from-bot").first
    await answer.hover()
    await answer.get_by_role("button", name="Trả lời").click()
    await ask(page, "sửa 12/12")
    await expect(page.locator(".from-person").last.locator(".quote")).to_contain_text("Bạn viết: một")
    assert playground.telegram.chats[1001].messages[3].reply_to is not None


async def test_lines_break_and_shift_enter_makes_one(page: Page, playground: Playground) -> None:
    box = page.get_by_role("textbox", name="Tin nhắn")
    await box.press_sequentially("một")
    await box.press("Shift+Enter")
    await box.press_sequentially("hai")
    await box.press("Enter")
    await expect(page.locator(".from-bot")).to_have_count(1)
    assert playground.telegram.chats[1001].messages[1].content.formatted.text == "một\nhai"


async def test_the_menu_of_commands_is_used_from_the_keyboard(page: Page, playground: Playground) -> None:
    commands = [{"command": "hoi", "description": "Hỏi"}, {"command": "han", "description": "Hạn"}]
    await playground.result("setMyCommands", commands=commands)
    await page.get_by_role("textbox", name="Tin nhắn").fill("/h")
    await expect(page.get_by_role("option")).to_have_text(["/hoiHỏi", "/hanHạn"])
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.locator(".from-bot b")).to_have_text("/han")


async def test_files_and_pictures_are_shown(page: Page) -> None:
    await page.locator("#attach").set_input_files({"name": "hinh.png", "mimeType": "image/png", "buffer": PNG})
    picture = page.locator(".photo img")
    await expect(picture).to_be_visible()
    assert await picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 2
    await page.locator("#attach").set_input_files({"name": "bảng.csv", "mimeType": "text/csv", "buffer": b"a,b"})
    document = page.locator(".document")
    await expect(document).to_contain_text("bảng.csv")
    async with page.expect_download() as download:
        await document.click()
    assert (await (await download.value).path()).read_bytes() == b"a,b"


async def test_typing_is_shown(page: Page, playground: Playground) -> None:
    await ask(page, "một")
    await expect(page.locator(".from-bot")).to_have_count(1)
    await playground.result("sendChatAction", chat_id=1001, action="typing")
    await expect(page.locator("#status")).to_have_text("đang nhập…")
    await playground.result("sendMessage", chat_id=1001, text="xong")
    await expect(page.locator("#status")).to_have_text("bạn là Khách")


async def test_a_bot_can_be_blocked_and_let_in_again(page: Page, playground: Playground) -> None:
    await page.get_by_role("button", name="Thêm").click()
    await page.get_by_role("button", name="Chặn bot").click()
    await page.locator("#unblock").click()
    await expect(page.get_by_role("textbox", name="Tin nhắn")).to_be_visible()
    assert not playground.telegram.chats[1001].blocked


async def test_a_reply_keyboard_says_what_is_on_it(page: Page, playground: Playground) -> None:
    await ask(page, "một")
    await expect(page.locator(".from-bot")).to_have_count(1)
    await playground.result("sendMessage", chat_id=1001, text="chọn", reply_markup={"keyboard": [["Có", "Không"]]})
    await page.locator("#reply-keyboard").get_by_role("button", name="Có").click()
    await expect(page.locator(".from-bot").last.locator("b")).to_have_text("Có")


async def test_an_invitation_is_opened_as_whom_one_likes(page: Page, playground: Playground) -> None:
    await playground.result("sendMessage", chat_id=1006, text="https://t.me/so_tay_bot?start=abc_123")
    await page.locator("[data-person=admin]").click()
    await page.get_by_role("link", name="https://t.me/so_tay_bot?start=abc_123").click()
    await page.locator("#link-people").get_by_role("button", name="Khách").click()
    await expect(page.locator(".from-bot b")).to_have_text("/start abc_123")
    await expect(page.locator("#status")).to_contain_text("Khách")


async def test_the_page_opens_with_a_person_and_a_start(browser: Browser, playground: Playground) -> None:
    async with echo_bot(playground), opened_page(browser, playground, "/?start=abc#staff") as page:
        await expect(page.locator(".from-bot b")).to_have_text("/start abc")
        assert page.url == f"{playground.base}/#staff"


@pytest.mark.parametrize("width", [390, 360])
async def test_a_phone_is_wide_enough(browser: Browser, playground: Playground, width: int) -> None:
    async with echo_bot(playground), opened_page(browser, playground, width=width) as page:
        await expect(page.locator("#people-pane")).to_be_hidden()
        await page.get_by_role("button", name="Đổi người").click()
        await page.locator("[data-person=collaborator]").click()
        await expect(page.locator("#people-pane")).to_be_hidden()
        await ask(page, "kp3 tiêm chủng 45/47 " + "dài" * 60)
        await page.get_by_role("button", name="Đổi", exact=True).click()
        await expect(page.locator(".from-bot .text")).to_contain_text("Đã đổi câu trả lời")
        assert await page.evaluate("document.documentElement.scrollWidth") == width
        assert await page.evaluate("document.querySelector('#scroll').scrollWidth") == width
