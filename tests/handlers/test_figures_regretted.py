"""What people say and press when a figure was wrong."""

import pytest

from tests.handlers.town import HOA, NOW, STRANGER, THU, Office, lines

BUTTONS = ["Hoàn tác", "Sửa", "Đổi kỳ"]


@pytest.fixture
def sent(office: Office) -> Office:
    """Two figures were sent, of July and of this month."""
    office.sends("tiêm chủng tháng 7 44/47")
    office.sends("khai sinh 12/12")
    return office


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("số vừa rồi sai rồi", "Đăng ký khai sinh: 12/12"),
        ("nham roi, bo di", "Đăng ký khai sinh: 12/12"),
        ("xóa hết đi", "Đăng ký khai sinh: 12/12"),
        ("thôi nhầm", "Đăng ký khai sinh: 12/12"),
        ("tiêm chủng sai rồi", "Tiêm chủng dưới 1 tuổi, đủ 8 loại: 44/47"),
    ],
)
def test_the_figure_meant_is_shown_with_its_buttons(sent: Office, words: str, shown: str) -> None:
    told = lines(sent.sends(words))
    assert told[0] == "Bạn muốn bỏ hay sửa số này?"
    assert told[3].startswith(shown)
    assert list(sent.buttons()) == BUTTONS
    assert len(sent.cells()) == 2


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("xóa khai sinh tháng 10", "Đăng ký khai sinh: 12/12"),
        ("xoa khai sinh", "Đăng ký khai sinh: 12/12"),
        ("bo so lieu tiem chung thang 7", "Tiêm chủng dưới 1 tuổi, đủ 8 loại: 44/47"),
    ],
)
def test_a_figure_that_is_to_go_is_shown_with_the_button_that_drops_it(sent: Office, words: str, shown: str) -> None:
    told = lines(sent.sends(words))
    assert told[3].startswith(shown)
    assert list(sent.buttons()) == ["Bỏ số này", "Sửa"]
    assert len(sent.cells()) == 2


def test_a_dropped_figure_leaves_nothing_of_an_older_one(office: Office) -> None:
    office.sends("khai sinh 12/12")
    office.sends("khai sinh 13/13")
    office.sends("xóa khai sinh")
    office.presses("Bỏ số này")
    assert office.cells() == []


@pytest.mark.parametrize("words", ["xóa khai sinh kp5", "kp5 khai sinh nhầm rồi"])
def test_staff_are_shown_the_figure_of_the_village_that_they_name(office: Office, words: str) -> None:
    office.sends("kp5 khai sinh 8/8", THU)
    office.sends("kp6 khai sinh 7/7", THU)
    told = office.sends(words, THU)
    assert "Khu phố 5" in told
    assert "7/7" not in told


@pytest.mark.parametrize(
    ("words", "moved"),
    [
        ("tháng 8 chứ không phải tháng 10", "14.1 2025-08 12/12"),
        ("khong phai thang 10 ma la thang 8", "14.1 2025-08 12/12"),
        ("nhầm tháng, đó là tháng 8", "14.1 2025-08 12/12"),
        ("tháng 8 mới đúng", "14.1 2025-08 12/12"),
        ("tháng 8 chứ không phải tháng 7", "5.1 2025-08 44/47"),
    ],
)
def test_another_period_is_offered_as_a_button(sent: Office, words: str, moved: str) -> None:
    sent.sends(words)
    assert list(sent.buttons()) == ["Chuyển sang tháng 8/2025", *BUTTONS]
    sent.presses("Chuyển sang tháng 8/2025")
    assert moved in sent.cells()


def test_a_period_that_has_not_begun_is_not_offered(sent: Office) -> None:
    assert lines(sent.sends("nhầm tháng, đó là tháng 11/2025"))[0].startswith("Tháng 11/2025 chưa tới. Bạn muốn bỏ")
    assert list(sent.buttons()) == BUTTONS


def test_undoing_in_words_the_figure_sent_last(sent: Office) -> None:
    assert "bỏ 12/12" in sent.sends("hoan tac so vua roi")
    assert sent.cells() == ["5.1 2025-07 44/47"]


