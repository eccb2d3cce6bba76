"""``sotay plans check``: all faults of all files."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import sotay
from knowledge.loading import HERE

TAN_KHAI = (HERE / "plans" / "tan-khai.yaml").read_text("utf-8")
SOUND = TAN_KHAI.replace("id: tan-khai\n", "id: tan-khai-2\n", 1)


def check(*paths: Path) -> Result:
    return CliRunner().invoke(sotay, ["plans", "check", *map(str, paths)])


def line_of(text: str, piece: str) -> int:
    return text[: text.index(piece)].count("\n") + 1


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "plans"
    folder.mkdir()
    return folder


def test_every_fault_of_every_file_is_a_line(folder: Path, tmp_path: Path) -> None:
    units = SOUND.replace("unit: percent", "unit: percents", 2)
    (folder / "a-units.yaml").write_text(units, "utf-8")
    (folder / "b-no-yaml.yaml").write_text("a: [", "utf-8")
    (folder / "c-sound.yaml").write_text(SOUND, "utf-8")
    (folder / "d-taken.yaml").write_text(SOUND, "utf-8")
    elsewhere = re.sub(r"(?m)^locality: .*", "locality: atlantis", SOUND).replace("tan-khai-2", "tan-khai-3")
    (folder / "e-elsewhere.yaml").write_text(elsewhere, "utf-8")
    result = check(folder, tmp_path / "missing.yaml")
    assert (result.exit_code, result.stdout) == (1, "")
    told = [line.removeprefix(f"{folder}/") for line in result.stderr.splitlines()]
    first = line_of(units, "unit: percents")
    assert [line.split(": ")[0] for line in told] == [
        f"a-units.yaml:{first}",
        f"a-units.yaml:{first + line_of(units.split('unit: percents', 1)[1], 'unit: percents') - 1}",
        "b-no-yaml.yaml:2",
        "d-taken.yaml:1",
        "e-elsewhere.yaml:1",
        f"{tmp_path / 'missing.yaml'}:1",
    ]
    assert told[3:5] == [
        "d-taken.yaml:1: id: there is a plan tan-khai-2 already",
        "e-elsewhere.yaml:1: locality: atlantis is neither known nor in a localities.yaml beside it",
    ]


def test_places_beside_the_plans_are_checked_too(folder: Path) -> None:
    (folder / "x.yaml").write_text(SOUND, "utf-8")
    (folder / "localities.yaml").write_text("- id: here\n- id: there\n", "utf-8")
    told = check(folder).stderr.splitlines()
    assert {line.split(": ")[0] for line in told} == {f"{folder}/localities.yaml:{n}" for n in (1, 2)}


def test_a_fact_that_stands_twice_and_a_broken_file_are_both_told(folder: Path) -> None:
    topic = re.sub(r"topic: \S+", "topic: nonsense", SOUND, count=1)
    (folder / "a.yaml").write_text(topic, "utf-8")
    (folder / "b.yaml").write_text("a: [", "utf-8")
    told = check(folder).stderr.splitlines()
    assert [line.split("/")[-1].split(": ")[0] for line in told[:1]] == ["b.yaml:2"]
    assert told[1:] == ["tan-khai-2: topic nonsense is not in lexicon/topics.yaml"]


def test_a_folder_without_plans_is_a_fault(folder: Path) -> None:
    result = check(folder)
    assert (result.exit_code, result.stderr) == (
        1,
        f"{folder}:1: holds no plan: there is no .yaml file in it\n",
    )


def test_sound_files_have_no_faults(folder: Path) -> None:
    (folder / "x.yaml").write_text(SOUND, "utf-8")
    result = check(folder, folder / "x.yaml")
    assert (result.exit_code, result.output) == (0, "6 plans, no faults\n")


@pytest.mark.parametrize("path", [HERE / "plans" / "tan-khai.yaml", HERE / "plans"])
def test_the_plans_of_the_bot_itself_may_be_checked_after_a_change(path: Path) -> None:
    result = check(path)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "5 plans, no faults\n", "")


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "is empty"), (b"- a\n", "should be a mapping"), (b"\xff\xfe", "cannot be read: it is no text in UTF-8")],
)
def test_what_is_no_plan_at_all_is_told_in_words(folder: Path, content: bytes, reason: str) -> None:
    (folder / "x.yaml").write_bytes(content)
    assert check(folder).stderr == f"{folder}/x.yaml:1: {reason}\n"


def test_a_file_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    assert check(tmp_path / "none.yaml").stderr.startswith(f"{tmp_path}/none.yaml:1: cannot be read: No such file")
