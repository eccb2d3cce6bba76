"""Numbers that count things of a plan and are no targets: "24 chỉ tiêu chia làm mấy mục tiêu", "có 10 cơ quan à"."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from knowledge.interpret.message import Message
from knowledge.reading import Reading, Value
from knowledge.wordlists import words

# Folded nouns right behind a number, and the kind of question that counts such things.
_KIND_OF_NOUN: Mapping[str, str] = {
    **dict.fromkeys(("chi tieu", "ct", "ctieu", "muc tieu", "nhom muc", "linh vuc"), "list"),
    **dict.fromkeys(("indicator", "indicators", "target", "targets", "goal", "goals", "objectives"), "list"),
    **dict.fromkeys(("co quan", "don vi", "to chuc", "ban nganh"), "agencies"),
    **dict.fromkeys(("agency", "agencies", "units", "bodies", "offices", "organisations"), "agencies"),
}


def figures_asked(reading: Reading) -> list[Value]:
    """Return the figures that may be targets: those that count indicators or agencies are left out."""
    return [v for v in reading.values if _kind_of(reading, v) is None]


def kind_counted(reading: Reading) -> str | None:
    """Return the kind of question about the things that a number counts, or None."""
    return next((kind for v in reading.values if (kind := _kind_of(reading, v))), None)


def _kind_of(reading: Reading, value: Value) -> str | None:
    following = [t.key for t in reading.tokens[value.position + 1 : value.position + 3]]
    return _KIND_OF_NOUN.get(" ".join(following)) or _KIND_OF_NOUN.get("".join(following[:1]))


def thing_counted(reading: Reading) -> str:
    """Return what of a plan's tasks is asked to be counted, as it was typed: "nhóm"; "" where nothing is."""
    tokens = reading.tokens
    things = words("things-of-tasks")
    for at in range(1, len(tokens)):
        asked = tokens[at - 1].key
        before = tokens[at - 2].key if at > 1 else ""
        if asked == "may" or (before, asked) in (("bao", "nhieu"), ("how", "many")):
            for noun in (tokens[at : at + 3], tokens[at : at + 2], tokens[at : at + 1]):
                if "_".join(token.key for token in noun) in things:
                    return " ".join(token.text for token in noun)
    return ""


def thing_numbered(reading: Reading) -> str:
    """Return what of a plan's tasks is named with its number, and asked to be told: "14 nhóm … là gì"; "" else."""
    if reading.has("value") or not reading.has("definition", "list", "glossary", "which-indicators"):
        return ""
    for value in reading.values:
        after = reading.tokens[value.position + 1 : value.position + 2]
        if value.unit is None and any(token.key in words("things-of-tasks") for token in after):
            return f"{value.number} {after[0].text}"
    return ""


def counts_indicators(reading: Reading) -> bool:
    """Tell whether indicators are asked to be counted, in the words of the count itself: "bao nhiêu chỉ tiêu"."""
    if not reading.has("count"):
        return False
    counts = (s for s in reading.spans if any(e.slot == "cue" and e.id == "count" for e in s.entries))
    keys = [[t.key for t in reading.tokens[s.start : s.end]] for s in counts]
    return any(map(_names_indicators, keys))


def ask_for_which(reading: Reading) -> None:
    """Take the cue of a level from "mấy chỗ nào", "mấy việc gì": they ask which, not how many."""
    at = reading.cues.get("value")
    if at is None or reading.tokens[at].key != "may":
        return
    keys = [token.key for token in reading.tokens]
    which = words("which") | words("what")
    valued = [s for s in reading.spans if any(e.slot == "cue" and e.id == "value" for e in s.entries)]
    plural = [s for s in valued if keys[s.start : s.end] == ["may"] and which & {*keys[s.end + 1 : s.end + 3]}]
    if len(plural) == len(valued):
        del reading.cues["value"]


def ask_for_most(reading: Reading) -> None:
    """Give the cue for the first of a rank to "xã nào nhiều trẻ bị tai nạn nhất": the words stand apart."""
    keys = [token.key for token in reading.tokens]
    if not words("places-asked") & {f"{a}_{b}" for a, b in pairwise(keys)}:
        return
    for cue, amounts in (("highest", words("most")), ("lowest", words("fewest"))):
        at = next((i for i, key in enumerate(keys) if key in amounts), len(keys))
        if words("superlative") & {*keys[at + 2 :]}:
            reading.cues.setdefault(cue, at)


def ranked_agencies(message: Message) -> str:
    """Return how agencies are to be ranked: "most-indicators", "fewest-duties" …; "" when they are not."""
    r = message.reading
    keys = [token.key for token in r.tokens]
    if _asks_who_has_none(message, keys):
        return "fewest-indicators"
    if not r.has("superlative", "highest", "lowest") or not r.has("owner", "owner-weak", "agencies"):
        return ""
    order = "most" if words("most") & {*keys} else "fewest" if words("fewest") & {*keys} else ""
    if not order:
        return ""
    if _names_indicators(keys):
        return f"{order}-indicators"
    return f"{order}-duties" if words("for-duties") & {*keys} else ""


def _asks_who_has_none(message: Message, keys: list[str]) -> bool:
    """Tell whether agencies without indicators are sought: "sở nào không được giao chỉ tiêu nào"."""
    r = message.reading
    asking = [r.cues[c] for c in ("owner", "owner-weak", "agencies") if c in r.cues]
    without = words("not") | words("without-any")
    denied = next((i for i, key in enumerate(keys) if key in without), None)
    if denied is None or not asking or min(asking) > denied:
        return False
    return _names_indicators(keys[denied:])


def _names_indicators(keys: list[str]) -> bool:
    return bool(words("for-indicators") & {*keys}) or ("chi", "tieu") in pairwise(keys)
