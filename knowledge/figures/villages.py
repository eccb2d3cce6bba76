"""The villages of a plan, found as people type them: "kp3", "KP 03", "khu pho ba", "thôn 2", "ấp 5"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from knowledge import vietnamese

# What a village may be called by, and the term it stands for.
TERMS: Mapping[str, str] = {
    "khu pho": "Khu phố", "kp": "Khu phố", "thon": "Thôn", "ap": "Ấp", "soc": "Sóc", "khom": "Khóm", "xom": "Xóm",
    "ban": "Bản", "to": "Tổ", "to dan pho": "Tổ dân phố",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Villages:
    """The villages of one locality, by term and number, and those that have a name instead."""

    names: tuple[str, ...]
    _by_key: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, names: Iterable[str]) -> Villages:
        """Collect villages by their official names, such as "Khu phố 3"."""
        listed = tuple(names)
        return cls(listed, {village_key(name): name for name in listed})

    def find(self, term: str, number: int) -> str | None:
        """Return the official name of a village typed as a term and a number, or None when there is none."""
        spoken = TERMS.get(term, term)
        return self._by_key.get(village_key(f"{spoken} {number}"))

    def named(self, text: str) -> str | None:
        """Return the official name of a village typed by its whole name, or None."""
        return self._by_key.get(village_key(text))


def village_key(name: str) -> str:
    """Return *name* folded, its term written out and leading zeros dropped: "KP 03" and "kp3" are "khu pho 3"."""
    folded = vietnamese.fold(vietnamese.repair(name)).replace(".", " ")
    words = re.sub(r"(?<=[a-z])(?=\d)", " ", folded).split()
    if words and words[0] in TERMS:
        words[0] = vietnamese.fold(TERMS[words[0]])
    return " ".join(w.lstrip("0") or "0" if w.isdigit() else w for w in words)
