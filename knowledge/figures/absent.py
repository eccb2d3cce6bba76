"""The third state beside a number and a zero: "tiêm chủng: không có số liệu vì trạm nghỉ"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge import vietnamese

LONGEST_REASON = 200  # characters

_ABSENT = re.compile(
    r"^(?P<what>.*?)[\s:–-]*\b(?:không|khong|ko|k|hông|chưa|chua)\s+(?:(?:có|co)\s+)?(?:số\s+liệu|so\s+lieu|sl)\b"
    r"[\s,:;.(–-]*(?:(?:vì|vi|do|bởi|boi|lý do|ly do|lí do|li do)\b(?:\s+(?:là|la)\b)?[\s:]*)?(?P<reason>.*)$",
    re.IGNORECASE,
)

# "không có số liệu tảo hôn vì trạm nghỉ", "no figures for births because …": what it is about stands behind.
_BEHIND = re.compile(
    r"^\s*(?:\b(?:không|khong|ko|k|hông|chưa|chua)\s+(?:(?:có|co)\s+)?(?:số\s+liệu|so\s+lieu|sl)"
    r"|(?:there\s+(?:is|are)\s+)?no\s+(?:data|figures?))\s+(?:(?:về|ve|của|cua|cho|for|on|of|about)\s+)?"
    r"(?P<what>[^,;:]*?)[\s,;:(–-]*\b(?:vì|vi|do|bởi|boi|lý do|ly do|lí do|li do|because|as|since)\b"
    r"(?:\s+(?:là|la|of)\b)?[\s:]*(?P<reason>.+)$",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\b(?:sao|nào|nao)\b", re.IGNORECASE)  # "vì sao … không có số liệu"


@dataclass(frozen=True, slots=True)
class Absence:
    """One line that says there is no number: the words before, which name what, and the reason after."""

    what: str
    reason: str


def split_absences(text: str) -> tuple[list[Absence], str]:
    """Take the lines that say "no figures" out of a message.

    Returns:
        Those lines, and what is left for the reader of figures. What stands before the last comma of such a line is
        left too: "khai sinh 12/12, tiêm chủng không có số liệu vì trạm nghỉ".
    """
    found: list[Absence] = []
    rest: list[str] = []
    for line in vietnamese.repair(text).splitlines():
        behind = _BEHIND.match(line)
        if behind and behind["what"].strip() and not line.rstrip().endswith("?"):
            found.append(Absence(behind["what"].strip(), behind["reason"].strip(" .!)")))
            continue
        match = _ABSENT.match(line)
        if not match or line.rstrip().endswith("?") or _ASKS.search(match["what"]):
            rest.append(line)
            continue
        before, _, what = match["what"].replace(";", ",").rpartition(",")
        if before:
            rest.append(before)
        found.append(Absence(what.strip(), match["reason"].strip(" .!)")))
    return found, "\n".join(rest)
