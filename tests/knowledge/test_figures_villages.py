"""Villages that have names instead of numbers: a figure is the named village's, or it is asked about."""

import datetime as dt

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from knowledge import vietnamese
from knowledge.figures.model import FigureReading
from knowledge.figures.villages import Villages, village_key
from knowledge.library import Library
from tests.knowledge.reading_figures import read

_TODAY = dt.date(2025, 10, 12)
_VILLAGES = Villages.of(
    [
        *(f"Khu phố {n}" for n in range(1, 14)),
        "Thôn Trung",
        "Thôn Đoài",
        "Bản Nậm Cắn",
        "Ấp Tân Lập",
        "Xóm Mới",
        "Thôn Hạ",
        "Thôn Hà",
        "Bình Giang",
        "Thôn Ba",
    ]
)


def _read(library: Library, text: str, own: str | None = "Khu phố 3", villages: Villages = _VILLAGES) -> FigureReading:
    return library.figures.read(text, villages=villages, own=own, today=_TODAY, locality="tan-khai")


@pytest.mark.parametrize(
    ("text", "village"),
    [
        ("thôn Trung khai sinh 12/12", "Thôn Trung"),
        ("Thôn Đoài khai sinh 12/12", "Thôn Đoài"),
        ("THÔN ĐOÀI KHAI SINH 12/12", "Thôn Đoài"),
        ("thon doai: khai sinh 12/12", "Thôn Đoài"),
        ("khai sinh thôn Đoài 12/12", "Thôn Đoài"),
        ("khai sinh 12/12 ở thôn đoài", "Thôn Đoài"),
        ("thon trung em gui ks 12/12", "Thôn Trung"),
        ("thôn Trung sl tháng 9: ks 12/12", "Thôn Trung"),
        ("ban nam can khai sinh 12/12", "Bản Nậm Cắn"),
        ("ap tan lap chich ngua 12/12", "Ấp Tân Lập"),
        ("xom moi ks 12/12", "Xóm Mới"),
        ("xóm mới: ks 12/12", "Xóm Mới"),
        ("thôn Hạ khai sinh 12/12", "Thôn Hạ"),
        ("THÔN HÀ KHAI SINH 12/12", "Thôn Hà"),
        ("thôn ba khai sinh 12/12", "Thôn Ba"),
        ("Nậm Cắn: khai sinh 12/12", "Bản Nậm Cắn"),
        ("tan lap khai sinh 12/12", "Ấp Tân Lập"),
        ("Binh Giang khai sinh 12/12", "Bình Giang"),
        ("Trung: khai sinh 12/12", "Thôn Trung"),
        ("- Trung: khai sinh 12/12", "Thôn Trung"),
        ("Trung\t12\t12", "Khu phố 3"),
        ("khu 5 khai sinh 12/12", "Khu phố 5"),
        ("Khu số 05: khai sinh 12/12", "Khu phố 5"),
        ("thôn em khai sinh 12/12", "Khu phố 3"),
        ("ấp mình khai sinh 12/12", "Khu phố 3"),
        ("khu pho toi khai sinh 12/12", "Khu phố 3"),
        ("xóm nhà khai sinh 12/12", "Khu phố 3"),
        ("bản thân em gửi khai sinh 12/12", "Khu phố 3"),
        ("to truong bao khai sinh 12/12", "Khu phố 3"),
        ("tổ trưởng báo khai sinh 12/12", "Khu phố 3"),
        ("ban cong tac gui khai sinh 12/12", "Khu phố 3"),
        ("khu vực này khai sinh 12/12", "Khu phố 3"),
        ("bạn Trung gửi khai sinh 12/12", "Khu phố 3"),
        ("khai sinh 12/12. Trung", "Khu phố 3"),
        ("mới khai sinh 12/12", "Khu phố 3"),
        ("em Trung gửi khai sinh 12/12", "Khu phố 3"),
    ],
)
def test_whose_figure_it_is(library: Library, text: str, village: str) -> None:
    reading = _read(library, text)
    if "\t" in text:
        assert reading.figures == ()
        return
    assert [(f.measure.code[:2], f.village) for f in reading.figures] in ([("14", village)], [("5.", village)])
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("thôn Bắc khai sinh 12/12", "Thôn Bắc"),
        ("thon bac khai sinh 12/12", "Thôn Bac"),
        ("ấp Tân Hòa khai sinh 12/12", "Ấp Tân Hòa"),
        ("thôn Nam: khai sinh 12/12", "Thôn Nam"),
        ("xom tren ks 12/12", "Xóm Tren"),
        ("Thôn Trung Hòa khai sinh 12/12", "Thôn Trung Hòa"),
        ("thôn Trung 2: khai sinh 12/12", "Thôn Trung 2"),
        ("Thôn Lê Hồng Phong khai sinh 12/12", "Thôn Lê Hồng Phong"),
        ("khai sinh 12/12 thôn Bình", "Thôn Bình"),
        ("thôn Bắc, khai sinh 12/12", "Thôn Bắc"),
        ("thon ha khai sinh 12/12", "Thon Ha"),
        ("thôn Há khai sinh 12/12", "Thôn Há"),
        ("ấp Trung khai sinh 12/12", "Ấp Trung"),
        ("thôn 99 khai sinh 12/12", "Thôn 99"),
    ],
)
def test_a_village_that_is_none_is_asked_about(library: Library, text: str, named: str) -> None:
    reading = _read(library, text)
    assert reading.figures == ()
    assert [(problem.kind, problem.village) for problem in reading.problems] == [("unknown_village", named)]


