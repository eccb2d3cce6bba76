"""What plans tell of a thing: the tasks and duties that name it, and not only words like it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from itertools import pairwise

from knowledge.phrasebook import phrases
from knowledge.search import Found, Search, features, features_of_fact, split_words
from knowledge.vietnamese import agrees, fold, key

GAP = "-"  # among the words for a thing: those beside it were no neighbours
_LEAST_IN_A_PLAN, _LEAST_ANYWHERE = 0.6, 0.75  # of the words for a thing, by weight, that a text must hold
_LEAST_BESIDE = 1 / 3  # of the pairs of neighbours
_FEW_WORDS = 3  # all of so few must be there: health insurance tells of no "mũ bảo hiểm"


def told_of(search: Search, plans: Sequence[str], typed: Sequence[str]) -> list[Found]:
    """Return the tasks and duties that tell of a thing, best first.

    Some of the neighbours in *typed* must be so in the text: "tự kỷ" is told of by no text with "tự" and "kỹ năng".

    Args:
        search: The texts of all plans.
        plans: Those that are asked about.
        typed: The words for the thing; ``GAP`` parts those that are no neighbours.
    """
    least = _LEAST_IN_A_PLAN if len(plans) == 1 else _LEAST_ANYWHERE
    pairs = (pair for pair in pairwise(typed) if GAP not in pair)
    beside = [pair for pair in pairs if any(" " not in feature for feature in features(pair))]
    found = search.find(plans, typed, least=least)
    if not found and len(typed) > 1 and GAP not in typed:
        return search.saying(plans, typed)  # words too common to search by: "ô nhiễm"
    telling = [hit for hit in found if _count(beside, search.texts(hit)) >= _LEAST_BESIDE * len(beside)]
    single = {feature for feature in features(typed) if " " not in feature}
    return [hit for hit in telling if len(single) > _FEW_WORDS or _has_all(single, search.texts(hit))]


def _has_all(wanted: Set[str], texts: Iterable[str]) -> bool:
    return wanted <= frozenset[str]().union(*map(features_of_fact, texts))


def _count(wanted: Sequence[tuple[str, str]], texts: Iterable[str]) -> int:
    """Count the pairs of neighbours that are in one of the texts, with the marks that were typed."""
    rows = (split_words(_without_offices(text)) for text in texts)
    there = {(key(a), key(b)): (a, b) for row in rows for a, b in pairwise(row)}
    found = ((pair, there.get((key(pair[0]), key(pair[1])))) for pair in wanted)
    return sum(text is not None and all(map(agrees, pair, text)) for pair, text in found)


def _without_offices(text: str) -> str:
    """Leave out names of offices: the "lao động" of "Sở Lao động - Thương binh và Xã hội" tells of no labour."""
    folded = fold(text)
    if len(folded) != len(text):
        return text
    for named in reversed([*phrases("offices-called-after-work").finditer(folded)]):
        text = f"{text[: named.start()]} {text[named.end() :]}"
    return text
