"""What every answer is made with: the plans at hand, the day, the language, and a draft that becomes a reply."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from knowledge.entries import Language
from knowledge.formatting import capital, escape, uncapital
from knowledge.indicators import Area, Indicator, Part
from knowledge.locality import Locality
from knowledge.model import Agency, Plan
from knowledge.query import Query
from knowledge.reply import Citation, Kind, Option
from knowledge.sentences import Raw, say

if TYPE_CHECKING:
    from knowledge.search import Search
    from knowledge.successions import Successions
    from knowledge.topics import Topics

MAX_OPTIONS = 4
FEW_PLANS = 5  # so many are answered side by side, or offered, when none is named


@dataclass(frozen=True, slots=True)
class Context:
    """The knowledge an answer may use, and for whom and when it is made."""

    plans: Mapping[str, Plan]
    localities: Mapping[str, Locality]
    topics: Topics
    search: Search
    successions: Successions
    today: dt.date
    language: Language

    def say(self, key: str, **values: object) -> Raw:
        """Return the sentence *key* in the reader's language, as HTML."""
        return Raw(say(key, self.language, **values))

    def place(self, plan: Plan) -> str:
        """Return the name of the plan's locality, without its level."""
        return self.localities[plan.locality].name

    def full_place(self, plan: Plan) -> str:
        """Return the name of the plan's locality with its level."""
        return self.localities[plan.locality].full_name(self.language)

    def bold_place(self, plan: Plan) -> Raw:
        """Return the name of the plan's locality as bold HTML."""
        return Raw(f"<b>{escape(self.place(plan))}</b>")

    def gloss(self, agency: Agency) -> Raw:
        """Return what an English reader knows an agency by, behind its Vietnamese name; nothing in Vietnamese."""
        return Raw(f" ({escape(agency.gloss)})" if self.language == "en" else "")

    def title(self, plan: Plan) -> Raw:
        """Return the name of the plan's locality with its level, as bold HTML."""
        return Raw(f"<b>{escape(capital(self.full_place(plan)))}</b>")

    def numbered_name(self, indicator: Indicator) -> Raw:
        """Return "chỉ tiêu 5", or the place of an objective that has no number."""
        if indicator.number is None:
            return self.say("objective-number", number=indicator.order or 0)
        return self.say("indicator-number", number=indicator.number)

    def some(self, count: int = FEW_PLANS) -> list[Plan]:
        """Return the first *count* plans; the others are not read for it."""
        return list(islice(self.plans.values(), count))

    def numbered(self) -> list[Plan]:
        """Return those of the first few plans that number their indicators."""
        return [p for p in self.some() if p.is_numbered]

    def chosen(self, query: Query) -> list[Plan]:
        """Return the plans that *query* names, in its order; the first few when it names none: more are asked back."""
        if query.plans:
            return [self.plans[p] for p in query.plans if p in self.plans]
        return self.some()

    def parts(self, plan: Plan, item: str, area: Area | None = None) -> list[tuple[Indicator, list[Part]]]:
        """Return the indicators of *plan* that *item* ("5", "5.1" or a topic) is, with their parts, of *area* only."""
        if item[:1].isdigit():
            found = _by_number(plan, item)
        else:
            wanted = set(self.topics.members(item))
            found = [(i, [p for p in i.parts if wanted & {p.topic, *p.also}]) for i in plan.indicators]
        kept = [(i, [p for p in parts if area is None or p.area in (None, area)]) for i, parts in found]
        return [(i, parts) for i, parts in kept if parts]

    def as_topics(self, plan: Plan, item: str) -> tuple[str, ...]:
        """Return what *item* of *plan* measures, for plans with other numbers: the family that has just its parts."""
        topics = tuple(dict.fromkeys(p.topic for _, parts in self.parts(plan, item) for p in parts))
        if not item[:1].isdigit():
            return (item,)
        return next(((f.id,) for f in self.topics.all_families() if len(topics) > 1 and f.members == topics), topics)

    def elsewhere(self, plan: Plan, items: Iterable[str]) -> bool:
        """Tell whether another plan at hand sets a level for any of *items*."""
        numbers: set[int] = set()
        topics: set[str] = set()
        for item in items:
            if item[:1].isdigit():
                numbers.add(int(item.partition(".")[0]))
            else:
                topics.update(self.topics.members(item))
        others = (other for other in self.some() if other is not plan)
        return any(
            indicator.number in numbers or part.topic in topics or not topics.isdisjoint(part.also)
            for other in others
            for indicator, part in other.parts()
        )

    def item_name(self, item: str) -> str:
        """Return how to call *item* where no plan has it."""
        if item[:1].isdigit():
            return say("indicator-number", self.language, number=item)
        return self.topics[item].label.in_(self.language) if item in self.topics else item


