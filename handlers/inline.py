"""Inline mode: ``@bot tiêm chủng tân khai`` typed in any chat."""

import hashlib
import re
from collections.abc import Iterator
from html import unescape
from textwrap import shorten
from typing import Any

from telegram import Update

from handlers import replies
from handlers.unit import Unit
from knowledge.reply import Reply
from knowledge.sentences import say

_MOST_RESULTS = 10
_CACHE_SECONDS = 10  # answers depend on the asker's home plan and on today
_TAG = re.compile(r"<[^>]+>")


def inline(unit: Unit, update: Update) -> None:
    """Offer complete answers, each with its source, to be sent with one tap."""
    query = update.inline_query
    if query is None:
        return
    results = [_article(title, reply) for title, reply in _answers(unit, query.query)][:_MOST_RESULTS]
    unit.answer_inline(
        query.id,
        results,
        cache_time=_CACHE_SECONDS,
        is_personal=True,
        button={"text": say("inline_button", unit.language), "start_parameter": "hoi"},
    )


def _answers(unit: Unit, text: str) -> Iterator[tuple[str, Reply]]:
    """The answer to *text*, or those to each of its readings; nothing for what has no answer."""
    if not text.strip():
        return
    reply = replies.answer(unit, text)
    if reply.kind in ("answer", "safety"):
        yield _lines(reply)[0], reply
    elif reply.kind in ("clarify", "not_found"):
        for option in reply.options:
            other = replies.run(unit, option.query)
            if other.kind == "answer" and not other.in_place:  # a page to browse is no answer
                yield option.label, other


def _article(title: str, reply: Reply) -> dict[str, Any]:
    """One result: what is shown in the list, and what is sent when it is tapped."""
    told = [line for line in _lines(reply) if line != title]
    return {
        "type": "article",
        # The same answer has the same id: Telegram counts on that, and wants at most 64 bytes.
        "id": hashlib.sha256(f"{title}\n{reply.text}".encode()).hexdigest()[:32],
        "title": shorten(title, 64, placeholder="…"),
        "description": shorten(" · ".join(told), 120, placeholder="…") or title,
        "input_message_content": {
            "message_text": reply.text,
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        },
    }


def _lines(reply: Reply) -> list[str]:
    """The lines of a reply without markup and bullets."""
    lines = (line.strip(" •–") for line in unescape(_TAG.sub("", reply.text)).splitlines())
    return [line for line in lines if line] or [""]
