"""The phrases of questions about progress, without their marks; read by ``asked``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal, get_args

from knowledge.phrasebook import parts_of_words, phrases, table
from knowledge.village_terms import NUMBERED_TERMS

# village: what one of them has sent; history: when, and by whom; document, workbook, table and chart: files to be made
ProgressKind = Literal["overview", "missing", "village", "history", "document", "workbook", "table", "chart"]

_KINDS: Mapping[str, ProgressKind] = {kind: kind for kind in get_args(ProgressKind)}
_MOST_CHARACTERS = 160  # of a message that can be such a question
_TERM = "|".join(sorted(map(re.escape, NUMBERED_TERMS), key=len, reverse=True))
ONE_VILLAGE = re.compile(rf"(?<!\w)(?P<term>{_TERM})\.?(?: so)? ?(?P<number>\d{{1,2}})(?![\w/])")
_OF_PERIODS = re.compile(
    r"(?<!\w)(?:(?:thang|thg|th|t|quy|qui|q|nam) ?\d{1,2}(?:[ /.-](?:nam )?20\d\d)?|(?:nam )?20\d\d|[369] thang)(?!\w)"
)


def may_ask(folded: str) -> bool:
    """Tell whether a folded message can be a question of progress: most messages of figures cannot."""
    if len(folded) > _MOST_CHARACTERS:
        return False
    return has_hint(folded) or asks_of_village(folded) or names_only(folded)


def has_hint(folded: str) -> bool:
    """Tell whether a folded message has what is in every question of progress that names no village."""
    return parts_of_words("progress-hint").search(folded) is not None


def asks_of_village(folded: str) -> bool:
    """Tell whether a folded message about a village asks something; "khu phố 3 chưa nộp" tells something."""
    return phrases("asks-of-village").search(folded) is not None or ends_asking(folded)


def ends_asking(text: str) -> bool:
    """Tell whether a question mark ends *text*."""
    return text.rstrip().endswith("?")


def names_only(folded: str) -> bool:
    """Tell whether a folded message names a village and no amount: "kp7 khai sinh quý 3" wants to see a figure."""
    rest = ONE_VILLAGE.sub(" ", folded)
    return rest != folded and says_no_amount(rest)


def says_no_amount(folded: str) -> bool:
    """Tell whether a folded message has no number but those of periods."""
    return not any(map(str.isdigit, _OF_PERIODS.sub(" ", folded)))


def found_question(folded: str) -> tuple[ProgressKind, int, int] | None:
    """Find a question about what was sent: its kind, and where it begins and ends; None where there is none."""
    return _first_of("progress-questions", folded)


def found_order(folded: str, *, works: bool) -> tuple[ProgressKind, int, int] | None:
    """Find what asks for a file to be made, and asks nothing else; of who *works* without a verb too.

    As ``found_question``.
    """
    found = _first_of("progress-files", folded) or (_first_of("progress-files-named", folded) if works else None)
    asks = found and (ends_asking(folded) or phrases("orders-no-file").search(folded))
    return None if asks else found


def _first_of(name: str, folded: str) -> tuple[ProgressKind, int, int] | None:
    for kind, pattern in table(name):
        found = pattern.search(folded)
        if found:
            return _KINDS[kind], found.start(), found.end()
    return None


def with_vietnamese_periods(text: str) -> str:
    """Write the English periods of *text* as their reader knows them: "vaccination october" has "tháng 10"."""
    for spoken, pattern in _english_periods():
        text = pattern.sub(spoken, text)
    return text


@cache
def _english_periods() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The same as in the table, in capitals too: the text is as it was typed."""
    return tuple((spoken, re.compile(pattern.pattern, re.IGNORECASE)) for spoken, pattern in table("english-periods"))
