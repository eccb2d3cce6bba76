"""Harm that is told with words between: "bị thầy giáo sờ vào người", "mẹ nó hay nhốt nó", "he often hits my son".

The lexicon finds phrases whose words stand side by side. Who did it, and how, may stand between; a child that is not
helped weighs more than a card too many, so the form is loose: a deed after "bị", or between a doer and a victim. A
child found alone ("em bé khóc một mình ngoài đường") is told by who, how and where, in any order. What one is made to
do, "bắt con bé 12 tuổi nghỉ học đi làm", is told by the child behind the word of force, or by its age.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from knowledge import vietnamese
from knowledge.lexicon import WHERE, Entry, Lexicon
from knowledge.loading import as_mapping, read_yaml
from knowledge.spans import Span, find_spans
from knowledge.tokens import Token
from knowledge.wordlists import words

_HARM = Entry("chat", "danger-now", weak=True)
_TO_SOMEBODY = Entry("chat", "danger-person", weak=True)
_TO_A_CHILD = Entry("chat", "danger-anyone", weak=True)
_EMERGENCY = Entry("chat", "emergency", weak=True)
_MOST_BETWEEN = 5  # words from "bị" to the deed: "bị thằng bạn học lớp trên đánh"
_NEAR = 2  # words from the doer to the deed, and from the deed to the victim
_MOST_TO_EXPECTING = 7  # words from a child to "mang thai": "cháu sinh năm 2012 mới lớp 5 mang thai"
_MOST_TO_ORDEAL = 7  # words from a child to what it is made to do: "con bé 12 tuổi nghỉ học đi làm mướn"
_MOST_TO_AGE = 2  # words from a child to its age: "con bé mới 14 tuổi"
_LEAST_AGE_TO_MARRY = 18


_DOWN = "xuong"  # folded; may stand between who falls and the water


@lru_cache(maxsize=1)
def _words() -> Lexicon:
    path = WHERE / "harm.yaml"
    lexicon = Lexicon()
    for name, texts in as_mapping(path, read_yaml(path)).items():
        for text in texts:
            lexicon.add(str(text), Entry("chat", name))
    return lexicon


@dataclass(frozen=True, slots=True)
class _Beginnings:
    """What a deed may begin with: words as written, words folded, and folded pairs of words."""

    written: frozenset[str]
    folded: frozenset[str]
    pairs: frozenset[tuple[str, str]]


@lru_cache(maxsize=1)
def _beginnings() -> _Beginnings:
    surfaces = list(_words().surfaces())
    deeds = [s.words for s in surfaces if s.entry.id in ("deed", "done", "act", "suffered")]
    first = {words[0] for words in deeds} | {s.words[0] for s in surfaces if s.words == ("pregnant",)}
    pairs = {
        (vietnamese.key(s.words[0]), vietnamese.key(s.words[1]))
        for s in surfaces
        if s.entry.id in ("deed", "done", "act", "outside", "suffered", "expecting", "ordeal") and len(s.words) > 1
    }
    doers = {vietnamese.key(s.words[-1]) for s in surfaces if s.entry.id == "doer"}
    pairs |= {(doer, vietnamese.key(s.words[0])) for s in surfaces if s.entry.id == "deed" for doer in doers}
    pairs |= {(often, vietnamese.key(s.words[0])) for s in surfaces if s.entry.id == "deed" for often in words("often")}
    falling = {vietnamese.key(s.words[-1]) for s in surfaces if s.entry.id == "falling"}
    waters = {vietnamese.key(s.words[0]) for s in surfaces if s.entry.id == "water"}
    pairs |= {(fall, water) for fall in falling for water in (*waters, _DOWN)}
    return _Beginnings(frozenset(first), frozenset(map(vietnamese.key, first)), frozenset(pairs))


def _may_tell(tokens: Sequence[Token]) -> bool:
    """Tell whether a message has the beginning of a deed; nearly all have none, and are read no further."""
    begin = _beginnings()
    keys = [token.key for token in tokens]
    if "bi" in keys and not begin.folded.isdisjoint(keys):
        return True
    return not (begin.written.isdisjoint([token.text for token in tokens]) and begin.pairs.isdisjoint(pairwise(keys)))


def told_harm(tokens: Sequence[Token], places: Collection[int] = ()) -> list[Span]:
    """Return the deeds of harm in *tokens*, as the lexicon's own words of harm are read.

    Words at *places* are names: the "Lão" of "an lao giam tre thap coi" is no old man.
    """
    if not _may_tell(tokens):
        return []
    found: dict[str, list[Span]] = {}
    for span in find_spans(_words(), tokens):
        if any(span.start <= at < span.end for at in places):
            continue
        for entry in span.entries:
            found.setdefault(entry.id, []).append(span)
    deeds = [*found.get("deed", ()), *found.get("done", ())]
    harmful = [deed for deed in deeds if not _is_harmless(deed, found)]
    suffered = [deed for deed in harmful if _is_suffered(tokens, deed, found)]
    done = [deed for deed in harmful if deed not in suffered and _is_done(tokens, deed, found)]
    acts = [act for act in found.get("act", ()) if _follows(tokens, act, found.get("sufferer", ()))]
    acts += [deed for deed in found.get("suffered", ()) if _follows(tokens, deed, found.get("culprit", ()), near=0)]
    return [
        *_found_alone(found),
        *(
            Span(s.start, s.end, (_HARM, _TO_A_CHILD))
            for s in found.get("expecting", ())
            if _is_of_a_child(tokens, s, found)
        ),
        *(Span(s.start, s.end, (_HARM, _TO_A_CHILD)) for s in found.get("ordeal", ()) if _is_made(tokens, s, found)),
        *(Span(s.start, s.end, (_EMERGENCY,)) for s in found.get("falling", ()) if _is_into_water(tokens, s, found)),
        *(Span(s.start, s.end, (_HARM,)) for s in suffered),
        *(Span(s.start, s.end, (_HARM, _TO_SOMEBODY)) for s in (*done, *acts)),
    ]


def _found_alone(found: dict[str, list[Span]]) -> list[Span]:
    """Return how a child is that is alone somewhere outside or at night; nothing where one of the three is not told."""
    forlorn = found.get("forlorn", [])
    told = "small" in found and "outside" in found
    return [Span(s.start, s.end, (_HARM,)) for s in forlorn[:1] if told]


def _is_of_a_child(tokens: Sequence[Token], expecting: Span, found: dict[str, list[Span]]) -> bool:
    """Tell whether it is a child that is with child, and no grown woman: "mẹ bé mang thai"."""
    if _is_harmless(expecting, found):
        return False
    for girl in found.get("schoolgirl", ()):
        start, end = (girl.end, expecting.start) if girl.end <= expecting.start else (expecting.end, girl.start)
        told = [token.key for token in tokens[max(0, start - 3) : end]]
        others = words("grown-women") | words("preventing")
        if 0 <= end - start <= _MOST_TO_EXPECTING and others.isdisjoint(told):
            return _is_one_clause(tokens, start, end)
    return False


def _is_made(tokens: Sequence[Token], ordeal: Span, found: dict[str, list[Span]]) -> bool:
    """Tell whether a child is made to do what is no child's to do: behind a word of force, or at its age."""
    for child in found.get("one", ()):
        forced = any(0 <= child.start - f.end <= 1 for f in found.get("force", ()))
        young = _is_young(tokens, child.end)
        start, end = (child.end, ordeal.start) if child.end <= ordeal.start else (ordeal.end, child.start)
        near = 0 <= end - start <= _MOST_TO_ORDEAL and _is_one_clause(tokens, start, end)
        if near and (young or (forced and child.end <= ordeal.start)):
            return True
    return False


