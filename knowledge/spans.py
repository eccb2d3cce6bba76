"""From tokens to spans: every lexicon match is found, then the best cover of the message is kept.

What no span explains is tried once more as a slip of the finger, within a strict budget (see ``similar``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge import vietnamese
from knowledge.lexicon import Entry, Lexicon, Node, Surface
from knowledge.tokens import Token
from knowledge.wordlists import words


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens ``start`` to ``end`` (exclusive) read as any of ``entries``."""

    start: int
    end: int
    entries: tuple[Entry, ...]
    named: bool = False  # a place's name with a level word beside it, or with capitals
    commas: int = 0  # between its words

    @property
    def worth(self) -> int:
        """How much it counts against overlapping spans: its words, and a little for holding together."""
        words = self.end - self.start - self.commas
        best = max(e.weight for e in self.entries)
        return words * (best + (4 if self.named else 0)) + (words - 1) * 3


def find_spans(lexicon: Lexicon, tokens: Sequence[Token]) -> list[Span]:
    """Return every match of the lexicon in *tokens*, overlapping ones too."""
    found: dict[tuple[int, int], list[Entry]] = {}
    ways = [_ways(tokens, at) for at in range(len(tokens))]
    for start in range(len(tokens)):
        matches: list[tuple[int, Surface]] = []
        _match(lexicon.root, tokens, ways, start, start, (), matches)
        for end, surface in matches:
            entries = found.setdefault((start, end), [])
            if surface.entry not in entries:
                entries.append(surface.entry)
    commas = [i for i, token in enumerate(tokens) if token.kind == "separator"]
    return [
        Span(start, end, tuple(entries), commas=sum(start < c < end for c in commas) if end - start > 2 else 0)
        for (start, end), entries in found.items()
    ]


def _match(
    node: Node,
    tokens: Sequence[Token],
    ways: Sequence[Sequence[tuple[str, str]]],
    start: int,
    at: int,
    typed: tuple[str, ...],
    found: list[tuple[int, Surface]],
) -> None:
    """Add to *found* what the lexicon has from *node* on, and where it ends; the most called function of all."""
    if at > start and "" in node:
        found.extend(
            (at, surface)
            for surface in node[""]
            if ((typed == surface.words) if surface.strict else _agree(typed, surface.words))
        )
    if at >= len(tokens):
        return
    token = tokens[at]
    if token.kind == "separator":
        if at > start and token.text == ",":
            beyond: list[tuple[int, Surface]] = []
            _match(node, tokens, ways, start, at + 1, typed, beyond)
            found += [match for match in beyond if match[0] > at + 1 and match[1].entry.slot == "concept"]
        return
    for key, text in ways[at]:
        if key in node:
            _match(node[key], tokens, ways, start, at + 1, (*typed, text), found)


_ANY_NUMBER = ("#", "#")


def _ways(tokens: Sequence[Token], at: int) -> list[tuple[str, str]]:
    """Return the keys a token may be looked up by, each with the text whose marks count; digits have none."""
    token = tokens[at]
    if token.kind == "word":
        ways = [(token.key, token.text)]
        if token.alternative:
            ways.append((token.alternative, token.alternative))
            if token.alternative.isdigit():
                ways.append(_ANY_NUMBER)
        elif len(token.key) > 3 and token.key.endswith("s") and token.text == token.key:
            ways.append((token.key[:-1], token.key[:-1]))
        return ways
    if token.kind != "number" or token.value is None:
        return []
    per_cent = at + 1 < len(tokens) and tokens[at + 1].text in ("%", "‰")
    itself = (token.key, token.key)
    return [itself, _ANY_NUMBER] if token.value < 1000 and not per_cent else [itself]


def _agree(typed: Sequence[str], words: Sequence[str]) -> bool:
    if typed == words:
        return True
    return all(t == w or w == "#" or t.isdigit() or vietnamese.agrees(t, w) for t, w in zip(typed, words, strict=True))


