from typing import Any

import pytest

from knowledge.reply import Frame
from storage import frames
from tests import updates
from tests.conversation import Conversation
from tests.fakes import ME, USERNAME

HINT = "Tôi chỉ đọc được tin nhắn chữ."


@pytest.mark.parametrize(
    ("said", "replied"),
    [
        pytest.param("tan khai tiem chung", "<b>tan khai tiem chung</b> · 2025-04-20 · None · None", id="a-question"),
        pytest.param("/hoi tân khai", "<b>tân khai</b> · 2025-04-20 · None · None", id="a-question-by-command"),
        pytest.param("/start", "[start] vi", id="start"),
        pytest.param("/start hoi", "[start] vi", id="start-by-a-deep-link"),
        pytest.param("/HELP", "[help] vi", id="a-command-in-capitals"),
        pytest.param(f"/help@{USERNAME}", "[help] vi", id="a-command-with-the-name-of-the-bot"),
        pytest.param("/kehoach", "[plans] vi", id="plans"),
        pytest.param("/kehoach tân khai", "[1:plan @tan-khai x=menu] vi", id="one-plan"),
        pytest.param("/kehoach béo phì", "<b>béo phì</b> · 2025-04-20 · None · None", id="a-question-to-a-menu"),
        pytest.param("/coquan", "[agencies] vi", id="agencies"),
        pytest.param("/coquan hoang duc", "[1:agencies @hoang-duc x=menu] vi", id="agencies-of-a-plan"),
        pytest.param("/han", "[deadlines] vi", id="deadlines"),
        pytest.param("/han an lão", "<b>hạn báo cáo an lão</b> · 2025-04-20 · None · None", id="deadlines-elsewhere"),
        pytest.param("/han Tân Khai", "[1:deadline @tan-khai] vi", id="deadlines-of-a-plan"),
        pytest.param("/datplan", "Chọn:", id="choose-a-home-plan"),
        pytest.param("/ngonngu", "Chọn:", id="choose-a-language"),
        pytest.param("/", "[help] vi", id="a-slash-alone"),
        pytest.param("<b>x & y", "<b>&lt;b&gt;x &amp; y</b> · 2025-04-20 · None · None", id="markup-is-escaped"),
        pytest.param(
            "/kehoac",
            "Tôi không có lệnh <code>/kehoac</code>. Có phải bạn muốn dùng /kehoach? Xem các lệnh: /help",
            id="a-command-nearly-right",
        ),
        pytest.param("/hạn", "[deadlines] vi", id="accents"),
        pytest.param("/xyzw", "Tôi không có lệnh <code>/xyzw</code>. Xem các lệnh: /help", id="no-such-command"),
        pytest.param(
            "/xy<i>", "Tôi không có lệnh <code>/xy&lt;i&gt;</code>. Xem các lệnh: /help", id="markup-in-a-command"
        ),
    ],
)
def test_what_is_said_and_replied(conversation: Conversation, said: str, replied: str) -> None:
    assert conversation.says(said) == [replied]
    assert conversation.states() == ["done"]


def test_the_text_of_an_update_is_erased_once_it_is_dealt_with(conversation: Conversation) -> None:
    conversation.says("tan khai")
    assert [row["raw"] for row in conversation.db.query("SELECT raw FROM inbox")] == [""]


def test_a_home_plan_is_chosen_by_words_and_used(conversation: Conversation) -> None:
    (said,) = conversation.says("/datplan tan khai")
    assert said.startswith("Đã chọn: <b>Tân Khai</b>.")
    assert conversation.says("tiêm chủng") == ["<b>tiêm chủng</b> · 2025-04-20 · tan-khai · None"]


def test_the_deadlines_are_those_of_the_home_plan(conversation: Conversation) -> None:
    conversation.says("/datplan tan khai")
    assert conversation.says("/han") == ["[1:deadline @tan-khai] vi"]


def test_a_home_plan_ends_the_talk_about_another(conversation: Conversation) -> None:
    frames.remember(
        conversation.db, 7, Frame(query="1:target @an-lao #5", language="en").to_json(), now=conversation.now
    )
    (said,) = conversation.says("/datplan tan khai")
    assert said.startswith("Chosen: <b>Tân Khai</b>.")
    frame = Frame.from_json(frames.of_chat(conversation.db, 7, now=conversation.now) or "")
    assert (frame.query, frame.language) == ("", "en")


