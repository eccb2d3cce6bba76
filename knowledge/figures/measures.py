"""Which measure the words of a figure name: by concepts ("thấp còi") or by number ("ct16", "4.1")."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from knowledge.figures.model import Measure
from knowledge.topics import Topic, Topics

_AGES = frozenset({"age-7", "age-8", "age-11"})  # concepts that name a measure where nothing else does
_DEADLY = frozenset({"drowning", "traffic-death"})  # injuries of which one dies


@dataclass(frozen=True, slots=True)
class Named:
    """What was named: one measure, or several it may be, or none."""

    measures: tuple[Measure, ...]

    @property
    def one(self) -> Measure | None:
        """The measure, where there is just one."""
        return self.measures[0] if len(self.measures) == 1 else None


class Measures:
    """Finds measures by concepts and by numbers."""

    def __init__(self, topics: Topics) -> None:
        self._topics = topics
        self._by_place = {(m.indicator, m.part): m for m in map(_measure, topics.reported())}
        self._every = tuple(self._by_place[place] for place in sorted(self._by_place))
        self._by_family_number = {
            int(family.number): self._of_topic(family.numbered_for)
            for family in topics.all_families()
            if family.number and family.numbered_for
        }
        # People name the same two dozen things over and over.
        self._named_by = lru_cache(maxsize=1024)(self._find)

    def by_number(self, number: int, part: int | None) -> Named:
        """Return the measures an indicator's number may mean; the number alone of most that have parts is ambiguous."""
        if part is not None:
            return Named(tuple(m for m in [self._by_place.get((number, part))] if m))
        meant = self._by_family_number.get(number)
        return Named((meant,) if meant else tuple(m for m in self._every if m.indicator == number))

    def by_concepts(self, concepts: Collection[str]) -> Named:
        """Return the measures that *concepts* name: one, or the members of a family, or none."""
        return self._named_by(tuple(concepts))

    def _find(self, concepts: Collection[str]) -> Named:
        known = [c for c in concepts if c not in _DEADLY]
        known += ["injury", "death"] if len(known) < len(concepts) else []
        named = [t for t in self._topics.named_by(dict.fromkeys(known)) if t.reported_with in (None, *known)]
        if len(named) > 1:  # "tai nạn 1 ca bé trai 7 tuổi": the age names no measure of its own
            ageless = self._topics.named_by(dict.fromkeys(c for c in known if c not in _AGES))
            named = [topic for topic in named if topic in ageless] or named
        topics = [t.named_for or t.id for t in named]
        members = [m for topic in dict.fromkeys(topics) for m in self._topics.members(topic)]
        found = dict.fromkeys(m for topic in members if (m := self._of_topic(topic)))
        return Named(tuple(found))

    def _of_topic(self, topic_id: str) -> Measure | None:
        number = self._topics[topic_id].number
        if not number:
            return None
        return self._by_place[_place(number)]

    def every(self) -> tuple[Measure, ...]:
        """Return all measures in the order of their numbers."""
        return self._every

    def at(self, indicator: int, part: int) -> Measure:
        """Return the measure with these numbers, as they stand in the database.

        Raises:
            KeyError: There is none.
        """
        return self._by_place[indicator, part]


def _measure(topic: Topic) -> Measure:
    """Return what villages report about a topic that has a number."""
    indicator, part = _place(topic.number)
    return Measure(
        indicator,
        part,
        topic.number,
        topic.id,
        topic.label,
        topic.better,
        counts_cases=topic.measure == "cases",
        ages=topic.ages,
        sensitive=topic.sensitive,
    )


def _place(number: str) -> tuple[int, int]:
    """Return "5.1" as (5, 1), and "14", which has one part, as (14, 1)."""
    indicator, _, part = number.partition(".")
    return int(indicator), int(part or 1)
