"""Periods as people say them: "tháng 9", "T9/2025", "quý 3", "6 tháng đầu năm", "tháng trước", "năm 2024"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from knowledge.figures.days import is_day
from knowledge.figures.model import Amount
from knowledge.figures.period_forms import LIKELY_YEARS, PeriodMention, key_at, read_period
from knowledge.phrasebook import phrases
from knowledge.tokens import Token
from knowledge.wordlists import words


def find_periods(
    text: str, tokens: Sequence[Token], today: dt.date, numbering: Collection[int] = ()
) -> list[PeriodMention]:
    """Return the periods in *tokens* of *text*, left to right; ``UNCLEAR`` is one of them.

    What tokens in *numbering* number is something else: the 6 of "kp 6 tháng trước".
    """
    found: list[PeriodMention] = []
    index = 0
    while index < len(tokens):
        mention = None
        if index not in numbering:
            mention = _slashed(text, tokens, index) or read_period(tokens, index, today)
        if mention and not _is_of_a_share(text, tokens, mention):
            found.append(replace(mention, denied=_is_denied(tokens, index)))
            index = mention.end
        else:
            index += 1
    return found


def slip_of_this_year(period: str | None, mentions: Sequence[PeriodMention], today: dt.date) -> bool:
    """Tell whether *period* is the month that begins next, taken for last year's as no year is said: perhaps a slip."""
    next_month = f"{today.year - 1}-{today.month + 1:02d}"
    return period == next_month and any(mention.supposed and mention.period == period for mention in mentions)


def _is_of_a_share(text: str, tokens: Sequence[Token], mention: PeriodMention) -> bool:
    """See the 4 of "trẻ 9 tháng 4/40", and a year alone in "2025/2100"."""
    if mention.end == mention.start + 1:
        return _in_fraction(text, tokens[mention.start].start, tokens[mention.start].end)
    behind = _SHARE_BEHIND.match(text, tokens[mention.end - 1].end)
    aged = mention.start > 0 and tokens[mention.start - 1].kind == "number"
    return behind is not None and aged


_SHARE_BEHIND = re.compile(r"\s?/\s?\d{1,3}\b")


def _slashed(text: str, tokens: Sequence[Token], at: int) -> PeriodMention | None:
    """Read "10/2025" as a month: no village has two thousand children of one age."""
    month, year = (tokens[at].number, tokens[at + 1].number) if at + 1 < len(tokens) else (None, None)
    if month is None or year not in LIKELY_YEARS or not 1 <= month <= 12:
        return None
    first, second = tokens[at], tokens[at + 1]
    if text[first.end : second.start].strip() not in ("/", "-") or _in_fraction(text, first.start, second.end):
        return None
    return PeriodMention(at, at + 2, f"{year}-{month:02d}")


def set_right(
    tokens: Sequence[Token], periods: Sequence[PeriodMention], amounts: Sequence[Amount]
) -> list[PeriodMention]:
    """Put the period that a message corrects itself to where it said the wrong one: "tháng này 15/15, à nhầm tháng 10".

    Only words of who corrects stand before the right one, and no amount behind it.
    """
    told = [mention for mention in periods if not mention.denied]
    for wrong, right in pairwise(told):
        start = max([wrong.end, *(amount.end for amount in amounts if amount.end <= right.start)])
        said = " ".join(token.key for token in tokens[start : right.start] if token.kind != "separator")
        last = all(amount.end <= right.start for amount in amounts)
        if last and phrases("turns-to-another-period").fullmatch(said):
            moved = [replace(m, period=right.period) if m.period == wrong.period else m for m in periods]
            return [mention for mention in moved if mention.start != right.start]
    return list(periods)


def _is_denied(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a period is not the figure's: "chứ không phải quý 2", "so với tháng 9", "kế hoạch năm 2025"."""
    before = [token.key for token in tokens[max(0, at - 2) : at]]
    if before[-1:] == ["phai"] and before[0] in words("not"):
        return True
    if before[-1:] == ["truoc"] and before[0] in words("sends"):
        return True  # "nộp trước tháng 11"
    compared = before == ["so", "voi"] or (before[-1:] != [] and tokens[at - 1].text in words("compared-with"))
    return compared or "_".join(before) in words("planned")


def month_of_day(tokens: Sequence[Token], today: dt.date) -> str | None:
    """Return the month of the one past day that is named as the day of a figure: "tiêm chủng 31/31 ngày 30/9".

    Not of a day by which something is due ("trước ngày 5/11"), nor of today's month, which is meant anyway.
    """
    before, due = words("up-to-a-day"), words("due-by")
    days = [
        t.date
        for i, t in enumerate(tokens)
        if t.date and key_at(tokens, i - 1) in before and key_at(tokens, i - 2) not in due
        if t.date[2] or is_day(tokens, i, today)  # "sạch hết 2/2"
    ]
    if len(days) != 1:
        return None
    day, month, year = days[0]
    try:
        named = dt.date(year or today.year, month, day)
    except ValueError:
        return None
    return f"{named:%Y-%m}" if named <= today and (named.year, named.month) != (today.year, today.month) else None


def _in_fraction(text: str, start: int, end: int) -> bool:
    """Tell whether a stroke stands before or behind a part of *text*."""
    return text[:start].rstrip().endswith("/") or text[end:].lstrip().startswith("/")
