"""The villages that a message names by more than a number: "thôn Đoài", "ap tan lap", also one that no list has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from knowledge import vietnamese
from knowledge.figures.villages import Villages
from knowledge.figures.where import VillageName
from knowledge.lexicon import Entry
from knowledge.numerals import DIGIT_WORDS
from knowledge.reading import Reading
from knowledge.spans import Span
from knowledge.tokens import Token
from knowledge.village_terms import FIRST_WORDS, OTHER_WORDS, term_at
from knowledge.wordlists import words

_MEASURED = frozenset({"concept", "reference", "agency"})  # slots of what no village is called
_PLACES = frozenset({"gazetteer", "place"})
_LONGEST_NAME = 5  # words behind the term
_LONGEST_UNKNOWN_NAME = 3
_NAME = Entry("reference", "named-village")


@dataclass(frozen=True, slots=True)
class VillageMention:
    """A village that has a name, said by tokens ``start`` to ``end`` (exclusive)."""

    start: int
    end: int
    village: VillageName


def find_named(reading: Reading, villages: Villages) -> list[VillageMention]:
    """Return the villages that are named without a number alone, left to right.

    In the reading their spans replace those of other things, such as "mới" or a commune called the same.
    """
    found: list[VillageMention] = []
    end = 0
    for index, token in enumerate(reading.tokens):
        if index < end or not (token.key in FIRST_WORDS or villages.first_words):
            continue
        mention = _named_behind_term(reading, villages, index) or _named_alone(reading, villages, index)
        if mention:
            found.append(mention)
            end = mention.end
    inside = {at for mention in found for at in range(mention.start, mention.end)}
    if inside:
        others = [span for span in reading.spans if inside.isdisjoint(range(span.start, span.end))]
        reading.spans = [*others, *(Span(mention.start, mention.end, (_NAME,)) for mention in found)]
    return found


def _named_behind_term(reading: Reading, villages: Villages, at: int) -> VillageMention | None:
    """Read "thôn Đoài", "ap tan lap"; a name that no village has is one all the same."""
    tokens = reading.tokens
    if tokens[at].key not in FIRST_WORDS or (found := term_at(tokens, at)) is None:
        return None
    term, begin = found
    if begin >= len(tokens) or not _is_beside(reading, begin):
        return None
    known = _known(reading, villages, at, begin)
    if known and not _goes_on(reading, known.end):
        return known
    end = known.end + 1 if known else _end_of_unknown(reading, at, begin)
    if end == begin:
        return None
    name = " ".join(map(str.capitalize, reading.text[tokens[begin].start : tokens[end - 1].end].split()))
    return VillageMention(at, end, VillageName(f"{term} {name}", known=False))


def _is_beside(reading: Reading, at: int) -> bool:
    """Tell whether a token is parted from the one before by nothing but spaces, or the full stop of "kp."."""
    tokens = reading.tokens
    return tokens[at].kind != "separator" and not reading.text[tokens[at - 1].end : tokens[at].start].strip(" .")


def _known(reading: Reading, villages: Villages, at: int, begin: int) -> VillageMention | None:
    """Return the village of the list whose name begins at *begin*, its term at *at*: the longest that fits."""
    tokens = reading.tokens
    if not _may_begin(villages, tokens[begin]):
        return None
    for end in range(min(begin + _LONGEST_NAME, len(tokens)), begin, -1):
        typed = reading.text[tokens[at].start : tokens[end - 1].end]
        names = villages.meant(typed)
        if not names:
            names = villages.meant(" ".join(token.text for token in tokens[at:end]))  # Telex
        if names:
            return VillageMention(at, end, _one_of(names, typed))
    return None


def _is_mended(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a token is one of several that were read for a slip, and stand where all of that stood."""
    return any(0 <= i < len(tokens) and tokens[i].start == tokens[at].start for i in (at - 1, at + 1))


def _may_begin(villages: Villages, token: Token) -> bool:
    """Tell whether a name in the list begins like this token."""
    return bool(villages.first_words) and not villages.first_words.isdisjoint(
        (vietnamese.fold(token.text), token.text, *token.text.split("/")[:1])
    )


def _one_of(names: Sequence[str], typed: str) -> VillageName:
    """Return the one village meant; of several, what was typed, which is asked about."""
    written = " ".join(word.capitalize() for word in typed.split())
    return VillageName(names[0], known=True) if len(names) == 1 else VillageName(written, known=False)


def _goes_on(reading: Reading, at: int) -> bool:
    """Tell whether more of a name stands behind one that is known: Thôn Trung Hòa is not Thôn Trung."""
    tokens = reading.tokens
    if at >= len(tokens) or not _is_beside(reading, at):
        return False
    token = tokens[at]
    if token.kind == "word":
        return _is_of_a_name(reading, at, first=False)
    if at + 1 < len(tokens) and tokens[at + 1].key in words("counted"):
        return False  # "thôn Trung 2 cháu …"
    behind = reading.text[token.end :].lstrip()
    amount_follows = any(map(str.isdigit, behind.partition("\n")[0]))
    return token.kind == "number" and (behind[:1] == ":" or (amount_follows and _measures_at(reading, at + 1)))


