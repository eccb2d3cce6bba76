"""What people do in their Telegram app, and the updates that come of it."""

from bot.playground.chats import Chat, Json, Message
from bot.playground.content import Content, Media, MediaKind, picture_size
from bot.playground.entities import Formatted, clean, trimmed, utf16_length, with_detected
from bot.playground.errors import PlaygroundError
from bot.playground.keyboards import labels
from bot.playground.people import Person
from bot.playground.state import BOT_USERNAME, CALLBACK_LIFE_SECONDS, INLINE_LIFE_SECONDS, Query, Telegram
from bot.playground.texts import MAX_CAPTION, MAX_TEXT

EDITABLE_SECONDS = 48 * 3600
MAX_INLINE_QUERY = 256


def find_person(telegram: Telegram, key: object) -> Person:
    """Return the person called *key*.

    Raises:
        PlaygroundError: There is nobody of that name; the sentence lists who there is.
    """
    person = telegram.people.get(str(key))
    if person is None:
        raise PlaygroundError(f"No person {key!r}; there are {', '.join(telegram.people)}.", status=404)
    return person


def find_chat(telegram: Telegram, person: Person, chat_id: int | None = None) -> Chat:
    """Return *person*'s private chat with the bot, or the group *chat_id* they are in.

    Raises:
        PlaygroundError: They are not in that chat.
    """
    chat = telegram.chats.get(person.user_id if chat_id is None else chat_id)
    if chat is None or person.key not in chat.members:
        raise PlaygroundError(f"{person.key} is in no chat {chat_id}.", status=404)
    return chat


def say(telegram: Telegram, person: Person, chat: Chat, text: str, reply_to: int | None = None) -> Message:
    """Send *text* as *person*.

    Raises:
        PlaygroundError: Nothing to send, too much, or the bot is blocked.
    """
    return _send(telegram, person, chat, Content(_typed(text)), reply_to)


def send_media(
    telegram: Telegram, person: Person, chat: Chat, kind: MediaKind, file: tuple[str, str, bytes], text: str = ""
) -> Message:
    """Send a file as *person*.

    Args:
        telegram: The local Telegram.
        person: Who sends it.
        chat: Where.
        kind: How it is shown.
        file: Its name, MIME type and bytes.
        text: The caption; the emoji of a sticker.
    """
    name, mime_type, data = file
    width, height = picture_size(data) or ((512, 512) if kind == "sticker" else (0, 0))
    stored = telegram.store_file(name, mime_type, data, (width, height))
    if kind == "sticker":
        return _send(telegram, person, chat, Content(Formatted(""), Media(kind, stored, emoji=text)), None)
    formatted = _typed(text, MAX_CAPTION) if text else Formatted("")
    return _send(telegram, person, chat, Content(formatted, Media(kind, stored, seconds=1)), None)


def edit(telegram: Telegram, person: Person, chat: Chat, message_id: int, text: str) -> Message:
    """Replace the text of a message that *person* sent.

    Raises:
        PlaygroundError: It is not theirs, too old, no text, or stays the same.
    """
    message = _message(chat, message_id)
    if message.sender["id"] != person.user_id or message.via_bot is not None or message.content.media is not None:
        raise PlaygroundError(f"{person.key} cannot edit message {message_id}.", status=403)
    if telegram.now() - message.date > EDITABLE_SECONDS:
        raise PlaygroundError("A message can be edited for 48 hours.", status=403)
    content = Content(_typed(text))
    if content == message.content:
        raise PlaygroundError("The text stays the same.")
    message.content, message.edit_date = content, int(telegram.now())
    telegram.changed(message, "edited")
    _tell_bot(telegram, chat, message, "edited_message")
    return message


def press(telegram: Telegram, person: Person, chat: Chat, message_id: int, label: str) -> Json:
    """Press a button under a message.

    Returns:
        ``{"callback_query_id": …}``; or ``{"button": …}`` when the bot does not hear of the press, as with a link.

    Raises:
        PlaygroundError: There is no such button; the sentence lists the labels.
    """
    message = _message(chat, message_id)
    button = _button(message, label)
    if "callback_data" not in button:
        return {"button": button}
    chat.known = telegram.events.last
    query = Query(telegram.fresh_id(), person, telegram.now(), CALLBACK_LIFE_SECONDS)
    telegram.callbacks[query.id] = query
    update = {
        "id": query.id,
        "from": person.user(),
        "chat_instance": str(telegram.bot_id * 1_000 + chat.id),
        "data": button["callback_data"],
    }
    if message.inline_message_id:
        update["inline_message_id"] = message.inline_message_id
    else:
        update["message"] = message.wire()
    telegram.updates.add("callback_query", update, chat.id)
    return {"callback_query_id": query.id}


