"""The question files, scored as `sotay eval` scores them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli_knowledge import converse
from knowledge.evaluation import case_faults, evaluate_file, plain_text, read_cases
from knowledge.library import Library
from knowledge.reply import Option, Reply
from tests.knowledge.cases import FILES

LEAST_SHARE = 0.97


@pytest.mark.parametrize("path", FILES, ids=[p.stem for p in FILES])
def test_a_question_file_passes(library: Library, path: Path) -> None:
    score = evaluate_file(library, path, converse)
    report = "\n".join(score.failures)
    assert score.share >= LEAST_SHARE, report
    if path.stem.startswith("dev-"):
        assert score.wrong == 0, report


def test_the_three_files_of_the_sample_are_here() -> None:
    assert {"dev-vi", "dev-en", "dev-hard"} <= {p.stem for p in FILES}


def test_there_are_many_questions_of_our_own() -> None:
    own = [case for p in FILES if not p.stem.startswith("dev-") for case in read_cases(p)]
    assert len({tuple(case["turns"]) for case in own}) >= 150


@pytest.mark.parametrize("path", FILES, ids=[p.stem for p in FILES])
def test_a_question_file_is_well_formed(path: Path) -> None:
    cases = read_cases(path)
    assert len({case["id"] for case in cases}) == len(cases)
    kinds = {"answer", "clarify", "not_found", "out_of_scope", "help", "safety"}
    for case in cases:
        assert case["turns"], case["id"]
        assert set(case["expect"]["kind"]) <= kinds, case["id"]


def test_no_question_of_our_own_is_one_of_the_sample() -> None:
    def questions(own: bool) -> set[tuple[str, ...]]:
        return {
            tuple(t.casefold().strip() for t in case["turns"])
            for p in FILES
            if p.stem.startswith("dev-") is not own
            for case in read_cases(p)
            if len(" ".join(case["turns"]).split()) > 3
        }

    assert not questions(own=True) & questions(own=False)


# -- the scorer itself -----------------------------------------------------------------------------------------------

REPLY = Reply("answer", "<b>95%</b>\u00a0năm 2025 &amp; sau đó", options=(Option("Ai phụ trách?", "1:owner"),))


@pytest.mark.parametrize(
    ("expect", "faults"),
    [
        pytest.param({"kind": ["answer"], "all": ["95%"], "none": ["98%"]}, [], id="passes"),
        pytest.param({"kind": ["clarify"]}, ["kind answer, expected clarify"], id="another-kind"),
        pytest.param({"all": ["98%"]}, ["missing ['98%']"], id="a-pattern-is-missing"),
        pytest.param({"all": [["98%", "95%"]]}, [], id="any-of-a-list"),
        pytest.param({"none": ["95%"]}, ["must not say 95%"], id="a-banned-pattern"),
        pytest.param({"all": ["ai PHỤ trách"]}, [], id="buttons-count-and-case-does-not"),
        pytest.param({"all": ["95% năm 2025 & sau"]}, [], id="as-a-reader-sees-it"),
        pytest.param({}, [], id="nothing-expected"),
    ],
)
def test_case_faults(expect: dict[str, list[str]], faults: list[str]) -> None:
    assert case_faults(expect, REPLY) == faults


def test_plain_text() -> None:
    assert plain_text(REPLY.text) == "95% năm 2025 & sau đó"
