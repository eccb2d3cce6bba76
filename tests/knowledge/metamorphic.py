"""Ways of typing one question that must not change its answer."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Mapping

from knowledge import vietnamese

_TELEX_TONES = {"f": "f", "s": "s", "r": "r", "x": "x", "j": "j", "": ""}
_TELEX_LETTERS = {"â": "aa", "ă": "aw", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}


def accents_off(text: str, seed: int) -> str:
    return "".join(vietnamese.fold(c) if c.islower() else vietnamese.fold(c).upper() for c in text)


def decomposed(text: str, seed: int) -> str:
    return unicodedata.normalize("NFD", text)


def upper(text: str, seed: int) -> str:
    return text.upper()


def telex(text: str, seed: int) -> str:
    """Type every marked word by its Telex keys, as when the input method is off."""
    return re.sub(r"[^\W\d_]+", lambda m: _telex_word(m[0]) if vietnamese.has_marks(m[0]) else m[0], text)


def _telex_word(word: str) -> str:
    letters, tone = vietnamese.marks(unicodedata.normalize("NFC", word.lower()))
    return "".join(_TELEX_LETTERS.get(c, c) for c in letters) + _TELEX_TONES[tone]


def typo(text: str, seed: int) -> str:
    """Swap two inner letters of the longest plain word of eight letters or more; shorter typos are not repaired."""
    words = re.findall(r"[A-Za-z]{8,}", text)
    if not words:
        return text
    word = max(words, key=len)
    at = random.Random(seed).randrange(2, len(word) - 2)
    slip = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return text.replace(word, slip, 1)


def fillers(text: str, seed: int) -> str:
    return f"dạ cho em hỏi {text} ạ"


def separators(text: str, seed: int) -> str:
    return re.sub(r"\s+", "  ", text) + " !!!"


CHANGES: Mapping[str, Callable[[str, int], str]] = {
    "accents-off": accents_off,
    "decomposed": decomposed,
    "upper": upper,
    "telex": telex,
    "typo": typo,
    "fillers": fillers,
    "separators": separators,
}
