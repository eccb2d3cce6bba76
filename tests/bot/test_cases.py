"""``ask --jsonl`` and ``figures --jsonl``: a line that is no case stops nothing."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli import sotay

QUESTION = {"id": "q", "turns": ["tân khai tiêm chủng 2025"], "today": "2025-04-20", "home": None}
MESSAGE = {"id": "f", "text": "tiêm chủng 45/47", "plan": "tan-khai", "village": "Khu phố 3", "today": "2025-10-20"}

NO_CASES = ["{", "[]", '"turns"', "null", "1", '{"turns": ', "\udc80", "[" * 100_000]
NO_QUESTIONS: list[dict[str, Any]] = [
    {},
    {**QUESTION, "turns": "tiêm chủng"},
    {**QUESTION, "turns": None},
    {**QUESTION, "turns": [None]},
    {**QUESTION, "turns": ["tiêm chủng", 5]},
    {**QUESTION, "today": "20/4"},
    {**QUESTION, "today": "9999-12-31"},
    {**QUESTION, "today": 20250420},
    {**QUESTION, "home": ["tan-khai"]},
    {**QUESTION, "home": "atlantis"},
]
NO_MESSAGES: list[dict[str, Any]] = [
    {},
    {**MESSAGE, "plan": "atlantis"},
    {**MESSAGE, "plan": None},
    {**MESSAGE, "text": None},
    {**MESSAGE, "village": 3},
    {**MESSAGE, "today": "tomorrow"},
]


def call(command: str, *lines: str) -> Result:
    given = "\n".join(lines).encode("utf-8", "surrogateescape")
    return CliRunner().invoke(sotay, [command, "--jsonl"], input=given)


@pytest.mark.parametrize(
    ("command", "good", "bad"),
    [
        *(("ask", QUESTION, line) for line in (*NO_CASES, *map(json.dumps, NO_QUESTIONS))),
        *(("figures", MESSAGE, line) for line in (*NO_CASES, *map(json.dumps, NO_MESSAGES))),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_a_line_that_is_no_case_is_complained_of_and_left_out(command: str, good: dict[str, Any], bad: str) -> None:
    result = call(command, json.dumps(good), bad, "", json.dumps(good))
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [good["id"], good["id"]]
    (complaint,) = result.stderr.splitlines()
    assert complaint.startswith("line 2: ")


@pytest.mark.parametrize(("command", "good"), [("ask", QUESTION), ("figures", MESSAGE)])
def test_good_lines_are_answered_without_a_complaint(command: str, good: dict[str, Any]) -> None:
    result = call(command, json.dumps(good), "", json.dumps(good))
    assert (result.exit_code, result.stderr, len(result.stdout.splitlines())) == (0, "", 2)


def test_half_a_character_is_printed_as_text_that_others_can_read() -> None:
    result = call("ask", json.dumps({**QUESTION, "id": "\ud800"}))
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["id"] == "?"


def test_nothing_at_all_is_no_fault() -> None:
    assert (call("ask").exit_code, call("figures", "", " ").exit_code) == (0, 0)


@pytest.mark.parametrize(("command", "good"), [("ask", QUESTION), ("figures", MESSAGE)])
def test_the_mark_of_utf_8_before_the_first_line_is_no_part_of_it(command: str, good: dict[str, Any]) -> None:
    result = call(command, "\ufeff" + json.dumps(good))
    assert (result.exit_code, result.stderr, len(result.stdout.splitlines())) == (0, "", 1)


@pytest.mark.parametrize(
    "further",
    [["tiêm chủng"], ["--json"], ["--home", "tan-khai"], ["--today", "2025-04-20"]],
    ids=" ".join,
)
def test_what_lines_say_is_not_said_beside_them(further: list[str]) -> None:
    result = CliRunner().invoke(sotay, ["ask", "--jsonl", *further], input=json.dumps(QUESTION))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("Error: With --jsonl each line says all of its case: leave out everything else.\n")


@pytest.mark.parametrize(
    ("plan", "village", "own"),
    [
        ("tan-khai", "Khu phố 3", "Khu phố 3"),
        ("tan-khai", "kp 03", "Khu phố 3"),
        ("tan-khai", None, None),
        ("tan-khai", "", ""),
        ("an-lao", "Khu phố 3", "Khu phố 3"),
        ("an-lao", None, None),
    ],
)
def test_a_village_is_one_of_the_plan_where_its_villages_are_known(
    plan: str, village: str | None, own: str | None
) -> None:
    result = call("figures", json.dumps({**MESSAGE, "plan": plan, "village": village}))
    assert (result.exit_code, result.stderr) == (0, "")
    (figure,) = json.loads(result.stdout)["figures"]
    assert figure["village"] == own


def test_a_village_that_the_plan_has_not_is_complained_of() -> None:
    result = call("figures", json.dumps({**MESSAGE, "village": "Khu phố 99"}))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "line 1: 'village' is none of the 13 of tan-khai, such as Khu phố 1\n"
