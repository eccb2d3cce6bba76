"""Reading a message: repaired, cut into tokens, covered with what the lexicon knows, and put into typed slots."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from knowledge import vietnamese
from knowledge.harm import told_harm
from knowledge.lexicon import INITIAL, Entry, Lexicon, split_words
from knowledge.reading import Reading
from knowledge.slot_filler import SlotFiller
from knowledge.spans import Span, best_cover, find_spans, mend, split_joined
from knowledge.tokens import Token, tokenize
from knowledge.village_terms import LAST_WORDS, OTHER_WORDS
from knowledge.wordlists import words

MAX_CHARACTERS = 4096
_MOST_TOKENS_TO_MEND = 60

_VILLAGE_WORDS = LAST_WORDS - OTHER_WORDS
# Levels of the places that everybody knows: their names count however they are typed.
_KNOWN_TO_ALL = frozenset({"province", "city"})
_MOST_AROUND = 2  # words on either side that make a name part of a phrase
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
        places = [i for s in cover if any(e.slot == "place" for e in s.entries) for i in range(s.start, s.end)]
        places += [at + 1 for at, term in enumerate(tokens) if term.key in _VILLAGE_WORDS]  # the name of a village
        short = len(tokens) <= _MOST_TOKENS_TO_MEND
        mended = mend(self._lexicon, tokens, unexplained, fixed=places) if short else None
        better = self._cover(mended.tokens) if mended else []
        if mended and len(_unexplained(mended.tokens, better)) <= len(unexplained):
            tokens, cover = mended.tokens, better
        else:
            mended = None  # "tổ trưởng báo" is as little explained by "trưởng bản"
        spelled = self._spelled(tokens, cover)
        told = told_harm(tokens)
        if not told and mended and len(typed) == len(tokens):
            told = told_harm(typed)  # a deed is no slip
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
        found = (self._plausible(tokens, span) for span in find_spans(self._lexicon, tokens))
        return best_cover([span for span in found if span], len(tokens))

    def _plausible(self, tokens: Sequence[Token], span: Span) -> Span | None:
        """Drop gazetteer names that are ordinary words here; a level word or capitals make a name."""
        if tokens[span.start].key == "soc" and span.start and tokens[span.start - 1].key == "cham":
            return None  # "được chăm sóc 97/97" is not Sóc 97
        if tokens[span.start].text == "sóc" and span.end == span.start + 1 and tokens[span.start - 1].key == "coi":
            return None  # "coi sóc"
        if tokens[span.start].text == "sóc" and span.end == span.start + 1 and tokens[span.end - 2].key == "coi":
            return None  # "coi sóc"
        if tokens[span.start].kind == "number" and span.start and tokens[span.start - 1].key in _VILLAGE_WORDS:
            return None  # "kp8 t9" is no age of eight
        if span.commas and tokens[span.start].key in words("children") and tokens[span.start + 1].kind == "separator":
            return None  # "khai sinh 10/10 trẻ, mẫu giáo 6/6"
        if _names_a_year(tokens, span):
            return None  # "đạt chỉ tiêu năm 2025" names no indicator 5
        if all(e.slot != "gazetteer" for e in span.entries):
            return span
        words_here = tokens[span.start : span.end]
        if any(t.alternative for t in words_here) and any(c.isdigit() for e in span.entries for c in e.id):
            return None  # "quan tâm" is not Quận 8
        named = _after_level_word(tokens, span.start) or _before_level_word(tokens, span.end)
        capital = _has_capitals(tokens, span)
        likely, known = _is_likely_name(tokens, span), _is_known_to_all(tokens, span)
        other = any(e.slot not in ("gazetteer", "filler") for e in span.entries)
        keep = (named or capital or likely or known) and not (other and not (named and capital))
        entries = tuple(e for e in span.entries if e.slot != "gazetteer" or keep)
        if not entries:
            return None
        accented = len(words_here) > 1 and _is_marked(tokens, span)
        sure = keep and (named or capital or known or accented) and not other
        return Span(span.start, span.end, entries, named=sure, commas=span.commas)


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


def _has_capitals(tokens: Sequence[Token], span: Span) -> bool:
    """Tell whether a name is written with capitals; a message that begins with it tells by the other words."""
    name = tokens[span.start : span.end]
    return any(t.capital for t in name) and all(t.capital or i == 0 for i, t in enumerate(name, span.start))


def _is_likely_name(tokens: Sequence[Token], span: Span) -> bool:
    """Tell whether words in lower case may be a place's name: several of them, and no ordinary phrase."""
    if span.end - span.start == 1 or _are_ordinary_words(tokens, span):
        return False
    return _is_marked(tokens, span) or not _is_part_of_a_phrase(tokens, span)


