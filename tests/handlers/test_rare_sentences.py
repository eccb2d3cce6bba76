"""Sentences for what seldom happens: each is said once in both languages, by what brings it about."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any, get_args

import pytest

from handlers.buttons import figures as buttons
from handlers.buttons import rounds as round_buttons
from handlers.progress.view import View
from knowledge.entries import Language
from storage import erasure, people, roles, rounds, village_changes
from tests import updates
from tests.conversation import Conversation
from tests.figures import put
from tests.handlers.commune import FIRST, LOOKER, NOW, OFFICER, PLAN, SECOND, commune, village
from tests.handlers.people import ADMIN, STRANGER, library
from tests.handlers.sentences import holds, shown

PEOPLE = (FIRST, SECOND, OFFICER, LOOKER, ADMIN, STRANGER)
KHAI_SINH = "thôn 1 khai sinh tháng 10"


def says(words: str, user: int, talk: Conversation) -> str:
    """Somebody writes; returns what the bot says to them last."""
    return _last(talk.receives(updates.text(words, user)), user)


def presses(payload: str, user: int, talk: Conversation) -> str:
    """Somebody presses a button; returns what the bot says to them last."""
    return _last(talk.receives(updates.press(payload, user)), user)


def _last(calls: Sequence[dict[str, Any]], user: int) -> str:
    return [shown(call) for call in calls if call["chat_id"] == user][-1]


def second_reports_for_both(talk: Conversation) -> None:
    grant = {"plan": PLAN, "village_id": village(talk, "Thôn 1").id, "by": None, "now": talk.now}
    roles.grant(talk.db, SECOND, "collaborator", **grant)


def two_of_one_name(talk: Conversation) -> str:
    talk.db.execute("UPDATE roles SET called = 'Hoa' WHERE role = 'collaborator'")
    return says("/nguoidung Hoa", OFFICER, talk)


def of_the_demonstration(talk: Conversation) -> str:
    talk.db.execute("UPDATE villages SET demo = 1")
    return says("/thon", OFFICER, talk)


def invited_as_administrator(talk: Conversation) -> str:
    link = says("/moi Hoằng Đức quản trị viên", ADMIN, talk)
    return says(f"/start {link.partition('?start=')[2].split()[0]}", STRANGER, talk)


def joined_as_administrator(talk: Conversation) -> str:
    invited_as_administrator(talk)
    yes = talk.owed()[-1]["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    return presses(yes, STRANGER, talk)


def the_last_page(talk: Conversation) -> str:
    return presses(buttons.missing(village(talk, "Thôn 1"), "2025-10", 30), FIRST, talk)


def no_number_of_cases(talk: Conversation) -> str:
    presses(buttons.send(village(talk, "Thôn 1"), "11.1", "2025-10"), FIRST, talk)
    return says("để em xem sổ", FIRST, talk)


def more_than_fit(talk: Conversation) -> str:
    for name in ("Thôn 1", "Thôn 2"):
        for measure in library().measures.every():
            put(talk.db, village(talk, name), measure.code, "2025-10", 3, user_id=OFFICER)
    return says("/cuatoi", OFFICER, talk)


def disputed(talk: Conversation) -> str:
    second_reports_for_both(talk)
    says("khai sinh 10/20", FIRST, talk)
    says("thôn 1 khai sinh 12/20", SECOND, talk)
    return says(f"/lichsu {KHAI_SINH}", FIRST, talk)


def disputed_in_a_round(talk: Conversation) -> str:
    disputed(talk)
    return presses("r:see:1", OFFICER, talk)


def of_one_who_left(talk: Conversation) -> str:
    says("khai sinh 10/20", FIRST, talk)
    erasure.erase_person(talk.db, FIRST, now=talk.now)
    return says(f"/lichsu {KHAI_SINH}", OFFICER, talk)


def of_a_village_that_closed(talk: Conversation) -> str:
    says("khai sinh 10/20", FIRST, talk)
    village_changes.close(talk.db, village(talk, "Thôn 1"), by=OFFICER, now=talk.now + timedelta(minutes=1))
    talk.now += timedelta(minutes=2)
    return presses(str(View("m", PLAN, "2025-10", "14.1")), OFFICER, talk)


def of_one_on_leave(talk: Conversation) -> str:
    (role,) = roles.of_person(talk.db, FIRST)
    roles.mark_away(talk.db, role, talk.now.date(), by=OFFICER, now=talk.now)
    says("khai sinh 10/20", SECOND, talk)
    return presses(str(View("m", PLAN, "2025-10", "14.1")), OFFICER, talk)


def without_a_number(talk: Conversation) -> str:
    says("khai sinh không có số liệu vì mất sổ", FIRST, talk)
    return presses(str(View("v", PLAN, "2025-10", str(village(talk, "Thôn 1").id))), OFFICER, talk)


def when_nothing_is_missing(talk: Conversation) -> str:
    for name in ("Thôn 1", "Thôn 2", "Thôn 3"):
        for measure in library().measures.every():
            put(talk.db, village(talk, name), measure.code, "2025-10", 3)
    return presses(str(View("n", PLAN, "2025-10")), OFFICER, talk)


def on_paper(talk: Conversation) -> str:
    presses(f"n:paper:1:{village(talk, 'Thôn 1').id}", FIRST, talk)
    return presses("r:see:1", FIRST, talk)


def corrected_late(talk: Conversation) -> str:
    says("khai sinh 10/20", FIRST, talk)
    talk.db.execute("UPDATE revisions SET said_at = '2025-10-20T02:00:00.000+00:00'")
    talk.now = NOW.replace(day=30)
    says("khai sinh 12/20", FIRST, talk)
    return presses("r:see:1", OFFICER, talk)


def of_two_villages(talk: Conversation) -> str:
    second_reports_for_both(talk)
    return presses("r:see:1", SECOND, talk)


def no_numbers_of_indicators(talk: Conversation) -> str:
    presses("r:codes:1", OFFICER, talk)
    return says("trời hôm nay đẹp quá", OFFICER, talk)


# For each sentence what brings it about in Hoằng Đức, whose yearly round is under way.
SCENES: Mapping[str, Callable[[Conversation], str]] = {
    "ask_how": partial(says, "/hoi", LOOKER),
    "no_villages": partial(says, "/thon Minh Tâm", ADMIN),
    "villages_title_demo": of_the_demonstration,
    "people_which": two_of_one_name,
    "nameless": partial(says, "/nguoidung", OFFICER),
    "task_admin": invited_as_administrator,
    "first_admin": joined_as_administrator,
    "figures_choose_plan": partial(says, "tiêm chủng 45/47", ADMIN),
    "figures_from_start": the_last_page,
    "figures_expect_cases": no_number_of_cases,
    "figures_mine_hidden": more_than_fit,
    "figures_history_disputes": disputed,
    "figures_by_nobody": of_one_who_left,
    "measure_left": of_a_village_that_closed,
    "village_away": of_one_on_leave,
    "village_no_data": without_a_number,
    "missing_none": when_nothing_is_missing,
    "rounds_own_paper": on_paper,
    "rounds_count_checked": disputed_in_a_round,
    "rounds_corrections": corrected_late,
    "rounds_button_send_of": of_two_villages,
    "rounds_expected_codes": no_numbers_of_indicators,
    "rounds_until_year": partial(says, "/them_han báo cáo hè đến hết ngày 1/9 hằng năm", OFFICER),
    "rounds_before_quarter_last": partial(says, "/them_han sơ kết quý trước ngày 20 hằng quý", OFFICER),
}


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("key", SCENES)
def test_a_rare_sentence_is_said(key: str, language: Language) -> None:
    with commune() as talk:
        for user in PEOPLE:
            people.choose_language(talk.db, people.meet(talk.db, user, now=talk.now).user_id, language)
        says("/dot", OFFICER, talk)
        assert holds(SCENES[key](talk), key, language)


@pytest.mark.parametrize("language", get_args(Language))
def test_a_round_without_a_day_says_so(language: Language) -> None:
    with commune("dong-thap") as talk:
        people.choose_language(talk.db, people.meet(talk.db, OFFICER, now=talk.now).user_id, language)
        says("/dot", OFFICER, talk)
        found, *_ = rounds.of_plan(talk.db, "dong-thap")
        page = presses(round_buttons.see(found.id), OFFICER, talk)
        assert holds(page, "rounds_no_day_yet", language)
        assert holds(page, "rounds_button_set_day", language)
        rounds.close(talk.db, found.id, by=OFFICER, now=talk.now)
        assert holds(presses(round_buttons.past("dong-thap"), OFFICER, talk), "rounds_no_day", language)
