"""A message read into typed slots: places, concepts, numbers, years, agencies, cues, and what nothing explains."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from knowledge import vietnamese
from knowledge.lexicon import INITIAL, Entry, Lexicon
from knowledge.model import Area, Language
from knowledge.spans import Span, best_cover, find_spans, mend, split_joined
from knowledge.tokens import Token, tokenize

MAX_CHARACTERS = 4096
_MOST_TOKENS_TO_MEND = 60


@dataclass(frozen=True, slots=True)
class Value:
    """A figure in a message: 76.9 percent; ``unit`` is None where none was typed."""

    number: Decimal
    unit: str | None
    position: int


@dataclass(frozen=True, slots=True)
class AgencyMention:
    """Agencies that the words ``text`` may mean: a kind ("police") or plan agencies ("tan-khai/police")."""

    kinds: tuple[str, ...]
    exact: tuple[str, ...]  # "plan/agency"
    text: str
    position: int
    weak: bool = False


@dataclass(slots=True)
class Reading:
    """What a message says, slot by slot; positions are token indexes."""

    text: str
    tokens: tuple[Token, ...]
    spans: list[Span]
    concepts: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, Entry] = field(default_factory=dict)  # a concept's entry, for its kind and info
    cues: dict[str, int] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)  # locality ids, in order
    foreign_places: list[tuple[str, str, str]] = field(
        default_factory=list
    )  # level, name, parent: places without a plan
    abbreviated_places: list[str] = field(default_factory=list)  # "ĐT", "HĐ": places only beside another place
    foreign_last: bool = False  # a place without a plan is named after those that have one
    repeated: bool = False  # a concept is named twice, on both sides of an "and"
    agencies: list[AgencyMention] = field(default_factory=list)
    indicators: list[tuple[int, int | None]] = field(default_factory=list)  # number and part
    goals: list[int] = field(default_factory=list)
    objectives: list[int] = field(default_factory=list)  # by their place in a plan without numbers
    part: int | None = None
    village: bool = False
    years: list[int] = field(default_factory=list)
    dates: list[tuple[int, int, int | None]] = field(default_factory=list)
    months: list[int] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    chat: dict[str, int] = field(default_factory=dict)
    abbreviations: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    unknown_names: list[str] = field(default_factory=list)
    content: list[str] = field(default_factory=list)  # words to search duties by
    telling: bool = False  # some content word is more than a filler
    guesses: list[tuple[str, str]] = field(default_factory=list)  # what was typed, how it was read
    language: Language | None = None
    likely_language: Language | None = None  # where only words that nothing explains tell: noise may look English

    @property
    def area(self) -> Area | None:
        """The one area named, or None when none or both are."""
        areas = {self.kinds[c].info for c in self.concepts if self.kinds[c].kind == "area"}
        if len(areas) == 1:
            return "rural" if "rural" in areas else "urban"
        return None

    def has(self, *cues: str) -> bool:
        """Tell whether any of *cues* is in the message."""
        return any(c in self.cues for c in cues)


_LEVEL_WORDS = frozenset("xa huien huyen tinh phuong quan town commune district province city ward township".split())
_LEVEL_PAIRS = frozenset({("thi", "tran"), ("thi", "xa"), ("thanh", "pho")})
# Names of places that are ordinary words too: only a level word before them makes them a place.
_COMMON_WORDS = frozenset(
    {"trung tam", "an toan", "hanh phuc", "thanh cong", "doan ket", "phuc loi", "thuan loi", "an ninh", "bao an"}
)


class Reader:
    """Reads messages with one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        # The last message alone: it is read as figures and then as a question, and gone with the next one.
        self._matched = lru_cache(maxsize=1)(self._match)

    def read(self, text: str, *, today: dt.date) -> Reading:
        """Read *text*; never raises, whatever it holds."""
        repaired = self._repaired(text)
        tokens, cover, guesses = self._matched(repaired)
        reading = Reading(repaired, tokens, list(cover), guesses=list(guesses))
        _Filler(reading, today).fill()
        return reading

    def names_one_of(self, text: str, ids: Collection[str]) -> bool:
        """Tell whether *text* has words for an entry of the lexicon with one of these *ids*."""
        _, cover, _ = self._matched(self._repaired(text))
        return any(entry.id in ids for span in cover for entry in span.entries)

    def _repaired(self, text: str) -> str:
        return INITIAL.sub(self._joined, vietnamese.repair(text[:MAX_CHARACTERS]))

    def _match(self, repaired: str) -> tuple[tuple[Token, ...], tuple[Span, ...], tuple[tuple[str, str], ...]]:
        """Cut a message into tokens, and cover them with what the lexicon knows; slips are mended, and named."""
        tokens = split_joined(self._lexicon, tokenize(repaired, self._lexicon.words))
        cover = self._cover(tokens)
        unexplained = _unexplained(tokens, cover)
        mended = mend(self._lexicon, tokens, unexplained) if len(tokens) <= _MOST_TOKENS_TO_MEND else None
        if mended:
            tokens = mended.tokens
            cover = self._cover(tokens)
        return tuple(tokens), tuple(cover), tuple(mended.guesses) if mended else ()

    def _joined(self, match: re.Match[str]) -> str:
        """Join the initial of a name to the rest of it, "T. Khai" to "T.Khai", so that it is not cut there."""
        keys = tuple(vietnamese.key(part) for part in match.groups())
        return f"{match[1]}.{match[2]}" if keys in self._lexicon.initials else match[0]

    def _cover(self, tokens: Sequence[Token]) -> list[Span]:
        found = (self._plausible(tokens, span) for span in find_spans(self._lexicon, tokens))
        return best_cover([span for span in found if span], len(tokens))

    def _plausible(self, tokens: Sequence[Token], span: Span) -> Span | None:
        """Drop gazetteer names that are ordinary words here; a level word or capitals make a name."""
        if tokens[span.start].key == "soc" and span.start and tokens[span.start - 1].key == "cham":
            return None  # "được chăm sóc 97/97" is not Sóc 97
        if all(e.slot != "gazetteer" for e in span.entries):
            return span
        named = _after_level_word(tokens, span.start) or _before_level_word(tokens, span.end)
        words = tokens[span.start : span.end]
        if any(t.alternative for t in words) and any(c.isdigit() for e in span.entries for c in e.id):
            return None  # "quan tâm" is not Quận 8
        written = " ".join(t.key for t in words)
        capital = all(t.capital or i == 0 for i, t in enumerate(words, span.start)) and any(t.capital for t in words)
        accented = any(vietnamese.has_marks(t.text) for t in words)
        plausible = (
            named
            or capital
            or (span.end - span.start > 1 and written not in _COMMON_WORDS and (accented or len(written) > 6))
        )
        other = any(e.slot not in ("gazetteer", "filler") for e in span.entries)
        keep = plausible and not (other and not (named and capital))
        entries = tuple(e for e in span.entries if e.slot != "gazetteer" or keep)
        if not entries:
            return None
        return Span(
            span.start,
            span.end,
            entries,
            named=keep and (named or capital or (accented and len(words) > 1)) and not other,
        )


