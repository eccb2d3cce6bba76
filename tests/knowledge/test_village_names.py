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
from knowledge.figures.villages import TERMS, village_key


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
        ("Khu phố 1/2, kp3/4", ["Khu phố 1/2", "Khu phố 3/4"]),
        (" ,; ", []),
    ],
)
def test_lists_are_read_as_they_are_typed(typed: str, read: list[str]) -> None:
    assert parse_village_names(typed) == read


@pytest.mark.parametrize("typed", ["14", "kp 9-2", "kp 1-9999", "?", "a b " * 20, "kp 1-200, thôn 1-200"])
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
