"""Messages near one another that say different things: what is a figure, whose, of when, and what is asked about."""

import datetime as dt
from collections.abc import Sequence

import pytest

from knowledge.figures.model import FigureReading
from knowledge.figures.villages import Villages
from knowledge.library import Library
from tests.knowledge.reading_figures import TODAY, check, kinds, read, shown


def told(reading: FigureReading) -> list[str]:
    """The figures with their villages and periods: "14.1 12/12 Khu phố 3 2025-09"; "-" is none of them."""
    named = zip(shown(reading), reading.figures, strict=True)
    return [f"{figure} {f.village or '-'} {f.period or '-'}" for figure, f in named]


@pytest.mark.parametrize(
    ("text", "figures", "problems"),
    [
        # How many: digits as words, and the total
        ("tai nạn năm cháu đều nhẹ", ["11.1 5"], []),
        ("khai sinh 3 tr", [], ["missing_denominator"]),
        ("khai sinh 2tr3", [], ["missing_denominator", "unknown_indicator"]),
        ("khuyết tật đi học 2 tr bé 5", [], ["missing_denominator", "unknown_indicator"]),
        ("tiêm chủng 30 cháu tiêm đủ trên 31", ["5.1 30/31"], []),
        ("nhẹ cân 4 đứa sống trên 12 ghe", [], ["missing_denominator", "unknown_indicator"]),
        ("tai nạn 5 ca tính trên 1000 trẻ", ["11.1 5"], []),
        ("tai nạn 5/1.2 nghìn trẻ", [], ["not_a_number"]),
        ("nhẹ cân 0/8", ["4.1 0/8"], []),
        ("thấp còi 3 đến 5 cháu", [], ["missing_denominator", "unknown_indicator"]),
        ("tiêm chủng mũi 1 45/47", ["5.1 45/47"], []),
        ("mẫu giáo ra lớp 18/19", ["16.1 18/19"], []),
        ("khai sinh 3 phần", [], ["missing_denominator"]),
        ("khai sinh 2O", [], ["not_a_number"]),
        ("khai sinh ước tính 12/12", [], ["not_a_number"]),
        ("khai sinh 0/0, tỷ lệ 0%", ["14.1 0/0"], ["unknown_indicator"]),
        ("khai sinh 0/0 (0%)", ["14.1 0/0"], []),
        ("kp5 30/12", [], ["unknown_indicator"]),
        # What comes on top, is doubted, or was wrong
        ("khai sinh 12/12, tai nạn 1 ca nữa", ["14.1 12/12"], ["increment"]),
        ("ks 12/12 lộn", [], ["unsure"]),
        ("ks 12/12 đúng không?", [], ["unsure"]),
        ("mức khai sinh 95%", [], ["unsure"]),
        ("khai sinh 12/12, khai sinh 95%", [], ["said_twice"] * 2),
        ("tai nạn 2, tai nạn 3", [], ["said_twice"] * 2),
        ("khai sinh 11/12 thành béo phì 4/40", ["14.1 11/12", "4.3 4/40"], []),
        ("khai sinh 11/20\nthành 12/20", ["14.1 11/20"], ["unknown_indicator"]),
        ("khai sinh 11/12 đúng 12/12", ["14.1 12/12"], []),
        # None of it
        ("xâm hại chưa bị cháu nào", [], ["no_figure"]),
        ("tai nạn chưa em nha", [], ["no_figure"]),
        ("tai nạn không phát", [], ["no_figure"]),
        ("tảo hôn làm gì có, khai sinh 12/12", ["13.1 0", "14.1 12/12"], []),
        ("tảo hôn và xâm hại không có", [], ["ambiguous_indicator"]),
        ("tảo hôn và lao động trẻ em, xâm hại đều không có", ["13.1 0", "10.1 0", "9.1 0"], []),
        ("tảo hôn\nxâm hại đều không có", ["9.1 0"], []),
        ("tai nạn 2, tảo hôn, xâm hại đều không có", ["11.1 2", "13.1 0", "9.1 0"], []),
        ("không có tai nạn, tảo hôn nào", ["11.1 0", "13.1 0"], []),
        ("xâm hại không?\nEm cảm ơn", [], ["no_figure"]),
        ("no child labour in block 3", [], ["no_figure"]),
        ("mai em báo sau, khai sinh 12/12", ["14.1 12/12"], []),
        ("không có tai nạn, khai sinh mai em báo sau", ["11.1 0"], []),
        # Those who were left out
        ("tai nan 2 dua no bi te xe", ["11.1 2"], []),
        ("khai sinh 12/12 k", ["14.1 12/12"], []),
        ("khai sinh 10/12 thiếu hai cháu", ["14.1 10/12"], []),
        ("khai sinh 10/12 không thiếu", ["14.1 10/12"], []),
        ("tất cả 21 cháu đều chưa đi mẫu giáo", [], ["missing_denominator"]),
        ("5 tuổi có 32 cháu đi mẫu giáo, 1 cháu bệnh chưa đi", [], ["missing_denominator"]),
        # Of what: an indicator and words beside it, a heading, births, another measure
        ("trẻ HCĐB 9/240, 9/9", [], ["ambiguous_indicator", "unknown_indicator"]),
        ("bỏ học cấp 2 1/143; tốt nghiệp 39/40", ["18.2 1/143"], ["unknown_indicator"]),
        ("khai sinh, ct16 20/21", ["16.1 20/21"], []),
        ("chỉ tiêu 14, thấp còi 7/92", ["4.2 7/92"], []),
        ("chích ngừa chó 30/42, kp4 20/21", [], ["unknown_indicator"] * 2),
        ("2 cháu mới sinh, khai sinh", [], ["ambiguous_indicator"]),
        ("có 2 cháu mới sinh, 5/9", [], ["ambiguous_indicator", "unknown_indicator"]),
        ("sơ sinh: 1, khai sinh 12/12", ["14.1 12/12"], ["ambiguous_indicator"]),
        ("có …/… cháu", [], ["no_figure"]),
        ("1 cháu đuối nước té sông", ["11.2 1"], []),
        ("tai nạn đuối nước 1/230", [], ["ambiguous_indicator"]),
        ("đuối nước 2 ca, không tử vong sơ sinh", ["3.1 0"], ["ambiguous_indicator"]),
        ("đuối nước 2 ca\nkhông tử vong", ["11.2 2"], ["ambiguous_indicator"]),
        # Mothers, and the children whom they passed it on to
        ("bà mẹ có HIV: 3", [], ["not_a_number"]),
        ("24 bà mẹ HIV sinh con", [], ["not_a_number"]),
        ("24 mẹ nhiễm HIV, tai nạn 1", ["11.1 1"], ["not_a_number"]),
        ("24 mẹ nhiễm HIV, 1 cháu bị tai nạn", ["11.1 1"], ["not_a_number"]),
        ("có 24 mẹ nhiễm HIV, không có ai", [], ["not_a_number"]),
        ("số mẹ nhiễm HIV có con bị nhiễm 1", ["6.1 1"], []),
        # A total and what is counted of it
        ("15 đứa nhỏ\nthì cả 15 đứa", [], ["unknown_indicator"] * 2),
        ("nhẹ cân 84, ct14 3/84", ["14.1 3/84"], ["missing_denominator"]),
        ("84 trẻ, ct4.1 4", [], ["missing_denominator"]),
        ("tiêm chủng được 33 cháu\nsổ ghi 34 cháu", [], ["missing_denominator", "unknown_indicator"]),
        ("tiêm chủng có 40 cháu\nđã tiêm 38 cháu", [], ["missing_denominator"] * 2),
        ("tiêm chủng 30, đã tiêm 32", [], ["missing_denominator"] * 2),
        ("béo phì 2, được 40 em, tổng số 42", [], ["missing_denominator", "unknown_indicator"]),
        ("20 trẻ 5 tuổi\n19 trẻ đi mẫu giáo", [], ["unknown_indicator", "missing_denominator"]),
        ("lợn gà 150, mẫu giáo 20", [], ["unknown_indicator", "missing_denominator"]),
        ("có 5 cháu mới sinh, 1 cháu chết đuối", ["11.2 1"], []),
        ("26 bé chào đời, 1 bé mất", [], ["ambiguous_indicator"]),
        ("khai sinh 12 14 hộ", [], ["missing_denominator", "unknown_indicator"]),
        ("khai sinh 12\ncòn 2 cháu chưa", [], ["missing_denominator", "unknown_indicator"]),
        ("tai nạn 2\ntử vong 0", ["11.1 2"], ["ambiguous_indicator"]),
        (
            "khai sinh 20 đứa, còn 1 đứa chưa, tổng 21 đứa và chỉ tiêu 30 12/14",
            ["14.1 20/21"],
            ["unknown_indicator"],
        ),
        # Kinds of injuries
        ("té xuống kênh lúc chiều 5 em", [], ["unknown_indicator"]),
        ("kp4 có 2 bé bị bỏng, 1 bé té cây", [], ["part"]),
        ("tai nạn 3 ca: bỏng 1,\nngã 2", ["11.1 3"], ["part"]),
        ("tai nạn: bỏng 1,\nngã 2", [], ["part"] * 2),
        ("bỏng 1, ngã 1, kp7 bỏng 2", [], ["part"] * 2),
        ("té 3 đứa quý 2, quý 3 té 1 đứa, bỏng 2", [], ["part"] * 2),
        ("tai nạn 1: bỏng 1, đuối nước 1", ["11.1 1"], ["part", "ambiguous_indicator"]),
        # Times of day and tables
        ("tiêm chủng 20:21\nhọp lúc 9h sáng", ["5.1 20/21"], []),
        ("tiêm chủng 12:10", [], ["no_figure"]),
        ("Nội dung | Số trẻ đạt | Tổng số\n5 tuổi đi mẫu giáo | 24 | 25", ["16.1 24/25"], []),
        # Places
        ("khai sinh 12/12 tỉnh Bình Phước", ["14.1 12/12"], []),
        ("khai sinh 12/12 Nguyễn Hải Dương gửi", ["14.1 12/12"], []),
        ("khai sinh 12/12\nHồng Phong khai sinh 12/12", [], ["other_place"] * 2),
    ],
)
def test_what_is_a_figure(library: Library, text: str, figures: Sequence[str], problems: Sequence[str]) -> None:
    check(library, text, figures, problems)


