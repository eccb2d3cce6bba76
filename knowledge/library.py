"""The whole knowledge base behind two calls: answer a message, run a canonical query."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from knowledge.answers.base import Context
from knowledge.answers.statements import common_abbreviations
from knowledge.desk import draft_for, is_sound, not_understood, sound_frame
from knowledge.entries import Language
from knowledge.figures.asked import ProgressReader
from knowledge.figures.measures import Measures
from knowledge.figures.reader import FigureReader
from knowledge.interpret import World, interpret, understand
from knowledge.interpret.danger import SIGNS_OF_HARM
from knowledge.lexicon import Entry, Lexicon, load_lexicon
from knowledge.loading import HERE, load_model, load_models
from knowledge.locality import Locality
from knowledge.model import Plan
from knowledge.places import Places
from knowledge.query import Query, parse_query
from knowledge.reader import Reader
from knowledge.reply import Frame, Reply
from knowledge.replying import reply_of, together
from knowledge.search import Search, split_words
from knowledge.shelf import Shelf, open_shelf
from knowledge.successions import load_successions
from knowledge.topics import load_topics

_OWN_PLANS = ("hoang-duc", "dong-thap", "tan-khai", "minh-tam", "an-lao")
# What the bot's commands and menus call a screen, and its canonical query.
_SCREENS = {"plans": "plans x=menu", "agencies": "agencies-menu", "deadlines": "deadline"}


class Library:
    """Plans, lexicon and search, ready to answer. Pure: the day and the conversation come in as arguments."""

    def __init__(self, plans: Shelf, localities: Sequence[Locality], lexicon: Lexicon) -> None:
        self.plans: Mapping[str, Plan] = plans
        self.localities: Mapping[str, Locality] = {loc.id: loc for loc in localities}
        self.places = Places(plans.homes(self.localities), own=plans.own)
        self._topics = load_topics()
        self._successions = load_successions()
        self._search = Search(self.plans)
        self._world = World(self.plans, self.localities, self._topics, self._search)
        self._reader = Reader(lexicon)
        self.measures = Measures(self._topics)
        self.figures = FigureReader(self._reader, self.measures, self.localities)
        self.progress = ProgressReader(self._reader, self.measures, self.places, self.plans)

    @classmethod
    def load(cls, extra: Sequence[Path] = (), *, cache: Path | None = None) -> Library:
        """Load the plans that come with the bot, and those in *extra*.

        Args:
            extra: Plan files, or folders of them; a ``localities.yaml`` beside them brings their places.
            cache: The folder that keeps the compiled form of *extra*; the user's cache folder when left out.

        Raises:
            PlanFileError: A file is wrong; carries file, line and reason.
        """
        localities = load_models(HERE / "lexicon" / "localities.yaml", Locality)
        own = [load_model(HERE / "plans" / f"{name}.yaml", Plan) for name in _OWN_PLANS]
        shelf = open_shelf(own, extra, known=[loc.id for loc in localities], cache=cache)
        lexicon = load_lexicon(localities)
        _add_names(lexicon, shelf.named_one_by_one())
        _add_texts(lexicon, own)
        shelf.add_words(lexicon)
        return cls(shelf, (*localities, *shelf.localities), lexicon)

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
        replies: list[Reply] = []
        for question in split_questions(text):
            reply = self._answer_one(question, today, frame, home, language)
            frame = reply.frame
            replies.append(reply)
        return together(replies) if len(replies) > 1 else replies[0]

    def may_tell_of_danger(self, text: str) -> bool:
        """Tell whether a message has a word of harm; no other gets kind "safety", but in talk of one that had."""
        return any(self._reader.names_one_of(question, SIGNS_OF_HARM) for question in split_questions(text))

    def _answer_one(
        self, text: str, today: dt.date, frame: Frame | None, home: str | None, language: Language | None
    ) -> Reply:
        reading = self._reader.read(text, today=today)
        before = frame.language if frame else None
        context = self._context(reading.language or language or before or reading.likely_language or "vi", today)
        frame = sound_frame(context, frame)
        if all(t.kind == "separator" for t in reading.tokens):
            return reply_of(context, [draft_for(context, Query("empty"), None)], frame)
        namesakes = self.places.settle(reading)
        message = understand(reading, self._world, frame=frame, home=home)
        queries = interpret(message)
        if namesakes and any(query.plans for query in queries):
            return reply_of(context, [self.places.ask(context, queries[0], namesakes)], frame, reading)
        drafts = [draft_for(context, q, reading) for q in queries] or [not_understood(context, reading)]
        reply = reply_of(context, drafts, frame, reading, inherited=message.inherited)
        if message.repeats and frame and reply.frame:
            stays = replace(frame, turns=reply.frame.turns, language=reply.language)
            return replace(reply, frame=stays)
        return reply

    def run(
        self,
        query: str,
        *,
        today: dt.date,
        frame: Frame | None = None,
        language: Language = "vi",
    ) -> Reply:
        """Run a canonical query, such as a button's payload; an old or broken one gets kind "help". Never raises."""
        context = self._context(language, today)
        parsed = parse_query(_SCREENS.get(query, query))
        if parsed is None or not is_sound(context, parsed):
            parsed = Query("old-button")
        return reply_of(context, [draft_for(context, parsed, None)], frame)

    def _context(self, language: Language, today: dt.date) -> Context:
        return Context(self.plans, self.localities, self._topics, self._search, self._successions, today, language)


_SENTENCE_END = re.compile(r"(?<=[?;])\s+|\n+|(?<=[.!])\s+(?=[A-ZĐÀ-Ỹ])")


def split_questions(text: str) -> list[str]:
    """Cut a message into its questions, at most three; a piece too short to be one stays with its neighbour."""
    pieces = [p.strip() for p in _SENTENCE_END.split(text[:4096]) if p and p.strip()]
    if len(pieces) < 2 or sum("?" in p for p in pieces) < 2:
        return [text]
    if any(len(p.split()) < 3 for p in pieces) or len(pieces) > 3:
        return [text]
    return pieces


def _add_texts(lexicon: Lexicon, plans: Sequence[Plan]) -> None:
    """Let the words of duties and statements stand as they are: they are no slips of other words."""
    for plan in plans:
        duties = (duty for agency in plan.agencies for duty in agency.duties)
        texts = [*((d.vi, *d.words) for d in duties), *((s.vi, *s.words) for s in plan.statements)]
        for text in texts:
            lexicon.add_words(split_words(" ".join(text)))


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
