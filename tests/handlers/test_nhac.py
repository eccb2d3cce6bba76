"""/nhac: when somebody wants to be reminded, and for staff how the plan reminds."""

import pytest

from storage import nudge_settings, nudge_wishes, roles
from tests.nudging import FIRST, SECOND, STAFF, Office, at, days, office

NOT_ALLOWED = "Việc này dành cho cán bộ của địa phương hoặc quản trị viên. Vai trò của bạn: /toi"
HOW = (
    "Đổi bằng nút, hoặc nhắn: <code>/nhac 8h-17h</code>, <code>/nhac tắt đến 15/11</code>, "
    "<code>/nhac sau 2 tiếng</code>, <code>/nhac bật</code>."
)


def page(*lines: str) -> str:
    head = "<b>Lời nhắc</b>\nTôi nhắc khi gần hạn mà số liệu còn thiếu, mỗi ngày nhiều nhất một tin."
    return "\n".join([head, *lines, HOW])


def says(place: Office, words: str, user_id: int = FIRST) -> str:
    (text,) = place.talk.says(f"/nhac {words}".strip(), user_id)
    return text


def test_the_page() -> None:
    with office() as place:
        assert says(place, "") == page("Giờ nhận: 07:00–20:00, ngày làm việc.")
        *_, shown = place.talk.owed()
        labels = [button["text"] for row in shown["reply_markup"]["inline_keyboard"] for button in row]
        usual = ["Sáng 7–11", "Chiều 13–17", "Cả ngày 7–20", "Cả cuối tuần", "Tắt 3 ngày", "Tắt 1 tuần", "Tắt hẳn"]
        assert labels == usual


@pytest.mark.parametrize(
    ("button", "line"),
    [
        ("morning", "Giờ nhận: 07:00–11:00, ngày làm việc."),
        ("afternoon", "Giờ nhận: 13:00–17:00, ngày làm việc."),
        ("usual", "Giờ nhận: 07:00–20:00, ngày làm việc."),
        ("weekends", "Giờ nhận: 07:00–20:00, kể cả cuối tuần và ngày lễ."),
        ("mute3", "Giờ nhận: 07:00–20:00, ngày làm việc.\nĐang tắt đến hết 24/10."),
        ("mute7", "Giờ nhận: 07:00–20:00, ngày làm việc.\nĐang tắt đến hết 28/10."),
        ("stop", "Giờ nhận: 07:00–20:00, ngày làm việc.\nĐang tắt hẳn. Bạn vẫn gửi số liệu và hỏi như thường."),
    ],
)
def test_each_button(button: str, line: str) -> None:
    with office() as place:
        place.talk.now = at("2025-10-22", 6)
        text, buttons = place.press(f"n:set:{button}", FIRST)
        assert text == "✓ Đã đổi.\n" + page(line)
        silent = button in ("mute3", "mute7", "stop")
        assert ("Bật lại" in dict(buttons)) is silent
        back = "resume" if silent else "usual"
        place.press(f"n:set:{back}", FIRST)
        if button == "weekends":
            place.press("n:set:weekends", FIRST)
        wish = nudge_wishes.of_person(place.db, FIRST)
        assert not wish.is_silent(at("2025-10-22").date())


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("8h-17h", "Giờ nhận: 08:00–17:00, ngày làm việc."),
        ("18h-22h cả cuối tuần", "Giờ nhận: 18:00–22:00, kể cả cuối tuần và ngày lễ."),
        ("22h-2h", "Giờ nhận: 22:00–02:00, ngày làm việc."),
        ("tắt đến 15/11", "Giờ nhận: 07:00–20:00, ngày làm việc.\nĐang tắt đến hết 15/11."),
        ("tat 3 ngay", "Giờ nhận: 07:00–20:00, ngày làm việc.\nĐang tắt đến hết 24/10."),
        ("sau 2 tiếng", "Giờ nhận: 07:00–20:00, ngày làm việc.\nSẽ nhắc lại lúc 11:00 ngày 22/10."),
        ("lúc 21h", "Giờ nhận: 07:00–20:00, ngày làm việc.\nSẽ nhắc lại lúc 07:00 ngày 23/10."),
        ("stop", "Giờ nhận: 07:00–20:00, ngày làm việc.\nĐang tắt hẳn. Bạn vẫn gửi số liệu và hỏi như thường."),
        ("bật", "Giờ nhận: 07:00–20:00, ngày làm việc."),
    ],
)
def test_what_is_typed(words: str, line: str) -> None:
    with office() as place:
        place.talk.now = at("2025-10-22", 9)
        assert says(place, words) == "✓ Đã đổi.\n" + page(line)


