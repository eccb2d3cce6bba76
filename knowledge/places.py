"""Which plan a place's name means where several places share it: communes named Tân Lập lie in a dozen provinces.

A name is narrowed by what stands beside it (its level, its province) and by the marks that were typed. What then still
fits several places is asked back, never chosen silently.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge import vietnamese
from knowledge.answers.base import MAX_OPTIONS, Context, Draft
from knowledge.locality import Level, Locality
from knowledge.phrasebook import phrases
from knowledge.query import Query
from knowledge.reading import Reading
from knowledge.spans import Span
from knowledge.tokens import Token
from knowledge.wordlists import words

# Level words by their folded keys, before a name ("xã", "thị trấn") or after it ("commune").
_LEVELS: Mapping[tuple[str, ...], frozenset[Level]] = {
    ("xa",): frozenset({"commune"}),
    ("commune",): frozenset({"commune"}),
    ("phuong",): frozenset({"ward"}),
    ("ward",): frozenset({"ward"}),
    ("thi", "tran"): frozenset({"town"}),
    ("town",): frozenset({"town", "commune"}),
    ("huyen",): frozenset({"district"}),
    ("district",): frozenset({"district"}),
    ("tinh",): frozenset({"province"}),
    ("province",): frozenset({"province"}),
    ("thanh", "pho"): frozenset({"city", "province"}),
    ("tp",): frozenset({"city", "province"}),
    ("city",): frozenset({"city", "province"}),
}
_LONGEST = 4  # words of a name, at most
_NEAR = 3  # tokens at most between a place and its province: ", tỉnh", "of the"


@dataclass(slots=True)
class Mention:
    """Tokens ``start`` to ``end`` (exclusive) that name a place, and the ids of the plans it may mean."""

    start: int
    end: int
    key: str
    ids: tuple[str, ...]
    qualifies: bool = False  # it only says where its neighbour lies


class Places:
    """The names of all places with a plan; ``by_name`` maps a folded name to the plans of all places that bear it."""

    def __init__(self, homes: Mapping[str, Locality], *, own: Collection[str] = ()) -> None:
        """Index the localities of plans.

        Args:
            homes: The locality of each plan, by the plan's id.
            own: Plans whose places have words of their own in the lexicon, so that only their bare name counts here.
        """
        self._homes = homes
        self._has_more = len(homes) > len(own)
        names: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for plan_id, locality in homes.items() if self._has_more else ():
            for text in (locality.name, *(() if plan_id in own else locality.aliases)):
                names[_key(text)][plan_id] = None
        self.by_name: Mapping[str, tuple[str, ...]] = {name: tuple(ids) for name, ids in names.items()}

    def settle(self, reading: Reading) -> tuple[str, ...]:
        """Decide which plans' places *reading* names, and put them there.

        Returns:
            The plans of all namesakes of the first name that stays ambiguous, of which the first stands in
            ``places``; nothing when every name is settled.
        """
        if not self._has_more:
            return ()
        mentions = list(self._mentions(reading))
        for one, other in pairwise(mentions):
            self._qualify(one, other, reading)
        for mention in mentions:
            mention.ids = self._at_level(mention, reading.tokens)
        meant = [m for m in mentions if not m.qualifies]
        reading.places = list(dict.fromkeys(m.ids[0] for m in meant if m.ids))
        without = {m.key for m in meant if not m.ids}
        reading.foreign_places = [place for place in reading.foreign_places if _key(place[1]) in without]
        reading.foreign_last = bool(meant) and not meant[-1].ids
        return next((m.ids for m in meant if len(m.ids) > 1), ())

    def _mentions(self, reading: Reading) -> Iterator[Mention]:
        """Give the places named, in order; short names in lower case only where their province follows at once."""
        end = 0
        for span in reading.spans:
            mention = self._mention(reading, span)
            if mention is None:
                continue
            inside = self._just_before(reading.tokens[end : span.start], span.start, mention.key)
            if inside:
                yield inside
            yield mention
            end = span.end

    def _just_before(self, tokens: Sequence[Token], end: int, around: str) -> Mention | None:
        """Return the place in *around* whose whole name ends at *end*: "go vap" in "go vap ho chi minh"."""
        for length in range(min(_LONGEST, len(tokens)), 1, -1):
            words = tokens[-length:]
            key = " ".join(t.key for t in words)
            ids = tuple(i for i in self._named(key, words) if self._lies_in(i, around))
            if ids:
                return Mention(end - length, end, key, ids)
        return None

    def _named(self, key: str, words: Sequence[Token]) -> list[str]:
        """Return the plans of the places called *key*, as far as the marks typed in *words* agree."""
        return [i for i in self.by_name.get(key, ()) if _agree(words, self._homes[i])]

    def _lies_in(self, plan_id: str, around: str) -> bool:
        return f" {around} " in _around(self._homes[plan_id])

    def _mention(self, reading: Reading, span: Span) -> Mention | None:
        own = [e.id for e in span.entries if e.slot == "place" and not e.weak]
        if not own and all(e.slot != "gazetteer" for e in span.entries):
            return None
        words = reading.tokens[span.start : span.end]
        key = " ".join(t.key for t in words)
        return Mention(span.start, span.end, key, tuple(dict.fromkeys((*own, *self._named(key, words)))))

    def _at_level(self, mention: Mention, tokens: Sequence[Token]) -> tuple[str, ...]:
        """Return the candidates at the level typed beside the name; all of them when no level or another is typed."""
        levels = _level_beside(tokens, mention)
        kept = tuple(i for i in mention.ids if levels & {era.level for era in self._homes[i].eras})
        return kept or mention.ids

    def _qualify(self, one: Mention, other: Mention, reading: Reading) -> None:
        """Let one of two neighbouring names narrow the other, when it is the province or district around it."""
        between = reading.tokens[one.end : other.start]
        joining = words("joining") | words("with") | words("or") | {"so"}  # "so với"
        if len(between) > _NEAR or not joining.isdisjoint(t.key for t in between) or one.qualifies:
            return
        if between and reading.has("compare", "difference", "highest", "lowest", "rank"):
            return
        for place, around in ((one, other), (other, one)):
            inside = tuple(i for i in place.ids if self._lies_in(i, around.key))
            if inside:
                place.ids, around.qualifies = inside, True
                return

    def locality(self, plan_id: str) -> Locality:
        """Return the place of a plan."""
        return self._homes[plan_id]

    def label(self, plan_id: str, context: Context) -> str:
        """Return a name that tells namesakes apart: "xã Tân Lập, Thái Nguyên"."""
        locality = self._homes[plan_id]
        return ", ".join(filter(None, (locality.full_name(context.language), locality.province)))

    def ask(self, context: Context, query: Query, ids: Sequence[str]) -> Draft:
        """Ask which of several places of one name *query* means, with at most four buttons."""
        draft = Draft(context, query, kind="clarify")
        name = self._homes[ids[0]].name
        shown = [self.label(i, context) for i in ids[:MAX_OPTIONS]]
        key = "which-namesake" if len(ids) <= MAX_OPTIONS else "which-of-many-namesakes"
        draft.add(context.say(key, name=name, count=len(ids), places="; ".join(shown)))
        for plan_id, label in zip(ids, shown, strict=False):
            others = tuple(p for p in query.plans if p not in ids)
            draft.option(label, replace(query, plans=(plan_id, *others)))
        draft.choices = [option.query for option in draft.options]
        return draft


def _key(text: str) -> str:
    return " ".join(vietnamese.key(w) for w in _words(text))


def _words(text: str) -> list[str]:
    """Split a name as the lexicon does."""
    return "".join(" " if c in "-/,'" else c for c in vietnamese.repair(text).lower()).split()


def _around(locality: Locality) -> str:
    """Return the folded names of all that a locality lies or lay in, between spaces."""
    parents = (locality.district, locality.province, *(era.parent for era in locality.eras))
    return f" {' | '.join(_key(text) for text in parents if text)} "


def _agree(typed: Sequence[Token], locality: Locality) -> bool:
    """Tell whether the marks typed are those of any name of *locality*."""
    for text in (locality.name, *locality.aliases):
        words = _words(text)
        if len(words) == len(typed) and all(vietnamese.agrees(t.text, w) for t, w in zip(typed, words, strict=True)):
            return True
    return False


def _level_beside(tokens: Sequence[Token], mention: Mention) -> frozenset[Level]:
    keys = [t.key for t in tokens]
    before = (tuple(keys[mention.start - 2 : mention.start]), tuple(keys[mention.start - 1 : mention.start]))
    after = tuple(keys[mention.end : mention.end + 1])
    return next((_LEVELS[words] for words in (*before, after) if words in _LEVELS), frozenset())


def speaks_of_own_place(text: str) -> bool:
    """Tell whether *text* is about the place of who writes it: "xã mình", "our commune"."""
    return phrases("own-place").search(vietnamese.fold(text)) is not None
