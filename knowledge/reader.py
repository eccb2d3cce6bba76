"""Reading a message: repaired, cut into tokens, covered with what the lexicon knows, and put into typed slots."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from knowledge import vietnamese
from knowledge.harm import told_harm
from knowledge.lexicon import INITIAL, Entry, Lexicon
from knowledge.plausible import plausible
from knowledge.reading import Reading
from knowledge.slips import mend
from knowledge.slot_filler import SlotFiller
from knowledge.spans import Span, best_cover, find_spans, split_joined
from knowledge.tokens import Token, tokenize
from knowledge.village_terms import SURE_LAST_WORDS

MAX_CHARACTERS = 4096
_MOST_TOKENS_TO_MEND = 60

# "22,23,24", and "22,23": numbers in a row, which no figure in a plan looks like.
_IN_A_ROW = re.compile(r"(?<![\d.,/])\d{1,2}(?:,\d{1,2}){2,}(?![\d.,/%‰])")
_TWO_IN_A_ROW = re.compile(r"(?<![\d.,/])([12]\d),([12]\d)(?![\d.,/%‰]|\s*(?:%|‰|ph[aầ]n))", re.IGNORECASE)
_LAST_NUMBER = 24  # of an indicator
_BESIDE_PLANS = frozenset({"foreign", "related"})  # kinds of concepts that no plan measures


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
        return INITIAL.sub(self._joined, _with_lists_apart(vietnamese.repair(text[:MAX_CHARACTERS])))

    def _match(self, repaired: str) -> tuple[tuple[Token, ...], tuple[Span, ...], tuple[tuple[str, str], ...]]:
        """Cut a message into tokens, and cover them with what the lexicon knows; slips are mended, and named."""
        typed = tokens = split_joined(self._lexicon, tokenize(repaired, self._lexicon.words))
        cover = self._cover(tokens)
        unexplained = _unexplained(tokens, cover)
        names = _named_places(cover)
        names += [at + 1 for at, term in enumerate(tokens) if term.key in SURE_LAST_WORDS]  # of villages
        short = len(tokens) <= _MOST_TOKENS_TO_MEND
        mended = mend(self._lexicon, tokens, unexplained, fixed=names) if short else None
        better = self._cover(mended.tokens) if mended else []
        if mended and len(_unexplained(mended.tokens, better)) <= len(unexplained):
            tokens, cover = mended.tokens, better
        else:
            mended = None  # "tổ trưởng báo" is as little explained by "trưởng bản"
        spelled = self._spelled(tokens, cover)
        told = told_harm(tokens, _named_places(cover))
        if not told and mended and len(typed) == len(tokens):
            told = told_harm(typed, _named_places(cover))  # a deed is no slip
        return spelled, (*cover, *told), tuple(mended.guesses) if mended else ()

    def _spelled(self, tokens: Sequence[Token], cover: Iterable[Span]) -> tuple[Token, ...]:
        """Put the marks on things that no plan measures and that were typed without: "duoi nuoc" is named back."""
        spelled: list[Token] = []
        for span in cover:
            meant = [e for e in span.entries if e.kind in _BESIDE_PLANS and e.language == "vi"]
            if not meant:
                continue
            spelled = spelled or list(tokens)
            for at, word in enumerate(_words_of(self._lexicon, tokens[span.start : span.end], meant), span.start):
                if not vietnamese.has_marks(tokens[at].text) and vietnamese.key(word) == tokens[at].key:
                    spelled[at] = tokens[at]._replace(text=word)
        return tuple(spelled or tokens)

    def _joined(self, match: re.Match[str]) -> str:
        """Join the initial of a name to the rest of it, "T. Khai" to "T.Khai", so that it is not cut there."""
        keys = tuple(vietnamese.key(part) for part in match.groups())
        return f"{match[1]}.{match[2]}" if keys in self._lexicon.initials else match[0]

    def _cover(self, tokens: Sequence[Token]) -> list[Span]:
        found = (plausible(tokens, span) for span in find_spans(self._lexicon, tokens))
        return best_cover([span for span in found if span], len(tokens))


def _words_of(lexicon: Lexicon, typed: Sequence[Token], entries: Collection[Entry]) -> tuple[str, ...]:
    """Return how the lexicon writes what was *typed* for one of *entries*; nothing where it has it otherwise."""
    node = lexicon.root
    for token in typed:
        node = node.get(token.key, {})
    return next((surface.words for surface in node.get("", ()) if surface.entry in entries), ())


def _with_lists_apart(text: str) -> str:
    """Put spaces into numbers in a row, "22,23,24", so that they are no figure with decimals."""
    if "," not in text:
        return text
    apart = _IN_A_ROW.sub(lambda found: found[0].replace(",", ", "), text)
    return _TWO_IN_A_ROW.sub(lambda found: ", ".join(found.groups()) if _are_next(found) else found[0], apart)


def _are_next(found: re.Match[str]) -> bool:
    first, second = map(int, found.groups())
    return first + 1 == second <= _LAST_NUMBER


def _named_places(cover: Iterable[Span]) -> list[int]:
    """Return where the words of names of localities stand."""
    return [i for s in cover if any(e.slot == "place" for e in s.entries) for i in range(s.start, s.end)]


def _unexplained(tokens: Sequence[Token], cover: Iterable[Span]) -> list[int]:
    # The name of a real place is no slip of another's: Đồng Thái is not Đồng Tháp.
    explained = {i for s in cover for i in range(s.start, s.end)}
    return [i for i, t in enumerate(tokens) if t.kind == "word" and i not in explained]
