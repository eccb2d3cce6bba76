"""The whole knowledge base behind two calls: answer a message, run a canonical query."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from knowledge.answers import compare, deadline, duty, lists, missing, owner, reverse, screens, statements, target
from knowledge.answers.base import Context, Draft
from knowledge.answers.statements import common_abbreviations
from knowledge.errors import PlanFileError
from knowledge.interpret import Interpreter
from knowledge.lexicon import Entry, Lexicon, load_lexicon
from knowledge.loading import HERE, load_model, load_models
from knowledge.model import Language, Locality, Plan
from knowledge.paging import paged
from knowledge.query import Query, parse_query
from knowledge.reading import Reader, Reading
from knowledge.reply import Citation, Frame, Kind, Option, Reply
from knowledge.search import Search
from knowledge.successions import load_successions
from knowledge.topics import load_topics

Answer = Callable[[Context, Query], Draft]

_ANSWERS: Mapping[str, Answer] = {
    "target": target.answer_target,
    "owner": owner.answer_owner,
    "holds": owner.answer_holds,
    "duty": duty.answer_duty,
    "agencies": duty.answer_agencies,
    "coordinator": duty.answer_coordinator,
    "deadline": deadline.answer_deadline,
    "compare": compare.answer_compare,
    "reverse": reverse.answer_reverse,
    "list": lists.answer_list,
    "no-year": lists.answer_no_year,
    "no-owner": lists.answer_no_owner,
    "plans": lists.answer_plans,
    "results": missing.refuse_results,
    "signer": statements.answer_signer,
    "basis": statements.answer_basis,
    "document": statements.answer_document,
    "glossary": statements.answer_glossary,
    **dict.fromkeys(
        ("funding", "support", "event", "contact", "scope", "beneficiaries", "purpose", "recipients", "period"),
        statements.answer_statements,
    ),
    "safety": screens.show_safety,
    "place-change": screens.answer_place_change,
    "agency-change": screens.answer_agency_change,
    "plan": screens.show_plan,
    "goal": screens.show_goal,
    "indicator": screens.show_indicator,
    "menu": screens.show_menu,
    "home": screens.show_home,
    "language": screens.show_language,
    "agencies-menu": screens.show_agencies_menu,
    "start": screens.show_text("start", examples=True),
    "help": screens.show_text("help", examples=True),
    "greet": screens.show_text("greet"),
    "thanks": screens.show_text("thanks"),
    "out-of-scope": screens.show_text("out-of-scope", kind="out_of_scope"),
    "personal": screens.show_text("personal", kind="out_of_scope"),
    "old-button": screens.show_text("old-button"),
    "empty": screens.show_text("empty"),
}
_KEEPS_NOTHING = frozenset(
    {
        "safety",
        "personal",
        "out-of-scope",
        "greet",
        "thanks",
        "help",
        "start",
        "empty",
        "old-button",
        "menu",
        "home",
        "language",
    }
)
# What the bot's commands and menus call a screen, and its canonical query.
_SCREENS = {"plans": "plans x=menu", "agencies": "agencies-menu", "deadlines": "deadline"}
_SURE_SHARE = 0.66  # of the words that a duty must hold to stand beside the holders of an indicator
_LEAST_SHARE = 0.42  # of the words asked with, by weight, that a statement must hold to be shown


class Library:
    """Plans, lexicon and search, ready to answer. Pure: the day and the conversation come in as arguments."""

    def __init__(self, plans: Sequence[Plan], localities: Sequence[Locality], lexicon: Lexicon) -> None:
        self.plans: Mapping[str, Plan] = {p.id: p for p in plans}
        self.localities: Mapping[str, Locality] = {loc.id: loc for loc in localities}
        self._topics = load_topics()
        self._successions = load_successions()
        self._search = Search(self.plans)
        self._reader = Reader(lexicon)

    @classmethod
    def load(cls, extra: Sequence[Path] = ()) -> Library:
        """Load the plans that come with the bot, and those in *extra*.

        Raises:
            PlanFileError: A file is wrong; carries file, line and reason.
        """
        localities = load_models(HERE / "lexicon" / "localities.yaml", Locality)
        known = {loc.id for loc in localities}
        plans = []
        for path in (*sorted((HERE / "plans").glob("*.yaml")), *extra):
            plan = load_model(path, Plan)
            if plan.locality not in known:
                raise PlanFileError(path, 1, f"locality: {plan.locality} is not in lexicon/localities.yaml")
            plans.append(plan)
        order = {name: i for i, name in enumerate(("hoang-duc", "dong-thap", "tan-khai", "minh-tam", "an-lao"))}
        plans.sort(key=lambda p: order.get(p.id, len(order)))
        lexicon = load_lexicon(localities)
        _add_names(lexicon, plans)
        return cls(plans, localities, lexicon)

    def answer(
        self,
        text: str,
        *,
        today: dt.date,
        frame: Frame | None = None,
        home: str | None = None,
        language: Language | None = None,
    ) -> Reply:
        """Answer one message; never raises, whatever it holds.

        Args:
            text: What the person typed.
            today: The day in Vietnam, for "this year" and days left.
            frame: The conversation so far, None when there is none or it is over 20 minutes old.
            home: The asker's own plan; stands in where no place is named.
            language: The person's setting; the message's own language wins where it is clear.
        """
        pieces = split_questions(text)
        replies: list[Reply] = []
        for piece in pieces:
            reply = self._answer_one(piece, today=today, frame=frame, home=home, language=language)
            frame = reply.frame
            replies.append(reply)
        return _together(replies) if len(replies) > 1 else replies[0]

    def _answer_one(
        self, text: str, *, today: dt.date, frame: Frame | None, home: str | None, language: Language | None
    ) -> Reply:
        reading = self._reader.read(text, today=today)
        tongue: Language = reading.language or language or (frame.language if frame and frame.language else "vi")
        context = self._context(tongue, today)
        if not any(t.kind != "separator" for t in reading.tokens):
            return self._reply(context, [self._run(context, Query("empty"))], frame)
        interpreter = Interpreter(
            reading, plans=self.plans, localities=self.localities, topics=self._topics, frame=frame, home=home
        )
        foreign = self._refuse_foreign(context, reading, interpreter)
        if foreign:
            return self._reply(context, [foreign], frame, reading)
        queries = interpreter.queries()
        if not queries:
            return self._reply(context, [self._not_understood(context, reading)], frame, reading)
        drafts = [self._draft(context, query, reading) for query in queries]
        return self._reply(context, drafts, frame, reading)

    def run(
        self,
        query: str,
        *,
        today: dt.date,
        frame: Frame | None = None,
        home: str | None = None,
        language: Language = "vi",
    ) -> Reply:
        """Run a canonical query, such as a button's payload; an unknown one gets a reply of kind "help". Never raises."""
        _ = home
        context = self._context(language, today)
        parsed = parse_query(_SCREENS.get(query, query))
        if (
            parsed is None
            or (parsed.kind not in _ANSWERS and parsed.kind not in ("search", "task-owner"))
            or not self._is_sound(parsed)
        ):
            parsed = Query("old-button")
        draft = self._draft(context, parsed, None)
        return self._reply(context, [draft], frame)

    def _is_sound(self, query: Query) -> bool:
        """Tell whether a query from outside names things that exist here."""
        items_known = all(i in self._topics or re.fullmatch(r"\d{1,3}(\.\d{1,2})?", i) for i in query.items)
        needs_items = query.kind in ("target", "owner", "compare", "indicator")
        value_ok = query.kind != "reverse" or bool(re.fullmatch(r"\d{1,9}(\.\d{1,6})?(_[a-z0-9-]*)?", query.extra))
        return (
            all(p in self.plans for p in query.plans)
            and items_known
            and value_ok
            and bool(query.items or not needs_items)
        )

    def _context(self, language: Language, today: dt.date) -> Context:
        return Context(self.plans, self.localities, self._topics, self._search, self._successions, today, language)

    # -- drafts --------------------------------------------------------------------------------------------------

    def _draft(self, context: Context, query: Query, reading: Reading | None) -> Draft:
        if query.kind == "unknown-place":
            level, name, parent, kind = (query.extra.split("|") + ["", "", ""])[:4]
            query = replace(query, kind=kind if kind in _ANSWERS else "plan", extra="")
            return missing.refuse_unknown_place(context, query, name, level, parent)
        if query.kind in ("task-owner", "search", "owner") and not query.items:
            return self._searched(context, query, reading)
        unknown = self._blocked_by(query, reading)
        if unknown:
            return self._name_back(context, query, unknown)
        if query.kind in ("target", "owner") and self._needs_place(query):
            return self._ask_place(context, query)
        draft = self._run(context, query)
        if query.kind == "owner" and reading is not None and len(query.plans) == 1:
            self._add_duties_described(draft, reading)
        return draft

    def _add_duties_described(self, draft: Draft, reading: Reading) -> None:
        """Add who has a duty in just these words, where those who hold the indicator do not: "ai kiểm tra tiệm net"."""
        plan = self.plans[draft.query.plans[0]]
        hits = self._search.find(draft.query.plans, reading.content, least=_SURE_SHARE, wanted=_is_duty)
        holders = {h.agency.id for item in draft.query.items for h in owner.holders(draft.context, plan, item)}
        told = [h for h in hits[:3] if h.agency not in holders]
        if hits and told and hits[0].agency not in holders:
            more = owner.answer_task_owner(draft.context, draft.query, told)
            draft.blocks[:0] = more.blocks
            draft.citations.extend(c for c in more.citations if c not in draft.citations)
            draft.kind = "answer"

    def _run(self, context: Context, query: Query) -> Draft:
        return _ANSWERS[query.kind](context, query)

    def _needs_place(self, query: Query) -> bool:
        return not query.plans and len(self.plans) > 5

    def _ask_place(self, context: Context, query: Query) -> Draft:
        draft = Draft(context, query, kind="clarify")
        draft.add(
            context.say("which-place", places=", ".join(context.place(p) for p in list(self.plans.values())[:4]) + " …")
        )
        for plan in list(self.plans.values())[:4]:
            draft.option(context.place(plan), replace(query, plans=(plan.id,)))
        return draft

    def _searched(self, context: Context, query: Query, reading: Reading | None) -> Draft:
        """Find duties and statements by the words of *query*; without words, say what is missing."""
        wants_duty = query.kind in ("task-owner", "owner")
        plans = query.plans or tuple(list(self.plans)[:5])
        hits = self._search.find(
            plans,
            query.words,
            least=_LEAST_SHARE,
            wanted=_is_duty if wants_duty else _is_anything,
        )
        if hits and wants_duty:
            return owner.answer_task_owner(context, query, hits)
        if hits and hits[0].share >= (0.55 if query.plans else 0.75):
            return statements.answer_search(context, query, hits)
        if reading is None:
            return self._run(context, Query("old-button"))
        return self._not_understood(context, reading)

    def _refuse_foreign(self, context: Context, reading: Reading, interpreter: Interpreter) -> Draft | None:
        """Refuse what we know of and no plan measures: wasting, clean water, upper secondary school."""
        slots = interpreter.slots
        for concept in reading.concepts:
            entry = reading.kinds[concept]
            if entry.kind not in ("foreign", "related") or reading.indicators:
                continue
            if entry.kind == "related" and not reading.has("value", "target"):
                continue
            if reading.has("owner", "duty", "contact", "funding", "event") or slots.mentions:
                continue
            words = [
                t.text
                for s in reading.spans
                for t in reading.tokens[s.start : s.end]
                if any(e.id == concept for e in s.entries)
            ]
            topics = [t for t in slots.topics if t != entry.info]
            if (
                (entry.kind == "foreign" and entry.info in slots.topics)
                or not topics
                or concept in ("specific-vaccine", "upper-secondary", "wasting")
            ):
                items = (entry.info,)
                query = Query("target", slots.plans, items, slots.years)
                return missing.refuse_unstated(context, query, " ".join(words))
        return None

    # -- what is not understood ----------------------------------------------------------------------------------

    def _blocked_by(self, query: Query, reading: Reading | None) -> list[str]:
        """Return the words that nothing explains and that are too many, or too much like names, to pass over."""
        if reading is None or query.kind not in (
            "target",
            "owner",
            "compare",
            "results",
            "list",
            "plan",
            "agencies",
            "coordinator",
        ):
            return []
        explained = self._label_words(query)
        unknown = [w for w in reading.unknown if _folded(w) not in explained]
        names = [w for w in reading.unknown_names if w in unknown]
        words = [t for t in reading.tokens if t.kind == "word"]
        many = len(unknown) >= 3 and len(unknown) > 0.4 * len(words)
        return unknown if many or len(names) >= 2 else []

    def _label_words(self, query: Query) -> set[str]:
        words: set[str] = set()
        for plan_id in query.plans or list(self.plans)[:5]:
            for indicator, parts in (
                row for item in query.items for row in self._context("vi", dt.date.min).parts(self.plans[plan_id], item)
            ):
                for text in (indicator.name, *(p.label for p in parts if p.label)):
                    words.update(_folded(w) for w in re.findall(r"\w+", f"{text.vi} {text.en}"))
        return words

    def _name_back(self, context: Context, query: Query, unknown: Sequence[str]) -> Draft:
        draft = Draft(context, query, kind="clarify")
        draft.add(context.say("not-understood-words", words=" ".join(unknown[:6])))
        names = [context.item_name(item) for item in query.items[:2]]
        plans = [self.plans[p] for p in query.plans] or context.numbered()
        for plan in plans[:3]:
            label = f"{context.place(plan)}: {', '.join(names)}" if names else context.place(plan)
            draft.option(label, replace(query, plans=(plan.id,)))
        draft.choices = [o.query for o in draft.options]
        return draft

    def _not_understood(self, context: Context, reading: Reading) -> Draft:
        """Say that the message was not understood; out of scope when nothing in it belongs to our field."""
        ours = bool(
            reading.concepts.keys() - {"child", "rate"}
            or reading.places
            or reading.agencies
            or reading.has("target", "report", "deadline", "owner", "duty")
        )
        if not ours and not reading.values and len([t for t in reading.tokens if t.kind == "word"]) >= 2:
            return self._run(context, Query("out-of-scope"))
        draft = Draft(context, Query("help"), kind="clarify")
        if reading.unknown and len(reading.unknown) <= 6:
            draft.add(context.say("not-understood-words", words=" ".join(reading.unknown)))
        else:
            draft.add(context.say("not-understood"))
        places = [self.plans[p] for p in reading.places if p in self.plans] or list(self.plans.values())[:5]
        for plan in places[:5]:
            draft.option(context.place(plan), Query("plan", (plan.id,), extra="menu"))
        draft.choices = [o.query for o in draft.options]
        return draft

    # -- replies -------------------------------------------------------------------------------------------------

    def _reply(
        self, context: Context, drafts: Sequence[Draft], frame: Frame | None, reading: Reading | None = None
    ) -> Reply:
        first, last = drafts[0], drafts[-1]
        html = "\n\n".join(d.html() for d in drafts if d.blocks)
        notes = _notes(context, reading) if any(d.kind == "answer" for d in drafts) else ""
        if notes:
            html += "\n" + notes
        options = _few(option for d in drafts for option in d.options)
        asks = first.kind == "clarify"
        asked = (frame.asked if frame else 0) + 1 if asks else 0
        if asks and asked > 2:
            return self._reply(context, [self._run(context, Query("menu"))], None, None)
        kind: Kind = "answer" if any(d.kind == "answer" for d in drafts) and not asks else first.kind
        return paged(
            Reply(
                kind=kind,
                text=html,
                query=str(first.query) if first.query.kind != "empty" else None,
                citations=tuple(dict.fromkeys(c for d in drafts for c in d.citations)),
                options=options,
                facts=tuple(f for d in drafts for f in d.facts),
                language=context.language,
                in_place=all(d.in_place for d in drafts),
                frame=_next_frame(
                    last if last.query.items or len(drafts) == 1 else first, frame, asked, context.language, reading
                ),
            ),
            first.query,
            context.language,
        )


