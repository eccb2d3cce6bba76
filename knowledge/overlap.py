"""How much one duty shares with words: within the few duties of one agency even common words tell, "bảo vệ"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from knowledge import vietnamese
from knowledge.model import Duty
from knowledge.search import features, features_of_fact, split_words


def shared(duty: Duty, typed: Sequence[str]) -> int:
    """Return how many telling words and pairs of neighbours *duty* has of the words *typed*."""
    wanted = {*features(typed)} | {*pairwise(map(vietnamese.key, typed))}
    texts = (duty.vi, duty.en, *duty.words)
    return len(wanted & frozenset[object]().union(*map(features_of_fact, texts), *map(_pairs, texts)))


@lru_cache(maxsize=8192)
def _pairs(text: str) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(map(vietnamese.key, split_words(text))))