def test_a_command_asks_in_the_language_of_its_person(conversation: Conversation) -> None:
    conversation.says("/ngonngu English")
    assert conversation.says("/han An Lão") == ["<b>report deadline An Lão</b> · 2025-04-20 · None · en"]


def test_a_language_is_chosen_by_a_button_and_used(conversation: Conversation) -> None:
    answered, shown = conversation.receives(updates.press("language=en"))
    assert (answered["method"], shown["method"]) == ("answerCallbackQuery", "editMessageText")
    assert shown["text"] == "From now on I answer in <b>English</b>. Official names stay in Vietnamese."
    assert conversation.says("/help") == ["[help] en"]


@pytest.mark.parametrize(
    ("code", "language"), [("en", "en"), ("en-GB", "en"), ("vi", "vi"), ("fr", "vi"), (None, "vi")]
)
def test_the_language_of_somebody_who_chose_none(conversation: Conversation, code: str, language: str) -> None:
    assert conversation.says("/help", language=code) == [f"[help] {language}"]


def test_a_press_edits_the_message_when_the_reply_asks_for_it(conversation: Conversation) -> None:
    answered, shown = conversation.receives(updates.press("more"))
    assert answered == {"method": "answerCallbackQuery", "chat_id": None, "callback_query_id": "press-1"}
    assert (shown["method"], shown["message_id"], shown["text"]) == ("editMessageText", 55, "[more] vi")


@pytest.mark.parametrize("data", ["one", "gone=1", "home=atlantis", "language=xx", "home=", "", "nổ\x00", "x" * 64])
def test_a_press_on_an_old_or_unknown_button_is_answered(conversation: Conversation, data: str) -> None:
    answered, shown = conversation.receives(updates.press(data))
    assert (answered["method"], shown["method"]) == ("answerCallbackQuery", "sendMessage")


def test_a_message_that_telegram_withholds_is_not_edited(conversation: Conversation) -> None:
    _, shown = conversation.receives(updates.press("more", old=True))
    assert shown["method"] == "sendMessage"


def test_an_edited_question_is_answered_anew_as_a_reply_to_it(conversation: Conversation) -> None:
    update = updates.edited("tân khai 2030")
    (owed,) = conversation.receives(update)
    assert owed["text"].startswith("<b>tân khai 2030</b>")
    assert owed["reply_parameters"]["message_id"] == update["edited_message"]["message_id"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param({"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}}, id="voice"),
        pytest.param({"photo": [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]}, id="photo"),
        pytest.param({"location": {"latitude": 11.5, "longitude": 106.6}}, id="location"),
        pytest.param({"contact": {"phone_number": "1", "first_name": "Lan"}}, id="contact"),
        pytest.param({"dice": {"emoji": "🎲", "value": 3}}, id="dice"),
    ],
)
def test_what_the_bot_cannot_read_gets_a_line_each_time(conversation: Conversation, content: dict[str, Any]) -> None:
    sent = [updates.update(message=updates.message(**content)) for _ in range(3)]
    owed = [call["text"] for update in sent for call in conversation.receives(update)]
    assert [text.startswith(HINT) for text in owed] == [True] * 3
    assert conversation.states() == ["done"] * 3


def test_an_album_gets_one_line(conversation: Conversation) -> None:
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
    albums = ("1", "1", "1", "2", "2", None, None)
    sent = [updates.message(photo=photo) | ({"media_group_id": album} if album else {}) for album in albums]
    owed = [len(conversation.receives(updates.update(message=message))) for message in sent]
    assert owed == [1, 0, 0, 1, 0, 1, 1]


def test_a_caption_is_a_question(conversation: Conversation) -> None:
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
    unread, owed = conversation.receives(updates.update(message=updates.message(photo=photo, caption="tân khai")))
    assert unread["text"] == "Tôi không đọc được tệp, ảnh và ghi âm, chỉ đọc lời nhắn kèm theo."
    assert owed["text"].startswith("<b>tân khai</b>")


def test_of_an_album_with_words_it_is_said_once_that_pictures_are_unread(conversation: Conversation) -> None:
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
    sent = [
        updates.message(photo=photo, media_group_id="1", **words) for words in ({"caption": "tân khai"}, {}, {}, {})
    ]
    owed = [len(conversation.receives(updates.update(message=message))) for message in sent]
    assert owed == [2, 0, 0, 0]


def test_in_a_group_the_words_of_a_picture_are_answered_alone(conversation: Conversation) -> None:
    photo, chat = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}], updates.group(-100)
    caption = f"@{USERNAME} tân khai"
    mention = [{"type": "mention", "offset": 0, "length": len(USERNAME) + 1}]
    message = updates.message(photo=photo, caption=caption, caption_entities=mention, chat=chat)
    (owed,) = conversation.receives(updates.update(message=message))
    assert owed["text"].startswith("<b>tân khai</b>")


