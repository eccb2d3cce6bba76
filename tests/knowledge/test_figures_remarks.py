"""What stands beside figures, or only looks like one: births, parts of a total, "as last month", short forms."""

import datetime as dt

import pytest

from knowledge.figures.remarks import refers_back
from knowledge.library import Library
from tests.knowledge.reading_figures import check, kinds, read, shown


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("khai sinh 12/12 (co 1 chau moi sinh)", ["14.1 12/12"]),
        ("tiem chung 20/22, 2 chau so sinh chua du tuoi", ["5.1 20/22"]),
        ("khai sinh 9/10, con 1 tre so sinh chua dang ky", ["14.1 9/10"]),
        ("tre moi sinh 3, khai sinh 3/3", ["14.1 3/3"]),
        ("tử vong sơ sinh 2", ["3.1 2"]),
        ("sơ sinh tử vong 0", ["3.1 0"]),
        ("chết sơ sinh 1", ["3.1 1"]),
        ("tử vong: sơ sinh 1, dưới 1 tuổi 2", ["3.1 1", "3.2 2"]),
        ("Tử vong:\n- sơ sinh 1\n- dưới 1 tuổi 2", ["3.1 1", "3.2 2"]),
        ("không có trẻ sơ sinh nào tử vong", ["3.1 0"]),
    ],
)
def test_who_was_born_has_not_died(library: Library, text: str, figures: list[str]) -> None:
    check(library, text, figures)


@pytest.mark.parametrize("text", ["so sinh 2", "sơ sinh: 0", "so sinh khong co", "thang nay co 1 chau moi sinh"])
def test_births_alone_are_asked_about(library: Library, text: str) -> None:
    reading = read(library, text)
    assert reading.figures == ()
    assert [(p.kind, [m.code for m in p.choices]) for p in reading.problems] == [("ambiguous_indicator", ["3.1"])]


@pytest.mark.parametrize(
    ("text", "figures", "kinds"),
    [
        ("tai nan: 1 bong, 2 nga", [], ["part"]),
        ("tai nạn thương tích: bỏng 1, ngã 2", [], ["part"]),
        ("1 cháu bị bỏng", ["11.1 1"], []),
        ("3 be te xe gay tay", ["11.1 3"], []),
        ("bỏng: 0", [], ["part"]),
        ("tai nạn giao thông 2 ca", ["11.1 2"], []),
        ("tai nạn 1 ca ngã", ["11.1 1"], []),
        ("tháng 10 có 1 em bị đuối nước, 2 em tai nạn giao thông", [], ["part"]),
        ("tai nan giao thong 1, duoi nuoc 0", [], ["part"]),
        ("bỏng 1, ngã 2, đuối nước 0", [], ["part"]),
        ("bỏng 1, tử vong do đuối nước 0", ["11.1 1", "11.2 0"], []),
        ("tai nạn 3 ca, trong đó 1 bỏng, 2 ngã", ["11.1 3"], []),
        ("tai nạn thương tích 5 (giao thông 3, bỏng 2)", ["11.1 5"], []),
        ("tai nạn 2 ca, trong đó 1 bỏng, 2 ngã", ["11.1 2"], ["part"]),
        ("TNTT 3: 1 bỏng, 2 đuối nước", ["11.1 3"], ["ambiguous_indicator"]),
        ("tai nạn 1 ca (té xe)", ["11.1 1"], []),
        ("tai nạn 1 ca do té xe", ["11.1 1"], []),
        ("tai nạn 5 te", ["11.1 5"], []),
        ("TNTT 4, đuối nước 0", ["11.1 4", "11.2 0"], []),
        ("khong co chau nao duoi nuoc", ["11.2 0"], []),
        ("chet duoi khong co", ["11.2 0"], []),
    ],
)
def test_the_number_of_a_kind_is_a_part(library: Library, text: str, figures: list[str], kinds: list[str]) -> None:
    check(library, text, figures, kinds)


