"""Figures as village people tell them: remarks, totals behind, corrections, and many words for one thing."""

import pytest

from knowledge.library import Library
from tests.knowledge.reading_figures import check, kinds, read, shown


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("tiêm chủng: kp1 41/43 (2 bé về quê), kp2 19/19", ["5.1 41/43", "5.1 19/19"]),
        ("khai sinh 9/10 (còn 1 cháu chưa có giấy chứng sinh), mẫu giáo 14/14", ["14.1 9/10", "16.1 14/14"]),
        ("tai nạn 3 (2 trai 1 gái)", ["11.1 3"]),
        ("bỏ học tiểu học 2/160 (1 em theo cha mẹ, 1 em bệnh)", ["17.2 2/160"]),
        ("tiêm chủng được 17/18 cháu, 1 cháu hẹn đợt sau", ["5.1 17/18"]),
        ("có 14 cháu 5 tuổi, ra lớp mẫu giáo 13 cháu, 1 cháu theo cha mẹ đi xa", ["16.1 13/14"]),
    ],
)
def test_a_remark_on_the_rest_is_no_figure(library: Library, text: str, figures: list[str]) -> None:
    check(library, text, figures)


@pytest.mark.parametrize(
    ("text", "figures", "kinds"),
    [
        ("tiêm chủng 45/47, 1 cháu bệnh", ["5.1 45/47"], ["unknown_indicator"]),  # of two that are missing
        ("tai nạn 3 (1 tử vong)", ["11.1 3", "11.2 1"], []),
        ("mẫu giáo 13/14 (1 khuyết tật)", ["16.1 13/14"], ["ambiguous_indicator"]),
    ],
)
def test_a_number_that_may_be_another_figure_is_no_remark(
    library: Library, text: str, figures: list[str], kinds: list[str]
) -> None:
    check(library, text, figures, kinds)


@pytest.mark.parametrize(
    ("text", "figures", "kinds"),
    [
        ("Trong 84 trẻ dưới 5 tuổi có 4 nhẹ cân, 6 thấp còi và 1 béo phì", ["4.1 4/84", "4.2 6/84", "4.3 1/84"], []),
        ("60 cháu dưới 5 tuổi: nhẹ cân 4, thấp còi 6", ["4.1 4/60", "4.2 6/60"], []),
        ("60 cháu dưới 5 tuổi: nhẹ cân 4, khai sinh 6", ["4.1 4/60"], ["missing_denominator"]),
        ("60 cháu dưới 5 tuổi: nhẹ cân 4\nthấp còi 6", ["4.1 4/60"], ["missing_denominator"]),
    ],
)
def test_a_total_is_shared_by_the_parts_of_one_indicator(
    library: Library, text: str, figures: list[str], kinds: list[str]
) -> None:
    check(library, text, figures, kinds)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("hồi nãy em báo chích ngừa 20/22, đúng ra là 21/22", ["5.1 21/22"]),
        ("hôm qua em báo mẫu giáo 19/21, nay thêm 1 bé ra lớp nên giờ là 20/21", ["16.1 20/21"]),
        ("tiêm chủng 29/31 là em đếm dư, rà lại là 29/30", ["5.1 29/30"]),
        ("khai sinh 12/12 đúng ra tiêm chủng 21/22", ["14.1 12/12", "5.1 21/22"]),
        ("chích ngừa 20/22 đúng rồi, khai sinh 12/12", ["5.1 20/22", "14.1 12/12"]),
    ],
)
def test_what_was_said_before_gives_way_to_what_is_right(library: Library, text: str, figures: list[str]) -> None:
    check(library, text, figures)