@pytest.mark.parametrize(
    ("text", "figures", "problems"),
    [
        ("bên phải kp5 khai sinh 12/12", ["14.1 12/12 Khu phố 5 -"], []),
        ("trừ kp4, khai sinh 12/12, kp9 tiêm chủng 17/18", ["5.1 17/18 Khu phố 9 -"], ["several_villages"]),
        ("trừ ra kp4, khai sinh 12/12", [], ["several_villages"]),
        ("kể cả kp2 khai sinh 12/12", ["14.1 12/12 Khu phố 2 -"], []),
        ("cả kp5 khai sinh 12/12", ["14.1 12/12 Khu phố 5 -"], []),
        ("kp 1, 2 không có tai nạn", [], ["several_villages"]),
        ("kp 1, 2,", [], ["unknown_indicator"]),
        (
            "kp 5 và 1,2 lần lượt khai sinh 3/3, 4/4, 5/5",
            ["14.1 3/3 Khu phố 5 -", "14.1 4/4 Khu phố 1 -", "14.1 5/5 Khu phố 2 -"],
            [],
        ),
        ("kp1, kp2 khai sinh 12/12. kp7 13/13", ["14.1 13/13 Khu phố 7 -"], ["several_villages"]),
        (
            "kp1, kp2 khai sinh 12/12, ghi chú, 13/13",
            ["14.1 12/12 Khu phố 1 -", "14.1 13/13 Khu phố 2 -"],
            [],
        ),
        ("khai sinh 12/13 nhầm kp5 13/13", ["14.1 13/13 Khu phố 5 -"], []),
        (
            "kp5 khai sinh 12/13, nhầm, kp3 13/13",
            ["14.1 12/13 Khu phố 5 -", "14.1 13/13 Khu phố 3 -"],
            [],
        ),
        ("khai sinh 9/10 (kp4 1 cháu)", ["14.1 9/10 Khu phố 3 -"], ["missing_denominator"]),
        ("khai sinh 9/10 (tháng 9 1 cháu)", ["14.1 9/10 Khu phố 3 -"], ["missing_denominator"]),
        ("tiêm chủng 45/47, kp4 thiếu 2", ["5.1 45/47 Khu phố 3 -"], ["unknown_indicator"]),
        ("Vĩnh Bảo kp3 khai sinh 12/12", ["14.1 12/12 Khu phố 3 -"], []),
        ("Khu phố Ba khai sinh 12/12", ["14.1 12/12 Khu phố 3 -"], []),
        ("thôn Mới khai sinh 12/12", [], ["unknown_village"]),
        ("khai sinh 12/12, ban na khai sinh 3/3", ["14.1 12/12 Khu phố 3 -"], ["unknown_village"]),
        ("10 khu phố phù hợp trẻ em 10/13", ["1.1 10/13 - -"], []),
        (
            "kp4 khai sinh 12/12, toàn xã tiêm chủng 450/470, thấp còi 9/99",
            ["14.1 12/12 Khu phố 4 -", "5.1 450/470 - -", "4.2 9/99 - -"],
            [],
        ),
        ("toàn xã tiêm chủng 45/47, thấp còi 9/99, kp4", ["5.1 45/47 Khu phố 4 -", "4.2 9/99 Khu phố 4 -"], []),
        ("khai sinh kp1 từ 5/9 kp2 12/12", ["14.1 5/9 Khu phố 1 -", "14.1 12/12 Khu phố 2 -"], []),
    ],
)
def test_whose_a_figure_is(library: Library, text: str, figures: Sequence[str], problems: Sequence[str]) -> None:
    reading = read(library, text)
    assert (told(reading), kinds(reading)) == ([*figures], [*problems])


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Đoài 12/12 khai sinh", "14.1 12/12 Thôn Đoài -"),
        ("trung gửi khai sinh 12/12", "14.1 12/12 - -"),
        ("village 3 khai sinh 12/12", "14.1 12/12 Thôn 3 -"),
    ],
)
def test_villages_that_have_names(library: Library, text: str, figure: str) -> None:
    villages = Villages.of(["Thôn Tân Lập", "Thôn Đoài", "Thôn Trung", "Thôn 3"])
    assert told(library.figures.read(text, villages=villages, own=None, today=TODAY)) == [figure]


