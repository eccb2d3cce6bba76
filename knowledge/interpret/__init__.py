"""From a reading to queries: which questions a message asks.

Slots come from the message itself, the conversation and the home plan. A message that lacks a subject takes it from
the conversation; one that has a subject of its own starts anew.
"""

from __future__ import annotations

from dataclasses import replace

from knowledge.interpret.actions import actions_asked, mention_asked
from knowledge.interpret.again import asked_again
from knowledge.interpret.counted import ask_for_most, ask_for_which, thing_numbered
from knowledge.interpret.excluded import takes_nothing_from
from knowledge.interpret.filling import fill, fill_all, glossary, refuse_place
from knowledge.interpret.follow_up import both_again, chosen_before, followed_up, is_follow_up
from knowledge.interpret.gone_on import gone_on
from knowledge.interpret.guards import guarded, unstated
from knowledge.interpret.kinds import kinds_of
from knowledge.interpret.listed import list_asked, unions_asked
from knowledge.interpret.message import ORDINALS, Message, World
from knowledge.interpret.named import keep_what_is_named
from knowledge.interpret.reporting import means_asked
from knowledge.interpret.sections import section_asked
from knowledge.interpret.slots import slots_of
from knowledge.interpret.sought import asks_for_funder, asks_whether_in_force, office_asked
from knowledge.interpret.told import contact_around, told_around, told_beside
from knowledge.interpret.uncounted import count_asked
from knowledge.interpret.worded import asked_in_words_of_a_duty
from knowledge.phrasebook import phrases
from knowledge.query import UNREAD, Query
from knowledge.reading import Reading
from knowledge.reply import Frame

__all__ = ["Message", "World", "interpret", "understand"]


_FEW_UNKNOWN = 3  # words that may be the name of a place
_LEAST_SAID = 0.99  # of words, by weight, that a statement must hold to be what they mean: all of them
# Cues that show a message is about plans although it names no indicator or agency.
_ABOUT_PLANS = (
    *("target", "value", "report", "deadline", "owner", "duty", "list", "funding", "plans", "agencies"),
    *("basis", "signer", "reform", "period"),
)


def understand(reading: Reading, world: World, *, frame: Frame | None, home: str | None) -> Message:
    """Put *reading* into its world and conversation, its slots filled."""
    ask_for_which(reading)
    ask_for_most(reading)
    message = Message.of(reading, world, frame, home)
    if message.left_out:
        takes_nothing_from(reading)
    message.slots = slots_of(message)
    keep_what_is_named(message)
    return message


def interpret(message: Message) -> list[Query]:
    """Return the questions of *message* in canonical form; an empty list when it is not understood."""
    for rule in (
        guarded,
        asked_again,
        gone_on,
        section_asked,
        unions_asked,
        count_asked,
        asked_in_words_of_a_duty,
        actions_asked,
        mention_asked,
        office_asked,
        unstated,
        chosen_before,
        _change,
        _glossary,
        _foreign_place,
        means_asked,
        list_asked,
    ):
        found = rule(message)
        if found is not None:
            return [found]
    beside = told_beside(message)
    if beside:
        return [beside]
    follow_up = followed_up(message) if is_follow_up(message) and not _turns_to_money(message) else None
    if follow_up:
        message.inherited = True
        return both_again(message, follow_up)
    unread = _unread_follow_up(message)
    if unread:
        return [unread]
    kinds = kinds_of(message)
    pointing = message.has("follow", "owner-anaphor", *ORDINALS) and not message.slots.plans
    if not kinds and message.last is None and pointing:
        return [Query("nothing-before")]
    return fill_all(message, kinds)


def _turns_to_money(message: Message) -> bool:
    """See who provides the money asked behind another thing, "vậy ai lo tiền": it is of the plan that was spoken of."""
    last = message.last
    if last is None or last.kind == "funding" or not asks_for_funder(message):
        return False
    message.slots.plans = message.slots.plans or last.plans
    return True


def _unread_follow_up(message: Message) -> Query | None:
    """Ask back what "còn binh logn thì sao" means: words in no plan that nothing explains, where the talk goes on."""
    r, last = message.reading, message.last
    if last is None or not last.items or r.cues.keys() != {"follow"} or not 0 < len(r.unknown) <= _FEW_UNKNOWN:
        return None
    if not {*r.content} <= {*r.unknown} or r.concepts:
        return None
    plans = last.plans or message.world.some_plans
    if message.world.search.find(plans, r.content, least=_LEAST_SAID):
        return None
    return replace(last, plans=(), words=tuple(r.unknown), extra=UNREAD)


def _change(message: Message) -> Query | None:
    """See a question about what became of a place or an agency."""
    slots = message.slots
    if not message.has("reform") or slots.items or asks_whether_in_force(message):
        return None
    if slots.mentions:
        if message.reading.foreign_places and not slots.plans:
            return refuse_place(message, Query("agency-change", agencies=slots.agencies))
        return Query("agency-change", slots.plans, agencies=slots.agencies)
    plans = slots.plans or message.default_plans
    return Query("place-change", plans) if plans else None


def _glossary(message: Message) -> Query | None:
    """See a question about a short form."""
    r = message.reading
    if not r.abbreviations or not r.has("glossary") or r.has("owner", "deadline"):
        return None
    of_a_plan = message.slots.plans and not phrases("short-form").search(" ".join(t.key for t in r.tokens))
    about_else = of_a_plan or r.indicators or r.years or thing_numbered(r)
    return None if about_else else glossary(r)


def _foreign_place(message: Message) -> Query | None:
    """See a place that has no plan here; beside "theo kế hoạch nào" it is only the place of another document."""
    r, slots = message.reading, message.slots
    if slots.plans or not r.foreign_places or r.has("basis") or (slots.every_place and not slots.has_subject):
        return None
    if slots.has_subject or r.has(*_ABOUT_PLANS):
        kinds = kinds_of(message)
        return refuse_place(message, fill(message, kinds[0]) if kinds else Query("plan"))
    if r.telling:
        return contact_around(message) or told_around(message) or Query("out-of-scope")
    asked = followed_up(message) if is_follow_up(message) else None  # "Hà Nội thì sao"
    return refuse_place(message, asked or Query("plan"))
