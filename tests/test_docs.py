"""What the documents say is so: settings, commands, links, and every reply that they quote."""

import datetime as dt
import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click
import pytest
from click.testing import CliRunner
from pydantic import BaseModel

from bot.cli import sotay
from bot.cli_knowledge import converse
from bot.settings import PREFIX, Settings
from handlers.commands import COMMANDS
from knowledge import indicators, model
from knowledge.evaluation import case_faults
from knowledge.figures.model import ProblemKind
from knowledge.library import Library
from tests.quotes import DOCUMENTS, ROOT, renewed

README = (ROOT / "README.md").read_text("utf-8")

_BLOCK = re.compile(r"^ *```(\w+)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def blocks(kind: str) -> list[str]:
    """Every fenced block of a kind, of all documents."""
    return [body for path in DOCUMENTS for name, body in _BLOCK.findall(path.read_text("utf-8")) if name == kind]


def section(title: str) -> str:
    """One section of the README."""
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def make_targets() -> set[str]:
    return set(re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)[0].split())


def leaves(group: click.Group, *path: str) -> Iterator[tuple[str, ...]]:
    """The full names of all commands."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from leaves(command, *path, name)
        else:
            yield (*path, name)


def command_named(words: list[str]) -> click.Command | None:
    """The command that the line "sotay …" calls; None when there is no such command."""
    command: click.Command = sotay
    for word in words:
        if not isinstance(command, click.Group):
            break
        if word not in command.commands:
            return None
        command = command.commands[word]
    return command


def shown_command_lines() -> list[str]:
    """Every "sotay …" that the documents show as code."""
    lines = []
    for path in DOCUMENTS:
        text = path.read_text("utf-8")
        code = re.findall(r"`([^`\n]+)`", text) + [
            line for _, body in _BLOCK.findall(text) for line in body.splitlines()
        ]
        code += [line for line in text.splitlines() if line.startswith("    ")]
        lines += [line[found.start() :] for line in code if (found := re.search(r"(?<![\w/])sotay \w", _bare(line)))]
    return lines


def _bare(line: str) -> str:
    """The same line, of the same length, with the folder of the program blanked."""
    return line.replace(".venv/bin/", " " * len(".venv/bin/"))


def test_every_setting_is_in_the_readme_with_its_default() -> None:
    rows = re.findall(r"^\| `(BOT_\w+)` \| (.+?) \|", section("Configuration"), re.MULTILINE)
    defaults = {name: field.default for name, field in Settings.model_fields.items()}
    expected = {
        PREFIX + name.upper(): f"`{default}`" if default not in (None, ()) else "none"
        for name, default in defaults.items()
    }
    assert dict(rows) == expected


def test_every_command_is_in_the_readme() -> None:
    shown = section("Commands")
    assert [path for path in leaves(sotay) if f"`sotay {' '.join(path)}`" not in shown] == []
    assert [name for name in COMMANDS if f"`/{name}`" not in shown] == []


def test_every_make_target_is_in_the_readme_and_exists() -> None:
    shown = set(re.findall(r"(?:`|^)make (\w+)", section("Run") + section("Development"), re.MULTILINE))
    assert shown == make_targets()
    others = {target for path in DOCUMENTS for target in re.findall(r"`make (\w+)", path.read_text("utf-8"))}
    assert others <= make_targets()


@pytest.mark.parametrize("line", sorted(set(shown_command_lines())))
def test_a_command_line_that_is_shown_exists(line: str) -> None:
    command = command_named(re.findall(r"[a-z]+", line.removeprefix("sotay "))[:2])
    assert command is not None
    known = {name for parameter in command.params for name in parameter.opts} | {"--version", "--help"}
    assert set(re.findall(r"(?<!\S)--?[a-z]+", line)) <= known | {"-v"}


@pytest.mark.parametrize(
    ("title", "folder"),
    [("Add a word", "lexicon"), ("Add or change a sentence", "wording")],
    ids=["lexicon", "wording"],
)
def test_every_file_of_words_and_sentences_is_described(title: str, folder: str) -> None:
    described = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split(f"\n## {title}\n")[1].split("\n## ")[0]
    found = {path.name for path in (ROOT / "knowledge" / folder).iterdir() if path.is_file()}
    assert set(re.findall(r"`(\w+\.(?:yaml|txt))`", described)) == found


def test_the_commands_that_heed_the_database_are_named() -> None:
    paragraph = section("Configuration").split("heed `BOT_TIMEZONE` and `BOT_PLANS` alone; ")[1].split(" heed ")[0]
    known = ((name, command.callback) for name, command in sotay.commands.items())
    heed = {
        name
        for name, callback in known
        if callback and re.search(r"settings\S*\.database", inspect.getsource(callback))
    }
    assert {name.removeprefix("sotay ") for name in re.findall(r"`(sotay \w+)`", paragraph)} == heed


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    for link in _LINK.findall(path.read_text("utf-8")):
        if link.startswith("https://"):
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), link
        if anchor:
            titles = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles}, link


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_the_bot_says_what_is_quoted(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text == renewed(text), "the bot speaks otherwise now; to quote it anew: python -m tests.quotes"


def test_something_is_quoted() -> None:
    assert blocks("conversation")
    assert blocks("figures")
    assert blocks("console")


@pytest.mark.parametrize("block", blocks("json"))
def test_a_quoted_case_is_a_case_and_passes(block: str) -> None:
    case = json.loads(block)
    day = dt.date.fromisoformat(case["today"])
    *_, last = converse(Library.load(), case["turns"], today=day, home=case["home"])
    assert case_faults(case["expect"], last) == []


@pytest.mark.parametrize("block", blocks("figure"))
def test_a_quoted_message_of_figures_is_one_of_the_files(block: str) -> None:
    lines = [
        line
        for path in (ROOT / "tests" / "questions").glob("*-figures.jsonl")
        for line in path.read_text("utf-8").splitlines()
    ]
    assert json.loads(block) in [json.loads(line) for line in lines]


@pytest.mark.parametrize("block", blocks("yaml"))
def test_a_quoted_plan_is_a_plan_without_faults(block: str, tmp_path: Path) -> None:
    path = tmp_path / "quoted.yaml"
    path.write_text(block, "utf-8")
    result = CliRunner().invoke(sotay, ["plans", "check", str(path)], env={"XDG_CACHE_HOME": str(tmp_path)})
    assert (result.exit_code, result.output) == (0, f"{len(Library.load().plans) + 1} plans, no faults\n")


@pytest.mark.parametrize(
    "entry",
    [
        model.Plan,
        indicators.Goal,
        indicators.Indicator,
        indicators.Part,
        indicators.Target,
        model.Agency,
        model.Assignment,
        model.Duty,
        model.Deadline,
        model.Document,
        model.Statement,
        model.Abbreviation,
        model.Signature,
    ],
)
def test_every_field_of_a_plan_file_is_described(entry: type[BaseModel]) -> None:
    described = (ROOT / "docs" / "plans.md").read_text("utf-8")
    assert [name for name in entry.model_fields if f"`{name}`" not in described] == []


def test_the_document_on_questions_names_every_problem_of_a_figure() -> None:
    text = (ROOT / "docs" / "questions.md").read_text("utf-8")
    listed = text.split("Problems are ")[1].split("The villages are")[0]
    assert set(re.findall(r"`(\w+)`", listed)) == set(get_args(ProblemKind))
