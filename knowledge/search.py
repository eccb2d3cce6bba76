"""Finding a duty, an event or another statement by the words it is asked for with.

Plain term matching: words and pairs of neighbouring words, weighted by how rare they are over all plans. What is found
is shown as the plan's own statement with its source, so a poor match is visible; a weak match is no answer at all.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from knowledge import vietnamese
from knowledge.model import Plan
from knowledge.wordlists import words


@dataclass(frozen=True, slots=True)
class Found:
    """A statement found: agency and duty, or another statement of the plan; ``share`` of the question it explains."""

    plan: str
    kind: Literal["duty", "statement"]
    agency: str | None
    index: int
    share: float


@dataclass(slots=True)
class _Index:
    """One plan's statements by their features."""

    rows: list[tuple[Literal["duty", "statement"], str | None, int]] = field(default_factory=list)
    by_feature: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, kind: Literal["duty", "statement"], agency: str | None, index: int, features: Iterable[str]) -> None:
        for feature in features:
            self.by_feature[feature].add(len(self.rows))
        self.rows.append((kind, agency, index))


def features(asked: Sequence[str]) -> list[str]:
    """Return the words worth matching, folded and cut to their stem, and the pairs of neighbours."""
    common, apart = words("too-common-to-search"), words("never-in-pairs")
    keys = [vietnamese.key(w) for w in asked]
    stems = [_stem(k) for k in keys]
    singles = [stem for k, stem in zip(keys, stems, strict=True) if len(k) > 1 and k not in common]
    pairs = [
        f"{first} {second}"
        for (a, b), (first, second) in zip(pairwise(keys), pairwise(stems), strict=True)
        if a not in apart and b not in apart and not (a in common and b in common)
    ]
    return [*singles, *pairs]


@lru_cache(maxsize=8192)
def features_of_fact(text: str) -> frozenset[str]:
    """Return the features of a text of a plan, remembered; what people write goes through ``features`` alone."""
    return frozenset(features(split_words(text)))


_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[\W_]+")
_ENDINGS = ("ings", "ing", "ies", "es", "ed", "s", "e")


def _stem(word: str) -> str:
    """Cut an English ending, so that "appraises" finds "appraise"; a Vietnamese syllable stays whole."""
    if vietnamese.is_plain_syllable(word):
        return word
    ending = next((e for e in _ENDINGS if len(word) > len(e) + 3 and word.endswith(e)), "")
    return word[: len(word) - len(ending)]


def split_words(text: str) -> list[str]:
    """Split *text* into lower-case words without punctuation."""
    return _NEITHER_LETTER_NOR_DIGIT.sub(" ", vietnamese.repair(text).lower()).split()


_KEPT = 64  # indexes of plans, the last ones asked about; one of a full plan takes about 0.5 MB


class Search:
    """Indexes plans when they are first asked about."""

    def __init__(self, plans: Mapping[str, Plan], *, sample: int = 5) -> None:
        self._plans = plans
        self._index = lru_cache(maxsize=_KEPT)(self._index_anew)
        counts: Counter[str] = Counter()
        total = 0
        for plan_id in list(plans)[:sample]:
            index = self._index(plan_id)
            total += len(index.rows)
            counts.update({f: len(rows) for f, rows in index.by_feature.items()})
        self._weights = {f: math.log(1 + total / n) for f, n in counts.items()}
        self._unseen = math.log(1 + max(total, 1))

    def find(
        self,
        plans: Iterable[str],
        sought: Sequence[str],
        *,
        least: float,
        wanted: Callable[[str, str | None], bool] = lambda kind, agency: True,
    ) -> list[Found]:
        """Return the statements that explain at least the share *least* of the words *sought*, best first.

        ``wanted(kind, agency)`` says which rows count.
        """
        asked = list(dict.fromkeys(features(sought)))
        whole = sum(self._weight(f) for f in asked)
        if not asked or whole == 0:
            return []
        found = [hit for plan in plans for hit in self._hits(plan, asked, whole, wanted)]
        found.sort(key=lambda hit: -hit.share)
        return [hit for hit in found if hit.share >= least]

    def _hits(
        self, plan: str, asked: Sequence[str], whole: float, wanted: Callable[[str, str | None], bool]
    ) -> list[Found]:
        index = self._index(plan)
        scores: dict[int, float] = defaultdict(float)
        for feature in asked:
            weight = self._weight(feature)
            for row in index.by_feature.get(feature, ()):
                scores[row] += weight
        return [
            Found(plan, kind, agency, position, score / whole)
            for row, score in scores.items()
            for kind, agency, position in (index.rows[row],)
            if wanted(kind, agency)
        ]

    def _weight(self, feature: str) -> float:
        weight = self._weights.get(feature)
        if weight is not None:
            return weight * (0.6 if " " in feature else 1.0)
        return 0.0 if " " in feature else self._unseen * 0.3

    def _index_anew(self, plan_id: str) -> _Index:
        return _build(self._plans[plan_id])


def _build(plan: Plan) -> _Index:
    index = _Index()
    for agency in plan.agencies:
        for position, duty in enumerate(agency.duties):
            index.add("duty", agency.id, position, _all_features(duty.vi, duty.en, duty.words))
    for position, statement in enumerate(plan.statements):
        index.add("statement", None, position, _all_features(statement.vi, statement.en, statement.words))
    return index


def _all_features(vi: str, en: str, also: Iterable[str]) -> set[str]:
    found = set(features(split_words(vi))) | set(features(split_words(en)))
    for text in also:
        found.update(features(split_words(text)))
    return found
