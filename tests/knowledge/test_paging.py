from __future__ import annotations

import re
from html import unescape

import pytest

from knowledge.paging import PAGE_CHARACTERS, paged
from knowledge.query import Query, parse_query
from knowledge.reply import Option, Reply

QUERY = Query("duty", ("an-lao",), agencies=("labour",))


def page(text: str, number: int = 1, query: Query = QUERY) -> Reply:
    reply = Reply(kind="answer", text=text, query=str(query), options=(Option("Hướng dẫn", "1:help"),))
    return paged(reply, query.with_page(number), "vi")


def pages(text: str) -> list[Reply]:
    """Turn all pages by their buttons."""
    found = [page(text)]
    while turn := next((o for o in found[-1].options if o.label == "Trang sau ›"), None):
        query = parse_query(turn.query)
        assert query is not None
        found.append(page(text, query.page))
    return found


LINES = [f"<b>{n}</b>. việc thứ {n}: tổ chức, hướng dẫn &amp; theo dõi 🙏" for n in range(400)]


def test_a_short_reply_stays_as_it_is() -> None:
    assert page("ngắn") == Reply("answer", "ngắn", str(QUERY), options=(Option("Hướng dẫn", "1:help"),))


def test_exactly_4096_characters_need_no_page() -> None:
    assert page("a" * 4096).text == "a" * 4096
    assert page("a" * 4097).text.endswith("\n<i>Trang 1/2</i>")


def test_characters_outside_the_basic_plane_count_twice() -> None:
    assert page("🙏" * 2048).text == "🙏" * 2048
    assert "Trang 1/" in page("🙏" * 2049).text


def test_a_long_reply_loses_no_line_on_its_pages() -> None:
    found = pages("\n".join(LINES))
    assert len(found) > 2
    body = "\n".join(r.text.rsplit("\n", 1)[0] for r in found)
    assert body.split("\n") == LINES


def test_pages_fit_telegram_and_keep_their_tags() -> None:
    found = pages("\n".join(LINES))
    assert len(found) > 2
    for reply in found:
        assert len(unescape(re.sub(r"</?[a-z]>", "", reply.text)).encode("utf-16-le")) // 2 <= 4096
        assert len(reply.text.encode("utf-16-le")) // 2 <= PAGE_CHARACTERS + 100
        assert reply.text.count("<b>") == reply.text.count("</b>")


def test_buttons_turn_the_pages_both_ways() -> None:
    first, second, *_, last = pages("\n".join(LINES))
    assert [o.label for o in first.options] == ["Trang sau ›", "Hướng dẫn"]
    assert [o.label for o in second.options] == ["‹ Trang trước", "Trang sau ›", "Hướng dẫn"]
    assert [o.label for o in last.options] == ["‹ Trang trước", "Hướng dẫn"]
    assert second.options[0].query == "1:duty @an-lao a=labour"
    assert not first.in_place
    assert second.in_place


@pytest.mark.parametrize(("asked", "shown"), [(0, "Trang 1/"), (-3, "Trang 1/"), (99, "Trang 9/9")])
def test_a_page_that_does_not_exist_is_the_nearest_one(asked: int, shown: str) -> None:
    text = "\n".join("x" * 3500 for _ in range(9))
    assert shown in page(text, asked).text


def test_a_line_longer_than_a_page_is_cut() -> None:
    found = pages("<b>" + "a" * 9000 + "</b>")
    assert "".join(r.text.rsplit("\n", 1)[0].replace("\n", "") for r in found) == "a" * 9000


def test_a_cut_line_keeps_its_entities_whole() -> None:
    found = pages("x" + "&amp;" * 1800)
    assert len(found) > 1
    for reply in found:
        assert set(re.sub("&amp;|[x\n]", "", reply.text.rsplit("\n", 1)[0])) == set()


def test_a_query_too_long_for_a_button_gets_none() -> None:
    query = Query("search", words=("đ" * 40,))
    assert [o.label for o in page("\n".join(LINES), query=query).options] == ["Hướng dẫn"]
