"""In which language a message is: the words of the lexicon and the marks of both languages are weighed."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge import vietnamese
from knowledge.entries import Language
from knowledge.lexicon import Entry
from knowledge.spans import Span
from knowledge.tokens import Token


class LanguageTally:
    """Counts what speaks for Vietnamese and what for English; ``told`` when a word of the lexicon or a mark does."""

    def __init__(self) -> None:
        self.told = False
        self._weights = {"vi": 0.0, "en": 0.0}

    def add(self, entry: Entry, span: Span) -> None:
        """Count one entry that *span* is read as; fillers and weak entries count half, a village's name nothing."""
        if entry.language is None or (entry.slot == "reference" and entry.id == "village"):
            return
        weight = (span.end - span.start) * (0.5 if entry.slot == "filler" or entry.weak else 1.0)
        self._weights[entry.language] += weight / len(span.entries)
        self.told = True

    def guess(self, token: Token) -> None:
        """Count a word that nothing explains by its marks and its form."""
        if vietnamese.has_marks(token.text):
            self._weights["vi"] += 1
            self.told = True
        elif not vietnamese.is_plain_syllable(token.text):
            self._weights["en"] += 0.5

    def winner(self, tokens: Sequence[Token]) -> Language | None:
        """Return the language that more words speak, marks in *tokens* counted as well; None when nothing tells."""
        marked = sum(1 for t in tokens if t.kind == "word" and vietnamese.has_marks(t.text))
        vi, en = self._weights["vi"] + 0.15 * marked, self._weights["en"]
        if vi == en == 0:
            return None
        return "en" if en > vi else "vi"
