"""``sotay invite``: beside a bot that runs, and without one; and with whom the demonstration begins."""

import asyncio
import json
import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlite_utils import Database

from bot.cli import sotay
from bot.clock import SystemClock
from bot.demo_people import settle
from bot.errands import Errand, ErrandError, see_to
from bot.lock import sole_owner
from bot.playground.people import DEMO_PEOPLE
from storage import invitations, itself, people, roles, villages
from storage.database import close_database, open_database, reading
from tests.bot.running import running, until
from tests.fakes import USERNAME, FakeTelegram, serving

NOW = SystemClock().now()
VILLAGE = ("--role", "collaborator", "--plan", "tan-khai", "--village", "kp 03")


def invite(database: Path, *arguments: str) -> Result:
    return CliRunner().invoke(sotay, ["invite", *arguments], env={"BOT_DATABASE": str(database)})


def test_before_the_first_start_the_token_alone_is_printed(tmp_path: Path) -> None:
    result = invite(tmp_path / "x.sqlite3", *VILLAGE)
    assert result.exit_code == 0, result.output
    (token,) = re.findall(r"^/start ([\w-]{22})$", result.stdout, re.MULTILINE)
    assert "the newcomer sends it this line" in result.stderr
    with reading(tmp_path / "x.sqlite3") as db:
        found = invitations.find(db, token)
        assert found is not None
        assert found.village_id is not None
        village = villages.by_id(db, found.village_id)
    assert (found.role, found.plan, village.name if village else "") == ("collaborator", "tan-khai", "Khu phố 3")


def test_the_link_is_printed_once_the_bot_has_a_name(tmp_path: Path) -> None:
    db = open_database(tmp_path / "x.sqlite3")
    itself.remember_username(db, "some_bot")
    close_database(db)
    result = invite(tmp_path / "x.sqlite3", "--role", "admin")
    assert re.fullmatch(r"https://t\.me/some_bot\?start=[\w-]{22}\n", result.output)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--role", "collaborator", "--plan", "tan-khai"), "Say for which khu phố: --village NAME."),
        (("--role", "staff"), "An admin has no --plan; everybody else needs one."),
        (("--role", "admin", "--plan", "tan-khai"), "An admin has no --plan; everybody else needs one."),
        (("--role", "staff", "--plan", "atlantis"), "there is no plan 'atlantis'"),
        (("--role", "staff", "--plan", "tan-khai", "--village", "kp 3"), "Only a collaborator has a --village."),
        ((*VILLAGE[:-1], "kp 3-5"), "'kp 3-5' is not the name of one village."),
        (("--role", "mayor"), "'mayor' is not one of"),
    ],
)
def test_what_is_missing_is_said(tmp_path: Path, arguments: tuple[str, ...], complaint: str) -> None:
    result = invite(tmp_path / "x.sqlite3", *arguments)
    assert result.exit_code == 2
    assert complaint in result.output
    assert list(tmp_path.iterdir()) == []


def villages_of(database: Path, plan: str = "tan-khai") -> list[str]:
    with reading(database) as db:
        return villages.names(villages.of_plan(db, plan))


@pytest.mark.parametrize("typed", ["Khu phố 3", "kp3", "KHU PHO 03"])
def test_a_village_that_is_there_is_taken(tmp_path: Path, typed: str) -> None:
    database = tmp_path / "x.sqlite3"
    invite(database, *VILLAGE)
    result = invite(database, *VILLAGE[:-1], typed)
    assert result.exit_code == 0, result.output
    assert villages_of(database) == ["Khu phố 3"]


@pytest.mark.parametrize(
    ("typed", "read"), [("kp Trung Sơm", "Khu phố Trung Sơm"), ("khu pho trung son", "Khu phố trung son")]
)
def test_a_misspelt_village_is_refused_and_the_nearest_named(tmp_path: Path, typed: str, read: str) -> None:
    database = tmp_path / "x.sqlite3"
    for name in ("Khu phố 3", "Khu phố Trung Sơn"):
        invite(database, *VILLAGE[:-1], name, "--new")
    result = invite(database, *VILLAGE[:-1], typed)
    assert result.exit_code == 2
    said = " ".join(result.output.split())
    assert f"tan-khai has no village '{read}', but 'Khu phố Trung Sơn'. If it is another one, add --new." in said
    assert villages_of(database) == ["Khu phố 3", "Khu phố Trung Sơn"]


