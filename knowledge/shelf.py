"""Any number of plans as one mapping: the bot's own in memory, further ones read when they are asked for.

Five plans or all 3,355 communes and provinces of the country: the start reads an index, and at most ``RESIDENT`` plans
of the compiled file are held as objects at a time.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from knowledge.compiled import CompiledPlans, agency_words, open_compiled
from knowledge.errors import PlanFileError
from knowledge.lexicon import Entry, Lexicon
from knowledge.loading import load_model
from knowledge.locality import Locality
from knowledge.model import Plan
from knowledge.sources import Sources, find_sources

RESIDENT = 64  # plans; a full one takes about 0.4 MB in memory and 1.5 ms to read
# With more plans than this, an agency is known by its kind in all of them, and not by its name in each: "Công an xã"
# would otherwise stand for thousands.
MOST_NAMED = 50


class Shelf(Mapping[str, Plan]):
    """Plans by id, in a fixed order: the bot's own, then further ones."""

    def __init__(self, own: Sequence[Plan], further: CompiledPlans | None = None) -> None:
        """Put *own* plans and *further* ones, of other ids, on one shelf."""
        self._own = {plan.id: plan for plan in own}
        self._ids = dict.fromkeys((*self._own, *(further.ids if further else ())))
        self._further = further
        self._read = lru_cache(maxsize=RESIDENT)(self._read_anew)

    def __getitem__(self, plan_id: str) -> Plan:
        own = self._own.get(plan_id)
        return own if own is not None else self._read(plan_id)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, plan_id: object) -> bool:
        return plan_id in self._ids

    @property
    def own(self) -> Collection[str]:
        """The ids of the bot's own plans on this shelf."""
        return self._own.keys()

    def homes(self, localities: Mapping[str, Locality]) -> dict[str, Locality]:
        """Return the locality of each plan, without reading the plans."""
        further = self._further.homes if self._further else {}
        return {i: localities[further.get(i) or self._own[i].locality] for i in self._ids}

    @property
    def localities(self) -> Sequence[Locality]:
        """The localities that came with the further plans."""
        return self._further.localities if self._further else ()

    def add_words(self, lexicon: Lexicon) -> None:
        """Add what people call the places of the further plans and their abbreviations; of too many, the agencies."""
        if self._further is None:
            return
        for locality in self._further.localities:
            _add_place(lexicon, locality)
        if len(self) > MOST_NAMED:
            own = (row for plan in self._own.values() for row in agency_words(plan))
            for text, kind in dict.fromkeys((*own, *self._further.agencies)):
                lexicon.add(text + _strictness(text), Entry("agency", kind, language="vi"))
        for short in self._further.abbreviations:
            lexicon.add(short, Entry("abbreviation", short))

    def named_one_by_one(self) -> list[Plan]:
        """Return the plans whose agencies are known by their own names: all, or none when they are too many."""
        return list(self.values()) if len(self) <= MOST_NAMED else []

    def _read_anew(self, plan_id: str) -> Plan:
        if self._further is None:
            raise KeyError(plan_id)
        return self._further.read(plan_id)


def open_shelf(own: Sequence[Plan], given: Sequence[Path], *, known: Sequence[str], cache: Path | None = None) -> Shelf:
    """Return a shelf of *own* plans and those in *given* files and folders.

    Args:
        own: Plans that are loaded already.
        given: Plan files, or folders of them; a ``localities.yaml`` beside them brings their places.
        known: Ids of localities that need not come with the plans.
        cache: Where compiled plans are kept; the user's cache folder when left out.

    Raises:
        PlanFileError: A file is wrong, or has the id of one of *own*; carries file, line and reason.
    """
    if not given:
        return Shelf(own)
    sources = find_sources(given)
    further = open_compiled(sources, known, cache or user_cache())
    _refuse_namesakes(own, further, sources)
    return Shelf(own, further)


def _refuse_namesakes(own: Sequence[Plan], further: CompiledPlans, sources: Sources) -> None:
    """Raise ``PlanFileError`` for a further plan with the id of one that is here: it would take that one's place."""
    taken = {plan.id for plan in own} & set(further.ids)
    if not taken:
        return
    path, plan_id = next((p, i) for p in sources.plans if (i := load_model(p, Plan).id) in taken)
    raise PlanFileError(path, 1, f"id: there is a plan {plan_id} already")


def user_cache() -> Path | None:
    """Return the folder for files that can be made anew, as the XDG base directory rules name it; None without a home.

    Never a folder that others can write to: what stands there is read as our own.
    """
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        return (Path(base) if base else Path.home() / ".cache") / "sotay"
    except RuntimeError:
        return None


def _add_place(lexicon: Lexicon, locality: Locality) -> None:
    """Add the names of a *locality* as the names of places are that have no plan: ``Places`` knows that it has one."""
    province = locality.province or ""
    for text in (locality.name, *locality.aliases):
        lexicon.add(text, Entry("gazetteer", text, kind=locality.era.level, info=province))


def _strictness(text: str) -> str:
    """Return the mark of a surface that counts only with its accents: "Ấp" must not be found in "áp dụng"."""
    return "^" if len(text.split()) == 1 else ""
