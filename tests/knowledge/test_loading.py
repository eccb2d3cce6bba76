from pathlib import Path

import pytest
from ruamel.yaml import YAML

from knowledge.errors import PlanFileError
from knowledge.loading import HERE, read_yaml

OURS = sorted(
    path for folder in ("plans", "lexicon", "wording", "demonstration") for path in (HERE / folder).rglob("*.yaml")
)


def read(folder: Path, text: str) -> object:
    path = folder / "file.yaml"
    path.write_text(text, "utf-8")
    return read_yaml(path)


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_our_files_are_read_as_ruamel_reads_them(path: Path) -> None:
    assert repr(read_yaml(path)) == repr(YAML(typ="safe", pure=True).load(path))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("", None, id="nothing"),
        pytest.param(
            "a: [1, 2.5, true, null, ~, yes, '1', 01]", {"a": [1, 2.5, True, None, None, "yes", "1", 1]}, id="plain"
        ),
        pytest.param("5: a\n6: b", {5: "a", 6: "b"}, id="numbers-as-keys"),
        pytest.param("[1, 2]: a", {(1, 2): "a"}, id="a-list-as-key"),
        pytest.param("a: &x {b: 1}\nc: *x", {"a": {"b": 1}, "c": {"b": 1}}, id="alias"),
        pytest.param("a: &x {b: 1}\nc: {<<: *x, d: 2}", {"a": {"b": 1}, "c": {"b": 1, "d": 2}}, id="merged"),
        pytest.param("!!set {a, b}", {"a", "b"}, id="set"),
        pytest.param("!!str 5", "5", id="said-to-be-text"),
    ],
)
def test_whatever_yaml_can_hold_is_read(tmp_path: Path, text: str, value: object) -> None:
    assert read(tmp_path, text) == value


@pytest.mark.parametrize("text", ["a: 1\nb: 2\na: 3", "[{a: 1, a: 2}]", "a: !ours 5", "a: *nowhere"])
def test_what_is_wrong_is_refused_with_its_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(PlanFileError, match=r"is no YAML"):
        read(tmp_path, text)


def test_a_list_that_holds_itself_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, "&x [1, *x]")
    assert isinstance(found, list)
    assert (found[0], found[1] is found) == (1, True)