@pytest.mark.parametrize(
    ("text", "today", "told"),
    [
        ("tháng 11 khai sinh 3/3", dt.date(2025, 10, 20), ["2024-11"]),
        ("t11: khai sinh 3/3", dt.date(2025, 10, 1), ["2024-11"]),
        ("tháng 12 khai sinh 3/3", dt.date(2025, 11, 30), ["2024-12"]),
        ("tháng 12 khai sinh 3/3", dt.date(2025, 10, 20), ["2024-12"]),
        ("tháng 12 khai sinh 3/3", dt.date(2026, 1, 5), ["2025-12"]),
        ("tháng 11/2024 khai sinh 3/3", dt.date(2025, 10, 20), ["2024-11"]),
        ("tháng 11 năm ngoái khai sinh 3/3", dt.date(2025, 10, 20), ["2024-11"]),
        ("tháng 10 khai sinh 3/3", dt.date(2025, 10, 20), ["2025-10"]),
    ],
)
def test_a_month_yet_to_come_is_last_years(library: Library, text: str, today: dt.date, told: list[str]) -> None:
    reading = read(library, text, today)
    assert [*kinds(reading), *(figure.period for figure in reading.figures)] == told


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("tháng 11 khai sinh 3/3", {"2024-11"}),
        ("tháng 11/2024 khai sinh 3/3", set()),
        ("tháng 12 khai sinh 3/3", set()),
        ("tháng 9 khai sinh 3/3", set()),
    ],
)
def test_only_the_month_that_begins_next_may_be_a_slip(library: Library, text: str, slips: set[str]) -> None:
    assert read(library, text, dt.date(2025, 10, 20)).supposed == slips


@pytest.mark.parametrize(
    ("text", "figures", "asked"),
    [
        ("ks 13/13 tc 10/11, con lai nhu t10", ["14.1 13/13", "5.1 10/11"], [("con lai nhu t10", [])]),
        ("ks 13/13, còn lại như số tháng trước", ["14.1 13/13"], [("còn lại như số tháng trước", [])]),
        ("ks 13/13, còn lại không thay đổi", ["14.1 13/13"], [("còn lại không thay đổi", [])]),
        ("mau giao nhu thang truoc", [], [("mau giao nhu thang truoc", ["16.1"])]),
        ("tiêm chủng giữ nguyên", [], [("tiêm chủng giữ nguyên", ["5.1"])]),
        ("nhu thang truoc", [], [("nhu thang truoc", [])]),
        ("bao cao thang nay nhu thang truoc", [], [("bao cao thang nay nhu thang truoc", [])]),
        ("giong thang truoc", [], [("giong thang truoc", [])]),
        ("số liệu không thay đổi", [], [("số liệu không thay đổi", [])]),
        ("khai sinh 13/13 như tháng trước", ["14.1 13/13"], []),
        ("thấp còi 6/83 (lần trước ghi nhầm 9/83), các số khác giữ nguyên", ["4.2 6/83"], []),
    ],
)
def test_what_is_to_be_as_before_is_asked_about(
    library: Library, text: str, figures: list[str], asked: list[tuple[str, list[str]]]
) -> None:
    reading = read(library, text)
    assert shown(reading) == figures
    assert [(p.text, [m.code for m in p.choices]) for p in reading.problems] == asked
    assert set(kinds(reading)) <= {"not_a_number"}
    assert {figure.period for figure in reading.figures} <= {None}


@pytest.mark.parametrize(
    "text", ["khai sinh có giống tháng trước không", "vẫn thế ạ", "không thay đổi", "như thế nào so với tháng trước"]
)
def test_talk_of_how_it_was_is_no_report(library: Library, text: str) -> None:
    assert kinds(read(library, text)) == ["no_figure"]


def test_only_words_of_another_time_refer_back() -> None:
    assert refers_back("còn lại như tháng 10")
    assert not refers_back("không phải 3 vụ như đã báo")
    assert not refers_back("hai mươi mấy/28")


@pytest.mark.parametrize("text", ["xam hai khong", "tao hon khong", "kp3 tháng 9: lao động trẻ em không"])
def test_a_bare_no_is_asked_about(library: Library, text: str) -> None:
    reading = read(library, text)
    assert reading.figures == ()
    assert [(p.kind, p.numerator) for p in reading.problems] == [("unsure", 0)]