def test_rows_of_a_list_are_each_their_own(library: Library) -> None:
    text = "Khu phố 6: khai sinh 1/1\nThôn Trung: khai sinh 2/2\nđoài: khai sinh 3/3\nKhu phố 7: khai sinh 4/4"
    found = [(f.village, f.numerator) for f in _read(library, text, own=None).figures]
    assert found == [("Khu phố 6", 1), ("Thôn Trung", 2), ("Thôn Đoài", 3), ("Khu phố 7", 4)]


def test_a_measure_holds_for_the_next_named_village(library: Library) -> None:
    found = [(f.village, f.numerator) for f in _read(library, "thôn trung khai sinh 2/2, thôn đoài 3/3").figures]
    assert found == [("Thôn Trung", 2), ("Thôn Đoài", 3)]


def test_a_named_village_is_no_place_of_another_plan(library: Library) -> None:
    villages = Villages.of(["Thôn Minh Tâm", "Thôn Đông"])
    (figure,) = _read(library, "Thôn Minh Tâm khai sinh 3/3", own="Thôn Đông", villages=villages).figures
    assert figure.village == "Thôn Minh Tâm"


_TERMS = ("Thôn", "Ấp", "Xóm", "Bản", "Khu phố")
_OWN_NAMES = (
    *("Trung", "Đoài", "Đông", "Thượng", "Hạ", "Hà", "Nội", "Mới", "Nậm Cắn", "Tân Lập", "Phú Hòa", "Cây Dừa"),
    *("Lũng Pù", "Pa Khoang", "Đồng Tiến", "Bãi Sậy", "Yên Bình", "Gò Công", "Trại Lạt", "Nà Phạ", "Hòa Hợp"),
)
_named = st.tuples(st.sampled_from(_TERMS), st.sampled_from(_OWN_NAMES)).map(" ".join)
_numbered = st.tuples(st.sampled_from(_TERMS), st.integers(1, 40)).map(lambda pair: f"{pair[0]} {pair[1]}")
_names = st.lists(st.one_of(_named, _numbered), min_size=1, max_size=12, unique_by=str.lower)
_typed = st.sampled_from([str, str.lower, str.upper, vietnamese.fold])


@settings(max_examples=150)
@given(names=_names, at=st.integers(0, 11), typed=_typed, after=st.sampled_from([" ", ": ", " báo "]))
def test_each_village_is_read_as_itself(library: Library, names: list[str], at: int, typed: object, after: str) -> None:
    assert callable(typed)
    name = names[at % len(names)]
    said = typed(name)
    own = names[0]
    reading = _read(library, f"{said}{after}khai sinh 12/13", own=own, villages=Villages.of(names))
    several = [other for other in names if village_key(other) == village_key(name)]
    if len(several) > 1 and said == vietnamese.fold(name):
        assert reading.figures == ()
        assert [problem.kind for problem in reading.problems] == ["unknown_village"]
    else:
        assert [(f.village, f.measure.code) for f in reading.figures] == [(name, "14.1")]