def _by_number(plan: Plan, item: str) -> list[tuple[Indicator, list[Part]]]:
    whole, _, part = item.partition(".")
    indicator = plan.indicator(int(whole))
    if indicator is None:
        return []
    parts = [p for p in indicator.parts if not part or p.number == int(part)]
    return [(indicator, parts)]


@dataclass(slots=True)
class Draft:
    """A reply in the making. ``blocks`` are paragraphs of HTML, each a list of lines."""

    context: Context
    query: Query
    kind: Kind = "answer"
    blocks: list[list[str]] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    facts: list[dict[str, Any]] = field(default_factory=list)
    items: list[str] = field(default_factory=list)  # what a follow-up "it" means
    choices: list[str] = field(default_factory=list)  # what a follow-up "the first one" means
    in_place: bool = False

    def add(self, *lines: str) -> None:
        """Add a paragraph of HTML lines; empty lines are left out."""
        kept = [line for line in lines if line]
        if kept:
            self.blocks.append(kept)

    def cite(self, plan: Plan, *sections: str) -> str:
        """Note the sources and return their line: "📄 Kế hoạch thị trấn Tân Khai, mục II.2.a"."""
        found = list(dict.fromkeys(sections))
        self.citations.extend(Citation(plan.id, s) for s in found if Citation(plan.id, s) not in self.citations)
        place = self.context.full_place(plan)
        if all(map(_is_numbered, found)):
            return self.context.say("source", place=place, section=", ".join(found))
        return self.context.say("source-by-name", place=place, sections=_sections(self.context, found))

    def option(self, label: str, query: Query) -> None:
        """Offer a next step, when its query fits a button and is not offered yet."""
        if query.fits_a_button and all(o.query != str(query) for o in self.options):
            self.options.append(Option(label, str(query)))

    def html(self) -> str:
        """Return all paragraphs as Telegram HTML."""
        return "\n".join("\n".join(block) for block in self.blocks)


def _is_numbered(section: str) -> bool:
    return section[:1] in "IVX" and not section[1:2].islower()


def _sections(context: Context, sections: Sequence[str]) -> str:
    """Print where facts stand: "mục II.2.a, II.2.b", and by its name what bears no number: "phần mở đầu"."""
    numbered = [s for s in sections if _is_numbered(s)]
    named = [s if s[:1].islower() else uncapital(s) for s in sections if s not in numbered]
    shown = [str(context.say("sections-by-number", numbers=", ".join(numbered)))] if numbered else []
    shown += [str(context.say("section-by-name", name=name.removeprefix("phần "))) for name in named]
    return ", ".join(shown)


def bullet(text: str) -> str:
    """Return a line of a list."""
    return "• " + text


def button_label(text: str, limit: int = 48) -> str:
    """Return *text* short enough for a button, cut between words."""
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(" ,;") + "…"


def agency_label(agency: Agency) -> str:
    """Return a name short enough for a button."""
    return button_label(agency.short or agency.name, 34)


def agency_labels(context: Context, found: Sequence[tuple[Plan, Agency]]) -> list[str]:
    """Return names short enough for buttons, with their places where the agencies are of several plans."""
    if len({plan.id for plan, _ in found}) == 1:
        return [agency_label(agency) for _, agency in found]
    return [f"{agency_label(agency)} · {context.place(plan)}" for plan, agency in found]


def offer_duties(draft: Draft, found: Sequence[tuple[Plan, Agency]], *, alone: bool = False) -> None:
    """Offer the duties of each of the agencies *found*; where there is one, and it stands *alone*, without its name.

    A label is no HTML, and nothing in it is escaped.
    """
    context = draft.context
    for (plan, agency), name in zip(found, agency_labels(context, found), strict=True):
        short = alone and len(found) == 1
        label = context.say("button-duties") if short else context.say("button-duties-of", agency=Raw(name))
        draft.option(label, Query("duty", (plan.id,), agencies=(agency.id,)))


def unique(items: Iterable[str]) -> Iterator[str]:
    """Give each of *items* once, in order."""
    yield from dict.fromkeys(items)