def test_words_of_regret_about_a_child_in_danger_get_the_line_to_call(sent: Office) -> None:
    assert "111" in sent.sends("em báo nhầm rồi, cháu bị bố đánh thật")


def test_words_of_regret_with_a_phone_are_refused(sent: Office) -> None:
    assert "không lưu gì cả" in sent.sends("xóa số của mẹ cháu 0912345678")


def test_a_figure_that_was_never_sent(sent: Office) -> None:
    assert sent.sends("xóa béo phì tháng 10").startswith("Bạn không có số liệu nào như vậy.")


@pytest.mark.parametrize("words", ["bỏ học tiểu học", "huy động trẻ ra lớp", "chỉ tiêu 9 sai ở đâu?"])
def test_questions_with_such_words_stay_questions(sent: Office, words: str) -> None:
    assert "Bạn muốn bỏ hay sửa" not in sent.sends(words)


# -- edits ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["chao chi", "tiem chung t10 abc"])
def test_an_edit_without_figures_says_what_still_holds(office: Office, words: str) -> None:
    office.sends("khai sinh 12/12")
    told = lines(office.edits(words, office.message_id()))
    assert told[0].startswith(f"“{words}”: tôi không đọc được số liệu trong tin sửa, nên số đã gửi vẫn giữ nguyên.")
    assert told[3] == "Đăng ký khai sinh: 12/12 = 100%"
    assert office.cells() == ["14.1 2025-10 12/12"]
    office.presses("Hoàn tác")
    assert office.cells() == []


# -- buttons -------------------------------------------------------------------------------------------------------


def test_a_second_tap_on_undo_brings_nothing_back(office: Office) -> None:
    office.sends("khai sinh 12/12")
    office.sends("khai sinh 11/12")
    assert "→ 12/12" in lines(office.presses("Hoàn tác"))[1]
    assert office.presses("Hoàn tác").startswith("Số liệu này đã hoàn tác rồi")
    assert office.cells() == ["14.1 2025-10 12/12"]


def test_undoing_in_words_twice_asks_the_second_time(office: Office) -> None:
    office.sends("khai sinh 12/12")
    office.sends("khai sinh 11/12")
    office.sends("hoàn tác")
    assert "Bạn muốn bỏ hay sửa số này?" in office.sends("hoàn tác")
    assert office.cells() == ["14.1 2025-10 12/12"]
    assert "bỏ 12/12" in office.presses("Hoàn tác")
    assert office.cells() == []


def test_a_figure_that_moves_is_not_confirmed_by_that(office: Office) -> None:
    office.sends("khai sinh 12/12")
    office.presses("Đổi kỳ")
    assert "xác nhận" not in office.presses("Tháng 9/2025")
    assert office.db.execute("SELECT count(*) FROM cells WHERE confirmed").fetchone() == (0,)


def test_a_confirmed_figure_stays_so_when_it_moves(office: Office) -> None:
    office.sends("khai sinh tháng 8 12/12")
    office.sends("khai sinh 120/120")
    office.presses("Đúng, lưu 120/120")
    office.presses("Đổi kỳ")
    assert "đã xác nhận" in office.presses("Tháng 9/2025")


def test_a_correction_waits_until_it_is_complete(office: Office) -> None:
    office.sends("khai sinh tháng 9 12/12")
    office.presses("Sửa")
    assert "khai sinh 32/…" in office.sends("32")
    assert "12/12 → 32/32" in lines(office.sends("32/32"))[1]
    assert office.cells() == ["14.1 2025-09 32/32"]


def test_another_figure_ends_no_correction_and_is_of_this_month(office: Office) -> None:
    office.sends("khai sinh tháng 9 12/12")
    office.presses("Sửa")
    office.sends("tiêm chủng 45/47")
    assert office.cells() == ["5.1 2025-10 45/47", "14.1 2025-09 12/12"]


