"""What a plan does about something: "Tân Khai làm gì để phòng đuối nước", "what is done about child labour"."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.interpret.danger import SIGNS_OF_HARM
from knowledge.interpret.message import Message
from knowledge.interpret.slots import PLAIN_KINDS
from knowledge.phrasebook import phrases
from knowledge.query import Query
from knowledge.search import features
from knowledge.spans import Span
from knowledge.telling import GAP, told_of
from knowledge.wordlists import words

# With these a message asks for a level, a day, money or whoever does the work.
_ASKING_ELSE = (
    *("owner", "owner-weak", "which-indicators", "deadline", "funding", "basis", "signer", "contact"),
    *("other-places", "actual"),
)
_MANY = 3  # words, or pairs of them, beside what is known: they are the point
_LEAST_LIKE = 0.3  # of the words, by weight, for a text to be something like what is sought


def actions_asked(message: Message) -> Query | None:
    """See a question for what is done about a thing that plans speak of, or of no thing: then for all that is done."""
    slots = message.slots
    if not _asks_what_is_done(message) or _asks_else(message) or _names_who(message) or slots.goals:
        return None
    plans, typed = slots.plans or message.default_plans, _words_of_it(message)
    if slots.items and _is_told_plainly(message):
        return Query("actions", plans, slots.items)
    if not slots.items and not features(typed):
        of_all = (
            message.has("action") and not message.has("report") and not phrases("some-society").search(_said(message))
        )
        return Query("actions", plans) if plans and of_all else None
    asked = _told_by(message, plans, typed)
    named = slots.items or (plans and message.has("action"))
    return Query("actions", plans, slots.items, words=tuple(asked or typed)) if asked or named else None


def mention_asked(message: Message) -> Query | None:
    """See a question whether plans speak of a thing that none of them measures: "có nhắc đến học bổng không"."""
    slots, world = message.slots, message.world
    # "Địa phương nào" means any of them, whatever the level of its bodies.
    anywhere = message.has("reverse") and not message.reading.places
    plans = () if anywhere else slots.plans or message.default_plans
    of_its_own = message.has("report", "submit", "event", "theme")
    if not _asks_of_a_mention(message, plans) or _asks_else(message) or of_its_own:
        return None
    typed, among = _words_of_it(message), plans or world.some_plans
    if not typed:
        return None
    beside = features([word for word in typed if word not in _known_words(message)])
    if len(beside) >= _MANY and told_of(world.search, among, typed):
        return Query("actions", plans, words=tuple(typed))
    if any(_measures(message, plan, item) for plan in among for item in slots.items):
        return None
    told = _told_by(message, plans, typed)
    if not message.has("mention") and world.search.find(plans, typed, least=_LEAST_LIKE):
        return None  # something like it is found by its words, as everything is
    return Query("actions", plans, words=tuple(told or typed)) if told or plans else None


def _asks_of_a_mention(message: Message, plans: Sequence[str]) -> bool:
    """Tell whether a message asks if plans speak of something: in so many words, or by something that we do not know.

    A document that is named is asked for as such.
    """
    reading = message.reading
    if any(token.kind == "document" for token in reading.tokens):
        return False
    if message.has("mention"):
        return True
    if not (reading.unknown or _names_what_is_near_nothing(message)):
        return False
    if reading.values or phrases("indicators").search(_said(message)):
        return False
    return message.has("reverse") or (message.has("existence") and bool(plans) and not message.slots.agencies)


def _names_what_is_near_nothing(message: Message) -> bool:
    """Tell whether a thing is named that no plan measures, nor anything like it, such as school meals."""
    kinds = (message.reading.kinds[concept] for concept in message.reading.concepts)
    return any(entry.kind == "foreign" and not entry.info for entry in kinds)


def _told_by(message: Message, plans: Sequence[str], typed: Sequence[str]) -> Sequence[str]:
    """Return the words by which plans tell of the thing: all that were typed, else those known of them."""
    among = plans or message.world.some_plans
    ways = (typed, _known_words(message))
    return next((said for said in ways if said and told_of(message.world.search, among, said)), ())


def _known_words(message: Message) -> list[str]:
    """Return the words of what is known by a name of its own: "đuối nước", "tư vấn"."""
    return [token.text for s in _known_spans(message) for token in message.reading.tokens[s.start : s.end]]


def _known_spans(message: Message) -> list[Span]:
    return [s for s in message.reading.spans if any(e.slot == "concept" and e.kind != "weak" for e in s.entries)]


def _measures(message: Message, plan: str, item: str) -> bool:
    world = message.world
    if item.isdigit():
        return world.plans[plan].indicator(int(item)) is not None
    return any(world.plans[plan].measuring(topic) for topic in world.topics.members(item))


def _asks_else(message: Message) -> bool:
    """Tell whether a level, a day, money or a holder is asked for; "mấy đứa nhỏ" and "what is" ask for no number."""
    keys = [token.key for token in message.reading.tokens]
    at = message.reading.cues.get("value", -1)
    idle = keys[at : at + 1] in (["may"], ["what"]) and at < message.reading.cues.get("action", -1)
    return message.has(*_ASKING_ELSE) or (at >= 0 and not idle)


def _names_who(message: Message) -> bool:
    """Tell whether an agency is named whose work is asked for; schools behind the question are where it is done."""
    cues = message.reading.cues
    at = cues.get("action", cues.get("duty", -1))
    return any(m.position < at or not PLAIN_KINDS.issuperset(m.kinds) for m in message.slots.mentions)


def _asks_what_is_done(message: Message) -> bool:
    """Tell whether a message asks what is done; "làm gì" after talk of an agency asks for that one's work."""
    if message.has("action"):
        return True
    said = _said(message)
    goes_on = message.last is not None and bool(message.last.agencies)
    does = message.has("duty") and not goes_on and bool(message.slots.items)
    return bool(phrases("asks-how-it-is-done").search(said) or (does and phrases("asks-for-doing").search(said)))


def _said(message: Message) -> str:
    return " ".join(token.key for token in message.reading.tokens if token.kind != "separator")


def _is_told_plainly(message: Message) -> bool:
    """Tell whether a thing is named as people tell of it, "trẻ bị đánh": plans have other words for it, "xâm hại"."""
    spans = (s for s in message.reading.spans if any(entry.slot == "concept" and not entry.weak for entry in s.entries))
    return any(entry.id in SIGNS_OF_HARM and entry.slot == "chat" for span in spans for entry in span.entries)


def _words_of_it(message: Message) -> list[str]:
    """Return the words of the thing: without the place, the number of an indicator, and what only asks or does.

    ``GAP`` stands where others stood between them.
    """
    aside: set[int] = set()
    for span in message.reading.spans:
        asks_or_refers = any(entry.slot in ("place", "reference") or entry.id == "action" for entry in span.entries)
        idle = all(entry.slot == "cue" or (entry.slot, entry.kind) in _IDLE for entry in span.entries)
        if asks_or_refers or idle:
            aside.update(range(span.start, span.end))
    doing, typed, last = words("doing-something"), list[str](), -1
    named = {i for s in _known_spans(message) for i in range(s.start, s.end)}
    for i, token in enumerate(message.reading.tokens):
        if i not in aside and token.kind == "word" and (i in named or token.key not in doing):
            typed += [GAP, token.text] if typed and last != i - 1 else [token.text]
            last = i
    return typed


_IDLE = frozenset({("filler", "polite"), ("filler", "plain")})
