"""Topics: what is measured, whichever plan and number it has there; found by the concepts of a message."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal

from knowledge.entries import Entry, Text
from knowledge.lexicon import WHERE
from knowledge.loading import as_mapping, read_yaml


class Topic(Entry):
    """One topic, or a family of topics (``members``)."""

    id: str
    number: str  # its place among the common 24, "3.1"; empty where it has none
    label: Text
    measure: Literal["share", "cases"] = "share"
    better: Literal["higher", "lower"] = "higher"
    sensitive: bool = False
    ages: tuple[int, ...] = ()  # in years, by which plans tell whom it is about
    members: tuple[str, ...] = ()
    named_for: str | None = None  # of a family: the member that its name alone means in a message of figures
    numbered_for: str | None = None  # the same of its number
    when: tuple[frozenset[str], ...] = ()
    reported_with: str | None = None  # a concept without which a message of figures speaks of something else


class Topics:
    """All topics, by id and by concepts."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._by_id = {t.id: t for t in topics}
        self._by_set = [(s, t) for t in self._by_id.values() for s in t.when]

    def __getitem__(self, topic_id: str) -> Topic:
        return self._by_id[topic_id]

    def __contains__(self, topic_id: object) -> bool:
        return topic_id in self._by_id

    def members(self, topic_id: str) -> tuple[str, ...]:
        """Return the topics a topic or family stands for; empty for an unknown id."""
        topic = self._by_id.get(topic_id)
        if topic is None:
            return ()
        return topic.members or (topic_id,)

    def reported(self) -> Iterator[Topic]:
        """Go through the topics that villages report by number: no families, the first topic of each number."""
        seen: set[str] = set()
        for topic in self._by_id.values():
            if topic.number and not topic.members and topic.number not in seen:
                seen.add(topic.number)
                yield topic

    def all_families(self) -> Iterator[Topic]:
        """Go through the topics that have members."""
        return (topic for topic in self._by_id.values() if topic.members)

    def families(self, item: str) -> list[str]:
        """Return the families that *item*, a number or an id, stands for."""
        return [t.id for t in self._by_id.values() if t.members and item in (t.id, t.number)]

    def named_by(self, concepts: Collection[str]) -> list[Topic]:
        """Return the topics that *concepts* name, each explaining some that no other explains, in order of concepts.

        A topic is dropped where another explains the same concepts and more: "tử vong do tai nạn" names deaths from
        injury, neither child deaths nor injuries; a family where one of its members is named.
        """
        present = frozenset(concepts)
        fitting = [(s, t) for s, t in self._by_set if s <= present]
        kept = [(s, t) for s, t in fitting if not any(s < other for other, _ in fitting)]
        order = {c: i for i, c in enumerate(concepts)}
        kept.sort(key=lambda row: min(order[c] for c in row[0]))
        named = {t.id: t for _, t in kept}
        return [t for t in named.values() if named.keys().isdisjoint(t.members)]


def load_topics() -> Topics:
    """Read `topics.yaml`.

    Raises:
        PlanFileError: The file is not of its form.
    """
    path = WHERE / "topics.yaml"
    rows: Mapping[str, dict[str, object]] = as_mapping(path, read_yaml(path))
    return Topics(Topic.model_validate({"id": topic_id, **row}) for topic_id, row in rows.items())
