"""Words that take something back, or say that it was wrong: "xóa khai sinh tháng 10", "nhầm tháng, đó là tháng 9"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.vietnamese import fold

_MOST_WORDS = 14
# Of text without its marks. "Bo" alone begins "bo hoc" and "bo y te", "huy" is in "huy dong".
_DROPS = re.compile(
    r"(?<!\banh )(?<!\bchi )(?<!\bem )(?<!\bchu )(?<!\bbac )(?<!\bong )"
    r"\b(?:xoa|huy(?! dong)|rut(?! kinh)|hoan tac|undo|delete|remove|bo (?:so|di|muc|het)|thoi bo)\b"
)
_WRONG = re.compile(r"\b(?:nham|sai|moi dung)\b|\bkhong phai (?:la )?(?:thang|quy|nam|ky)\b")
_OF_FIGURES = re.compile(r"\b(?:so|roi|thang|quy|ky|thoi|nop|gui|bao|ghi|het|tin)\b")
_ASKS = re.compile(r"\?|\b(?:ai|gi|nao|sao|dau|may|bao nhieu|khi nao|the nao|what|who|when|which|how)\b")
# What stands before the period that is right.
_RIGHT_BEHIND = re.compile(r"\b(?:ma la|phai la|do la|moi la|chuyen sang|doi sang|doi thanh|la)\b")
# "Xóa", and nothing that says what.
_DROPS_ALONE = re.compile(
    r"(?:xoa|delete|remove)(?: (?:di|nhe|nha|a|giup|ho|luon|em|minh|toi|no|so nay|cai nay|tin nay|it))*[\s.!]*"
)
# It was sent for another village: "nhầm khu phố", "số này của kp3 chứ".
_VILLAGE = r"(?:khu pho|kp|khu vuc|thon|ap|xom|ban|buon|to dan pho|noi|cho|dia ban)"
_OF_ANOTHER = re.compile(
    rf"\b(?:nham|sai|lon|khong phai(?: la| cua)?) {_VILLAGE}\b|\b{_VILLAGE} ?\d* (?:moi dung|chu)\b"
    r"|\bso(?: lieu)?(?: nay| do| kia| vua roi| vua gui)?(?: la)? cua\b.*\b(?:chu|moi dung)\b"
)
_NOT_THIS = re.compile(r"\b(?:chu )?(?:khong phai|ko phai|k phai)(?: la)?\b")


# As typed: "nhằm" is another word. "Bo" and "thoi" are also "bổ", "bộ" and "thời": alone they take back.
_NHAM = re.compile(r"\b(?:nhầm|nham)\b")
_BARE_DROP = re.compile(r"(?:(?:da|xin|em|toi|cho) )*(?:bo|thoi)(?: (?:di|nhe|nha|a|het|em|toi|minh))*")


@dataclass(frozen=True, slots=True)
class Regret:
    """Short words that say that something was wrong, and ask nothing."""

    plain: str  # without their marks

    @property
    def drops(self) -> bool:
        """Whether something is to go."""
        return _DROPS.search(self.plain) is not None

    @property
    def drops_only(self) -> bool:
        """Whether something is to go, and it is not said what is right instead."""
        return self.drops and _WRONG.search(self.plain) is None

    @property
    def drops_alone(self) -> bool:
        """Whether nothing is said but that something is to go: "xóa"."""
        return _DROPS_ALONE.fullmatch(self.plain) is not None

    @property
    def is_of_another_village(self) -> bool:
        """Whether it was sent for the wrong village: "nhầm khu phố"."""
        return _OF_ANOTHER.search(self.plain) is not None

    @property
    def is_of_figures(self) -> bool:
        """Whether it speaks of what was sent, be it not said of which measure."""
        return _OF_FIGURES.search(self.plain) is not None

    def denied(self) -> tuple[str, str] | None:
        """Return what stands before and behind "không phải"; None where nothing is denied."""
        found = _NOT_THIS.search(self.plain)
        return None if found is None else (self.plain[: found.start()], self.plain[found.end() :])


def regret_in(text: str) -> Regret | None:
    """Read short words that say that something was wrong; None where *text* says something else, or asks."""
    plain = fold(text)
    if len(plain.split()) > _MOST_WORDS or _ASKS.search(plain):
        return None
    tells = _DROPS.search(plain) or _WRONG.search(plain) or _OF_ANOTHER.search(plain)
    return Regret(plain) if tells else None


def wrong_and_right(behind: str) -> tuple[str, str]:
    """Part what stands behind "không phải": "tháng 10 mà là tháng 8"; the right one is "" where it is not said."""
    wrong, *right = _RIGHT_BEHIND.split(behind, maxsplit=1)
    return wrong, right[0] if right else ""


def takes_back(text: str) -> bool:
    """Tell whether the words of an edited message take back what it had said: "nhầm", "bỏ đi"; not "bổ sung sau"."""
    plain = fold(text)
    wrong = _NHAM.search(text.lower()) is not None or _BARE_DROP.fullmatch(plain.strip(" .!"))
    return bool(wrong or _DROPS.search(plain)) and not _ASKS.search(plain)
