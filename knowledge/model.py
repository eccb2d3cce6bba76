"""What a plan says, as data: its goals, agencies, deadlines, documents and statements.

Every fact carries the section of the plan where the reader of the paper finds it. Texts are in our own words, in
Vietnamese and English; names of agencies are official and stay Vietnamese in every language.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from knowledge.entries import Bilingual, Entry, Line, Section, Slug, Text
from knowledge.indicators import Goal, Indicator, Part
from knowledge.month_ends import day_of_month

Role = Literal["lead", "guide", "coordinate", "supply_data"]

_LEAP_YEAR = 2024


def _require_a_day(month_and_day: tuple[int, int]) -> tuple[int, int]:
    """Refuse what is a day of no year; 29 February is one of some."""
    try:
        dt.date(_LEAP_YEAR, *month_and_day)
    except ValueError as error:
        raise ValueError("no year has such a day; write it as [month, day]") from error
    return month_and_day


YearlyDay = Annotated[tuple[int, int], AfterValidator(_require_a_day)]


class Assignment(Entry):
    """Who answers for what: by number where the plan says so, else inferred from the agency's field."""

    indicators: tuple[int, ...] = ()
    topics: tuple[Slug, ...] = ()  # for plans without numbers
    role: Role
    explicit: bool  # False: the plan names the field or the topic, not the number
    section: Section
    remark: Text | None = None

    @model_validator(mode="after")
    def _names_something(self) -> Assignment:
        if not self.indicators and not self.topics:
            raise ValueError("an assignment names indicators or topics")
        return self


class Duty(Bilingual):
    """One thing that an agency must do, in our words."""

    section: Section
    words: tuple[Line, ...] = ()  # what people also call it, for finding it; never shown


