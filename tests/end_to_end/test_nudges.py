"""Minh Tâm's yearly report of 2025 in the playground: the clock goes from 1 October to 12 November."""

import asyncio
import io
import random
import re
import signal
import sqlite3
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Browser, expect

from storage.times import from_utc_text
from tests.bot.playground.harness import running_playground
from tests.bot.running import until
from tests.end_to_end.chromium import opened
from tests.end_to_end.people import Demo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
# The last day is 9 November, a Sunday; villages are due on Sunday, 2 November.
COLLABORATORS = ["22/10", "28/10", "30/10", "31/10", "03/11", "05/11"]
STAFF = ["20/10", "29/10", "04/11", "06/11", "07/11", "10/11", "11/11", "12/11"]
REMINDER = re.compile("Bạn chỉ cần nhắn|Báo cáo năm về công tác trẻ em · ")


@dataclass
class Commune:
    """Minh Tâm with two collaborators and a member of staff, whose bot may be killed."""

    demo: Demo
    bot: Process | None = None

    async def start(self) -> None:
        """Start the bot in a process of its own."""
        arguments = ("-m", "tests.end_to_end.victim", self.demo.url, str(self.demo.database))
        self.bot = await asyncio.create_subprocess_exec(sys.executable, *arguments, stderr=DEVNULL)

    async def kill(self) -> None:
        assert self.bot is not None
        self.bot.kill()
        await self.bot.wait()

    async def end(self) -> None:
        assert self.bot is not None
        self.bot.send_signal(signal.SIGTERM)
        assert await self.bot.wait() == 0

    async def go_to(self, moment: datetime) -> None:
        """Move the clock, and wait until the bot has looked whom to remind and has sent it."""
        await self.demo.post("clock", now=moment.isoformat())
        await until(lambda: self._has_looked(moment))

    async def settle(self) -> None:
        """Let people join: three links of the administrator's."""
        admin = self.demo.person("admin")
        await admin.says("/datplan Minh Tâm")
        for key, what in (
            ("collaborator", "cộng tác viên Ấp 1"),
            ("collaborator-2", "cộng tác viên Ấp 2"),
            ("staff", "cán bộ"),
        ):
            (token,) = re.findall(r"start=([\w-]+)", (await admin.says(f"/moi {what}")).text)
            person = self.demo.person(key)
            assert "Minh Tâm" in (await person.presses("Tham gia", await person.says(f"/start {token}"))).text

    async def collect_two(self) -> None:
        """Staff choose what the round collects: vaccination and births."""
        staff = self.demo.person("staff")
        page = await staff.presses("09/11 · năm 2025", await staff.says("/dot"))
        await staff.presses("Chọn chỉ tiêu", page)
        assert "2 " in (await staff.says("5.1, 14")).text

    async def reminders(self, key: str) -> list[str]:
        """On which days somebody was reminded."""
        heard = [m for m in await self.demo.person(key).messages() if m["from"] == "bot" and not m["edited"]]
        reminders = [m["date"] for m in heard if REMINDER.search(m["text"])]
        return [f"{datetime.fromtimestamp(moment, VIETNAM):%d/%m}" for moment in reminders]

    def uncertain(self, user_id: int) -> list[str]:
        """The days of reminders of which nobody knows whether they arrived: the bot was killed meanwhile."""
        rows = self._query(f"SELECT day FROM nudges WHERE state = 'uncertain' AND user_id = {user_id} ORDER BY day")
        return [f"{date.fromisoformat(day):%d/%m}" for (day,) in rows]

    def _has_looked(self, moment: datetime) -> bool:
        """Tell whether the bot has looked since *moment*, and nothing is left to send."""
        looked = self._query("SELECT value FROM itself WHERE name = 'looked_at'")
        if not looked or from_utc_text(looked[0][0]) < moment:
            return False
        return not self._query("SELECT 1 FROM outbox WHERE state IN ('queued', 'sending')")

    def _query(self, sql: str) -> list[Any]:
        with closing(sqlite3.connect(f"{self.demo.database.as_uri()}?mode=ro", uri=True)) as db:
            return db.execute(sql).fetchall()


def days(first: str, last: str) -> Iterator[date]:
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        yield day
        day += timedelta(days=1)


def at(day: date, hour: int = 8) -> datetime:
    """A local moment."""
    return datetime.combine(day, time(hour), VIETNAM)


@asynccontextmanager
async def commune(database: Path) -> AsyncIterator[Commune]:
    """Minh Tâm at nine in the morning of 1 October 2025, everybody in place."""
    async with running_playground() as playground:
        playground.clock.set(at(date(2025, 10, 1), 9))
        place = Commune(Demo(playground.base, database, io.StringIO(), playground.http))
        await place.start()
        await place.settle()
        await place.collect_two()
        yield place
        await place.end()


async def test_six_weeks_of_reminders_and_a_bot_that_is_killed(tmp_path: Path) -> None:
    chance, killed = random.Random(11), {date(2025, 10, 22), date(2025, 10, 30), date(2025, 11, 4), date(2025, 11, 7)}
    async with commune(tmp_path / "x.sqlite3") as place:
        for day in days("2025-10-02", "2025-11-12"):
            if day in killed:
                await place.demo.post("clock", now=at(day).isoformat())
                await asyncio.sleep(chance.uniform(0.2, 0.8))  # somewhere between the look and the last message
                await place.kill()
                await place.start()
            await place.go_to(at(day))
            if day == date(2025, 10, 29):
                assert "Đã lưu · Ấp 1" in (await place.demo.person("collaborator").says("tiem chung 45/47")).text
                done = await place.demo.person("collaborator").says("ap 1 khai sinh 12/12")
                assert "Ấp 1 đã gửi đủ" in done.text
        told = {key: await place.reminders(key) for key in ("collaborator", "collaborator-2", "staff")}
        expected = {"collaborator": COLLABORATORS[:2], "collaborator-2": COLLABORATORS, "staff": [*STAFF, "30/10"]}
        for key, user_id in (("collaborator", 1003), ("collaborator-2", 1004), ("staff", 1005)):
            doubtful = place.uncertain(user_id)
            assert len(told[key]) == len(set(told[key]))
            # What was under way when the bot died is never sent again, whether it had arrived or not.
            assert set(told[key]) | set(doubtful) == set(expected[key])
            assert set(doubtful) <= {f"{day:%d/%m}" for day in killed}


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
async def test_a_reminder_on_the_page(browser: Browser, demo: Demo, width: int) -> None:
    await demo.post("clock", now="2025-10-01T09:00:00+07:00")
    staff = demo.person("staff")
    await staff.presses("Lưu", await staff.says("/them_han báo cáo năm trước 10/11 hằng năm"))
    async with opened(browser, demo, "collaborator", width) as page:
        await page.get_by_role("button", name="Đồng hồ").click()
        await page.get_by_label("Đến lúc").fill("2025-10-22T08:00")
        await page.locator("#clock-form").get_by_role("button").click()
        reminder = page.locator(".from-bot").last
        await expect(reminder).to_contain_text("Còn 11 ngày, đến hết 02/11: số liệu năm 2025 của Khu phố 3 còn thiếu")
        await expect(reminder.locator(".keyboard button")).to_have_text(
            ["Nộp ngay", "Nhắc lại chiều nay", "Đã nộp bản giấy", "Xin nghỉ kỳ này"]
        )
        await reminder.get_by_role("button", name="Đã nộp bản giấy").click()
        await expect(page.locator(".from-bot").last).to_contain_text("Khu phố 3 nộp bản giấy")
