"""Numbers that count things of a plan and are no targets: "24 chỉ tiêu chia làm mấy mục tiêu", "có 10 cơ quan à"."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from knowledge.interpret.message import Message
from knowledge.reading import Reading, Value

# Folded nouns right behind a number, and the kind of question that counts such things.
_KIND_OF_NOUN: Mapping[str, str] = {
    **dict.fromkeys(("chi tieu", "ct", "ctieu", "muc tieu", "nhom muc", "linh vuc"), "list"),
    **dict.fromkeys(("indicator", "indicators", "target", "targets", "goal", "goals", "objectives"), "list"),
    **dict.fromkeys(("co quan", "don vi", "to chuc", "ban nganh"), "agencies"),
    **dict.fromkeys(("agency", "agencies", "units", "bodies", "offices", "organisations"), "agencies"),
}
# Folded words by which many or few are asked for, and the name of that order.
_MOST = frozenset({"nhieu", "most", "dong", "max"})
_FEWEST = frozenset({"it", "fewest", "least", "min"})
_AGENCIES = frozenset({"don vi", "co quan", "to chuc", "agency", "office", "department", "unit", "body", "officer"})
_OF_WORK = frozenset({"viec", "vu", "duties", "tasks", "task", "duty", "work", "jobs"})
_OF_INDICATORS = frozenset({"ct", "ctieu", "indicator", "indicators", "target", "targets"})


def figures_asked(reading: Reading) -> list[Value]:
    """Return the figures that may be targets: those that count indicators or agencies are left out."""
    return [v for v in reading.values if _kind_of(reading, v) is None]


def kind_counted(reading: Reading) -> str | None:
    """Return the kind of question about the things that a number counts, or None."""
    return next((kind for v in reading.values if (kind := _kind_of(reading, v))), None)


def _kind_of(reading: Reading, value: Value) -> str | None:
    if value.unit is not None:
        return None
    following = [t.key for t in reading.tokens[value.position + 1 : value.position + 3]]
    return _KIND_OF_NOUN.get(" ".join(following)) or _KIND_OF_NOUN.get("".join(following[:1]))


def ranked_agencies(message: Message) -> str:
    """Return how agencies are to be ranked: "most-indicators", "fewest-duties" …; "" when they are not."""
    r, slots = message.reading, message.slots
    if slots.items or slots.mentions or not r.has("superlative", "highest", "lowest"):
        return ""
    keys = [token.key for token in r.tokens]
    pairs = {f"{a} {b}" for a, b in pairwise(keys)}
    if not (r.has("owner", "owner-weak", "agencies") or _AGENCIES & {*keys, *pairs}):
        return ""
    order = "most" if _MOST & {*keys} else "fewest" if _FEWEST & {*keys} else ""
    if not order:
        return ""
    if "chi tieu" in pairs or _OF_INDICATORS & {*keys}:
        return f"{order}-indicators"
    return f"{order}-duties" if "nhiem vu" in pairs or _OF_WORK & {*keys} else ""
