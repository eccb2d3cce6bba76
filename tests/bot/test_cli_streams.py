"""What goes in and out of the command line: text in UTF-8 in any locale, output that cannot be written."""

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from storage import villages
from storage.database import open_for_reading

FULL = Path("/dev/full")  # each write to it fails like one to a full disk
PLAIN = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}
QUESTION = "Tân Khai chỉ tiêu 9 ai phụ trách?"
CASE = {"id": 1, "turns": [QUESTION]}


def sotay(*arguments: str | bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(command, env=os.environ | environment, capture_output=True, check=False)


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has such a file")
@pytest.mark.parametrize(
    "command",
    [
        ("--help",),
        ("plans", "show", "tan-khai"),
        ("plans", "show", "tan-khai", "--json"),
        ("plans", "check"),
        ("ask", "tiêm chủng"),
        ("ask", "--jsonl"),
        ("demo", "--port", "0"),
    ],
    ids=" ".join,
)
def test_output_that_cannot_be_written_is_told_in_one_sentence(command: tuple[str, ...]) -> None:
    with FULL.open("wb") as full:
        run = subprocess.run(
            [sys.executable, "-m", "bot", *command],
            input=json.dumps(CASE).encode(),
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    said = [line for line in run.stderr.decode().splitlines() if not line.startswith("{")]  # the demonstration's log
    assert (run.returncode, said) == (2, ["Error: the output cannot be written: No space left on device."])


def test_a_reader_that_has_seen_enough_ends_the_command_quietly() -> None:
    command = [sys.executable, "-m", "bot", "plans", "show", "tan-khai", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.parametrize("locale", [PLAIN, {}], ids=["plain", "usual"])
def test_a_question_is_read_as_utf_8_in_any_locale(locale: dict[str, str]) -> None:
    run = sotay("ask", QUESTION, **locale)
    assert (run.returncode, run.stderr) == (0, b"")
    assert run.stdout.decode("utf-8").startswith("• Công an thị trấn – chủ trì\n")


def test_the_answer_does_not_depend_on_the_locale() -> None:
    assert sotay("ask", QUESTION, "--json", **PLAIN).stdout == sotay("ask", QUESTION, "--json").stdout


def test_a_question_that_is_no_utf_8_is_answered() -> None:
    run = sotay("ask", b"Tan Khai tiem chung 2025 \xff")
    assert (run.returncode, run.stderr) == (0, b"")
    assert run.stdout.decode("utf-8")


def test_the_name_of_a_village_is_read_as_utf_8(tmp_path: Path) -> None:
    wanted = ("invite", "--role", "collaborator", "--plan", "tan-khai", "--village", "Khu phố 3")
    assert sotay(*wanted, **PLAIN, BOT_DATABASE=str(tmp_path / "x.sqlite3")).returncode == 0
    with closing(open_for_reading(tmp_path / "x.sqlite3")) as db:
        assert villages.named(db, "tan-khai", "Khu phố 3") is not None


def test_a_path_stays_as_it_was_typed(tmp_path: Path) -> None:
    path = tmp_path / "số liệu.yaml"
    path.write_text("- b\n", encoding="utf-8")
    run = sotay("plans", "check", str(path), **PLAIN)
    assert (run.returncode, run.stdout) == (1, b"")
    assert run.stderr.decode("utf-8").startswith(f"{path}:1: ")


def test_a_command_without_standard_input_refuses() -> None:
    command = ["sh", "-c", '"$0" -m bot ask --jsonl <&-', sys.executable]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (2, "Error: there is no standard input to read cases from.\n")
