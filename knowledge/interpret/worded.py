"""Who has a duty, asked in just the words that a plan gives it: whatever else those words may mean, they name it."""

from __future__ import annotations

from knowledge.interpret.asking_who import asks_who
from knowledge.interpret.message import Message
from knowledge.query import Query
from knowledge.search import features

_LEAST_SHARE = 0.85  # of the words, by weight, that one duty holds
_LEAST_WORDS = 4  # worth matching: fewer are a topic, not the words of a duty
_LEAST_BESIDE_TOPICS = 3  # the same, without those of a measure named among them


def asked_in_words_of_a_duty(message: Message) -> Query | None:
    """See "ai khởi xướng phong trào toàn dân chăm sóc trẻ em": no event is asked for, but who has that duty."""
    r, slots = message.reading, message.slots
    plans = slots.plans or message.default_plans
    if not plans or r.indicators or not asks_who(r) or not r.has("owner", "owner-weak", "duty"):
        return None
    typed = _words_said(message, without_topics=False)
    if len(_single(typed)) < _LEAST_WORDS:
        return None
    if slots.items and len(_single(_words_said(message, without_topics=True))) < _LEAST_BESIDE_TOPICS:
        return None
    found = message.world.search.find(plans, typed, least=_LEAST_SHARE, wanted=lambda kind, _agency: kind == "duty")
    return Query("task-owner", plans, words=tuple(typed)) if found else None


def _words_said(message: Message, *, without_topics: bool) -> list[str]:
    """Return the words of the message but the place, "đơn vị nào" and, if so wanted, what is measured."""
    r = message.reading
    apart = {"place", "concept"} if without_topics else {"place"}
    spans = [span for span in r.spans if any(entry.slot in apart for entry in span.entries)]
    # "Ai cân đối" asks and says what is done; "đơn vị nào" asks alone.
    asking = [span for span in r.spans if any(entry.id == "owner" for entry in span.entries)]
    spans += [span for span in asking if r.tokens[span.end - 1].key == "nao"]
    aside = {i for span in spans for i in range(span.start, span.end)}
    return [token.text for i, token in enumerate(r.tokens) if i not in aside and token.kind != "separator"]


def _single(typed: list[str]) -> list[str]:
    return [feature for feature in features(typed) if " " not in feature]
