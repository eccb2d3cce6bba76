import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.figures.naming import (
    LONGEST_NAME,
    MOST_NAMES,
    Fault,
    VillageNames,
    VillageNamesError,
    parse_village_names,
    read_village_names,
)
from knowledge.figures.villages import Villages, spelling, village_key
from knowledge.vietnamese import fold
from knowledge.village_terms import TERMS


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Khu phố 14", ["Khu phố 14"]),
        ("kp14-16", ["Khu phố 14", "Khu phố 15", "Khu phố 16"]),
        ("KP 09 – 10", ["Khu phố 9", "Khu phố 10"]),
        ("thôn 1 đến 2; Thôn Trung", ["Thôn 1", "Thôn 2", "Thôn Trung"]),
        ("ấp 1, 2,\n\n sóc 5", ["Ấp 1", "Ấp 2", "Sóc 5"]),
        ("to dan pho 4", ["Tổ dân phố 4"]),
        ("Thôn   Đông  Hòa", ["Thôn Đông Hòa"]),
        ("Bình Giang", ["Bình Giang"]),
        ("ấp, kp 3", ["ấp", "Khu phố 3"]),
        ("Khu phố 1/2, kp3/4", ["Khu phố 1/2", "Khu phố 3/4"]),
        (" ,; ", []),
    ],
)
def test_lists_are_read_as_they_are_typed(typed: str, read: list[str]) -> None:
    assert parse_village_names(typed) == read


@pytest.mark.parametrize(
    "typed", ["14", "kp 9-2", "kp 1-9999", "?", "a b " * 20, "a b " * 20 + "5", "kp 1-200, thôn 1-200"]
)
def test_what_is_no_list_is_refused(typed: str) -> None:
    with pytest.raises(VillageNamesError):
        parse_village_names(typed)


@given(st.text(max_size=200))
def test_whatever_is_typed_gives_short_names_or_is_refused(typed: str) -> None:
    try:
        names = parse_village_names(typed)
    except VillageNamesError:
        return
    assert len(names) <= MOST_NAMES
    assert all(0 < len(name) <= LONGEST_NAME + 5 and village_key(name) for name in names)


@given(st.sampled_from(sorted(TERMS)), st.integers(1, 99))
def test_a_name_is_found_again_by_its_short_form(term: str, number: int) -> None:
    (name,) = parse_village_names(f"{term} {number}")
    if " " not in term or term == "khu pho":
        assert village_key(f"{term}{number:02d}") == village_key(name)


def test_each_piece_that_is_no_name_has_its_reason() -> None:
    long = "Thôn " + " ".join(["dài"] * 20)
    read = read_village_names(f"7, Thôn 1-2, {long}, 5-4, ?, thôn 1-9999, Thôn Trung")
    assert read == VillageNames(
        ("Thôn 1", "Thôn 2", "Thôn Trung"),
        (
            Fault("7", "no_term"),
            Fault(long, "too_long"),
            Fault("5-4", "range"),
            Fault("?", "no_letter"),
            Fault("thôn 1-9999", "too_many"),
        ),
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("KP 03", "khu phố 3", True),
        ("kp3", "Khu phố 3", True),
        ("to dan pho 4", "Tổ dân phố 04", True),
        ("THÔN HẠ", "thôn hạ", True),
        ("Thôn Hoà", "Thôn Hòa", True),
        ("thon Hạ", "Thôn Hạ", True),
        ("Thôn Hạ", "Thôn Hà", False),
        ("Thôn Hạ", "Thôn Ha", False),
        ("Thôn Đông", "Thôn Dong", False),
    ],
)
def test_villages_are_told_apart_by_their_marks(one: str, other: str, same: bool) -> None:
    assert (spelling(one) == spelling(other)) is same
    assert village_key(one) == village_key(other)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thôn hạ", ["Thôn Hạ"]),
        ("Thôn HÀ", ["Thôn Hà"]),
        ("thon ha", ["Thôn Hạ", "Thôn Hà"]),
        ("Thôn Há", []),
        ("thon hoa dong", ["Thôn Hòa Đông"]),
        ("Thôn Hoà Dong", ["Thôn Hòa Đông"]),
        ("Thôn Mới", ["Thôn Moi"]),
        ("Thôn", []),
        ("", []),
    ],
)
def test_marks_left_out_say_nothing_and_marks_typed_are_a_veto(typed: str, meant: list[str]) -> None:
    villages = Villages.of(("Thôn Hạ", "Thôn Hà", "Thôn Hòa Đông", "Thôn Moi"))
    assert list(villages.meant(typed)) == meant
    assert villages.named(typed) == (meant[0] if len(meant) == 1 else None)


_WORDS = st.sampled_from(["Thôn", "hạ", "Hà", "ha", "đông", "dong", "Hòa", "hoà", "lý", "12", "03"])


@given(st.lists(st.lists(_WORDS, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=5))
def test_every_village_is_found_by_its_name_and_by_its_name_without_marks(names: list[str]) -> None:
    villages = Villages.of(names)
    for name in names:
        assert {spelling(one) for one in villages.meant(name)} == {spelling(name)}
        assert name in villages.meant(fold(name)) or spelling(fold(name)) in map(spelling, names)


@pytest.mark.parametrize(("typed", "unmarked"), [("thon ha, thon trung", True), ("thon ha, Thôn Trung", False)])
def test_a_list_typed_without_marks_is_known_as_such(typed: str, unmarked: bool) -> None:
    assert read_village_names(typed).unmarked is unmarked
