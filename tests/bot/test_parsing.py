from copy import deepcopy
from typing import Any

import pytest
from telegram import Bot, Update

from bot.parsing import update_of

PERSON = {"id": 5001, "is_bot": False, "first_name": "Lan", "language_code": "vi"}
PRIVATE = {"id": 5001, "type": "private", "first_name": "Lan"}
GROUP = {"id": -100123, "type": "supergroup", "title": "Trạm y tế", "is_forum": True}
WORDS = {"message_id": 7, "from": PERSON, "chat": PRIVATE, "date": 1_760_000_000, "text": "kp3 tiêm chủng 45/47"}
COMMAND = [{"type": "bot_command", "offset": 0, "length": 5}]
MENTION = [{"type": "text_mention", "offset": 0, "length": 3, "user": PERSON}]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param({"message": WORDS}, id="words"),
        pytest.param({"message": WORDS | {"text": "/help", "entities": COMMAND}}, id="a-command"),
        pytest.param({"message": WORDS | {"entities": MENTION}}, id="somebody-mentioned"),
        pytest.param({"message": WORDS | {"entities": []}}, id="no-entity"),
        pytest.param({"message": WORDS | {"chat": GROUP}}, id="in-a-group"),
        pytest.param({"message": WORDS | {"from": PERSON | {"added_later": True}}}, id="a-person-with-something-new"),
        pytest.param({"message": WORDS | {"date": 0}}, id="at-the-beginning-of-time"),
        pytest.param({"message": WORDS | {"text": None}}, id="no-words"),
        pytest.param({"message": WORDS | {"from": None}}, id="nobody"),
        pytest.param({"message": WORDS | {"reply_to_message": WORDS}}, id="a-reply"),
        pytest.param({"message": WORDS | {"added_later": {"a": 1}}}, id="a-message-with-something-new"),
        pytest.param({"edited_message": WORDS | {"edit_date": 1_760_000_001}}, id="an-edit"),
        pytest.param({"message": WORDS, "added_later": 1}, id="an-update-with-something-new"),
    ],
)
def test_an_update_is_what_the_library_makes_of_it(content: dict[str, Any]) -> None:
    bot = Bot("1:abc")
    data = {"update_id": 9, **content}
    given = deepcopy(data)
    mine, theirs = update_of(data, bot), Update.de_json(deepcopy(data), bot)
    assert data == given
    assert (mine, mine.to_dict()) == (theirs, theirs.to_dict())
    message = mine.effective_message
    assert message is not None
    assert (message.api_kwargs, message.get_bot(), mine.get_bot()) == (theirs.effective_message.api_kwargs, bot, bot)
    assert repr(mine) == repr(theirs)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param([], id="a-list"),
        pytest.param({"message": WORDS}, id="no-number"),
        pytest.param({"update_id": 9, "message": "words"}, id="text-in-place-of-a-message"),
        pytest.param({"update_id": 9, "message": {"from": PERSON, "chat": PRIVATE}}, id="no-date"),
        pytest.param({"update_id": 9, "message": WORDS | {"chat": {}}}, id="a-chat-of-nothing"),
        pytest.param({"update_id": 9, "message": WORDS | {"entities": [1]}}, id="a-number-as-entity"),
    ],
)
def test_what_the_library_cannot_read_cannot_be_read(data: Any) -> None:
    bot = Bot("1:abc")
    with pytest.raises((AttributeError, KeyError, TypeError, ValueError)):
        Update.de_json(deepcopy(data), bot)
    with pytest.raises((AttributeError, KeyError, TypeError, ValueError)):
        update_of(data, bot)
