"""Bot API methods that put something new into a chat."""

from bot.playground.chats import Chat, Json, Message
from bot.playground.content import Content, Media, MediaKind, StoredFile, picture_size
from bot.playground.entities import utf16_length
from bot.playground.errors import bad_request, forbidden
from bot.playground.keyboards import check_reply_markup
from bot.playground.parameters import Parameters
from bot.playground.state import Telegram
from bot.playground.texts import MAX_TEXT, caption, formatted_text

MAX_PHOTO_BYTES = 10 * 1024 * 1024
MAX_UPLOAD_BYTES = 50 * 1024 * 1024

_ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "record_audio",
    "upload_audio",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


def send_message(telegram: Telegram, given: Parameters) -> Json:
    """Send a text."""
    chat = open_chat(telegram, given)
    formatted = formatted_text(given, "text", "entities")
    if not formatted.text:
        raise bad_request("message text is empty")
    if utf16_length(formatted.text) > MAX_TEXT:
        raise bad_request("message is too long")
    return _send(telegram, chat, given, Content(formatted))


def send_photo(telegram: Telegram, given: Parameters) -> Json:
    """Send a picture with a caption."""
    chat = open_chat(telegram, given)
    return _send(telegram, chat, given, media_content(telegram, given, "photo"))


def send_document(telegram: Telegram, given: Parameters) -> Json:
    """Send a file with a caption."""
    chat = open_chat(telegram, given)
    return _send(telegram, chat, given, media_content(telegram, given, "document"))


def send_chat_action(telegram: Telegram, given: Parameters) -> bool:
    """Show the person that the bot is busy, for five seconds or until its next message."""
    chat = open_chat(telegram, given)
    if given.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    telegram.events.publish("typing", chat=chat.id, action=given.text("action"))
    return True


def find_chat(telegram: Telegram, given: Parameters) -> Chat:
    """Return the chat that ``chat_id`` names, if the bot may know it.

    Raises:
        ApiError: 400, there is none, or its person never wrote to the bot.
    """
    if not given.text("chat_id").strip():
        raise bad_request("chat_id is empty")
    chat = telegram.chats.get(given.integer("chat_id"))
    if chat is None or not chat.started:
        raise bad_request("chat not found")
    return chat


def open_chat(telegram: Telegram, given: Parameters) -> Chat:
    """Return the chat that ``chat_id`` names, if the bot may write to it.

    Raises:
        ApiError: 400 or 403.
    """
    chat = find_chat(telegram, given)
    if chat.blocked:
        raise forbidden(
            "bot was blocked by the user" if chat.kind == "private" else "bot was kicked from the group chat"
        )
    return chat


def media_content(telegram: Telegram, given: Parameters, kind: MediaKind, field: str | None = None) -> Content:
    """Read a file, uploaded or known by its id, and its caption; *field* is the parameter that holds the file.

    Raises:
        ApiError: 400, there is no file, or not one of this kind and size.
    """
    text = caption(given)
    return Content(text, Media(kind, _file(telegram, given, kind, field or kind)))


def _file(telegram: Telegram, given: Parameters, kind: MediaKind, field: str) -> StoredFile:
    upload = given.uploads.get(field)
    reference = given.text(field)
    if upload is None and reference.startswith("attach://"):
        upload = given.uploads.get(reference.removeprefix("attach://"))
    if upload is not None:
        size = _checked_size(kind, upload.data)
        return telegram.store_file(upload.name or "file", upload.mime_type, upload.data, size)
    if not reference:
        raise bad_request(f"there is no {kind} in the request")
    if reference.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    stored = telegram.files.get(reference)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    _checked_size(kind, stored.data)
    return stored


def _checked_size(kind: MediaKind, data: bytes) -> tuple[int, int]:
    """Return width and height in pixels, 0 and 0 for what is not sent as a picture."""
    if not data:
        raise bad_request("file must be non-empty")
    if len(data) > (MAX_PHOTO_BYTES if kind == "photo" else MAX_UPLOAD_BYTES):
        raise bad_request("file is too big")
    if kind != "photo":
        return 0, 0
    size = picture_size(data)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(size) > 10_000 or max(size) > 20 * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return size


def _send(telegram: Telegram, chat: Chat, given: Parameters, content: Content) -> Json:
    markup = check_reply_markup(given.structure("reply_markup", "reply keyboard markup"))
    reply_to = _replied(chat, given)
    telegram.pace.spend(chat.id)
    message = telegram.post(
        chat,
        telegram.bot_user(),
        content,
        reply_to=reply_to,
        keyboard=markup if markup and "inline_keyboard" in markup else None,
        extra=_echoed(given),
    )
    _put_reply_keyboard(telegram, chat, markup)
    return message.wire()


def _replied(chat: Chat, given: Parameters) -> Message | None:
    """Return the message that this one answers."""
    reply = given.structure("reply_parameters", "reply parameters")
    if reply is None:
        legacy = given.integer("reply_to_message_id")
        reply = {"message_id": legacy, "allow_sending_without_reply": given.flag("allow_sending_without_reply")}
        if not legacy:
            return None
    if not isinstance(reply, dict) or not isinstance(reply.get("message_id"), int):
        raise bad_request("can't parse reply parameters JSON object")
    message = chat.messages.get(reply["message_id"])
    if message is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return message


def _echoed(given: Parameters) -> Json:
    """Return the parameters that come back as fields of the Message."""
    echoed: Json = {}
    if given.flag("protect_content"):
        echoed["has_protected_content"] = True
    preview = given.structure("link_preview_options", "link preview options")
    if isinstance(preview, dict) and preview.get("is_disabled"):
        echoed["link_preview_options"] = {"is_disabled": True}
    return echoed


def _put_reply_keyboard(telegram: Telegram, chat: Chat, markup: Json | None) -> None:
    """Show, or take away, the keyboard under the person's composer."""
    if not markup or "inline_keyboard" in markup:
        return
    chat.reply_keyboard = markup if "keyboard" in markup or markup.get("force_reply") else None
    telegram.events.publish("keyboard", chat=chat.id, keyboard=chat.reply_keyboard)
