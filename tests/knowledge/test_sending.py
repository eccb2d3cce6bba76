"""Plain words in the place of a button: read whole, marks or none, and never made of another message."""

import pytest

from knowledge.sending import Remark, Wish, births_registered, said_of_oneself, wish_of


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("Hoàn tác", "undo"),
        ("hoan tac nhe", "undo"),
        ("bỏ số vừa gửi giúp tôi", "undo"),
        ("tôi gửi nhầm rồi", "wrong"),
        ("em gui nham a", "wrong"),
        ("sai rồi", "wrong"),
        ("sửa số liệu", "fix"),
        ("Đúng rồi ạ", "yes"),
        ("dung", "yes"),
        ("vâng", "yes"),
        ("không", "no"),
        ("còn thiếu gì?", "missing"),
        ("tháng này tôi còn thiếu những mục nào", "missing"),
        ("tôi muốn nộp số liệu", "send"),
        ("tôi đã gửi những gì", "mine"),
        ("bao giờ phải nộp số liệu", "due"),
        ("what is missing?", "missing"),
        ("what have I sent", "mine"),
    ],
)
def test_a_wish_in_plain_words(text: str, wish: Wish) -> None:
    assert wish_of(text) == wish


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "dùng",  # another word than "đúng"
        "dung luu",  # "đúng, lưu" or "đừng lưu"
        "tiêm chủng",
        "tiêm chủng 45/47",
        "chỉ tiêu 9 ai phụ trách",
        "hạn nộp báo cáo năm",
        "bỏ học tiểu học",
        "không có ca nào",
        "cảm ơn em",
        "đúng " * 20,
    ],
)
def test_any_other_message_is_no_wish(text: str) -> None:
    assert wish_of(text) is None


@pytest.mark.parametrize("text", ["khong co ai", "hong co ai", "không có ai", "hổng có ai"])
def test_nobody_is_none_with_marks_and_without(text: str) -> None:
    assert wish_of(text) == "none"


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("mai chi gui tiep nha", "later"),
        ("mai em gửi nốt", "later"),
        ("chiều nay chị gửi", "later"),
        ("chiều gửi được không", "later"),
        ("dang ban", "later"),
        ("hôm nay chị bận quá", "later"),
        ("em bận, mai gửi nha", "later"),
        ("thoi de mai", "later"),
        ("I will send the rest tomorrow", "later"),
        ("so nay ai xem duoc", "seen"),
        ("ai xem được số liệu này", "seen"),
        ("thang nay co 14 chau sinh, lam giay 12", "births"),
        ("mai nộp gì", None),
        ("mai gửi báo cáo cho huyện", None),
        ("ai xem báo cáo của huyện", None),
        ("chiều gửi tiêm chủng", None),
        ("mai có họp không", None),
        ("ban chỉ đạo gồm ai", None),
        ("bán trẻ em", None),
    ],
)
def test_what_collaborators_say_of_themselves(text: str, remark: Remark | None) -> None:
    assert said_of_oneself(text) == remark


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("tháng này có 14 cháu sinh, làm giấy 12", "12/14"),
        ("14 be moi sinh da dang ky 12 be", "12/14"),
        ("12 cháu sinh, khai sinh 14", None),
        ("tháng này sinh 14 bé", None),
    ],
)
def test_births_told_with_those_registered_are_a_share(text: str, share: str | None) -> None:
    assert births_registered(text) == share
