"""/playground/…: what the page and other tests drive the local Telegram with."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest

from bot.playground.views import parse_duration
from tests.bot.playground.harness import PNG, Playground

OFFICIAL = 1002


async def test_the_people_are_roles(playground: Playground) -> None:
    people = await playground.get("people")
    assert [(person["person"], person["name"], person["role"], person["chat"]) for person in people] == [
        ("stranger", "Khách", "stranger", 1001),
        ("official", "Công chức xã", "official", 1002),
        ("collaborator", "Cộng tác viên khu phố 3", "collaborator", 1003),
        ("collaborator-2", "Cộng tác viên khu phố 5", "collaborator", 1004),
        ("staff", "Cán bộ thị trấn", "staff", 1005),
        ("admin", "Quản trị", "admin", 1006),
    ]


async def test_a_message_goes_to_the_bot_and_the_answer_comes_back(playground: Playground) -> None:
    assert await playground.post("messages", person="official", text=" chỉ tiêu 9\nai phụ trách ") == {"message_id": 1}
    (update,) = await playground.result("getUpdates")
    assert update["message"]["text"] == "chỉ tiêu 9\nai phụ trách"
    await playground.result(
        "sendMessage",
        chat_id=OFFICIAL,
        text="<b>95%</b> &lt; 98%",
        parse_mode="HTML",
        reply_markup={
            "inline_keyboard": [[{"text": "Một", "callback_data": "1"}], [{"text": "Hai", "callback_data": "2"}]]
        },
    )
    said, answered = await playground.get("messages", person="official")
    assert (said["message_id"], said["from"], said["text"]) == (1, "person", "chỉ tiêu 9\nai phụ trách")
    documented = ("message_id", "from", "text", "buttons", "document", "photo", "edited", "html")
    assert {name: answered[name] for name in documented} == {
        "message_id": 2,
        "from": "bot",
        "text": "95% < 98%",
        "buttons": [["Một"], ["Hai"]],
        "document": None,
        "photo": None,
        "edited": False,
        "html": "<b>95%</b> &lt; 98%",
    }
    assert await playground.get("messages", person="official", after=1) == [answered]
    assert await playground.get("messages", person="staff") == []


async def test_waiting_ends_with_a_new_message(playground: Playground) -> None:
    waiting = asyncio.create_task(playground.get("messages", person="official", after=0, wait=30))
    await asyncio.sleep(0.05)
    await playground.post("messages", person="staff", text="không phải ở đây")
    await playground.result("sendMessage", chat_id=OFFICIAL, text="đây")
    assert [message["text"] for message in await waiting] == ["đây"]


async def test_waiting_ends_with_an_edit(playground: Playground) -> None:
    await playground.result("sendMessage", chat_id=OFFICIAL, text="một")
    waiting = asyncio.create_task(playground.get("messages", person="official", after=1, wait=30))
    await asyncio.sleep(0.05)
    await playground.result("editMessageText", chat_id=OFFICIAL, message_id=1, text="hai")
    assert [(message["text"], message["edited"]) for message in await waiting] == [("hai", True)]


async def test_an_edit_that_was_quicker_than_the_question_for_it_is_told_of_once(playground: Playground) -> None:
    button = {"inline_keyboard": [[{"text": "Đổi", "callback_data": "x"}]]}
    await playground.result("sendMessage", chat_id=OFFICIAL, text="một", reply_markup=button)
    await playground.post("presses", person="official", message_id=1, label="Đổi")
    await playground.result("editMessageText", chat_id=OFFICIAL, message_id=1, text="hai")
    assert [message["text"] for message in await playground.get("messages", person="official", after=1)] == ["hai"]
    assert await playground.get("messages", person="official", after=1) == []


async def test_an_edit_before_the_last_act_of_the_person_is_old(playground: Playground) -> None:
    await playground.result("sendMessage", chat_id=OFFICIAL, text="một")
    await playground.result("editMessageText", chat_id=OFFICIAL, message_id=1, text="hai")
    await playground.post("messages", person="official", text="ba")
    assert await playground.get("messages", person="official", after=2) == []


async def test_waiting_ends_with_the_time(playground: Playground) -> None:
    assert await playground.get("messages", person="official", wait=0.05) == []


@pytest.mark.parametrize("wait", ["nan", "inf", "-inf", "lâu", ""])
async def test_a_wait_that_is_no_time_is_refused(playground: Playground, wait: str) -> None:
    query = {"person": "official", "after": "0", "wait": wait}
    async with asyncio.timeout(5), playground.http.get("/playground/messages", params=query) as answer:
        assert (answer.status, await answer.json()) == (400, {"error": '"wait" must be a number of seconds.'})


async def test_an_edit_reaches_the_bot(playground: Playground) -> None:
    await playground.post("messages", person="official", text="một")
    await playground.post("edits", person="official", message_id=1, text="/hoi hai")
    edited = playground.waiting()[-1]["edited_message"]
    assert (edited["message_id"], edited["text"], edited["entities"][0]["type"]) == (1, "/hoi hai", "bot_command")
    assert edited["edit_date"] >= edited["date"]


async def test_a_press_reaches_the_bot(playground: Playground) -> None:
    markup = {
        "inline_keyboard": [
            [{"text": "Ai phụ trách?", "callback_data": "who:9"}, {"text": "Trang", "url": "http://a.vn"}]
        ]
    }
    sent = await playground.result("sendMessage", chat_id=OFFICIAL, text="một", reply_markup=markup)
    pressed = await playground.post("presses", person="official", message_id=1, label="Ai phụ trách?")
    query = playground.waiting()[-1]["callback_query"]
    assert (query["id"], query["data"], query["message"]) == (pressed["callback_query_id"], "who:9", sent)
    link = await playground.post("presses", person="official", message_id=1, label="Trang")
    assert link == {"button": {"text": "Trang", "url": "http://a.vn"}}
    assert len(playground.waiting()) == 1


async def test_a_reply_carries_what_it_answers(playground: Playground) -> None:
    await playground.result("sendMessage", chat_id=OFFICIAL, text="đã lưu")
    await playground.post("messages", person="official", text="sửa 12/12", reply_to=1)
    message = playground.waiting()[-1]["message"]
    assert message["reply_to_message"]["text"] == "đã lưu"
    assert "reply_to_message" not in message["reply_to_message"]


@pytest.mark.parametrize(
    ("path", "body", "status", "error"),
    [
        pytest.param(
            "messages", {"person": "nobody", "text": "a"}, 404, "No person 'nobody'; there are stranger,", id="who"
        ),
        pytest.param("messages", {"person": "staff", "text": " \n "}, 400, "There is no text to send.", id="no-text"),
        pytest.param("messages", {"person": "staff"}, 400, '"text" must be a text.', id="text-missing"),
        pytest.param(
            "messages", {"person": "staff", "text": "a" * 4097}, 400, "The text is longer than 4096", id="long"
        ),
        pytest.param("messages", {"person": "staff", "text": "a", "reply_to": 7}, 404, "No message 7", id="reply"),
        pytest.param(
            "edits", {"person": "staff", "message_id": 7, "text": "a"}, 404, "No message 7", id="edit-nothing"
        ),
        pytest.param(
            "edits", {"person": "staff", "message_id": "x", "text": "a"}, 400, '"message_id" must be', id="id"
        ),
        pytest.param(
            "edits", {"person": "staff", "message_id": 1, "text": "a"}, 403, "staff cannot edit", id="not-own"
        ),
        pytest.param("edits", {"person": "staff", "message_id": 2, "text": "b"}, 400, "The text stays", id="same"),
        pytest.param(
            "presses",
            {"person": "staff", "message_id": 1, "label": "Hai"},
            404,
            "No button 'Hai' under message 1; there are: 'Một'",
            id="label",
        ),
        pytest.param("clock", {}, 400, 'Give either "now" or "advance".', id="clock-nothing"),
        pytest.param("clock", {"now": "hôm nay"}, 400, "'hôm nay' is no date and time", id="clock-no-date"),
        pytest.param("clock", {"advance": "3 ngày"}, 400, "'3 ngày' is no duration", id="clock-no-duration"),
        pytest.param("clock", {"advance": "999999w"}, 400, "No calendar goes that far.", id="clock-too-far"),
        pytest.param("groups", {"title": "x", "members": []}, 400, '"members" must be a list', id="empty-group"),
        pytest.param(
            "inline/choices", {"person": "staff", "query_id": "1", "result_id": "1"}, 404, "No result", id="no-result"
        ),
    ],
)
async def test_what_cannot_be_done_is_said(
    playground: Playground, path: str, body: dict[str, Any], status: int, error: str
) -> None:
    markup = {"inline_keyboard": [[{"text": "Một", "callback_data": "1"}]]}
    await playground.result("sendMessage", chat_id=1005, text="a", reply_markup=markup)
    await playground.post("messages", person="staff", text="b")
    refused = await playground.post(path, **body)
    assert refused["status"] == status
    assert refused["error"].startswith(error)


async def test_a_body_that_is_no_object_is_refused(playground: Playground) -> None:
    async with playground.http.post("/playground/messages", data="[]") as answer:
        assert (answer.status, await answer.json()) == (400, {"error": "The body must be a JSON object."})


async def test_the_clock_is_set_and_moved(playground: Playground) -> None:
    assert (await playground.get("clock"))["now"].startswith("2025-10-20T09:00")
    assert (await playground.post("clock", advance="3d"))["now"].startswith("2025-10-23T09:00")
    assert (await playground.post("clock", now="2025-12-31T23:59:30"))["now"].startswith("2025-12-31T23:59:3")
    assert (await playground.post("clock", now="2025-01-01T00:00:00Z"))["now"].startswith("2025-01-01T07:00:0")
    await playground.post("messages", person="official", text="a")
    assert playground.waiting()[0]["message"]["date"] - 1735689600 in range(60)


@pytest.mark.parametrize(
    ("text", "hours"), [("3d", 72), ("2h", 2), ("30m", 0.5), ("1d12h", 36), ("-2h", -2), ("1w", 168), ("1800s", 0.5)]
)
def test_durations(text: str, hours: float) -> None:
    assert parse_duration(text).total_seconds() == hours * 3600


async def test_a_blocked_bot_cannot_be_written_to(playground: Playground) -> None:
    assert await playground.post("blocks", person="official") == {"blocked": True}
    assert (await playground.post("messages", person="official", text="a"))["status"] == 409
    assert await playground.post("blocks", person="official", blocked=False) == {"blocked": False}


async def test_people_send_pictures_recordings_documents_and_stickers(playground: Playground) -> None:
    for name, mime_type, data in (
        ("hinh.png", "image/png", PNG),
        ("noi.ogg", "audio/ogg", b"x"),
        ("bảng.xlsx", "application/octet-stream", b"x"),
    ):
        form = aiohttp.FormData({"person": "official", "text": "chú thích"}, quote_fields=False)
        form.add_field("file", data, filename=name, content_type=mime_type)
        async with playground.http.post("/playground/files", data=form) as answer:
            assert answer.ok
    await playground.post("messages", person="official", sticker="👍")
    sent = [update["message"] for update in playground.waiting()]
    assert [
        next(kind for kind in ("photo", "voice", "document", "sticker") if kind in message) for message in sent
    ] == [
        "photo",
        "voice",
        "document",
        "sticker",
    ]
    assert sent[2]["document"]["file_name"] == "bảng.xlsx"
    assert sent[0]["caption"] == "chú thích"


async def test_files_are_downloaded_by_the_page_and_only_pictures_shown(playground: Playground) -> None:
    async def shown(name: str, mime_type: str, data: bytes) -> tuple[bytes, str, str]:
        form = aiohttp.FormData({"person": "official", "kind": "document"})
        form.add_field("file", data, filename=name, content_type=mime_type)
        await (await playground.http.post("/playground/files", data=form)).read()
        url = (await playground.get("messages", person="official"))[-1]["document"]["url"]
        async with playground.http.get(url) as answer:
            disposition = answer.headers["Content-Disposition"].partition(";")[0]
            return await answer.read(), answer.content_type, disposition

    assert await shown("a.html", "text/html", b"<script>") == (b"<script>", "application/octet-stream", "attachment")
    assert await shown("a.png", "image/png", PNG) == (PNG, "image/png", "inline")


async def test_inline_queries(playground: Playground) -> None:
    async def answer() -> None:
        (update,) = await playground.result("getUpdates", timeout=10)
        query = update["inline_query"]
        content = {"message_text": f"<b>{query['query']}</b>", "parse_mode": "HTML"}
        results = [{"type": "article", "id": "1", "title": "Tiêm chủng", "input_message_content": content}]
        await playground.result("answerInlineQuery", inline_query_id=query["id"], results=results)

    bot = asyncio.create_task(answer())
    found = await playground.post("inline", person="official", query="tiêm chủng")
    await bot
    assert found["results"] == [{"id": "1", "title": "Tiêm chủng", "description": "", "text": "tiêm chủng"}]
    await playground.post("inline/choices", person="official", query_id=found["query_id"], result_id="1", query="tiêm")
    chosen, message = playground.waiting()[-2:]
    assert chosen["chosen_inline_result"]["result_id"] == "1"
    assert message["message"]["via_bot"]["username"] == "so_tay_bot"
    assert message["message"]["text"] == "tiêm chủng"


async def test_events_tell_what_happens_as_it_happens(playground: Playground) -> None:
    async with playground.http.get("/playground/events") as stream:
        await playground.result("sendChatAction", chat_id=OFFICIAL, action="typing")
        await playground.result("sendMessage", chat_id=OFFICIAL, text="một")
        await playground.result("editMessageText", chat_id=OFFICIAL, message_id=1, text="hai")
        await playground.result("deleteMessage", chat_id=OFFICIAL, message_id=1)
        events: list[dict[str, Any]] = []
        while len(events) < 4:
            line = (await stream.content.readline()).decode()
            if line.startswith("data: "):
                events.append(json.loads(line.removeprefix("data: ")))
    assert [event["type"] for event in events] == ["typing", "message", "edited", "deleted"]
    assert (events[1]["chat"], events[1]["message"]["text"], events[2]["message"]["text"]) == (OFFICIAL, "một", "hai")


async def test_a_page_that_comes_back_gets_what_it_missed(playground: Playground) -> None:
    await playground.result("sendMessage", chat_id=OFFICIAL, text="một")
    await playground.result("sendMessage", chat_id=OFFICIAL, text="hai")
    async with playground.http.get("/playground/events", headers={"Last-Event-ID": "1"}) as stream:
        while not (line := (await stream.content.readline()).decode()).startswith("data: "):
            pass
    assert json.loads(line.removeprefix("data: "))["message"]["text"] == "hai"


async def test_the_page_needs_nothing_from_elsewhere(playground: Playground) -> None:
    for path in ("/", "/page/page.css", "/page/page.js", "/page/message.js", "/page/icon.svg"):
        async with playground.http.get(path) as answer:
            assert answer.status == 200
            assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    async with playground.http.get("/page/..%2Fserver.py") as answer:
        assert answer.status == 404
