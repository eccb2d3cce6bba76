"""Questions about the rounds themselves: whole messages, so that no question about the plans is stolen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal

from knowledge import vietnamese
from knowledge.figures.phrases import ONE_VILLAGE
from knowledge.loading import HERE, as_mapping, read_yaml

Asked = Literal["list", "missing", "due"]

_MOST_CHARACTERS = 80  # of a message that can be one of the phrases
_WHEN = re.compile(
    r"\b(?:khi nao|bao gio|luc nao|chung nao|hom nao|ngay nao|ngay may|may ngay|bao nhieu ngay|bao lau|may gio|may hom"
    r"|when|how many days|how long)\b|\bhan (?:chua|khong)\b"
)
_HOW_LONG = re.compile(r"\bcon (?:may|bao nhieu|bn) (?:ngay|hom)\b|\bhow many days (?:are )?left\b")
_IS_DUE = re.compile(r"\b(?:han|nop|gui|ngay cuoi|bao cao|bc|due|deadline)\b")
# Whatever else is said names a place, a topic or another matter.
_OF_DAYS = frozenset(
    "a ah anh are bac bao bc bot can cao chau chi cho chot chua chung co con cua cung cuoi days de deadline den do "
    "dot due duoc em figures gian gio gui han het hoi hom how i is ke khi khong kia ky la lai lau left lieu long "
    "luc many may minh moi muon must my nam nao nay nen ngay nha nhe nhi nhieu nop nua oi phai please qua report "
    "roi send sl so submit the thi thoi thong to toi trong truoc until van vay ve voi we when xin".split()
)  # fmt: skip


def asked_about_rounds(text: str) -> Asked | None:
    """Tell what *text*, marks and punctuation aside, asks about rounds.

    Returns:
        The list, or what is missing now, where it is one of the phrases; "due" where it asks by when figures are to be
        sent, of everybody or of a village with a number, and says nothing else.
    """
    if len(text) > _MOST_CHARACTERS:
        return None
    folded = ONE_VILLAGE.sub(" ", vietnamese.fold(text)) if any(map(str.isdigit, text)) else text
    if any(map(str.isdigit, folded)):
        return None  # most messages with figures, without a closer look
    return _phrases().get(_plain(text)) or ("due" if _asks_when_due(_plain(folded)) else None)


def _asks_when_due(plain: str) -> bool:
    """Tell whether folded words ask for the day alone: "còn mấy ngày nữa hết hạn"."""
    if not _HOW_LONG.search(plain) and not (_WHEN.search(plain) and _IS_DUE.search(plain)):
        return False
    return _OF_DAYS.issuperset(re.findall(r"\w+", plain))


@cache
def _phrases() -> Mapping[str, Asked]:
    path = HERE / "lexicon" / "rounds.yaml"
    rows = as_mapping(path, read_yaml(path))
    kinds: tuple[Asked, ...] = ("list", "missing")
    return {_plain(phrase): kind for kind in kinds for phrase in rows[kind]}


def _plain(text: str) -> str:
    return " ".join(vietnamese.fold(vietnamese.repair(text)).split()).strip(" ?!.")