@pytest.mark.parametrize(
    ("said", "period"),
    [
        ("1/7 đến hết ngày 30/9 khai sinh 12/12", "2025-Q3"),
        ("1/7 đến 30/9\nkhai sinh 12/12", "2025-Q3"),
        ("khai sinh 12/12, 1/7 đến 30/9", "2025-Q3"),
        ("từ 1/7/2024 đến 30/9 khai sinh 12/12", "2024-Q3"),
        ("từ đầu năm đến hết tháng 1 khai sinh 12/12", "2025-01"),
        ("từ đầu năm đến hè khai sinh 12/12", "-"),
        ("đầu năm học này khai sinh 12/12", "-"),
        ("từ tháng 10 đến nay khai sinh 12/12", "2025-10"),
        ("từ tháng 1 đến nay khai sinh 12/12", "2025"),
        ("đầu tháng 9 đến nay khai sinh 12/12", "2025-09"),
        ("thang tu thang 7 den thang 9 khai sinh 12/12", "2025-Q3"),
        ("khai sinh 12/12 quý năm nay", "2025"),
        ("6 tháng cuối năm khai sinh 12/12", "2025-H2"),
        ("3 tháng cuối năm khai sinh 12/12", "2025-Q4"),
        ("họp 22h-2h khai sinh 12/12", "-"),
        ("tháng vừa xong khai sinh 12/12", "-"),
        ("tuần trước khai sinh 12/12", "2025-10"),
        ("tháng 9 của năm 2024 khai sinh 12/12", "2024-09"),
        ("phải tháng 9 khai sinh 12/12", "2025-09"),
        ("tháng 9\ntháng 10 khai sinh 12/12", "2025-10"),
        ("em gửi tháng 9, khai sinh t10 12/12", "2025-10"),
        ("khai sinh 2024, năm 2024 khai sinh 12/12", "2024"),
    ],
)
def test_of_when_a_figure_is(library: Library, said: str, period: str) -> None:
    assert told(read(library, said)) == [f"14.1 12/12 Khu phố 3 {period}"]


