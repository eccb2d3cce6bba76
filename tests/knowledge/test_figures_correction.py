"""An amount that is said for another one."""

import pytest

from knowledge.figures.correction import amount_alone, corrects, without_the_word


@pytest.mark.parametrize(
    ("text", "amount", "total", "slipped"),
    [
        ("46/47", "46/47", 47, False),
        ("46 / 47 ạ", "46 / 47", 47, False),
        ("nhầm, 46/47", "46/47", 47, True),
        ("nham, 46/47 moi dung", "46/47", 47, True),
        ("không, 9/12 nhé", "9/12", 12, True),
        ("phải là 9", "9", None, False),
        ("95%", "95%", None, False),
        ("sửa thành 9/12", "9/12", 12, False),
        ("5 trên 5", "5/5", 5, False),
        ("thì cũng 62 đó em", "62", None, False),
    ],
)
def test_an_amount_alone_is_read(text: str, amount: str, total: int | None, slipped: bool) -> None:
    found = amount_alone(text)
    assert found is not None
    assert (found.text, found.total, found.slipped) == (amount, total, slipped)


@pytest.mark.parametrize(
    "text",
    [
        "khai sinh 46/47",
        "46/47 tháng 9",
        "46/47 khai sinh",
        "không phải 8/12",
        "hông phải 8/12",
        "1/2 3/4",
        "mấy",
        "",
        "12/12/2025",
        "5.1",
    ],
)
def test_what_says_anything_else_is_no_amount_alone(text: str) -> None:
    assert amount_alone(text) is None


def test_the_same_amount_may_be_typed_with_other_spaces() -> None:
    found = amount_alone("nhầm, 46 / 47")
    assert found is not None
    assert found.is_same("46/47")
    assert not found.is_same("45/47")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("sửa tiêm chủng 46/47", "tiêm chủng 46/47"),
        ("Đính chính lại: ks 9/9", "ks 9/9"),
        ("correct ks 9/9", "ks 9/9"),
    ],
)
def test_the_word_that_corrects_is_left_out(text: str, rest: str) -> None:
    assert corrects(text)
    assert without_the_word(text).strip() == rest


@pytest.mark.parametrize("text", ["chua tiem 1/47", "chưa có", "sữa 12/12"])
def test_other_words_do_not_correct(text: str) -> None:
    assert not corrects(text)


@pytest.mark.parametrize(
    "text",
    [
        "hồi nãy em báo chích ngừa 20/22, đúng ra là 21/22",
        "hom qua em gui ks 9/10, dem lai la 10/10",
        "nhầm, tai nạn 4",
        "Nhầm rồi: khai sinh 9/10",
    ],
)
def test_what_was_sent_is_corrected_in_many_words(text: str) -> None:
    assert corrects(text)


@pytest.mark.parametrize(
    "text", ["nhầm, 46/47", "hôm qua em gửi khai sinh 12/12", "hồi nãy em báo khai sinh rồi", "nhầm lẫn gì đâu"]
)
def test_what_corrects_nothing_or_an_amount_alone(text: str) -> None:
    assert not corrects(text)
