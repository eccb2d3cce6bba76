"""The families of phrases: their form, and that each is used."""

import re
from collections import Counter
from pathlib import Path

import pytest

from knowledge.errors import PlanFileError
from knowledge.loading import HERE, as_mapping, read_yaml
from knowledge.phrasebook import WHERE, Phrasebook, phrases, table
from knowledge.wordlists import WHERE as WORDS
from knowledge.wordlists import load_wordlists

OURS = Phrasebook(WHERE)
ENTRIES = as_mapping(WHERE, read_yaml(WHERE))


def lists() -> set[str]:
    """The names of the lists of words that phrases may hold."""
    return set(load_wordlists(WORDS))


def book(folder: Path, text: str) -> Phrasebook:
    path = folder / "phrases.yaml"
    path.write_text(text, "utf-8")
    return Phrasebook(path)


@pytest.mark.parametrize("name", sorted(OURS.families))
def test_every_family_is_a_pattern_with_no_phrase_twice(name: str) -> None:
    assert OURS.whole(name)
    assert [phrase for phrase, count in Counter(ENTRIES[name]).items() if count > 1] == []


@pytest.mark.parametrize("name", sorted(OURS.tables))
def test_every_table_has_patterns_with_no_phrase_twice(name: str) -> None:
    assert [pattern for pattern, count in Counter(p for _, p in OURS.table(name)).items() if count > 1] == []


def test_every_entry_is_used_and_every_entry_used_is_there() -> None:
    sources = [path.read_text("utf-8") for path in HERE.rglob("*.py")]
    entries = "\n".join(str(entry) for entry in ENTRIES.values())
    within = set(re.findall(r"\{([a-z][a-z-]*)\}", entries))
    asked = {
        name
        for source in sources
        for name in re.findall(r'\b(?:phrases|parts_of_words|table|_first_of)\("([^"]+)"', source)
    }
    assert (within - lists()) | asked == set(ENTRIES)
    assert lists().isdisjoint(ENTRIES)


def test_the_patterns_find_whole_words_and_the_longest_phrase(tmp_path: Path) -> None:
    pattern = book(tmp_path, "send: [nop, nop so, nop so lieu]").whole("send")
    found = pattern.search("da nop so lieu")
    assert found is not None
    assert found[0] == "nop so lieu"
    assert not pattern.search("nopx xnop")


def test_parts_of_words_are_found_where_asked_for(tmp_path: Path) -> None:
    assert book(tmp_path, "send: [nop]").within_words("send").search("xnopx")


def test_one_family_is_put_into_another(tmp_path: Path) -> None:
    pattern = book(tmp_path, "village: [ap, khu pho]\nasks: ['{village} nao', '\\d{1,2} {village}']").whole("asks")
    assert pattern.fullmatch("khu pho nao")
    assert pattern.fullmatch("12 ap")
    assert not pattern.fullmatch("{village} nao")


def test_a_list_of_words_is_put_into_a_family(tmp_path: Path) -> None:
    pattern = book(tmp_path, "asks: ['{which} {still-to-come}']").whole("asks")
    assert pattern.search("nao phan dau")
    assert not pattern.search("nao phan_dau")


def test_a_table_keeps_its_order_and_what_its_phrases_mean(tmp_path: Path) -> None:
    found = book(tmp_path, "send: [nop]\nasks:\n  b: [ai, '{send} chua']\n  a: [gi]").table("asks")
    assert [meaning for meaning, _ in found] == ["b", "b", "a"]
    assert found[1][1].search("em nop chua")


@pytest.mark.parametrize("find", [phrases, table])
def test_an_unknown_name_is_a_key_error(find: object) -> None:
    assert callable(find)
    with pytest.raises(KeyError):
        find("nothing of the kind")


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        pytest.param("nop", "should be a list of phrases", id="text"),
        pytest.param("[1, 2]", "should be a list of phrases", id="numbers"),
        pytest.param("[]", "should be a list of phrases", id="nothing"),
        pytest.param("{a: nop}", "should be a list of phrases", id="a-mapping-of-text"),
        pytest.param("['{nowhere} nao']", "{nowhere} is no list of phrases of this file, nor of words", id="unknown"),
        pytest.param("['{asks} nao']", "{asks} stands within itself", id="itself"),
        pytest.param("['(nop']", "is no regular expression: ", id="no-pattern"),
    ],
)
def test_a_broken_entry_is_named(tmp_path: Path, entry: str, reason: str) -> None:
    with pytest.raises(PlanFileError, match=r"phrases\.yaml:2: asks: " + re.escape(reason)):
        book(tmp_path, f"send: [nop]\nasks: {entry}\n").whole("asks")


def test_families_that_stand_within_each_other_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PlanFileError, match=r"phrases\.yaml:1: around: {asks} stands within itself"):
        book(tmp_path, "around: ['{asks}']\nasks: ['{around}']").whole("asks")