def _is_young(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether an age of a child is told from *at* on, or its class at school: "14 tuổi", "of 10", "học lớp 7"."""
    for i in range(at, min(at + _MOST_TO_AGE + 1, len(tokens) - 1)):
        number, unit = tokens[i].number, tokens[i + 1]
        is_age = unit.key in words("units-of-age") or tokens[i - 1].key in words("before-an-english-age")
        if number is not None and number < _LEAST_AGE_TO_MARRY and is_age:
            return True
        if tokens[i].key == "lop" and unit.number is not None:
            return True
    return False


def _is_into_water(tokens: Sequence[Token], falling: Span, found: dict[str, list[Span]]) -> bool:
    """Tell whether what somebody falls into is water: "rớt ao", "té xuống kênh"."""
    at = falling.end + (falling.end < len(tokens) and tokens[falling.end].key == _DOWN)
    return any(water.start == at for water in found.get("water", ()))


def _is_harmless(deed: Span, found: dict[str, list[Span]]) -> bool:
    return any(other.start <= deed.start < other.end for other in found.get("harmless", ()))


def _is_suffered(tokens: Sequence[Token], deed: Span, found: dict[str, list[Span]]) -> bool:
    """Tell whether "bị" stands before *deed*.

    One syllable without its marks may be any word: it needs a doer right after "bị", or one of several words.
    """
    for at in range(max(0, deed.start - _MOST_BETWEEN - 1), deed.start):
        if tokens[at].key == "bi" and _is_one_clause(tokens, at, deed.start):
            between = (doer for doer in found.get("doer", ()) if at < doer.start and doer.end <= deed.start)
            return _is_sure(tokens, deed) or any(d.start == at + 1 or d.end - d.start > 1 for d in between)
    return False


def _is_done(tokens: Sequence[Token], deed: Span, found: dict[str, list[Span]]) -> bool:
    """Tell whether *deed* stands between a doer and a victim; right between, where it has no marks."""
    if deed not in found.get("deed", ()):
        return False
    near = _NEAR if _is_sure(tokens, deed) else 0
    doers = found.get("doer", ())
    start = deed.start - (deed.start > 0 and tokens[deed.start - 1].key in words("often"))  # "chú cứ rờ con bé"
    by = any(0 <= start - d.end <= near and _is_one_clause(tokens, d.end, start) for d in doers)
    return by and _follows(tokens, deed, found.get("victim", ()), near)


def _is_sure(tokens: Sequence[Token], deed: Span) -> bool:
    return deed.end - deed.start > 1 or vietnamese.has_marks(tokens[deed.start].text)


def _follows(tokens: Sequence[Token], deed: Span, victims: Sequence[Span], near: int = _NEAR) -> bool:
    return any(0 <= v.start - deed.end <= near and _is_one_clause(tokens, deed.end, v.start) for v in victims)


def _is_one_clause(tokens: Sequence[Token], start: int, end: int) -> bool:
    return all(token.kind != "separator" for token in tokens[start:end])
