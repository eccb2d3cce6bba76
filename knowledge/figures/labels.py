"""Which measures are meant by words of the bot's own labels: "phù hợp" of "phù hợp với trẻ em"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.figures.model import Measure
from knowledge.vietnamese import fold, repair
from knowledge.wordlists import words

_FEWEST_WORDS = 2
_MOST_MEANT = 4


def named_by_label(text: str, measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """The measures whose labels hold all words of *text* that say something; none where too many labels do."""
    said = _words(text)
    telling = said - words("beside-a-village")
    labelled = ((measure, _words(measure.label.vi)) for measure in measures)
    meant = tuple(m for m, label in labelled if telling and telling <= label and len(said & label) >= _FEWEST_WORDS)
    return meant if len(meant) <= _MOST_MEANT else ()


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", fold(repair(text))))
