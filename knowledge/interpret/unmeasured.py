"""Subjects that no word of the lexicon names: "chỉ tiêu về trẻ nghiện game", "target for children who smoke"."""

from __future__ import annotations

from itertools import pairwise

from knowledge.interpret.excluded import SAYING_LITTLE
from knowledge.interpret.message import Message
from knowledge.reading import Reading
from knowledge.wordlists import words

_FILLERS = ({"fillerplain"}, {"fillernaming"})  # slot and kind of what only stands beside a subject


def unknown_subject(message: Message) -> tuple[str, ...]:
    """Return the words of an indicator asked for that nothing explains; none where anything else is named."""
    r, slots = message.reading, message.slots
    if not r.unknown or not r.has("target", "existence") or slots.has_subject or r.abbreviations:
        return ()
    if {*message.concepts} - SAYING_LITTLE or r.documents or r.has("report", "deadline", "basis"):
        return ()
    if not asks_for_aims(r) and not r.asks_share:
        return ()
    keys = [t.key for t in r.tokens]
    run = _run_around_unknown(message)
    leading = keys[run.start - 1] if run.start else ""
    # "Mấy chỉ tiêu bắt buộc" asks for no subject: in a list or count, only "về" and the children lead to one.
    counts = leading == "tieu" and r.has("count", "list", "which-indicators", "value")
    led = leading in words("leading-to-a-subject") and not counts
    return tuple(r.tokens[i].text for i in run) if led else ()


def asks_for_aims(reading: Reading) -> bool:
    """Tell whether indicators or targets are named, and not only what plans reach or aim for."""
    keys = [t.key for t in reading.tokens]
    aims = words("for-indicators") | words("for-goals")
    return not aims.isdisjoint(keys) or any(a in ("chi", "muc") and b == "tieu" for a, b in pairwise(keys))


def _run_around_unknown(message: Message) -> range:
    """Return the first unexplained words, with plain words right beside them: "biết lặn", "tự kỷ", "ma túy"."""
    r = message.reading
    places = range(len(r.tokens))
    kinds = {i: {e.slot + e.kind for e in s.entries} for s in r.spans for i in range(s.start, s.end)}
    unknown = [t.kind == "word" and i not in kinds for i, t in enumerate(r.tokens)]
    apart = words("apart-from-a-subject") | words("leading-to-a-subject")
    beside = [unknown[i] or (kinds.get(i) in _FILLERS and r.tokens[i].key not in apart) for i in places]
    start = next((i for i in places if unknown[i]), None)
    if start is None:
        return range(0)
    end = start
    while start and beside[start - 1]:
        start -= 1
    while end < places.stop and beside[end]:
        end += 1
    return range(start, end)
