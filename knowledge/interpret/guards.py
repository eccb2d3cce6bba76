"""What comes before any look-up: a child in danger, a person named, what has nothing to do with the plans."""

from __future__ import annotations

from itertools import pairwise

from knowledge.interpret.denials import tells_of_none
from knowledge.interpret.message import Message
from knowledge.interpret.narrower import narrower_group
from knowledge.interpret.slots import PLAIN_KINDS
from knowledge.interpret.unmeasured import unknown_subject
from knowledge.query import Query
from knowledge.wordlists import words

# Cues that alone are small talk, or say nothing of a subject.
_EMPTY_CUES = frozenset({"greet", "thanks", "follow", "check", "existence", "correct", "target"})
# Words after which a person's name may follow: "bé Trần Thị …", "học sinh Nguyễn Văn …".
_BEFORE_A_NAME = frozenset({"be", "chau", "em", "hoc", "sinh", "child", "kid", "named", "ten"})
# Without one of these, of slot "chat" or "concept", nothing tells of a child in danger.
SIGNS_OF_HARM = frozenset({"danger-now", "abuse", "school-violence", "emergency"})
# Words of who asks about preventing accidents, not about one that has just happened (folded).
_PREVENTING = frozenset({"phong", "chong", "giam", "tranh", "ngan", "prevent", "reduce", "avoid"})
_NOW = frozenset({"dang", "gap", "ngay", "ngai", "lien", "vua", "moi", "voi", "now", "just", "urgent", "emergency"})
_PLAN_WORDS = frozenset({"plan", "plans", "indicator", "indicators"})
# Words of targets that tell of harm as well: "dọa tung lên mạng", "kéo xuống đất".
_NO_AIMS = frozenset("len xuong keo dua hua yeu hit reach set lower raise wants want".split())
_TIMES = frozenset("ngay ngai hom bua tuan thang nam lan gio".split())  # "mấy" before them counts what has passed
_ASKING_CUES = ("value", "target", "owner", "owner-weak", "duty", "deadline", "report", "funding", "list")
_OFFICIAL_CUES = ("report", "deadline", "funding", "signer", "basis")


def guarded(message: Message) -> Query | None:
    """Return the query that answers *message* without looking anything up, or None."""
    return _safety(message) or _personal(message) or _off_topic(message) or _small_talk(message)


def _safety(message: Message) -> Query | None:
    """See a child in danger, hurt or drowning; a report that there was no such child is none."""
    r, slots = message.reading, message.slots
    plans = slots.plans[:1] or ((message.home,) if message.home else ())
    if not SIGNS_OF_HARM & {*r.chat, *r.concepts} or tells_of_none(r, SIGNS_OF_HARM):
        return None
    if _in_danger(message):
        return Query("safety", plans)
    return Query("safety", plans, extra="emergency") if _in_emergency(message) else None


def _in_danger(message: Message) -> bool:
    """See a sign of harm, and a sign that it is about somebody here and now."""
    r, slots = message.reading, message.slots
    harmed, abused = "danger-now" in r.chat, bool({"abuse", "school-violence"} & r.concepts.keys())
    someone, seeking = "danger-person" in r.chat, "help-seeking" in r.chat
    about_plan = _asks_of_plans(message)
    if slots.items and r.has("value", "target", "which-indicators") and not someone:
        return False
    anyone = "danger-anyone" in r.chat or "newborn" in r.concepts
    harm_told = harmed and (someone or seeking or (not about_plan and (anyone or not slots.items)))
    statistics = about_plan and r.has("value", "actual", "actual-weak")
    abuse_told = abused and (
        (someone and not statistics) or (seeking and not r.has("duty")) or (r.has("contact") and not about_plan)
    )
    return harm_told or abuse_told


def _asks_of_plans(message: Message) -> bool:
    """Tell whether a message with a word of harm may be about a plan; "nhốt mấy hôm nay" asks for no figure."""
    r, slots = message.reading, message.slots
    keys = [token.key for token in r.tokens]
    named = not _PLAN_WORDS.isdisjoint(keys) or ("ke", "hoach") in pairwise(keys)
    at = r.cues.get("value", len(keys))
    lasting = keys[at : at + 1] == ["may"] and not _TIMES.isdisjoint(keys[at + 1 : at + 2])
    aims = r.has("target") and keys[r.cues["target"]] not in _NO_AIMS
    asks = aims or r.has("owner") or (r.has("value") and not lasting)
    return bool(r.indicators or slots.plans or slots.years or asks or named or "rate" in r.concepts)


