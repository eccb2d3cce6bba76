"""Each kind of thing that can be amiss has its sentence, in both languages, and a message that brings it about."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any, get_args

import pytest

from handlers.buttons import figures as buttons
from knowledge.entries import Language
from knowledge.figures.checks import DoubtKind
from knowledge.figures.model import ProblemKind
from knowledge.figures.villages import Villages
from knowledge.sentences import sentences
from storage import nudge_wishes, people, roles, villages
from storage.cells import Via
from storage.nudge_people import Obstacle, Wait
from tests import nudging, updates
from tests.handlers.people import COLLABORATOR, library, sends_payload
from tests.handlers.people import office as people_in_roles
from tests.handlers.sentences import holds, shown
from tests.handlers.town import LAN, MINH, PLAN, THU, Office
from tests.nudging import FIRST, SECOND, STAFF

LANGUAGES: Sequence[Language] = get_args(Language)


# -- what cannot be stored as it stands ----------------------------------------------------------------------------

# For each kind of problem messages that have it, with the sentence that says so.
PROBLEMS: Mapping[ProblemKind, Sequence[tuple[str, str]]] = {
    "unknown_indicator": [("kp3 33/35", "figures_unknown_indicator")],
    "ambiguous_indicator": [
        ("sdd 6/75", "figures_which_indicator"),
        ("sdd 8", "figures_which_of_how_many"),
        ("sdd 90/80", "figures_ambiguous_indicator"),
        ("sơ sinh 3", "figures_births"),
    ],
    "unknown_village": [("kp17 khai sinh 8/8", "figures_unknown_village")],
    "several_villages": [("kp3 với kp4 cộng lại tiêm chủng 80/85", "figures_several_villages")],
    "other_place": [("xã Minh Tâm khai sinh 30/31", "figures_other_place")],
    "numerator_over_denominator": [("tiêm chủng 51/49", "figures_numerator_over_denominator")],
    "negative": [("khai sinh -1/20", "figures_negative")],
    "not_a_number": [
        ("khai sinh ??/14", "figures_not_a_number"),
        ("tiêm chủng 45/47 = 98%", "figures_counts_disagree"),
        ("tiêm chủng như tháng trước", "figures_as_before"),
        ("như tháng trước", "figures_all_as_before"),
    ],
    "negated": [("chưa tiêm chủng 1/47", "figures_negated")],
    "increment": [("thêm 2 ca tai nạn", "figures_increment")],
    "other_group": [("trẻ 4 tuổi đi mẫu giáo 15/19", "figures_other_group")],
    "part": [("tai nạn 2 ca đuối nước, 1 ca bỏng", "figures_part")],
    "unsure": [
        ("dự kiến tiêm chủng 45/47", "figures_unsure"),
        ("tai nạn không", "figures_none_meant"),
    ],
    "said_twice": [("mẫu giáo 15/16\nmẫu giáo 14/16", "figures_said_twice")],
    "missing_denominator": [("mẫu giáo 15", "figures_missing_denominator")],
    "impossible_percent": [("mẫu giáo 110%", "figures_impossible_percent")],
    "future_period": [("tháng 12 năm 2026 mẫu giáo 14/14", "figures_future_period")],
    "unclear_period": [("tuần trước tiêm chủng 45/47", "figures_unclear_period")],
    "personal_data": [("tiêm chủng 30/31, số điện thoại mẹ bé 0918223445", "figures_personal")],
    "no_figure": [("tiêm chủng", "figures_send")],  # an answer from the plans, with the button
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "words", "key"), [(kind, *case) for kind in PROBLEMS for case in PROBLEMS[kind]])
def test_each_problem_is_explained(office: Office, kind: ProblemKind, words: str, key: str, language: Language) -> None:
    people.choose_language(office.db, people.meet(office.db, LAN, now=office.now).user_id, language)
    names = villages.names_in(office.db, PLAN)
    reading = library().figures.read(
        words, villages=Villages.of(names), own="Khu phố 3", today=office.now.date(), locality=PLAN
    )
    assert kind in {problem.kind for problem in reading.problems}
    office.sends(words)
    assert holds(shown(office.last), key, language)


def test_a_name_of_several_things_with_numbers_that_fit_none_is_said_back(office: Office) -> None:
    assert office.sends("sdd 90/80") == (
        "“sdd 90/80” có thể là nhiều mục. Bạn báo mục nào? Nhắn lại, ví dụ: <code>nhẹ cân 80/90</code>"
    )


def test_the_line_to_send_guesses_none_of_several_things(office: Office) -> None:
    assert office.sends("sdd -3/80").endswith("Nhắn lại: <code>… 3/80</code>")
    assert "<code>tử vong sơ sinh 3/40</code>" in office.sends("sơ sinh 3/40")


# -- what may be a slip of the finger ------------------------------------------------------------------------------

# For each kind of doubt what is sent before, and what is asked about then.
DOUBTS: Mapping[DoubtKind, Sequence[str]] = {
    "far": ["tai nạn tháng 9: 3 ca", "tai nạn 25 ca"],
    "size": ["tiêm chủng tháng 9 45/47", "tiêm chủng 450/470"],
    "fell": ["tiêm chủng tháng 9 45/47", "tiêm chủng 30/47"],
    "fewer": ["tai nạn 4", "bỏng 1 ca"],
    "sum": ["tai nạn tháng 9: 5 ca", "tai nạn quý 3: 2 ca"],
    "part_over_whole": ["tai nạn thương tích 1 ca", "tử vong do tai nạn thương tích 2 ca"],
    "jumped": ["tiêm chủng 45/47", "tiêm chủng 10/47"],
    "last_year": ["tiêm chủng 45/47", "tháng 11 tiêm chủng 45/47"],
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", DOUBTS)
def test_each_doubt_is_asked_about(office: Office, kind: DoubtKind, language: Language) -> None:
    people.choose_language(office.db, people.meet(office.db, LAN, now=office.now).user_id, language)
    for words in DOUBTS[kind]:
        before = office.cells()
        office.sends(words)
    assert holds(shown(office.last), f"figures_doubt_{kind}", language)
    assert office.cells() == before != []


# -- how a figure came ---------------------------------------------------------------------------------------------


def pressed(office: Office, payload: str) -> None:
    """Press the button with this payload, which the last message must have."""
    assert payload in office.buttons().values()
    office.carries(payload)


def newest(office: Office) -> int:
    """The id of the newest revision."""
    return int(office.db.execute("SELECT max(id) FROM revisions").fetchone()[0])


def by_message(office: Office) -> None:
    office.sends("tiêm chủng 45/47")


def by_edit(office: Office) -> None:
    by_message(office)
    office.edits("tiêm chủng 46/47", office.message_id())


def by_reply(office: Office) -> None:
    by_message(office)
    receipt = updates.message(LAN, text="…", reply_markup=office.last["reply_markup"])
    office.sends("46/47", reply_to_message=receipt)


def by_button(office: Office) -> None:
    office.sends("tiêm chủng tháng 9 45/47")
    pressed(office, buttons.move(newest(office)))
    pressed(office, buttons.move(newest(office), "2025-10"))


def by_dialogue(office: Office) -> None:
    village = villages.named(office.db, PLAN, "Khu phố 3")
    office.carries(buttons.send(village, "5.1", "2025-10"))
    office.sends("45/47")


def by_undoing(office: Office) -> None:
    by_message(office)
    office.sends("tiêm chủng 46/47")
    pressed(office, buttons.undo(newest(office)))


def by_decision(office: Office) -> None:
    by_message(office)
    office.sends("tiêm chủng 46/47", MINH)
    office.carries(buttons.decide(newest(office), newest(office)), THU)


WAYS: Mapping[Via, Callable[[Office], None]] = {
    "message": by_message,
    "edit": by_edit,
    "reply": by_reply,
    "button": by_button,
    "dialogue": by_dialogue,
    "undo": by_undoing,
    "decision": by_decision,
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", WAYS)
def test_the_history_says_how_each_figure_came(office: Office, way: Via, language: Language) -> None:
    people.choose_language(office.db, people.meet(office.db, LAN, now=office.now).user_id, language)
    WAYS[way](office)
    assert office.db.execute("SELECT via FROM revisions WHERE id = ?", [newest(office)]).fetchone() == (way,)
    _, newest_line, *_ = office.sends("/lichsu tiêm chủng khu phố 3 tháng 10").splitlines()
    assert newest_line.endswith(f", {sentences()[f'figures_via_{way}'][language]}")


# -- why somebody cannot be reminded -------------------------------------------------------------------------------


def talked(place: nudging.Office) -> None:
    """The person wrote a moment ago."""
    place.talk.says("cảm ơn", FIRST)


def told(place: nudging.Office) -> None:
    """Staff have had them reminded already."""
    place.press(f"n:called:{place.yearly().id}", STAFF)
    place.deliver()


def asked_for_leave(place: nudging.Office) -> None:
    """They asked to be let off, and staff have not said anything to it yet."""
    (first, *_) = villages.of_plan(place.db, place.plan)
    place.press(f"n:off:{place.yearly().id}:{first.id}", FIRST)
    place.talk.now += timedelta(hours=1)  # the press is no talk any more


def on_paper(place: nudging.Office) -> None:
    """Their village has reported on paper."""
    (first, *_) = villages.of_plan(place.db, place.plan)
    place.press(f"n:paper:{place.yearly().id}:{first.id}", FIRST)
    place.talk.now += timedelta(hours=1)


def complete(place: nudging.Office) -> None:
    """Their village has sent all there is to send."""
    place.talk.says("tiêm chủng năm 2025 45/47", FIRST)
    place.talk.now += timedelta(hours=1)


def away(place: nudging.Office) -> None:
    """They are on leave, and another collaborator of their village, who has turned reminders off, is not."""
    role = mine(place)
    granted = {"plan": place.plan, "village_id": role.village_id, "by": None, "now": place.talk.now}
    roles.grant(place.db, SECOND, "collaborator", **granted)
    roles.mark_away(place.db, role, place.talk.now.date(), by=STAFF, now=place.talk.now)


def joined(place: nudging.Office) -> None:
    """They hold their role since this very day."""
    role = mine(place)
    roles.end(place.db, role.id, by=FIRST, now=place.talk.now)
    granted = {"plan": place.plan, "village_id": role.village_id, "by": None, "now": place.talk.now}
    roles.grant(place.db, FIRST, "collaborator", **granted)


def mine(place: nudging.Office) -> roles.Role:
    (role,) = roles.of_person(place.db, FIRST)
    return role


# For each reason what brings it about for one of two people; the other has turned reminders off.
REASONS: Mapping[Obstacle | Wait, Callable[[nudging.Office], object]] = {
    "told": told,
    "today": lambda place: place.live("2025-10-22", "2025-10-22"),
    "blocked": lambda place: people.mark_reachable(place.db, FIRST, reachable=False),
    "stopped": lambda place: nudge_wishes.stop(place.db, FIRST, now=place.talk.now),
    "muted": lambda place: nudge_wishes.mute(place.db, FIRST, place.talk.now.date()),
    "away": away,
    "leave": asked_for_leave,
    "hours": lambda place: setattr(place.talk, "now", nudging.at("2025-10-22", 21)),
    "talking": talked,
}
# Whose village owes nothing is none of those to be reminded; and nobody joins after a step of this very day.
NO_REASONS: Mapping[Obstacle, Callable[[nudging.Office], object]] = {
    "paper": on_paper,
    "complete": complete,
    "joined": joined,
}


def called(place: nudging.Office, language: Language) -> str:
    """What staff are asked who want whoever is missing reminded; one of the two has turned reminders off."""
    people.choose_language(place.db, STAFF, language)
    text, _ = place.press(f"n:call:{place.yearly().id}", STAFF)
    return text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", REASONS)
def test_staff_read_why_somebody_cannot_be_reminded(reason: Obstacle | Wait, language: Language) -> None:
    with nudging.office() as place:
        place.collect("5.1")
        place.talk.now = nudging.at("2025-10-22", 10)
        nudge_wishes.stop(place.db, SECOND, now=place.talk.now)
        REASONS[reason](place)
        text = called(place, language)
    assert holds(text, "nudge_call_rest", language)
    assert sentences()[f"nudge_why_{reason}"][language] in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", NO_REASONS)
def test_whom_nothing_keeps_or_who_owes_nothing_is_not_among_them(reason: Obstacle, language: Language) -> None:
    with nudging.office() as place:
        place.collect("5.1")
        place.talk.now = nudging.at("2025-10-22", 10)
        NO_REASONS[reason](place)
        text = called(place, language)
    assert not holds(text, "nudge_call_rest", language)
    assert f"nudge_why_{reason}" not in sentences()


# -- every kind is among them --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kinds", "cases"),
    [
        pytest.param([ProblemKind], PROBLEMS, id="problems"),
        pytest.param([DoubtKind], DOUBTS, id="doubts"),
        pytest.param([Via], WAYS, id="ways"),
        pytest.param([Obstacle, Wait], {**REASONS, **NO_REASONS}, id="reasons"),
    ],
)
def test_every_kind_has_a_case(kinds: Sequence[Any], cases: Mapping[str, Any]) -> None:
    assert {one for kind in kinds for one in get_args(kind)} == set(cases)
    assert all(cases.values())


# -- which role to leave -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_holds_several_roles_chooses_the_one_to_leave(language: Language) -> None:
    with people_in_roles() as talk:
        people.choose_language(talk.db, people.meet(talk.db, COLLABORATOR, now=talk.now).user_id, language)
        roles.grant(talk.db, COLLABORATOR, "official", plan=PLAN, by=None, now=talk.now)
        (asked,) = talk.receives(updates.text("/roi", COLLABORATOR))
        assert holds(asked["text"], "leave_which", language)
        first, second = (row[0]["callback_data"] for row in asked["reply_markup"]["inline_keyboard"])
        press = partial(sends_payload, talk, user_id=COLLABORATOR)
        really = press(second)
        assert holds(really["text"], "leave_really", language)
        yes, _ = (button["callback_data"] for row in really["reply_markup"]["inline_keyboard"] for button in row)
        assert holds(press(yes)["text"], "left", language)
        assert [role.role for role in roles.of_person(talk.db, COLLABORATOR)] == ["collaborator"]
        assert holds(press(second)["text"], "old_button_people", language)
        assert holds(press(first)["text"], "leave_really", language)