@settings(max_examples=150)
@given(names=_names, stranger=_named, typed=_typed)
def test_a_name_that_is_not_in_the_list_is_nobodys(
    library: Library, names: list[str], stranger: str, typed: object
) -> None:
    assert callable(typed)
    assume(village_key(stranger) not in map(village_key, names))
    reading = _read(library, f"{typed(stranger)}: khai sinh 12/13", own=names[0], villages=Villages.of(names))
    assert reading.figures == ()
    assert [problem.kind for problem in reading.problems] == ["unknown_village"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("thôn trung tử vong sơ sinh 0", "3.1"),
        ("thôn trung lao động trẻ em 5", "10.1"),
        ("thôn trung 2 cháu mới sinh, khai sinh 22/22", "14.1"),
        ("thôn trung 2 ca tai nạn", "11.1"),
    ],
)
def test_what_stands_behind_a_name_is_no_part_of_it(library: Library, text: str, code: str) -> None:
    (figure,) = _read(library, text).figures
    assert (figure.village, figure.measure.code) == ("Thôn Trung", code)


@pytest.mark.parametrize(
    "text",
    [
        "khu phố 11,12 xâm hại 0",
        "kp 11, 12: xam hai 0",
        "kp 1,2 khai sinh 12/12",
        "khu phố 1.2 khai sinh 12/12",
        "kp1,2,3 tảo hôn 0",
        "kp 1 và 2 khai sinh 12/12",
        "kp1&2 khai sinh 12/12",
        "kp 1 đến 3 khai sinh 12/12",
        "KP1, KP2:\nkhai sinh 12/12",
        "trừ kp2 khai sinh 12/12",
        "trừ kp2 và kp4 khai sinh 12/12",
        "không kể kp2 khai sinh 12/12",
        "chua tinh khu pho 2 khai sinh 12/12",
        "ngoài kp2 khai sinh 12/12",
        "khai sinh 12/12, không tính kp4",
        "trừ thôn Trung khai sinh 12/12",
        "Hai khu phố em phụ trách: khai sinh 12/12",
    ],
)
def test_of_several_villages_nobody_can_tell_whose_a_figure_is(library: Library, text: str) -> None:
    reading = _read(library, text)
    assert not reading.figures
    assert [problem.kind for problem in reading.problems] == ["several_villages"]


def test_what_is_told_behind_several_villages_is_of_none_of_them(library: Library) -> None:
    for text in ("kp1 và kp2 khai sinh 12/12, tiêm chủng 45/47", "trừ kp2 khai sinh 12/12, tiêm chủng 45/47"):
        reading = _read(library, text)
        assert not reading.figures
        assert [problem.kind for problem in reading.problems] == ["several_villages"] * 2


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("kp4 và kp7 đều không có tảo hôn", [("13.1", "Khu phố 4"), ("13.1", "Khu phố 7")]),
        ("cả hai kp4 và kp7 không có tảo hôn", [("13.1", "Khu phố 4"), ("13.1", "Khu phố 7")]),
        ("kp 4,7 deu khong co tao hon", [("13.1", "Khu phố 4"), ("13.1", "Khu phố 7")]),
        ("tảo hôn, xâm hại kp4 đều không có", [("13.1", "Khu phố 4"), ("9.1", "Khu phố 4")]),
        (
            "tảo hôn, xâm hại kp4, kp7 đều không có",
            [("13.1", "Khu phố 4"), ("13.1", "Khu phố 7"), ("9.1", "Khu phố 4"), ("9.1", "Khu phố 7")],
        ),
        ("tảo hôn hả, kp7 làm gì có ca nào chị ơi", [("13.1", "Khu phố 7")]),
    ],
)
def test_what_is_denied_of_all_is_none_in_each(library: Library, text: str, figures: list[tuple[str, str]]) -> None:
    reading = _read(library, text)
    assert [(f.measure.code, f.village) for f in reading.figures] == figures
    assert all(f.value == 0 for f in reading.figures)
    assert not reading.problems


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("khai sinh kp3,4 12/12, 13/13", [("Khu phố 3", 12), ("Khu phố 4", 13)]),
        ("kp1-3: khai sinh 12/12, 13/13, 14/14", [("Khu phố 1", 12), ("Khu phố 2", 13), ("Khu phố 3", 14)]),
        ("kp 3, 12/12 khai sinh", [("Khu phố 3", 12)]),
        ("ngoài ra kp2 khai sinh 12/12", [("Khu phố 2", 12)]),
        ("năm ngoái kp2 khai sinh 12/12", [("Khu phố 2", 12)]),
        ("Hai khu phố em phụ trách: kp5 khai sinh 12/12, kp6 khai sinh 13/13", [("Khu phố 5", 12), ("Khu phố 6", 13)]),
    ],
)
def test_each_village_has_its_own_share(library: Library, text: str, figures: list[tuple[str, int]]) -> None:
    reading = _read(library, text)
    assert [(f.village, f.numerator) for f in reading.figures] == figures
    assert (reading.problems, reading.unread) == ((), ())


