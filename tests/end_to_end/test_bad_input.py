"""What people and machines send that is no question: a clear reply or silence, nothing lost, nobody held up."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from knowledge.library import Library
from knowledge.reply import Reply
from tests.end_to_end.people import Demo, Person, library, running_demo


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("🙂🙂🙂", id="emoji"),
        pytest.param("...?!", id="signs"),
        pytest.param("/", id="a-slash"),
        pytest.param("/" * 300, id="slashes"),
        pytest.param("x" * 4096, id="noise"),
        pytest.param("ạ ệ ộ " * 600, id="syllables"),
        pytest.param("\u202e\u200f\u0301\u0323", id="control-characters"),
        pytest.param("<b>&amp;</i>'; DROP TABLE people;--", id="markup-and-sql"),
        pytest.param("[x](y) *z* _w_", id="markdown"),
        pytest.param("1", id="a-digit"),
        pytest.param("/ngonngu fr", id="no-such-language"),
        pytest.param("/datplan Hà Nội", id="no-such-plan"),
        pytest.param("/kehoach Hà Nội", id="no-such-plan-to-browse"),
        pytest.param("chỉ tiêu 99 tân khai", id="no-such-indicator"),
        pytest.param("thời tiết hôm nay thế nào", id="out-of-scope"),
    ],
)
async def test_a_clear_reply(demo: Demo, official: Person, text: str) -> None:
    reply = await official.says(text)
    assert 20 < len(reply.text) <= 4096
    assert "Mã lỗi" not in reply.text
    assert "error" not in demo.log.getvalue()


async def test_each_sticker_gets_a_helpful_line(official: Person) -> None:
    for _ in range(3):
        hint = await official.says("", sticker="👍")
        assert "/help" in hint.text
    assert "95%" in (await official.says("tân khai tiêm chủng 2025")).text
    assert len(await official.heard()) == 4


async def test_three_hundred_commands_in_a_second(demo: Demo, stranger: Person, official: Person) -> None:
    commands = ("/help", "/han", "/kehoach", "/xyz")
    for number in range(300):
        await stranger.sends(commands[number % 4])
    answer = await official.says("tân khai tiêm chủng 2025")
    assert "95%" in answer.text
    assert len(await stranger.heard()) < 300, "somebody else had to wait until the flood was over"
    while len(heard := await stranger.heard()) < 300:
        await stranger.hears(after=max(message.id for message in heard))
    assert [message.text for message in heard] == [message.text for message in heard[:4]] * 75
    assert "not_sent" not in demo.log.getvalue()


async def test_a_button_of_an_old_keyboard_gets_a_way_on(demo: Demo, official: Person) -> None:
    asked = await official.sends("/help")
    await official.hears(after=asked)
    for number, data in enumerate(
        ("0:target tan-khai 5", "home=atlantis", "1:target @gone #5", "~", "1:plan @tan-khai~9")
    ):
        label = f"Nút cũ {number}"
        markup = {"inline_keyboard": [[{"text": label, "callback_data": data}]]}
        old = await demo.bot_api("sendMessage", chat_id=1002, text="từ năm ngoái", reply_markup=markup)
        await demo.post("presses", person="official", message_id=old["result"]["message_id"], label=label)
        reply = await official.hears(after=old["result"]["message_id"])
        assert reply.text
        assert "Mã lỗi" not in reply.text


async def test_the_same_button_twice_does_no_harm(official: Person) -> None:
    plans = await official.says("/kehoach")
    plan = await official.presses("Tân Khai", plans)
    for _ in range(2):
        await official.demo.post("presses", person="official", message_id=plans.id, label="Các cơ quan")
    assert (await official.says("tân khai tiêm chủng 2025")).text
    assert plan.id == plans.id


class FragileLibrary(Library):
    """The real plans, with a fault in the way of one word."""

    def answer(self, text: str, **more: object) -> Reply:  # type: ignore[override]
        if "sự cố" in text:
            raise ValueError(f"cannot read {text}")
        return library().answer(text, **more)  # type: ignore[arg-type]


async def test_an_error_gives_a_code_and_keeps_the_update_once(tmp_path: Path) -> None:
    database = tmp_path / "demo.sqlite3"
    fragile = FragileLibrary.load()
    async with running_demo(database, fragile) as demo:
        official = demo.person("official")
        apology = await official.says("gặp sự cố bí mật")
        (code,) = re.findall("<code>(.*?)</code>", apology.html)
        assert apology.text.startswith("Xin lỗi bạn")
        assert "95%" in (await official.says("tân khai tiêm chủng 2025")).text
        assert f'"code": "{code}"' in demo.log.getvalue()
        assert "bí mật" not in demo.log.getvalue()
    with closing(sqlite3.connect(database)) as db:
        kept = db.execute("SELECT state, attempts, error_code FROM inbox WHERE raw <> ''").fetchall()
    assert kept == [("dead", 1, code)]
