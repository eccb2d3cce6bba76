"""What those who send figures say instead of pressing a button: "hoàn tác", "đúng rồi", "còn thiếu gì".

The phrases are taken whole, so that no question about the plans is stolen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal, get_args

from knowledge.loading import HERE, as_mapping, read_yaml
from knowledge.phrasebook import phrases, table
from knowledge.vietnamese import agrees, fold, key, repair

Wish = Literal[
    "undo", "wrong", "fix", "yes", "no", "missing", "send", "how", "mine", "due", "none", "skip", "next", "done"
]

Remark = Literal[
    "nagged",
    "stop",
    "leave",
    "erase",
    "how",
    "later",
    "seen",
    "nothing",
    "all-of-them",
    "births",
    "missing",
    "mine",
    "late",
    "none",
    "stand-in",
    "hello",
]
_AS_REMARK: Mapping[str, Remark] = {name: name for name in get_args(Remark)}
_OF_A_PERIOD: frozenset[Wish] = frozenset({"mine", "missing", "send", "how"})
_STATED: frozenset[Remark] = frozenset({"all-of-them", "births", "later"})  # with a question mark they ask

_Words = tuple[str, ...]
_BOTH = 2  # the births, and those registered
_MOST_CHARACTERS = 80  # of a message that can be one of the phrases


def wish_of(text: str) -> Wish | None:
    """Tell which of the wishes a message is; None for any other message, and where it may be two of them.

    Marks may be left out, and contradict a phrase where they are typed: "dùng" is not "đúng".
    """
    if len(text) > _MOST_CHARACTERS or any(map(str.isdigit, text)):
        return None  # most messages with figures, without a closer look
    spoken = _words(text)
    if not spoken or phrases("wrong-period").search(fold(text)):
        return None  # "gửi sai kỳ": a filler elsewhere
    # Without its marks "có" may be "cô", a filler: then all of the words may be a phrase.
    for said in dict.fromkeys((_without_fillers(spoken), spoken)):
        wishes = _wishes_of(said)
        if wishes:
            return wishes.pop() if len(wishes) == 1 else _wish_in_pieces(spoken)
    return _wish_in_pieces(spoken)


def _wish_in_pieces(spoken: _Words) -> Wish | None:
    """The wish that is said more than once, "ừ đúng rồi, lưu đi"; None where the words may be of two wishes."""
    found = [wish for wish in get_args(Wish) if _consists_of(spoken, wish)]
    return found[0] if len(found) == 1 else None


def _consists_of(spoken: _Words, wish: Wish) -> bool:
    """Tell whether words are phrases of one wish, one behind the other, and words that change nothing."""
    reached = {0}
    for at in range(len(spoken)):
        if at in reached:
            ends = [at + 1] if _is_filler(spoken[at]) else []
            ends += [end for end in range(at + 1, len(spoken) + 1) if wish in _wishes_of(spoken[at:end])]
            reached.update(ends)
    return len(spoken) in reached


def _wishes_of(said: _Words) -> set[Wish]:
    """The wishes that have these words for a phrase."""
    return {wish for phrase, wish in _phrases().get(_keys(said), ()) if all(map(agrees, said, phrase))}


def wish_of_period(text: str) -> tuple[Wish, str] | None:
    """Tell what is wished for of another period, "tháng trước em gửi bao nhiêu", with the words of the period."""
    found = None if len(text) > _MOST_CHARACTERS else phrases("another-period").search(fold(text))
    if found is None:
        return None
    wish = wish_of(f"{text[: found.start()]} {text[found.end() :]}")
    return (wish, text[found.start() : found.end()]) if wish in _OF_A_PERIOD else None


def said_of_oneself(text: str) -> Remark | None:
    """Tell what a collaborator says of themselves or of their figures; None for anything else, and for questions."""
    if len(text) > _MOST_CHARACTERS:
        return None
    plain = fold(repair(text)).strip(" .!?,")
    found = next((_AS_REMARK[name] for name, said in table("collaborators-say") if said.fullmatch(plain)), None)
    return None if found in _STATED and "?" in text else found


def births_registered(text: str) -> str | None:
    """The share of the births told of that are registered, "14 cháu sinh, làm giấy 12" is "12/14"; None without one."""
    found = phrases("births-and-registered").search(fold(text))
    numbers = re.findall(r"\d+", found[0]) if found else []
    return f"{numbers[1]}/{numbers[0]}" if len(numbers) == _BOTH and int(numbers[1]) <= int(numbers[0]) else None


def promises_figures(text: str) -> bool:
    """Tell whether a message promises figures for later, "mẫu giáo mai em gửi", and asks nothing."""
    plain = fold(text)
    promised = not any(map(str.isdigit, text)) and phrases("promises-figures").search(plain)
    return bool(promised) and "?" not in plain and phrases("asks-in-a-promise").search(plain) is None


def speaks_of_own_sending(text: str) -> bool:
    """Tell whether words of somebody who sends figures are about that, and ask nothing: "mà chị chưa báo khai sinh"."""
    plain = fold(repair(text))
    if len(text) > _MOST_CHARACTERS or "?" in plain or phrases("of-the-plans").search(plain):
        return False
    return phrases("of-own-sending").search(plain) is not None


def counts_the_whole(text: str) -> bool:
    """Tell whether how many there are at all is said, and not how many of them: "tổng số trẻ em là 310"."""
    return "/" not in text and phrases("counts-the-whole").search(fold(text)) is not None


def asks_in_a_dialogue(text: str) -> bool:
    """Tell whether words said while a number is waited for ask something, and are no answer that went wrong."""
    plain = fold(text)
    return "?" in plain or phrases("asks-in-a-dialogue").search(plain) is not None


def asks_what_it_is(text: str) -> bool:
    """Tell whether words said while a number is waited for ask what is to be counted: "cái đó là gì vậy"."""
    return phrases("asks-what-it-is").fullmatch(fold(repair(text)).strip(" .!?")) is not None


@cache
def _phrases() -> Mapping[_Words, tuple[tuple[_Words, Wish], ...]]:
    """The phrases with their wishes, by the keys of their words."""
    rows = _rows()
    found: dict[_Words, tuple[tuple[_Words, Wish], ...]] = {}
    for wish in get_args(Wish):
        for text in rows[wish]:
            phrase = _without_fillers(_words(text))
            found[_keys(phrase)] = (*found.get(_keys(phrase), ()), (phrase, wish))
    return found


@cache
def _fillers() -> Mapping[str, _Words]:
    """The words that change nothing, by their keys."""
    found: dict[str, _Words] = {}
    for word in _rows()["fillers"]:
        found[key(word)] = (*found.get(key(word), ()), word)
    return found


@cache
def _rows() -> Mapping[str, list[str]]:
    path = HERE / "lexicon" / "sending.yaml"
    return as_mapping(path, read_yaml(path))


def _without_fillers(spoken: _Words) -> _Words:
    """What is left without words that change nothing; all of it where nothing would be left."""
    return tuple(word for word in spoken if not _is_filler(word)) or spoken


def _is_filler(word: str) -> bool:
    return any(agrees(word, filler) for filler in _fillers().get(key(word), ()))


def _words(text: str) -> _Words:
    """The words of a text, the short ones as they are meant: "ko" is "không"."""
    return tuple(_spellings().get(word, word) for word in re.findall(r"\w+", repair(text).lower()))


@cache
def _spellings() -> Mapping[str, str]:
    return dict(pair.split() for pair in _rows()["spellings"])


def _keys(words: Iterable[str]) -> _Words:
    return tuple(map(key, words))
