"""Whatever a bot sends, it gets a result or a refusal, never a broken server."""

import inspect
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.clock import MovableClock
from bot.playground import acting
from bot.playground.errors import ApiError
from bot.playground.methods import METHODS
from bot.playground.parameters import Parameters
from bot.playground.server import TOKEN
from bot.playground.state import Telegram
from bot.playground.views import view_message

NAMES = (
    "chat_id",
    "message_id",
    "text",
    "parse_mode",
    "entities",
    "reply_markup",
    "reply_parameters",
    "link_preview_options",
    "caption",
    "photo",
    "document",
    "media",
    "action",
    "callback_query_id",
    "inline_query_id",
    "results",
    "commands",
    "scope",
    "language_code",
    "menu_button",
    "url",
    "allowed_updates",
    "user_id",
    "file_id",
)
LIKELY = st.sampled_from(
    (
        1002,
        "1002",
        1,
        "HTML",
        "typing",
        {"type": "chat", "chat_id": 1002},
        {"message_id": 1},
        {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]},
        {"inline_keyboard": [[1]]},
        {"inline_keyboard": 1},
        {"keyboard": [["a", {"text": 1}]]},
        [{"type": "bold", "offset": 0, "length": 1}],
        [{"type": "text_link", "offset": 0, "length": 1}],
        [{"command": "a", "description": "b"}],
        [
            {
                "type": "article",
                "id": "1",
                "title": "t",
                "input_message_content": {"message_text": "x"},
                "reply_markup": 1,
            }
        ],
        {"type": "photo", "media": "x"},
    )
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3),
    max_leaves=5,
)
SYNCHRONOUS = sorted(name for name, method in METHODS.items() if not inspect.iscoroutinefunction(method))


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.sampled_from(SYNCHRONOUS), st.dictionaries(st.sampled_from(NAMES), LIKELY | ANYTHING, max_size=4)),
        max_size=4,
    )
)
def test_every_call_is_answered(calls: list[tuple[str, dict[str, Any]]]) -> None:
    telegram = Telegram(MovableClock(), token=TOKEN)
    official = telegram.people["official"]
    chat = acting.find_chat(telegram, official)
    acting.say(telegram, official, chat, "một")
    for name, values in calls:
        try:
            METHODS[name](telegram, Parameters({"chat_id": 1002, "message_id": 2, "text": "<b>a</b>"} | values))
        except ApiError as refused:
            telegram.events.publish("refused", why=refused.description)
    assert chat.messages
    for message in chat.messages.values():
        assert view_message(message)["message_id"] == message.message_id
        message.wire()
