from __future__ import annotations

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.tokens import Token, parse_number, tokenize
from knowledge.vietnamese import repair


def tokens(text: str) -> tuple[Token, ...]:
    return tokenize(repair(text))


def texts(text: str) -> list[str]:
    return [t.text for t in tokens(text)]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2025", "2025"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("0,125", "0.125"),
        ("1.200", "1200"),
        ("100.000", "100000"),
        ("1.234.567", "1234567"),
        ("1.200,5", "1200.5"),
        ("99.55", "99.55"),
        ("05", "5"),
        ("1,2,3", "123"),
    ],
)
def test_parse_number(raw: str, value: str) -> None:
    assert parse_number(raw) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("đạt 76,9% năm 2025", ["76.9", "2025"], id="share-and-year"),
        pytest.param("550/100.000 trẻ", ["550", "100000"], id="a-rate"),
        pytest.param("ct9", ["9"], id="glued"),
        pytest.param("kp3", ["3"], id="glued-village"),
        pytest.param("nam2025", ["2025"], id="glued-year"),
        pytest.param("CT-9", ["9"], id="hyphen"),
        pytest.param("2k25", ["2025"], id="short-year"),
        pytest.param("2K30", ["2030"], id="short-year-in-capitals"),
        pytest.param("2021-2025", ["2021", "2025"], id="range"),
        pytest.param("chỉ tiêu 3.2", ["3.2"], id="a-part"),
        pytest.param("hai nghìn không trăm ba mươi", ["2030"], id="number-words"),
        pytest.param("chỉ tiêu mười bốn", ["14"], id="indicator-in-words"),
        pytest.param("99.500 %", ["99500"], id="grouping"),
        pytest.param("45/47", ["45", "47"], id="no-date"),
        pytest.param("1/6%", ["1", "6"], id="a-fraction-with-unit"),
    ],
)
def test_numbers(text: str, values: list[str]) -> None:
    assert [t.value for t in tokens(text) if t.kind == "number"] == [Decimal(v) for v in values]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        pytest.param("trước ngày 05/11", (5, 11, None), id="day-and-month"),
        pytest.param("10/5/2025", (10, 5, 2025), id="with-year"),
        pytest.param("10-5-2025", (10, 5, 2025), id="hyphens"),
        pytest.param("10.5.2025", (10, 5, 2025), id="points"),
        pytest.param("10/5/25", (10, 5, 2025), id="two-digit-year"),
        pytest.param("2025-05-10", (10, 5, 2025), id="iso"),
        pytest.param("5 tháng 11 năm 2025", (5, 11, 2025), id="in-vietnamese"),
        pytest.param("5 thang 11", (5, 11, None), id="without-marks"),
        pytest.param("5 November 2025", (5, 11, 2025), id="in-english"),
        pytest.param("November 5, 2025", (5, 11, 2025), id="month-first-in-words"),
        pytest.param("5 Nov", (5, 11, None), id="short-month"),
        pytest.param("1/6", (1, 6, None), id="childrens-day"),
    ],
)
def test_dates_are_day_before_month(text: str, date: tuple[int, int, int | None]) -> None:
    assert [t.date for t in tokens(text) if t.kind == "date"] == [date]


