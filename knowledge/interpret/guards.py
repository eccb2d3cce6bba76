"""What comes before any look-up: a child in danger, a person named, what has nothing to do with the plans."""

from __future__ import annotations

from knowledge.interpret.danger import heard_after_cry, in_danger, still_in_danger
from knowledge.interpret.message import Message
from knowledge.interpret.narrower import narrower_group
from knowledge.interpret.slots import PLAIN_KINDS
from knowledge.interpret.told import told_of
from knowledge.interpret.unmeasured import unknown_subject
from knowledge.phrasebook import phrases
from knowledge.query import Query
from knowledge.vietnamese import fold
from knowledge.wordlists import words

# Cues that alone are small talk, or say nothing of a subject.
_EMPTY_CUES = frozenset({"greet", "thanks", "follow", "check", "existence", "correct", "target"})
_ASKING_CUES = ("value", "target", "owner", "owner-weak", "duty", "deadline", "report", "funding", "list")
_OFFICIAL_CUES = ("report", "deadline", "funding", "signer", "basis")


def guarded(message: Message) -> Query | None:
    """Return the query that answers *message* without looking anything up, or None."""
    harm = in_danger(message) or heard_after_cry(message) or still_in_danger(message)
    return harm or _personal(message) or _beside(message) or _off_topic(message) or _small_talk(message)


def _beside(message: Message) -> Query | None:
    """See a message that is about the talk and asks nothing: "sai rồi", "không hiểu", "thôi để nguyên"."""
    r = message.reading
    if message.slots.has_subject or message.slots.plans or r.years or r.values:
        return None
    said = " ".join(token.key for token in r.tokens if token.kind != "separator")
    if phrases("not-right").fullmatch(said):
        return Query("say-again")
    return Query("thanks") if phrases("never-mind").fullmatch(said) else None


def _personal(message: Message) -> Query | None:
    """Refuse to talk of a child who is named."""
    r = message.reading
    named = [s for s in r.spans if any(e.slot in ("place", "gazetteer") for e in s.entries)]
    places = {i for s in named for i in range(s.start, s.end)}
    tokens = [t for i, t in enumerate(r.tokens) if i not in places]
    middle, children, surnames = words("middle-names"), words("before-a-childs-name"), words("surnames")
    for index, token in enumerate(tokens[:-2]):
        first, second = tokens[index + 1 : index + 3]
        a_name = second.key in middle or (first.capital and second.capital)
        a_child = token.key in children and first.key in surnames
        if a_child and second.kind == "word" and a_name:
            return Query("personal")
    return None


def _off_topic(message: Message) -> Query | None:
    """See what is about something else, unless it asks about a plan all the same."""
    r, slots = message.reading, message.slots
    if "weather" in r.chat and not (r.years or r.has(*_ASKING_CUES)):
        return Query("out-of-scope")
    if _is_a_sum(message):
        return Query("out-of-scope")
    if "out-of-scope" not in r.chat and "attack" not in r.chat:
        return None
    official = slots.has_subject or r.dates or r.values or r.has(*_OFFICIAL_CUES)
    strong = bool(r.indicators or slots.topics or slots.mentions)
    placed = bool(slots.plans or message.home or r.years or r.has("value", "owner", "duty", "target"))
    return None if official and strong and placed else Query("out-of-scope")


def _is_a_sum(message: Message) -> bool:
    """See "tính giùm 37 nhân 48": two numbers, what to do with them, and nothing of a plan."""
    r, slots = message.reading, message.slots
    if len(r.values) != 2 or slots.has_subject or slots.plans or r.years or r.has(*_ASKING_CUES[1:]):
        return False
    first, second = (value.position for value in r.values)
    between = r.text[r.tokens[first].end : r.tokens[second].start].split()
    return not words("doing-sums").isdisjoint(map(fold, between))


def _small_talk(message: Message) -> Query | None:
    r, slots = message.reading, message.slots
    if slots.has_subject or slots.plans or r.years or r.values or r.abbreviations:
        return None
    if r.has("help") and "rate" not in r.concepts:
        return Query("help")
    if any(c not in _EMPTY_CUES for c in r.cues) or r.unknown:
        return None
    if r.has("thanks"):
        return Query("thanks")
    return Query("greet") if r.has("greet") else None


# Things that no plan has a word of: neither a level nor anybody who works on them.
_IN_NO_PLAN = frozenset({"street-children", "private-preschool", "penalty"})
# Things that belong to a family we measure, and are not measured themselves.
_NEVER_MEASURED = frozenset(
    {"specific-vaccine", "upper-secondary", "wasting", "booster", "on-age", "nursery", "maternal-death", "penalty"}
)
# Things that only narrow what is named beside them: "mũi nhắc lại", "đi học đúng độ tuổi".
_NARROWING = frozenset({"booster", "on-age", "school-violence", "domestic-violence"})


def unstated(message: Message) -> Query | None:
    """See what we know of and no plan measures: wasting, clean water, one vaccine, upper secondary school.

    What a plan says of it all the same is told where no level is asked for.
    """
    r, slots = message.reading, message.slots
    agencies = [k for m in slots.mentions for k in m.kinds or ("",)]  # "trường học" may only be where something is
    worked_on = not PLAIN_KINDS.issuperset(agencies) or r.has("owner", "duty", "funding", "event")
    if r.indicators or (worked_on and _IN_NO_PLAN.isdisjoint(r.concepts)):
        return None
    if r.has("contact") and not (r.has("target") and r.has("value")):
        return None
    for concept in r.concepts:
        entry = r.kinds[concept]
        related = entry.kind == "related" and _measures_related(message, entry.info)
        if entry.kind != "foreign" and not related:
            continue
        near = related or entry.info in slots.topics
        asks_whether = not entry.info and r.has("existence", "mention") and not r.has("target", "value")
        if near or asks_whether or concept in _NEVER_MEASURED or all(t == entry.info for t in slots.topics):
            named = [s for s in r.spans if any(e.id == concept for e in s.entries)]
            typed = tuple(t.text for s in named for t in r.tokens[s.start : s.end])
            nearest = slots.topics[0] if concept in _NARROWING and slots.topics else entry.info
            # To mothers who die, no measure of children is near.
            near_to, extra = ((nearest,), "") if nearest else ((), "alone")
            asked = Query("unstated", slots.plans, near_to, slots.years, extra=extra, words=typed)
            return (None if concept in _IN_NO_PLAN else told_of(message, typed)) or asked
    narrowed = narrower_group(message)
    if narrowed:
        return (None if _is_set(message) else told_of(message, narrowed.words)) or narrowed
    words_unknown = unknown_subject(message)
    return Query("unstated", slots.plans or message.default_plans, (), words=words_unknown) if words_unknown else None


def _measures_related(message: Message, nearest: str) -> bool:
    """Tell whether a level is asked of a thing near a topic; "tử vong do đuối nước" names another topic beside it."""
    r, named = message.reading, message.slots.topics
    if any(t != nearest and nearest in message.world.topics.members(t) for t in named):
        return False  # "tai nạn, đuối nước": the family is asked about as well
    return r.has("value", "target", "actual", "actual-weak") or "rate" in r.concepts or any(t != nearest for t in named)


def _is_set(message: Message) -> bool:
    """Tell whether a plan in question measures what the message names."""
    plans = [message.world.plans[p] for p in message.slots.plans or message.default_plans]
    topics = {t for item in message.slots.topics for t in message.world.topics.members(item)}
    return any(topics & {part.topic, *part.also} for plan in plans for _, part in plan.parts())