@pytest.mark.parametrize("text", ["tao hon khong?", "xâm hại không ạ?", "có tảo hôn không", "tiêm chủng không"])
def test_a_question_stays_one(library: Library, text: str) -> None:
    assert kinds(read(library, text)) == ["no_figure"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("không tảo hôn cặp nào", ["13.1 0"]),
        ("khong xam hai chau nao", ["9.1 0"]),
        ("sinh 5 chau khong chet chau nao", ["unknown_indicator", "ambiguous_indicator"]),
        ("tre tu 11 tuoi tham gia mo hinh, hoat dong ve quyen tham gia 22/60", ["24.1 22/60"]),
        ("tiêm chủng, khai sinh 12/12", ["14.1 12/12"]),
        ("kp7khaisinh22/23", ["14.1 22/23"]),
        ("khuyết tật đi học 2 tr 3 bé", ["20.2 2/3"]),
        ("khai sinh 3 tr 2", ["missing_denominator", "unknown_indicator"]),
        ("TẢO HÔN: O CA, XÂM HẠI: O CA", ["13.1 0", "9.1 0"]),
        ("xâm hại o ca nào", ["9.1 0"]),
        ("tai nạn o truong 1", ["11.1 1"]),
        ("thấp còi bẩy trên chín mươi mốt", ["4.2 7/91"]),
        ("khai sinh hai mươi bẩy trên hai mươi bẩy", ["14.1 27/27"]),
        ("2 bữa nữa em nộp số tiêm chủng nha chị", ["no_figure"]),
        ("3 hôm nữa em gửi số khai sinh", ["no_figure"]),
    ],
)
def test_short_forms(library: Library, text: str, told: list[str]) -> None:
    reading = read(library, text)
    assert [*shown(reading), *kinds(reading)] == told


@pytest.mark.parametrize(
    "text",
    [
        "mau giao 20/21, be tran gia bao chua di hoc",
        "mẫu giáo 20/21, bé Trần Gia Bảo chưa đi học",
        "bỏ học cấp 2 có 1 em là Nguyễn Minh Khang lớp 8B",
        "bo hoc cap 2 co 1 em la nguyen minh khang lop 8b",
    ],
)
def test_a_child_called_by_name_is_refused(library: Library, text: str) -> None:
    reading = read(library, text)
    assert (kinds(reading), reading.figures) == (["personal_data"], ())


@pytest.mark.parametrize("text", ["em là Nguyễn Minh Khang, khai sinh 12/12", "em đang làm an toàn, khai sinh 12/12"])
def test_who_writes_is_no_child(library: Library, text: str) -> None:
    assert shown(read(library, text)) == ["14.1 12/12"]


def test_every_measure_of_deaths_is_sensitive(library: Library) -> None:
    measures = library.measures
    deaths = {
        m
        for about in ("newborn", "under-1", "under-5", "injury")
        for m in measures.by_concepts([about, "death"]).measures
    }
    assert {m.code for m in deaths} == {"3.1", "3.2", "3.3", "11.2"}
    assert all(measure.sensitive for measure in deaths)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("mấy em từ 7 tuổi được hỏi ý kiến 45/130 nhé", ["22.1 45/130"]),
        ("mấy cháu tiêm chủng 9/12", ["5.1 9/12"]),
        ("trẻ hoàn cảnh đặc biệt trên tổng số trẻ 7/230", ["8.1 7/230"]),
        ("tai nạn 2 do té xe", ["11.1 2"]),
        ("hôm nay 35 độ nóng quá", ["no_figure"]),
        ("tai nạn mấy em", ["no_figure"]),
    ],
)
def test_words_beside_numbers_that_are_none(library: Library, text: str, told: list[str]) -> None:
    reading = read(library, text)
    assert [*shown(reading), *kinds(reading)] == told


