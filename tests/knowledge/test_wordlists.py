"""The lists of people's words: their form, and that each is used."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from knowledge.errors import PlanFileError
from knowledge.loading import HERE, as_mapping, read_yaml
from knowledge.phrasebook import WHERE as PHRASES
from knowledge.vietnamese import fold
from knowledge.wordlists import WHERE, load_wordlists, words

LAYERS = ("knowledge", "storage", "handlers", "bot")
FILES = sorted(WHERE.glob("*.yaml"))
LISTS = [(path, name) for path in FILES for name in as_mapping(path, read_yaml(path))]
NAMES = [name for _, name in LISTS]


def typed(path: Path, name: str) -> list[str]:
    """The words of a list as they stand in its file."""
    return str(as_mapping(path, read_yaml(path))[name]).split()


def remarks(path: Path) -> Mapping[str, str]:
    """The comment above each list of a file."""
    found, above = {}, ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# "):
            above += line
        elif name := re.match(r"([^\s:]+):", line):
            found[name[1]], above = above, ""
        else:
            above = ""
    return found


@pytest.mark.parametrize(("path", "name"), LISTS, ids=NAMES)
def test_a_list_says_what_it_is_for_and_has_no_word_twice(path: Path, name: str) -> None:
    assert remarks(path)[name]
    assert [word for word, count in Counter(typed(path, name)).items() if count > 1] == []


FOLDED = [(path, name) for path, name in LISTS if "folded" in remarks(path)[name]]


def test_there_are_lists_that_are_marked_folded() -> None:
    assert len(FOLDED) > 20


@pytest.mark.parametrize(("path", "name"), FOLDED, ids=[name for _, name in FOLDED])
def test_a_list_marked_folded_has_only_folded_words(path: Path, name: str) -> None:
    assert [word for word in typed(path, name) if word != fold(word)] == []


def test_every_list_is_used_and_every_list_used_is_there() -> None:
    sources = [path.read_text("utf-8") for layer in LAYERS for path in (HERE.parent / layer).rglob("*.py")]
    used = {name for source in sources for name in re.findall(r"\bword(?:s|list)\(\"([^\"]+)\"\)", source)}
    within = set(re.findall(r"\{([a-z][a-z-]*)\}", PHRASES.read_text("utf-8"))) & set(NAMES)
    assert used | within == set(NAMES)


def test_an_unknown_list_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        words("nothing of the kind")


def test_lists_of_all_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("first: >-\n  một hai\n  ba\n", "utf-8")
    (tmp_path / "b.yaml").write_text("second: a_b\n", "utf-8")
    assert load_wordlists(tmp_path) == {"first": {"một", "hai", "ba"}, "second": {"a_b"}}


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        pytest.param("other: a\nsame: b", 2, "same: another file has a list of this name", id="same-name"),
        pytest.param("same: b\nsame: c", 2, "is no YAML", id="same-name-in-one-file"),
        pytest.param("other: [a, b]", 1, "other: should be words", id="no-words"),
        pytest.param("- a", 1, "should be a mapping", id="no-mapping"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, content: str, line: int, reason: str) -> None:
    (tmp_path / "a.yaml").write_text("same: a", "utf-8")
    (tmp_path / "b.yaml").write_text(content, "utf-8")
    if content.startswith("same"):
        (tmp_path / "a.yaml").unlink()
    with pytest.raises(PlanFileError, match=rf"b\.yaml:{line}: {reason}"):
        load_wordlists(tmp_path)
