"""The interfaces that the design promises to keep, as other programs use them."""

import asyncio
import io
import json
import re
import signal
import sys
from asyncio.subprocess import PIPE
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from click.testing import CliRunner, Result

from bot.cli import sotay
from tests.end_to_end.people import Demo, Person

PLANS = Path(__file__).parents[2] / "knowledge" / "plans"
KINDS = {"answer", "clarify", "not_found", "out_of_scope", "help", "safety"}
UNITS = {"percent", "per_mille", "per_10k", "per_100k", "cases", "none"}
COMPARISONS = {"=", "<", "<=", ">", ">=", "between", "maintain", "eliminate", "below_previous_year"}


def call(*arguments: str, given: str | None = None, **environment: str) -> Result:
    return CliRunner().invoke(sotay, arguments, input=given, env=environment)


# ---- the playground


async def test_there_are_six_people(demo: Demo) -> None:
    people = await demo.get("people")
    assert [(person["person"], person["role"]) for person in people] == [
        ("stranger", "stranger"),
        ("official", "official"),
        ("collaborator", "collaborator"),
        ("collaborator-2", "collaborator"),
        ("staff", "staff"),
        ("admin", "admin"),
    ]
    assert all(person["name"] for person in people)


async def test_messages_presses_and_edits(demo: Demo) -> None:
    asked = (await demo.post("messages", person="official", text="/kehoach"))["message_id"]
    (plans,) = await demo.get("messages", person="official", after=asked, wait=20)
    assert plans["from"] == "bot"
    assert plans["buttons"][0][0] == "Hoằng Đức"
    assert (plans["document"], plans["photo"], plans["edited"]) == (None, None, False)
    await demo.post("presses", person="official", message_id=plans["message_id"], label="Tân Khai")
    (plan,) = await demo.get("messages", person="official", after=plans["message_id"], wait=20)
    assert (plan["message_id"], plan["edited"]) == (plans["message_id"], True)
    await demo.post("edits", person="official", message_id=asked, text="tân khai tiêm chủng 2025")
    (answer,) = await demo.get("messages", person="official", after=plan["message_id"], wait=20)
    assert "95%" in answer["text"]
    everything = await demo.get("messages", person="official")
    assert [(message["from"], message["edited"]) for message in everything] == [
        ("person", True),
        ("bot", True),
        ("bot", False),
    ]


async def test_the_clock_is_set_and_moved(demo: Demo) -> None:
    assert (await demo.get("clock"))["now"].startswith("2025-04-20T09:0")
    assert (await demo.post("clock", advance="3d"))["now"].startswith("2025-04-23T09:0")
    assert (await demo.post("clock", now="2025-10-28T08:30:00+07:00"))["now"].startswith("2025-10-28T08:30")


# ---- the command line


def test_ask_gives_an_answer_and_json() -> None:
    shown = call("ask", "tan khai tiem chung 2025 bn", "--today", "2025-04-20")
    assert "95%" in shown.output
    assert "<b>" not in shown.output
    reply = json.loads(call("ask", "tiêm chủng 2025", "--home", "tan-khai", "--json").output)
    assert reply["kind"] == "answer"
    assert {"plan": "tan-khai", "section": "II.2.a"} in reply["citations"]


def test_ask_takes_cases_a_line_each() -> None:
    cases: list[dict[str, Any]] = [
        {"id": "1", "turns": ["tân khai tiêm chủng 2025", "còn 2030?"], "today": "2025-04-20", "home": None},
        {"id": "2", "turns": ["con tôi bị đánh"], "today": None, "home": "tan-khai"},
        {"id": "3", "turns": [""], "today": None, "home": None},
        {"id": "4", "turns": ["thời tiết mai thế nào"], "today": None, "home": None},
    ]
    result = call("ask", "--jsonl", given="\n".join(json.dumps(case, ensure_ascii=False) for case in cases))
    replies = [json.loads(line) for line in result.output.splitlines()]
    assert [(case["id"], len(case["replies"])) for case in replies] == [("1", 2), ("2", 1), ("3", 1), ("4", 1)]
    for reply in (reply for case in replies for reply in case["replies"]):
        assert set(reply) == {"kind", "text", "query", "citations", "options", "facts"}
        assert reply["kind"] in KINDS
        assert all(set(option) == {"label", "query"} for option in reply["options"])
        assert all(len(option["query"].encode()) <= 64 for option in reply["options"])
    assert [case["replies"][0]["kind"] for case in replies[:2]] == ["answer", "safety"]
    assert "98%" in replies[0]["replies"][1]["text"]