@pytest.mark.parametrize(
    "text",
    [
        "kp5 tiêm chủng 22/23, số mẹ cháu không chín một bốn năm bảy tám hai ba sáu",
        "khai sinh 3/4 so phu huynh khong tam sau mot hai ba bon nam sau bay",
    ],
)
def test_a_telephone_number_in_words_is_personal(library: Library, text: str) -> None:
    reading = read(library, text)
    assert (reading.figures, kinds(reading)) == ((), ["personal_data"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tháng 10 không phát sinh tai nạn, xâm hại, tảo hôn", ["11.1 0", "9.1 0", "13.1 0"]),
        ("không có xâm hại và tảo hôn", ["9.1 0", "13.1 0"]),
        ("không có tai nạn, xâm hại 2", ["11.1 0", "9.1 2"]),
        ("không có tai nạn, xâm hại chưa rõ", ["11.1 0"]),
        ("không có tai nạn, khai sinh", ["11.1 0"]),
        ("khai sinh 10/10 trẻ, mẫu giáo 6/6 trẻ", ["14.1 10/10", "16.1 6/6"]),
    ],
)
def test_a_denial_holds_for_the_list_behind_it(library: Library, text: str, told: list[str]) -> None:
    assert shown(read(library, text)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tai nạn 2 ca không tử vong", ["11.1 2", "11.2 0"]),
        ("TNTT 2 ca không tử vong", ["11.1 2", "11.2 0"]),
        ("tai nan 2 ca (khong tu vong)", ["11.1 2", "11.2 0"]),
        ("kp3 tai nạn 2 ca, không chết", ["11.1 2", "11.2 0"]),
        ("2 cháu bị tai nạn ko ai tử vong", ["11.1 2", "11.2 0"]),
        ("bỏng 1 ca không gây tử vong", ["11.1 1", "11.2 0"]),
        ("TNTT 2 (k tv)", ["11.1 2", "11.2 0"]),
        ("tai nạn giao thông 2 ca, không thiệt mạng", ["11.1 2", "11.2 0"]),
        ("đuối nước 2 ca không tử vong", ["11.1 2", "11.2 0"]),
        ("đuối nước 1 cháu, không chết", ["11.1 1", "11.2 0"]),
        ("tai nạn không tử vong 2 ca", ["negated"]),
        ("accidents 2 (no deaths)", ["negated"]),
        ("2 injured, nobody died", ["11.1 2"]),
        ("không phải tử vong do tai nạn 2 ca", ["negated"]),
        ("đuối nước 2 ca tử vong", ["11.2 2"]),
        ("tai nạn 2 ca tử vong", ["11.2 2"]),
    ],
)
def test_who_did_not_die_is_not_counted_as_dead(library: Library, text: str, told: list[str]) -> None:
    reading = read(library, text)
    assert [*shown(reading), *kinds(reading)] == told


@pytest.mark.parametrize(
    "text",
    [
        "khai sinh 2/12 chưa làm",
        "khai sinh 2/12 (chua lam)",
        "kp3 khai sinh: 2/12 cháu còn chưa làm",
        "khai sinh 2/12 chưa có giấy",
        "khai sinh 2/12 còn thiếu",
        "khai sinh chưa đăng ký 2/12",
        "tiêm chủng 3/12 bé chưa tiêm",
        "tiem chung 3/12 khong tiem",
        "tiêm chủng 5% chưa tiêm",
        "tiêm chủng từ chối: 2/12",
        "tiem chung vang 2/12",
        "tiêm chủng 2/12 hoãn",
        "mẫu giáo 3/40 chưa đi học",
        "mẫu giáo bỏ 3/40",
        "HCĐB không được chăm sóc 2/12",
        "vaccination 2/12 not done",
        "birth registration 2/12 missing",
    ],
)
def test_who_was_left_out_is_not_counted_as_reached(library: Library, text: str) -> None:
    check(library, text, [], ["negated"])


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("khai sinh 10/12, 2 cháu chưa làm", ["14.1 10/12"]),
        ("khai sinh 10/12 còn hai cháu chưa làm", ["14.1 10/12"]),
        ("khai sinh 10/12 thiếu 2 cháu", ["14.1 10/12"]),
        ("khai sinh 10/12 chưa làm 2", ["14.1 10/12"]),
        ("khai sinh 12/12 không sót cháu nào", ["14.1 12/12"]),
        ("khai sinh 12/12 không có gì thêm", ["14.1 12/12"]),
        ("khai sinh 12/12 ko có j thêm", ["14.1 12/12"]),
        ("béo phì 3/90 không có ca mới", ["4.3 3/90"]),
        ("khai sinh 12/12 chứ không phải 11/12", ["14.1 12/12"]),
        ("khai sinh 12/12 hoan thanh", ["14.1 12/12"]),
        ("khai sinh 12/12 vang a", ["14.1 12/12"]),
        ("khai sinh bo sung 12/12", ["14.1 12/12"]),
        ("tiêm chủng 45/47 chưa đạt chỉ tiêu", ["5.1 45/47"]),
        ("thấp còi 3/60 không tăng", ["4.2 3/60"]),
        ("lao động trẻ em 2 cháu không đi học", ["10.1 2"]),
    ],
)
def test_what_is_said_of_the_others_negates_nothing(library: Library, text: str, figures: list[str]) -> None:
    check(library, text, figures)


