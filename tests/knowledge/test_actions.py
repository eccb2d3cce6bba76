"""What a plan does about something, asked in people's words."""

import datetime as dt

import pytest

from bot.cli_knowledge import converse
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


@pytest.mark.parametrize(
    ("asked", "sections"),
    [
        ("An Lão làm gì để phòng đuối nước", ("II.5", "IV.4", "IV.12", "IV.14")),
        ("An Lão làm gì về đuối nước", ("II.5", "IV.4", "IV.12", "IV.14")),
        ("An Lão làm gì về lao động trẻ em", ("IV.12(2)", "IV.14")),
        ("mấy đứa nhỏ khuyết tật ở an lão đc hỗ trợ j z ad", ("IV.2", "IV.3")),
        ("Hoằng Đức làm gì để bảo vệ trẻ em trên môi trường mạng", ("V.6",)),
        ("xã Minh Tâm có hoạt động gì cho trẻ em dịp hè", ("IV.5", "IV.9")),
        ("an lao: what is done in schools for kids affected by hiv", ("IV.2", "IV.3")),
        ("Is swimming mentioned in any of the plans?", ("II.5", "IV.4", "IV.12")),
        ("giao duc gioi tinh cho hoc sinh co trong ke hoach nao", ("IV.5",)),
        ("Kế hoạch xã Minh Tâm có đề cập sức khỏe tâm thần của trẻ không?", ("II.2",)),
    ],
)
def test_all_that_names_the_thing_is_told(library: Library, asked: str, sections: tuple[str, ...]) -> None:
    cited = {citation.section for citation in library.answer(asked, today=TODAY).citations}
    assert cited >= set(sections)


@pytest.mark.parametrize(
    ("asked", "never"),
    [
        ("Tân Khai làm gì về lao động trẻ em", "Phòng Lao động"),
        ("giải pháp thiên tai ở Đồng Tháp", "từ thiện"),
        ("Đồng Tháp làm gì cho trẻ tự kỷ", "kỹ năng"),
        ("hoạt động nào cho trẻ em mồ côi ở Tân Khai", "Vận động"),
        ("xã minh tâm còn thiếu mấy giáo viên", "thiếu nhi"),
    ],
)
def test_words_like_it_are_not_the_thing(library: Library, asked: str, never: str) -> None:
    assert never not in library.answer(asked, today=TODAY).text


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Đồng Tháp làm gì cho trẻ tự kỷ", "không tìm thấy gì về <b>trẻ tự kỷ</b> trong kế hoạch tỉnh Đồng Tháp"),
        ("Does Hoang Duc's plan say anything about school meals?", "nothing about <b>school meals</b>"),
        ("Kế hoạch xã Hoằng Đức có khoản học bổng nào không?", "không tìm thấy gì về <b>học bổng</b>"),
    ],
)
def test_what_no_text_names_is_not_found(library: Library, asked: str, told: str) -> None:
    reply = library.answer(asked, today=TODAY)
    assert reply.kind == "not_found"
    assert told in reply.text


def test_a_thing_that_the_plan_does_not_name_is_said_to_be_unnamed(library: Library) -> None:
    reply = library.answer("Tân Khai làm gì để phòng đuối nước", today=TODAY)
    assert "<b>không nhắc riêng</b> đến <b>đuối nước</b>" in reply.text
    assert "tai nạn, thương tích trẻ em" in reply.text


def test_where_nothing_is_said_of_it_comes_who_has_the_work(library: Library) -> None:
    text = library.answer("how will Dong Thap reduce child labour", today=TODAY).text
    assert text.startswith("I found nothing that the plan of Đồng Tháp province does for <b>child labour</b> alone.")
    assert "Sở Lao động" in text


def test_of_no_thing_all_is_listed(library: Library) -> None:
    reply = library.answer("các giải pháp của Tân Khai", today=TODAY)
    assert "Ban hành kịp thời văn bản chỉ đạo" in reply.text
    assert "mục nữa" in reply.text