def block(telegram: Telegram, person: Person, *, blocked: bool) -> None:
    """Block the bot, or let it write again."""
    chat = find_chat(telegram, person)
    if chat.blocked == blocked:
        return
    chat.blocked = blocked
    telegram.events.publish("blocked", chat=chat.id, blocked=blocked)
    telegram.tell_membership(chat, person, *(("member", "kicked") if blocked else ("kicked", "member")))


def ask_inline(telegram: Telegram, person: Person, text: str, offset: str = "") -> Query:
    """Type *text* after the bot's name, in some other chat.

    Raises:
        PlaygroundError: The text is too long.
    """
    if len(text) > MAX_INLINE_QUERY:
        raise PlaygroundError(f"An inline query has at most {MAX_INLINE_QUERY} characters.")
    query = Query(telegram.fresh_id(), person, telegram.now(), INLINE_LIFE_SECONDS)
    telegram.inline_queries[query.id] = query
    update = {"id": query.id, "from": person.user(), "query": text, "offset": offset, "chat_type": "sender"}
    telegram.updates.add("inline_query", update, person.user_id)
    return query


def choose_inline(telegram: Telegram, person: Person, query_id: str, result_id: str, text: str = "") -> Message:
    """Send a result of an inline query into the person's chat with the bot.

    Raises:
        PlaygroundError: There is no such query or result.
    """
    query = telegram.inline_queries.get(query_id)
    results = (query.answer or {}).get("results", []) if query else []
    result = next((result for result in results if result["id"] == result_id), None)
    if result is None:
        raise PlaygroundError(f"No result {result_id!r} of an inline query {query_id!r}.", status=404)
    chat = find_chat(telegram, person)
    inline_message_id = telegram.fresh_id() if result["keyboard"] else None
    message = telegram.post(
        chat,
        person.user(),
        Content(result["formatted"]),
        keyboard=result["keyboard"],
        via_bot=telegram.bot_user(),
        inline_message_id=inline_message_id,
    )
    chosen = {"result_id": result_id, "from": person.user(), "query": text}
    telegram.updates.add(
        "chosen_inline_result",
        chosen | ({"inline_message_id": inline_message_id} if inline_message_id else {}),
        person.user_id,
    )
    _tell_bot(telegram, chat, message, "message")
    return message


def _send(telegram: Telegram, person: Person, chat: Chat, content: Content, reply_to: int | None) -> Message:
    if chat.blocked:
        raise PlaygroundError(f"{person.key} has blocked the bot; unblock it first.", status=409)
    replied = _message(chat, reply_to) if reply_to is not None else None
    chat.started = True
    if chat.reply_keyboard and (chat.reply_keyboard.get("one_time_keyboard") or chat.reply_keyboard.get("force_reply")):
        chat.reply_keyboard = None
        telegram.events.publish("keyboard", chat=chat.id, keyboard=None)
    message = telegram.post(chat, person.user(), content, reply_to=replied)
    _tell_bot(telegram, chat, message, "message")
    return message


def _tell_bot(telegram: Telegram, chat: Chat, message: Message, kind: str) -> None:
    """Queue an update, unless it is talk in a group that is none of the bot's business."""
    chat.known = telegram.events.last
    if chat.kind == "private" or _concerns_bot(message):
        telegram.updates.add(kind, message.wire(), chat.id)


def _concerns_bot(message: Message) -> bool:
    """Tell whether a bot in privacy mode is shown this message of a group."""
    if message.via_bot or (message.reply_to and message.reply_to.is_from_bot):
        return True
    formatted = message.content.formatted
    units = formatted.text.encode("utf-16-le")
    for entity in formatted.entities:
        word = units[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le").lower()
        if entity["type"] == "mention" and word == f"@{BOT_USERNAME}":
            return True
        if entity["type"] == "bot_command" and word.partition("@")[2] in ("", BOT_USERNAME):
            return True
    return False


def _typed(text: str, longest: int = MAX_TEXT) -> Formatted:
    """Return *text* as the app would send it."""
    formatted = with_detected(trimmed(Formatted(clean(text))))
    if not formatted.text:
        raise PlaygroundError("There is no text to send.")
    if utf16_length(formatted.text) > longest:
        raise PlaygroundError(f"The text is longer than {longest} characters.")
    return formatted


def _message(chat: Chat, message_id: int) -> Message:
    message = chat.messages.get(message_id)
    if message is None:
        raise PlaygroundError(f"No message {message_id} in this chat.", status=404)
    return message


def _button(message: Message, label: str) -> Json:
    if message.keyboard:
        for row in message.keyboard["inline_keyboard"]:
            for button in row:
                if button["text"].strip() == label.strip():
                    return dict(button)
    shown = ", ".join(repr(text) for row in labels(message.keyboard) for text in row) or "none"
    raise PlaygroundError(f"No button {label!r} under message {message.message_id}; there are: {shown}.", status=404)
