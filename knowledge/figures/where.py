"""Where a figure is from: the villages that a message names by number, "kp3", and the whole of the locality."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from knowledge.figures.villages import Villages
from knowledge.tokens import Token
from knowledge.village_terms import FIRST_WORDS, NUMBERED_TERMS, OTHER_WORDS, term_at
from knowledge.wordlists import words


class VillageName(NamedTuple):
    """A village as a message names it: its official name where it is known, else as it would be written."""

    name: str
    known: bool


def numbered(villages: Villages, term: str, number: int) -> VillageName:
    """Return the village that a term and a number name: ("kp", 3) is Khu phố 3."""
    found = villages.find(term, number)
    return VillageName(found or f"{NUMBERED_TERMS.get(term, term)} {number}", found is not None)


def whole_places(text: str, tokens: Sequence[Token], named: Collection[int]) -> Iterator[int]:
    """Give where the whole locality is named: "toàn xã", "các khu phố", "tất cả thôn", "13 khu phố"."""
    wholes = words("whole")
    for index, (token, after) in enumerate(pairwise(tokens)):
        whole = token.key in wholes and _names_level(tokens, index + 1)
        if whole or (after.key in FIRST_WORDS and index + 1 not in named and _counts_villages(text, tokens, index)):
            yield index


def _counts_villages(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Tell whether "các", "tất cả" or a number stands before a word for villages: "13 khu phố khai sinh 300/310"."""
    token = tokens[at]
    if not _names_villages(tokens, at + 1):
        return False
    if token.kind != "number":
        return token.key == "cac" or (token.key == "ca" and at > 0 and tokens[at - 1].key == "tat")
    return _is_beside_a_share(text, token)


def _is_beside_a_share(text: str, token: Token) -> bool:
    """Tell "13 khu phố khai sinh 300/310" from "10 khu phố đạt chuẩn", which counts them."""
    sentence = re.split(r"[.;\n](?!\d)", text[token.end :], maxsplit=1)[0]
    return "/" in sentence and not text[: token.start].rstrip().endswith("/")


def _names_villages(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether "khu phố", "thôn" … stands at a place, without a number of its own; "các bạn" are no "các bản"."""
    found = term_at(tokens, at)
    if found is None or tokens[at].text in OTHER_WORDS:
        return False
    return found[1] >= len(tokens) or tokens[found[1]].kind != "number"


def names_whole(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether all of a village or locality is named at a place: "cả khóm", "toàn xã"."""
    named = _names_level(tokens, at + 1) or term_at(tokens, at + 1) is not None
    return named and tokens[at].key in words("whole")


def _names_level(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a word for a locality stands at a place: "xã", "thị trấn", "đặc khu"."""
    levels, pair = words("levels-of-a-place"), "_".join(token.key for token in tokens[at : at + 2])
    return tokens[at].key in levels or pair in levels