@pytest.mark.parametrize(
    "said",
    [
        "1/12 đến 31/1/2026 khai sinh 12/12",
        "từ 1/7 đến 15/9 khai sinh 12/12",
        "từ đầu năm đến 15/3 khai sinh 12/12",
        "từ tháng 22 đến nay khai sinh 12/12",
        "từ tháng 9 đến nay khai sinh 12/12",
        "năm 1999 khai sinh 12/12",
        "t10, t11 khai sinh 12/12",
    ],
)
def test_periods_that_no_figure_is_kept_by(library: Library, said: str) -> None:
    check(library, said, [], ["unclear_period"])


@pytest.mark.parametrize(
    ("text", "figures", "problems"),
    [
        ("khai sinh 5/9 đến nay", ["14.1 5/9 Khu phố 3 -"], []),
        ("khai sinh 5/9 đến tháng 10", ["14.1 5/9 Khu phố 3 2025-10"], []),
        (
            "khai sinh 12/12, tiêm chủng 5/9 đến ngày 30/9",
            ["14.1 12/12 Khu phố 3 2025-09", "5.1 5/9 Khu phố 3 2025-09"],
            [],
        ),
        (
            "tiêm chủng 5/9 đến ngày 30/9, khai sinh 12/12",
            ["5.1 5/9 Khu phố 3 2025-09", "14.1 12/12 Khu phố 3 2025-09"],
            [],
        ),
        ("tiêm chủng 45/47 1/7 đến 30/9", ["5.1 45/47 Khu phố 3 2025-Q3"], []),
        ("từ 1/7 đến rằm 9 cháu tai nạn", ["11.1 9 Khu phố 3 -"], ["unknown_indicator"]),
        ("khai sinh 12/12 từ 1/7 đến tháng", [], ["not_a_number"] * 2),
        ("từ 1/7 đến tháng 13 khai sinh 12/12", [], ["unclear_period"] * 2),
        ("từ 1/1 tới", [], ["unknown_indicator"]),
        ("từ đầu năm đến", [], ["no_figure"]),
        ("thang tu 9 chau tai nan", ["11.1 9 Khu phố 3 -"], []),
        ("năm 2,5% tai nạn", ["11.1 2.5 Khu phố 3 -"], []),
        ("q5 khai sinh 12/12", [], ["missing_denominator", "unknown_indicator"]),
        ("khai sinh T12/13", [], ["missing_denominator"]),
        ("31/2/2025 khai sinh 12/12", [], ["missing_denominator", "unknown_indicator"]),
    ],
)
def test_days_and_shares(library: Library, text: str, figures: Sequence[str], problems: Sequence[str]) -> None:
    reading = read(library, text)
    assert (told(reading), kinds(reading)) == ([*figures], [*problems])