def _in_emergency(message: Message) -> bool:
    """See a child drowning or hurt, and a sign that it is now: accidents are also what plans and figures are about."""
    r, slots = message.reading, message.slots
    keys = {token.key for token in r.tokens}
    asks_of_plans = bool(
        r.indicators or slots.plans or r.years or r.months or r.has("value", "target", "duty", "list", "owner")
    )
    if "emergency" not in r.chat or asks_of_plans or (keys & _PREVENTING and not r.has("contact")):
        return False
    seeking = "help-seeking" in r.chat or r.has("contact")
    measured = bool({"drowning", "injury"} & r.concepts.keys())  # "trẻ bị đuối nước" may be a heading
    now = "danger-anyone" in r.chat and (bool(keys & _NOW) or not measured)
    return seeking or "danger-person" in r.chat or now


def _personal(message: Message) -> Query | None:
    """Refuse to talk of a child who is named."""
    r = message.reading
    named = [s for s in r.spans if any(e.slot in ("place", "gazetteer") for e in s.entries)]
    places = {i for s in named for i in range(s.start, s.end)}
    tokens = [t for i, t in enumerate(r.tokens) if i not in places]
    for index, token in enumerate(tokens[:-2]):
        first, second = tokens[index + 1 : index + 3]
        a_name = second.key in ("thi", "van") or (first.capital and second.capital)
        if token.key in _BEFORE_A_NAME and first.key in words("surnames") and second.kind == "word" and a_name:
            return Query("personal")
    return None


def _off_topic(message: Message) -> Query | None:
    """See what is about something else, unless it asks about a plan all the same."""
    r, slots = message.reading, message.slots
    if "weather" in r.chat and not (r.indicators or r.years or r.has(*_ASKING_CUES)):
        return Query("out-of-scope")
    if "out-of-scope" not in r.chat and "attack" not in r.chat:
        return None
    official = slots.has_subject or r.dates or r.values or r.has(*_OFFICIAL_CUES)
    strong = bool(r.indicators or slots.topics or slots.mentions)
    placed = bool(slots.plans or message.home or r.years or r.has("value", "owner", "duty", "target") or r.indicators)
    return None if official and strong and placed else Query("out-of-scope")


def _small_talk(message: Message) -> Query | None:
    r, slots = message.reading, message.slots
    if slots.has_subject or slots.plans or r.years or r.values or r.abbreviations:
        return None
    if r.has("help") and all(r.kinds[c].kind == "weak" for c in r.concepts):
        return Query("help")
    if any(c not in _EMPTY_CUES for c in r.cues) or r.unknown or r.agencies:
        return None
    if r.has("thanks"):
        return Query("thanks")
    return Query("greet") if r.has("greet") else None


# Things that belong to a family we measure, and are not measured themselves.
# Things that no plan has a word of: neither a level nor anybody who works on them.
_IN_NO_PLAN = frozenset({"street-children"})
_NEVER_MEASURED = frozenset({"specific-vaccine", "upper-secondary", "wasting", "booster", "on-age", "nursery"})
# Things that only narrow what is named beside them: "mũi nhắc lại", "đi học đúng độ tuổi".
_NARROWING = frozenset({"booster", "on-age", "school-violence"})


def unstated(message: Message) -> Query | None:
    """See what we know of and no plan measures: wasting, clean water, one vaccine, upper secondary school."""
    r, slots = message.reading, message.slots
    agencies = [k for m in slots.mentions for k in m.kinds or ("",)]  # "trường học" may only be where something is
    worked_on = not PLAIN_KINDS.issuperset(agencies) or r.has("owner", "duty", "funding", "event")
    if r.indicators or (worked_on and _IN_NO_PLAN.isdisjoint(r.concepts)):
        return None
    if r.has("contact") and not (r.has("target") and r.has("value")):
        return None
    for concept in r.concepts:
        entry = r.kinds[concept]
        related = entry.kind == "related" and (r.has("value", "target") or "rate" in r.concepts)
        if entry.kind != "foreign" and not related:
            continue
        near = entry.kind == "foreign" and entry.info in slots.topics
        if near or concept in _NEVER_MEASURED or all(t == entry.info for t in slots.topics):
            named = [s for s in r.spans if any(e.id == concept for e in s.entries)]
            typed = tuple(t.text for s in named for t in r.tokens[s.start : s.end])
            nearest = slots.topics[:1] if concept in _NARROWING else ()
            return Query("unstated", slots.plans, nearest or (entry.info,), slots.years, words=typed)
    narrowed = narrower_group(message)
    if narrowed:
        return narrowed
    words_unknown = unknown_subject(message)
    return Query("unstated", slots.plans or message.default_plans, (), words=words_unknown) if words_unknown else None
