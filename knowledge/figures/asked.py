"""Questions about how far the villages have come: "khu phố nào chưa nộp", "tiến độ tiêm chủng tân khai tháng 10"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge.figures.calendar import is_period
from knowledge.figures.measures import Measures
from knowledge.figures.model import Measure
from knowledge.figures.periods import UNCLEAR, find_periods
from knowledge.places import Places
from knowledge.reader import Reader
from knowledge.reading import Reading
from knowledge.vietnamese import fold, repair

ProgressKind = Literal["overview", "missing"]

_VILLAGE = r"(?:thon|khu pho|kp|ap|soc|khom|xom|ban|to dan pho|to|don vi|noi|dia ban|cho)"
_ONE_VILLAGE = rf"{_VILLAGE}(?: so)? ?\d{{1,2}}"
_NOT = r"(?:(?:con|van) )?(?:chua|ko|k|khong|chang|cha)(?: co| thay)?"
_SENDS = r"(?:nop|gui|goi|bao cao|bc|nhap|so lieu|tra loi)"
_SENT = rf"{_SENDS}(?: (?:so lieu|bao cao|bc|so))?"
_QUESTIONS: tuple[tuple[ProgressKind, str], ...] = (
    ("missing", rf"(?:con )?(?:nhung |cac )?{_VILLAGE}(?: nao| nao nua)? {_NOT} {_SENT}"),
    ("missing", rf"con (?:may|bao nhieu|bn) {_VILLAGE} {_NOT} {_SENT}"),
    ("missing", rf"(?:nhung )?(?:ai|ng nao|nguoi nao|dua nao) {_NOT} {_SENT}"),
    ("missing", rf"(?:con )?thieu (?:so lieu )?(?:cua )?{_VILLAGE} nao"),
    ("missing", rf"{_VILLAGE} nao con thieu(?: so lieu| bao cao)?"),
    ("missing", r"(?:which|what) villages? (?:have not|has not|haven.?t|hasn.?t) (?:yet )?(?:reported|sent|submitted)"),
    ("missing", r"who (?:has not|hasn.?t) (?:yet )?(?:reported|sent|submitted)"),
    ("missing", r"(?:which|what) villages? (?:are|is) missing"),
    ("overview", rf"(?:co |da co |duoc )?(?:bao nhieu|may|bn|nhieu) {_VILLAGE}(?: da)? {_SENT}"),
    ("overview", rf"(?:nhung )?{_VILLAGE} nao da {_SENT}"),
    ("overview", rf"(?:nhung )?{_VILLAGE} nao {_SENT} roi"),
    ("overview", r"how many villages (?:have )?(?:reported|sent|submitted)"),
    ("overview", rf"(?:tien do|tinh hinh|ket qua)(?: {_SENT})"),
    ("overview", r"tien do"),
    ("overview", rf"{_ONE_VILLAGE}(?= .*(?:bao nhieu|bn|may)(?: \w+)? roi)"),
    ("overview", r"(?:reporting )?progress"),
)  # fmt: skip
_PATTERNS = tuple((kind, re.compile(rf"(?<![\w]){pattern}(?![\w])")) for kind, pattern in _QUESTIONS)
# One of these is in each of the questions, and in few messages of figures.
_HINT = re.compile(rf"{_SENDS}|thieu|tien do|village|who|progress|(?:bao nhieu|bn|may)(?: \w+)? roi")
# Words that change nothing. Any other that nothing explains makes a message no question of progress.
_FILLERS = frozenset(
    "a ah ai anh are bao bn by ca chi cho coi con cua da dang danh dau den di dot dum duoc em for gi giup ho "
    "hoi how huyen in is ke khong ki ko ky la lam liet lieu may minh nao nay nha nhe nhi nhieu o of oi phuong "
    "please ra roi sach sao show so tai the thi tinh toan toi tran trong vay ve voi what xa xem xin".split()
)
_CANONICAL = re.compile(r"(?<!\S)20\d\d-(?:[QqHh]?\d{1,2})(?!\S)")
_YEAR = re.compile(r"(?<!\S)20[0-9]{2}(?!\S)")
_NUMBERED = re.compile(r"(?<!\S)(\d{1,2})\.(\d)(?!\S)")


@dataclass(frozen=True, slots=True)
class ProgressQuestion:
    """What somebody wants to know; what they left open is None or empty."""

    kind: ProgressKind
    plan: str | None = None
    period: str | None = None
    measures: tuple[Measure, ...] = ()


class ProgressReader:
    """Reads questions about progress with the lexicon of all questions."""

    def __init__(self, reader: Reader, measures: Measures, places: Places, plans: Collection[str]) -> None:
        self._reader = reader
        self._measures = measures
        self._places = places
        self._plans = plans

    def question(self, text: str, *, today: dt.date) -> ProgressQuestion | None:
        """Read a message; None unless it asks for progress and for nothing else."""
        folded = fold(repair(text))
        if not _HINT.search(folded):
            return None
        for kind, pattern in _PATTERNS:
            found = pattern.search(folded)
            if found and len(folded) == len(text):
                rest = f"{text[: found.start()]} {text[found.end() :]}"
                return self.details(rest, today=today, kind=kind)
        return None

    def details(self, text: str, *, today: dt.date, kind: ProgressKind = "overview") -> ProgressQuestion | None:
        """Read which topic, plan and period *text* names; None when it says anything else."""
        period, text = _canonical_period(text)
        numbers = [(int(a), int(b)) for a, b in _NUMBERED.findall(text)]
        reading = self._reader.read(_NUMBERED.sub(" ", text), today=today)
        if self._places.settle(reading) or len(reading.places) > 1 or reading.foreign_places:
            return None
        spoken = find_periods(reading.text, reading.tokens, today)
        taken = {i for mention in spoken for i in range(mention.start, mention.end)}
        years = [i for i, t in enumerate(reading.tokens) if i not in taken and _YEAR.fullmatch(t.text)]
        if not _is_explained(reading, taken | set(years)):
            return None
        period = period or next((m.period for m in spoken if m.period != UNCLEAR), None)
        period = period or next((reading.tokens[i].text for i in years), None)
        measures = self._measures_named(reading, numbers)
        plan = next((place for place in reading.places if place in self._plans), None)
        if measures is None or (reading.places and plan is None):
            return None
        return ProgressQuestion(kind, plan, period, measures)

    def _measures_named(self, reading: Reading, numbers: Sequence[tuple[int, int]]) -> tuple[Measure, ...] | None:
        """The measures named by number or by topic; None when what is named is no measure of ours."""
        found: list[Measure] = []
        for number, part in (*numbers, *reading.indicators):
            named = self._measures.by_number(number, part).measures
            if not named:
                return None
            found += named
        concepts = [c for c in reading.concepts if c not in ("rural", "urban")]
        if concepts and not numbers and not reading.indicators:
            found += self._measures.by_concepts(concepts).measures
            if not found:
                return None
        return tuple(dict.fromkeys(found))


def _canonical_period(text: str) -> tuple[str | None, str]:
    """Take a period written as the bot's own buttons do, "2025-10" or "2025-q3", out of *text*."""
    for found in _CANONICAL.finditer(text):
        year, _, rest = found[0].upper().partition("-")
        name = f"{year}-{rest.zfill(2) if rest.isdigit() else rest}"
        if is_period(name):
            return name, text[: found.start()] + " " + text[found.end() :]
    return None, text


def _is_explained(reading: Reading, taken: Collection[int]) -> bool:
    """Tell whether every word is a topic, a place, a village, an indicator, a period or filler."""
    meant = {
        i
        for span in reading.spans
        if any(e.slot in ("concept", "place", "reference") for e in span.entries)
        for i in range(span.start, span.end)
    }
    return all(
        i in meant or i in taken or token.kind == "separator" or fold(token.text) in _FILLERS
        for i, token in enumerate(reading.tokens)
    )
