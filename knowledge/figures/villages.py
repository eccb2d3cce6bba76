"""The villages of a plan, found as people type them: "kp3", "KP 03", "khu pho ba", "thôn 2", "ấp 5".

Thôn Hạ, Thôn Hà and Thôn Hả are three villages. Each has its own *spelling*, by which it is told from the others; who
leaves the marks out may mean any of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from knowledge import vietnamese
from knowledge.village_terms import NUMBERED_TERMS, SLIPS_ANYWHERE, SLIPS_AT_FIRST, TERMS

_FOLDED_TERMS = {term: vietnamese.fold(official) for term, official in NUMBERED_TERMS.items()}
_LONGEST_TERM = 3  # words
_IN_ENGLISH = re.compile(
    r"(?<!\w)(?:village|hamlet|neighbou?rhood)s? (?:no\.? ?|number )?(?=\d{1,2}(?![\w/%]))", re.IGNORECASE
)
_SLIP = re.compile(
    rf"(?:(?<!\w)({'|'.join(SLIPS_ANYWHERE)})|(?:^|(?<=[,;:.\n])) *\b({'|'.join(SLIPS_AT_FIRST)}))"
    r" ?(\d{1,2})(?![\w/.,%]*\d|[/%])",
    re.IGNORECASE,
)
_TONES = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True, slots=True)
class Villages:
    """The villages of one locality, by term and number, and those that have a name instead."""

    names: tuple[str, ...]
    _by_key: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _by_own_name: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # folded, without the term
    first_words: frozenset[str] = frozenset()  # that the names begin with, of villages that have more than a number

    @classmethod
    def of(cls, names: Iterable[str]) -> Villages:
        """Collect villages by their official names, such as "Khu phố 3"."""
        listed, by_key, by_own_name = tuple(names), dict[str, tuple[str, ...]](), dict[str, tuple[str, ...]]()
        for name in listed:
            by_key[village_key(name)] = (*by_key.get(village_key(name), ()), name)
            own = vietnamese.fold(own_name(name))
            if own and not own.isdigit():
                by_own_name[own] = (*by_own_name.get(own, ()), name)
        return cls(listed, by_key, by_own_name, frozenset(re.split(r"[\W_]", own)[0] for own in by_own_name))

    def in_own_term(self, text: str) -> str:
        """Return *text* with the term of these villages for an English one, or a slip: "village 3" is "Khu phố 3"."""
        text = _SLIP.sub(self._without_slip, text)
        if not _IN_ENGLISH.search(text):
            return text
        numbered = (name.rpartition(" ") for name in self.names)
        term = next((term for term, _, number in numbered if number.isdigit()), TERMS["thon"])
        return _IN_ENGLISH.sub(f"{term} ", text)

    def _without_slip(self, typed: re.Match[str]) -> str:
        """Return the name that was meant, where there is such a village: "xóc 1" is "Sóc 1"."""
        anywhere, at_first, number = typed.groups()
        term = SLIPS_ANYWHERE[anywhere.lower()] if anywhere else SLIPS_AT_FIRST[at_first.lower()]
        name = f"{term} {int(number)}"
        return name if name in self.names else typed[0]

    def find(self, term: str, number: int) -> str | None:
        """Return the official name of a village typed as a term and a number, or None when there is none."""
        found = self._by_key.get(f"{_FOLDED_TERMS.get(term, term)} {number}", ())
        return found[0] if len(found) == 1 else self.named(f"{NUMBERED_TERMS.get(term, term)} {number}")

    def named(self, text: str) -> str | None:
        """Return the official name of a village typed by its whole name; None where none or several may be meant."""
        found = self.meant(text)
        return found[0] if len(found) == 1 else None

    def meant(self, text: str) -> tuple[str, ...]:
        """Return the official names of all villages that may be meant by a whole name as it was typed."""
        return meant(text, self._by_key.get(village_key(text), ()))

    def meant_by_own_name(self, text: str) -> tuple[str, ...]:
        """Return the official names of all villages that may be meant by a name without its term: "Đoài"."""
        return meant(text, self._by_own_name.get(vietnamese.fold(own_name(text)), ()), spelt=own_name)


def meant(typed: str, names: Iterable[str], *, spelt: Callable[[str], str] | None = None) -> tuple[str, ...]:
    """Return those of *names* that may be meant: the one written just so; else those that differ by marks left out.

    Marks that were typed are a veto: "Thôn Há" is neither Thôn Hạ nor Thôn Hà, which are both "thon ha".

    Args:
        typed: The name as it was typed.
        names: Official names.
        spelt: What of a name is compared; the whole of it where this is None.
    """
    of = spelt or spelling
    mine = of(typed)
    all_spelt = [(name, of(name)) for name in names]
    exact = tuple(name for name, other in all_spelt if other == mine)
    return exact or tuple(name for name, other in all_spelt if _agree(mine.split(), other.split()))


def village_key(name: str) -> str:
    """Return *name* folded, its term written out and leading zeros dropped: "KP 03" and "kp3" are "khu pho 3"."""
    return vietnamese.fold(spelling(name))


def spelling(name: str) -> str:
    """Return what tells *name* from those of other villages: "KP 03" is "khu phố 3", and "thon Hạ" is "thôn hạ".

    Marks are kept; where in a syllable its tone was put makes no difference ("Hòa", "Hoà").
    """
    term, own = _parts(name)
    return " ".join([*term, *own])


def own_name(name: str) -> str:
    """Return the same without its term: "Thôn Hạ" is "hạ"."""
    return " ".join(_parts(name)[1])


def _parts(name: str) -> tuple[list[str], list[str]]:
    """Return the words of a name's term, written out, and those that are its own."""
    text = vietnamese.repair(name).lower().replace(".", " ")
    words = re.sub(r"(?<=[^\W\d_])(?=\d)", " ", text).split()
    term: list[str] = []
    for length in range(min(_LONGEST_TERM, len(words)), 0, -1):
        official = TERMS.get(vietnamese.fold(" ".join(words[:length])))
        if official:
            term, words = [_tone_last(w) for w in official.lower().split()], words[length:]
            break
    return term, [w.lstrip("0") or "0" if w.isdigit() else _tone_last(w) for w in words]


def _tone_last(word: str) -> str:
    """Return a word with its tone behind all letters."""
    letters = unicodedata.normalize("NFD", word)
    tones = [char for char in letters if char in _TONES]
    return unicodedata.normalize("NFC", "".join([*(char for char in letters if char not in _TONES), *tones]))


def _agree(typed: list[str], name: list[str]) -> bool:
    """Tell whether two spellings are of the same letters, and differ by marks that one of them leaves out."""
    return len(typed) == len(name) and all(
        vietnamese.fold(a) == vietnamese.fold(b) and (vietnamese.agrees(a, b) or vietnamese.agrees(b, a))
        for a, b in zip(typed, name, strict=True)
    )