@pytest.mark.parametrize(
    "text", ["11/25", "31/2/2025", "32/1", "5/13", "0/4", "có ngày chính xác", "mấy tháng", "may 5 em"]
)
def test_what_is_no_day_is_no_date(text: str) -> None:
    assert not [t for t in tokens(text) if t.kind == "date"]


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("Quyết định 23/QĐ-TTg", "23/qđ-ttg"),
        ("kế hoạch số 91/KH-UBND ngày 11/5/2023", "91/kh-ubnd"),
        ("240-KH/TU", "240-kh/tu"),
        ("nghị quyết 121/2020/QH14", "121/2020/qh14"),
        ("26/2021/NQ-HĐND", "26/2021/nq-hđnd"),
        ("55a/QĐ-TTg", "55a/qđ-ttg"),
        ("55a/2013/QĐ-TTg", "55a/2013/qđ-ttg"),
        ("Thông tư 16/2025/TT-BYT", "16/2025/tt-byt"),
    ],
)
def test_document_numbers_stay_whole(text: str, document: str) -> None:
    found = tokens(text)
    assert [t.text for t in found if t.kind == "document"] == [document]
    assert not [t for t in found if t.kind == "number"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("Tân Khai, Đồng Tháp?", ["tân", "khai", ",", "đồng", "tháp", "?"], id="separators"),
        pytest.param("béo phì < 5%", ["béo", "phì", "dưới", "5", "%"], id="less-than"),
        pytest.param("tử vong ≥ 9‰", ["tử", "vong", "trên", "9", "‰"], id="at-least"),
        pytest.param("18,8%o", ["18,8", "‰"], id="typed-per-mille"),
        pytest.param("giáo dục & đào tạo", ["giáo", "dục", "và", "đào", "tạo"], id="ampersand"),
        pytest.param("<b>tiêm</b> chủng", ["tiêm", "chủng"], id="tags-are-dropped"),
        pytest.param("tiêm 🙏🙏 chủng", ["tiêm", "chủng"], id="emoji-are-dropped"),
        pytest.param("#tremvn_2025", ["tremvn", "2025"], id="hashtag"),
        pytest.param("", [], id="empty"),
        pytest.param(
            "… -",
            [
                ".",
            ],
            id="only-signs",
        ),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert texts(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("tieem chungr tân khai", ["tiêm", "chủng", "tân", "khai"], id="telex"),
        pytest.param("tie6m chu3ng", ["tiêm", "chủng"], id="vni"),
        pytest.param("ddoongf thaps 2025", ["đồng", "tháp", "2025"], id="telex-beside-a-year"),
        pytest.param("has his max box", ["has", "his", "max", "box"], id="english-is-no-telex"),
        pytest.param("ai phụ trách quy1", ["ai", "phụ", "trách", "quy", "1"], id="quarter-one-is-no-vni"),
        pytest.param("hcddb", ["hcđb"], id="stroke-in-an-abbreviation"),
    ],
)
def test_residue_of_input_methods(text: str, words: list[str]) -> None:
    assert [t.text for t in tokenize(repair(text), {"has", "his", "max", "box"})] == words


@pytest.mark.parametrize(
    ("text", "alternative"),
    [
        ("năm", "5"),
        ("ba", "3"),
        ("bốn", "4"),
        ("bỏn", None),
        ("mô", "nao"),
        ("răng", "sao"),
        ("chín", "9"),
        ("nằm", None),
    ],
)
def test_a_word_that_may_be_read_otherwise_keeps_both(text: str, alternative: str | None) -> None:
    (token,) = tokens(text)
    assert token.alternative == alternative


def test_capitals_and_acronyms_are_remembered() -> None:
    found = {t.text: t for t in tokens("Hạn của Tân Khai và UBND")}
    assert found["tân"].capital
    assert found["ubnd"].acronym
    assert not found["hạn"].capital


def test_a_message_in_capitals_has_no_acronyms() -> None:
    assert not [t for t in tokens("TÂN KHAI TIÊM CHỦNG 2025") if t.acronym or t.capital]


def test_a_pasted_page_is_read_to_its_end() -> None:
    assert len(tokens("tiêm " * 800)) == 800


@given(st.text(max_size=200))
def test_any_text_is_cut_into_tokens_that_know_their_place(text: str) -> None:
    repaired = repair(text)
    found = tokenize(repaired)
    assert all(0 <= t.start < t.end <= len(repaired) for t in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("chín mươi tám phẩy năm phần trăm", "98.5"),
        ("98 phẩy 5", "98.5"),
        ("không phẩy một hai", "0.12"),
        ("không phẩy không năm", "0.05"),
        ("tám phẩy hai mươi lăm", "8.25"),
        ("ninety-eight point five percent", "98.5"),
        ("zero point one two", "0.12"),
        ("trăm phần trăm", "100"),
    ],
)
def test_decimals_are_read_as_they_are_spoken(said: str, value: str) -> None:
    assert [t.value for t in tokens(said) if t.kind == "number"] == [Decimal(value)]


def test_the_year_behind_a_spoken_decimal_is_none_of_its_digits() -> None:
    numbers = [t.value for t in tokens("mười hai phẩy năm năm 2025") if t.kind == "number"]
    assert numbers == [Decimal("12.5"), Decimal(2025)]
    assert texts("hai trăm phần trăm")[-2:] == ["phần", "trăm"]
    assert not any(t.kind == "number" for t in tokens("dấu phẩy ở đâu"))


@pytest.mark.parametrize("said", ["ct. 9", "CT. 9", "kp. 9", "T. 9", "indicator no. 9", "Ind. 9"])
def test_the_point_of_a_short_form_parts_it_from_no_number(said: str) -> None:
    assert [t.kind for t in tokens(said)][-2:] == ["word", "number"]
    assert [t.kind for t in tokens("khai sinh đủ. 9 cháu")].count("separator") == 1
