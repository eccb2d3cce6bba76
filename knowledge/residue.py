"""Keystrokes of Telex and VNI left in the words of a message, undone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge import vietnamese
from knowledge.wordlists import words

if TYPE_CHECKING:
    from knowledge.tokens import Token


_KEPT = frozenset({"conf"})  # Telex that the lexicon knows as it stands, "còn": another word beside it is Telex too
_RARE_ENDINGS = "xjf"
_SHAPE_AND_TONE = re.compile("[6-9][1-5]")
_SHAPED_AND_TONED = re.compile(r"(aa|ee|oo|aw|ow|uw|dd).*[sfrxj]$")


def without_residue(tokens: list[Token], known: Collection[str]) -> list[Token]:
    """Undo Telex and VNI residue, when at least two words of the message carry it; and "vogn" for "vong"."""
    tokens = [_with_stroke(_with_ending(t, known), known) for t in tokens]
    look_alikes = words("telex-look-alikes")
    for decode in (vietnamese.from_telex, vietnamese.from_vni):
        decoded = {
            i: word
            for i, t in enumerate(tokens)
            if t.kind == "word"
            and (word := decode(t.text)) is not None
            and t.text not in look_alikes
            and t.text not in known
        }
        glued = len(list(_last_tones(tokens))) if decoded and decode is vietnamese.from_vni else 0
        kept = sum(t.text in _KEPT for t in tokens) if decoded else 0
        if len(decoded) + glued + kept >= 2 or (
            len(decoded) == 1 and any(alone(tokens, next(iter(decoded))) for alone in (_is_telex_alone, _ends_a_name))
        ):
            tokens = [
                t._replace(text=decoded[i], key=vietnamese.key(decoded[i])) if i in decoded else t
                for i, t in enumerate(tokens)
            ]
            if decode is vietnamese.from_vni:
                tokens = list(_with_last_tones(tokens))
    return tokens


def _with_ending(token: Token, known: Collection[str]) -> Token:
    """Read the "vogn" of "tử vogn" as "vong": no word of either language that is used here ends so."""
    if token.kind != "word" or not token.text.endswith("gn") or token.text in known:
        return token
    word = f"{token.text[:-2]}ng"
    return token._replace(text=word, key=vietnamese.key(word)) if vietnamese.is_plain_syllable(word) else token


def _with_last_tones(tokens: list[Token]) -> Iterator[Token]:
    """Join words and the VNI digits behind them, "phi" "2", in a message typed that way; "kp2" stays."""
    joined = dict(_last_tones(tokens))
    for index, token in enumerate(tokens):
        if index in joined:
            word = joined[index]
            yield token._replace(text=word, key=vietnamese.key(word), end=tokens[index + 1].end)
        elif index - 1 not in joined:
            yield token


def _last_tones(tokens: list[Token]) -> Iterator[tuple[int, str]]:
    """Give the places of words with VNI digits behind them, and the syllables they are together."""
    keep = words("keeps-its-digits")
    for index, (token, after) in enumerate(pairwise(tokens)):
        glued = after.kind == "number" and len(after.text) < 3 and after.start == token.end
        if token.kind != "word" or not glued:
            continue
        if token.key not in keep or _SHAPE_AND_TONE.fullmatch(after.text):
            word = vietnamese.from_vni(token.text + after.text)
            if word:
                yield index, word


def _ends_a_name(tokens: list[Token], at: int) -> bool:
    """See the "laox" of "An laox": behind a syllable with a capital, with a tone that few English words end in."""
    before = tokens[at - 1] if at else None
    named = before is not None and before.capital and vietnamese.is_plain_syllable(before.text)
    return named and tokens[at].text[-1] in _RARE_ENDINGS and not vietnamese.is_plain_syllable(tokens[at].text)


def _is_telex_alone(tokens: list[Token], at: int) -> bool:
    """Tell whether one word alone is Telex: no syllable as typed, and shaped and toned, or among words with marks."""
    word = tokens[at].text
    if vietnamese.is_plain_syllable(word):
        return False
    return bool(_SHAPED_AND_TONED.search(word)) or any(vietnamese.has_marks(t.text) for t in tokens)


def _with_stroke(token: Token, known: Collection[str]) -> Token:
    """Read "dd" in an abbreviation as "đ": "hcddb" is "hcđb"; words with vowels are left to the decoder."""
    if token.kind != "word" or "dd" not in token.text or token.text in known or any(c in "aeiouy" for c in token.text):
        return token
    text = token.text.replace("dd", "đ")
    return token._replace(text=text, key=vietnamese.key(text))
