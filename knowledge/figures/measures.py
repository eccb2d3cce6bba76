"""Which measure the words of a figure name: by concepts ("thấp còi") or by number ("ct16", "4.1")."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from knowledge.figures.model import Measure
from knowledge.topics import Topic, Topics

# How many parts villages report for an indicator; every other has one. Obesity is one part: 4.3 stands for both areas.
_PARTS = {3: 3, 4: 3, 5: 2, 8: 2, 11: 2, 17: 2, 18: 2, 20: 2}
_CASES = frozenset({3, 6, 9, 10, 11, 13})
_LAST_INDICATOR = 24
# A family whose name alone means its first member: "tiêm chủng" is that of children under one, "tai nạn" the injured.
_FIRST_MEANT = {"vaccination": "vaccination-under-1", "injury-family": "injuries"}


@dataclass(frozen=True, slots=True)
class Named:
    """What was named: one measure, or several it may be, or none."""

    measures: tuple[Measure, ...]

    @property
    def one(self) -> Measure | None:
        """The measure, where there is just one."""
        return self.measures[0] if len(self.measures) == 1 else None


def number_of(measure: Measure) -> str:
    """Print the number of a measure as people say it: "14", and "5.1" where the indicator has several parts."""
    return measure.code if _PARTS.get(measure.indicator, 1) > 1 else str(measure.indicator)


class Measures:
    """Finds measures by concepts and by numbers."""

    def __init__(self, topics: Topics) -> None:
        self._topics = topics
        self._by_place = {(m.indicator, m.part): m for m in map(_measure, topics.reported())}
        self._every = tuple(self._by_place[place] for place in sorted(self._by_place))
        # People name the same two dozen things over and over.
        self._named_by = lru_cache(maxsize=1024)(self._find)

    def by_number(self, number: int, part: int | None) -> Named:
        """Return the measures an indicator's number may mean; the number alone of most that have parts is ambiguous."""
        if not 1 <= number <= _LAST_INDICATOR:
            return Named(())
        parts = _PARTS.get(number, 1)
        if part is not None:
            return Named((self._by_place[number, part],)) if 1 <= part <= parts else Named(())
        if number == 5:
            return Named((self._by_place[5, 1],))
        return Named(tuple(self._by_place[number, p] for p in range(1, parts + 1)))

    def by_concepts(self, concepts: Collection[str]) -> Named:
        """Return the measures that *concepts* name: one, or the members of a family, or none."""
        return self._named_by(tuple(concepts))

    def _find(self, concepts: Collection[str]) -> Named:
        drowning = "drowning" in concepts
        known = [c for c in concepts if c != "drowning"] + (["injury", "death"] if drowning else [])
        named = self._topics.named_by(dict.fromkeys(known))
        topics = [_FIRST_MEANT.get(t.id, t.id) for t in named]
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
        topic.id,
        topic.label,
        topic.better,
        counts_cases=indicator in _CASES,
        sensitive=topic.sensitive,
    )


def _place(number: str) -> tuple[int, int]:
    """Return "5.1" as (5, 1), and "14", which has one part, as (14, 1)."""
    indicator, _, part = number.partition(".")
    return int(indicator), int(part or 1)