@pytest.mark.parametrize(
    ("text", "figures", "kinds"),
    [
        ("có 24 bà mẹ nhiễm HIV sinh con, 1 bé bị lây từ mẹ", ["6.1 1/24"], []),
        ("có 2 mẹ nhiễm HIV, không có cháu nào bị lây", ["6.1 0/2"], []),
        ("24 bà mẹ nhiễm HIV", [], ["not_a_number"]),
        ("24 bà mẹ nhiễm HIV sinh con", [], ["not_a_number"]),
        ("HIV từ mẹ 1", ["6.1 1"], []),
        ("lây truyền HIV từ mẹ sang con 0", ["6.1 0"], []),
    ],
)
def test_mothers_are_not_the_children_who_caught_it(
    library: Library, text: str, figures: list[str], kinds: list[str]
) -> None:
    check(library, text, figures, kinds)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("lao động trẻ em và tảo hôn đều không có", ["10.1 0", "13.1 0"]),
        ("chưa ghi nhận trẻ nào bị bạo hành, xâm hại; kết hôn sớm 0", ["9.1 0", "13.1 0"]),
        ("nỏ có đứa mô lấy chồng sớm", ["13.1 0"]),
        ("lớp lá 15/15, khai sanh 16/17", ["16.1 15/15", "14.1 16/17"]),
        ("tiêm phòng đủ 3 mũi 38/39", ["5.1 38/39"]),
        ("nhẹ ký có bốn đứa trên sáu mươi mốt đứa", ["4.1 4/61"]),
        ("mấy trường có nhà vệ sinh sạch sẽ hết, 2/2 nha chị", ["7.1 2/2"]),
    ],
)
def test_forms_that_people_use(library: Library, text: str, figures: list[str]) -> None:
    check(library, text, figures)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("H1 ks 24/25", "2025-H1"),
        ("ks 24/25 h2/2024", "2024-H2"),
        ("mấy trường có nhà vệ sinh hết 2/2", None),
        ("khai sinh 12/12 đến 30/9", "2025-09"),
        ("từ 1/7 đến 30/9 khai sinh 12/12", "2025-Q3"),
        ("thang vua roi nhe ky 3/91", "2025-09"),
        ("quý vừa qua ks 3/3", "2025-Q3"),
        ("khai sinh đến 9/9 là 12/12", "2025-09"),
        ("tính đến 5/9 khai sinh 12/12", "2025-09"),
        ("Tính đến 5/10, khai sinh 12/12", None),
        ("chot so 5/10 khai sinh 12/12", None),
        ("bao cao 5/10 khai sinh 12/12", None),
        ("khai sinh 12/12 (nộp trước 5/9)", None),
        ("khai sinh 12/12 nộp trước tháng 11", None),
        ("từ 1/7 đến hết ngày 30/9 khai sinh 12/12", "2025-Q3"),
        ("từ ngày 1/7/2025 đến ngày 30/9/2025 khai sinh 12/12", "2025-Q3"),
        ("tu ngay 1/7/2025 den het 30/9/2025 khai sinh 12/12", "2025-Q3"),
        ("khai sinh 12/12 (1/7/2025 - 30/9/2025)", "2025-Q3"),
        ("từ 1/1 đến hết 30/6 khai sinh 12/12", "2025-H1"),
        ("từ 1/9 đến hết tháng 9 khai sinh 12/12", "2025-09"),
        ("từ 1/10 đến nay khai sinh 12/12", "2025-10"),
        ("từ 1/1 tới nay khai sinh 12/12", "2025"),
        ("từ tháng 7 đến hết tháng 9 khai sinh 12/12", "2025-Q3"),
        ("từ đầu năm đến hết tháng 6 khai sinh 12/12", "2025-H1"),
        ("khai sinh từ 9/10 lên 10/10", None),
        ("khai sinh 5/9 đến ngày 30/9", "2025-09"),
        ("6 tháng cuối năm 2024 khai sinh 12/12", "2024-H2"),
        ("trẻ 6 tháng đầu năm tiêm chủng 12/12", "2025-H1"),
        ("khai sinh 12/12 trong 6 tháng", "2025-H1"),
        ("ct 14 tháng 8 12/12", "2025-08"),
        ("ct 7 tháng 8 2/2", "2025-08"),
        ("6 tháng năm 2024 khai sinh 12/12", "2024-H1"),
        ("tháng tư khai sinh 12/12", "2025-04"),
        ("vừa rồi ks 3/3", None),
    ],
)
def test_days_and_halves(library: Library, text: str, period: str | None) -> None:
    reading = read(library, text)
    assert [figure.period for figure in reading.figures] == [period]
    assert not reading.problems


