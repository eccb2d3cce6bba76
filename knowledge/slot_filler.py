"""Filling the slots of a reading from its spans and from the tokens that no span covers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from knowledge.language_tally import LanguageTally
from knowledge.lexicon import Entry
from knowledge.reading import AgencyMention, Reading, Value
from knowledge.spans import Span
from knowledge.tokens import Token
from knowledge.typed_years import is_year, means_year
from knowledge.wordlists import words

# Cues whose own words say what a duty is about ("kinh phí", "báo cáo"), and not only how one asks.
_TELLING_CUES = frozenset(
    {
        "funding",
        "report",
        "submit",
        "event",
        "collaborator",
        "support-level",
        "midterm",
        "final-review",
        "basis",
        "issuer",
    }
)

_HIGHEST_LISTED = 99  # number that is taken for an indicator's in a list, to say that there is none such
_MOST_INDICATORS = 40  # a higher number behind "số" is none's
_MOST_PARTS = 4  # of an indicator; the second number of "ct 5,16" is an indicator's own
_TELLING_CHAT = frozenset({"danger-now", "emergency", "no-cry"})  # accidents and harm are also what plans speak of


class SlotFiller:
    """Fills the slots of one reading from its spans and loose tokens."""

    def __init__(self, reading: Reading, today: dt.date) -> None:
        self._r = reading
        self._today = today
        self._used: set[int] = set()  # tokens some slot has taken
        self._listed: set[int] = set()  # those of them behind an indicator's number that name more of them
        self._language = LanguageTally()

    def fill(self) -> None:
        """Fill all of them, in the order in which one can tell what another means."""
        for span in self._r.spans:
            self._take(span)
        self._relative_years()
        self._loose_tokens()
        self._leftovers()
        self._r.likely_language = self._language.winner(self._r.tokens)
        self._r.language = self._r.likely_language if self._language.told else None
        at = self._r.cues.get("duty")
        if at is not None and self._r.likely_language == "vi" and self._gives_a_reason(at):
            del self._r.cues["duty"]

    def _gives_a_reason(self, at: int) -> bool:
        """Tell whether "do" at *at* is the Vietnamese word, "tử vong do đuối nước", and not that of "is to do"."""
        tokens = self._r.tokens
        return tokens[at].text == "do" and (at == 0 or tokens[at - 1].text != "to")

    def _take(self, span: Span) -> None:
        r = self._r
        positions = range(span.start, span.end)
        if self._listed.issuperset(positions):
            return  # "to 24" in "indicators 22 to 24" is no "tổ 24"
        self._used.update(positions)
        typed = " ".join(t.text for t in r.tokens[span.start : span.end])
        for entry in span.entries:
            self._language.add(entry, span)
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
        if entry.id == "weak-indicator" and r.tokens[span.start].text + token.text == "noone":
            return  # "no one helps"
        divided = r.text[token.end :].startswith("/")  # "con số 13/100.000"
        if entry.id == "weak-indicator" and (
            number is None or number > _MOST_INDICATORS or divided or self._numbers_a_document(span)
        ):
            self._used.discard(span.end - 1)
        elif entry.id in ("indicator", "weak-indicator"):
            self._range_until(span, number)
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
        elif entry.id == "page":
            r.unknown += [t.text for t in r.tokens[span.start : span.end]]

    def _numbers_a_document(self, span: Span) -> bool:
        """Tell whether "số 28" stands behind a kind of document: "chỉ thị số 28"."""
        before = [t.key for t in self._r.tokens[max(0, span.start - 2) : span.start]]
        return not words("numbered-documents").isdisjoint(("_".join(before), *before[-1:]))

    def _range_until(self, span: Span, number: int | None) -> None:
        """Add those between, where "chỉ tiêu 5" ends a range: "chỉ tiêu 1 đến chỉ tiêu 5"."""
        tokens, indicators = self._r.tokens, self._r.indicators
        ends = span.start > 1 and tokens[span.start - 1].text in words("range-of-numbers")
        if ends and number is not None and indicators and tokens[span.start - 2].number == indicators[-1][0]:
            indicators.extend((n, None) for n in range(indicators[-1][0] + 1, number))
            self._used.add(span.start - 1)

    def _indicator(self, token: Token, number: int | None) -> None:
        if number is not None:
            self._r.indicators.append((number, None))
            return
        whole, _, part = token.key.partition(".")
        if not (whole.isdigit() and part.isdigit()):
            return
        if "," in token.text and int(part) > _MOST_PARTS:
            self._r.indicators += [(int(whole), None), (int(part), None)]  # "chỉ tiêu 5,16"
        else:
            self._r.indicators.append((int(whole), int(part)))

    def _more_numbers(self, at: int) -> None:
        """Go on with a list or range of numbers: "chỉ tiêu 5, 6 và 7", "CT 15-20", "chỉ tiêu 1 đến 5"."""
        tokens, indicators = self._r.tokens, self._r.indicators
        range_words, list_words = words("range-of-numbers"), words("joins-numbers")
        while at < len(tokens) and indicators:
            dash = tokens[at].kind == "number" and "-" in self._r.text[tokens[at - 1].end : tokens[at].start]
            in_range = dash or tokens[at].text in range_words
            number_at = at if dash else at + 1
            number = self._number_of_list(number_at)
            if number is None or not (in_range or tokens[at].text in list_words):
                return
            first = indicators[-1][0] + 1 if in_range else number
            indicators.extend((n, None) for n in range(first, number + 1))
            self._listed.update(range(at, number_at + 1))
            self._used |= self._listed
            at = number_at + 1

    def _number_of_list(self, at: int) -> int | None:
        """Return the number at a place if it may be an indicator's: no percentage, age, day or year."""
        tokens = self._r.tokens
        number = tokens[at].number if at < len(tokens) and tokens[at].kind == "number" else None
        if number is None or number > _HIGHEST_LISTED or self._r.text[tokens[at].end :].startswith("/"):
            return None
        measured = at + 1 < len(tokens) and tokens[at + 1].text in words("measures-a-number")
        return None if measured else number

    def _month(self, span: Span, number: int) -> None:
        """Read "ngày 5 tháng 11 năm 2025" as a date; a month alone stays a month."""
        r = self._r
        before = r.tokens[span.start - 1] if span.start else None
        day = before.number if before is not None and before.kind == "number" else None
        numbered = span.start - 1 in self._used  # "kp 3 tháng 4": the number of the village
        if day is None or numbered or not 1 <= day <= 31 or not 1 <= number <= 12:
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
            if index in self._used and not (token.kind == "number" and is_year(token)):
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

    def _number(self, index: int, token: Token) -> None:
        r = self._r
        if is_year(token) and token.number is not None:
            if not any(d[2] == token.number for d in r.dates):
                self._year(token.number)
        elif token.number is not None and means_year(r.tokens, index):
            self._year(2000 + token.number)
        elif token.value is not None:
            r.values.append(Value(token.value, None, index))

    def _leftovers(self) -> None:
        r = self._r
        for index, token in enumerate(r.tokens):
            if token.kind != "word" or index in self._used:
                continue
            r.unknown.append(token.text)
            if (token.capital or token.acronym) and len(token.key) > 1:
                r.unknown_names.append(token.text)
            self._language.guess(token)
        r.content_at = self._content()
        r.content = [r.tokens[i].text for i in r.content_at]
        for document in r.documents:
            r.content += document.replace("/", " ").replace("-", " ").split()
        content = set(r.content)
        fillers = {i for s in r.spans for i in range(s.start, s.end) if all(e.slot == "filler" for e in s.entries)}
        told = (t.text for i, t in enumerate(r.tokens) if t.kind == "word" and i not in fillers)
        r.telling = bool(r.documents) or not content.isdisjoint(told)

    def _content(self) -> list[int]:
        """Return where the words stand that say what is asked about: not places, years, cues of asking or fillers."""
        skipped = set(self._listed)
        for span in self._r.spans:
            slots = {e.slot for e in span.entries}
            strong = slots & {"place", "plan-agency", "reference", "gazetteer"}
            polite = any(e.slot == "filler" and e.kind == "polite" for e in span.entries)
            if all(e.id in ("child", "rate") or (e.slot == "chat" and e.id not in _TELLING_CHAT) for e in span.entries):
                skipped.update(range(span.start, span.end))
            of_asking = slots <= {"cue", "agency", "filler", "chat"} and (polite or slots & {"cue", "agency"})
            asking = of_asking and not any(e.id in _TELLING_CUES for e in span.entries)
            if strong or asking:
                skipped.update(range(span.start, span.end))
        return [i for i, token in enumerate(self._r.tokens) if token.kind == "word" and i not in skipped]
