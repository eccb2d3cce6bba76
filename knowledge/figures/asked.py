"""Questions about how far the villages have come: "khu phố nào chưa nộp", "tiến độ tiêm chủng tân khai tháng 10"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from knowledge.entries import Language
from knowledge.figures.asked_villages import tells_of_villages, villages_named, without
from knowledge.figures.calendar import is_period
from knowledge.figures.measures import Measures
from knowledge.figures.model import Measure, period_has_begun
from knowledge.figures.period_forms import UNCLEAR, PeriodMention
from knowledge.figures.periods import find_periods
from knowledge.figures.phrases import (
    ProgressKind,
    asks_of_village,
    found_order,
    found_question,
    has_hint,
    may_ask,
    says_no_amount,
    with_vietnamese_periods,
)
from knowledge.phrasebook import phrases
from knowledge.places import Places
from knowledge.reader import Reader
from knowledge.reading import Reading
from knowledge.vietnamese import fold, repair
from knowledge.wordlists import words

_CANONICAL = re.compile(r"(?<!\S)20\d\d-(?:[QqHh]?\d{1,2})(?!\S)")
_TWO = 2
_NUMBERED = re.compile(r"(?<!\S)(\d{1,2})\.(\d)(?!\S)")


@dataclass(frozen=True, slots=True)
class ProgressQuestion:
    """What somebody wants to know; what they left open is None or empty."""

    kind: ProgressKind
    plan: str | None = None
    period: str | None = None
    measures: tuple[Measure, ...] = ()
    # The villages to be shown, by their official names; as it was typed where there is no such village.
    villages: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()  # all that are named: two are compared
    no_period: str = ""  # what was typed for a period that there is not, "tháng 13"
    goal: int | None = None  # of the plan, where no topic is named
    compares: bool = False  # which village is the lowest, the highest, or behind a target

    @property
    def village(self) -> str | None:
        """The one village that is to be shown; None where there are several, or none."""
        return self.villages[0] if len(self.villages) == 1 else None


class ProgressReader:
    """Reads questions about progress with the lexicon of all questions."""

    def __init__(self, reader: Reader, measures: Measures, places: Places, plans: Collection[str]) -> None:
        self._reader = reader
        self._measures = measures
        self._places = places
        self._plans = plans

    def question(
        self, text: str, *, today: dt.date, villages: tuple[str, ...] = (), own: tuple[str, ...] | None = None
    ) -> ProgressQuestion | None:
        """Read a message; None unless it asks for progress and for nothing else.

        Args:
            text: The message.
            today: The day in Vietnam.
            villages: The names of those of the plan in which the person works.
            own: Those that the person reports for; none of staff. They ask for results where others ask for targets.
                None: the person neither sends nor collects figures.
        """
        text = repair(text)
        folded = fold(text)
        if len(folded) != len(text):
            return None
        named = villages_named(text, folded, villages)
        works = own is not None and says_no_amount(folded)
        if not may_ask(folded) and not named and not works:
            return None
        if named:
            return self._of_villages(text, named, today, works=own is not None)
        if not has_hint(folded) and not works:
            return None
        mine = self._of_mine(text, folded, own, today) if own and works else None
        if mine:
            return mine
        found = found_question(folded)
        if found:
            kind, start, end = found
            return self.details(f"{text[:start]} {text[end:]}", today=today, kind=kind)
        return (
            self._file(text, folded, today, works=works)
            or self._compared(text, folded, today, works=works)
            or self._periods_compared(text, folded, today, works=works)
            or self._result(text, folded, today, works=works)
        )

    def language(self, text: str, *, today: dt.date, sure: bool = False) -> Language | None:
        """The language of a message: the likely one, where not a *sure* one is wanted; None where nothing tells."""
        reading = self._reader.read(repair(text), today=today)
        return reading.language or (None if sure else reading.likely_language)

    def _of_mine(self, text: str, folded: str, own: Sequence[str], today: dt.date) -> ProgressQuestion | None:
        """Read a question about a topic in the person's own villages: "khai sinh của em sao rồi"."""
        found = phrases("of-mine").search(folded)
        if not found:
            return None
        rest = f"{text[: found.start()]} {text[found.end() :]}"
        asked = self.details(rest, today=today, kind="village", fillers=words("progress-of-a-village"))
        if asked is None or not (asked.measures or phrases("of-progress").search(folded)):
            return None
        return replace(asked, villages=tuple(own))

    def _of_villages(
        self, text: str, named: Sequence[tuple[str, int, int]], today: dt.date, *, works: bool
    ) -> ProgressQuestion | None:
        """Read a question about villages: what they have sent, when, what is missing, how a topic stands there."""
        rest = without(text, named)
        folded = fold(rest)
        history = phrases("asks-history").search(folded) if works else None
        if history:
            rest = f"{rest[: history.start()]} {rest[history.end() :]}"
            fillers = words("progress-of-a-village")
            past = self.details(rest, today=today, kind="history", fillers=fillers)
            return _about(past, named) if past else None
        asks = asks_of_village(folded)
        if not asks and (_NUMBERED.search(folded) or not says_no_amount(folded)):
            return None
        if tells_of_villages(text, folded):
            return None
        fillers = words("progress-of-a-village") if asks else frozenset[str]()
        found = self.details(rest, today=today, kind="village", fillers=fillers | words("progress-of-several"))
        compares = len(named) > 1 and phrases("compares-periods").search(folded) is not None
        # Without a topic: how many children live there.
        asks = asks or (works and found is not None and found.period is not None)  # "kp3 tháng 3"
        if found is None or (not found.measures and (not (asks or compares) or phrases("counts").search(folded))):
            return None
        return _about(found, named)

    def commanded(self, text: str, *, today: dt.date, villages: tuple[str, ...] = ()) -> ProgressQuestion | None:
        """Read what stands behind /tiendo: details, and villages; None when it says anything else.

        Args:
            text: The words behind the command.
            today: The day in Vietnam.
            villages: The names of those of the plan in which the person works.
        """
        text = repair(text)
        folded = fold(text)
        named = villages_named(text, folded, villages) if len(folded) == len(text) else []
        if not named:
            return self.details(text, today=today)
        fillers = words("progress-of-a-village") | words("progress-of-several")
        found = self.details(without(text, named), today=today, kind="village", fillers=fillers)
        return _about(found, named) if found else None

    def _file(self, text: str, folded: str, today: dt.date, *, works: bool) -> ProgressQuestion | None:
        """Read what asks for a file to be made, "xuất excel tháng 12"; who works may leave out the verb."""
        found = found_order(folded, works=works)
        if not found:
            return None
        kind, start, end = found
        return self.details(f"{text[:start]} {text[end:]}", today=today, kind=kind, fillers=words("beside-a-file"))

    def _compared(self, text: str, folded: str, today: dt.date, *, works: bool) -> ProgressQuestion | None:
        """Read a question which village is lowest, or has not reached a target; of who works: or how many have.

        Of who works one without a topic is about all of them, where it asks what was reached.
        """
        found = phrases("which-village").search(folded)
        found = found or (phrases("how-many-villages").search(folded) if works else None)
        if not found or not phrases("compares").search(folded):
            return None
        rest = f"{text[: found.start()]} {text[found.end() :]}"
        asked = self.details(rest, today=today, fillers=words("progress-compared") | _of_work(works))
        if asked is None:
            return None
        if works and not asked.measures:
            return asked if phrases("tells-of-reaching").search(folded) else None
        return replace(asked, compares=True)

    def _periods_compared(self, text: str, folded: str, today: dt.date, *, works: bool) -> ProgressQuestion | None:
        """Read what sets periods side by side: "so sánh tiêm chủng tháng 8 và tháng 9"; of years plans have targets.

        Of who works with figures just as well without a word of comparing, or without a topic.
        """
        compares = phrases("compares-periods").search(folded)
        if not compares and not works:
            return None
        found = self.details(text, today=today, fillers=words("progress-of-results") | words("progress-of-several"))
        if found is None or len(found.periods) < _TWO or not (found.measures or (compares and works)):
            return None
        begun = all(period_has_begun(period, today) for period in found.periods)
        return found if begun and all(map(_is_within_a_year, found.periods)) else None

    def _result(self, text: str, folded: str, today: dt.date, *, works: bool) -> ProgressQuestion | None:
        """Read a question of what was reached in a period that has begun; of a year alone plans have targets."""
        if not phrases("result").search(folded) or phrases("denies").search(folded):
            return None
        found = self.details(text, today=today, fillers=words("progress-of-results") | _of_work(works))
        if found is None or (found.period and not period_has_begun(found.period, today)):
            return None
        within_a_year = bool(found.no_period) or (found.period is not None and _is_within_a_year(found.period))
        if not found.measures:
            return found if within_a_year and phrases("sums-up").search(folded) else None
        counts = phrases("counts") if found.period else phrases("counts-events")
        counted = all(m.counts_cases for m in found.measures) and counts.search(folded)
        told = "ket qua" in folded or phrases("of-the-whole").search(folded)
        summed = works and phrases("sums-the-whole").search(folded)
        return found if within_a_year or counted or told or summed else None

    def details(
        self, text: str, *, today: dt.date, kind: ProgressKind = "overview", fillers: frozenset[str] = frozenset()
    ) -> ProgressQuestion | None:
        """Read which topic, plan and period *text* names; None when it says anything else but *fillers*."""
        period, text = _canonical_period(with_vietnamese_periods(text))
        numbers = [(int(a), int(b)) for a, b in _NUMBERED.findall(text)]
        reading = self._reader.read(_NUMBERED.sub(" ", text), today=today)
        if self._places.settle(reading) or len(reading.places) > 1 or reading.foreign_places:
            return None
        spoken = find_periods(reading.text, reading.tokens, today)
        taken = {i for mention in spoken for i in range(mention.start, mention.end)}
        if not _is_explained(reading, taken, fillers):
            return None
        named = [period] if period else [m.period for m in spoken if m.period != UNCLEAR]
        periods = tuple(dict.fromkeys(named))
        unclear = next((m for m in spoken if m.period == UNCLEAR), None)
        measures = self._measures_named(reading, numbers)
        plan = next((place for place in reading.places if place in self._plans), None)
        if measures is None or (reading.places and plan is None):
            return None
        none = _words(reading, unclear) if unclear else ""
        goal = reading.goals[0] if len(reading.goals) == 1 and not measures else None
        first = next(iter(periods), None)
        return ProgressQuestion(kind, plan, first, measures, periods=periods, no_period=none, goal=goal)

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