def _is_duty(kind: str, agency: str | None) -> bool:
    return kind == "duty" and agency is not None


def _is_anything(kind: str, agency: str | None) -> bool:
    return bool(kind or agency)


def _next_frame(
    draft: Draft, before: Frame | None, asked: int, language: Language, reading: Reading | None
) -> Frame | None:
    query = draft.query
    if query.kind in _KEEPS_NOTHING and draft.kind != "clarify":
        return (
            replace(before, turns=before.turns + 1, asked=asked)
            if before and query.kind not in ("safety", "personal", "out-of-scope")
            else None
        )
    words = tuple(reading.content[:12]) if reading and reading.content else query.words
    return Frame(
        query=str(replace(query, words=(), page=1)),
        items=tuple(draft.items[:12]),
        choices=tuple(draft.choices[:12]),
        words=words,
        turns=0 if before is None or not before.query else before.turns + 1 if before.turns < 9 else 0,
        asked=asked,
        language=language,
    )


def _few(options: Iterable[Option]) -> tuple[Option, ...]:
    found: dict[str, Option] = {}
    for option in options:
        found.setdefault(option.query, option)
    return tuple(found.values())[:24]


def _notes(context: Context, reading: Reading | None) -> str:
    """Print how slips were read; what was guessed is never left unsaid."""
    if reading is None:
        return ""
    lines = [context.say("read-as", typed=typed, read=read) for typed, read in reading.guesses[:3]]
    return "\n".join(lines)