@pytest.mark.parametrize("name", ["kp 4", "Khu phố 13", "Khu phố Bình Phước"])
def test_another_village_is_made(tmp_path: Path, name: str) -> None:
    database = tmp_path / "x.sqlite3"
    invite(database, *VILLAGE)
    result = invite(database, *VILLAGE[:-1], name)
    assert result.exit_code == 0, result.output
    assert len(villages_of(database)) == 2


def test_a_new_village_is_made_when_it_is_said_to_be_new(tmp_path: Path) -> None:
    database = tmp_path / "x.sqlite3"
    invite(database, *VILLAGE[:-1], "Khu phố Trung Sơn")
    result = invite(database, *VILLAGE[:-1], "Khu phố Trung Sơm", "--new")
    assert result.exit_code == 0, result.output
    assert villages_of(database) == ["Khu phố Trung Sơn", "Khu phố Trung Sơm"]


def test_the_villages_of_another_plan_do_not_count(tmp_path: Path) -> None:
    database = tmp_path / "x.sqlite3"
    invite(database, *VILLAGE)
    result = invite(database, "--role", "collaborator", "--plan", "hoang-duc", "--village", "thôn 1")
    assert result.exit_code == 0, result.output
    assert villages_of(database, "hoang-duc") == ["Thôn 1"]


