"""Bot API methods that answer a pressed button or an inline query."""

from typing import Any

from bot.playground.chats import Json
from bot.playground.entities import utf16_length
from bot.playground.errors import bad_request
from bot.playground.keyboards import inline_keyboard
from bot.playground.parameters import Parameters
from bot.playground.state import Query, Telegram
from bot.playground.texts import MAX_TEXT, formatted_text, nested

MAX_ANSWER = 200
MAX_RESULTS = 50
MAX_RESULT_ID_BYTES = 64

_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(telegram: Telegram, given: Parameters) -> bool:
    """End the waiting of a pressed button, with a notice if there is a text."""
    query = _open_query(telegram, telegram.callbacks, given.text("callback_query_id"))
    text = given.text("text")
    if len(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answer = {"text": text, "show_alert": given.flag("show_alert"), "url": given.text("url")}
    telegram.events.publish("answer", chat=query.person.user_id, query=query.id, **query.answer)
    return True


def answer_inline_query(telegram: Telegram, given: Parameters) -> bool:
    """Offer results for what a person types after the bot's name."""
    query = _open_query(telegram, telegram.inline_queries, given.text("inline_query_id"))
    results = given.structure("results", "inline query results")
    if not isinstance(results, list):
        raise bad_request("results must be an Array")
    if len(results) > MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    checked = [_result(given, result) for result in results]
    if len({result["id"] for result in checked}) < len(checked):
        raise bad_request("RESULT_ID_DUPLICATE")
    query.answer = {"results": checked, "button": given.structure("button", "inline query results button")}
    telegram.events.publish("inline", query=query.id)
    return True


def _open_query(telegram: Telegram, queries: dict[str, Query], query_id: str) -> Query:
    query = queries.get(query_id)
    if query is None or not query.is_open_at(telegram.now()):
        raise bad_request(_TOO_OLD)
    return query


def _result(given: Parameters, result: Any) -> Json:
    """Check an article and put its text, formatted, beside it."""
    if not isinstance(result, dict):
        raise bad_request("can't parse inline query result: expected an Object")
    if result.get("type") != "article":
        raise bad_request("only articles are supported here as inline query results")
    result_id = result.get("id")
    if not isinstance(result_id, str) or not 1 <= len(result_id.encode()) <= MAX_RESULT_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if not result.get("title"):
        raise bad_request("can't parse inline query result: Can't find field \"title\"")
    content = result.get("input_message_content")
    if not isinstance(content, dict) or not content.get("message_text"):
        raise bad_request("message text is empty")
    formatted = formatted_text(nested(given, content), "message_text", "entities")
    if not formatted.text:
        raise bad_request("message text is empty")
    if utf16_length(formatted.text) > MAX_TEXT:
        raise bad_request("MESSAGE_TOO_LONG")
    return {
        "id": result_id,
        "title": result["title"],
        "description": result.get("description", ""),
        "formatted": formatted,
        "keyboard": inline_keyboard(result.get("reply_markup")),
    }
