"""The wire format, judged by two client libraries that know nothing of the playground."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import aiogram
import pytest
import telegram
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramConflictError, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaDocument,
    InputTextMessageContent,
    ReplyParameters,
    TelegramObject,
)

from bot.playground import acting
from bot.playground.limits import Rates
from bot.playground.server import TOKEN
from tests.bot.playground.harness import PNG, Playground

OFFICIAL = 1002
KEYBOARD = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Một", callback_data="1")]])


@pytest.fixture
async def aiogram_bot(playground: Playground) -> AsyncIterator[aiogram.Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(playground.base))
    async with aiogram.Bot(TOKEN, session=session) as bot:
        yield bot


@pytest.fixture
async def ptb_bot(playground: Playground) -> AsyncIterator[telegram.Bot]:
    async with telegram.Bot(
        TOKEN, base_url=f"{playground.base}/bot", base_file_url=f"{playground.base}/file/bot"
    ) as bot:
        yield bot


def unknown_to_aiogram(value: Any) -> Iterator[str]:
    """Yield each field that aiogram has no name for."""
    if isinstance(value, TelegramObject):
        yield from value.model_extra or {}
        for name in type(value).model_fields:
            yield from unknown_to_aiogram(getattr(value, name))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from unknown_to_aiogram(item)


def unknown_to_ptb(value: Any) -> Iterator[str]:
    """Yield each field that python-telegram-bot has no name for."""
    if isinstance(value, telegram.TelegramObject):
        yield from value.api_kwargs
        for name in value.to_dict():
            yield from unknown_to_ptb(getattr(value, "from_user" if name == "from" else name, None))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from unknown_to_ptb(item)


async def everything_happens(playground: Playground) -> None:
    """Let people do all that a bot can hear of."""
    state = playground.telegram
    official = state.people["official"]
    chat = acting.find_chat(state, official)
    state.updates.allow(
        ["message", "edited_message", "callback_query", "inline_query", "chosen_inline_result", "my_chat_member"]
    )
    acting.say(state, official, chat, "/start@so_tay_bot 📄 @so_tay_bot #tiem https://a.vn")
    acting.edit(state, official, chat, 1, "/start lại")
    await playground.result(
        "sendMessage",
        chat_id=OFFICIAL,
        text="một",
        reply_markup={"inline_keyboard": [[{"text": "Một", "callback_data": "1"}]]},
    )
    acting.press(state, official, chat, 2, "Một")
    acting.say(state, official, chat, "trả lời", reply_to=2)
    for kind, name, mime_type, data in (
        ("photo", "a.png", "image/png", PNG),
        ("document", "a.txt", "text/plain", b"x"),
        ("voice", "a.ogg", "audio/ogg", b"x"),
        ("sticker", "a.webp", "image/webp", b"x"),
    ):
        acting.send_media(state, official, chat, kind, (name, mime_type, data), "👍")  # type: ignore[arg-type]  # a table
    query = acting.ask_inline(state, official, "tiêm chủng")
    result = {
        "type": "article",
        "id": "1",
        "title": "Tiêm chủng",
        "input_message_content": {"message_text": "<b>95%</b>", "parse_mode": "HTML"},
        "reply_markup": {"inline_keyboard": [[{"text": "Hai", "callback_data": "2"}]]},
    }
    await playground.result("answerInlineQuery", inline_query_id=query.id, results=[result])
    sent = acting.choose_inline(state, official, query.id, "1", "tiêm chủng")
    acting.press(state, official, chat, sent.message_id, "Hai")
    group = state.add_group("Ban chỉ đạo", [official])
    acting.say(state, official, group, "/hoi")
    acting.block(state, official, blocked=True)
    acting.block(state, official, blocked=False)


async def test_aiogram_reads_every_update(playground: Playground, aiogram_bot: aiogram.Bot) -> None:
    await everything_happens(playground)
    updates = await aiogram_bot.get_updates(timeout=1)
    assert [update.event_type for update in updates] == [
        kind for update in playground.waiting() for kind in update if kind != "update_id"
    ]
    assert len(updates) == 16
    assert list(unknown_to_aiogram(updates)) == []
    assert await aiogram_bot.get_updates(offset=updates[-1].update_id + 1) == []


async def test_python_telegram_bot_reads_every_update(
    playground: Playground, ptb_bot: telegram.Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # else reading a voice message's length is deprecated
    await everything_happens(playground)
    updates = await ptb_bot.get_updates(timeout=1)
    assert len(updates) == 16
    assert list(unknown_to_ptb(updates)) == []


async def test_aiogram_sends_edits_and_answers(playground: Playground, aiogram_bot: aiogram.Bot) -> None:
    bot = aiogram_bot
    me = await bot.get_me()
    assert (me.username, me.is_bot, me.supports_inline_queries) == ("so_tay_bot", True, True)
    sent = await bot.send_message(OFFICIAL, "<b>95%</b> 📄 <code>kp3</code>", parse_mode="HTML", reply_markup=KEYBOARD)
    assert (sent.text, sent.html_text) == ("95% 📄 kp3", "<b>95%</b> 📄 <code>kp3</code>")
    assert sent.reply_markup is not None
    assert sent.reply_markup.model_dump() == KEYBOARD.model_dump()
    await playground.post("presses", person="official", message_id=sent.message_id, label="Một")
    (update,) = await bot.get_updates(timeout=5)
    assert update.callback_query is not None
    assert await bot.answer_callback_query(update.callback_query.id, text="ừ") is True
    edited = await bot.edit_message_text(chat_id=OFFICIAL, message_id=sent.message_id, text="hai")
    assert isinstance(edited, aiogram.types.Message)
    assert edited.edit_date is not None
    reply = await bot.send_message(OFFICIAL, "ba", reply_parameters=ReplyParameters(message_id=sent.message_id))
    assert reply.reply_to_message is not None
    markup = await bot.edit_message_reply_markup(chat_id=OFFICIAL, message_id=reply.message_id, reply_markup=KEYBOARD)
    assert await bot.send_chat_action(OFFICIAL, "typing") is True
    assert await bot.delete_message(OFFICIAL, reply.message_id) is True
    assert list(unknown_to_aiogram([me, sent, update, edited, reply, markup])) == []


async def test_aiogram_sends_files_and_gets_them_back(aiogram_bot: aiogram.Bot) -> None:
    bot = aiogram_bot
    document = await bot.send_document(
        OFFICIAL, BufferedInputFile(b"a,b", "bảng.csv"), caption="<i>tháng</i> 10", parse_mode="HTML"
    )
    assert document.document is not None
    assert (document.document.file_name, document.caption, document.html_text) == (
        "bảng.csv",
        "tháng 10",
        "<i>tháng</i> 10",
    )
    downloaded = await bot.download(document.document)
    assert downloaded is not None
    assert downloaded.read() == b"a,b"
    photo = await bot.send_photo(OFFICIAL, BufferedInputFile(PNG, "a.png"))
    assert photo.photo is not None
    caption = await bot.edit_message_caption(chat_id=OFFICIAL, message_id=photo.message_id, caption="hình")
    media = InputMediaDocument(media=BufferedInputFile(b"c", "c.csv"), caption="mới")
    replaced = await bot.edit_message_media(media, chat_id=OFFICIAL, message_id=photo.message_id)
    assert isinstance(replaced, aiogram.types.Message)
    assert replaced.document is not None
    assert (replaced.document.file_name, replaced.caption) == ("c.csv", "mới")
    assert list(unknown_to_aiogram([document, photo, caption, replaced])) == []


async def test_aiogram_sets_what_the_bot_says_of_itself(playground: Playground, aiogram_bot: aiogram.Bot) -> None:
    bot = aiogram_bot
    commands = [BotCommand(command="hoi", description="Hỏi")]
    await bot.set_my_commands(commands, scope=BotCommandScopeAllPrivateChats(), language_code="vi")
    stored = await bot.get_my_commands(scope=BotCommandScopeAllPrivateChats(), language_code="vi")
    assert [(command.command, command.description) for command in stored] == [("hoi", "Hỏi")]
    assert await bot.get_my_commands() == []
    await bot.set_my_name("Sổ tay mới")
    await bot.set_my_description("Hỏi về kế hoạch")
    await bot.set_my_short_description("Hỏi")
    await bot.set_chat_menu_button(OFFICIAL)
    shown = await playground.get("commands", person="official")
    assert (shown["name"], shown["description"]) == ("Sổ tay mới", "Hỏi về kế hoạch")
    chat = await bot.get_chat(OFFICIAL)
    member = await bot.get_chat_member(OFFICIAL, OFFICIAL)
    webhook = await bot.get_webhook_info()
    assert (chat.first_name, member.status, webhook.url) == ("Công chức xã", "member", "")
    assert list(unknown_to_aiogram([chat, member, webhook])) == []


async def test_aiogram_answers_an_inline_query(playground: Playground, aiogram_bot: aiogram.Bot) -> None:
    query = acting.ask_inline(playground.telegram, playground.telegram.people["official"], "tiêm")
    content = InputTextMessageContent(message_text="95%")
    results: list[Any] = [InlineQueryResultArticle(id="1", title="Tiêm chủng", input_message_content=content)]
    assert await aiogram_bot.answer_inline_query(query.id, results) is True


async def test_aiogram_understands_refusals(playground: Playground, aiogram_bot: aiogram.Bot) -> None:
    with pytest.raises(TelegramBadRequest, match="can't parse entities"):
        await aiogram_bot.send_message(OFFICIAL, "<b>x", parse_mode="HTML")
    await aiogram_bot.set_webhook("http://127.0.0.1:9/")
    with pytest.raises(TelegramConflictError, match="webhook is active"):
        await aiogram_bot.get_updates()
    await playground.post("blocks", person="official")
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await aiogram_bot.send_message(OFFICIAL, "x")


async def test_aiogram_understands_that_it_should_wait(strict_playground: Playground) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(strict_playground.base))
    async with aiogram.Bot(TOKEN, session=session) as bot:
        for number in range(Rates().chat_burst):
            await bot.send_message(OFFICIAL, str(number))
        with pytest.raises(TelegramRetryAfter) as refused:
            await asyncio.gather(*(bot.send_message(OFFICIAL, "x") for _ in range(5)))
    assert refused.value.retry_after == 1


async def test_python_telegram_bot_reads_everything_it_is_answered(
    playground: Playground, ptb_bot: telegram.Bot
) -> None:
    bot = ptb_bot
    keyboard = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("Một", callback_data="1")]])
    sent = await bot.send_message(
        OFFICIAL,
        "<b>95%</b>",
        parse_mode="HTML",
        reply_markup=keyboard,
        protect_content=True,
        disable_web_page_preview=True,
    )
    document = await bot.send_document(OFFICIAL, b"x", filename="a.csv", reply_to_message_id=sent.message_id)
    photo = await bot.send_photo(OFFICIAL, PNG, caption="hình")
    edited = await bot.edit_message_text("hai", OFFICIAL, sent.message_id)
    caption = await bot.edit_message_caption(OFFICIAL, photo.message_id, caption="mới")
    assert document.document is not None
    file = await bot.get_file(document.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"x"
    assert await bot.set_my_commands([("hoi", "Hỏi")]) is True
    rest = [
        await bot.get_me(),
        await bot.get_my_commands(),
        await bot.get_chat(OFFICIAL),
        await bot.get_chat_member(OFFICIAL, OFFICIAL),
        await bot.get_chat_member(OFFICIAL, bot.id),
        await bot.get_webhook_info(),
    ]
    assert list(unknown_to_ptb([sent, document, photo, edited, caption, file, *rest])) == []
