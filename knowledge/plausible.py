"""Which matches of the lexicon count in a message: many a name of a place is an ordinary phrase too."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge import vietnamese
from knowledge.lexicon import split_words
from knowledge.spans import Span
from knowledge.tokens import Token
from knowledge.village_terms import SURE_LAST_WORDS
from knowledge.wordlists import words

# Levels of the places that everybody knows: their names count however they are typed.
_KNOWN_TO_ALL = frozenset({"province", "city"})
_MOST_AROUND = 2  # words on either side that make a name part of a phrase


def plausible(tokens: Sequence[Token], span: Span) -> Span | None:
    """Return *span* with the entries that count here; None when none does.

    A name of the gazetteer counts beside a level word, in capitals, or where it is no ordinary phrase.
    """
    if _is_care(tokens, span) or _numbers_a_village(tokens, span) or _names_a_year(tokens, span):
        return None
    if span.commas and tokens[span.start].key in words("children") and tokens[span.start + 1].kind == "separator":
        return None  # "khai sinh 10/10 trẻ, mẫu giáo 6/6"
    if all(e.slot != "gazetteer" for e in span.entries):
        return span
    typed = tokens[span.start : span.end]
    if any(t.alternative for t in typed) and any(c.isdigit() for e in span.entries for c in e.id):
        return None  # "quan tâm" is not Quận 8
    named = _after_level_word(tokens, span.start) or _before_level_word(tokens, span.end)
    capital = _has_capitals(tokens, span)
    known = _is_known_to_all(tokens, span)
    other = any(e.slot not in ("gazetteer", "filler") for e in span.entries)
    is_name = named and capital if other else named or capital or known or _is_likely_name(tokens, span)
    entries = tuple(e for e in span.entries if e.slot != "gazetteer" or is_name)
    if not entries:
        return None
    marked = len(typed) > 1 and _is_marked(tokens, span)
    sure = is_name and not other and (named or capital or known or marked)
    return Span(span.start, span.end, entries, named=sure, commas=span.commas)


def _is_care(tokens: Sequence[Token], span: Span) -> bool:
    """See the word of "chăm sóc 97/97", which is not Sóc 97, and of "coi sóc"."""
    if not span.start or tokens[span.start].key != "soc":
        return False
    before = tokens[span.start - 1].key
    return before == "cham" or (before == "coi" and span.end == span.start + 1)


def _numbers_a_village(tokens: Sequence[Token], span: Span) -> bool:
    """See the number of "kp8 t9", which is no age of eight."""
    return tokens[span.start].kind == "number" and span.start > 0 and tokens[span.start - 1].key in SURE_LAST_WORDS


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