def test_what_is_told_behind_shares_dealt_out_is_of_none(library: Library) -> None:
    reading = _read(library, "kp1, kp2 khai sinh 12/12, 13/13, tiêm chủng 45/47")
    assert [(f.measure.code, f.village) for f in reading.figures] == [("14.1", "Khu phố 1"), ("14.1", "Khu phố 2")]
    assert [problem.kind for problem in reading.problems] == ["several_villages"]


def test_a_number_behind_a_village_may_count(library: Library) -> None:
    (figure,) = _read(library, "kp 5, 2 tai nạn").figures
    assert (figure.village, figure.value) == ("Khu phố 5", 2)
    listed = _read(library, "kp 5, 1) khai sinh 12/12 2) tiêm chủng 45/47").figures
    assert [(f.measure.code, f.village) for f in listed] == [("14.1", "Khu phố 5"), ("5.1", "Khu phố 5")]


@pytest.mark.parametrize("said", ["tương tự", "cung vay", "y chang", "như kp3", "giống vậy", "nhu tren"])
@pytest.mark.parametrize("first", ["kp3 khai sinh 12/12", "khai sinh 12/12"])
def test_the_same_of_another_village_is_asked_about(library: Library, first: str, said: str) -> None:
    reading = _read(library, f"{first}, kp4 {said}")
    assert [(f.village, f.numerator) for f in reading.figures] == [("Khu phố 3", 12)]
    assert [(problem.kind, problem.text) for problem in reading.problems] == [("not_a_number", f"kp4 {said}")]


@pytest.mark.parametrize(
    ("text", "village"),
    [
        ("Village 5: child labour 0", "Khu phố 5"),
        ("hamlet no. 3 vaccination 45/47", "Khu phố 3"),
        ("birth registration in neighbourhood 12: 3/4", "Khu phố 12"),
    ],
)
def test_a_village_in_english_is_the_one_of_that_number(library: Library, text: str, village: str) -> None:
    reading = _read(library, text)
    assert [figure.village for figure in reading.figures] == [village]
    assert not reading.problems


def test_a_village_in_english_that_does_not_exist_is_not_the_senders(library: Library) -> None:
    reading = _read(library, "village 99: vaccination 3/4")
    assert not reading.figures
    assert [problem.kind for problem in reading.problems] == ["unknown_village"]


@pytest.mark.parametrize(
    ("text", "village"),
    [
        *(("khu fố 4 khai sinh 12/12", "Khu phố 4"), ("phố 4 khai sinh 12/12", "Khu phố 4")),
        *(("kgu pho 12: khai sinh 12/12", "Khu phố 12"), ("khu pho 4 khai sinh 12/12", "Khu phố 4")),
        *(("khu phố phát sinh 1 vụ tảo hôn", "Khu phố 3"), ("khu phố vận động khai sinh 12/12", "Khu phố 3")),
    ],
)
def test_a_slip_in_what_villages_are_called_is_understood(library: Library, text: str, village: str) -> None:
    assert [figure.village for figure in read(library, text).figures] == [village]


def test_a_number_of_a_figure_is_that_of_no_village(library: Library) -> None:
    assert [figure.village for figure in read(library, "phố 45/47 khai sinh").figures] == ["Khu phố 3"]


def test_a_slip_stands_for_a_village_that_there_is() -> None:
    villages = Villages.of(["Thôn 1", "Thôn 2", "Sóc 1"])
    assert villages.in_own_term("thông 2,xóc 1,thông 3") == "Thôn 2,Sóc 1,thông 3"
    assert villages.in_own_term("tai nạn giao thông 2, truyền thông 1") == "tai nạn giao thông 2, truyền thông 1"