def _end_of_unknown(reading: Reading, at: int, begin: int) -> int:
    """Return where a name that is not in the list ends, *begin* where no name stands behind the term."""
    tokens = reading.tokens
    before = tokens[at - 1] if at else None
    if before is not None and (before.kind == "number" or before.key in words("counts-villages")):
        return begin
    plain = tokens[at].key in OTHER_WORDS and tokens[at].text == tokens[at].key and begin == at + 1
    if plain and before is not None and before.kind != "separator":
        return begin
    end = begin
    last = min(begin + _LONGEST_UNKNOWN_NAME, len(tokens))
    while end < last and _is_beside(reading, end) and _is_of_a_name(reading, end, first=end == begin):
        end += 1
    return end


def _is_of_a_name(reading: Reading, at: int, *, first: bool) -> bool:
    """Tell whether a word is rather part of a village's name than of what is said of the village."""
    token = reading.tokens[at]
    if token.kind != "word" or token.key in FIRST_WORDS or _is_mended(reading.tokens, at):
        return token.kind == "word" and reading.text[token.start].isupper() and token.key not in FIRST_WORDS
    if first and _is_no_digit(reading.tokens, at):
        return True
    called = first and token.key in words("villages-called-like-words")
    if called and _is_before_figures(reading, at, at + 1, ordinary=vietnamese.has_marks(token.text)):
        return True
    slots = {e.slot for span in _over(reading, at, at + 1) for e in span.entries}
    if slots and slots <= _PLACES:
        return True
    if _is_said_behind(reading, at):
        return False
    if not slots:
        return token.capital or vietnamese.is_plain_syllable(token.key)
    if not slots.isdisjoint(_MEASURED):
        return False
    return first and slots <= _PLACES | {"filler"} and token.capital and not token.acronym


def _is_no_digit(tokens: Sequence[Token], at: int) -> bool:
    """Tell "Thôn Nam" from Thôn Năm, behind a term with its marks; of "thon nam" nobody can tell."""
    token = tokens[at]
    digit = DIGIT_WORDS.get(token.key)
    plain = token.capital and not token.acronym and not vietnamese.has_marks(token.text)
    return plain and digit is not None and vietnamese.has_marks(digit[1]) and vietnamese.has_marks(tokens[at - 1].text)


def _is_said_behind(reading: Reading, at: int) -> bool:
    """Tell whether a word is one of those that stand behind "thôn" and are no name; marks must be its own.

    Without marks it may be one all the same where more of a name follows: "thon bao loc", but not "thon em lan".
    """
    here = reading.tokens[at : at + 2]
    said = (words_said for words_said in _said_behind().get(here[0].key, ()) if len(words_said) <= len(here))
    found = [one for one in said if all(vietnamese.agrees(t.text, w) for t, w in zip(here, one, strict=False))]
    if not found or vietnamese.has_marks(here[0].text) or any(len(one) > 1 for one in found):
        return bool(found)
    if len(here) < 2 or here[0].key in words("before-a-person") or not _is_unexplained(reading, at + 1):
        return True
    return _is_said_behind(reading, at + 1)


def _is_unexplained(reading: Reading, at: int) -> bool:
    token = reading.tokens[at]
    plain = token.kind == "word" and vietnamese.is_plain_syllable(token.key)
    return plain and not any(_over(reading, at, at + 1))


@cache
def _said_behind() -> Mapping[str, Sequence[tuple[str, ...]]]:
    by_key: dict[str, list[tuple[str, ...]]] = {}
    for one in words("behind-a-village"):
        parts = tuple(one.split("_"))
        by_key.setdefault(vietnamese.key(parts[0]), []).append(parts)
    return by_key


def _named_alone(reading: Reading, villages: Villages, at: int) -> VillageMention | None:
    """Read "Đoài: khai sinh 12/12", "tan lap ks 3/3": a name in the list at the head of a clause, before figures."""
    tokens = reading.tokens
    if not _may_begin(villages, tokens[at]) or not _heads_clause(reading, at):
        return None
    for end in range(min(at + _LONGEST_NAME, len(tokens)), at, -1):
        typed = reading.text[tokens[at].start : tokens[end - 1].end]
        names = villages.meant_by_own_name(typed)
        if names and _is_before_figures(reading, at, end):
            return VillageMention(at, end, _one_of(names, typed))
    return None


def _heads_clause(reading: Reading, at: int) -> bool:
    before = reading.text[: reading.tokens[at].start].rstrip(" ")
    return not before or before[-1] in "\n,;.:-–+*•"


def _is_before_figures(reading: Reading, start: int, end: int, *, ordinary: bool | None = None) -> bool:
    """Tell whether a name is set off by a colon or dash, or what is measured stands behind it.

    A word that is an ordinary one too ("mới") needs the mark, unless *ordinary* says that it is none here.
    """
    behind = reading.text[reading.tokens[end - 1].end :].lstrip(" ")
    if any(e.slot in _MEASURED for span in _over(reading, start, end) for e in span.entries):
        return False
    if behind[:1] in (":", "-", "–", "="):
        return True
    if ordinary is None:
        ordinary = any(e.slot == "filler" for span in _over(reading, start, end) for e in span.entries)
    return not ordinary and (_measures_at(reading, end) or behind[:1].isdigit())


def _over(reading: Reading, start: int, end: int) -> Iterator[Span]:
    return (span for span in reading.spans if span.start < end and start < span.end)


def _measures_at(reading: Reading, at: int) -> bool:
    """Tell whether what is measured, or an indicator's number, begins at a place."""
    return any(
        span.start == at and any(e.slot == "concept" or e.id == "indicator" for e in span.entries)
        for span in reading.spans
    )
