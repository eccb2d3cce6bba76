"""Somebody who may send figures: for which plan and villages, and how what they write is read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from handlers import whole_places
from handlers.people import pending
from handlers.unit import Unit
from knowledge.figures.labels import named_by_label
from knowledge.figures.model import FigureReading, Measure, Mention, Problem, ProblemKind
from knowledge.figures.reader import FigureReader
from knowledge.figures.villages import Villages
from knowledge.sentences import say
from storage import roles, villages
from storage.roles import Role
from storage.villages import Village

_SOME_DAY = date(2025, 10, 12)  # names are read the same on every day
MOST_BUTTONS = 40  # Telegram takes 100; who has more villages names one
UNSAID = "?"  # stands for the sender's own village while a message is read: it may be one of several


@dataclass(frozen=True, slots=True)
class Reporter:
    """A collaborator, staff member or administrator at work on one plan."""

    unit: Unit
    plan: str
    mine: tuple[Village, ...]  # a collaborator's own, open ones; that of the whole locality among them
    leads: bool
    elsewhere: tuple[Village, ...] = ()  # a collaborator's own in other plans

    def find_only(self) -> Village | None:
        """The village that is meant when none is named; None where the person has to say."""
        if not self.leads and len(self.mine) == 1 and (not self.elsewhere or self.unit.person.home == self.plan):
            return self.mine[0]
        if self.leads and not self.mine and not villages.names_in(self.unit.db, self.plan):
            return self.find_whole()
        return None

    def find_whole(self) -> Village:
        """The entry that stands for the whole locality; it may not have been made yet."""
        return whole_places.find(self.unit.db, self.plan)

    def list_choices(self) -> list[Village]:
        """The villages to choose from when none is named."""
        if self.leads or any(village.name == "" for village in self.mine):
            return [*villages.of_plan(self.unit.db, self.plan), self.find_whole()]
        return [*self.mine, *self.elsewhere]

    def ask_for_village(self, question: str) -> tuple[str, list[Village]]:
        """Ask which village is meant.

        Returns:
            The question, with how to name one that is not offered, or why none is; Telegram HTML. And the villages
            to offer as buttons, as many as fit under a message.
        """
        choices = self.list_choices()
        if not choices:
            return say("figures_village_closed", self.unit.language), []
        more = [say("figures_more_villages", self.unit.language)] if len(choices) > MOST_BUTTONS else []
        return "\n".join([question, *more]), choices[:MOST_BUTTONS]

    def read(self, text: str) -> FigureReading:
        """Read a message; figures without a village get ``UNSAID``, those of the whole locality None."""
        reading = self.unit.library.figures.read(
            text,
            villages=self._names(),
            own=UNSAID,
            today=self.unit.day,
            locality=self.unit.library.plans[self.plan].locality,
        )
        return replace(reading, problems=tuple(map(self._by_label, reading.problems)))

    def _by_label(self, problem: Problem) -> Problem:
        """What is named by words that stand on the bot's own buttons is asked about as that."""
        if problem.kind != "unknown_indicator":
            return problem
        meant = named_by_label(problem.text, self.unit.library.measures.every())
        kind: ProblemKind = "ambiguous_indicator" if len(meant) > 1 else "unsure"
        return replace(problem, kind=kind, choices=meant) if meant else problem

    def mention(self, text: str) -> Mention:
        """Read which figure some words speak of."""
        return self.unit.library.figures.mention(text, villages=self._names(), today=self.unit.day)

    def village_called(self, name: str | None) -> Village | None:
        """The village that a reading names; None when it names none."""
        if name == UNSAID:
            return self.find_only()
        if name is None:
            return self.find_whole()
        return villages.named(self.unit.db, self.plan, name)

    def measure_words(self, measure: Measure) -> str:
        """How to write a measure so that it is read back as this one."""
        return words_for(self.unit.library.figures, measure)

    def _names(self) -> Villages:
        return _villages(villages.names_in(self.unit.db, self.plan))


def reporter_of(unit: Unit) -> Reporter | None:
    """The person of *unit* as one who sends figures; None when no role of theirs covers that.

    Who has roles in several plans works on the one joined last or chosen with /datplan. A collaborator who chose none
    of them has to name the village.
    """
    held = [role for role in roles.of_person(unit.db, unit.person.user_id) if role.role != "official"]
    plans = [role.plan for role in held if role.plan in unit.library.plans]
    is_admin = any(role.role == "admin" for role in held)
    home = unit.person.home
    plan = home if home in plans or (is_admin and home in unit.library.plans) else next(iter(plans), None)
    return _reporter(unit, plan, held) if plan is not None else None


def reporter_for(unit: Unit, text: str) -> Reporter | None:
    """The same for one message: a collaborator of several plans works on the one whose village the message names."""
    usual = reporter_of(unit)
    if usual is None or not usual.elsewhere or _is_among(usual.mention(text).village, usual.mine):
        return usual
    held = roles.of_person(unit.db, unit.person.user_id)
    for plan in dict.fromkeys(village.plan for village in usual.elsewhere):
        other = _reporter(unit, plan, held)
        if _is_among(other.mention(text).village, other.mine):
            return other
    return usual


def _reporter(unit: Unit, plan: str, held: Sequence[Role]) -> Reporter:
    """The person at work on one plan."""
    leads = any(role.leads(plan) for role in held)
    ids = [role.village_id for role in held if role.role == "collaborator" and role.village_id is not None]
    own = [v for i in ids if (v := villages.by_id(unit.db, i)) and not v.closed and v.plan in unit.library.plans]
    here = tuple(village for village in own if village.plan == plan)
    elsewhere = () if leads else tuple(village for village in own if village.plan != plan)
    return Reporter(unit, plan, here, leads, elsewhere)


def _is_among(name: str | None, villages_: Sequence[Village]) -> bool:
    """Tell whether a village is named, and is one of these."""
    return name is not None and any(village.name == name for village in villages_)


@lru_cache(maxsize=64)
def _villages(names: tuple[str, ...]) -> Villages:
    """A plan's villages as the reader takes them; made once for each list, as every message needs it."""
    return Villages.of(names)


def no_reporter(unit: Unit, *, sent: bool = True) -> str:
    """What somebody is told of whom ``reporter_of`` knows no plan.

    Args:
        unit: The update.
        sent: They have sent figures; else they want to begin, or to look at some.
    """
    if pending.waits(unit):
        return say("figures_invited", unit.language)
    is_admin = any(role.role == "admin" for role in roles.of_person(unit.db, unit.person.user_id))
    keys = ("figures_choose_plan", "figures_strangers") if sent else ("figures_choose_plan_first", "figures_no_role")
    return say(keys[0] if is_admin else keys[1], unit.language)


@cache
def words_for(reader: FigureReader, measure: Measure) -> str:
    """The shortest name of *measure* that the reader takes for it."""
    label = measure.label.vi
    syllables = label.split()
    for words in (" ".join(syllables[:2]), " ".join(syllables[-2:]), label.partition(",")[0], label):
        if _means(reader, f"{words} 2/3", measure):
            return words
    return f"{measure.code} {label}"


def _means(reader: FigureReader, text: str, measure: Measure) -> bool:
    reading = reader.read(text, villages=Villages.of(()), own=None, today=_SOME_DAY)
    return not reading.problems and [figure.measure for figure in reading.figures] == [measure]
