"""A child in danger, hurt or drowning: answered before any look-up, whatever else the message asks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from knowledge.interpret.denials import tells_of_none
from knowledge.interpret.message import Message
from knowledge.phrasebook import phrases
from knowledge.query import Query
from knowledge.spans import Span
from knowledge.tokens import Token
from knowledge.typed_years import births
from knowledge.wordlists import words

# Without one of these, of slot "chat" or "concept", nothing tells of a child in danger.
_ABUSE = frozenset({"abuse", "school-violence", "domestic-violence"})
SIGNS_OF_HARM = _ABUSE | {"danger-now", "emergency"}
_MEASURED_TOO = {"early-marriage"}  # "bị ép cưới" names what is measured, and is harm all the same


def in_danger(message: Message) -> Query | None:
    """See a child in danger, hurt or drowning; a report that there was no such child is none."""
    r, slots = message.reading, message.slots
    plans = slots.plans[:1] or ((message.home,) if message.home else ())
    if not SIGNS_OF_HARM & {*r.chat, *r.concepts} or tells_of_none(r, SIGNS_OF_HARM):
        return None
    if _is_harmed(message) or _tells_of_one(message):
        return Query("safety", plans, extra="emergency" if _only_calls_for_rescue(message) else "")
    return Query("safety", plans, extra="emergency") if _is_emergency(message) else None


def _only_calls_for_rescue(message: Message) -> bool:
    """Tell whether a child is drowning or hurt, and nothing but "cứu" tells of harm: "đuối nước, cứu được rồi"."""
    r = message.reading
    telling = [s for s in r.spans if any(entry.id in SIGNS_OF_HARM - {"emergency"} for entry in s.entries)]
    return "emergency" in r.chat and all(r.tokens[s.start].key == "cuu" for s in telling)


def still_in_danger(message: Message) -> Query | None:
    """See who has just told of a child in danger ask what to do: "rồi gọi ai", "báo công an số mấy", "giờ làm sao"."""
    r, slots = message.reading, message.slots
    if message.cry is None or slots.items or slots.goals or r.years:
        return None
    said = " ".join(token.key for token in r.tokens if token.kind != "separator")
    seeks = "help-seeking" in r.chat or r.has("contact") or phrases("after-a-cry").search(said)
    return message.cry if seeks else None


def heard_after_cry(message: Message) -> Query | None:
    """See who has just told of a child in danger say no more than "dạ rồi", "cảm ơn", "gọi rồi"."""
    said = " ".join(token.key for token in message.reading.tokens if token.kind != "separator")
    if message.cry is None or not phrases("heard").fullmatch(said):
        return None
    return Query("heard")


def _is_harmed(message: Message) -> bool:
    """See a sign of harm, and a sign that it is about somebody here and now."""
    r, slots = message.reading, message.slots
    harmed, abused = "danger-now" in r.chat, bool(_ABUSE & r.concepts.keys())
    about_levels = _asks_of_levels(message)
    said = " ".join(token.key for token in r.tokens)
    someone, seeking = "danger-person" in r.chat, "help-seeking" in r.chat or bool(phrases("what-to-do").search(said))
    in_general = bool(phrases("harm-in-general").search(said))
    about_plan = about_levels or in_general or bool(r.places) or r.has("owner")
    asks_of_items = r.has("target", "which-indicators") or (r.has("value") and not r.has("contact"))
    if slots.items and asks_of_items and not someone:
        return False
    if (harmed or abused) and not about_levels and phrases("nobody-helps").search(said):
        return True  # "ai giúp" in it asks for no agency
    someone |= not about_plan and bool(phrases("harm-witnessed").search(said))
    anyone = "danger-anyone" in r.chat or "newborn" in r.concepts
    harm_alone = not slots.items or {*slots.items} == _MEASURED_TOO
    harm_told = harmed and (someone or seeking or (not about_plan and (anyone or harm_alone)))
    statistics = about_plan and r.has("value", "actual", "actual-weak")
    abuse_told = abused and (
        (someone and not statistics)
        or (seeking and not (r.has("duty") and slots.mentions))
        or (r.has("contact") and not about_plan)
    )
    return harm_told or abuse_told


def _asks_of_levels(message: Message) -> bool:
    """Tell whether a message with a word of harm may be about what plans set; "nhốt mấy hôm nay" asks for no figure."""
    r = message.reading
    keys = [token.key for token in r.tokens]
    named = not words("speaking-of-plans").isdisjoint(keys) or ("ke", "hoach") in pairwise(keys)
    at = r.cues.get("value", len(keys))
    lasting = keys[at : at + 1] == ["may"] and not words("times-passed").isdisjoint(keys[at + 1 : at + 2])
    asks = _aims(message) or (
        r.has("value") and not lasting and not r.has("contact")
    )  # "đường dây nóng số mấy" asks for help
    return bool(r.indicators or _years_asked(message) or asks or named or "rate" in r.concepts)


def _aims(message: Message) -> bool:
    """Tell whether a target is asked for; "té xuống", "dọa tung lên mạng" aim at nothing."""
    r = message.reading
    return r.has("target") and r.tokens[r.cues["target"]].key not in words("no-aims")


def _years_asked(message: Message) -> set[int]:
    """Return the years named, without those in which a child was born."""
    tokens = message.reading.tokens
    return {*message.slots.years} - {tokens[at].number for at in births(tokens)}


def _is_emergency(message: Message) -> bool:
    """See a child drowning or hurt, and a sign that it is now: accidents are also what plans and figures are about."""
    r, slots = message.reading, message.slots
    keys = {token.key for token in r.tokens}
    asks_of_plans = bool(
        r.indicators or slots.plans or r.years or r.months or r.has("value", "duty", "list", "owner") or _aims(message)
    )
    if "emergency" not in r.chat or asks_of_plans or (keys & words("preventing") and not r.has("contact")):
        return False
    seeking = "help-seeking" in r.chat or r.has("contact")
    measured = bool({"drowning", "injury"} & r.concepts.keys())  # "trẻ bị đuối nước" may be a heading
    anyone = "danger-anyone" in r.chat or (not measured and "child" in r.concepts)
    now = anyone and (bool(keys & words("happening-now")) or not measured or _names_one_by_age(r.tokens))
    now |= all(token.kind != "number" for token in r.tokens) and _tells_of_one(message, ("emergency",))
    return seeking or "danger-person" in r.chat or now


def _names_one_by_age(tokens: Sequence[Token]) -> bool:
    """See "bé 5 tuổi", which is one child; "trẻ 5 tuổi" may be all of that age."""
    ones, units = words("one-child-by-age"), words("of-ages")
    return any(
        child.key in ones and age.kind == "number" and unit.key in units
        for child, age, unit in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )


_MOST_BETWEEN = 8  # words from the child to what was done: "cháu 5 tuổi nhà bên bị ông hàng xóm sờ mó"


def _tells_of_one(message: Message, signs: Collection[str] = SIGNS_OF_HARM - {"emergency"}) -> bool:
    """See what was done to one child in a clause of its own: "tân khai chưa nộp báo cáo, cháu bị bố đánh đập".

    What the rest of the message asks of plans does not matter. Where the clause itself counts such children or names a
    year but that of birth, it is no telling: "tân khai bao nhiêu cháu bị xâm hại", "cháu bị xâm hại 2025".
    """
    r = message.reading
    harms = (s for s in r.spans if any(entry.id in signs for entry in s.entries))
    return any(_is_done_to_one(_clause_of(r.tokens, span)) for span in harms)


def _clause_of(tokens: Sequence[Token], span: Span) -> tuple[Sequence[Token], int, int]:
    """Return the words between two separators around *span*, and where among them it begins and ends."""
    start = next((at + 1 for at in range(span.start - 1, -1, -1) if tokens[at].kind == "separator"), 0)
    end = next((at for at in range(span.end, len(tokens)) if tokens[at].kind == "separator"), len(tokens))
    return tokens[start:end], span.start - start, span.end - start


def _is_done_to_one(told: tuple[Sequence[Token], int, int]) -> bool:
    tokens, start, end = told
    keys = [token.key for token in tokens]
    born = births(tokens)
    dated = any(t.number and t.number >= 2000 for at, t in enumerate(tokens) if at not in born)
    if dated or not words("in-general").isdisjoint(keys[:start]):
        return False
    said_when_born = bool(born) and words("in-general").isdisjoint(keys)
    ones, of_many = words("one-child-harmed"), words("of-many-children")
    for at in range(max(0, start - _MOST_BETWEEN), start):
        many = keys[at : at + 2] == ["con", "nit"] or (at > 0 and keys[at - 1] in of_many)
        one = keys[at] in ones and not many
        one |= said_when_born and keys[at] == "tre"
        if one and "bi" in keys[at + 1 : end]:
            return True
    return False
