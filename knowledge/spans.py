"""From tokens to spans: every lexicon match is found, then the best cover of the message is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge import vietnamese
from knowledge.lexicon import Entry, Lexicon, Node, Surface
from knowledge.tokens import Token


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
