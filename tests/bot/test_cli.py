import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import pytest
from click.testing import CliRunner, Result

from bot.cli import sotay
from bot.cli_given import DAY_AND_TIME, in_zone
from bot.lock import AlreadyRunningError, sole_owner
from storage.database import close_database, open_database


def call(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(sotay, arguments, env=environment)


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({}, "Set BOT_TOKEN to the token that @BotFather gave you, or try the bot with: sotay demo"),
        ({"BOT_TOKEN": "1:x", "BOT_TOKNE": "x"}, "There is no setting BOT_TOKNE; the nearest one is BOT_TOKEN."),
        (
            {"BOT_TOKEN": "1:x", "BOT_WEBHOOK_URL": "https://example.org/x"},
            "BOT_WEBHOOK_URL needs BOT_LISTEN too: the host:port where the bot takes updates in.",
        ),
    ],
)
def test_run_says_in_one_sentence_what_to_set(environment: dict[str, str], sentence: str) -> None:
    result = call("run", **environment)
    assert (result.output, result.exit_code) == (f"Error: {sentence}\n", 2)


def test_backup(tmp_path: Path) -> None:
    close_database(open_database(tmp_path / "x.sqlite3"))
    result = call("backup", str(tmp_path / "y.sqlite3"), BOT_DATABASE=str(tmp_path / "x.sqlite3"))
    assert result.exit_code == 0, result.output
    assert (tmp_path / "y.sqlite3").is_file()
    result = call("backup", str(tmp_path / "y.sqlite3"), BOT_DATABASE=str(tmp_path / "none.sqlite3"))
    assert (result.exit_code, result.output) == (2, f"Error: there is no database at {tmp_path / 'none.sqlite3'}\n")


def test_one_bot_for_each_database(tmp_path: Path) -> None:
    with sole_owner(tmp_path / "x.sqlite3"):
        with pytest.raises(AlreadyRunningError, match="Another bot is running"), sole_owner(tmp_path / "x.sqlite3"):
            pass
        with sole_owner(tmp_path / "y.sqlite3"):
            pass
    with sole_owner(tmp_path / "x.sqlite3"):
        pass


@pytest.mark.parametrize("start", [["-m", "bot"], ["-c", "from bot.__main__ import main; main()"]])
def test_the_command_line_starts_without_telegram(start: list[str]) -> None:
    script = "import sys, bot.cli; print(sorted({'telegram', 'aiohttp', 'sqlite3'} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert loaded.stdout == "[]\n"
    shown = subprocess.run([sys.executable, *start, "--help"], capture_output=True, text=True, check=True)
    assert {"demo", "run", "backup"} <= set(shown.stdout.split())


def test_importing_opens_no_file_and_reads_no_environment(tmp_path: Path) -> None:
    modules = "bot.run, bot.demo, bot.service, handlers.commands, storage.backup"
    environment = {"PATH": os.environ["PATH"], "BOT_TOKKEN": "misspelt"}
    subprocess.run([sys.executable, "-c", f"import {modules}"], env=environment, cwd=tmp_path, check=True)
    assert list(tmp_path.iterdir()) == []


def test_a_rehearsal_does_not_end_before_it_begins(tmp_path: Path) -> None:
    close_database(open_database(tmp_path / "x.sqlite3"))
    arguments = ("nudges", "--from", "2025-11-02", "--until", "2025-11-01")
    result = call(*arguments, BOT_DATABASE=str(tmp_path / "x.sqlite3"))
    assert result.exit_code == 2
    assert result.output.endswith("Error: Invalid value for '--until': it lies before --from.\n")


WHOLE = '{"id": "q", "turns": ["tân khai tiêm chủng 2025"], "expect": {"kind": ["answer"]}}'