@pytest.mark.parametrize(
    ("asked", "query"),
    [
        ("làm gì để đạt chỉ tiêu 5 ở Tân Khai", "1:actions @tan-khai #5"),
        ("công an Tân Khai làm gì để phòng xâm hại", "1:duty @tan-khai"),
        ("Tân Khai cần bao nhiêu % để giảm suy dinh dưỡng", "1:target @tan-khai"),
        ("làm gì khi trẻ bị xâm hại", "1:safety"),
    ],
)
def test_other_questions_stay_what_they_are(library: Library, asked: str, query: str) -> None:
    assert (library.answer(asked, today=TODAY).query or "").startswith(query)


@pytest.mark.parametrize(
    ("turns", "last"),
    [
        (("Tân Khai làm gì để phòng xâm hại", "còn Hoằng Đức?"), "1:actions @hoang-duc #abuse"),
        (("Tân Khai làm gì để phòng đuối nước", "An Lão thì sao"), "1:actions @an-lao w=phòng,đuối,nước"),
        (("Đồng Tháp làm gì để giảm bỏ học", "còn tảo hôn thì sao"), "1:actions @dong-thap #early-marriage"),
        (("Đồng Tháp làm gì để giảm bỏ học", "ai phụ trách?"), "1:owner @dong-thap #dropout"),
        (("Đồng Tháp làm gì để giảm bỏ học", "ở mục nào"), "1:actions @dong-thap #dropout"),
        (("Tân Khai làm gì để giảm thấp còi", "2025 bao nhiêu"), "1:target @tan-khai #stunting 2025"),
        (("An Lão làm gì để phòng đuối nước", "ai phụ trách?", "mục nào?"), "1:owner @an-lao w=phòng,đuối,nước"),
    ],
)
def test_it_is_followed_up(library: Library, turns: tuple[str, ...], last: str) -> None:
    *_, reply = converse(library, turns, today=TODAY, home=None)
    assert (reply.query or "").startswith(last)


@pytest.mark.parametrize(
    "text",
    [
        *("Tân Khai làm gì khi trẻ bị đánh", "tan khai lam gi khi tre bi danh", "tân khai làm gì khi trẻ em bị đánh"),
        *("Tân Khai làm gì để trẻ không bị đánh đập", "tân khai làm gì cho trẻ em bị bạo hành"),
    ],
)
def test_what_is_done_for_beaten_children_is_told_in_the_words_of_the_plan(library: Library, text: str) -> None:
    reply = library.answer(text, today=TODAY)
    assert reply.query == "1:actions @tan-khai #abuse"
    assert "xâm hại" in reply.text
    assert "đánh giá" not in reply.text


@pytest.mark.parametrize(
    "text",
    [
        *("số trẻ bị đánh ở Tân Khai", "so tre bi danh o tan khai", "tỷ lệ trẻ bị đánh đập ở Tân Khai"),
        *("Tân Khai mục tiêu trẻ bị đánh", "share of beaten children in Tan Khai"),
    ],
)
def test_beaten_children_are_those_who_suffer_abuse(library: Library, text: str) -> None:
    assert library.answer(text, today=TODAY).query == "1:target @tan-khai #abuse"


def test_the_unions_of_a_plan_are_listed(library: Library) -> None:
    reply = library.answer("những hội, đoàn thể nào có trong kế hoạch huyện An Lão", today=TODAY)
    assert "Liên đoàn Lao động huyện" in reply.text
    assert "Công an" not in reply.text


@pytest.mark.parametrize(
    ("turns", "query"),
    [
        (("Sở Tài chính Đồng Tháp có việc gì", "bên Minh Tâm thì ai lo phần tiền"), "1:duty @minh-tam a=finance"),
        (("KH Tân Khai bám theo NQ nào của HĐND tỉnh?",), "1:basis @tan-khai"),
        (("Trẻ nhiễm HIV: ngành GD và y tế huyện An Lão phải làm gì?",), "1:duty @an-lao a=education"),
    ],
)
def test_whose_work_and_on_what_ground_stay_their_own_questions(
    library: Library, turns: tuple[str, ...], query: str
) -> None:
    *_, reply = converse(library, turns, today=TODAY, home=None)
    assert (reply.query or "").startswith(query)
