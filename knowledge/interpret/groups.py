"""Ages that stand for what is measured of children of that age: "trẻ từ 7 tuổi" alone asks for the indicator on them.

Beside another measure they only say whose it is: "tiêm chủng trẻ từ 7 tuổi" asks nothing about their opinion.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from knowledge.reading import Reading
from knowledge.topics import Topics

_GROUPS = frozenset({"newborn", "under-6", "age-8", "age-7", "age-11", "age-5-17"})


def names_the_newborn_alone(reading: Reading) -> bool:
    """Tell whether only their age names what is asked about: words that nothing explains are then no death."""
    telling = {c for c in reading.concepts if reading.kinds[c].kind == ""}
    return telling == {"newborn"} and not reading.indicators


def without_groups(
    topics: Topics, named: Sequence[str], concepts: Mapping[str, int], joints: Collection[int]
) -> list[str]:
    """Leave out topics that only an age names, where another is named and nothing joins the two."""
    groups = [t for t in named if _by_age_alone(topics, t, concepts)]
    if not groups or len(groups) == len(named):
        return list(named)
    places = [at for concept, at in concepts.items() if concept in _GROUPS]
    others = [at for concept, at in concepts.items() if concept not in _GROUPS]
    joined = any(min(a, b) < joint < max(a, b) for joint in joints for a in places for b in others)
    return list(named) if joined else [t for t in named if t not in groups]


def _by_age_alone(topics: Topics, topic: str, concepts: Mapping[str, int]) -> bool:
    fitting = [whole for whole in topics[topic].when if whole <= concepts.keys()]
    return bool(fitting) and all(whole <= _GROUPS for whole in fitting)