@pytest.mark.parametrize(
    ("text", "period"), [("khai sinh đến 9/9 là 12/12", "2025-09"), ("H2 khai sinh 12/12", "2025-H2")]
)
def test_last_years_period_early_in_the_year(library: Library, text: str, period: str) -> None:
    assert told(read(library, text, dt.date(2026, 2, 5))) == [f"14.1 12/12 Khu phố 3 {period}"]


def test_last_week_may_lie_in_two_months(library: Library) -> None:
    assert kinds(read(library, "tuần trước khai sinh 12/12", dt.date(2025, 10, 6))) == ["unclear_period"]


def test_a_year_that_is_said_is_no_slip(library: Library) -> None:
    text = "tháng 11/2024 khai sinh 12/12, tháng 12 tiêm chủng 45/47"
    assert read(library, text).supposed == frozenset()


@pytest.mark.parametrize(
    ("text", "question"),
    [("khai sinh 12/12. Được không?", None), ("khai sinh 12/12. Hạn là ngày nào?", "Hạn là ngày nào?")],
)
def test_what_is_asked_beside_a_figure(library: Library, text: str, question: str | None) -> None:
    reading = read(library, text)
    assert (shown(reading), reading.question) == (["14.1 12/12"], question)


def test_a_row_without_a_number_is_named_back(library: Library) -> None:
    reading = read(library, "STT\tNội dung\tKết quả\n1\tKhai sinh\t19/20\n2\tMẫu giáo\t\n3\tBéo phì\t5/111")
    assert shown(reading) == ["14.1 19/20", "4.3 5/111"]
    assert any("Mẫu giáo" in said for said in reading.unread)


@pytest.mark.parametrize(("text", "bare"), [("tiêm chủng:", True), ("tiêm chủng em gửi", False)])
def test_a_measure_alone_is_bare(library: Library, text: str, bare: bool) -> None:
    assert library.figures.mention(text, villages=Villages.of(["Khu phố 3"]), today=TODAY).bare is bare


@pytest.mark.parametrize(("text", "numbers"), [("tai nạn 2, tai nạn 3", [2, 3]), ("ks 90%, ks 95%", [90, 95])])
def test_what_is_said_twice_can_be_chosen_from(library: Library, text: str, numbers: list[int]) -> None:
    problems = read(library, text).problems
    assert [(problem.kind, problem.numerator) for problem in problems] == [("said_twice", n) for n in numbers]
    assert {problem.percent for problem in problems} == {"%" in text}


def test_letters_meant_for_digits_are_offered_where_they_can_be_counts(library: Library) -> None:
    offered = [read(library, text).problems[0].numerator for text in ("khai sinh 1O/2O", "khai sinh 2O/1O")]
    assert offered == [10, None]
