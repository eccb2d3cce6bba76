"""Figures, from an invitation to the workbook: what a collaborator sends is what the staff get."""

import asyncio
import io
import random
import re
import signal
import sqlite3
import sys
from asyncio.subprocess import DEVNULL, Process
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from playwright.async_api import Browser, Page, expect

from tests.bot.playground.harness import Playground, running_playground
from tests.bot.running import until
from tests.end_to_end.chromium import ask, opened
from tests.end_to_end.people import PATIENCE_SECONDS, Demo, Person
from tests.end_to_end.test_privacy import erased, traces

PNG = b"\x89PNG\r\n\x1a\n"
VILLAGE = "Khu phố 7"
REPORTED = {  # what holds once the collaborator is done: numerator and denominator, or cases
    "4.2": (5, 83),
    "5.1": (46, 47),
    "11.1": 2,
    "14": (11, 12),
    "17.1": (40, 40),
    "17.2": (0, 120),
}


@pytest.fixture
async def collaborator(staff: Person, stranger: Person) -> Person:
    """The stranger, once they have joined by an invitation for one village."""
    link = (await staff.says(f"/moi cộng tác viên {VILLAGE}")).text
    (token,) = re.findall(r"https://t\.me/\w+\?start=([\w-]+)", link)
    assert len(token) <= 64
    invitation = await stranger.says(f"/start {token}")
    assert f"cộng tác viên · {VILLAGE} · Tân Khai" in invitation.text
    assert "Tôi giữ: mã số Telegram và tên gọi của bạn, vai trò, số liệu bạn gửi" in invitation.text
    assert "/xoa_du_lieu" in invitation.text
    assert "Đã tham gia" in (await stranger.presses("Tham gia", invitation)).text
    return stranger


async def report(collaborator: Person) -> None:
    """Five messy messages and what is put right in them, until ``REPORTED`` holds."""
    vaccinated = await collaborator.sends("tiem chung 45/47")
    assert "45/47 = 95,7% (mục tiêu 2025: 95% ✓)" in (await collaborator.hears(after=vaccinated)).text
    lines = await collaborator.says("KHAI SINH 12 tren 12\n\nsuy dd thap coi: 5/83\n tai nan thuong tich 2 ca")
    assert lines.text.splitlines()[:4] == [
        "Đã lưu · Khu phố 7 · tháng 4/2025",
        "Đăng ký khai sinh: 12/12 = 100% (mục tiêu 2025: 99% ✓)",
        "Suy dinh dưỡng thấp còi: 5/83 = 6% (mục tiêu 2025: 20% ✓)",
        "Tai nạn thương tích: 2 (mục tiêu 2025: 550/100.000 trẻ em)",
    ]
    asked = await collaborator.says("mau giao 5 tuoi 60")
    (ready,) = re.findall("<code>(.*?)</code>", asked.html)
    completed = await collaborator.says(ready.replace("60/…", "60/61"))
    assert "60/61 = 98,4%" in completed.text
    assert "không lưu gì cả" in (await collaborator.says("tiêm chủng 44/47, thiếu cháu Ngân sđt 0912345678")).text
    two = await collaborator.says("hoan thanh tieu hoc 40/40 ; bo hoc tieu hoc 0/120")
    assert two.text.splitlines()[1:3] == [
        "Hoàn thành tiểu học: 40/40 = 100% (mục tiêu 2025: 99,5% ✓)",
        "Bỏ học tiểu học: 0/120 = 0% (mục tiêu 2025: dưới 0,12% ✓)",
    ]
    assert "45/47 → 46/47 = 97,9%" in (await collaborator.edits(vaccinated, "tiem chung 46/47")).text
    assert (
        "12/12 → 11/12 = 91,7% (mục tiêu 2025: 99%, chưa đạt)" in (await collaborator.says("sửa khai sinh 11/12")).text
    )
    undone = await collaborator.presses("Hoàn tác", completed)
    assert (undone.edited, undone.id) == (True, completed.id)
    assert "60/61" in undone.text


