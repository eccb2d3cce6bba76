"""The steps of ladders that are true today, and those that passed unseen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlite_utils import Database

from knowledge.rounds import ladder
from storage import nudge_settings, rounds
from storage.nudge_settings import USUAL, NudgeSettings
from storage.rounds import Round

Audience = Literal["collaborator", "staff"]

_FARTHEST_DAYS = 90  # no ladder reaches farther from its day


@dataclass(frozen=True, slots=True)
class Due:
    """A step of one round's ladder that is true today."""

    round: Round
    audience: Audience
    stage: str  # "c-7", "s+1"; "a2025-10-28": staff asked for it that day
    first: date  # since when it is true

    @property
    def last_day(self) -> str:
        """The last day that it leads to, which names the step together with the round."""
        assert self.round.last_day is not None
        return self.round.last_day.isoformat()


def dues(db: Database, today: date, *, plan: str | None = None) -> list[Due]:
    """The steps that are true on *today*, of *plan* or of all."""
    settings = nudge_settings.of_plans(db)
    running = rounds.reminding(db, today, farthest=_FARTHEST_DAYS, plan=plan)
    return [due for found in running for due in _dues_of(found, settings.get(found.plan, USUAL), today)]


def missed(db: Database, *, since: datetime, now: datetime) -> Iterator[Due]:
    """Yield the steps that ended while the bot did not run, from *since*, when it last looked, to *now*.

    Of those that had begun before it stopped only the ones whose hours came again in that time.
    """
    settings = nudge_settings.of_plans(db)
    for found in rounds.reminding(db, now.date(), farthest=_FARTHEST_DAYS):
        yield from _missed(found, settings.get(found.plan, USUAL), since, now)


def _dues_of(found: Round, settings: NudgeSettings, today: date) -> list[Due]:
    """What is true of one round today: a step for its collaborators, one for its staff."""
    due = []
    for audience, day, offsets in _ladders(found, settings):
        stage = ladder.stage_on(today, day, offsets)
        if stage and _is_live(found, audience, stage.first):
            due.append(Due(found, audience, f"{audience[0]}{stage.offset:+d}", stage.first))
    return due


def _missed(found: Round, settings: NudgeSettings, since: datetime, now: datetime) -> list[Due]:
    """The steps of one round of which somebody could have been reminded after *since*, and now no more."""
    opened = settings.hours.next_opening(since.astimezone(now.tzinfo)).date()
    return [
        Due(found, audience, f"{audience[0]}{stage.offset:+d}", stage.first)
        for audience, day, offsets in _ladders(found, settings)
        for stage in ladder.stages(day, offsets)
        if opened <= stage.until < now.date() and _is_live(found, audience, stage.first)
    ]


def _ladders(found: Round, settings: NudgeSettings) -> tuple[tuple[Audience, date, ladder.Offsets], ...]:
    assert found.last_day is not None
    assert found.village_day is not None
    return ("collaborator", found.village_day, settings.collaborators), ("staff", found.last_day, settings.staff)


def _is_live(found: Round, audience: Audience, first: date) -> bool:
    """Tell whether a step that began on *first* counts: not from before the bot knew of it, nor before it opened."""
    assert found.opens_on is not None
    return found.known_on <= first and (audience == "staff" or found.opens_on <= first)