# -- two numbers for one thing -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "by", "ready"),
    [
        ("thang 9 ks 1/9, ks 2/9", None, ["khai sinh 1/9 tháng 9/2025", "khai sinh 2/9 tháng 9/2025"]),
        ("ks 1/9, ks 2/9, ks 3/9", None, ["khai sinh 1/9", "khai sinh 2/9", "khai sinh 3/9"]),
        (
            "kp2 tiem chung 1/40, kp2 tiem chung 14/40",
            THU,
            ["Khu phố 2 tiêm chủng 1/40", "Khu phố 2 tiêm chủng 14/40"],
        ),
        (
            "toàn thị trấn ks 1/9, toàn thị trấn ks 2/9",
            THU,
            ["toàn thị trấn Tân Khai khai sinh 1/9", "toàn thị trấn Tân Khai khai sinh 2/9"],
        ),
    ],
)
def test_the_lines_to_choose_from_name_the_same_figure(
    office: Office, said: str, by: int | None, ready: list[str]
) -> None:
    who = {"user_id": by} if by else {}
    told = lines(office.sends(said, **who))
    assert f"có {len(ready)} số khác nhau" in told[0]
    assert told[1:] == ready
    assert office.cells() == []
    before, _, period = "2025-10", *ready[0].partition(" tháng ")[1:]
    office.sends(ready[0], **who)
    assert [row.split()[1] for row in office.cells()] == ["2025-09" if period else before]


# -- who has no role -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["/cuatoi", "/nop"])
def test_who_has_no_role_is_not_told_of_figures_that_they_never_sent(office: Office, command: str) -> None:
    assert office.sends(command, STRANGER).startswith("Số liệu chỉ nhận từ cộng tác viên đã được mời, và hiện bạn")
    assert "chưa lưu gì" in office.sends("kp3 tiêm chủng 45/47", STRANGER)


def test_a_fall_is_held_against_what_came_before(office: Office) -> None:
    office.now = NOW.replace(month=12, day=30)
    for period in ("11", "12"):
        office.sends(f"tiêm chủng tháng {period} 41/42")
    assert "Đã lưu" in office.sends("tiêm chủng quý 1 30/40")


def test_one_figure_of_several_is_dropped_alone_and_comes_back(office: Office) -> None:
    office.sends("khai sinh 11/11")
    office.sends("tiêm chủng 45/47, khai sinh 12/12, mẫu giáo 20/21")
    told = office.sends("xóa khai sinh tháng 10")
    assert "12/12" in told
    assert "45/47" not in told
    assert list(office.buttons()) == ["Bỏ số này", "Sửa"]
    office.presses("Bỏ số này")
    assert office.cells() == ["5.1 2025-10 45/47", "16.1 2025-10 20/21"]
    office.presses("Hoàn tác")
    assert "14.1 2025-10 12/12" in office.cells()


def test_one_figure_of_several_is_moved_alone(office: Office) -> None:
    office.sends("tiêm chủng 45/47, khai sinh 12/12")
    office.sends("khai sinh là của tháng 9 chứ không phải tháng 10")
    office.presses("Chuyển sang tháng 9/2025")
    assert office.cells() == ["5.1 2025-10 45/47", "14.1 2025-09 12/12"]


@pytest.mark.parametrize(
    "said",
    ["khai sinh 12/12 đó là của tháng 9 chứ không phải tháng 10", "khai sinh 12/12 la cua thang 9 khong phai thang 10"],
)
def test_a_figure_of_another_period_is_moved_and_not_told_twice(office: Office, said: str) -> None:
    office.sends("khai sinh 12/12")
    office.sends(said)
    assert office.cells() == ["14.1 2025-10 12/12"]
    office.presses("Chuyển sang tháng 9/2025")
    assert office.cells() == ["14.1 2025-09 12/12"]


@pytest.mark.parametrize("payload", ["f:drop:1", "f:shift:1:2025-09"])
def test_nobody_drops_the_figure_of_another_village(sent: Office, payload: str) -> None:
    before = sent.cells()
    sent.carries(payload, HOA)
    assert sent.cells() == before
    assert sent.states()[-1] == "done"


def test_a_button_of_a_question_puts_nothing_over_a_newer_figure(office: Office) -> None:
    """Asked which part of indicator 5 is meant; meanwhile the figure comes with its name."""
    office.sends("suy dinh dưỡng 5/83")
    label, payload = next(iter(office.buttons().items()))
    office.sends("suy dinh dưỡng nhẹ cân 6/83, suy dinh dưỡng thấp còi 7/83")
    there = office.cells()
    assert "5/83" in office.carries(payload), label
    assert office.cells() == there