def _is_known_to_all(tokens: Sequence[Token], span: Span) -> bool:
    """Tell whether words are the name of a province or city, which counts without marks and capitals too."""
    if all(e.slot != "gazetteer" or e.kind not in _KNOWN_TO_ALL for e in span.entries):
        return False
    if _are_ordinary_words(tokens, span):
        return False
    if _is_marked(tokens, span):
        return True
    if span.end - span.start == 1 and span.start:  # Huế and Vinh are given names too
        before = tokens[span.start - 1].key
        if before in words("before-a-person-not-a-place") or before in words("surnames"):
            return False
    return not _is_part_of_a_phrase(tokens, span)


def _is_marked(tokens: Sequence[Token], span: Span) -> bool:
    """Tell whether a name was typed with all its marks: "tra liên" may be other words than Trà Liên."""
    typed = [vietnamese.marks(t.text) for t in tokens[span.start : span.end]]
    names = ([vietnamese.marks(w) for w in split_words(e.id)] for e in span.entries if e.slot == "gazetteer")
    return any(vietnamese.has_marks(t.text) for t in tokens[span.start : span.end]) and typed in names


def _are_ordinary_words(tokens: Sequence[Token], span: Span) -> bool:
    """Tell whether a name is an ordinary phrase even with its marks: "an toàn"."""
    return "_".join(t.key for t in tokens[span.start : span.end]) in words("ordinary-words-like-places")


def _is_part_of_a_phrase(tokens: Sequence[Token], span: Span) -> bool:
    """Tell whether a name without marks is other words, alone or with its neighbours: "danh gia lai"."""
    starts = range(max(0, span.start - _MOST_AROUND), span.start + 1)
    ends = range(span.end, min(len(tokens), span.end + _MOST_AROUND) + 1)
    phrases = words("phrases-like-places")
    return any("_".join(t.key for t in tokens[i:j]) in phrases for i in starts for j in ends)


def _names_a_year(tokens: Sequence[Token], span: Span) -> bool:
    """Tell whether a number that a reference ends with is the word "năm" of a year: "chỉ tiêu năm 2025", "năm nay"."""
    numbered = any(e.slot in ("reference", "concept") for e in span.entries)
    if tokens[span.end - 1].key != "nam" or span.end >= len(tokens) or not numbered:
        return False
    after = tokens[span.end]
    return (after.number or 0) >= 2000 or after.key in words("of-a-year")


def _after_level_word(tokens: Sequence[Token], at: int) -> bool:
    if at == 0:
        return False
    levels, word = words("levels-of-a-place"), tokens[at - 1].key
    return word in levels or (at > 1 and f"{tokens[at - 2].key}_{word}" in levels)


def _before_level_word(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].key in words("levels-behind-a-place")


def _unexplained(tokens: Sequence[Token], cover: Iterable[Span]) -> list[int]:
    # The name of a real place is no slip of another's: Đồng Thái is not Đồng Tháp.
    explained = {i for s in cover for i in range(s.start, s.end)}
    return [i for i, t in enumerate(tokens) if t.kind == "word" and i not in explained]
