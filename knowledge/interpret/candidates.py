"""Agencies that a question offers as its answer: "công an hay trạm y tế lo", "is it the police that guides 13"."""

from __future__ import annotations

from knowledge.interpret.message import Message
from knowledge.wordlists import words


def offers_agencies(message: Message) -> bool:
    """Tell whether the message asks which agency has its indicator, or whether one does, by naming agencies."""
    r, slots = message.reading, message.slots
    named = [m for m in r.agencies if not m.weak or len(r.agencies) > 1]
    if not slots.items or not named or r.has("value", "which-indicators", "compare", "difference") or slots.years:
        return False
    keys = [token.key for token in r.tokens]
    if len({m.text for m in named}) > 1 and not words("or").isdisjoint(keys[named[0].position : named[-1].position]):
        return True
    return _asks_whether(message) and bool(r.indicators) and not words("carrying").isdisjoint(keys)


def agencies_to_check(message: Message) -> tuple[str, ...]:
    """Return the one agency that the message wants confirmed: "có phải Sở Tư pháp lo chỉ tiêu 13 không"."""
    r = message.reading
    asking = words("who") | words("which") | words("what")
    if len(r.agencies) != 1 or not asking.isdisjoint(t.key for t in r.tokens) or not _asks_whether(message):
        return ()
    mention = r.agencies[0]
    return (*(exact.partition("/")[2] for exact in mention.exact), *mention.kinds)


def asks_partner(message: Message) -> bool:
    """Tell whether the message asks with whom somebody works: "phối hợp với phòng nào", "who do they work with"."""
    keys = [token.key for token in message.reading.tokens]
    beside, asking = words("with"), words("who") | words("which")
    if beside.isdisjoint(keys) or message.has("compare", "difference", "highest", "lowest"):
        return False  # "so với nơi nào"
    if keys[-1] == "with":
        return True
    return any(key in beside and not asking.isdisjoint(keys[i + 1 : i + 4]) for i, key in enumerate(keys))


def _asks_whether(message: Message) -> bool:
    """Tell whether the message wants a yes or a no: "có phải", "does it", "… không ạ"."""
    said = [t.key for t in message.reading.tokens if t.kind == "word"]
    return message.has("check") or "does" in said or said[:1] == ["is"] or "khong" in said[-2:]
