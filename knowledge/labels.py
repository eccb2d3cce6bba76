"""What stands on a button, typed instead of pressed: "đóng", "11/14" for "Chọn 11/14"."""

from __future__ import annotations

import re

from knowledge.sending import wish_of
from knowledge.vietnamese import agrees, fold, key, repair
from knowledge.wordlists import words

_Words = tuple[str, ...]


def names_label(text: str, label: str) -> bool:
    """Tell whether a text says a label, or what it names behind its verb; signs and polite words change nothing."""
    typed, whole = _words(text), _words(label)
    return any(_are(said, wanted) for said in (typed, _plain(typed)) for wanted in (whole, _without_verb(whole)))


def begins_label(text: str, label: str) -> bool:
    """Tell whether a text is how a label begins, with a yes before it or none: "ok mở lại đi" of "Mở lại đợt"."""
    typed, whole = _words(text), _words(label)
    rests = [typed[at:] for at in range(len(typed)) if at == 0 or wish_of(" ".join(typed[:at])) == "yes"]
    return any(_are(said, whole[: len(said)]) for said in map(_plain, rests))


def _are(typed: _Words, wanted: _Words) -> bool:
    """Tell whether these are the same words; marks may be left out, and contradict where they are typed."""
    return bool(typed) and tuple(map(key, typed)) == tuple(map(key, wanted)) and all(map(agrees, typed, wanted))


def _plain(typed: _Words) -> _Words:
    """Without words that are only polite."""
    return tuple(word for word in typed if fold(word) not in words("polite-to-the-bot"))


def _without_verb(label: _Words) -> _Words:
    """What a label names: "11/14" of "Chọn 11/14"."""
    return label[1:] if label and fold(label[0]) in words("verbs-of-buttons") else label


def _words(text: str) -> _Words:
    return tuple(re.findall(r"\w+", repair(text).lower()))
