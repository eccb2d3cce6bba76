"""Places without a plan beside those that have one: "Tân Khai và Hà Nội", "Hà Nội chứ không phải Tân Khai"."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.interpret.message import Message
from knowledge.locality import Locality
from knowledge.reading import Reading
from knowledge.spans import Span
from knowledge.tokens import Token
from knowledge.wordlists import words

_MOST_BETWEEN = 5  # words
_LONGEST_LEVEL = 2  # words: "thành phố"


def names_elsewhere(message: Message, plans: Sequence[str]) -> bool:
    """Tell whether a place without a plan is asked about together with the places of *plans*, or in their stead."""
    r = message.reading
    foreign = [s for s in _foreign_spans(r) if s.start not in message.taken_back]
    if not foreign:
        return False
    own = [s for s in r.spans if any(e.slot == "place" and e.id in plans for e in s.entries)]
    if own and all(s.start in message.taken_back for s in own):
        return True
    if r.foreign_last and not lies_around(r.foreign_places[-1], _home_of(message, plans[-1])):
        return True
    if any(_says_where(r.tokens, s) and not _lies_around_any(message, s, plans) for s in foreign):
        return True
    return any(_are_joined(r.tokens, one, other) for one in own for other in foreign)


def _foreign_spans(reading: Reading) -> list[Span]:
    """Return the spans that name the places without a plan."""
    names = {name for _, name, _ in reading.foreign_places}
    return [s for s in reading.spans if any(e.slot == "gazetteer" and e.id in names for e in s.entries)]


def _says_where(tokens: Sequence[Token], span: Span) -> bool:
    """See the "thuộc" of "thuộc tỉnh Gia Lai": the place asked about lies there, wherever in a message it is named."""
    before = [t.key for t in tokens[max(0, span.start - _LONGEST_LEVEL - 1) : span.start]]
    return "thuoc" in before


def _lies_around_any(message: Message, span: Span, plans: Sequence[str]) -> bool:
    named = [place for place in message.reading.foreign_places if place[1] in {e.id for e in span.entries}]
    return any(lies_around(place, _home_of(message, plan)) for place in named for plan in plans)


def _home_of(message: Message, plan: str) -> Locality:
    return message.world.localities[message.world.plans[plan].locality]


def lies_around(place: tuple[str, str, str], locality: Locality) -> bool:
    """Tell whether a place without a plan is the district or province of *locality*."""
    _, name, _ = place
    around = [locality.district or "", locality.province or "", *(e.parent or "" for e in locality.eras)]
    return name in " ".join(around)


def _are_joined(tokens: Sequence[Token], one: Span, other: Span) -> bool:
    """Tell whether only words that join stand between two places: "Tân Khai và tỉnh Bình Phước"."""
    first, second = sorted((one, other), key=lambda span: span.start)
    between = [t.key for t in tokens[first.end : second.start]]
    joining = words("joining") | words("with") | words("or")
    joins = not joining.isdisjoint(between) and len(between) <= _MOST_BETWEEN
    return joins and (joining | words("leading-to-a-place")).issuperset(between)
