"""Words that take something back, or say that it was wrong: "xóa khai sinh tháng 10", "nhầm tháng, đó là tháng 9"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.phrasebook import phrases
from knowledge.vietnamese import fold

_MOST_WORDS = 14
_NHAM = re.compile(r"\b(?:nhầm|nham)\b")  # as it is typed: "nhằm" is another word


@dataclass(frozen=True, slots=True)
class Regret:
    """Short words that say that something was wrong, and ask nothing."""

    plain: str  # without their marks

    @property
    def drops(self) -> bool:
        """Whether something is to go."""
        return phrases("drops").search(self.plain) is not None

    @property
    def drops_only(self) -> bool:
        """Whether something is to go, and it is not said what is right instead."""
        return self.drops and phrases("was-wrong").search(self.plain) is None

    @property
    def drops_alone(self) -> bool:
        """Whether nothing is said but that something is to go: "xóa"."""
        return phrases("drops-something").fullmatch(self.plain) is not None

    @property
    def is_of_another_village(self) -> bool:
        """Whether it was sent for the wrong village: "nhầm khu phố"."""
        return phrases("of-another-village").search(self.plain) is not None

    @property
    def is_of_another_period(self) -> bool:
        """Whether it was sent for the wrong period, and it is not said for which: "sai kỳ"."""
        return phrases("wrong-period").search(self.plain) is not None

    @property
    def is_of_figures(self) -> bool:
        """Whether it speaks of what was sent, be it not said of which measure."""
        return phrases("of-what-was-sent").search(self.plain) is not None

    def denied(self) -> tuple[str, str] | None:
        """Return what stands before and behind "không phải"; None where nothing is denied."""
        found = phrases("not-this").search(self.plain)
        return None if found is None else (self.plain[: found.start()], self.plain[found.end() :])


def regret_in(text: str) -> Regret | None:
    """Read short words that say that something was wrong; None where *text* says something else, or asks."""
    plain = fold(text)
    if len(plain.split()) > _MOST_WORDS or _asks(plain):
        return None
    tells = any(phrases(name).search(plain) for name in ("drops", "was-wrong", "of-another-village"))
    return Regret(plain) if tells else None


def wrong_and_right(behind: str) -> tuple[str, str]:
    """Part what stands behind "không phải": "tháng 10 mà là tháng 8"; the right one is "" where it is not said."""
    wrong, *right = phrases("right-behind").split(behind, maxsplit=1)
    return wrong, right[0] if right else ""


def says_period_alone(text: str) -> bool:
    """Tell whether *text* is a period of what was sent, and nothing else: "của tháng 9", "sang quý 3"."""
    return phrases("period-alone").fullmatch(fold(text).strip()) is not None


def says_right_period(text: str) -> bool:
    """Tell whether *text*, said right after figures, is their period and asks or tells nothing else: "của tháng 9"."""
    asks = "?" in text or text.rstrip(" .!").endswith(" à")
    return not asks and phrases("right-period").fullmatch(fold(text).strip(" .!,")) is not None


def takes_back(text: str) -> bool:
    """Tell whether the words of an edited message take back what it had said: "nhầm", "bỏ đi"; not "bổ sung sau"."""
    plain = fold(text)
    wrong = _NHAM.search(text.lower()) is not None or phrases("drops-in-an-edit").fullmatch(plain.strip(" .!"))
    return bool(wrong or phrases("drops").search(plain)) and not _asks(plain)


def _asks(plain: str) -> bool:
    return "?" in plain or phrases("asks-and-regrets-nothing").search(plain) is not None