class Agency(Entry):
    """One that the plan gives work to."""

    id: Slug
    name: Line  # official, Vietnamese in every language
    short: Line | None = None  # a shorter form for lists and buttons
    gloss: Line  # what an English reader needs to know it by
    section: Section
    kinds: tuple[Slug, ...] = Field(min_length=1)  # its fields, shared by all plans; see lexicon/agencies.yaml
    aliases: tuple[Line, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    duties: tuple[Duty, ...] = Field(min_length=1)
    remark: Text | None = None


class Deadline(Entry):
    """A duty to report or review: dated, yearly, in a year, or without a date."""

    id: Slug
    kind: Literal["annual_report", "six_month_report", "midterm_review", "final_review", "other"]
    what: Text
    who: Line  # official name or names
    agency: Slug | None = None  # the agency's id in this plan, where it has one
    to: Line | None = None  # who receives it, official names
    date: dt.date | None = None  # "trước ngày": the day written in the plan, which is one day after the last day
    yearly: YearlyDay | None = None  # (month, day) of each year
    year: int | None = Field(default=None, ge=2000, le=2100)  # a year and no day
    before: bool = True  # the plan says "before" that day
    section: Section
    remark: Text | None = None

    @model_validator(mode="after")
    def _has_one_time_at_most(self) -> Deadline:
        if sum(x is not None for x in (self.date, self.yearly, self.year)) > 1:
            raise ValueError("a deadline has a date, or a yearly day, or a year; not two of them")
        return self

    @property
    def is_dated(self) -> bool:
        """Whether it says when: a date, a day of each year, or a year."""
        return bool(self.date or self.yearly or self.year)

    def due(self, today: dt.date) -> dt.date | None:
        """The day written in the plan that is next on or after *today*; a past date stays; None without a day."""
        if self.date:
            return self.date
        if self.yearly is None:
            return None
        this_year = day_of_month(today.year, *self.yearly)
        return this_year if this_year >= today else day_of_month(today.year + 1, *self.yearly)


class Document(Entry):
    """A document that the plan cites."""

    number: Line  # "91/KH-UBND"; a law or a plan without a number gives its name
    date: dt.date | None = None
    issuer: Line | None = None
    about: Text
    basis: bool = False  # the plan was made to carry it out
    section: Section

    def is_numbered(self, digits: str) -> bool:
        """Tell whether its number, "240-KH/TU", begins with *digits* and no further ones; "4" is "04" too."""
        number, digits = self.number.lstrip("0"), digits.lstrip("0")
        return bool(digits) and number.startswith(digits) and not number[len(digits) :][:1].isdigit()


StatementKind = Literal[
    "purpose",
    "requirement",
    "general_objective",
    "task",
    "funding",
    "support",
    "event",
    "contact",
    "beneficiaries",
    "scope",
    "duration",
    "reporting",
    "recipients",
    "other",
]


class Statement(Bilingual):
    """Anything else that the plan says, in our words: a task, a source of money, an event, a phone number."""

    kind: StatementKind
    section: Section
    words: tuple[Line, ...] = ()  # what people also call it, for finding it; never shown


class Abbreviation(Entry):
    """A short form that the plan uses."""

    short: Line
    long: Line
    en: Line
    section: Section | None = None


class Signature(Entry):
    """Who signed; a name only where the plan prints it."""

    office: Line
    gloss: Line
    name: Line | None = None
    remark: Text | None = None


class Plan(Entry):
    """One document of one locality."""

    id: Slug
    locality: Slug
    title: Text
    number: Line | None = None  # "32/KH-UBND"; None: blank in our copy
    issued: Text  # when, as far as the source says
    period: Text
    first_year: int
    last_year: int
    village_term: Line | None = None  # "thôn", "khu phố", "ấp"
    coordinator: Slug  # the agency that coordinates the whole plan
    goals: tuple[Goal, ...] = ()
    agencies: tuple[Agency, ...]
    deadlines: tuple[Deadline, ...] = ()
    documents: tuple[Document, ...] = ()
    statements: tuple[Statement, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    signature: Signature
    remarks: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _holds_together(self) -> Plan:
        numbers = [i.number for i in self.indicators if i.number is not None]
        if numbers != sorted(set(numbers)):
            raise ValueError("indicator numbers are not in order, or stand twice")
        ids = [a.id for a in self.agencies]
        if len(ids) != len(set(ids)):
            raise ValueError("two agencies have one id")
        wanted = {self.coordinator} | {d.agency for d in self.deadlines if d.agency}
        if unknown := wanted - set(ids):
            raise ValueError(f"no agency with id {', '.join(sorted(unknown))}")
        for agency in self.agencies:
            for assignment in agency.assignments:
                if unknown_numbers := set(assignment.indicators) - set(numbers):
                    raise ValueError(f"{agency.id} is assigned indicators the plan lacks: {sorted(unknown_numbers)}")
        return self

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators, or objectives, in the order of the plan."""
        return tuple(i for goal in self.goals for i in goal.indicators)

    @cached_property
    def is_numbered(self) -> bool:
        """Whether the plan numbers its indicators."""
        return any(i.number is not None for i in self.indicators)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years in which the plan sets any target."""
        return tuple(sorted({year for i in self.indicators for year in i.years}))

    def indicator(self, number: int) -> Indicator | None:
        """Return the indicator with the plan's own *number*, or None."""
        return self._by_number.get(number)

    def agency(self, agency_id: str) -> Agency:
        """Return the agency with that id.

        Raises:
            KeyError: The plan has no such agency.
        """
        return self._agencies[agency_id]

    def parts(self) -> Iterator[tuple[Indicator, Part]]:
        """Go through all parts with their indicators."""
        for indicator in self.indicators:
            for part in indicator.parts:
                yield indicator, part

    def measuring(self, topic: str) -> tuple[tuple[Indicator, Part], ...]:
        """Return the parts that measure *topic*, with their indicators, in the order of the plan."""
        return self._measuring.get(topic, ())

    @cached_property
    def _measuring(self) -> dict[str, tuple[tuple[Indicator, Part], ...]]:
        found: dict[str, tuple[tuple[Indicator, Part], ...]] = {}
        for indicator, part in self.parts():
            for topic in dict.fromkeys((part.topic, *part.also)):
                found[topic] = (*found.get(topic, ()), (indicator, part))
        return found

    @cached_property
    def _by_number(self) -> dict[int, Indicator]:
        return {i.number: i for i in self.indicators if i.number is not None}

    @cached_property
    def _agencies(self) -> dict[str, Agency]:
        return {a.id: a for a in self.agencies}
