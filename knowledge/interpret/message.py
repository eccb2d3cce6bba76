"""One message with all it may be understood by: its reading, the world of plans, the conversation, the home plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from knowledge.interpret.excluded import SAYING_LITTLE, left_out
from knowledge.interpret.taken_back import taken_back
from knowledge.locality import Locality
from knowledge.model import Plan
from knowledge.query import Query, parse_query
from knowledge.reading import AgencyMention, Reading
from knowledge.reply import MAX_TURNS, Frame
from knowledge.search import Search
from knowledge.topics import Topics

ORDINALS: Mapping[str, int] = {"ordinal-1": 0, "ordinal-2": 1, "ordinal-3": 2, "ordinal-last": -1}
_FEW_PLANS = 5


@dataclass(frozen=True, slots=True)
class World:
    """The plans, their places and the topics they share."""

    plans: Mapping[str, Plan]
    localities: Mapping[str, Locality]
    topics: Topics
    search: Search

    @property
    def some_plans(self) -> tuple[str, ...]:
        """The first few plans, the bot's own: what is asked of no place is looked up in them, not in thousands."""
        return tuple(islice(self.plans, _FEW_PLANS))

    def main_kind(self, exact: str) -> str:
        """Return the main kind of an agency written "plan/agency"."""
        plan, _, agency = exact.partition("/")
        return self.plans[plan].agency(agency).kinds[0]


@dataclass(slots=True)
class Slots:
    """What a message itself asks about, before the conversation fills the gaps."""

    plans: tuple[str, ...] = ()
    items: tuple[str, ...] = ()  # indicators by number, or topics
    years: tuple[int, ...] = ()
    goals: tuple[int, ...] = ()
    agencies: tuple[str, ...] = ()  # ids within a plan, or kinds
    mentions: list[AgencyMention] = field(default_factory=list)
    partners: list[AgencyMention] = field(default_factory=list)  # with whom somebody works, where "who" is asked
    topics: tuple[str, ...] = ()
    area: str = ""
    part: int | None = None
    every_place: bool = False  # "các nơi", "all plans"

    @property
    def has_subject(self) -> bool:
        """Whether the message itself says what it is about."""
        return bool(self.items or self.goals or self.agencies)


@dataclass(slots=True)
class Message:
    """A reading with its world; ``last`` is the query before, while the conversation is fresh.

    Of a child in danger nothing is asked on as of plans: such a query before is ``cry`` and never ``last``.
    """

    reading: Reading
    world: World
    frame: Frame | None
    last: Query | None
    home: str | None
    cry: Query | None = None
    slots: Slots = field(default_factory=Slots)
    inherited: bool = False  # the subject was taken from the conversation
    repeats: bool = False  # the question before is answered once more, and what the talk is about stays as it was
    taken_back: frozenset[int] = frozenset()  # tokens that a correction takes back
    left_out: frozenset[str] = frozenset()  # concepts named only to be left out

    @classmethod
    def of(cls, reading: Reading, world: World, frame: Frame | None, home: str | None) -> Message:
        """Put a reading into its world; a frame of ten turns or more is forgotten, a home without a plan is none."""
        fresh = frame if frame and frame.turns < MAX_TURNS else None
        last = parse_query(fresh.query) if fresh and fresh.query else None
        known_home = home if home in world.plans else None
        cry = last if last and last.kind == "safety" else None
        if cry:
            fresh = last = None
        message = cls(reading, world, fresh, last, known_home, cry, taken_back=taken_back(reading))
        out = left_out(reading)
        if out and (last or {*message.concepts} - out - SAYING_LITTLE):
            message.left_out = out
        return message

    def has(self, *cues: str) -> bool:
        """Tell whether any of *cues* is in the message."""
        return self.reading.has(*cues)

    @property
    def concepts(self) -> list[str]:
        """The concepts that may name a topic, in order; those taken back only where no other is named."""
        r = self.reading
        named = [c for c in r.concepts if r.kinds[c].kind not in ("foreign", "related", "area")]
        if self.left_out:
            named = [c for c in named if c not in self.left_out]
        if not self.taken_back:
            return named
        kept = [c for c in named if r.concepts[c] not in self.taken_back]
        return kept if {*kept} - SAYING_LITTLE else named

    @property
    def words_before(self) -> tuple[str, ...]:
        """The words that the question before was searched by."""
        return self.frame.words if self.frame else ()

    @property
    def items_before(self) -> tuple[str, ...]:
        """What the talk was last about."""
        return self.frame.items if self.frame else ()

    @property
    def default_plans(self) -> tuple[str, ...]:
        """The home plan, else the plan of the conversation, else none: all plans that hold the fact."""
        if self.slots.every_place:
            return ()
        if self.home:
            return (self.home,)
        if self.last and len(self.last.plans) == 1:
            return self.last.plans
        return ()