def _after_level_word(tokens: Sequence[Token], at: int) -> bool:
    if at == 0:
        return False
    if tokens[at - 1].key in _LEVEL_WORDS:
        return True
    return at > 1 and (tokens[at - 2].key, tokens[at - 1].key) in _LEVEL_PAIRS


def _before_level_word(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].key in (
        "town",
        "commune",
        "district",
        "province",
        "city",
        "ward",
        "township",
    )


def _unexplained(tokens: Sequence[Token], cover: Iterable[Span]) -> list[int]:
    # The name of a real place is no slip of another's: Đồng Thái is not Đồng Tháp.
    explained = {i for s in cover for i in range(s.start, s.end)}
    return [i for i, t in enumerate(tokens) if t.kind == "word" and i not in explained]


# Cues whose own words say what a duty is about ("kinh phí", "báo cáo"), and not only how one asks.
_TELLING_CUES = frozenset(
    {"funding", "report", "submit", "event", "collaborator", "support-level", "midterm", "final-review", "basis"}
)


class _Filler:
    """Fills the slots of one reading from its spans and loose tokens."""

    def __init__(self, reading: Reading, today: dt.date) -> None:
        self._r = reading
        self._today = today
        self._used: set[int] = set()  # tokens some slot has taken
        self._languages = {"vi": 0.0, "en": 0.0}
        self._told = False  # whether a word of the lexicon, or a mark, tells the language

    def fill(self) -> None:
        for span in self._r.spans:
            self._take(span)
        self._relative_years()
        self._loose_tokens()
        self._leftovers()
        self._r.likely_language = self._language()
        self._r.language = self._r.likely_language if self._told else None

    def _take(self, span: Span) -> None:
        r = self._r
        positions = range(span.start, span.end)
        self._used.update(positions)
        typed = " ".join(t.text for t in r.tokens[span.start : span.end])
        for entry in span.entries:
            self._count_language(entry, span)
            self._put(entry, span, typed)

    def _put(self, entry: Entry, span: Span, typed: str) -> None:
        r = self._r
        if entry.slot == "concept":
            r.repeated |= entry.id in r.concepts and not entry.weak and r.kinds[entry.id].kind == ""
            if entry.id not in r.concepts or not entry.weak:
                r.concepts.setdefault(entry.id, span.start)
                r.kinds[entry.id] = entry
        elif entry.slot == "cue":
            r.cues.setdefault(entry.id, span.start)
            if entry.kind == "unit":
                self._unit(entry, span)
        elif entry.slot == "place" and entry.weak:
            if entry.id not in r.abbreviated_places:
                r.abbreviated_places.append(entry.id)
        elif entry.slot == "place":
            r.foreign_last = False
            if entry.id not in r.places:
                r.places.append(entry.id)
        elif entry.slot == "gazetteer":
            if not any(e.slot == "place" for e in span.entries):
                r.foreign_places.append((entry.kind, entry.id, entry.info))
                r.foreign_last = True
        elif entry.slot in ("agency", "plan-agency"):
            self._agency(entry, span, typed)
        elif entry.slot == "chat":
            r.chat.setdefault(entry.id, span.start)
        elif entry.slot == "abbreviation":
            r.abbreviations.append(entry.id)
        elif entry.slot == "reference":
            self._reference(entry, span)

    def _agency(self, entry: Entry, span: Span, typed: str) -> None:
        mention = next((a for a in self._r.agencies if a.position == span.start), None)
        kinds: tuple[str, ...] = (entry.id,) if entry.slot == "agency" else ()
        exact: tuple[str, ...] = (entry.id,) if entry.slot == "plan-agency" else ()
        if mention:
            self._r.agencies.remove(mention)
            kinds, exact = mention.kinds + kinds, mention.exact + exact
        weak = entry.weak and (mention is None or mention.weak)
        self._r.agencies.append(AgencyMention(kinds, exact, typed, span.start, weak=weak))

    def _reference(self, entry: Entry, span: Span) -> None:
        r = self._r
        token = r.tokens[span.end - 1]
        number = token.number if token.kind == "number" else int(token.alternative or 0)
        if entry.id == "weak-indicator" and (number is None or number > 40):
            self._used.discard(span.end - 1)
        elif entry.id in ("indicator", "weak-indicator"):
            self._indicator(token, number)
            self._more_numbers(span.end)
        elif entry.id == "goal" and number is not None:
            r.goals.append(number)
        elif entry.id == "objective" and number is not None:
            r.objectives.append(number)
        elif entry.id == "village":
            r.village = True
        elif entry.id == "month" and number is not None:
            self._month(span, number)
        elif entry.id == "part" and number is not None and number <= 4:
            r.part = number

    def _indicator(self, token: Token, number: int | None) -> None:
        if number is not None:
            self._r.indicators.append((number, None))
            return
        whole, _, part = token.key.partition(".")
        if whole.isdigit() and part.isdigit():
            self._r.indicators.append((int(whole), int(part)))

    def _more_numbers(self, at: int) -> None:
        """Go on with a list or range of numbers: "chỉ tiêu 5, 6 và 7", "CT 15-20"."""
        r = self._r
        while at < len(r.tokens):
            joiner = r.tokens[at]
            if joiner.kind == "number" and "-" in r.text[r.tokens[at - 1].end : joiner.start] and r.indicators:
                if joiner.number is None or joiner.number > 99:
                    return
                first = r.indicators[-1][0]
                r.indicators.extend((n, None) for n in range(first + 1, joiner.number + 1))
                self._used.add(at)
                at += 1
                continue
            joins = joiner.text in (",", "và", "va", "với", "voi", "and", "cùng", "or", "hoặc", "+", "lẫn")
            following = r.tokens[at + 1] if at + 1 < len(r.tokens) else None
            if not (
                joins
                and following
                and following.kind == "number"
                and following.number is not None
                and following.number < 100
            ):
                return
            if at + 2 < len(r.tokens) and r.tokens[at + 2].text in ("%", "‰", "tuổi", "tuoi", "tháng", "ngày"):
                return
            r.indicators.append((following.number, None))
            self._used.update((at, at + 1))
            at += 2

    def _month(self, span: Span, number: int) -> None:
        """Read "ngày 5 tháng 11 năm 2025" as a date; a month alone stays a month."""
        r = self._r
        before = r.tokens[span.start - 1] if span.start else None
        day = before.number if before is not None and before.kind == "number" else None
        if day is None or not 1 <= day <= 31 or not 1 <= number <= 12:
            r.months.append(number)
            return
        self._used.add(span.start - 1)
        year = next(
            (t.number for t in r.tokens[span.end : span.end + 2] if t.number and 2000 <= t.number <= 2100), None
        )
        r.dates.append((day, number, year))

    def _unit(self, entry: Entry, span: Span) -> None:
        """Join a unit to the number before it: "76,9 %", "18,8 phần nghìn", "550/100.000"."""
        tokens = self._r.tokens
        before = span.start - 1
        if (
            before >= 0
            and tokens[before].kind == "number"
            and tokens[before].value is not None
            and before not in self._used
        ):
            self._used.add(before)
            self._r.values.append(Value(tokens[before].value or Decimal(0), entry.info, before))

    def _relative_years(self) -> None:
        for cue, shift in (("this-year", 0), ("last-year", -1), ("next-year", 1)):
            if cue in self._r.cues:
                self._year(self._today.year + shift)

    def _year(self, year: int) -> None:
        if year not in self._r.years:
            self._r.years.append(year)

    def _loose_tokens(self) -> None:
        r = self._r
        for index, token in enumerate(r.tokens):
            if index in self._used and not (token.kind == "number" and self._is_year(token)):
                continue
            if token.kind == "date" and token.date:
                r.dates.append(token.date)
            elif token.kind == "document":
                r.documents.append(token.text)
            elif token.kind == "number" and token.value is not None:
                self._number(index, token)
            else:
                continue
            self._used.add(index)

    @staticmethod
    def _is_year(token: Token) -> bool:
        return (
            token.number is not None
            and 2000 <= token.number <= 2100
            and "." not in token.text
            and "," not in token.text
        )

    def _number(self, index: int, token: Token) -> None:
        r = self._r
        if self._is_year(token) and token.number is not None:
            if not any(d[2] == token.number for d in r.dates):
                self._year(token.number)
        elif token.number is not None and self._means_year(index):
            self._year(2000 + token.number)
        elif token.value is not None:
            r.values.append(Value(token.value, None, index))

    def _means_year(self, index: int) -> bool:
        """Tell whether two digits stand for a year: any after "năm"; alone only 25 and 30, with no unit after them."""
        tokens = self._r.tokens
        number = tokens[index].number or 0
        if not 20 <= number <= 39:
            return False
        before = tokens[index - 1].key if index else ""
        after = tokens[index + 1].key if index + 1 < len(tokens) else ""
        if before in ("nam", "in", "bi", "by", "nawm", "moc", "n", "den", "toi", "until", "vao"):
            return after not in ("tuoi", "t")
        return (
            number in (25, 30)
            and before not in ("thu", "(", "so")
            and after
            not in (
                "tuoi",
                "t",
                "ngai",
                "ngay",
                "days",
                "thang",
                "tre",
                "chau",
                "em",
                "trieu",
                "nguoi",
                "years",
                "months",
                "diem",
            )
        )

    def _leftovers(self) -> None:
        r = self._r
        for index, token in enumerate(r.tokens):
            if token.kind != "word" or index in self._used:
                continue
            r.unknown.append(token.text)
            if (token.capital or token.acronym) and len(token.key) > 1:
                r.unknown_names.append(token.text)
            self._guess_language(token)
        r.content = list(self._content())
        fillers = {i for s in r.spans for i in range(s.start, s.end) if all(e.slot == "filler" for e in s.entries)}
        kept = {t for i, t in enumerate(r.tokens) if i not in fillers}
        r.telling = any(t.text in r.content for t in kept if t.kind == "word") or bool(r.documents)

    def _content(self) -> Iterator[str]:
        """Give the words that say what is asked about: not places, years, cues of asking or fillers."""
        skipped: set[int] = set()
        for span in self._r.spans:
            slots = {e.slot for e in span.entries}
            strong = slots & {"place", "plan-agency", "reference", "gazetteer"}
            polite = any(e.slot == "filler" and e.kind == "polite" for e in span.entries)
            if all(e.id in ("child", "rate") or e.slot == "chat" for e in span.entries):
                skipped.update(range(span.start, span.end))
            of_asking = slots <= {"cue", "agency", "filler", "chat"} and (polite or slots & {"cue", "agency"})
            asking = of_asking and not any(e.id in _TELLING_CUES for e in span.entries)
            if strong or asking:
                skipped.update(range(span.start, span.end))
        for index, token in enumerate(self._r.tokens):
            if token.kind == "word" and index not in skipped:
                yield token.text
        for document in self._r.documents:
            yield from document.replace("/", " ").replace("-", " ").split()

    def _count_language(self, entry: Entry, span: Span) -> None:
        if entry.language is None:
            return
        weight = (span.end - span.start) * (0.5 if entry.slot == "filler" or entry.weak else 1.0)
        self._languages[entry.language] += weight / len(span.entries)
        self._told = True

    def _guess_language(self, token: Token) -> None:
        if vietnamese.has_marks(token.text):
            self._languages["vi"] += 1
            self._told = True
        elif not vietnamese.is_plain_syllable(token.text):
            self._languages["en"] += 0.5

    def _language(self) -> Language | None:
        """Return the language that more words speak; None when nothing tells."""
        marked = sum(1 for t in self._r.tokens if t.kind == "word" and vietnamese.has_marks(t.text))
        vi, en = self._languages["vi"] + 0.15 * marked, self._languages["en"]
        if vi == en == 0:
            return None
        return "en" if en > vi else "vi"
