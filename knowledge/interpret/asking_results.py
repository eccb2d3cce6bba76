"""Whether a message asks for what has been reached: the plans only hold what is to be."""

from __future__ import annotations

from itertools import pairwise

from knowledge.interpret.asking_who import wants_owner
from knowledge.interpret.message import Message
from knowledge.reading import Reading
from knowledge.wordlists import words


def asks_results(message: Message) -> bool:
    """Tell whether results are asked for, not targets: "đã đạt", "hiện giờ được nhiêu rồi", "có mấy ca"."""
    r, slots = message.reading, message.slots
    if not slots.items or r.has("unit") or wants_owner(message):
        return False
    done = any(t.text == "đã" for t in r.tokens) or _ends_done(r)
    counts = r.has("actual-weak") and (done or not r.has("target"))
    ahead = any(y >= 2025 for y in slots.years)  # a year that plans set targets for
    measured = r.has("value") or "rate" in r.concepts or r.cues.keys() <= {"now", "follow", "check"}
    lately = measured and (r.has("now") or _ends_done(r)) and not r.has("target") and not ahead
    return r.has("actual") or counts or lately or _names_results(r)


def _ends_done(reading: Reading) -> bool:
    """Tell whether the message ends with "rồi", "roi" of what has been done: "đạt bao nhiêu % rồi"."""
    said = [t for t in reading.tokens if t.kind == "word"]
    polite = {i for s in reading.spans for i in range(s.start, s.end) if all(e.kind == "polite" for e in s.entries)}
    left = [t for i, t in enumerate(reading.tokens) if t in said and i not in polite]
    return bool(left) and left[-1].text in ("rồi", "roi")


def _names_results(reading: Reading) -> bool:
    """Tell whether "kết quả" is asked for, and not what it is to become: "kết quả cần đạt"."""
    pairs = {f"{a}_{b}" for a, b in pairwise(t.key for t in reading.tokens)}
    return "ket_qua" in pairs and pairs.isdisjoint(words("still-to-come"))
