"""The pieces of the benchmark work, at a tiny size; what they measure is not looked at."""

import asyncio
import json
import random
from dataclasses import asdict
from pathlib import Path

import pytest

from knowledge.library import Library
from tests.bench import asking, canonical, country, looking, many, nudging, peers, questions, reporters, whole
from tests.bench.measuring import Times, processor_seconds, resident_mebibytes, timed
from tests.bench.tables import Table, against, write_between_markers


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.load()


def test_times_know_their_middle_and_their_tail() -> None:
    times = Times(tuple(float(n) for n in range(1, 201)))
    assert (times.median, times.p99, times.worst) == (100.5, 198.0, 200.0)
    assert Times((3.0,)).p99 == 3.0
    assert len(timed(str, range(5)).milliseconds) == 5


def test_a_process_tells_its_memory_and_time() -> None:
    assert 1 < resident_mebibytes() <= resident_mebibytes(peak=True) + 1
    assert processor_seconds(1) >= 0


def test_a_table_prints_and_takes_its_place_in_a_page(tmp_path: Path) -> None:
    table = Table("x", "Title", ("what", "ms"), [("one", "1.0"), ("eleven", "11.0")], note="Note.")
    assert table.text() == "Title\n  what      ms\n  one      1.0\n  eleven  11.0\nNote."
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- bench:x -->\nold\n<!-- /bench:x -->\nafter\n", "utf-8")
    write_between_markers(page, [table])
    write_between_markers(page, [table])
    assert page.read_text("utf-8") == (
        "before\n<!-- bench:x -->\n**Title**\n\n"
        "| what | ms |\n| --- | ---: |\n| one | 1.0 |\n| eleven | 11.0 |\n\n"
        "Note.\n<!-- /bench:x -->\nafter\n"
    )
    with pytest.raises(ValueError, match="no place for y"):
        write_between_markers(page, [Table("y", "", ())])


def test_a_limit_is_kept_or_not() -> None:
    assert [against(1, 1, "ms"), against(1.2, 1, "ms")] == ["≤ 1 ms ✓", "≤ 1 ms ✗"]
    assert against(1.4, 1.5, "×", at_least=True) == "≥ 1.5 × ✗"


def test_every_table_has_its_place_in_the_document() -> None:
    page = (Path(__file__).parents[2] / "docs" / "benchmarks.md").read_text("utf-8")
    for key in ("machine", "asking", "peers", "whole", "size", "many-start", "many-asking"):
        assert page.count(f"<!-- bench:{key} -->") == page.count(f"<!-- /bench:{key} -->") == 1


def test_questions_are_put_about_other_places() -> None:
    asked = [
        questions.Question(text, questions.DAY, None, {})
        for text in ("tan khai tiem chung", "Tân Khai: CT 5?", "TAN KHAI 2025", "Minh Tâm và An Lão", "chỉ tiêu 5")
    ]
    found = questions.about_other_places(asked, [questions.Place("Gò Vấp", "")], seed=1)
    assert [text for text, _ in found] == ["go vap tiem chung", "Gò Vấp: CT 5?", "Go Vap 2025"]


def test_asking_gives_a_row(library: Library) -> None:
    times = asking.ask_all(library, questions.read_questions("dev-en.jsonl")[:5])
    assert asking.row("x", times)[:2] == ("x", "5")


def test_the_country_has_its_units() -> None:
    units = country.todays_units()
    assert len(units) == len({unit.id for unit in units}) == 3355
    assert sum(not unit.province for unit in units) == 34
    assert max(len(unit.id) for unit in units) <= 24  # a query with the id still fits a button


def test_synthetic_plans_are_plans_and_the_same_each_time(library: Library, tmp_path: Path) -> None:
    units = country.todays_units()[::800]
    first = country.write_country(tmp_path / "a", units)
    second = country.write_country(tmp_path / "b", units)
    names = sorted(path.name for path in first.iterdir())
    assert [(first / name).read_bytes() for name in names] == [(second / name).read_bytes() for name in names]
    some = Library.load((first,), cache=tmp_path / "cache")
    for unit in units:
        plan = some.plans[unit.id]
        assert len(plan.indicators) == 24
        assert any(agency.name.endswith(unit.name) for agency in plan.agencies)
    one, other = (country.make_plan(unit, library.plans["tan-khai"], random.Random(unit.id)) for unit in units[:2])
    assert one["goals"] != other["goals"]


def test_many_plans_are_loaded_and_counted(tmp_path: Path) -> None:
    units = country.todays_units()[100:130:10]
    plans = country.write_country(tmp_path, units)
    seconds, mebibytes = many.fresh_start(plans, tmp_path / "cache")
    assert seconds > 0
    assert mebibytes > 10
    library = Library.load((plans,), cache=tmp_path / "cache")
    asked = questions.about_other_places(
        questions.read_questions("dev-vi.jsonl")[:30], [questions.Place(u.name, u.province) for u in units], 0
    )
    found = many.outcomes(library, asked)
    assert sum(found[kind] for kind in ("answer", "clarify", "not_found", "help", "out_of_scope", "safety")) == len(
        asked
    )
    assert found["answer"] > 0


def test_each_fact_has_a_canonical_question_with_a_reply(library: Library) -> None:
    facts = {fact.text: fact.reply for fact in canonical.canonical_questions(library)}
    assert len(facts) > 2000
    assert "95" in facts["thị trấn Tân Khai trẻ dưới 1 tuổi, đủ 8 loại vắc xin 2025 mục tiêu bao nhiêu"].text


@pytest.mark.parametrize("name", peers.PEERS)
def test_a_peer_finds_a_question_in_its_own_words(name: str) -> None:
    texts = ["tan khai tiem chung 2025", "hoang duc ai phu trach chi tieu 9", "an lao han bao cao nam"]
    nearest = peers.PEERS[name](texts)
    assert [nearest(text)[0] for text in texts] == [0, 1, 2]


def test_a_peer_is_scored_at_its_best_threshold(library: Library) -> None:
    asked = questions.read_questions("dev-vi.jsonl")[:12]
    facts = canonical.canonical_questions(library)[:200]
    nearest = peers.by_full_text([questions.plain(fact.text) for fact in facts])
    result = peers.score_peer(nearest, facts, library, asked)
    assert result.always is not None
    assert result.passed >= result.always
    assert peers.score_bot(library, asked).passed > 0


@pytest.mark.parametrize("bot", ["echo", "ours"])
async def test_a_whole_bot_answers_everything(bot: str) -> None:
    async with asyncio.timeout(60):
        run = await whole.run_bot(bot, whole.real_questions(30))
    assert run.rate > 0
    assert run.mebibytes > 20


async def test_a_day_of_reminders_is_gone_through(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "people.sqlite3"
    reporters.fill(path, library, ["tan-khai", "hoang-duc"], villages=20)
    found = await looking.look_and_send(path, library)
    claimed = {name: look.claimed for name, look in found.looks.items()}
    # 200 collaborators less 20 of complete villages, those who blocked, muted or are away, and two staff.
    assert claimed == {"first": 0, "night": 0, "claiming": 172, "next": 0, "check": 0}
    assert found.overtaken <= 10
    shown = nudging.table(json.loads(json.dumps(asdict(found))), 2)
    assert shown.rows[0][0] == "found and claimed: 172 people"


async def test_a_bot_is_started_until_its_first_answer() -> None:
    async with asyncio.timeout(60):
        waited, used = await whole.start_to_first_answer()
    assert waited > 0
    assert used > 0
