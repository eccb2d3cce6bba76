"""Buttons: each is told from the others by its label, and offers what there is."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.cli_knowledge import converse
from knowledge.library import Library
from knowledge.reply import Reply
from tests.knowledge.cases import all_cases

TODAY = dt.date(2025, 4, 20)


def labels(reply: Reply) -> list[str]:
    return [option.label for option in reply.options]


def test_no_two_buttons_of_a_reply_have_one_label(library: Library) -> None:
    for case in all_cases():
        today = dt.date.fromisoformat(case["today"]) if case.get("today") else TODAY
        for reply in converse(library, case["turns"], today=today, home=case.get("home")):
            assert len(labels(reply)) == len(set(labels(reply))), (case["id"], labels(reply))


def test_agencies_of_one_name_are_told_apart_by_their_places(library: Library) -> None:
    reply = library.run("1:agency-change a=police", today=TODAY)
    assert "Nhiệm vụ: Công an xã · Hoằng Đức" in labels(reply)
    assert "Nhiệm vụ: Công an xã · Minh Tâm" in labels(reply)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("noi nao dat 100% tiem chung nam 2030", ["Hoằng Đức: chỉ tiêu 5", "Tân Khai: chỉ tiêu 5"]),
        (
            "hoang duc chi tieu nao duoi 1%",
            [*(f"Hoằng Đức: chỉ tiêu {number}" for number in (4, 8, 9, 17)), "Các nơi khác"],
        ),
    ],
)
def test_an_indicator_found_by_its_level_is_offered_once(library: Library, said: str, wanted: list[str]) -> None:
    assert labels(library.answer(said, today=TODAY)) == wanted


def test_a_label_is_no_html(library: Library) -> None:
    reply = library.answer("tai nan an lao", today=TODAY)
    assert "Nhiệm vụ: Phòng GD&ĐT" in labels(reply)
    assert not any("&amp;" in label for label in labels(reply))


def test_the_other_year_is_offered_for_all_that_was_asked(library: Library) -> None:
    reply = library.answer("chỉ tiêu 5 và 6 năm 2025 của Tân Khai", today=TODAY)
    (year,) = [option.query for option in reply.options if option.label == "Năm 2030"]
    assert year == "1:target @tan-khai #5,6 2030"