@pytest.mark.parametrize(
    "text",
    ["tảo hôn làm gì có", "tao hon dau co ca nao", "tảo hôn có đâu chị", "tảo hôn thì đâu ra", "làm gì có tảo hôn"],
)
def test_who_asks_where_it_should_be_says_that_there_is_none(library: Library, text: str) -> None:
    check(library, text, ["13.1 0"])


@pytest.mark.parametrize(
    "text", ["ở đâu có tảo hôn", "số liệu tảo hôn lấy đâu ra", "tảo hôn làm gì có số liệu", "tảo hôn đâu có ai báo"]
)
def test_who_asks_where_reports_nothing(library: Library, text: str) -> None:
    check(library, text, [], ["no_figure"])


@pytest.mark.parametrize(
    "number",
    [
        "cccd 079 185 001 234",
        "CCCD 079185001234",
        "079-185-001-234",
        "0791.8500.1234",
        "281-234-567",
        "0912-345-678",
        "(0912) 345 678",
        "0912_345_678",
        "0912/345/678",
        "+84 (912) 345-678",
        "024 3825 1234",
    ],
)
def test_a_number_of_a_person_is_seen_however_it_is_parted(library: Library, number: str) -> None:
    check(library, f"khai sinh 12/12, {number}", [], ["personal_data"])


@pytest.mark.parametrize(
    "text",
    [
        "khai sinh 45/47 46/48 12/12",
        "kp3 05/06 07/08 09/10 mẫu giáo",
        "khai sinh 045/047 046/048",
        "ngày 05.09.2025 12/12 khai sinh",
        "từ 05/07/2025 - 30/09/2025 khai sinh 12/12",
        "08-09-2025 10-11-2025 khai sinh 12/12",
        "kinh phí 281.234.567 đồng, khai sinh 12/12",
        "khai sinh 145 147 146",
    ],
)
def test_shares_days_and_money_in_a_row_are_no_number_of_a_person(library: Library, text: str) -> None:
    assert "personal_data" not in kinds(read(library, text))


@pytest.mark.parametrize("name", ["tran thi mai", "trần thị mai", "nguyen van an", "TRAN THI MAI", "lê thị mai"])
def test_a_full_name_is_seen_without_capitals(library: Library, name: str) -> None:
    check(library, f"không có số liệu tiêm chủng vì {name} nghỉ học", [], ["personal_data"])


@pytest.mark.parametrize(
    "text",
    [
        "khai sinh 12/12 o thi tran tan khai",
        "chị trần thị mai gửi khai sinh 12/12",
        "đường đang thi công, khai sinh 12/12",
        "khai sinh 12/12, gửi nguyên văn bản",
        "trường nguyễn văn trỗi khai sinh 12/12",
    ],
)
def test_words_like_names_name_nobody(library: Library, text: str) -> None:
    check(library, text, ["14.1 12/12"])