@pytest.mark.parametrize("plan", ["hoang-duc", "dong-thap", "minh-tam", "an-lao", "tan-khai"])
def test_plans_show_gives_every_fact(plan: str) -> None:
    facts = json.loads(call("plans", "show", plan, "--json").output)
    assert {"plan", "targets", "assignments", "deadlines", "duties"} <= set(facts)
    expected = {"indicator", "part", "label", "unit", "area", "year", "comparison", "value", "value2", "section"}
    for target in facts["targets"]:
        assert expected <= set(target)
        assert target["unit"] in UNITS
        assert target["comparison"] in COMPARISONS
    for row in facts["assignments"]:
        assert {"agency", "indicator", "role", "explicit", "section"} <= set(row)
    for row in facts["deadlines"]:
        assert {"what", "who", "to", "date", "yearly", "section"} <= set(row)


def test_plans_check_names_file_line_and_reason(tmp_path: Path) -> None:
    assert call("plans", "check").exit_code == 0
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text((PLANS / "tan-khai.yaml").read_text(encoding="utf-8").replace("percent", "percents", 1))
    checked, refused = call("plans", "check", str(wrong)), call("ask", "tiêm chủng", BOT_PLANS=str(wrong))
    assert (checked.exit_code, refused.exit_code) == (1, 2)
    for result in (checked, refused):
        assert re.search(r"wrong\.yaml:\d+: .", result.output)


@pytest.mark.parametrize("command", [["ask", "tiêm chủng"], ["plans", "check"], ["run"], ["demo"], ["backup", "x"]])
def test_a_setting_that_does_not_exist_is_refused_everywhere(command: list[str]) -> None:
    result = call(*command, BOT_TOKENN="1:x")
    assert result.exit_code == 2
    assert "There is no setting BOT_TOKENN; the nearest one is BOT_TOKEN." in result.output


def test_eval_scores_a_question_file(tmp_path: Path) -> None:
    questions = Path(__file__).parents[1] / "questions" / "dev-en.jsonl"
    some = tmp_path / "some.jsonl"
    some.write_text("\n".join(questions.read_text(encoding="utf-8").splitlines()[:5]), encoding="utf-8")
    result = call("eval", str(some))
    assert result.exit_code == 0, result.output
    assert "of 5 pass" in result.output


async def test_sotay_demo_is_one_command(tmp_path: Path) -> None:
    """As a process of its own, with a database that a second start takes up again, and a backup in between."""
    database = str(tmp_path / "demo.sqlite3")
    command = ("demo", "--port", "0", "--database", database, "--now", "2025-04-20T09:00")
    for said, told in (("/datplan tan khai", "Đã chọn"), ("tiêm chủng 2025", "95%")):
        process = await asyncio.create_subprocess_exec(sys.executable, "-u", "-m", "bot", *command, stdout=PIPE)
        assert process.stdout is not None
        try:
            async with asyncio.timeout(30):
                (url,) = re.findall(r"http://\S+", (await process.stdout.readline()).decode())
                async with aiohttp.ClientSession(url) as http:
                    answer = await Person(Demo(url, Path(database), io.StringIO(), http), "official").says(said)
                    assert told in answer.text
                    assert "Hoằng Đức" not in answer.text
                copy = await asyncio.to_thread(call, "backup", str(tmp_path / "copy.sqlite3"), BOT_DATABASE=database)
                assert copy.exit_code == 0, copy.output
                process.send_signal(signal.SIGTERM)
                assert await process.wait() == 0
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
