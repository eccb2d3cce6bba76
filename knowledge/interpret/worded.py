"""Who has a duty, asked in just the words that a plan gives it: whatever else those words may mean, they name it."""

from __future__ import annotations

from knowledge.interpret.asking_who import asks_who
from knowledge.interpret.message import Message
from knowledge.query import Query
from knowledge.search import features

_LEAST_SHARE = 0.85  # of the words, by weight, that one duty holds
_LEAST_WORDS = 4  # worth matching: fewer are a topic, not the words of a duty
_LEAST_BESIDE_A_TOPIC = 3  # the same, without those of a measure named among them


def asked_in_words_of_a_duty(message: Message) -> Query | None:
    """See "ai khởi xướng phong trào toàn dân chăm sóc trẻ em": no event is asked for, but who has that duty."""
    r, slots = message.reading, message.slots
    plans = slots.plans or message.default_plans
    asks = asks_who(r) and r.has("owner", "owner-weak", "duty")
    if not plans or not asks or r.indicators or len(slots.items) > 1 or r.has("funding", "which-indicators"):
        return None  # who owns measures, or deals with money, is another question
    typed = _words_said(message)
    if _count(typed) < _LEAST_WORDS:
        return None
    if slots.items and _count(_words_said(message, but=("concept",))) < _LEAST_BESIDE_A_TOPIC:
        return None
    found = message.world.search.find(plans, typed, least=_LEAST_SHARE, wanted=lambda kind, _agency: kind == "duty")
    return Query("task-owner", plans, words=tuple(typed)) if found else None


def _words_said(message: Message, *, but: tuple[str, ...] = ()) -> list[str]:
    """Return the words of the message but the place, "đơn vị nào", courtesies, and those of the slots *but*."""
    r = message.reading
    aside: set[int] = set()
    for span in r.spans:
        # "Ai cân đối" asks and says what is done; "đơn vị nào" asks alone.
        asks_alone = r.tokens[span.end - 1].key == "nao" and any(entry.id == "owner" for entry in span.entries)
        named = any(entry.slot in ("place", *but) for entry in span.entries)
        if asks_alone or named or all(entry.kind == "polite" for entry in span.entries):
            aside.update(range(span.start, span.end))
    return [token.text for i, token in enumerate(r.tokens) if i not in aside and token.kind != "separator"]


def _count(typed: list[str]) -> int:
    """Count the words worth matching."""
    return sum(" " not in feature for feature in features(typed))
