"""What a question leaves out: "tai nạn thương tích, không tính tử vong", "malnutrition apart from obesity"."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from knowledge.reading import Reading
from knowledge.topics import Topics
from knowledge.wordlists import words

SAYING_LITTLE = frozenset({"child", "rate"})  # concepts that every indicator has

_PLACES = frozenset({"place", "plan-agency", "agency", "gazetteer", "reference"})
_MOST_BETWEEN = 6  # words from "ngoài" to "ra": "ngoài tử vong do tai nạn ra"


def left_out(reading: Reading) -> frozenset[str]:
    """Return the concepts that a message names only to leave them out; none where it names nothing else."""
    start = _start(reading)
    if start is None:
        return frozenset()
    tokens = set(_tokens_left_out(reading, start))
    out = {c for c, at in reading.concepts.items() if at in tokens} - SAYING_LITTLE
    return frozenset(out)


def takes_nothing_from(reading: Reading) -> None:
    """Take the cue of a difference from a word that leaves out: "tai nạn trừ tử vong" subtracts no levels."""
    if reading.cues.get("difference") == reading.cues.get("excluding"):
        reading.cues.pop("difference", None)


def _start(reading: Reading) -> int | None:
    """Return the first token behind "không tính", "excluding" or, where "ra" follows, "ngoài"; None without one."""
    if reading.has("excluding"):
        return next(s.end for s in reading.spans if any(e.slot == "cue" and e.id == "excluding" for e in s.entries))
    keys = [token.key for token in reading.tokens]
    outside = keys.index("ngoai") + 1 if "ngoai" in keys else len(keys)
    return outside if "ra" in keys[outside + 1 : outside + _MOST_BETWEEN] else None


def _tokens_left_out(reading: Reading, start: int) -> Sequence[int]:
    """Return the tokens behind the word that leaves out, up to a mark, a place, a number or a word that goes on."""
    named = {i for s in reading.spans for i in range(s.start, s.end) if any(e.slot in _PLACES for e in s.entries)}
    found, ending = [], words("ending-what-is-excluded")
    for at in range(start, len(reading.tokens)):
        token = reading.tokens[at]
        if token.kind == "separator" or at in named or token.key in ending:
            break
        found.append(at)
    return found


def without(topics: Topics, named: Sequence[str], said: Collection[str], out: Collection[str]) -> list[str]:
    """Return the topics *named* by the concepts *said*, a family without its members that those left *out* name."""
    concepts = {*said, *out}

    def is_out(topic: str) -> bool:
        return any(whole <= concepts and not whole.isdisjoint(out) for whole in topics[topic].when)

    kept: list[str] = []
    for topic in named:
        members = topics[topic].members
        rest = [m for m in members if not is_out(m)]
        kept.extend(rest if 0 < len(rest) < len(members) else [topic])
    return list(dict.fromkeys(kept))
