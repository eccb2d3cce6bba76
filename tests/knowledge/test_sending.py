"""Plain words in the place of a button: read whole, marks or none, and never made of another message."""

import pytest

from knowledge.sending import Wish, wish_of


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