def test_what_is_not_understood_changes_nothing() -> None:
    with office() as place:
        assert says(place, "khi nào <rảnh>") == f"Tôi chưa hiểu “khi nào &lt;rảnh&gt;”.\n{HOW}"
        *_, shown = place.talk.owed()
        assert shown["reply_markup"]["inline_keyboard"][0][0]["text"] == "Sáng 7–11"
        assert list(place.db.query("SELECT * FROM nudge_wishes")) == []


def test_hours_keep_the_weekends_that_were_chosen() -> None:
    with office() as place:
        place.press("n:set:weekends", FIRST)
        assert "Giờ nhận: 08:00–17:00, kể cả cuối tuần và ngày lễ." in says(place, "8h-17h")


def test_resume_floods_nobody() -> None:
    with office() as place:
        says(place, "tắt")
        place.live("2025-10-01", "2025-10-30")
        place.talk.now = at("2025-10-30", 20)
        says(place, "bật")
        place.live("2025-10-31", "2025-11-20")
        assert days(place.sent, FIRST) == ["31/10", "03/11", "05/11"]
        assert days(place.sent, SECOND) == ["22/10", "28/10", "30/10", "31/10", "03/11", "05/11"]


def test_muted_days_are_silent_and_the_next_one_is_not() -> None:
    with office() as place:
        place.talk.now = at("2025-10-21", 9)
        says(place, "tắt đến 23/10")
        place.live("2025-10-22", "2025-10-24")
        assert days(place.sent, FIRST) == ["24/10"]  # the step of the 22nd is true until the 27th


def test_a_stop_ends_what_had_been_asked_for() -> None:
    with office() as place:
        place.talk.now = at("2025-10-22", 9)
        says(place, "sau 2 tiếng")
        says(place, "tắt")
        assert nudge_wishes.of_person(place.db, FIRST).later_at is None


def test_staff_who_ask_for_it_get_their_card_once_more() -> None:
    with office() as place:
        place.live("2025-10-20", "2025-10-20", hours=(8,))
        place.talk.now = at("2025-10-20", 9)
        says(place, "sau 2 tiếng", STAFF)
        sent = place.live("2025-10-20", "2025-10-20", hours=(11, 12))
        assert [f"{one.at:%H:%M}" for one in sent if one.user_id == STAFF] == ["11:00"]


def test_staff_set_how_their_plan_reminds() -> None:
    with office() as place:
        says(place, "", STAFF)
        *_, shown = place.talk.owed()
        labels = [button["text"] for row in shown["reply_markup"]["inline_keyboard"] for button in row]
        assert labels[-1] == "Cài đặt cho Minh Tâm"
        text, buttons = place.press("n:plan", STAFF)
        assert text.startswith("<b>Lời nhắc của Xã Minh Tâm</b>\nẤp: trước 7, 3, 1 ngày, đúng ngày, sau 1, 3 ngày.\n")
        assert [label for label, _ in buttons] == [
            "Ấp: đủ 6 lần",
            "Ấp: chỉ 3 lần",
            "Không nhắc ấp",
            "‹ Lời nhắc của tôi",
        ]


@pytest.mark.parametrize(
    ("button", "expected"),
    [
        ("full", ["22/10", "28/10", "30/10", "31/10", "03/11", "05/11"]),
        ("few", ["28/10", "31/10", "03/11"]),
        ("none", []),
    ],
)
def test_a_ladder_by_button(button: str, expected: list[str]) -> None:
    with office() as place:
        place.press(f"n:ladder:{button}:{place.plan}", STAFF)
        place.live("2025-10-01", "2025-11-20")
        assert days(place.sent, FIRST) == expected
        assert len(days(place.sent, STAFF)) == 10


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("thôn 5 +2", "Ấp: trước 5 ngày, sau 2 ngày."),
        ("thon: 0", "Ấp: đúng ngày."),
        ("cán bộ 7 0", "Cán bộ: trước 7 ngày, đúng ngày."),
        ("can bo 7 0 +1", "Cán bộ: trước 7 ngày, đúng ngày, sau 1 ngày."),
        ("cả nơi 8h-17h", "Giờ: 08:00–17:00, ngày làm việc. Mỗi người đổi riêng được bằng /nhac."),
    ],
)
def test_settings_as_typed(words: str, line: str) -> None:
    with office() as place:
        text = says(place, words, STAFF)
        assert text.startswith("✓ Đã đổi.\n")
        assert line in text.splitlines()


