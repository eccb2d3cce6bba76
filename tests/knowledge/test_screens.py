"""Buttons that lead on and back, and a number alone."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from knowledge.library import Library
from knowledge.query import Query
from knowledge.reply import Option

TODAY = dt.date(2025, 4, 20)


def asked(library: Library, text: str, home: str | None = None) -> str:
    """The query of a reply, without its version."""
    return (library.answer(text, today=TODAY, home=home).query or "").removeprefix("1:")


@pytest.mark.parametrize(
    ("text", "home", "query"),
    [
        ("1", None, "target #1"),
        ("9", None, "target #9"),
        ("24?", None, "target #24"),
        ("9", "tan-khai", "target @tan-khai #9"),
        ("tan khai 9", None, "target @tan-khai #9"),
        ("9 Đồng Tháp", None, "target @dong-thap #9"),
        ("9 2025", None, "target #9 2025"),
        ("Tân Khai 9, 2030", None, "target @tan-khai #9 2030"),
    ],
)
def test_a_number_alone_is_that_indicator(library: Library, text: str, home: str | None, query: str) -> None:
    assert asked(library, text, home) == query


@pytest.mark.parametrize("text", ["9%", "76,9", "nơi nào đặt 9", "9,5", "2025", "0", "25", "9 10"])
def test_a_figure_is_no_indicator(library: Library, text: str) -> None:
    assert not re.search(r"target.* #\d", asked(library, text))


@pytest.mark.parametrize("text", ["tất cả chỉ tiêu", "các chỉ tiêu mục tiêu 1", "mục tiêu 2 tân khai và hoằng đức"])
def test_the_goals_of_several_plans_are_opened_plan_by_plan(library: Library, text: str) -> None:
    labels = [option.label for option in library.answer(text, today=TODAY).options]
    assert len(labels) == len(set(labels))
    assert {"Tân Khai", "Hoằng Đức"} <= set(labels)
    assert not any(label.startswith("Mục tiêu") for label in labels)


def test_the_goals_of_one_plan_are_buttons(library: Library) -> None:
    labels = [option.label for option in library.answer("tất cả chỉ tiêu tân khai", today=TODAY).options]
    assert labels == ["Mục tiêu 1", "Mục tiêu 2", "Mục tiêu 3", "Mục tiêu 4"]


def back(library: Library, query: str) -> str | None:
    """Where the way back leads from a screen."""
    options: tuple[Option, ...] = library.run(query, today=TODAY).options
    return next((option.query for option in options if option.label == "‹ Quay lại"), None)


def test_the_screens_of_agencies_lead_back(library: Library) -> None:
    for plan in library.plans.values():
        screen = f"1:agencies @{plan.id} x=menu"
        assert back(library, screen) == f"1:plan @{plan.id} x=menu"
        agencies = library.run(screen, today=TODAY).options[:-1]
        assert agencies, plan.id
        for option in agencies:
            assert library.run(option.query, today=TODAY).in_place, option
            assert back(library, option.query) == screen, option


def test_the_list_of_objectives_leads_back(library: Library) -> None:
    assert back(library, "1:list @an-lao x=menu") == "1:plan @an-lao x=menu"


@pytest.mark.parametrize("query", ["1:agencies @tan-khai", "1:duty @tan-khai a=police", "1:list @tan-khai"])
def test_an_answer_is_no_screen(library: Library, query: str) -> None:
    assert back(library, query) is None
    assert not library.run(query, today=TODAY).in_place


def test_a_question_after_a_screen_is_answered_as_a_message(library: Library) -> None:
    screen = library.run(str(Query("duty", ("minh-tam",), agencies=("police",), extra="menu")), today=TODAY)
    assert screen.in_place
    reply = library.answer("còn trạm y tế", today=TODAY, frame=screen.frame)
    assert reply.query == "1:duty @minh-tam a=health-station"
    assert not reply.in_place
