"""Every term for a village is known to whoever reads villages."""

import datetime as dt

import pytest

from knowledge.figures.absent import Absence, Heard, split_absences
from knowledge.figures.villages import Villages
from knowledge.library import Library
from knowledge.vietnamese import fold
from knowledge.village_terms import OTHER_WORDS, TERMS

OFFICIAL = sorted(set(TERMS.values()))
TODAY = dt.date(2025, 10, 12)


@pytest.mark.parametrize("term", OFFICIAL)
def test_all_villages_together_are_the_whole_place(library: Library, term: str) -> None:
    villages = Villages.of([f"{term} {n}" for n in range(1, 14)])
    for text in (f"các {term.lower()} khai sinh 300/310", f"tất cả {term.lower()}: khai sinh 300/310"):
        reading = library.figures.read(text, villages=villages, own=f"{term} 3", today=TODAY)
        assert [figure.village for figure in reading.figures] == [None]


@pytest.mark.parametrize("typed", sorted({*TERMS, *map(str.lower, TERMS.values())}))
def test_one_village_is_found_by_its_number(library: Library, typed: str) -> None:
    official = TERMS[fold(typed)]
    villages = Villages.of([f"{official} {n}" for n in range(1, 14)])
    for text in (f"{typed} 5 khai sinh 12/12", f"{typed}5 khai sinh 12/12", f"{typed} 05: khai sinh 12/12 tháng 9"):
        reading = library.figures.read(text, villages=villages, own=f"{official} 3", today=TODAY)
        assert [figure.village for figure in reading.figures] == [f"{official} 5"]


@pytest.mark.parametrize("term", OFFICIAL)
def test_a_village_stands_before_what_there_is_no_figure_of(term: str) -> None:
    def hear(words: str) -> Heard:
        return Heard(names="khai sinh" in words, bare=words == "khai sinh")

    found, rest = split_absences(f"{term} 3 khai sinh không có số liệu vì trạm nghỉ", hear)
    assert found == [Absence(f"{term} 3 khai sinh", "trạm nghỉ")]
    assert rest == f"{term} 3:"


@pytest.mark.parametrize("word", sorted(OTHER_WORDS))
def test_a_word_that_is_another_one_too_is_no_term_without_its_marks(library: Library, word: str) -> None:
    villages = Villages.of([f"Khu phố {n}" for n in range(1, 14)])
    reading = library.figures.read(f"cac {word} khai sinh 12/12", villages=villages, own="Khu phố 3", today=TODAY)
    assert [figure.village for figure in reading.figures] == ["Khu phố 3"]
