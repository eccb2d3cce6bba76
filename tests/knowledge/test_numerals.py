from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import vietnamese
from knowledge.numerals import read_numeral

DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def in_words(number: int) -> str:
    """Say 10 to 99 as a Vietnamese speaker does."""
    tens, ones = divmod(number, 10)
    first = "mười" if tens == 1 else f"{DIGITS[tens]} mươi"
    last = {0: "", 1: "một" if tens == 1 else "mốt", 5: "lăm", 4: "bốn" if tens == 1 else "tư"}.get(ones, DIGITS[ones])
    return f"{first} {last}".strip()


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("mười bảy", 17),
        ("mười lăm", 15),
        ("hai mươi", 20),
        ("hai mươi mốt", 21),
        ("hai mươi tư", 24),
        ("hai mươi lăm", 25),
        ("hai lăm", 25),
        ("hai nhăm", 25),
        ("ba chục", 30),
        ("hai trăm", 200),
        ("ba trăm linh năm", 305),
        ("hai nghìn không trăm hai mươi lăm", 2025),
        ("hai nghìn không trăm ba mươi", 2030),
        ("hai ngàn không trăm hai lăm", 2025),
        ("hai nghìn hai lăm", 2025),
        ("hai nghìn ba mươi", 2030),
        ("hai không hai lăm", 2025),
        ("hai không ba không", 2030),
        ("hai không hai mươi lăm", 2025),
        ("hai khong hai lam", 2025),
        ("hai nghin ba muoi", 2030),
        ("twenty five", 25),
        ("twenty thirty", 2030),
        ("twenty twenty five", 2025),
        ("two thousand and thirty", 2030),
        ("two thousand thirty", 2030),
        ("ninety nine", 99),
    ],
)
def test_a_number_said_is_read(said: str, value: int) -> None:
    words = said.split()
    assert read_numeral([*words, "thì", "sao"]) == (value, len(words))


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("năm", id="one-word-is-left-to-the-context"),
        pytest.param("năm chỉ tiêu", id="năm-is-a-year-or-five"),
        pytest.param("hai làm gì", id="làm-is-to-do"),
        pytest.param("hai lâm trường", id="lâm-is-no-lăm"),
        pytest.param("sau một năm", id="sau-is-after"),
        pytest.param("mười", id="ten-alone"),
        pytest.param("", id="nothing"),
        pytest.param("tiêm chủng", id="no-number"),
        pytest.param("twenty", id="twenty-alone"),
    ],
)
def test_no_number_begins_here(words: str) -> None:
    assert read_numeral(words.split()) == (0, 0)


@given(st.integers(10, 99).filter(lambda n: n != 10))
def test_every_number_below_a_hundred_is_read_with_and_without_marks(number: int) -> None:
    said = in_words(number)
    assert read_numeral(said.split()) == (number, len(said.split()))
    assert read_numeral([vietnamese.fold(w) for w in said.split()])[0] == number


@given(st.integers(10, 99))
def test_every_year_of_the_century_is_read(number: int) -> None:
    assert read_numeral(f"hai nghìn không trăm {in_words(number)}".split())[0] == 2000 + number


@given(
    st.lists(st.sampled_from([*DIGITS, "mười", "mươi", "lăm", "trăm", "nghìn", "linh", "lam", "nam", "twenty", "and"]))
)
def test_any_pile_of_number_words_is_read_or_left(words: list[str]) -> None:
    value, used = read_numeral(words)
    assert 0 <= used <= len(words)
    assert used != 1
    assert value >= 0