async def receive_file(person: Person, after: int) -> tuple[str, bytes]:
    """Wait for the next file in the chat; returns its name and bytes."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            query = {"person": person.key, "after": after, "wait": PATIENCE_SECONDS}
            for message in await person.demo.get("messages", **query):
                after = max(after, message["message_id"])
                if found := message["document"] or message["photo"]:
                    async with person.demo.http.get(found["url"]) as answer:
                        return found["name"], await answer.read()


def table(sheet: Any, head: int) -> list[dict[str, Any]]:
    """The rows of a sheet below its row *head*, by the names of its columns."""
    _, *rows = sheet.iter_rows(min_row=head, values_only=True)
    names = [cell.value for cell in sheet[head]]
    return [dict(zip(names, row, strict=True)) for row in rows]


def figure(row: dict[str, Any]) -> tuple[Any, Any] | Any:
    """Numerator and denominator of a row of the workbook, or its cases."""
    return (row["Tử số"], row["Mẫu số"]) if row["Số trường hợp"] is None else row["Số trường hợp"]


async def test_staff_see_what_the_newcomer_sent(collaborator: Person, staff: Person) -> None:
    await report(collaborator)
    overview = (await staff.says("/tiendo")).text
    assert "5.1 tiêm chủng dưới 1 tuổi, đủ 8 loại: 46/47 = 97,9% ✓ (1/13) · mục tiêu 95%" in overview
    missing = (await staff.says("khu phố nào chưa nộp")).text
    assert "Chưa nộp gì (12): Khu phố 1, Khu phố 2," in missing
    assert "• Khu phố 7: còn thiếu 28" in missing
    measure = await staff.says("tiến độ tiêm chủng tân khai tháng 4")
    assert "Đã nộp 1/13 khu phố, chưa nộp 12.\n• Khu phố 7: 46/47 = 97,9% ✓" in measure.text
    await staff.demo.post("presses", person="staff", message_id=measure.id, label="Biểu đồ")
    name, picture = await receive_file(staff, measure.id)
    assert name == "bieu-do-5.1-tan-khai-2025-04.png"
    assert picture.startswith(PNG)


async def test_the_workbook_holds_the_numbers_that_were_sent(collaborator: Person, staff: Person) -> None:
    await report(collaborator)
    name, file = await receive_file(staff, await staff.sends("/xuat"))
    assert name == "so-lieu-tan-khai-2025.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(file))
    assert [sheet.freeze_panes for sheet in book] == ["A3", "A2", "A2", "A3"]
    figures = table(book["Số liệu"], 1)
    assert {row["Số"]: figure(row) for row in figures} == REPORTED
    assert {(row["Nơi"], row["Kỳ"], row["Người gửi"]) for row in figures} == {(VILLAGE, "2025-04", "Khách")}
    for row in figures:
        counted = [row[name] for name in ("Tử số", "Mẫu số", "Số trường hợp") if row[name] is not None]
        assert all(type(number) is int for number in counted)
        assert f"{row['Lúc']:%Y-%m-%d %H:%M}" == "2025-04-20 09:00"
    reached = {row["Số"]: row for row in table(book["Tiến độ"], 2) if row["Đã nộp"]}
    assert {number: figure(row) for number, row in reached.items()} == REPORTED
    assert reached["5.1"]["Tỷ lệ"] == pytest.approx(46 / 47)
    assert (reached["5.1"]["Mục tiêu (%)"], reached["5.1"]["Đạt"], reached["14"]["Đạt"]) == (0.95, "đạt", "chưa đạt")
    changes = [(row["Số"], row["Trước đó"], row["Cách gửi"]) for row in table(book["Lịch sử sửa"], 1)]
    assert [change for change in changes if change[1]] == [
        ("5.1", "45/47", "sửa tin"),
        ("14", "12/12", "sửa lại"),
        ("16", "60/61", "hoàn tác"),
    ]
    absent = {row["Nơi"]: row["Số chỉ tiêu còn thiếu"] for row in table(book["Chưa nộp"], 2)}
    assert (len(absent), absent["Khu phố 1"], absent[VILLAGE]) == (13, 34, 28)


async def test_the_report_holds_the_numbers_that_were_sent(collaborator: Person, staff: Person) -> None:
    await report(collaborator)
    name, file = await receive_file(staff, await staff.sends("/baocao"))
    assert name == "bao-cao-tan-khai-2025.docx"
    paper = docx.Document(io.BytesIO(file))
    heading, table_of_all, signature = paper.tables
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in heading.cell(0, 1).text
    rows = {row.cells[0].text: [cell.text for cell in row.cells[2:]] for row in table_of_all.rows}
    assert rows["5.1"] == ["95%", "46/47", "97,9%", "1/13", "Đạt"]
    assert rows["14"] == ["99%", "11/12", "91,7%", "1/13", "Chưa đạt"]
    assert rows["11.1"][1] == "2 trường hợp"
    assert rows["16"][1] == "Chưa có số liệu"
    assert {number for number, row in rows.items() if row[3] == "1/13"} == set(REPORTED)
    assert "(Ký, ghi rõ họ tên, đóng dấu)" in signature.cell(0, 1).text


async def test_no_byte_of_a_message_with_personal_data_stays(demo: Demo, collaborator: Person) -> None:
    await collaborator.says("khai sinh 12/12")
    secret = "Nguyễn Bích Ngân 0912345678"
    refused = await collaborator.says(f"tiem chung 41/43, chau {secret} chua tiem")
    assert "không lưu gì cả" in refused.text
    assert "tiêm chủng 45/47" in refused.text
    question = refused.id - 1
    assert "không lưu gì cả" in (await collaborator.edits(question, f"tiêm chủng 41/43, cháu {secret}")).text
    mine = (await collaborator.says("/cuatoi")).text
    assert "12/12" in mine
    assert "41/43" not in mine
    left = await erased(demo.database)
    assert [trace for trace in [*traces(secret), b"41/43", b"chua tiem"] if trace in left] == []
    assert [word for word in secret.split() if word in demo.log.getvalue()] == []


@dataclass
class Station:
    """Two collaborators who write to a bot that is killed again and again."""

    playground: Playground
    database: Path
    sent: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)  # by chat and message

    async def start(self) -> Process:
        arguments = ("-m", "tests.end_to_end.victim", self.playground.base, str(self.database))
        return await asyncio.create_subprocess_exec(sys.executable, *arguments, stderr=DEVNULL)

    async def write(self, count: int) -> None:
        """Send that many figures: each differs from the one before it in its cell."""
        for number in range(len(self.sent), len(self.sent) + count):
            village = (3, 5)[number % 2]
            person, chat = {3: ("collaborator", 1003), 5: ("collaborator-2", 1004)}[village]
            text = f"kp{village} tiem chung {90 + number % 8}/100 thang {1 + number % 12}/2024"
            told = await self.playground.post("messages", person=person, text=text)
            self.sent[chat, told["message_id"]] = (90 + number % 8, 100)

    def stored(self) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Every revision: where it came from, and its figure."""
        rows = self._query(
            "SELECT chat_id, message_id, numerator, denominator FROM revisions ORDER BY chat_id, message_id"
        )
        return [((chat, message), (top, total)) for chat, message, top, total in rows]

    def kept(self) -> set[tuple[int, int]]:
        """The messages that are stored as figures, or still wait in the inbox."""
        place = "json_extract(raw, '$.message.chat.id'), json_extract(raw, '$.message.message_id')"
        waiting = self._query(f"SELECT {place} FROM inbox WHERE state = 'new'")
        return {place for place, _ in self.stored()} | {(chat, message) for chat, message in waiting}

    def confirmed(self) -> set[tuple[int, int]]:
        """The messages that Telegram no longer holds for the bot."""
        held = [update.payload for update in self.playground.telegram.updates.pending()]
        return self.sent.keys() - {(message["chat"]["id"], message["message_id"]) for message in held}

    def receipts(self) -> int:
        """How many messages of the bot the two have got."""
        chats = self.playground.telegram.chats
        return sum(message.is_from_bot for chat in (1003, 1004) for message in chats[chat].messages.values())

    def _query(self, sql: str) -> list[Any]:
        with closing(sqlite3.connect(f"{self.database.as_uri()}?mode=ro", uri=True)) as db:
            return db.execute(sql).fetchall()


