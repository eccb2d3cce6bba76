"""The third state beside a number and a zero: "tiêm chủng: không có số liệu vì trạm nghỉ"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from knowledge import vietnamese
from knowledge.village_terms import NUMBERED_TERMS, pattern
from knowledge.wordlists import words

LONGEST_REASON = 200  # characters

_BECAUSE = r"\b(?:vì|vi|do|bởi|boi|tại|lý do|ly do|lí do|li do|because|as|since)\b(?:\s+(?:là|la|of)\b)?[\s:]*"
# "chưa có số vì …"; "không có số cháu nào" goes on
_DATA = rf"(?:số\s+liệu|so\s+lieu|sl|dữ\s+liệu|du\s+lieu|(?:số|so)(?=\s*(?:$|[,;.!(:–-](?!\d)|{_BECAUSE})))"
_SPEAKS_OF_DATA = re.compile(rf"{_DATA}|\b(?:data|figures?)\b", re.IGNORECASE | re.MULTILINE)
_OPENS = re.compile(rf"^[\s,:;.(–-]*(?:{_BECAUSE})", re.IGNORECASE)
_MARK = re.compile(r"^\s*[:;.(–-]")
_NONE_OF = re.compile(r"^(?P<what>)\s*(?:there\s+(?:is|are)\s+)?no\s+(?:data|figures?)\b(?P<tail>.*)$", re.IGNORECASE)
_ABOUT = re.compile(r"^\s*(?:(?:về|ve|của|cua|cho|for|on|of|about)\s+)?", re.IGNORECASE)
_ASKS = re.compile(r"\b(?:sao|nào|nao)\b", re.IGNORECASE)  # "vì sao … không có số liệu"
_ASKS_AT_END = re.compile(r"(?:\?|\b(?:à|hả|nhỉ|sao|không|chưa))[\s.!]*$", re.IGNORECASE)
# The full stop of "kp. 3" and "TT. Tân Khai" ends no sentence.
_SENTENCE_ENDS = re.compile(r"(?<!\bkp\.)(?<!\btt\.)(?<!\bct\.)(?<!\bx\.)(?<!\bp\.)(?<=[.;!?])\s+", re.IGNORECASE)
_COMMA = re.compile(r"\s*[,;](?!\d)\s*|\s*,(?=\d+\s*/)\s*")
_TURNS = re.compile(r"\s+(?:nhưng|nhung|còn|con|riêng|rieng|mà|ma)\s+|(?<=\d)\s+|(?<=%)\s+", re.IGNORECASE)
_AND = re.compile(r"\s+(?:và|va|and|với|cùng)\s+", re.IGNORECASE)
_ANY = re.compile(r"^\s*(?:nào|nao|gì|gi)(?!\w)", re.IGNORECASE)  # "chưa có số liệu nào"
# "mai em gửi" promises a figure, and gives no reason.
_LATER = re.compile(
    r"^(?!.*\b(?:vì|vi|do|chưa|chua|không|khong)\b).*\b(?:mai|mốt|lát|sau|tối|chiều|sẽ|se|tuần|tuan)\b.*\b(?:gửi|gui|nộp|nop|báo|bao)\b",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"(?<![\d/])(\d{1,6})\s*/\s*(\d{1,6})(?![\d/])")
_FIRST_YEAR = 1900
# A village and a period that begin a sentence hold for what is said behind it too.
_SETTING = re.compile(
    rf"^\s*(?:(?:(?:{pattern(NUMBERED_TERMS)})\s*\.?\s*\d{{1,2}}"
    r"|(?:tháng|thang|t|quý|quy|q)\s*\d{1,2}(?:\s*/\s*20\d\d)?|năm 20\d\d|nam 20\d\d)\b[\s,:–-]*)+",
    re.IGNORECASE,
)
_NAMED_VILLAGE = re.compile(rf"^\s*(?:{pattern()})\s", re.IGNORECASE)
_LONGEST_SETTING = 8  # words


class _Denials(NamedTuple):
    """Patterns with a word for "not" in them."""

    absent: re.Pattern[str]
    not_there: re.Pattern[str]  # "số liệu khuyết tật chưa có vì chưa rà soát"
    explains: re.Pattern[str]
    of_data: re.Pattern[str]


@cache
def _denials() -> _Denials:
    folded = "|".join(sorted(words("not")))
    denial = rf"(?:không|hông|hổng|chẳng|chưa|{folded})"
    hardly = r"(?:(?:hiện|hien|vẫn|van|còn|con)\s+)?"
    patterns = (
        rf"^(?P<what>.*?)[\s:–-]*\b{denial}\s+(?:(?:có|co)\s+)?(?:(?:được|duoc)\s+)?{_DATA}\b(?P<tail>.*)$",
        rf"^(?P<before>.*?)\b{_DATA}\s+(?:(?:về|ve|của|cua|cho)\s+)?(?P<what>.+?)\s+{hardly}"
        rf"{denial}\s+(?:có|co)\b(?P<tail>\s*(?:$|[(:–-].*|{_BECAUSE}.*))$",
        rf"\b(?:{denial}|đang|dang|nghỉ|nghi|bận|ban|chờ|cho|đợi|doi|hỏng|hong)\b|{_BECAUSE}",
        rf"\b{denial}\s+(?:(?:có|co)\s+)?{_DATA}",
    )
    return _Denials(*(re.compile(pattern, re.IGNORECASE) for pattern in patterns))


@dataclass(frozen=True, slots=True)
class Absence:
    """What there is no number of: the words that name it, the reason, and what was said before it."""

    what: str
    reason: str
    before: tuple[str, ...] = field(default=(), compare=False)  # the pieces of the message, the nearest last

    @property
    def names_nothing(self) -> bool:
        """Whether it is not said of what: "em chưa có số liệu"."""
        return words("says-no-measure").issuperset(vietnamese.fold(self.what).split())

    @property
    def holds_counts(self) -> bool:
        """Whether counts stand among its words, "45/47", that are no day and no month."""
        found = _COUNTS.findall(f"{self.what} | {self.reason}")
        return any(int(total) < _FIRST_YEAR and not (int(top) <= 31 and int(total) <= 12) for top, total in found)


@dataclass(frozen=True, slots=True)
class Heard:
    """What the reader of figures makes of some words."""

    names: bool = False  # a measure
    bare: bool = False  # a measure and nothing else
    reports: bool = False  # a figure


Hear = Callable[[str], Heard]


def split_absences(text: str, hear: Hear) -> tuple[list[Absence], str]:
    """Take what says "no figures" out of a message.

    Args:
        text: The message; several statements may stand in one line, or in one sentence.
        hear: Tells what the reader of figures makes of a part of it.

    Returns:
        Those statements, and what is left for the reader of figures: each takes only its own words along.
    """
    repaired = vietnamese.repair(text)
    if not _SPEAKS_OF_DATA.search(repaired):  # as nearly all do not
        return [], repaired
    splitter = _Splitter(hear)
    rest = [splitter.without_absences(line) for line in repaired.splitlines()]
    return splitter.found, "\n".join(line for line in rest if line is not None)


class _Splitter:
    """Goes through a message, piece by piece."""

    def __init__(self, hear: Hear) -> None:
        self._hear = hear
        self._said: list[str] = []  # every piece so far
        self.found: list[Absence] = []

    def without_absences(self, line: str) -> str | None:
        """Take the absences of a line out of it; None where nothing is left."""
        before, sentences, left = len(self.found), _SENTENCE_ENDS.split(line), list[str]()
        while sentences:
            left += self._left_of(sentences.pop(0), sentences)
        if len(self.found) == before:
            return line
        return " ".join(left).strip(" ,;") or None

    def _left_of(self, sentence: str, following: list[str]) -> Iterator[str]:
        """Yield what is left of a sentence; a reason that stands in the next one is taken from *following*."""
        pieces = _COMMA.split(sentence)
        if not any(map(_match, pieces)) or _ASKS_AT_END.search(sentence) or _ASKS.search(_before_data(sentence)):
            self._said.append(sentence)
            yield sentence
            return
        kept: list[str] = []
        while pieces:
            piece = pieces.pop(0)
            found = _match(piece)
            if not found:
                kept.append(piece)
                self._said.append(piece)
                continue
            what, reason, more = self._parts(found, pieces)
            while pieces and not self._stands_alone(pieces[0]):
                reason = ", ".join(filter(None, [reason, _opened(pieces.pop(0))]))
            if not reason and not pieces and following and self._is_reason(following[0]):
                reason = _opened(following.pop(0))
            what = self._own_words(what, kept)
            self._note([what, *more], "" if _LATER.search(reason) else reason.strip(" .!)("), kept)
        yield ", ".join(kept).replace(":, ", ": ").strip(" ,;") + ("," if following else "")

    def _parts(self, found: re.Match[str], pieces: list[str]) -> tuple[str, str, list[str]]:
        """What there is no number of, the reason as far as it is said at once, and more of which there is none.

        What is named behind, "chưa có số liệu tiêm chủng, khai sinh vì …", goes on in the *pieces* that follow.
        """
        what, tail = found["what"].strip(), _ANY.sub("", found["tail"])
        before = found.groupdict().get("before") or ""
        what = f"{before.strip()} {what}".strip()
        if _OPENS.match(tail) or _MARK.match(tail) or not tail.strip() or self._hear(what).names:
            return what, _opened(tail), []
        named, because, reason = _halves(_ABOUT.sub("", tail))
        if not self._hear(named).names:
            return what, _opened(tail), []
        more: list[str] = []
        while pieces and not because:
            name, opener, why = _halves(pieces[0])
            if not self._hear(name).bare:
                break
            pieces.pop(0)
            more.append(name)
            because, reason = opener, why
        return f"{what} {named}".strip(" ,:"), reason, more

    def _stands_alone(self, piece: str) -> bool:
        """Tell whether a piece behind an absence is a statement of its own, and not part of the reason."""
        ahead = self._hear(piece)
        return _match(piece) is not None or ahead.reports or ahead.bare

    def _is_reason(self, sentence: str) -> bool:
        return (
            not _ASKS_AT_END.search(sentence)
            and bool(_denials().explains.search(sentence))
            and not any(self._stands_alone(piece) for piece in _COMMA.split(sentence))
        )

    def _own_words(self, what: str, kept: list[str]) -> str:
        """Leave a figure that stands before an absence in *kept*: "tiêm chủng 46/47 nhưng khai sinh"."""
        for turn in reversed(list(_TURNS.finditer(what))):
            before, own = what[: turn.start()], what[turn.end() :]
            if self._hear(own).names and self._hear(before).reports:
                kept.append(before)
                self._said.append(before)
                return own
        return what

    def _note(self, names: list[str], reason: str, kept: list[str]) -> None:
        """Keep an absence, and those of what is only named before it: "tiêm chủng, khai sinh chưa có số liệu"."""
        while kept and self._hear(kept[-1]).bare:
            names.insert(0, kept.pop())
        names = [one for name in names for one in self._each(name)]
        before = tuple(self._said)
        self.found += [Absence(name, reason, before) for name in names]
        setting = self._setting_of(names[0])
        if setting:
            kept.append(setting.strip(" ,:–-") + ":")
        self._said += names

    def _setting_of(self, what: str) -> str:
        """The village and period that *what* begins with; "" where it begins with what is measured.

        A village that has a name ends where the rest alone says what is measured: "Thôn Đoài tiêm chủng".
        """
        found = _SETTING.match(what)
        said = what.split()
        if found or not _NAMED_VILLAGE.match(what):
            return found[0] if found else ""
        ends = (n for n in range(min(len(said) - 1, _LONGEST_SETTING), 1, -1) if self._hear(" ".join(said[n:])).names)
        return " ".join(said[: next(ends, 0)])

    def _each(self, what: str) -> list[str]:
        """Things joined by "và", where each is a measure."""
        parts = _AND.split(what)
        return parts if len(parts) > 1 and all(self._hear(part).names for part in parts) else [what]


def _match(piece: str) -> re.Match[str] | None:
    return _denials().not_there.match(piece) or _denials().absent.match(piece) or _NONE_OF.match(piece)


def _before_data(sentence: str) -> str:
    """The words of a sentence up to the first that says there is no number."""
    found = _denials().of_data.search(sentence)
    return sentence[: found.start()] if found else ""


def _opened(tail: str) -> str:
    """A reason without the word that opens it."""
    return _OPENS.sub("", tail, count=1).strip(" ,:;.!()–-")


def _halves(text: str) -> tuple[str, str, str]:
    """What stands before the word for "because", that word, and what stands behind it."""
    found = re.search(_BECAUSE, text, re.IGNORECASE)
    return (text[: found.start()].strip(" ,("), found[0], text[found.end() :]) if found else (text.strip(), "", "")