@pytest.mark.parametrize(
    "text",
    [
        "khai sinh từ 5/9 đến nay 12/12",
        "khai sinh trước 5/9: 12/12",
        "khai sinh 12/12 từ 5/9",
        "sau 5/9 khai sinh 12/12",
        "từ ngày 15/9 tới ngày 14/10 khai sinh 12/12",
        "từ 1/9/2024 đến 30/9/2025 khai sinh 12/12",
        "từ tháng 7 đến nay khai sinh 12/12",
        "từ đầu năm đến 30/9 khai sinh 12/12",
        "trước tháng 9 khai sinh 12/12",
        "6 tháng sau khai sinh 12/12",
        "6 thang con lai khai sinh 12/12",
        "nửa năm còn lại khai sinh 12/12",
        "trong nửa năm sau khai sinh 12/12",
        "6 tháng trước khai sinh 12/12",
        "khai sinh 12/12 sau 6 tháng",
        "tiêm chủng từ 6 tháng 12/12",
        "9 tháng khai sinh 12/12",
        "khai sinh 12/12 trong 9 tháng",
        "3 tháng khai sinh 12/12",
        "tháng giêng khai sinh 12/12",
        "khai sinh 12/12 thang chap",
        "thang tu khai sinh 12/12",
    ],
)
def test_times_that_no_figure_is_kept_by_are_asked_about(library: Library, text: str) -> None:
    reading = read(library, text)
    assert (shown(reading), kinds(reading)) == ([], ["unclear_period"])


@pytest.mark.parametrize("text", ["5/9 khai sinh 12/12", "khai sinh (5/9) 12/12", "45/47 khai sinh 12/12"])
def test_neither_of_two_shares_around_one_name_is_stored(library: Library, text: str) -> None:
    check(library, text, [], ["not_a_number", "not_a_number"])


@pytest.mark.parametrize("age", ["từ 6 tháng", "trên 6 tháng", "duoi 6 thang", "từ đủ 9 tháng"])
def test_months_of_age_are_no_period(library: Library, age: str) -> None:
    check(library, f"trẻ {age} tiêm chủng 12/12", [], ["other_group"])
    check(library, "bé được 6 tháng tiêm chủng 12/12", [], ["other_group"])


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("bị ngược đãi 0, tảo hôn 0", ["9.1 0", "13.1 0"]),  # no "dài"
        ("nhẹ ký 4/59, dư ký 2/59", ["4.1 4/59", "4.3 2/59"]),  # no "kỳ"
        ("một cháu mất vì điện giật", ["11.2 1"]),
        ("trẻ từ 0 tới 8 tuổi được chăm lo toàn diện 140/152", ["2.1 140/152"]),
        ("con nít hoàn cảnh đặc biệt là 9 đứa trong tổng số 231 đứa", ["8.1 9/231"]),
        ("Chỉ tiêu 8.1, trẻ có hoàn cảnh đặc biệt: 4/236", ["8.1 4/236"]),
        ("không có cặp nào lấy vợ lấy chồng khi chưa đủ tuổi", ["13.1 0"]),
        ("TE HCĐB 3/188 trẻ toàn thôn, đã giúp đỡ 3/3 trẻ HCĐB", ["8.1 3/188", "8.2 3/3"]),
        ("1: khai sinh 12/12\n2: tiêm chủng 45/47", ["14.1 12/12", "5.1 45/47"]),
        ("mẫu giáo 18/21 nha mấy chị hội phụ nữ", ["16.1 18/21"]),
        ("giấy khai snh 6/6", ["14.1 6/6"]),
        ("có 6 trẻ hoàn cảnh đặc biệt, cả 6 trẻ đều được chăm sóc", ["8.2 6/6"]),
        ("nhẹ cân 4/66 (tăng 1 bé)", ["4.1 4/66"]),
        ("xâm hại không có, tảo hôn cũng không", ["9.1 0", "13.1 0"]),
        ("hôm nay 12/10 khai sinh 12/12", ["14.1 12/12"]),
        ("thu hai 20/10, khai sinh 12/14", ["14.1 12/14"]),
        ("kp3 khai sinh 12/14 thu 6 10/10", ["14.1 12/14"]),
        ("ks hôm qua 10/12", ["14.1 10/12"]),  # no day near today
        ("mấy em hoàn cảnh đặc biệt được nuôi nấng, giúp đỡ 8/9", ["8.2 8/9"]),
    ],
)
def test_what_a_number_is_of(library: Library, text: str, figures: list[str]) -> None:
    check(library, text, figures)