def refused(result: Result) -> str:
    """The one sentence of a refusal."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    return line.removeprefix("Error: ")


@pytest.mark.parametrize(
    "command",
    [
        ("ask", "tiêm chủng"),
        ("plans", "show", "tan-khai"),
        ("plans", "check"),
        ("figures", "--jsonl"),
        ("eval", "questions.jsonl"),
        ("export", "tan-khai", "x.xlsx"),
        ("invite", "--role", "staff", "--plan", "tan-khai"),
        ("nudges", "--until", "2025-11-10"),
        ("demo", "--port", "0"),
        ("run",),
    ],
    ids=lambda command: command[0],
)
@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"BOT_PLANS": "missing.yaml"}, "missing.yaml:1: cannot be read: FileNotFoundError"),
        ({"BOT_PLAN": "x"}, "There is no setting BOT_PLAN; the nearest one is BOT_PLANS."),
    ],
    ids=["no-plan-file", "no-such-setting"],
)
def test_every_command_refuses_in_one_sentence(
    command: tuple[str, ...],
    environment: dict[str, str],
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "questions.jsonl").write_text(WHOLE, encoding="utf-8")
    close_database(open_database(tmp_path / "sotay.sqlite3"))
    assert refused(call(*command, **environment, BOT_TOKEN="1:x")) == sentence


@pytest.mark.parametrize(
    ("command", "beginning"),
    [
        (("run",), "BOT_DATABASE cannot be used: "),
        (("demo", "--port", "0", "--database", "file/x.sqlite3"), "BOT_DATABASE cannot be used: "),
        (("invite", "--role", "admin"), "BOT_DATABASE cannot be used: "),
        (("export", "tan-khai", "x.xlsx"), "BOT_DATABASE cannot be read, or x.xlsx cannot be written: "),
        (("nudges", "--until", "2025-11-10"), "BOT_DATABASE cannot be read: "),
        (("backup", "x.sqlite3"), "there is no database at "),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_place_where_no_database_can_be_is_refused(
    command: tuple[str, ...], beginning: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    assert refused(call(*command, BOT_TOKEN="1:x", BOT_DATABASE="file/x.sqlite3")).startswith(beginning)


def test_a_backup_into_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    close_database(open_database(tmp_path / "x.sqlite3"))
    (tmp_path / "file").touch()
    result = call("backup", str(tmp_path / "file" / "sub" / "y"), BOT_DATABASE=str(tmp_path / "x.sqlite3"))
    assert refused(result).startswith("the copy could not be made: ")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": "f", "text": "kp3 45/47", "expect": {"figures": []}}', "turns: Field required"),
        ('{"turns": [], "expect": {}}', "turns: Tuple should have at least 1 item"),
        ('{"turns": [null], "expect": {}}', "turns.0: Input should be a valid string"),
        ('{"turns": ["x"]}', "expect: Field required"),
        ('{"turns": ["x"], "expect": {"all": ["("]}}', "expect.all.0: "),
        ('{"turns": ["x"], "today": "20/4", "expect": {}}', "today: "),
        ("[]", "Case: Input should be an object"),
        ("{", "Case: Invalid JSON"),
    ],
)
def test_a_file_that_holds_no_questions_is_refused_with_its_line(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "some.jsonl"
    path.write_text(f"{WHOLE}\n\n{line}\n", encoding="utf-8")
    assert refused(call("eval", str(path))).startswith(f"{path}:3: {reason}")


def test_a_file_of_questions_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    path.write_bytes(b"\xff\xfe")
    assert refused(call("eval", str(path))) == f"{path}:1: cannot be read: UnicodeDecodeError"


@pytest.mark.parametrize(
    "command",
    [
        ("demo", "--port", "70000"),
        ("demo", "--now", "9999-12-31"),
        ("demo", "--now", "0001-01-01"),
        ("ask", "hoang duc bao gio nop bao cao", "--today", "9999-12-31"),
        ("ask", "hoang duc bao gio nop bao cao", "--today", "20/4"),
        ("nudges", "--until", "0001-01-10"),
        ("nudges", "--until", "2025-11-01", "--from", "0001-01-10"),
    ],
    ids=" ".join,
)
def test_what_no_plan_can_be_about_is_no_value(command: tuple[str, ...], tmp_path: Path) -> None:
    result = call(*command, BOT_DATABASE=str(tmp_path / "x.sqlite3"))
    assert result.exit_code == 2
    assert "Error: Invalid value for '--" in result.stderr


@pytest.mark.parametrize(
    "typed",
    [
        "2025-10-12T09:00:00+07:00",
        "2025-10-12T02:00:00Z",
        "2025-10-12T02:00Z",
        "2025-10-12 09:00",
        "2025-10-12T09:00",
        "2025-10-12T09:00:00.000000",
        "20251012T090000+0700",
    ],
)
def test_a_moment_is_read_in_every_form_of_iso_8601(typed: str) -> None:
    there = datetime(2025, 1, 1, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    moment = in_zone(DAY_AND_TIME.convert(typed, None, None), there)
    assert moment.isoformat() == "2025-10-12T09:00:00+07:00"


@pytest.mark.parametrize("typed", ["", "tomorrow", "12/10/2025", "2025-10-12T25:00", "1999-12-31T23:00Z"])
def test_what_is_no_moment_is_refused(typed: str) -> None:
    with pytest.raises(click.BadParameter):
        DAY_AND_TIME.convert(typed, None, None)


def test_a_rehearsal_begins_in_any_time_zone(tmp_path: Path) -> None:
    close_database(open_database(tmp_path / "x.sqlite3"))
    arguments = ("nudges", "--from", "2025-10-31T23:00:00Z", "--until", "2025-11-01")
    result = call(*arguments, BOT_DATABASE=str(tmp_path / "x.sqlite3"))
    assert (result.exit_code, result.output) == (0, "Nobody is reminded from 2025-11-01 to 2025-11-01.\n")


@pytest.mark.parametrize("command", ["run", "backup", "export", "nudges", "invite"])
def test_a_folder_is_no_database(command: str, tmp_path: Path) -> None:
    further = {
        "backup": ("copy",), "export": ("tan-khai", "x.xlsx"), "nudges": ("--until", "2025-11-10"), "run": (),
        "invite": ("--role", "admin"),
    }[command]  # fmt: skip
    result = call(command, *further, BOT_TOKEN="1:x", BOT_DATABASE=str(tmp_path))
    assert refused(result) == "BOT_DATABASE cannot be used: it is a folder; name a file in it."
