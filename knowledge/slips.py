"""Slips of the finger: words that nothing explains are read as the one phrase so near that it was meant.

Within a strict budget (see :func:`mend`), since a wrong guess is worse than a question back.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge import vietnamese
from knowledge.lexicon import Lexicon, Surface
from knowledge.tokens import Token
from knowledge.wordlists import words

_MOST_SLIPS = 6  # unexplained words that are tried; a message with more is not a slip of the finger
_LONG = 12  # letters of a phrase that may have two slips


@dataclass(frozen=True, slots=True)
class Mended:
    """Tokens with slips mended, and what was typed against how it was read."""

    tokens: tuple[Token, ...]
    guesses: tuple[tuple[str, str], ...]


def mend(
    lexicon: Lexicon, tokens: Sequence[Token], unexplained: Sequence[int], *, fixed: Collection[int] = ()
) -> Mended | None:
    """Read unexplained words as slips: one edit in 7 to 11 letters, two in 12 or more, never in digits or short words.

    A candidate must begin with the same letter, differ in no more than one edit a word, must not contradict marks typed
    on the other words, and must be the only one so near. What was typed must not be a real phrase itself, nor have any
    of the tokens at *fixed*, nor change a word that has the marks of a word of the lexicon or the plans.

    Returns:
        The mended tokens, to be matched anew; None when nothing was mended.
    """
    slips: list[Slip] = []
    written = _as_written(lexicon, tokens)
    for index in unexplained[:_MOST_SLIPS]:
        if any(s.start <= index < s.end for s in slips) or tokens[index].kind != "word":
            continue
        slip = _slip_around(lexicon, tokens, index, fixed, written)
        if slip and not any(s.start < slip.end and slip.start < s.end for s in slips):
            slips.append(slip)
    if not slips:
        return None
    mended: list[Token] = []
    at = 0
    for slip in sorted(slips, key=lambda s: s.start):
        mended.extend(tokens[at : slip.start])
        first, last = tokens[slip.start], tokens[slip.end - 1]
        mended.extend(
            first._replace(text=w, key=vietnamese.key(w), end=last.end, alternative=None, capital=False)
            for w in slip.words
        )
        at = slip.end
    mended.extend(tokens[at:])
    typed = [(" ".join(t.text for t in tokens[s.start : s.end]), " ".join(s.words)) for s in slips]
    return Mended(tuple(mended), tuple(typed))


@dataclass(frozen=True, slots=True)
class Slip:
    """Tokens ``start`` to ``end`` (exclusive), and the words they were meant to be."""

    start: int
    end: int
    words: tuple[str, ...]


def _as_written(lexicon: Lexicon, tokens: Sequence[Token]) -> frozenset[int]:
    """Return where words are that were typed with the marks of one that is known: "tài", "thoại"."""
    return frozenset(at for at, token in enumerate(tokens) if token.text in lexicon.marked)


def _slip_around(
    lexicon: Lexicon, tokens: Sequence[Token], index: int, fixed: Collection[int], written: Collection[int]
) -> Slip | None:
    best: tuple[int, int, Slip] | None = None
    for start in range(max(0, index - 4), index + 1):
        for end in range(index + 1, min(len(tokens), index + 5) + 1):
            window = tokens[start:end]
            if any(t.kind != "word" for t in window) or any(start <= i < end for i in fixed):
                continue
            if _ends_a_village(lexicon, tokens, start, end):
                continue
            guess = _nearest(lexicon, window)
            if guess is None or _is_the_same(window, guess[1]):
                continue
            if any(i in written and not _is_kept(tokens[i], guess[1]) for i in range(start, end)):
                continue
            distance, surface = guess
            if best is None or (distance, start - end) < best[:2]:
                best = (distance, start - end, Slip(start, end, surface.words))
    return best[2] if best else None


def _is_kept(token: Token, surface: Surface) -> bool:
    return any(token.key == vietnamese.key(w) and vietnamese.agrees(token.text, w) for w in surface.words)


_LONGEST_VILLAGE = 3  # words from "thôn" to the last of its name


def _ends_a_village(lexicon: Lexicon, tokens: Sequence[Token], start: int, end: int) -> bool:
    """See the "Lạt khai sinh" of "thôn Trại Lạt khai sinh", which is no slip of "làm khai sinh"."""
    before = tokens[max(0, start - _LONGEST_VILLAGE) : start]
    if words("numbered").isdisjoint(token.key for token in before):
        return False
    return "".join(token.key for token in tokens[start + 1 : end]) in lexicon.joined


def _is_the_same(window: Sequence[Token], surface: Surface) -> bool:
    """Tell whether the words stand as they should: then they are no slip, whatever else is unexplained."""
    if len(window) != len(surface.words):
        return False
    pairs = zip(window, surface.words, strict=True)
    return all(t.key == vietnamese.key(w) and vietnamese.agrees(t.text, w) for t, w in pairs)


_DIGIT = re.compile(r"\d")
_DOUBLED = re.compile(r"([bcghklmnpqrstvx])\1")  # no Vietnamese word has one: "nhẹ cann"


def _nearest(lexicon: Lexicon, window: Sequence[Token]) -> tuple[int, Surface] | None:
    """Return the one phrase that *window* is nearest to, and how many edits away; None where several are."""
    typed = "".join(t.key for t in window)
    if typed in words("not-slips"):
        return None
    if sounded := _as_it_sounds(lexicon, window):
        return 0, sounded
    if once := _typed_once(lexicon, window, typed):
        return 1, once
    if len(typed) < 6 or _DIGIT.search(typed):
        return None
    near = sorted(_on_shelves(lexicon, window, typed), key=itemgetter(0))
    rivals = {(s.entry.slot, s.entry.id) for distance, s in near if distance == near[0][0]}
    return near[0] if len(rivals) == 1 else None


def _as_it_sounds(lexicon: Lexicon, window: Sequence[Token]) -> Surface | None:
    """Return the phrase that was written as a region says it: "chẻ em", "xuy dinh dưỡng"."""
    if len(window) == 1:
        return None
    sounded = lexicon.by_sound.get(" ".join(vietnamese.regional_key(t.text) for t in window))
    if sounded and all(_tones_agree(t.text, w) for t, w in zip(window, sounded.words, strict=True)):
        return sounded
    return None


def _typed_once(lexicon: Lexicon, window: Sequence[Token], typed: str) -> Surface | None:
    """Return the phrase of which a key was pressed twice."""
    if not _DOUBLED.search(typed):
        return None
    once = lexicon.joined.get(_DOUBLED.sub(r"\1", typed))
    return once if once and _fits(window, once) else None


def _on_shelves(lexicon: Lexicon, window: Sequence[Token], typed: str) -> Iterator[tuple[int, Surface]]:
    """Give each phrase within the budget of edits, and how many it is away."""
    for length in range(len(typed) - 2, len(typed) + 3):
        budget = 2 if length >= _LONG else 1
        shelf = lexicon.shelves.get((typed[0], length))
        if shelf is None or abs(length - len(typed)) > budget:
            continue
        found = process.extract(typed, shelf.joined, scorer=OSA.distance, score_cutoff=budget, limit=8)
        for _, distance, position in found:
            surface = shelf.surfaces[position]
            if _fits(window, surface) and _is_likely(window, typed, surface):
                yield int(distance), surface


def _tones_agree(typed: str, wanted: str) -> bool:
    tone = vietnamese.marks(typed).tone
    return not tone or tone == vietnamese.marks(wanted).tone


def _is_likely(window: Sequence[Token], typed: str, surface: Surface) -> bool:
    """Tell whether a slip is likely: words of asking are not guessed from words that are right as they stand."""
    if surface.entry.slot in ("place", "concept", "agency", "plan-agency", "reference"):
        return True
    return len(typed) >= _LONG or any(not vietnamese.is_plain_syllable(t.text) for t in window)


def _fits(window: Sequence[Token], surface: Surface) -> bool:
    """Tell whether each word is within one edit of its counterpart.

    Marks may differ, or letters, but not both: "tiêu cận" is no slip of "thiếu cân".
    """
    if len(window) != len(surface.words):
        keys = {token.key for token in window}
        if len(window) > len(surface.words) and all(vietnamese.key(word) in keys for word in surface.words):
            return False  # the "âm" of "giấy khai sinh âm" is a word of its own
        return len(surface.words) > 1 and len(window) > 1 and abs(len(window) - len(surface.words)) == 1
    in_marks = in_letters = False
    for token, word in zip(window, surface.words, strict=True):
        wanted = vietnamese.key(word)
        in_letters |= token.key != wanted
        if token.key == wanted:
            in_marks |= not vietnamese.agrees(token.text, word)
            if in_marks and len(window) == 1:
                return False
        elif token.alternative and vietnamese.has_marks(token.text):
            return False  # "mười tiêm chủng" is no slip of "mũi tiêm"
        elif token.key in words("child-words"):
            return False  # whose name may follow: "cháu Bảo" is no slip of "chạy bão"
        elif (
            token.key[0] != wanted[0]
            or OSA.distance(token.key, wanted) > (1 if len(wanted) < 9 else 2)
            or len(wanted) < 3
        ):
            return False
        elif len(window) == 1 and len(token.key) == len(wanted) < 9 and sorted(token.key) != sorted(wanted):
            return False  # "wanting" is no slip of "wasting": a short word has a swap, a lost or a doubled letter
    return not (in_marks and in_letters)
