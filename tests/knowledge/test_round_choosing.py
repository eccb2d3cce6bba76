"""Choosing the indicators of a round, and the phrases that ask about rounds."""

import pytest

from knowledge.library import Library
from knowledge.rounds.asked import asked_about_rounds
from knowledge.rounds.choosing import goal_groups, listed, parse_codes

MEASURES = Library.load().measures
ALL = tuple(measure.code for measure in MEASURES.every())


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("5, 14, 3.1-3.3", "3.1 3.2 3.3 5.1 5.2 14.1"),
        ("5 14", "5.1 5.2 14.1"),
        ("chỉ tiêu 5 và 14", "5.1 5.2 14.1"),
        ("CT 3.2 – 4.1", "3.2 3.3 4.1"),
        ("4-6", "4.1 4.2 4.3 5.1 5.2 6.1"),
        ("3.2-4", "3.2 3.3 4.1 4.2 4.3"),
        ("indicators 1 and 24", "1.1 24.1"),
        ("14; 14", "14.1"),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, codes: str) -> None:
    assert parse_codes(text, MEASURES.every()) == tuple(codes.split())


@pytest.mark.parametrize("text", ["tất cả", "TAT CA", "tất cả các chỉ tiêu", "all"])
def test_all_means_all(text: str) -> None:
    assert parse_codes(text, MEASURES.every()) == ALL


@pytest.mark.parametrize(
    "text", ["", "25", "0", "3.4", "3.1-3.9", "5, blabla", "tiêm chủng 45/47", "45/47", "5-3", "-", "chỉ tiêu", "1,99"]
)
def test_what_is_no_choice_is_not_taken_for_one(text: str) -> None:
    assert parse_codes(text, MEASURES.every()) is None


def test_the_goals_of_a_plan_share_out_what_it_collects() -> None:
    groups = goal_groups(Library.load().plans["hoang-duc"], MEASURES)
    assert [group.number for group in groups] == [1, 2, 3, 4]
    assert sorted(code for group in groups for code in group.codes) == sorted(ALL)
    assert goal_groups(Library.load().plans["minh-tam"], MEASURES) == ()


def test_codes_are_listed_by_the_numbers_that_people_say() -> None:
    assert listed(["14.1", "3.2", "5.1"], MEASURES) == "3.2, 5.1, 14"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Đợt báo cáo", "list"),
        ("dot bao cao?", "list"),
        ("Reporting rounds", "list"),
        ("đợt này còn thiếu gì?", "missing"),
        ("đợt báo cáo tiêm chủng", None),
        ("hạn báo cáo", None),
        ("hạn nộp khi nào", "due"),
        ("còn mấy ngày nữa hết hạn ạ?", "due"),
        ("khi nào hết hạn nộp số liệu khu phố 3", "due"),
        ("kp3 phải gửi trước ngày nào", "due"),
        ("hạn nộp tân khai khi nào", None),
        ("báo cáo 6 tháng nộp khi nào", None),
        ("khi nào tiêm chủng", None),
        ("", None),
    ],
)
def test_only_whole_phrases_ask_about_rounds(text: str, asked: str | None) -> None:
    assert asked_about_rounds(text) == asked
