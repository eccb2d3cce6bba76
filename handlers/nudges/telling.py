"""What all reminders share: for whom they are written, and how days and places are called in them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlite_utils import Database

from handlers.rounds import naming
from handlers.rounds.known import measures_of
from knowledge.entries import Language
from knowledge.figures import calendar
from knowledge.figures.model import Measure
from knowledge.formatting import capital, day, day_and_month
from knowledge.reply import Option
from knowledge.sentences import say
from storage.rounds import Round
from storage.villages import Village

if TYPE_CHECKING:
    from knowledge.library import Library

Message = tuple[str, list[Option]]
"""Telegram HTML, and the buttons under it."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A message being written to somebody who is not here now."""

    db: Database
    library: "Library"
    language: Language
    now: datetime  # aware, in the bot's time zone

    def say(self, key: str, **values: object) -> str:
        """Give a sentence in the person's language."""
        return say(key, self.language, **{name: str(value) for name, value in values.items()})

    def button(self, key: str, payload: str) -> Option:
        """A button with a label from the wording."""
        return Option(say(key, self.language), payload)

    def measures(self, found: Round) -> tuple[Measure, ...]:
        """What a round collects."""
        return measures_of(self.library, found)

    def place(self, plan: str, village: Village | None = None) -> str:
        """A village's name, or that of its whole locality; plain text."""
        if village and village.name:
            return village.name
        loaded = self.library.plans.get(plan)
        return capital(self.library.localities[loaded.locality].full_name(self.language)) if loaded else plan

    def what(self, found: Round) -> str:
        """What a round is for, plain text."""
        return capital(found.what.in_(self.language))

    def called(self, found: Round) -> str:
        """A round, told apart from the others of its deadline, plain text: "Báo cáo quý 3/2025"."""
        return naming.called(found, self.language)

    def term(self, plan: str) -> str:
        """What the villages of a plan are called, plain text: "khu phố"."""
        return naming.term(self.library, plan, self.language)

    def counted(self, plan: str, count: int) -> str:
        """So many villages, plain text: "13 khu phố"."""
        return naming.counted(self.library, plan, self.language, count)

    def period(self, found: Round) -> str:
        """The period that a round is about, plain text."""
        return calendar.in_words(found.period, self.language)

    def day(self, named: date) -> str:
        """A day: without the year where that is this one."""
        if named.year == self.now.year:
            return day_and_month(named.month, named.day, self.language)
        return day(named, self.language)

    def when(self, last: date) -> str:
        """How long there is until the end of a last day, or how long ago it was."""
        left = (last - self.now.date()).days
        if left == 0:
            key = "nudge_today"
        elif left > 0:
            key = "nudge_day_left" if left == 1 else "nudge_days_left"
        else:
            key = "nudge_late_day" if left == -1 else "nudge_late"
        return self.say(key, days=abs(left), day=self.day(last))