def _about(found: ProgressQuestion, named: Sequence[tuple[str, int, int]]) -> ProgressQuestion:
    """What is asked of the villages that are *named*."""
    return replace(found, villages=tuple(dict.fromkeys(name for name, _, _ in named)))


def _of_work(works: bool) -> frozenset[str]:
    """The words that change nothing in questions of those who work with figures."""
    return words("progress-of-work") if works else frozenset()


def _is_within_a_year(period: str) -> bool:
    return len(period) > len("2025")


def _words(reading: Reading, mention: PeriodMention) -> str:
    """What was typed for a period."""
    return reading.text[reading.tokens[mention.start].start : reading.tokens[mention.end - 1].end]


def _canonical_period(text: str) -> tuple[str | None, str]:
    """Take a period written as the bot's own buttons do, "2025-10" or "2025-q3", out of *text*."""
    for found in _CANONICAL.finditer(text):
        year, _, rest = found[0].upper().partition("-")
        name = f"{year}-{rest.zfill(2) if rest.isdigit() else rest}"
        if is_period(name):
            return name, text[: found.start()] + " " + text[found.end() :]
    return None, text


def _is_explained(reading: Reading, taken: Collection[int], fillers: frozenset[str]) -> bool:
    """Tell whether every word is a topic, a place, a village, an indicator, a period or filler."""
    meant = {
        i
        for span in reading.spans
        if any(e.slot in ("concept", "place", "reference") for e in span.entries)
        for i in range(span.start, span.end)
    }
    known = words("progress-fillers") | fillers
    return all(
        i in meant or i in taken or token.kind == "separator" or fold(token.text) in known
        for i, token in enumerate(reading.tokens)
    )
