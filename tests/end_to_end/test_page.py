"""The chat page in a real Chromium with the real bot behind it."""

import re

import pytest
from playwright.async_api import Browser, expect

from tests.end_to_end.chromium import ask, opened
from tests.end_to_end.people import Demo

pytestmark = pytest.mark.browser


async def test_an_official_asks_and_presses(browser: Browser, demo: Demo) -> None:
    async with opened(browser, demo, "official") as page:
        await page.get_by_role("button", name="tan khai tiem chung 2025 bn").click()
        answers = page.locator(".from-bot")
        await expect(answers.locator("b", has_text="95%")).to_be_visible()
        await expect(answers.locator(".text")).to_contain_text("mục II.2.a")
        await answers.get_by_role("button", name="Ai phụ trách?").click()
        await expect(answers).to_have_count(2)
        await expect(answers.last.locator("b", has_text="Trạm Y tế thị trấn")).to_be_visible()
        await expect(page.locator("[aria-busy]")).to_have_count(0)


async def test_browsing_changes_one_message(browser: Browser, demo: Demo) -> None:
    async with opened(browser, demo, "official") as page:
        await ask(page, "/kehoach")
        answer = page.locator(".from-bot")
        await answer.get_by_role("button", name="Tân Khai").click()
        await answer.get_by_role("button", name="Mục tiêu 2").click()
        await answer.get_by_role("button", name="9. Trẻ em bị xâm hại").click()
        await expect(answer.locator("b", has_text="dưới 4%")).to_be_visible()
        await expect(answer.locator(".meta")).to_contain_text("đã sửa")
        await answer.get_by_role("button", name="‹ Quay lại").click()
        await expect(answer.get_by_role("button", name="14. ")).to_be_visible()
        await expect(page.locator(".message")).to_have_count(2)


async def test_an_edited_question_is_answered_below_it(browser: Browser, demo: Demo) -> None:
    async with opened(browser, demo, "official") as page:
        await ask(page, "tân khai tiêm chủng 2025")
        await expect(page.locator(".from-bot")).to_have_count(1)
        await page.get_by_role("textbox", name="Tin nhắn").press("ArrowUp")
        await ask(page, "tân khai tiêm chủng 2030")
        await expect(page.locator(".from-bot").last.locator("b", has_text="98%")).to_be_visible()
        await expect(page.locator(".from-bot").last.locator(".quote")).to_contain_text("tân khai tiêm chủng 2030")


async def test_each_person_has_a_home_and_a_chat_of_their_own(browser: Browser, demo: Demo) -> None:
    async with opened(browser, demo, "collaborator") as page:
        await ask(page, "/datplan tân khai")
        await ask(page, "tiêm chủng 2025")
        await expect(page.locator(".from-bot").last).not_to_contain_text("Đồng Tháp")
        await page.locator("[data-person=official]").click()
        await expect(page.locator(".message")).to_have_count(0)
        await ask(page, "tiêm chủng 2025")
        await expect(page.locator(".from-bot").last).to_contain_text("Đồng Tháp")
        await page.locator("[data-person=collaborator]").click()
        await expect(page.locator(".from-bot")).to_have_count(2)
        await page.reload()
        await expect(page.locator(".day")).to_have_text("Hôm nay")
        await expect(page.locator("[data-person=official] time")).to_have_text(re.compile("^09:0"))


async def test_a_stranger_starts_with_a_button_and_a_command_from_the_menu(browser: Browser, demo: Demo) -> None:
    async with opened(browser, demo, "stranger") as page:
        await page.get_by_role("button", name="Bắt đầu").click()
        await expect(page.locator(".from-bot .text")).to_contain_text("Chào bạn, tôi là Sổ tay.")
        await page.get_by_role("button", name="Các lệnh").click()
        await page.get_by_role("option", name="/han").click()
        await expect(page.locator(".from-bot").last).to_contain_text("trước ngày 05/11")


async def test_the_clock_of_the_page_is_that_of_the_answers(browser: Browser, demo: Demo) -> None:
    async with opened(browser, demo, "official") as page:
        await page.get_by_role("button", name="Đồng hồ").click()
        await page.get_by_label("Đến lúc").fill("2025-11-02T08:00")
        await page.get_by_role("button", name="Đặt").click()
        await expect(page.locator("#clock-now")).to_contain_text("02/11")
        await ask(page, "hoằng đức hạn báo cáo năm")
        await expect(page.locator(".from-bot")).to_contain_text("Còn 2 ngày")


async def test_an_inline_answer_is_sent(browser: Browser, demo: Demo) -> None:
    async with opened(browser, demo, "official") as page:
        await page.get_by_role("button", name="Thêm").click()
        await page.get_by_role("button", name="Thử gõ @bot").click()
        await page.get_by_role("textbox", name="Câu hỏi").fill("tiêm chủng tân khai 2025")
        await page.get_by_role("button", name="Tìm").click()
        await page.locator("#inline-results button").first.click()
        await expect(page.locator(".from-person .via")).to_be_visible()
        await expect(page.locator(".from-person b", has_text="95%")).to_be_visible()


@pytest.mark.parametrize("width", [390, 320])
async def test_long_answers_fit_a_phone(browser: Browser, demo: Demo, width: int) -> None:
    async with opened(browser, demo, "collaborator-2", width) as page:
        await expect(page.locator("#status")).to_have_text("Cộng tác viên khu phố 5", use_inner_text=True)
        for question in ("tất cả chỉ tiêu các nơi", "chỉ tiêu 9 ai phụ trách", "/han", "/coquan tân khai"):
            await ask(page, question)
        await expect(page.locator(".from-bot")).to_have_count(4)
        await page.get_by_role("button", name="Trang sau").click()
        await expect(page.locator(".from-bot .meta").first).to_contain_text("đã sửa")
        for place in ("document.documentElement", "document.querySelector('#scroll')"):
            assert await page.evaluate(f"{place}.scrollWidth") == width
        cut = "button => button.scrollWidth > button.clientWidth || button.scrollHeight > button.clientHeight"
        for button in await page.locator(".keyboard button").all():
            assert not await button.evaluate(cut), await button.inner_text()


async def test_the_day_does_not_cover_what_is_read(browser: Browser, demo: Demo) -> None:
    async with opened(browser, demo, "official") as page:
        await ask(page, "tân khai tiêm chủng 2025")
        day = page.locator(".day span")
        await expect(day).to_have_css("opacity", "1")
        for _ in range(3):
            await ask(page, "/han")
        await expect(page.locator(".from-bot")).to_have_count(4)
        await expect(day).to_have_css("opacity", "0")
