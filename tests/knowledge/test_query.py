from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.library import Library
from knowledge.query import MAX_BYTES, Query, parse_query

slugs = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
words = st.text(string.ascii_lowercase + "ăâđêôơưáàảãạ", min_size=1, max_size=8)
queries = st.builds(
    Query,
    kind=st.from_regex(r"[a-z]{2,8}(-[a-z]{2,8})?", fullmatch=True),
    plans=st.lists(slugs, max_size=5).map(tuple),
    items=st.lists(slugs | st.from_regex(r"[1-9][0-9]?(\.[1-9])?", fullmatch=True), max_size=3).map(tuple),
    years=st.sets(st.integers(2000, 2100), max_size=3).map(lambda y: tuple(sorted(y))),
    goals=st.lists(st.integers(1, 9), max_size=2).map(tuple),
    agencies=st.lists(slugs, max_size=2).map(tuple),
    extra=st.just("") | st.from_regex(r"[a-z0-9.-]{1,8}", fullmatch=True),
    words=st.lists(words, max_size=3).map(tuple),
    page=st.integers(1, 20),
)


@given(queries)
def test_the_canonical_text_holds_the_whole_query(query: Query) -> None:
    if len(str(query)) <= 4 * MAX_BYTES:
        assert parse_query(str(query)) == query


@given(queries)
def test_a_query_knows_whether_it_fits_a_button(query: Query) -> None:
    assert query.fits_a_button is (len(str(query).encode("utf-8")) <= 64)


@given(st.text(max_size=120))
def test_any_text_is_a_query_or_none(text: str) -> None:
    query = parse_query(text)
    assert query is None or parse_query(str(query)) is not None


@pytest.mark.parametrize(
    ("query", "text"),
    [
        (Query("target", ("tan-khai",), ("5.1",), (2025,)), "1:target @tan-khai #5.1 2025"),
        (Query("target", (), ("abuse",), (2030, 2025)), "1:target #abuse 2025,2030"),
        (Query("list", ("hoang-duc",), goals=(2,), page=3), "1:list @hoang-duc g2 ~3"),
        (Query("duty", ("minh-tam",), agencies=("police",)), "1:duty @minh-tam a=police"),
        (Query("search", words=("đuối", "nước")), "1:search w=đuối,nước"),
        (Query("plans", extra="menu"), "1:plans x=menu"),
        (Query("target", items=("5",), checks=("95",)), "1:target #5"),
    ],
)
def test_canonical_text(query: Query, text: str) -> None:
    assert str(query) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1:",
        "2:target",
        "0:target @tan-khai",
        "Target",
        "target @",
        "target #",
        "target ?",
        "target g",
        "target 20255",
        "x" * 300,
    ],
)
def test_what_is_no_query_is_refused(text: str) -> None:
    assert parse_query(text) is None


def test_a_page_is_turned_without_touching_the_rest() -> None:
    query = Query("duty", ("an-lao",), agencies=("labour",))
    assert str(query.with_page(2)) == "1:duty @an-lao a=labour ~2"
    assert query.with_page(2).with_page(1) == query


def test_every_target_and_owner_query_of_the_plans_fits_a_button(library: Library) -> None:
    queries = [
        Query(kind, (plan.id,), (item,), (2025, 2030))
        for plan in library.plans.values()
        for indicator, part in plan.parts()
        for item in {f"{indicator.number}.{part.number}" if indicator.number else part.topic, part.topic}
        for kind in ("target", "owner", "compare")
    ]
    assert queries
    assert [query for query in queries if not query.fits_a_button] == []
