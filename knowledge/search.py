"""Finding a duty, an event or another statement by the words it is asked for with.

Plain term matching: words and pairs of neighbouring words, weighted by how rare they are over all plans. What is found
is shown as the plan's own statement with its source, so a poor match is visible; a weak match is no answer at all.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
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


_GUIDING = ("huong", "dan")  # said in every third duty; either word alone tells more: "hướng nghiệp", "diễn đàn"


def features(asked: Sequence[str]) -> list[str]:
    """Return the words worth matching, folded and cut to their stem, and the pairs of neighbours."""
    common, apart = words("too-common-to-search") | words("of-asking"), words("never-in-pairs")
    keys = _without_guiding([vietnamese.key(w) for w in asked])
    stems = [_stem(k) for k in keys]
    singles = [stem for k, stem in zip(keys, stems, strict=True) if len(k) > 1 and k not in common]
    pairs = [
        f"{first} {second}"
        for (a, b), (first, second) in zip(pairwise(keys), pairwise(stems), strict=True)
        if a not in apart and b not in apart and not (a in common and b in common)
    ]
    return [*singles, *pairs]


def _without_guiding(keys: list[str]) -> list[str]:
    """Leave out "hướng dẫn"."""
    if _GUIDING[0] not in keys:
        return keys
    pairs = {i for i in range(len(keys) - 1) if (keys[i], keys[i + 1]) == _GUIDING}
    return [k for i, k in enumerate(keys) if i not in pairs and i - 1 not in pairs]


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


@lru_cache(maxsize=8192)
def _forms_of_fact(text: str) -> Mapping[str, tuple[str, ...]]:
    """Return the words of a text of a plan as it writes them, by their folded stem."""
    forms: dict[str, list[str]] = defaultdict(list)
    for word in split_words(text):
        forms[_stem(vietnamese.key(word))].append(word)
    return {stem: tuple(dict.fromkeys(found)) for stem, found in forms.items()}


@lru_cache(maxsize=8192)
def _stems_of_fact(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of a text of a plan, as it writes them and as folded stems."""
    written = tuple(split_words(text))
    return written, tuple(_stem(vietnamese.key(word)) for word in written)


def _has_run(text: str, wanted: Sequence[str], typed: Sequence[str]) -> bool:
    """Tell whether *text* has the words *typed*, whose stems are *wanted*, side by side, with the marks typed."""
    written, stems = _stems_of_fact(text)
    length = len(wanted)
    starts = (i for i in range(len(stems) - length + 1) if list(stems[i : i + length]) == list(wanted))
    return any(
        all(
            w == t or not vietnamese.has_marks(t) or vietnamese.agrees(t, w)
            for t, w in zip(typed, written[i : i + length], strict=True)
        )
        for i in starts
    )


def _texts(plan: Plan, hit: Found) -> tuple[str, ...]:
    """Return the texts by which a statement or duty was found."""
    row = plan.statements[hit.index] if hit.agency is None else plan.agency(hit.agency).duties[hit.index]
    return (row.vi, row.en, *row.words)


def _agreeing(plan: Plan, hit: Found, matched: Sequence[str], marked: Mapping[str, str]) -> list[str]:
    """Return the features of *matched* that a hit has with the marks that were typed: "đói" is not "dõi"."""
    if not any(stem in marked for feature in matched for stem in feature.split()):
        return list(matched)
    forms = [_forms_of_fact(text) for text in _texts(plan, hit)]

    def agrees(stem: str) -> bool:
        typed = marked.get(stem)
        return typed is None or any(vietnamese.agrees(typed, w) for by_stem in forms for w in by_stem.get(stem, ()))

    return [f for f in matched if all(map(agrees, f.split()))]


def _says_enough(agreed: Sequence[str], marked: Mapping[str, str]) -> bool:
    """Tell whether words found in no certain plan are more than stray syllables typed without marks: "mua roi".

    A marked syllable, a word of another language or two neighbours say enough, else three syllables do.
    """
    single = [feature for feature in agreed if " " not in feature]
    pairs = len(single) < len(agreed)
    return pairs or len(single) > 2 or any(w in marked or not vietnamese.is_plain_syllable(w) for w in single)


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
        wanted: Callable[[str, str | None], bool] = lambda _kind, _agency: True,
    ) -> list[Found]:
        """Return the statements that explain at least the share *least* of the words *sought*, best first.

        ``wanted(kind, agency)`` says which rows count.
        """
        asked = list(dict.fromkeys(features(sought)))
        whole = sum(self._weight(f) for f in asked)
        if not asked or whole == 0:
            return []
        among = list(plans)
        marked = {_stem(vietnamese.key(w)): w.lower() for w in sought if vietnamese.has_marks(w)}
        found = []
        for plan in among:
            for hit, matched in self._likely(plan, asked, least * whole, wanted):
                agreed = _agreeing(self._plans[plan], hit, matched, marked)
                share = sum(map(self._weight, agreed)) / whole
                if share >= least and (len(among) < 2 or _says_enough(agreed, marked)):
                    found.append(replace(hit, share=share))
        found.sort(key=lambda hit: -hit.share)
        return found

    def named_beside(self, plans: Iterable[str], typed: Sequence[str]) -> list[int]:
        """Return the positions of the words of *typed* that stand side by side in a statement as they do there.

        Args:
            plans: The plans whose statements and duties count.
            typed: Words in their order; an empty one parts its neighbours.
        """
        among = list(plans)
        beside = [i for i, pair in enumerate(pairwise(typed)) if all(pair) and self._has_pair(among, pair)]
        return sorted({at for i in beside for at in (i, i + 1)})

    def _has_pair(self, plans: Sequence[str], pair: tuple[str, str]) -> bool:
        feature = next((f for f in features(pair) if " " in f), "")
        marked = {_stem(vietnamese.key(w)): w.lower() for w in pair if vietnamese.has_marks(w)}
        for plan in plans:
            index = self._index(plan)
            for row in index.by_feature.get(feature, ()):
                kind, agency, position = index.rows[row]
                if _agreeing(self._plans[plan], Found(plan, kind, agency, position, 1.0), [feature], marked):
                    return True
        return False

    def saying(self, plans: Iterable[str], typed: Sequence[str]) -> list[Found]:
        """Return the statements that have the words *typed* side by side, however common each of them is."""
        wanted = [_stem(vietnamese.key(word)) for word in typed]
        rows = (Found(plan, kind, agency, at, 1.0) for plan in plans for kind, agency, at in self._index(plan).rows)
        return [hit for hit in rows if any(_has_run(text, wanted, typed) for text in self.texts(hit))]

    def texts(self, hit: Found) -> tuple[str, ...]:
        """Return what a statement or duty that was found says, in both languages, and the words it is also found by."""
        return _texts(self._plans[hit.plan], hit)

    def _likely(
        self, plan: str, asked: Sequence[str], least: float, wanted: Callable[[str, str | None], bool]
    ) -> Iterator[tuple[Found, list[str]]]:
        """Give the rows of at least the weight *least*, their marks not looked at, with the features they share."""
        index = self._index(plan)
        scores: dict[int, float] = defaultdict(float)
        for feature in asked:
            weight = self._weight(feature)
            for row in index.by_feature.get(feature, ()):
                scores[row] += weight
        for row, score in scores.items():
            kind, agency, position = index.rows[row]
            if score >= least and wanted(kind, agency):
                matched = [f for f in asked if row in index.by_feature.get(f, ())]
                yield Found(plan, kind, agency, position, score), matched

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