@pytest.mark.parametrize(
    ("text", "figures", "kinds"),
    [
        ("tiêm chủng 20:21", ["5.1 20/21"], []),
        ("mẫu giáo: 18:21; khai sinh: 12:12", ["16.1 18/21", "14.1 12/12"], []),
        ("tiêm chủng 14:30", [], ["not_a_number"]),
        ("mai tiêm chủng 14:31", [], ["no_figure"]),
        ("mai 13/10 em gui so khai sinh", [], ["no_figure"]),
        ("thu 2 13/10 em gui so khai sinh", [], ["no_figure"]),
        ("họp thôn 14:30 nhé", [], ["no_figure"]),
        ("20:15 khai sinh 12/13", ["14.1 12/13"], []),
        ("gửi lúc 20:15: khai sinh 12/13", ["14.1 12/13"], []),
    ],
)
def test_a_time_of_day_is_no_figure(library: Library, text: str, figures: list[str], kinds: list[str]) -> None:
    check(library, text, figures, kinds)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("giấy khai sinh âm 3/18", "negative"), ("kp1-3 khai sinh 30/31", "several_villages")],
)
def test_a_word_that_changes_all_is_not_passed_over(library: Library, text: str, kind: str) -> None:
    check(library, text, [], [kind])


def test_only_words_that_were_typed_are_named_as_not_understood(library: Library) -> None:
    assert read(library, "tổ trưởng báo khai sinh 12/12").unread == ()
    assert read(library, "trưởng báo khai sinh 12/12").unread == ("trưởng",)


@pytest.mark.parametrize(
    ("text", "figures", "kinds"),
    [
        ("chích rồi 31 đứa, sổ ghi 33 đứa chưa thôi nôi", ["5.1 31/33"], []),
        ("học xong lớp 5 có 41 đứa, sĩ số 42", ["17.1 41/42"], []),
        ("có 5 cháu bị thương do tai nạn, cả thôn 290 cháu", ["11.1 5/290"], []),
        ("có 5 cháu bị thương do tai nạn, cả khóm 290 cháu", ["11.1 5/290"], []),
        ("có 5 cháu bị thương do tai nạn, cả huyện có 290 cháu", ["11.1 5/290"], []),
        ("trong 260 đứa từ 5 tới 17 tuổi có 4 đứa phải đi làm thuê", ["10.1 4/260"], []),
        ("64 đứa dưới 5 tuổi thì 5 đứa thiếu cân", ["4.1 5/64"], []),
        ("31 đứa chích rồi trong 33 đứa", ["5.1 31/33"], []),
        ("khai sinh 20 đứa, còn 1 đứa chưa, tổng 21 đứa", ["14.1 20/21"], []),
        ("26 bé chào đời, 1 bé chưa đầy tháng thì mất", ["3.1 1/26"], []),
        ("chích ngừa rồi 34 đứa, sổ ghi tổng cộng 32 đứa", [], ["numerator_over_denominator"]),
        ("tai nạn 2 ca, trong đó 1 bỏng, 2 ngã", ["11.1 2"], ["part"]),
    ],
)
def test_whom_those_just_counted_are_of(library: Library, text: str, figures: list[str], kinds: list[str]) -> None:
    check(library, text, figures, kinds)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("tot nghiep trung hoc co so 16/17", ["18.1 16/17"]),
        ("trẻ khuyết tật đến trường 6/7", ["20.2 6/7"]),
        ("tử vong trẻ dưới 60 tháng 2 cháu", ["3.3 2"]),
        ("bị té 3 đứa quý 2, quý 3 bị té 1 đứa", ["11.1 3", "11.1 1"]),
        ("quý 2 có 3 cháu đẻ ra từ mẹ nhiễm HIV, 1 cháu bị lây từ mẹ", ["6.1 1/3"]),
        ("vô lớp lá 22/22 đứa", ["16.1 22/22"]),
    ],
)
def test_what_people_say_for_it(library: Library, text: str, figures: list[str]) -> None:
    check(library, text, figures)