def _together(replies: Sequence[Reply]) -> Reply:
    """Put the replies to several questions of one message into one."""
    useful = [r for r in replies if r.kind not in ("help", "out_of_scope")] or list(replies)
    kinds = [r.kind for r in useful]
    kind: Kind = "safety" if "safety" in kinds else "answer" if "answer" in kinds else kinds[0]
    citations: dict[Citation, None] = dict.fromkeys(c for r in useful for c in r.citations)
    return replace(
        useful[-1],
        kind=kind,
        text="\n\n".join(dict.fromkeys(r.text for r in useful)),
        query=useful[0].query,
        citations=tuple(citations),
        options=_few(o for r in useful for o in r.options),
        facts=tuple(f for r in useful for f in r.facts),
    )


_SENTENCE_END = re.compile(r"(?<=[?;])\s+|\n+|(?<=[.!])\s+(?=[A-ZĐÀ-Ỹ])")


def split_questions(text: str) -> list[str]:
    """Cut a message into its questions, at most three; a piece too short to be one stays with its neighbour."""
    pieces = [p.strip() for p in _SENTENCE_END.split(text[:4096]) if p and p.strip()]
    if len(pieces) < 2 or sum("?" in p for p in pieces) < 2:
        return [text]
    if any(len(p.split()) < 3 for p in pieces) or len(pieces) > 3:
        return [text]
    return pieces


def _folded(word: str) -> str:
    from knowledge.vietnamese import key

    return key(word.lower())


def _add_names(lexicon: Lexicon, plans: Sequence[Plan]) -> None:
    """Add the plans' own agencies and abbreviations to the words people use."""
    for plan in plans:
        for agency in plan.agencies:
            for text in (agency.name, agency.short or "", agency.gloss, *agency.aliases):
                if text:
                    single = "^" if len(text.split()) == 1 else ""  # "Ấp" must not be found in "áp dụng"
                    lexicon.add(text + single, Entry("plan-agency", f"{plan.id}/{agency.id}"))
        for row in plan.abbreviations:
            lexicon.add(row.short, Entry("abbreviation", row.short))
    for row in common_abbreviations():
        lexicon.add(row.short, Entry("abbreviation", row.short))
