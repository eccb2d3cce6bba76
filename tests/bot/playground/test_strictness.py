"""What Telegram refuses, the playground refuses in the same words."""

from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.playground.acting import ask_inline
from bot.playground.server import TOKEN
from tests.bot.playground.harness import PNG, Playground

OFFICIAL = 1002
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def keyboard(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        pytest.param({"text": ""}, "message text is empty", id="no-text"),
        pytest.param({"text": " \n\t "}, "message text is empty", id="only-white-space"),
        pytest.param({"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty", id="only-markup"),
        pytest.param({"text": "a" * 4097}, "message is too long", id="4097-characters"),
        pytest.param({"text": "📄" * 2049}, "message is too long", id="4098-utf16-units"),
        pytest.param(
            {"text": "<b>a", "parse_mode": "html"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
            id="unclosed-html",
        ),
        pytest.param({"text": "a", "parse_mode": "Nonsense"}, "unsupported parse_mode", id="unknown-parse-mode"),
        pytest.param({"text": "a", "chat_id": ""}, "chat_id is empty", id="no-chat"),
        pytest.param({"text": "a", "chat_id": 77}, "chat not found", id="an-unknown-chat"),
        pytest.param({"text": "a", "chat_id": 1001}, "chat not found", id="a-person-who-never-wrote"),
        pytest.param(
            {"text": "a", "reply_parameters": {"message_id": 99}},
            "message to be replied not found",
            id="a-reply-to-nothing",
        ),
        pytest.param({"text": "a", "reply_markup": "[]"}, "object expected as reply markup", id="markup-as-a-list"),
        pytest.param(
            {"text": "a", "reply_markup": keyboard([{"text": "x", "callback_data": "ế" * 21 + "ab"}])},
            "BUTTON_DATA_INVALID",
            id="65-bytes-of-callback-data",
        ),
        pytest.param(
            {"text": "a", "reply_markup": keyboard([{"text": "x", "callback_data": ""}])},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
            id="a-button-that-does-nothing",
        ),
        pytest.param(
            {"text": "a", "reply_markup": keyboard([{"text": "x", "url": "không phải"}])},
            "inline keyboard button URL 'không phải' is invalid: Wrong HTTP URL",
            id="a-button-to-nowhere",
        ),
        pytest.param(
            {"text": "a", "reply_markup": keyboard([{"text": "x", "callback_data": "y"}] * 9)},
            "REPLY_MARKUP_TOO_LONG",
            id="nine-buttons-in-a-row",
        ),
        pytest.param(
            {"text": "a", "reply_markup": keyboard(*[[{"text": "x", "callback_data": "y"}]] * 101)},
            "REPLY_MARKUP_TOO_LONG",
            id="101-buttons",
        ),
    ],
)
async def test_send_message_is_refused(playground: Playground, parameters: dict[str, Any], description: str) -> None:
    assert (
        await playground.refusal("sendMessage", **{"chat_id": OFFICIAL, **parameters}) == f"Bad Request: {description}"
    )


async def test_the_limits_themselves_are_allowed(playground: Playground) -> None:
    markup = keyboard(*[[{"text": "x", "callback_data": "ế" * 21 + "a"}] * 8] * 12)
    text = f"<b>{'a' * 2048}{'📄' * 1024}</b>"
    message = await playground.result(
        "sendMessage", chat_id=OFFICIAL, text=text, parse_mode="HTML", reply_markup=markup
    )
    assert message["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]
    assert message["reply_markup"] == markup


async def test_unknown_parameters_are_ignored(playground: Playground) -> None:
    assert (await playground.result("sendMessage", chat_id=OFFICIAL, text="a", nonsense=1))["text"] == "a"


async def test_names_of_methods_are_read_in_any_case(playground: Playground) -> None:
    assert (await playground.result("GETME"))["username"] == "so_tay_bot"


async def test_a_wrong_token_is_401_and_an_unknown_method_404(playground: Playground) -> None:
    async with playground.http.get("/bot1:wrong/getMe") as answer:
        assert (answer.status, await answer.json()) == (
            401,
            {"ok": False, "error_code": 401, "description": "Unauthorized: invalid token specified"},
        )
    assert (await playground.api("sendNonsense"))["error_code"] == 404


@pytest.mark.parametrize("way", ["query", "form", "json", "multipart"])
async def test_parameters_come_in_any_way(playground: Playground, way: str) -> None:
    fields = {"chat_id": str(OFFICIAL), "text": "xin chào", "reply_markup": '{"inline_keyboard":[]}'}
    url = f"/bot{TOKEN}/sendMessage"
    form = aiohttp.FormData(fields, default_to_multipart=way == "multipart")
    arguments: dict[str, Any] = {"query": {"params": fields}, "json": {"json": fields}}.get(way, {"data": form})
    async with playground.http.post(url, **arguments) as answer:
        assert (await answer.json())["result"]["text"] == "xin chào"


@pytest.mark.parametrize("body", ["[1]", "{", "null"])
async def test_a_body_that_is_no_object_is_refused(playground: Playground, body: str) -> None:
    headers = {"Content-Type": "application/json"}
    async with playground.http.post(f"/bot{TOKEN}/getMe", data=body, headers=headers) as answer:
        assert answer.status == 400


async def test_edits(playground: Playground) -> None:
    markup = keyboard([{"text": "x", "callback_data": "y"}])
    sent = await playground.result("sendMessage", chat_id=OFFICIAL, text="một", reply_markup=markup)
    here = {"chat_id": OFFICIAL, "message_id": sent["message_id"]}
    assert (
        await playground.refusal("editMessageText", **here, text="<b></b>một", parse_mode="HTML", reply_markup=markup)
        == NOT_MODIFIED
    )
    edited = await playground.result("editMessageText", **here, text="hai")
    assert (edited["text"], "reply_markup" in edited, "edit_date" in edited) == ("hai", False, True)
    assert await playground.refusal("editMessageText", **here, text="a" * 4097) == "Bad Request: MESSAGE_TOO_LONG"
    assert await playground.refusal("editMessageText", **here | {"message_id": 99}, text="ba") == (
        "Bad Request: message to edit not found"
    )
    assert await playground.refusal("editMessageCaption", **here, caption="ba") == (
        "Bad Request: there is no caption in the message to edit"
    )
    assert await playground.refusal("editMessageReplyMarkup", **here) == NOT_MODIFIED
    assert (await playground.result("editMessageReplyMarkup", **here, reply_markup=markup))["reply_markup"] == markup


async def test_a_persons_message_cannot_be_edited_by_the_bot(playground: Playground) -> None:
    said = await playground.post("messages", person="official", text="một")
    assert await playground.refusal("editMessageText", chat_id=OFFICIAL, message_id=said["message_id"], text="hai") == (
        "Bad Request: message can't be edited"
    )


async def test_messages_are_deleted_for_two_days(playground: Playground) -> None:
    for _ in range(2):
        await playground.result("sendMessage", chat_id=OFFICIAL, text="một")
    assert await playground.result("deleteMessage", chat_id=OFFICIAL, message_id=1) is True
    assert await playground.refusal("deleteMessage", chat_id=OFFICIAL, message_id=1) == (
        "Bad Request: message to delete not found"
    )
    playground.clock.advance(timedelta(hours=49))
    assert await playground.refusal("deleteMessage", chat_id=OFFICIAL, message_id=2) == (
        "Bad Request: message can't be deleted"
    )


async def test_a_press_is_answered_once_and_in_time(playground: Playground) -> None:
    too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    markup = keyboard([{"text": "x", "callback_data": "y"}])
    await playground.result("sendMessage", chat_id=OFFICIAL, text="một", reply_markup=markup)
    first, second = [
        (await playground.post("presses", person="official", message_id=1, label="x"))["callback_query_id"]
        for _ in range(2)
    ]
    assert await playground.refusal("answerCallbackQuery", callback_query_id=first, text="a" * 201) == (
        "Bad Request: MESSAGE_TOO_LONG"
    )
    assert await playground.result("answerCallbackQuery", callback_query_id=first) is True
    assert await playground.refusal("answerCallbackQuery", callback_query_id=first) == too_old
    playground.clock.advance(timedelta(seconds=151))
    assert await playground.refusal("answerCallbackQuery", callback_query_id=second) == too_old
    assert await playground.refusal("answerCallbackQuery", callback_query_id="77") == too_old


async def test_a_bot_that_was_blocked_is_told_so(playground: Playground) -> None:
    await playground.post("blocks", person="official")
    blocked = "Forbidden: bot was blocked by the user"
    assert await playground.refusal("sendMessage", chat_id=OFFICIAL, text="a") == blocked
    assert await playground.refusal("sendChatAction", chat_id=OFFICIAL, action="typing") == blocked
    await playground.post("blocks", person="official", blocked=False)
    await playground.result("sendMessage", chat_id=OFFICIAL, text="a")
    changes = [
        (update["my_chat_member"]["old_chat_member"]["status"], update["my_chat_member"]["new_chat_member"]["status"])
        for update in playground.waiting()
    ]
    assert changes == [("member", "kicked"), ("kicked", "member")]


async def test_a_bot_that_sends_too_fast_is_told_to_wait(strict_playground: Playground) -> None:
    answers = [await strict_playground.api("sendMessage", chat_id=OFFICIAL, text=str(n)) for n in range(25)]
    refused = next(answer for answer in answers if not answer["ok"])
    assert refused == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }


async def upload(playground: Playground, method: str, field: str, data: bytes, **fields: str) -> dict[str, Any]:
    form = aiohttp.FormData({"chat_id": str(OFFICIAL), **fields})
    form.add_field(field, data, filename="tệp.bin")
    async with playground.http.post(f"/bot{TOKEN}/{method}", data=form) as answer:
        body: dict[str, Any] = await answer.json()
        return body


async def test_files(playground: Playground) -> None:
    assert (await upload(playground, "sendDocument", "document", b""))[
        "description"
    ] == "Bad Request: file must be non-empty"
    assert (await upload(playground, "sendPhoto", "photo", b"x"))["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    too_long = await upload(playground, "sendDocument", "document", b"x", caption="a" * 1025)
    assert too_long["description"] == "Bad Request: message caption is too long"
    assert (
        await playground.refusal("sendDocument", chat_id=OFFICIAL) == "Bad Request: there is no document in the request"
    )
    assert await playground.refusal("sendDocument", chat_id=OFFICIAL, document="nonsense") == (
        "Bad Request: wrong file identifier/HTTP URL specified"
    )
    assert await playground.refusal("getFile", file_id="nonsense") == "Bad Request: invalid file_id"


async def test_a_file_is_sent_again_by_its_id(playground: Playground) -> None:
    photo = (await upload(playground, "sendPhoto", "photo", PNG, caption="a" * 1024))["result"]["photo"][0]
    assert (photo["width"], photo["height"], photo["file_size"]) == (2, 1, len(PNG))
    again = await playground.result("sendPhoto", chat_id=OFFICIAL, photo=photo["file_id"])
    assert again["photo"] == [photo]


async def test_polling_and_webhooks_exclude_each_other(playground: Playground) -> None:
    await playground.result("setWebhook", url="http://127.0.0.1:9/hook", secret_token="abc")
    assert await playground.refusal("getUpdates") == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    await playground.result("deleteWebhook")
    assert await playground.result("getUpdates") == []
    assert (await playground.result("getWebhookInfo"))["url"] == ""
    assert await playground.refusal("setWebhook", url="nonsense") == "Bad Request: bad webhook: Wrong HTTP URL"
    assert await playground.refusal("setWebhook", url="http://a.vn", secret_token="ế") == (
        "Bad Request: secret token contains unallowed characters"
    )


async def test_commands_are_shown_by_the_narrowest_scope_and_the_language(playground: Playground) -> None:
    async def set_menu(name: str, **where: Any) -> None:
        await playground.result("setMyCommands", commands=[{"command": name, "description": "x"}], **where)

    async def shown() -> list[str]:
        menu = await playground.get("commands", person="official")
        return [command["command"] for command in menu["commands"]]

    await set_menu("mac_dinh")
    assert await shown() == ["mac_dinh"]
    await set_menu("tieng_viet", language_code="vi")
    assert await shown() == ["tieng_viet"]
    await set_menu("rieng", scope={"type": "all_private_chats"})
    assert await shown() == ["rieng"]
    await set_menu("minh", scope={"type": "chat", "chat_id": OFFICIAL})
    assert await shown() == ["minh"]
    await playground.result("deleteMyCommands", scope={"type": "chat", "chat_id": OFFICIAL})
    assert await shown() == ["rieng"]
    assert await playground.refusal("setMyCommands", commands=[{"command": "Hỏi", "description": "x"}]) == (
        "Bad Request: BOT_COMMAND_INVALID"
    )


async def test_a_bot_in_a_group_hears_what_is_meant_for_it(playground: Playground) -> None:
    group = (await playground.post("groups", title="Ban chỉ đạo", members=["official", "staff"]))["chat"]
    sent = await playground.result("sendMessage", chat_id=group, text="chào cả nhà")
    for text in ("ăn cơm chưa", "/hoi", "/hoi@other_bot", "@so_tay_bot chỉ tiêu 9", "@other_bot này"):
        await playground.post("messages", person="staff", chat=group, text=text)
    await playground.post("messages", person="staff", chat=group, text="cảm ơn", reply_to=sent["message_id"])
    heard = [update.get("message", {}).get("text") for update in playground.waiting()]
    assert heard == [None, "/hoi", "@so_tay_bot chỉ tiêu 9", "cảm ơn"]
    assert (await playground.post("messages", person="admin", chat=group, text="a"))["status"] == 404


@pytest.mark.parametrize(
    ("results", "description"),
    [
        pytest.param(
            [{"type": "photo", "id": "1"}], "only articles are supported here as inline query results", id="photo"
        ),
        pytest.param([{"type": "article", "id": ""}], "RESULT_ID_INVALID", id="no-id"),
        pytest.param([{"type": "article", "id": "1", "title": "x"}], "message text is empty", id="no-text"),
    ],
)
async def test_inline_results_are_checked(playground: Playground, results: list[Any], description: str) -> None:
    person = playground.telegram.people["official"]
    query = ask_inline(playground.telegram, person, "tiêm chủng")
    refusal = await playground.refusal("answerInlineQuery", inline_query_id=query.id, results=results)
    assert refusal == f"Bad Request: {description}"