def test_a_child_before_a_name_is_not_mended_to_another_word(library: Library) -> None:
    assert kinds(read(library, "khai sinh 12/12 trong đó có cháu Bảo Ngọc")) == ["personal_data"]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("TE có HCĐB 9/240, được trợ giúp 9/9", ["8.1 9/240", "8.2 9/9"]),
        ("nghỉ học giữa chừng cấp 1: 1/140, cấp 2: 3/118", ["17.2 1/140", "18.2 3/118"]),
        ("tổng số trẻ 412, trong đó trẻ có hoàn cảnh đặc biệt 15", ["8.1 15/412"]),
        ("mấy em hoàn cảnh đặc biệt thì có 11 em, được nhận trợ giúp 10 em", ["8.2 10/11"]),
        ("tử vogn sơ sinh 1", ["3.1 1"]),
        ("có 1 em mất vì bị xe tông", ["11.2 1"]),
        ("chết đuối chưa thấy đứa nào", ["11.2 0"]),
    ],
)
def test_what_holds_for_the_next_one_too(library: Library, text: str, figures: list[str]) -> None:
    check(library, text, figures)


def test_a_number_before_a_cry_is_no_count_of_it(library: Library) -> None:
    assert shown(read(library, "0, cháu bé bị bố đánh đập")) == []


@pytest.mark.parametrize("text", ["chỉ tiêu 1 đến 5", "chi tieu 3 toi 7 tan khai", "indicators 1 to 5"])
def test_a_range_of_indicators_is_no_figure(library: Library, text: str) -> None:
    check(library, text, [], ["no_figure"])


@pytest.mark.parametrize(
    ("text", "figures", "problems"),
    [
        ("khai sinh đủ, mẹ bầu được khám 30/40", [], ["unknown_indicator"]),
        ("Khai sinh: chưa xong\n- Trẻ đến 8 tuổi 80/90", ["2.1 80/90"], []),
        ("không ai bị tai nạn", ["11.1 0"], []),
        ("9h15 khai sinh 11/12", ["14.1 11/12"], []),
        ("lúc 9 giờ kém 15 em gửi tiêm chủng 46/47", ["5.1 46/47"], []),
        ("14h30: mẫu giáo 20/22", ["16.1 20/22"], []),
        ("8h 5 cháu bị tai nạn", ["11.1 5"], []),
        ("7 giờ 30 phút khai sinh 12/13", ["14.1 12/13"], []),
        ("kỳ trước khai sinh 10/12", [], ["unclear_period"]),
    ],
)
def test_what_belongs_to_something_else(library: Library, text: str, figures: list[str], problems: list[str]) -> None:
    check(library, text, figures, problems)


def test_the_kind_of_an_injury_is_understood(library: Library) -> None:
    assert read(library, "bỏng 1 ca").unread == ()


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("tai nạn tuần sau em báo", []),
        ("tai nan tuan sau em bao", []),
        ("tai nạn hôm sau em gửi", []),
        ("thang 9 tai nan sau em", ["11.1 6"]),
        ("tháng 9 tai nạn sáu em", ["11.1 6"]),
    ],
)
def test_what_comes_after_a_time_is_not_six(library: Library, text: str, figures: list[str]) -> None:
    assert shown(read(library, text)) == figures


@pytest.mark.parametrize(
    ("text", "figures", "asked"),
    [
        ("2 bé té sông", [], ["ambiguous_indicator"]),
        ("lũ cuốn trôi 1 cháu", [], ["unknown_indicator"]),
        ("té sông chết 1 cháu", ["11.2 1"], []),
        ("không có cháu nào té nước", ["11.2 0"], []),
        ("con nít té xe, phỏng nước sôi tổng cộng 3 đứa", ["11.1 3"], []),
    ],
)
def test_who_fell_into_water_may_be_alive(library: Library, text: str, figures: list[str], asked: list[str]) -> None:
    check(library, text, figures, asked)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("vaccinated 31 of 33", ["5.1 31/33"]),
        ("birth registration 12 out of 14", ["14.1 12/14"]),
        ("no early marriage", ["13.1 0"]),
        ("we have no early marriage this month", ["13.1 0"]),
        ("no cases of early marriage, no child labour", ["13.1 0", "10.1 0"]),
        ("birth registration 12 of 14, no early marriage", ["14.1 12/14", "13.1 0"]),
        ("no early marriage target", []),
        ("no early marriage?", []),
        ("no child labour inspection", []),
        ("no vaccination", []),
        ("no child labour in village 3", []),
        ("hamlet 3 no child labour", []),
    ],
)
def test_figures_in_english_words(library: Library, text: str, figures: list[str]) -> None:
    assert shown(read(library, text)) == figures
