"""Vietnamese letters as people type them: repaired Unicode, folded and tone keys, Telex and VNI residue.

A syllable is compared in three strengths. Its *fold* has no marks at all and "y" for "i" evened out ("tỷ" and "ti" are
"ti"). Its *marks* are the shaped letters and the tone apart from where it was typed ("hòa" and "hoà" are the same).
Marks that were typed must agree with the word looked for; marks that were left out say nothing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from knowledge.wordlists import words

_TONES = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_SHAPES = {"\u0302": "^", "\u0306": "u", "\u031b": "+"}
# Icelandic eth and African d look like Đ in many Vietnamese files.
_LOOK_ALIKES = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ", "’": "'", "‘": "'", "“": '"', "”": '"'})
_STROKES = str.maketrans({"\u2044": "/", "\u2215": "/"})  # of fractions: NFKC makes one of "½" too
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_CLUSTER = re.compile(r"(\w)([\u0300-\u036f]{2,})")
# "ơiii" is "ơi"; the third quarter, the Department of Information and Communications (TTTT) and CCCD, a person's
# number, stay.
_STRETCHED = re.compile(r"\b(?:[Ii]{3}|[Ss]?[Tt]{4})\b|\b[Cc]{3}(?=[DdĐđ])|([^\W\d_])\1{2,}")


_DOTTED = re.compile(r"(?<![\w.])[^\W\d_]{1,2}(?:\.[^\W\d_]{1,2}){1,5}(?!\w)")


# The last messages alone: each is asked about several times, and gone with the next ones.
@lru_cache(maxsize=2)
def repair(text: str) -> str:
    """Return *text* in NFC with marks in one order, look-alike letters mapped, invisible characters removed.

    NFC alone keeps "a, acute, circumflex" apart from "ấ": both marks have one combining class, so their order stays.
    """
    text = unicodedata.normalize("NFD", _INVISIBLE.sub("", text).translate(_LOOK_ALIKES))
    text = _CLUSTER.sub(lambda m: m[1] + "".join(sorted(m[2], key=_mark_rank)), text)
    text = _CONTROL.sub(" ", unicodedata.normalize("NFKC", text)).translate(_STROKES)
    text = _STRETCHED.sub(lambda m: m[1] or m[0], text)
    return _DOTTED.sub(lambda m: _without_points(m[0]), text) if "." in text else text


def _without_points(typed: str) -> str:
    """Write "k.p" and "U.B.N.D" as they are known; "ok.em" are two words, and "V.b" is a section."""
    plain = typed.replace(".", "")
    return plain if fold(plain) in words("short-forms-with-points") else typed


def _mark_rank(mark: str) -> int:
    return 0 if mark in _SHAPES else 1


class Marks(NamedTuple):
    """A syllable's shaped letters, such as "tiêm" without tone, and its tone as a Telex letter ("" for none)."""

    letters: str
    tone: str


@lru_cache(maxsize=16384)
def marks(word: str) -> Marks:
    """Split a lower-case NFC *word* into shaped letters and tone, wherever the tone was put."""
    tone = ""
    letters = []
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tone = _TONES[char]
        else:
            letters.append(char)
    return Marks(unicodedata.normalize("NFC", "".join(letters)), tone)


def letters_and_digits(text: str) -> str:
    """Return *text* folded, without spaces and marks between: "91/KH-UBND" is "91khubnd"."""
    return "".join(c for c in fold(text) if c.isalnum())


_LONGEST_WORD = 40  # characters; what is longer is a message


def fold(text: str) -> str:
    """Return *text* in lower case without marks, "đ" as "d"."""
    return _folded_word(text) if len(text) <= _LONGEST_WORD else _folded_message(text)


def _fold(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in bare if not unicodedata.combining(c))


_folded_word = lru_cache(maxsize=16384)(_fold)
_folded_message = lru_cache(maxsize=2)(_fold)  # what people write is not kept, here as little as in the database


