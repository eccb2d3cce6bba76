import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import sotay
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
    assert result.output.endswith("Error: Invalid value for --until: it lies before --from.\n")
