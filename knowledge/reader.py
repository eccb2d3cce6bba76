"""Reading a message: repaired, cut into tokens, covered with what the lexicon knows, and put into typed slots."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from knowledge import vietnamese
from knowledge.harm import told_harm
from knowledge.lexicon import INITIAL, Lexicon
from knowledge.reading import Reading
from knowledge.slot_filler import SlotFiller
from knowledge.spans import Span, best_cover, find_spans, mend, split_joined
from knowledge.tokens import Token, tokenize

MAX_CHARACTERS = 4096
_MOST_TOKENS_TO_MEND = 60

_LEVEL_WORDS = frozenset("xa huien huyen tinh phuong quan town commune district province city ward township".split())
_LEVEL_PAIRS = frozenset({("thi", "tran"), ("thi", "xa"), ("thanh", "pho")})
_VILLAGE_WORDS = frozenset({"kp", "pho", "ap", "thon", "soc", "khom", "xom"})
# Names of places that are ordinary words too: only a level word before them makes them a place.
_COMMON_WORDS = frozenset(
    {"trung tam", "an toan", "hanh phuc", "thanh cong", "doan ket", "phuc loi", "thuan loi", "an ninh", "bao an"}
)


class Reader:
    """Reads messages with one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        # The last message alone: it is read as figures and then as a question, and gone with the next one.
        self._matched = lru_cache(maxsize=1)(self._match)

    def read(self, text: str, *, today: dt.date) -> Reading:
        """Read *text*; never raises, whatever it holds."""
        repaired = self._repaired(text)
        tokens, cover, guesses = self._matched(repaired)
        reading = Reading(repaired, tokens, list(cover), guesses=list(guesses))
        SlotFiller(reading, today).fill()
        return reading

    def names_one_of(self, text: str, ids: Collection[str]) -> bool:
        """Tell whether *text* has words for an entry of the lexicon with one of these *ids*."""
        _, cover, _ = self._matched(self._repaired(text))
        return any(entry.id in ids for span in cover for entry in span.entries)

    def _repaired(self, text: str) -> str:
        return INITIAL.sub(self._joined, vietnamese.repair(text[:MAX_CHARACTERS]))

    def _match(self, repaired: str) -> tuple[tuple[Token, ...], tuple[Span, ...], tuple[tuple[str, str], ...]]:
        """Cut a message into tokens, and cover them with what the lexicon knows; slips are mended, and named."""
        tokens = split_joined(self._lexicon, tokenize(repaired, self._lexicon.words))
        cover = self._cover(tokens)
        unexplained = _unexplained(tokens, cover)
        mended = mend(self._lexicon, tokens, unexplained) if len(tokens) <= _MOST_TOKENS_TO_MEND else None
        if mended:
            tokens = mended.tokens
            cover = self._cover(tokens)
        return tuple(tokens), (*cover, *told_harm(tokens)), tuple(mended.guesses) if mended else ()

    def _joined(self, match: re.Match[str]) -> str:
        """Join the initial of a name to the rest of it, "T. Khai" to "T.Khai", so that it is not cut there."""
        keys = tuple(vietnamese.key(part) for part in match.groups())
        return f"{match[1]}.{match[2]}" if keys in self._lexicon.initials else match[0]

    def _cover(self, tokens: Sequence[Token]) -> list[Span]:
        found = (self._plausible(tokens, span) for span in find_spans(self._lexicon, tokens))
        return best_cover([span for span in found if span], len(tokens))

    def _plausible(self, tokens: Sequence[Token], span: Span) -> Span | None:
        """Drop gazetteer names that are ordinary words here; a level word or capitals make a name."""
        if tokens[span.start].key == "soc" and span.start and tokens[span.start - 1].key == "cham":
            return None  # "được chăm sóc 97/97" is not Sóc 97
        if tokens[span.start].kind == "number" and span.start and tokens[span.start - 1].key in _VILLAGE_WORDS:
            return None  # "kp8 t9" is no age of eight
        if _names_a_year(tokens, span):
            return None  # "đạt chỉ tiêu năm 2025" names no indicator 5
        if all(e.slot != "gazetteer" for e in span.entries):
            return span
        named = _after_level_word(tokens, span.start) or _before_level_word(tokens, span.end)
        words = tokens[span.start : span.end]
        if any(t.alternative for t in words) and any(c.isdigit() for e in span.entries for c in e.id):
            return None  # "quan tâm" is not Quận 8
        written = " ".join(t.key for t in words)
        capital = all(t.capital or i == 0 for i, t in enumerate(words, span.start)) and any(t.capital for t in words)
        accented = any(vietnamese.has_marks(t.text) for t in words)
        plausible = (
            named
            or capital
            or (span.end - span.start > 1 and written not in _COMMON_WORDS and (accented or len(written) > 6))
        )
        other = any(e.slot not in ("gazetteer", "filler") for e in span.entries)
        keep = plausible and not (other and not (named and capital))
        entries = tuple(e for e in span.entries if e.slot != "gazetteer" or keep)
        if not entries:
            return None
        return Span(
            span.start,
            span.end,
            entries,
            named=keep and (named or capital or (accented and len(words) > 1)) and not other,
            commas=span.commas,
        )


def _names_a_year(tokens: Sequence[Token], span: Span) -> bool:
    """Tell whether a number that a reference ends with is the word "năm" of a year: "chỉ tiêu năm 2025", "năm nay"."""
    if tokens[span.end - 1].key != "nam" or span.end >= len(tokens) or all(e.slot != "reference" for e in span.entries):
        return False
    after = tokens[span.end]
    return (after.number or 0) >= 2000 or after.key in ("nai", "nay", "ngoai", "truoc", "sau", "toi")


def _after_level_word(tokens: Sequence[Token], at: int) -> bool:
    if at == 0:
        return False
    if tokens[at - 1].key in _LEVEL_WORDS:
        return True
    return at > 1 and (tokens[at - 2].key, tokens[at - 1].key) in _LEVEL_PAIRS


def _before_level_word(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].key in (
        "town",
        "commune",
        "district",
        "province",
        "city",
        "ward",
        "township",
    )


def _unexplained(tokens: Sequence[Token], cover: Iterable[Span]) -> list[int]:
    # The name of a real place is no slip of another's: Đồng Thái is not Đồng Tháp.
    explained = {i for s in cover for i in range(s.start, s.end)}
    return [i for i, t in enumerate(tokens) if t.kind == "word" and i not in explained]
