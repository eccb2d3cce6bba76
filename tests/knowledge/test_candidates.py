"""Questions that offer their own answer: an agency or another, an agency and its money, a number of things."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge.evaluation import plain_text
from knowledge.library import Library

TODAY = dt.date(2025, 4, 20)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("CA tt Tân Khai hay TYT lo chỉ tiêu giảm tỷ lệ trẻ bị xâm hại?", "Công an thị trấn – chủ trì"),
        ("chỉ tiêu 5 Hoằng Đức là trạm y tế hay nhà trường", "Trạm y tế – chủ trì"),
        ("có phải Sở Tư pháp phụ trách chỉ tiêu 13 Đồng Tháp không", "Không phải Sở Tư pháp."),
        ("Sở Y tế Đồng Tháp hướng dẫn chỉ tiêu 5 đúng không", "Đúng."),
        ("Is the police of Hoang Duc in charge of indicator 14?", "Not Công an xã."),
    ],
)
def test_the_agency_is_confirmed_or_named(library: Library, question: str, wanted: str) -> None:
    reply = library.answer(question, today=TODAY)
    assert (reply.query or "").startswith("1:owner")
    assert wanted in plain_text(reply.text)


@pytest.mark.parametrize("joined", ["ai ký kế hoạch và kinh phí thế nào", "ai ký kế hoạch lẫn kinh phí thế nào"])
def test_what_is_asked_beside_is_answered_too(library: Library, joined: str) -> None:
    text = plain_text(library.answer(joined, today=TODAY, home="tan-khai").text)
    assert "không ghi tên người ký" in text
    assert "Kinh phí" in text


@pytest.mark.parametrize("asked", ["chỉ tiêu năm nào phải đạt", "chỉ tiêu năm nào cao nhất", "chỉ tiêu năm mấy"])
def test_a_year_that_is_asked_for_is_no_number_of_an_indicator(library: Library, asked: str) -> None:
    assert "#5" not in (library.answer(asked, today=TODAY, home="tan-khai").query or "")


def test_of_an_agency_that_takes_part_nothing_is_confirmed(library: Library) -> None:
    text = plain_text(library.answer("ban quản lý khu phố Tân Khai lo chỉ tiêu 9 phải không", today=TODAY).text)
    assert not text.startswith(("Đúng", "Không phải"))


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("công an Tân Khai phải đạt chỉ tiêu xâm hại bao nhiêu", "target"),
        ("sở tài chính đồng tháp có phải đi kiểm tra tiền dùng đúng không", "duty"),
        ("người nắm kinh phí ở Tân Khai là ai", "duty"),
        ("công an xã Hoằng Đức có kinh phí riêng không", "funding"),
        ("sở tài chính Đồng Tháp được cấp bao nhiêu tiền", "funding"),
        ("24 chỉ tiêu Hoằng Đức chia làm mấy mục tiêu", "list"),
        ("Tân Khai có 10 cơ quan đúng không", "agencies"),
        ("chỗ nào đặt 76,9%", "reverse"),
        ("Which communes of Dong Thap are child friendly", "target"),
        ("What do the communes of An Lao do against drowning?", "duty"),
    ],
)
def test_the_kind_of_question(library: Library, question: str, kind: str) -> None:
    assert (library.answer(question, today=TODAY).query or "").startswith(f"1:{kind} ")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("chỉ tiêu về trẻ em nghiện game của Tân Khai là bao nhiêu phần trăm", "nghiện game"),
        ("chỉ tiêu về trẻ nghiện thuốc lá của Hoằng Đức là bao nhiêu", "nghiện thuốc lá"),
        ("an lão có chỉ tiêu về trẻ nghiện mạng xã hội không", "nghiện mạng xã hội"),
        ("chỉ tiêu về trẻ biết lặn của Tân Khai là bao nhiêu", "“lặn”"),
        ("target for near-sighted pupils in Hoang Duc?", "“near sighted”"),
    ],
)
def test_a_subject_that_no_plan_has_is_named_back(library: Library, question: str, words: str) -> None:
    reply = library.answer(question, today=TODAY)
    assert reply.kind == "not_found"
    assert words in plain_text(reply.text)


@pytest.mark.parametrize(
    "question", ["mấy chỉ tiêu bắt buộc ở Tân Khai", "kế hoạch minh tâm có mấy chỉ tiêu đánh số", "chỉ tiêu Tân Khai"]
)
def test_a_list_is_no_unknown_subject(library: Library, question: str) -> None:
    assert (library.answer(question, today=TODAY).query or "").startswith("1:list")


@pytest.mark.parametrize("chat", ["đói bụng quá", "doi bung qua", "mua roi", "tối nay rảnh không", "chan qua"])
def test_small_talk_is_not_found_in_a_plan(library: Library, chat: str) -> None:
    assert library.answer(chat, today=TODAY).kind != "answer"


@pytest.mark.parametrize(
    "question", ["số điện thoại Sở Giáo dục Đồng Tháp là số mấy", "sđt phòng lao động an lão", "hotline Đồng Tháp"]
)
def test_a_number_that_no_plan_gives_is_refused(library: Library, question: str) -> None:
    reply = library.answer(question, today=TODAY)
    assert reply.kind == "not_found"
    assert "không ghi số điện thoại" in plain_text(reply.text)