_OPEN_Y = re.compile(r"^(qu|[bcdghklmnprstvx]{1,2})y$")


@lru_cache(maxsize=16384)
def key(word: str) -> str:
    """Return the folded key of one word, with "y" of an open syllable as "i": tỷ/tỉ, lý/lí, quý/quí."""
    folded = fold(word)
    return _OPEN_Y.sub(r"\1i", folded)


_CONFUSED_TONES = {"r", "x"}  # hỏi and ngã sound alike in the South and are typed for each other


@lru_cache(maxsize=65536)
def agrees(typed: str, wanted: str) -> bool:
    """Tell whether the marks of *typed* do not contradict *wanted*; both lower-case words with one key.

    A mark left out is neutral ("tiem" agrees with "tiêm"); another mark is a veto ("dường" and "dương" differ). Of the
    tones that many confuse, one stands for the other where no other mark is left out ("trẽ" is "trẻ", "trẻ" no "trễ").
    """
    mine, theirs = marks(typed), marks(wanted)
    if len(mine.letters) != len(theirs.letters):
        return False
    if mine.tone and mine.tone != theirs.tone:
        return {mine.tone, theirs.tone} == _CONFUSED_TONES and mine.letters == theirs.letters
    return all(
        a == b or a == fold(b) or (a in "iy" and b in "iy") for a, b in zip(mine.letters, theirs.letters, strict=True)
    )


_ENDINGS = (("ngh", "ng"), ("ng", "n"), ("nh", "n"), ("ch", "t"), ("c", "t"))
_BEGINNINGS = (("tr", "ch"), ("x", "s"), ("gi", "d"), ("v", "d"), ("r", "d"), ("n", "l"))


@lru_cache(maxsize=16384)
def regional_key(word: str) -> str:
    """Return the key with sounds that regions confuse evened out: ch/tr, s/x, d/gi/r/v, l/n, -n/-ng, -t/-c."""
    folded = key(word)
    for written, sound in _BEGINNINGS:
        if folded.startswith(written) and len(folded) > len(written) and not folded.startswith(("ng", "nh")):
            folded = sound + folded[len(written) :]
            break
    for written, sound in _ENDINGS:
        if folded.endswith(written) and len(folded) > len(written) + 1:
            return folded[: -len(written)] + sound
    return folded


@lru_cache(maxsize=16384)
def has_marks(word: str) -> bool:
    """Tell whether *word* has any Vietnamese mark or đ."""
    return word.lower() != fold(word)


@lru_cache(maxsize=1)
def _syllables() -> frozenset[str]:
    """Return all syllables without tone, for telling Telex residue from words of other languages."""
    return frozenset(onset + rime for onset in (*words("onsets"), "") for rime in words("rimes"))


_STOPPED = ("c", "ch", "p", "t")


@lru_cache(maxsize=16384)
def is_syllable(word: str) -> bool:
    """Tell whether a lower-case *word*, with its marks, can be a Vietnamese syllable."""
    letters, tone = marks(word)
    if letters not in _syllables():
        return False
    return not (letters.endswith(_STOPPED) and tone not in ("", "s", "j"))


@lru_cache(maxsize=1)
def _plain_syllables() -> frozenset[str]:
    return frozenset(fold(s) for s in _syllables())


@lru_cache(maxsize=16384)
def is_plain_syllable(word: str) -> bool:
    """Tell whether *word*, its marks taken off, can be a Vietnamese syllable written without marks."""
    return fold(word) in _plain_syllables()


_TELEX_SHAPES = {"aa": "â", "ee": "ê", "oo": "ô", "dd": "đ", "aw": "ă", "ow": "ơ", "uw": "ư"}
_TONE_MARKS = {letter: mark for mark, letter in _TONES.items()}
_VOWELS = "aăâeêioôơuưy"