@pytest.mark.parametrize(
    "words", ["ấp 5", "ap 5", "khu phố 5", "kp 5", "khóm 5", "xom 5", "bản 5", "tổ 5", "villages 5"]
)
def test_villages_are_called_as_people_here_call_them(words: str) -> None:
    with office() as place:
        assert "\nẤp: trước 5 ngày.\n" in says(place, words, STAFF)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("đừng nhắc tôi nữa", "Đang tắt hẳn."),
        ("tắt nhắc", "Đang tắt hẳn."),
        ("don't remind me any more", "Đang tắt hẳn."),
        ("nhac lai chieu nay", "Sẽ nhắc lại lúc 14:00 ngày 22/10."),
        ("remind me tomorrow morning", "Sẽ nhắc lại lúc 07:30 ngày 23/10."),
    ],
)
def test_a_wish_needs_no_command(words: str, line: str) -> None:
    with office() as place:
        place.talk.now = at("2025-10-22", 9)
        (text,) = place.talk.says(words, FIRST)
        assert text.startswith(("✓ Đã đổi.\n", "✓ Changed.\n"))
        assert line in says(place, "")


@pytest.mark.parametrize("words", ["tắt", "nhắc lại", "8h-17h", "nhắc trẻ tiêm chủng"])
def test_what_may_mean_something_else_is_no_wish(words: str) -> None:
    with office() as place:
        place.talk.says(words, FIRST)
        assert list(place.db.query("SELECT * FROM nudge_wishes")) == []


def test_a_stranger_wishes_nothing_in_plain_words() -> None:
    with office() as place:
        place.talk.says("đừng nhắc tôi nữa", 99)
        assert list(place.db.query("SELECT * FROM nudge_wishes")) == []


def test_a_reminder_asked_for_while_they_are_off_says_so() -> None:
    with office() as place:
        place.talk.now = at("2025-10-22", 9)
        says(place, "tắt 3 ngày")
        assert "Bạn hẹn nhắc lúc 11:00 ngày 22/10, nhưng lời nhắc đang tắt. Muốn nhận, bấm “Bật lại”.\n" in says(
            place, "sau 2 tiếng"
        )


def test_settings_that_are_not_understood() -> None:
    with office() as place:
        assert says(place, "thôn bảy ba", STAFF).startswith("Tôi chưa hiểu “thôn bảy ba”.\nTự đặt: ")
        assert nudge_settings.of_plan(place.db, place.plan) == nudge_settings.USUAL


@pytest.mark.parametrize("user_id", [FIRST, 99], ids=["collaborator", "stranger"])
def test_settings_are_not_for_others(user_id: int) -> None:
    with office() as place:
        for words in ("thôn 5", "cán bộ 5", "cả nơi 8h-17h"):
            assert says(place, words, user_id) == NOT_ALLOWED
        for payload in ("n:plan", "n:plan:minh-tam", "n:ladder:none:minh-tam"):
            assert place.press(payload, user_id)[0] == NOT_ALLOWED
        for payload in ("n:plan:nowhere", "n:ladder:none", "n:ladder:none:nowhere", "n:ladder:x:minh-tam"):
            assert place.press(payload, user_id)[0] != "✓ Đã đổi."
        assert nudge_settings.of_plan(place.db, place.plan) == nudge_settings.USUAL


def test_an_administrator_says_which_plan_is_meant() -> None:
    with office() as place:
        roles.grant(place.db, 1, "admin", plan=None, by=None, now=place.talk.now)
        assert says(place, "thôn 5", 1) == (
            "Bạn làm việc với nhiều nơi. Nhắn kèm tên nơi, ví dụ: <code>/nhac Hoằng Đức thôn 5</code>"
        )
        assert "\nẤp: trước 5 ngày.\n" in says(place, "Minh Tâm ấp 5", 1)
        place.db.execute("UPDATE people SET home = 'minh-tam' WHERE user_id = 1")
        assert "\nẤp: trước 3 ngày.\n" in says(place, "thôn 3", 1)


def test_an_administrator_chooses_the_plan_by_button() -> None:
    with office() as place:
        roles.grant(place.db, 1, "admin", plan=None, by=None, now=place.talk.now)
        says(place, "", 1)
        *_, shown = place.talk.owed()
        last = shown["reply_markup"]["inline_keyboard"][-1][-1]
        assert (last["text"], last["callback_data"]) == ("Cài đặt của một nơi", "n:plan")
        text, buttons = place.press("n:plan", 1)
        assert text == "Bạn làm việc với nơi nào?"
        text, buttons = place.press(dict(buttons)["Minh Tâm"], 1)
        assert text.startswith("<b>Lời nhắc của Xã Minh Tâm</b>")
        assert place.press(dict(buttons)["‹ Lời nhắc của tôi"], 1)[0].startswith("<b>Lời nhắc</b>")


def test_hours_of_the_plan_give_way_to_ones_own() -> None:
    with office() as place:
        says(place, "cả nơi 8h-17h", STAFF)
        assert "Giờ nhận: 08:00–17:00, ngày làm việc." in says(place, "", FIRST)
        says(place, "13h-17h", FIRST)
        sent = place.live("2025-10-22", "2025-10-22", hours=(7, 8, 13))
        assert [f"{one.at:%H} {one.user_id}" for one in sent] == [f"08 {SECOND}", f"08 {STAFF}", f"13 {FIRST}"]
