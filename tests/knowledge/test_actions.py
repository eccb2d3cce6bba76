"""What a plan does about something, asked in people's words."""

import datetime as dt

import pytest

from knowledge.library import Library

TODAY = dt.date(2025, 10, 12)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Tân Khai nêu giải pháp gì về Quỹ Bảo trợ trẻ em?", "Vận động lập Quỹ Bảo trợ trẻ em"),
        ("What does Tan Khai do about child abuse?", "Fight crimes of child abuse"),
        ("biện pháp phòng tai nạn thương tích ở An Lão", "phòng, chống tai nạn thương tích trong trường học"),
        ("giai phap giam bo hoc cua Hoang Duc", "để giảm trẻ em bỏ học"),
        ("Hoằng Đức có giải pháp gì phòng ngừa bạo lực trẻ em", "phòng, chống xâm hại"),
        ("huyện An Lão phòng chống đuối nước bằng cách nào", "chương trình bơi an toàn"),
    ],
)
def test_what_is_done_is_told_with_its_source(library: Library, asked: str, told: str) -> None:
    reply = library.answer(asked, today=TODAY)
    assert told in reply.text
    assert reply.kind == "answer"
    assert reply.citations


def test_a_thing_that_the_plan_does_not_name_is_said_to_be_unnamed(library: Library) -> None:
    reply = library.answer("Tân Khai làm gì để phòng đuối nước", today=TODAY)
    assert "<b>không nhắc riêng</b> đến <b>đuối nước</b>" in reply.text
    assert "tai nạn, thương tích trẻ em" in reply.text


def test_where_nothing_is_said_of_it_comes_who_has_the_work(library: Library) -> None:
    assert "Sở Lao động" in library.answer("how will Dong Thap reduce child labour", today=TODAY).text


def test_of_no_thing_all_is_listed(library: Library) -> None:
    reply = library.answer("các giải pháp của Tân Khai", today=TODAY)
    assert "Ban hành kịp thời văn bản chỉ đạo" in reply.text
    assert "mục nữa" in reply.text


@pytest.mark.parametrize(
    ("asked", "query"),
    [
        ("làm gì để đạt chỉ tiêu 5 ở Tân Khai", "1:search @tan-khai w=Tiêm,chủng,đầy,đủ"),
        ("công an Tân Khai làm gì để phòng xâm hại", "1:duty @tan-khai"),
        ("Tân Khai cần bao nhiêu % để giảm suy dinh dưỡng", "1:target @tan-khai"),
        ("làm gì khi trẻ bị xâm hại", "1:safety"),
    ],
)
def test_other_questions_stay_what_they_are(library: Library, asked: str, query: str) -> None:
    assert (library.answer(asked, today=TODAY).query or "").startswith(query)