def test_a_group_is_answered_only_when_the_bot_is_meant(conversation: Conversation) -> None:
    chat = updates.group(-100)
    assert conversation.says("tiêm chủng?", chat=chat) == []
    assert conversation.says("/help@other_bot", chat=chat) == []
    assert conversation.says("/abcxyz", chat=chat) == []
    assert conversation.says("/help", chat=chat) == ["[help] vi"]
    assert conversation.says(f"@{USERNAME} tiêm chủng?", chat=chat)[0].startswith("<b>tiêm chủng?</b>")
    assert conversation.says(f"tiêm chủng @{USERNAME.upper()}", chat=chat) == []  # these tests' Telegram marks no such
    reply = {"reply_to_message": updates.message(chat=chat, text="…") | {"from": ME}}
    assert conversation.says("còn 2030?", chat=chat, **reply)[0].startswith("<b>còn 2030?</b>")
    assert conversation.says("còn 2030?", chat=chat) == []
    assert all("reply_parameters" in call for call in conversation.owed())


def test_an_answer_sent_through_inline_mode_is_not_answered(conversation: Conversation) -> None:
    assert conversation.says("95% vào năm 2025", via_bot=ME) == []


def test_a_conversation_goes_on_in_the_language_it_has(conversation: Conversation) -> None:
    frame = Frame(query="x", language="en")
    frames.remember(conversation.db, 7, frame.to_json(), now=conversation.now)
    assert conversation.says("/help") == ["[help] en"]


def test_an_inline_query_gets_complete_answers(conversation: Conversation) -> None:
    (owed,) = conversation.receives(updates.inline("tiêm chủng tân khai"))
    assert (owed["method"], owed["inline_query_id"], owed["cache_time"]) == ("answerInlineQuery", "inline-1", 10)
    (result,) = owed["results"]
    assert result["title"] == "tiêm chủng tân khai · 2025-04-20 · None · None"
    assert result["input_message_content"]["message_text"].startswith("<b>tiêm chủng tân khai</b>")


def test_an_unclear_inline_query_gets_the_answer_to_each_reading(conversation: Conversation) -> None:
    (owed,) = conversation.receives(updates.inline("mơ hồ"))
    assert [result["title"] for result in owed["results"]] == ["Ý một", "Ý hai"]
    assert len({result["id"] for result in owed["results"]}) == 2


def test_an_empty_inline_query_gets_the_way_to_the_chat(conversation: Conversation) -> None:
    (owed,) = conversation.receives(updates.inline(" "))
    assert (owed["results"], owed["button"]["start_parameter"]) == ([], "hoi")


def test_somebody_who_blocks_the_bot_is_not_reachable_until_they_return(conversation: Conversation) -> None:
    def reachable() -> list[int]:
        return [row["reachable"] for row in conversation.db.query("SELECT reachable FROM people")]

    assert conversation.receives(updates.membership("kicked")) == []
    assert reachable() == [0]
    conversation.says("/start")
    assert reachable() == [1]


def test_a_group_that_moves_takes_everything_along(conversation: Conversation) -> None:
    old = {"id": -5, "type": "group", "title": "Ban chỉ đạo"}
    conversation.says("/help", chat=old)
    frames.remember(conversation.db, -5, "{}", now=conversation.now)
    conversation.receives(updates.update(message=updates.message(chat=old, migrate_to_chat_id=-1005)))
    assert [call["chat_id"] for call in conversation.owed()] == [-1005]
    assert frames.of_chat(conversation.db, -1005, now=conversation.now) == "{}"


def test_huy_forgets_the_conversation(conversation: Conversation) -> None:
    frames.remember(conversation.db, 7, "{}", now=conversation.now)
    assert conversation.says("/huy") == ["Đã bỏ qua chuyện đang hỏi. Bạn có thể hỏi câu mới."]
    assert frames.of_chat(conversation.db, 7, now=conversation.now) is None