def test_a_database_that_is_none_is_named_before_its_villages_are_read(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite3").write_text("no database" * 100, "utf-8")
    result = invite(tmp_path / "x.sqlite3", *VILLAGE)
    assert result.exit_code == 2
    assert "BOT_DATABASE cannot be used" in result.output


async def test_a_bot_that_runs_makes_the_invitation_itself(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    async with serving(FakeTelegram()) as telegram:
        with sole_owner(path):
            async with running(telegram, path) as service:
                await until(service.ready.is_set)
                errand = Errand(invitations.new_token(), "staff", "tan-khai", None)
                username = await asyncio.to_thread(see_to, errand, path, now=NOW)
                found = await service.writer.run(lambda db: invitations.find(db, errand.token))
    assert (username, found.role if found else None) == (USERNAME, "staff")
    assert list((tmp_path / "x.sqlite3-errands").iterdir()) == []


async def test_an_errand_done_twice_is_done_once(tmp_path: Path) -> None:
    errand = Errand(invitations.new_token(), "collaborator", "tan-khai", "Khu phố 3")
    for _ in range(2):
        see_to(errand, tmp_path / "x.sqlite3", now=NOW)
    with reading(tmp_path / "x.sqlite3") as db:
        assert [db["invitations"].count, db["villages"].count, db["audit"].count] == [1, 1, 1]


async def test_a_paper_that_is_no_errand_holds_nobody_up(tmp_path: Path) -> None:
    folder = tmp_path / "x.sqlite3-errands"
    folder.mkdir()
    (folder / "a.json").write_text("{", "utf-8")
    (folder / "b.json").write_text(json.dumps({"token": "t", "role": "staff", "plan": None, "village": None}), "utf-8")
    async with serving(FakeTelegram()) as telegram, running(telegram, tmp_path / "x.sqlite3"):
        await until(lambda: sorted(paper.name for paper in folder.iterdir()) == ["a.refused", "b.refused"])


def two_plans() -> Errand:
    """An errand that nobody may carry out: an administrator is one for every plan."""
    return Errand(invitations.new_token(), "admin", "tan-khai", None)


async def test_an_errand_that_the_bot_refuses_is_told_as_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    async with serving(FakeTelegram()) as telegram:
        with sole_owner(path):
            async with running(telegram, path) as service:
                await until(service.ready.is_set)
                with pytest.raises(ErrandError, match="has refused"):
                    await asyncio.to_thread(see_to, two_plans(), path, now=NOW)
    assert list((tmp_path / "x.sqlite3-errands").iterdir()) == []


def test_an_errand_that_is_refused_without_a_bot_is_told_as_refused(tmp_path: Path) -> None:
    with pytest.raises(ErrandError, match="admin of this plan and village cannot be"):
        see_to(two_plans(), tmp_path / "x.sqlite3", now=NOW)


async def test_what_nobody_waits_for_any_more_is_thrown_away(tmp_path: Path) -> None:
    folder = tmp_path / "x.sqlite3-errands"
    folder.mkdir()
    for name in ("old.draft", "old.refused", "new.draft", "new.refused"):
        (folder / name).touch()
    for old in folder.glob("old.*"):
        os.utime(old, (0, 0))
    async with serving(FakeTelegram()) as telegram, running(telegram, tmp_path / "x.sqlite3"):
        await until(lambda: {paper.name for paper in folder.iterdir()} == {"new.draft", "new.refused"})


def test_a_bot_that_does_not_answer_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    errand = Errand(invitations.new_token(), "admin", None, None)
    with sole_owner(path), pytest.raises(ErrandError, match="does not answer"):
        see_to(errand, path, now=NOW, patience_seconds=0.2)
    assert list((tmp_path / "x.sqlite3-errands").iterdir()) == []


def test_a_database_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite3").write_text("no database" * 100, "utf-8")
    result = invite(tmp_path / "x.sqlite3", "--role", "admin")
    assert result.exit_code == 2
    assert "BOT_DATABASE cannot be used" in result.output


def test_nobody_writes_beside_the_bot(tmp_path: Path) -> None:
    close_database(open_database(tmp_path / "x.sqlite3"))
    with reading(tmp_path / "x.sqlite3") as db, pytest.raises(sqlite3.OperationalError, match="readonly"):
        itself.remember_username(db, "x")


def standing(db: Database) -> dict[str, list[str]]:
    """The roles of the demonstration's people, by their key."""
    found = {}
    for person in DEMO_PEOPLE:
        held = roles.of_person(db, person.user_id)
        named = [(role, villages.by_id(db, role.village_id) if role.village_id else None) for role in held]
        found[person.key] = [f"{role.role} {role.plan} {village.name if village else ''}" for role, village in named]
    return found


def test_the_demonstration_begins_with_people_and_villages(db: Database) -> None:
    settle(db, NOW)
    assert standing(db) == {
        "stranger": [],
        "official": ["official tan-khai "],
        "collaborator": ["collaborator tan-khai Khu phố 3"],
        "collaborator-2": ["collaborator tan-khai Khu phố 5"],
        "staff": ["staff tan-khai "],
        "admin": ["admin None "],
    }
    homes = {person.key: people.meet(db, person.user_id, now=NOW).home for person in DEMO_PEOPLE}
    assert [key for key, home in homes.items() if home == "tan-khai"] == ["collaborator", "collaborator-2", "staff"]
    assert len(villages.of_plan(db, "tan-khai")) == 13
    assert len(villages.of_plan(db, "hoang-duc")) == 9
    assert all(village.demo for village in villages.of_plan(db, "tan-khai"))


def test_what_people_changed_in_a_kept_demonstration_stays(db: Database) -> None:
    settle(db, NOW)
    before = db["villages"].count
    (role,) = roles.of_person(db, 1003)
    roles.end(db, role.id, by=1003, now=NOW)
    settle(db, NOW)
    assert standing(db)["collaborator"] == []
    assert db["villages"].count == before


async def test_bot_admins_are_administrators_from_the_start(tmp_path: Path) -> None:
    from bot.run import appoint

    with closing(open_database(tmp_path / "x.sqlite3")) as db:
        for _ in range(2):
            appoint((7, 8), db, NOW)
        assert [roles.of_person(db, user_id)[0].role for user_id in (7, 8)] == ["admin", "admin"]
        assert db["roles"].count == 2