def best_cover(spans: Sequence[Span], length: int) -> list[Span]:
    """Choose the non-overlapping spans that are worth most together, from left to right."""
    ending: dict[int, list[Span]] = {}
    for span in spans:
        ending.setdefault(span.end, []).append(span)
    worth = [0] * (length + 1)
    choice: list[Span | None] = [None] * (length + 1)
    for end in range(1, length + 1):
        worth[end] = worth[end - 1]
        for span in ending.get(end, ()):
            total = worth[span.start] + span.worth
            if total > worth[end]:
                worth[end], choice[end] = total, span
    kept: list[Span] = []
    at = length
    while at > 0:
        span_here = choice[at]
        if span_here is None:
            at -= 1
        else:
            kept.append(span_here)
            at = span_here.start
    return kept[::-1]


def split_joined(lexicon: Lexicon, tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Cut tokens typed without spaces ("tankhai", "tiemchungtankhai") where they are wholly lexicon phrases."""
    result: list[Token] = []
    for token in tokens:
        parts = (
            _segments(lexicon, token.key)
            if token.kind == "word" and len(token.key) >= 6 and token.key not in lexicon.root
            else None
        )
        if parts is None:
            result.append(token)
        else:
            result.extend(token._replace(text=word, key=vietnamese.key(word)) for part in parts for word in part.words)
    return tuple(result)


def _segments(lexicon: Lexicon, joined: str) -> list[Surface] | None:
    """Cut *joined* letters into the fewest surfaces of six letters or more; None when a rest stays."""
    best: list[list[Surface] | None] = [[]] + [None] * len(joined)
    for end in range(6, len(joined) + 1):
        for start in range(end - 5):
            before = best[start]
            surface = lexicon.joined.get(joined[start:end]) if before is not None else None
            if surface and before is not None and (best[end] is None or len(before) + 1 < len(best[end] or ())):
                best[end] = [*before, surface]
    return best[-1]


_MOST_SLIPS = 6  # unexplained words that are tried; a message with more is not a slip of the finger


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
    typed = "".join(t.key for t in window)
    if typed in words("not-slips"):
        return None
    sounded = (
        lexicon.by_sound.get(" ".join(vietnamese.regional_key(t.text) for t in window)) if len(window) > 1 else None
    )
    if sounded and all(_tones_agree(t.text, w) for t, w in zip(window, sounded.words, strict=True)):
        return 0, sounded
    once = lexicon.joined.get(_DOUBLED.sub(r"\1", typed))
    if once and _DOUBLED.search(typed) and _fits(window, once):
        return 1, once
    if len(typed) < 6 or _DIGIT.search(typed):
        return None
    near: list[tuple[int, Surface]] = []
    for length in range(len(typed) - 2, len(typed) + 3):
        budget = 2 if length >= 12 else 1
        if abs(length - len(typed)) > budget or (shelf := lexicon.shelves.get((typed[0], length))) is None:
            continue
        for _, distance, position in process.extract(
            typed, shelf.joined, scorer=OSA.distance, score_cutoff=budget, limit=8
        ):
            surface = shelf.surfaces[position]
            if _fits(window, surface) and _is_likely(window, typed, surface):
                near.append((int(distance), surface))
    if not near:
        return None
    near.sort(key=lambda row: row[0])
    rivals = {(s.entry.slot, s.entry.id) for d, s in near if d == near[0][0]}
    return near[0] if len(rivals) == 1 else None


def _tones_agree(typed: str, wanted: str) -> bool:
    tone = vietnamese.marks(typed).tone
    return not tone or tone == vietnamese.marks(wanted).tone


def _is_likely(window: Sequence[Token], typed: str, surface: Surface) -> bool:
    """Tell whether a slip is likely: words of asking are not guessed from words that are right as they stand."""
    if surface.entry.slot in ("place", "concept", "agency", "plan-agency", "reference"):
        return True
    return len(typed) >= 12 or any(not vietnamese.is_plain_syllable(t.text) for t in window)


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