@lru_cache(maxsize=16384)
def from_telex(word: str) -> str | None:
    """Decode Telex keystrokes left in a lower-case ASCII *word*: "chungr" is "chủng".

    Returns:
        The accented syllable, or None when nothing was encoded or the result is no Vietnamese syllable.
    """
    if not word.isascii() or not word.isalpha() or len(word) > 9 or not re.search("[sfrxjwz]|aa|ee|oo|dd", word):
        return None
    letters, tone = _telex_letters(word)
    return _syllable(letters, tone, word)


def _telex_letters(word: str) -> tuple[str, str]:
    letters: list[str] = []
    tone = ""
    for char in word:
        if char in "sfrxj" and any(c in _VOWELS for c in letters):
            tone = char
        elif char == "w":
            _put_horn(letters)
        elif (pair := _shape_pair(letters, char)) is not None:
            letters[pair[0]] = pair[1]
        else:
            letters.append(char)
    return "".join(letters), tone


def _put_horn(letters: list[str]) -> None:
    """Apply Telex "w": to "uo" as a whole, else to the last a, o or u, else it is "ư" itself."""
    joined = "".join(letters)
    at = joined.rfind("uo")
    if at >= 0:
        letters[at : at + 2] = ["ư", "ơ"]
        return
    if "ưo" in joined:
        letters[joined.rfind("ưo") + 1] = "ơ"
        return
    for index in range(len(letters) - 1, -1, -1):
        if letters[index] in "aou":
            letters[index] = _TELEX_SHAPES[letters[index] + "w"]
            return
        if letters[index] in "ươă":
            return
    letters.append("ư")


def _shape_pair(letters: list[str], char: str) -> tuple[int, str] | None:
    """Find the letter that a repeated *char* shapes: "aa" at once or later in the syllable ("tana" is "tân")."""
    if char not in "aeod" or char not in letters:
        return None
    index = len(letters) - 1 - letters[::-1].index(char)
    if char == "d" and index != 0:
        return None
    return index, _TELEX_SHAPES[char * 2]


def _syllable(letters: str, tone: str, original: str) -> str | None:
    if letters not in _syllables():
        return None
    word = _with_tone(letters, tone)
    return word if word != original and is_syllable(word) else None


def _with_tone(letters: str, tone: str) -> str:
    if not tone:
        return letters
    places = [i for i, c in enumerate(letters) if c in _VOWELS]
    if len(places) > 1 and letters.startswith(("qu", "gi")):
        places = places[1:]
    shaped = [i for i in places if letters[i] in "ăâêôơư"]
    place = shaped[-1] if shaped else places[-2 if len(places) > 1 and letters[-1] in _VOWELS else -1]
    return unicodedata.normalize("NFC", letters[: place + 1] + _TONE_MARKS[tone] + letters[place + 1 :])


_VNI_TONES = {"1": "s", "2": "f", "3": "r", "4": "x", "5": "j"}
_VNI_SHAPES = {"6": {"a": "â", "e": "ê", "o": "ô"}, "7": {"o": "ơ", "u": "ư"}, "8": {"a": "ă"}, "9": {"d": "đ"}}


@lru_cache(maxsize=16384)
def from_vni(word: str) -> str | None:
    """Decode VNI keystrokes left in a lower-case *word*: "chu3ng" is "chủng"; None as in :func:`from_telex`."""
    if not word.isascii() or not word.isalnum() or not word[:1].isalpha() or word.isalpha() or len(word) > 10:
        return None
    letters: list[str] = []
    tone = ""
    for char in word:
        if char in _VNI_TONES:
            tone = _VNI_TONES[char]
        elif char in _VNI_SHAPES:
            index = next((i for i in range(len(letters) - 1, -1, -1) if letters[i] in _VNI_SHAPES[char]), None)
            if index is None:
                return None
            letters[index] = _VNI_SHAPES[char][letters[index]]
            if char == "7" and letters[index] == "ơ" and index and letters[index - 1] == "u":
                letters[index - 1] = "ư"
        elif char.isdigit():
            return None
        else:
            letters.append(char)
    return _syllable("".join(letters), tone, word)
