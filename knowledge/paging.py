"""A reply longer than Telegram's 4,096 characters is cut into pages at line ends, with buttons to turn them."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.entries import Language
from knowledge.query import Query
from knowledge.reply import Option, Reply
from knowledge.sentences import say

TELEGRAM_CHARACTERS = 4096
PAGE_CHARACTERS = 3600  # below the limit, so that the page line and entities fit
_LONGEST_ENTITY = len("&quot;")


def paged(reply: Reply, query: Query, language: Language) -> Reply:
    """Return *reply*, or the page of it that *query* asks for, with buttons to the pages beside it."""
    pages = _pages(reply.text)
    if len(pages) == 1:
        return reply
    number = min(max(query.page, 1), len(pages))
    text = pages[number - 1] + "\n<i>" + say("page", language, page=number, pages=len(pages)) + "</i>"
    turns = []
    for key, page in (("button-previous", number - 1), ("button-next", number + 1)):
        turned = query.with_page(page)
        if 1 <= page <= len(pages) and turned.fits_a_button:
            turns.append(Option(say(key, language), str(turned)))
    return replace(reply, text=text, options=(*turns, *reply.options), in_place=reply.in_place or number > 1)


def _pages(text: str) -> list[str]:
    if length(text) <= TELEGRAM_CHARACTERS:
        return [text]
    pages: list[list[str]] = [[]]
    size = 0
    for line in text.split("\n"):
        for piece in _pieces(line):
            if size + length(piece) + 1 > PAGE_CHARACTERS and pages[-1]:
                pages.append([])
                size = 0
            pages[-1].append(piece)
            size += length(piece) + 1
    return ["\n".join(page) for page in pages]


def length(text: str) -> int:
    """Return the length Telegram counts, in UTF-16 units, tags included to be on the safe side."""
    return len(text.encode("utf-16-le")) // 2


def _pieces(line: str) -> list[str]:
    """Cut a line that alone is over a page: without its tags, and never inside an entity."""
    if length(line) <= PAGE_CHARACTERS:
        return [line]
    rest = re.sub(r"</?[a-z]+>", "", line)
    pieces = []
    while rest:
        end = _end_of_piece(rest)
        pieces.append(rest[:end])
        rest = rest[end:]
    return pieces


def _end_of_piece(text: str) -> int:
    """Return where to cut *text*: at half a page, as a character may count twice, or before an entity there."""
    end = PAGE_CHARACTERS // 2
    entity = text.rfind("&", end - _LONGEST_ENTITY, end)
    return entity if entity >= 0 and ";" not in text[entity:end] else end