async def test_a_bot_that_is_killed_loses_no_figure_and_stores_none_twice(tmp_path: Path) -> None:
    chance, batch, kills = random.Random(7), 40, 3
    async with running_playground() as playground:
        station = Station(playground, tmp_path / "x.sqlite3")
        for _ in range(kills):
            goal = station.receipts() + chance.randrange(1, batch // 2)
            bot = await station.start()
            await station.write(batch)
            await until(lambda goal=goal: station.receipts() >= goal)  # type: ignore[misc]  # bound at once
            bot.kill()
            await bot.wait()
            assert station.confirmed() <= station.kept()
        bot = await station.start()
        await until(lambda: station.receipts() >= len(station.sent) and len(station.stored()) >= len(station.sent))
        bot.send_signal(signal.SIGTERM)
        assert await bot.wait() == 0
    assert station.stored() == sorted(station.sent.items())


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
async def test_figures_on_the_page(browser: Browser, demo: Demo, width: int) -> None:
    async with opened(browser, demo, "collaborator", width) as page:
        await ask(page, "kp3 tiem chung 45/47, ks 12")
        receipt = page.locator(".from-bot")
        await expect(receipt.locator("b", has_text="45/47 = 95,7%")).to_be_visible()
        await expect(receipt.locator("code")).to_have_text("khai sinh 12/…")
        await expect(receipt.locator(".keyboard button")).to_have_text(["Hoàn tác", "Sửa", "Đổi kỳ"])
        await expect(page.locator(".message").last).to_be_in_viewport()
        await receipt.get_by_role("button", name="Hoàn tác").click()
        await expect(receipt.locator(".meta")).to_contain_text("đã sửa")
        await expect(receipt).not_to_contain_text("Đã lưu")
        await ask(page, "tiem chung 46/47")
        await expect(page.locator(".from-bot").last.locator("b", has_text="46/47")).to_be_visible()
        await assert_nothing_is_cut(page, width)
        if width < 500:
            await page.get_by_role("button", name="Đổi người").click()
        await page.locator("[data-person=staff]").click()
        await expect(page.locator(".message")).to_have_count(0)
        await ask(page, "/tiendo")
        answer = page.locator(".from-bot").first
        await answer.get_by_role("button", name="5.1 tiêm chủng dưới 1 tuổi", exact=True).click()
        await expect(answer).to_contain_text("• Khu phố 3: 46/47 = 97,9%")
        await answer.get_by_role("button", name="Biểu đồ").click()
        picture = page.locator(".from-bot .photo img")
        await expect(picture).to_have_js_property("complete", True)
        assert await picture.evaluate("image => image.naturalWidth") > 0
        await expect(page.locator(".from-bot").last.locator(".meta")).to_be_in_viewport()
        await answer.get_by_role("button", name="Excel").click()
        await expect(page.locator(".from-bot .document")).to_contain_text("so-lieu-tan-khai-2025.xlsx")
        await expect(page.get_by_text("Đang lập")).to_have_count(0)
        await expect(page.locator(".from-bot").last.locator(".document")).to_be_in_viewport()
        await assert_nothing_is_cut(page, width)


async def assert_nothing_is_cut(page: Page, width: int) -> None:
    """No bubble, picture or button reaches beyond its place or is cut off in it."""
    assert await page.evaluate("document.documentElement.scrollWidth") == width
    assert await page.evaluate("(s => s.scrollWidth - s.clientWidth)(document.querySelector('#scroll'))") == 0
    cut = "button => button.scrollWidth > button.clientWidth || button.scrollHeight > button.clientHeight"
    for button in await page.locator(".keyboard button").all():
        assert not await button.evaluate(cut), await button.inner_text()
