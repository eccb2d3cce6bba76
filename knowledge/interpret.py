"""From a reading to queries: which kind of question it is, with slots from the message, the home plan and the frame.

The order of the rules is the order of certainty: what endangers a child, what is no question about plans, what names
its own kind ("ai ký", "kinh phí"), who and what for an agency or a task, then figures. A message that lacks a subject
takes it from the conversation; one that has a subject of its own starts anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from knowledge.model import Locality, Plan
from knowledge.query import Query, parse_query
from knowledge.reading import AgencyMention, Reading
from knowledge.reply import MAX_TURNS, Frame
from knowledge.topics import Topics
from knowledge.wordlists import words

_ORDINALS = {"ordinal-1": 0, "ordinal-2": 1, "ordinal-3": 2, "ordinal-last": -1}
# Cues that make a question of their own kind, whatever else it names; checked in this order.
_SELF_CONTAINED: Sequence[tuple[str, str]] = (
    ("signer", "signer"),
    ("support-level", "support"),
    ("funding", "funding"),
    ("beneficiaries", "beneficiaries"),
    ("recipients", "recipients"),
    ("basis", "basis"),
    ("contact", "contact"),
    ("theme", "event"),
    ("event", "event"),
    ("scope", "scope"),
    ("purpose", "purpose"),
)
# Cues that show a message is about plans although it names no indicator or agency.
_ABOUT_PLANS = ("target", "value", "report", "deadline", "owner", "duty", "list", "funding", "plans", "agencies", "basis", "signer", "reform", "period")
_BEFORE_A_QUESTION = frozenset({"hoi", "and", "but", "so", "then", "to", "know", "me", "is", "tell", "ok", "hi", "hello", "please", "for", "by", "exactly", "ask"})
# Cues that, without a subject of their own, ask more about what was talked of.
_FOLLOW_UP_CUES = (
    "owner", "owner-weak", "duty", "value", "deadline", "when", "compare", "which-indicators", "role-data", "role-support", "unit",
    "actual", "difference", "days-left", "list", "definition", "highest", "lowest",
)  # fmt: skip
# Agencies that are also plain words of a question ("trường học", "khu phố", "các xã"): beside a topic they are no agency.
_PLAIN_WORDS = frozenset(
    {"schools", "villages", "peoples-committee", "unions", "health", "education", "culture", "information", "land"}
)


@dataclass(slots=True)
class Slots:
    """What a message asks about, before the frame fills the gaps."""

    plans: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    goals: tuple[int, ...] = ()
    agencies: tuple[str, ...] = ()  # kinds or ids
    mentions: list[AgencyMention] = field(default_factory=list)
    area: str = ""
    part: int | None = None
    every_place: bool = False
    topics: tuple[str, ...] = ()

    @property
    def has_subject(self) -> bool:
        """Whether the message itself says what it is about."""
        return bool(self.items or self.goals or self.agencies)


class Interpreter:
    """Interprets one message; ``queries()`` gives one query for each question in it, none where it is not understood."""

    def __init__(
        self,
        reading: Reading,
        *,
        plans: Mapping[str, Plan],
        localities: Mapping[str, Locality],
        topics: Topics,
        frame: Frame | None,
        home: str | None,
    ) -> None:
        self._r = reading
        self._plans = plans
        self._localities = localities
        self._topics = topics
        self._frame = frame if frame and frame.turns < MAX_TURNS else None
        self._last = parse_query(self._frame.query) if self._frame and self._frame.query else None
        self._home = home if home in plans else None
        self._s = self._slots()

    @property
    def slots(self) -> Slots:
        """The slots that the message itself fills."""
        return self._s

    def queries(self) -> list[Query]:
        """Return the questions of the message in canonical form; an empty list when it is not understood."""
        for rule in (self._danger, self._chat, self._choice, self._change, self._glossary, self._foreign_place):
            found = rule()
            if found is not None:
                return [found]
        if self._is_follow_up():
            return self._follow_up()
        found_kind = self._kinds()
        return [self._fill(kind) for kind in found_kind]

    # -- slots ---------------------------------------------------------------------------------------------------

    def _slots(self) -> Slots:
        r = self._r
        s = Slots()
        s.plans = self._named_plans()
        s.every_place = r.has("plans") and not s.plans
        s.years = tuple(r.years)
        s.goals = tuple(dict.fromkeys(r.goals))
        s.area = r.area or ""
        s.part = self._part_asked()
        s.topics = self._named_topics()
        s.items = self._items(s)
        s.mentions = [m for m in r.agencies if not m.weak and not self._is_plain_word(m, s)]
        s.agencies = self._agency_names(s)
        return s

    def _named_topics(self) -> tuple[str, ...]:
        """Return the topics named; those of each side of an "and" where one concept stands on both sides."""
        whole = [t.id for t in self._topics.named_by(self._concepts())]
        if not self._r.repeated:
            return tuple(whole)
        sides = [[t.id for t in self._topics.named_by(side)] for side in self._sides()]
        found = list(dict.fromkeys(t for side in sides for t in side))
        return tuple(found) if len(sides) > 1 and all(sides) else tuple(whole)

    def _sides(self) -> list[list[str]]:
        """Return the concepts on each side of the words that join ("và", "với", ","), sides without any left out."""
        r = self._r
        joins = [i for i, t in enumerate(r.tokens) if t.key in ("va", "voi", "and", "vs", ",", "lan", "cung")]
        sides: list[list[str]] = [[] for _ in range(len(joins) + 1)]
        for span in r.spans:
            for entry in span.entries:
                if entry.slot == "concept" and entry.kind in ("", "weak"):
                    sides[sum(j < span.start for j in joins)].append(entry.id)
        return [side for side in sides if any(r.kinds[c].kind == "" and not r.kinds[c].weak for c in side)]

    def _concepts(self) -> list[str]:
        r = self._r
        return [c for c in r.concepts if r.kinds[c].kind not in ("foreign", "related", "area")]

    def _named_plans(self) -> tuple[str, ...]:
        r = self._r
        found = tuple(p for p in r.places if p in self._plans)
        if r.has("correct") and len(found) > 1:
            found = found[-1:]
        if not found and r.has("mine") and self._home:
            return (self._home,)
        if found and r.abbreviated_places and r.has("compare", "difference", "highest", "lowest"):
            found = tuple(dict.fromkeys((*found, *r.abbreviated_places)))
        if not found and not r.foreign_places and len(r.abbreviated_places) == 1 and (r.indicators or self._concepts()):
            found = tuple(r.abbreviated_places)
        if r.foreign_places and r.foreign_last and found and self._is_elsewhere(found[-1]):
            return ()
        if found or r.foreign_places:
            return found
        exact = [e.split("/")[0] for m in r.agencies for e in m.exact]
        exact_plans = tuple(dict.fromkeys(exact))
        return exact_plans if len(exact_plans) == 1 else ()

    def _is_elsewhere(self, plan: str) -> bool:
        """Tell whether the place named last, which has no plan, is more than the district or province of *plan*."""
        locality = self._localities[self._plans[plan].locality]
        around = " ".join([locality.district or "", locality.province or "", *(e.parent or "" for e in locality.eras)])
        level, name, _ = self._r.foreign_places[-1]
        return name not in around and level != "special-zone"

    def _part_asked(self) -> int | None:
        if self._r.part:
            return self._r.part
        for cue, index in _ORDINALS.items():
            if cue in self._r.cues and self._r.indicators and index >= 0:
                return index + 1
        return None

    def _items(self, s: Slots) -> tuple[str, ...]:
        r = self._r
        if r.indicators:
            single = len(r.indicators) == 1
            part = s.part if single else None
            numbers = [f"{n}.{p or part}" if (p or part) else str(n) for n, p in r.indicators]
            narrowed = self._narrowed(numbers, s.topics) if single and not part else None
            return tuple(dict.fromkeys(narrowed or numbers))
        return s.topics

    def _narrowed(self, numbers: list[str], topics: Sequence[str]) -> list[str] | None:
        """Use the topic beside a number to name the part: "CT4 Hoằng Đức nhẹ cân" is 4.1."""
        for topic_id in topics:
            topic = self._topics[topic_id]
            if not topic.members and topic.number.partition(".")[0] == numbers[0] and "." in topic.number:
                return [topic_id]
        return None

    def _is_plain_word(self, mention: AgencyMention, s: Slots) -> bool:
        if mention.kinds:
            plain = all(k in _PLAIN_WORDS for k in mention.kinds)
        else:
            plain = len(mention.text.split()) <= 3 and all(self._main_kind(e) in _PLAIN_WORDS for e in mention.exact)
        if self._last and self._last.kind in ("duty", "holds") and not s.items:
            return False
        about_else = s.items or s.topics or self._r.has("collaborator", "support-level", "value", "owner", "owner-weak")
        return plain and bool(about_else) and not self._r.has("duty", "which-indicators")

    def _main_kind(self, exact: str) -> str:
        plan, _, agency = exact.partition("/")
        return self._plans[plan].agency(agency).kinds[0]

    def _agency_names(self, s: Slots) -> tuple[str, ...]:
        """Return ids of the agencies named in full where a plan has them, else their kinds."""
        names: list[str] = []
        for mention in s.mentions:
            exact = [e.split("/", 1) for e in mention.exact]
            here = [a for p, a in exact if not s.plans or p in s.plans]
            kinds = mention.kinds or tuple(self._main_kind(e) for e in mention.exact)
            names.extend(dict.fromkeys(here) or kinds)
        return tuple(dict.fromkeys(names))

    # -- rules that come before any look-up ----------------------------------------------------------------------

    def _danger(self) -> Query | None:
        chat = self._r.chat
        harmed = "danger-now" in chat
        someone, seeking = "danger-person" in chat, "help-seeking" in chat
        abused = "abuse" in self._r.concepts
        about_plan = bool(
            self._r.indicators or self._s.plans or self._s.years or self._r.has("value", "target", "owner")
        )
        call = self._r.has("contact")
        is_danger = (
            (harmed and (someone or seeking))
            or (harmed and "danger-anyone" in chat and not about_plan)
            or (abused and someone and not (about_plan and self._r.has("value", "actual", "actual-weak")))
            or (abused and ((seeking and not self._r.has("duty")) or (call and not about_plan)))
            or (harmed and not about_plan and not self._s.items)
        )
        if self._s.items and self._r.has("value", "target", "which-indicators") and not someone:
            return None
        if not is_danger:
            return None
        plan = self._s.plans[:1] or ((self._home,) if self._home else ())
        return Query("safety", plan)

    def _chat(self) -> Query | None:
        r, s = self._r, self._s
        if self._names_a_person():
            return Query("personal")
        off_topic = "out-of-scope" in r.chat or "attack" in r.chat
        domain = (
            s.has_subject
            or r.dates
            or r.values
            or any(k in r.cues for k in ("report", "deadline", "funding", "signer", "basis"))
        )
        if off_topic and not (domain and self._clearly_about_plans()):
            return Query("out-of-scope")
        if s.has_subject or s.plans or r.years or r.values or r.abbreviations:
            return None
        if r.has("help"):
            return Query("help")
        others = [
            c for c in r.cues if c not in ("greet", "thanks", "follow", "check", "existence", "correct", "target")
        ]
        if others or r.unknown or r.agencies:
            return None
        if r.has("thanks"):
            return Query("thanks")
        return Query("greet") if r.has("greet") else None

    def _clearly_about_plans(self) -> bool:
        r = self._r
        strong = bool(r.indicators or self._s.topics or self._s.mentions)
        return strong and bool(
            self._s.plans or self._home or r.years or r.has("value", "owner", "duty", "target") or r.indicators
        )

    def _names_a_person(self) -> bool:
        """Tell whether a child seems to be named: "bé Trần Thị …", "cháu Nguyễn Văn …"."""
        places = {
            i
            for s in self._r.spans
            for i in range(s.start, s.end)
            if any(e.slot in ("place", "gazetteer") for e in s.entries)
        }
        tokens = [t for i, t in enumerate(self._r.tokens) if i not in places]
        for index, token in enumerate(tokens[:-2]):
            if token.key not in ("be", "chau", "em", "hoc", "sinh", "child", "kid", "named", "ten"):
                continue
            rest = [t for t in tokens[index + 1 : index + 6] if t.kind == "word"]
            keys = [t.key for t in rest]
            if (
                len(rest) >= 2
                and keys[0] in words("surnames")
                and (keys[1] in ("thi", "van") or (rest[0].capital and rest[1].capital))
            ):
                return True
        return False

    def _choice(self) -> Query | None:
        """Take "cái đầu tiên" as the first of what the last reply listed."""
        cue = next((c for c in _ORDINALS if c in self._r.cues), None)
        if cue is None or self._frame is None or self._r.indicators or self._s.topics:
            if self._r.part and self._frame and not self._r.indicators and not self._s.topics:
                return self._chosen(self._r.part - 1)
            return None
        return self._chosen(_ORDINALS[cue])

    def _chosen(self, index: int) -> Query | None:
        choices = self._frame.choices if self._frame else ()
        if not -len(choices) <= index < len(choices):
            return None
        chosen = parse_query(choices[index])
        if chosen and self._s.years:
            chosen = replace(chosen, years=self._s.years)
        return chosen

    def _change(self) -> Query | None:
        r, s = self._r, self._s
        if not r.has("reform") or s.items:
            return None
        if s.mentions:
            return Query("agency-change", s.plans, agencies=s.agencies)
        plans = s.plans or self._default_plans()
        return Query("place-change", plans) if plans else None

    def _glossary(self) -> Query | None:
        r = self._r
        if not r.abbreviations:
            return None
        asks = r.has("glossary")
        if asks and not r.has("owner", "deadline") and not self._s.plans and not r.indicators and not r.years:
            return Query("glossary", extra=r.abbreviations[0])
        return None

    def _foreign_place(self) -> Query | None:
        r = self._r
        if self._s.plans or not r.foreign_places:
            return None
        if r.has("basis") or self._s.every_place:
            return None
        level, name, parent = _most_specific(r.foreign_places)
        kinds = self._kinds()
        if not self._s.has_subject and not r.has(*_ABOUT_PLANS):
            return Query("out-of-scope")
        kind = kinds[0] if kinds else "plan"
        query = self._fill(kind)
        return Query("unknown-place", (), query.items, query.years, extra=f"{level}|{name}|{parent}|{query.kind}")

    # -- follow-ups ----------------------------------------------------------------------------------------------

    def _is_follow_up(self) -> bool:
        if self._last is None:
            return False
        r, s = self._r, self._s
        own = self._own_kind()
        if own and not (own == "deadline" and self._last.kind == "deadline" and not s.plans):
            return self._only_marks(s) and r.has("owner-anaphor")
        if own:
            return True
        if not s.has_subject:
            if self._refined(self._last):
                return True
            slots = bool(r.has("other-year") or s.plans or s.years or s.area or s.part or s.every_place or r.has("every-year"))
            asks = r.has(*_FOLLOW_UP_CUES) or (
                self._last.kind == "deadline" and r.has("submit", "report", "annual", "six-month")
            )
            return (slots or asks) and not r.unknown_names and len(r.unknown) <= 2
        marked = r.has("follow", "correct") and self._position_of_marker() <= 2
        short = len([t for t in r.tokens if t.kind != "separator"]) <= 4 and not self._asks_something()
        return marked or (short and not s.plans)

    def _only_marks(self, s: Slots) -> bool:
        return not s.has_subject

    def _position_of_marker(self) -> int:
        cues = self._r.cues
        return min(cues.get("follow", 99), cues.get("correct", 99))

    def _asks_something(self) -> bool:
        return self._r.has("owner", "duty", "value", "deadline", "compare", "list", "count", "reverse")

    def _follow_up(self) -> list[Query]:
        last, s, r = self._last, self._s, self._r
        if last is None:
            return []
        kind = self._follow_up_kind(last)
        plans = s.plans or (() if s.every_place else last.plans)
        items = self._follow_up_items(last)
        agencies = s.agencies or (() if s.items else last.agencies)
        if s.agencies and not s.items and kind not in ("owner", "holds"):
            kind, items = ("duty" if last.kind not in ("holds",) else "holds"), ()
        if kind == "duty" and not agencies:
            kind = "owner"
        if s.items and kind in ("duty", "agencies", "plan", "list", "deadline", "statement"):
            kind = "target"
        years = s.years or (() if r.has("every-year") else last.years)
        if r.has("other-year") and not s.years:
            years = self._other_years(last)
        if kind in ("owner", "duty", "deadline", "holds"):
            years = ()
        if (
            kind == "compare"
            and len(plans) == 1
            and s.plans
            and last.plans
            and s.plans != last.plans
            and self._r.has("compare", "highest", "lowest", "difference")
        ):
            plans = (*last.plans, *s.plans)
        words = self._frame.words if self._frame else ()
        extra = s.area or (last.extra if kind == last.kind else "")
        if kind == "deadline":
            extra = self._deadline_extra() or (extra if not r.has("both-reports", "list") else "")
        goals = s.goals or (last.goals if not s.items else ())
        return [
            replace(
                last,
                kind=kind,
                plans=plans,
                items=items,
                agencies=agencies,
                years=years,
                goals=goals,
                extra=extra,
                words=words if kind in ("owner", "task-owner", "event", "duty", "search") and not items else (),
                page=1,
                checks=(),
            )
        ]

    def _other_years(self, last: Query) -> tuple[int, ...]:
        """Return the years of the plans talked of that were not asked for: "mốc kia", "the other year"."""
        known = {y for p in last.plans or self._plans for y in self._plans[p].years}
        return tuple(sorted(known - set(last.years))) if last.years else ()

    def _follow_up_kind(self, last: Query) -> str:
        r = self._r
        if r.has("actual"):
            return "results"
        if last.kind == "deadline" and not r.has("duty") and not self._s.items and not self._s.agencies:
            if not r.has("owner", "value") or r.has("submit", "report"):
                return "deadline"
        if r.has("deadline", "days-left") and (r.has("report", "submit", "deadline", "days-left")):
            return "deadline"
        if r.has("which-indicators") and (self._s.agencies or last.agencies):
            return "holds"
        if r.has("owner", "owner-weak", "role-data", "role-support"):
            return "owner"
        if r.has("duty") and (self._s.agencies or last.agencies or last.kind == "owner"):
            return "duty"
        if r.has("compare", "highest", "lowest", "rank", "difference") and (last.items or self._s.items):
            return "compare"
        if r.has("value", "target", "unit") or self._s.years:
            if last.kind in ("owner", "holds", "list", "compare", "reverse", "results", "task-owner") and (
                last.items or (self._frame and self._frame.items)
            ):
                return "compare" if last.kind == "compare" and not r.has("value") else "target"
        if last.kind in ("unknown-place", "results"):
            return "target"
        if last.kind == "task-owner" and not self._s.items:
            return "task-owner"
        return last.kind

    def _follow_up_items(self, last: Query) -> tuple[str, ...]:
        s = self._s
        if s.items or self._concepts():
            narrowed = self._refined(last)
            if narrowed:
                return narrowed
        if s.items:
            return s.items
        remembered = self._frame.items if self._frame else ()
        items = last.items or remembered
        if s.part and items:
            return tuple(f"{i.partition('.')[0]}.{s.part}" if i[:1].isdigit() else i for i in items[:1])
        return items

    def _refined(self, last: Query) -> tuple[str, ...]:
        """Read "only deaths" after injuries as deaths from injury: parts of the same indicator that the new words single out."""
        new = frozenset(c for c in self._concepts() if self._r.kinds[c].kind != "weak")
        if not new or self._r.indicators:
            return ()
        parts = [
            p
            for plan in last.plans or self._plans
            for item in last.items
            for p in _family(self._plans[plan], item, self._topics)
        ]
        topics = tuple(dict.fromkeys(parts))
        fitting = tuple(t for t in topics if any(new < whole for whole in self._topics[t].when))
        return fitting if 0 < len(fitting) < len(topics) else ()

    # -- kinds ---------------------------------------------------------------------------------------------------

    def _own_kind(self) -> str | None:
        """Return the kind of a question that names its own kind: money, documents, reports, period …"""
        r, s = self._r, self._s
        if r.has("glossary") and not s.items and not s.plans and r.unknown_names and not s.mentions:
            return "glossary"
        if r.has("no-owner"):
            return "no-owner"
        if r.has("no-year"):
            return "no-year" if not s.items else None
        if r.has("basis") and not self._says_report() and not r.has("submit", "deadline", "days-left") and self._stands_alone("basis"):
            return "basis"
        if self._asks_deadline():
            return "deadline"
        if r.has("support-level") and (r.has("collaborator") or not s.items):
            return "support"
        for cue, kind in _SELF_CONTAINED:
            if cue in r.cues and self._stands_alone(cue):
                return kind
        if r.has("amount") and not s.items and not s.mentions:
            return "funding"
        if r.has("period") and not s.items and not s.agencies and not self._asks_deadline():
            return "period"
        if r.documents and not s.items and not self._wants_owner():
            return "document"
        if r.has("collaborator") and r.has("value", "amount") and not s.items:
            return "support"
        if self._event_concepts() and not r.has("value") and not self._wants_owner():
            return "event"
        return None

    def _stands_alone(self, cue: str) -> bool:
        """Tell whether the cue is the question, not a word within one about an indicator or an agency."""
        r, s = self._r, self._s
        if cue in ("funding",) and s.mentions and r.has("duty", "owner"):
            return False
        if cue == "funding" and self._wants_owner() and _asks_who(r):
            return False
        if cue in ("basis",) and (s.mentions and r.has("duty")):
            return False
        if cue == "contact" and s.items and r.has("owner", "value"):
            return False
        if cue in ("event", "theme") and s.items and r.has("value") and not self._event_concepts():
            return False
        if cue == "beneficiaries" and s.items:
            return False
        if cue == "purpose" and (s.items or s.goals):
            return False
        if cue == "scope" and s.items:
            return False
        return not (cue == "signer" and s.items)

    def _event_concepts(self) -> list[str]:
        return [c for c in self._r.concepts if self._r.kinds[c].kind == "event"]

    def _wants_owner(self) -> bool:
        """Tell whether the message asks who; "bên nào cao hơn" asks which place instead."""
        r = self._r
        if r.has("owner", "no-owner"):
            return True
        if not r.has("owner-weak") or not self._who_asks():
            return False
        return r.has("role-data") or not r.has("highest", "lowest", "compare")

    def _who_asks(self) -> bool:
        """Tell whether "who" asks, and does not only join a clause: "children who finish primary school"."""
        tokens = self._r.tokens
        at = self._r.cues["owner-weak"]
        if tokens[at].text not in ("who", "whose", "whom"):
            return True
        return at == 0 or tokens[at - 1].kind == "separator" or tokens[at - 1].key in _BEFORE_A_QUESTION

    def _asks_deadline(self) -> bool:
        r, s = self._r, self._s
        report = self._says_report() or (r.has("submit") and bool(s.plans or self._home or r.dates))
        review = r.has("midterm", "final-review")
        time = r.has("when", "deadline", "days-left")
        if s.items and not (report and time):
            return r.has("deadline") and not r.has("value") and not s.topics and not r.indicators
        if s.mentions and r.has("duty", "which-indicators"):
            return False
        if r.has("submit") and self._says_report() and (time or _asks_who(r)) and not r.has("duty"):
            return True
        if self._wants_owner() and not r.has("deadline", "days-left"):
            return False
        if r.has("deadline", "days-left"):
            return True
        if r.has("both-reports") or (report and (time or r.dates or r.has("submit", "six-month", "check"))):
            return True
        if r.has("annual", "six-month") and self._says_report():
            return True
        if review and (time or not s.items):
            return True
        return r.has("report") and not s.has_subject and not r.has("count", "value", "list", "basis", "funding")

    def _says_report(self) -> bool:
        """Tell whether a report is named, alone or within another cue ("báo cáo năm", "annual report")."""
        keys = [t.key for t in self._r.tokens]
        pairs = zip(keys, keys[1:], strict=False)
        return self._r.has("report") or "report" in keys or "reports" in keys or "bc" in keys or ("bao", "cao") in pairs

    def _kinds(self) -> list[str]:
        """Return the kinds of question in the message, in order; several only where they share the subject."""
        r, s = self._r, self._s
        if r.documents and self._wants_owner():
            return ["task-owner"]
        if self._names_a_rare_figure():
            return ["reverse"]
        own = self._own_kind()
        if own and not (own == "deadline" and s.items and self._wants_owner()):
            return [own]
        if r.has("coordinator") and not s.items:
            return ["coordinator"]
        if self._asks_results() and not s.mentions:
            return ["results"]
        if (
            s.mentions
            and self._wants_owner()
            and not s.items
            and self._only_recipients(s)
            and not r.has("which-indicators")
        ):
            return ["task-owner"]
        if s.mentions:
            agency_kind = self._agency_kind()
            if agency_kind:
                return [agency_kind]
        if s.items:
            return self._item_kinds()
        return self._other_kinds()

    @staticmethod
    def _only_recipients(s: Slots) -> bool:
        """Tell whether the only agency named is a People's Committee, as in "ai báo cáo UBND huyện"."""
        return all(m.kinds == ("peoples-committee",) or "peoples-committee" in m.kinds for m in s.mentions)

    def _asks_results(self) -> bool:
        """Tell whether results are asked for, not targets: "đã đạt", "hiện giờ được nhiêu rồi", "có mấy ca"."""
        r, s = self._r, self._s
        if not s.items or self._wants_owner() or r.has("unit"):
            return False
        if r.has("actual"):
            return True
        done = any(t.text == "đã" for t in r.tokens)
        counts = r.has("actual-weak") and (done or not r.has("target"))
        lately = r.has("now") and r.has("value") and not r.has("target") and not any(y >= 2025 for y in s.years)
        return counts or lately

    def _agency_kind(self) -> str | None:
        r, s = self._r, self._s
        if self._named_goals() and all(k in _PLAIN_WORDS for m in s.mentions for k in m.kinds):
            return "list"
        if (
            s.items
            and (r.has("value", "target", "compare") or s.years)
            and not r.has("which-indicators", "duty", "owner")
        ):
            return None
        if s.items and r.has("owner") and not r.has("which-indicators", "duty"):
            return "owner"
        if (
            r.has("which-indicators")
            or (r.has("count") and r.has("target"))
            or (r.has("owner", "value", "count") and r.has("target") and not r.has("duty"))
        ):
            return "holds"
        return "duty"

    def _item_kinds(self) -> list[str]:
        r, s = self._r, self._s
        kinds: list[str] = []
        if self._compares():
            kinds.append("compare")
        elif self._reverses():
            kinds.append("reverse")
        if self._wants_owner():
            asks_value = r.has("value") and not self._value_is_part_of_owner()
            if asks_value and not kinds:
                kinds.append("target")
            kinds.append("owner")
        if r.has("deadline") and kinds and r.has("when", "report", "deadline"):
            kinds.append("deadline")
        if not kinds and s.goals and not r.has("value"):
            return ["list"]
        return kinds or ["target"]

    def _value_is_part_of_owner(self) -> bool:
        """Tell whether the value word belongs to "chỉ tiêu số mấy" or the like, and asks for no figure."""
        return self._r.has("which-indicators") and not self._r.years

    def _compares(self) -> bool:
        r, s = self._r, self._s
        if self._wants_owner() and not (len(s.plans) > 1 and r.has("highest", "lowest")):
            return False
        if not r.has("compare", "highest", "lowest", "rank", "difference"):
            return False
        if (
            r.has("compare", "difference")
            and not r.has("highest", "lowest", "rank")
            and r.area is None
            and self._asks_areas()
        ):
            return False
        if len(s.plans) == 1 and not s.every_place and not r.has("difference") and len(s.years) < 2:
            return r.has("superlative", "rank", "difference") and not r.has("value")
        return True

    def _asks_areas(self) -> bool:
        return {"rural", "urban"} <= set(self._r.concepts)

    def _reverses(self) -> bool:
        r = self._r
        return (
            bool(r.values)
            and r.has("reverse", "which-indicators")
            and not r.has("check", "value")
            and not self._s.plans
            and not r.indicators
        )

    def _other_kinds(self) -> list[str]:
        r, s = self._r, self._s
        if r.has("agencies") and (r.has("count") or not r.has("value")):
            return ["agencies"]
        if (
            r.values
            and self._reverse_value()
            and (r.has("reverse", "which-indicators", "list", "target", "definition", "count") or len(r.tokens) <= 8)
        ):
            return ["reverse"]
        if s.goals or self._named_goals():
            return ["list"]
        if self._wants_owner() and r.telling:
            return ["task-owner"]
        if r.has("which-indicators", "specific-objectives") or (
            r.has("list", "count", "value") and r.has("target", "count")
        ):
            return ["list"]
        if r.has("plans") and not s.plans:
            return ["plans"]
        if r.has("duty") and r.telling:
            return ["search"]
        if s.plans and not r.telling and not r.unknown:
            return ["list"] if r.has("target", "list") and r.has("target") else ["plan"]
        return ["search"] if r.telling else []

    def _names_a_rare_figure(self) -> bool:
        """Tell whether the message is about one figure that is no plain count: "0,125", "18006605"."""
        r, s = self._r, self._s
        if s.items or s.goals or len(r.values) != 1 or r.dates:
            return False
        value = r.values[0].number
        return value != value.to_integral_value() or value > 9999

    def _named_goals(self) -> tuple[int, ...]:
        """Return the goals named by their field in a question for lists or counts: "mấy chỉ tiêu về bảo vệ trẻ em"."""
        r = self._r
        asks_list = r.has("list", "count", "which-indicators") or (r.has("value") and r.has("target"))
        if not asks_list or r.has("owner", "duty"):
            return ()
        return tuple(n for n in (1, 2, 3, 4) if f"goal-{n}" in r.cues)

    def _reverse_value(self) -> Decimal | None:
        return next((v.number for v in self._r.values), None)

    # -- filling -------------------------------------------------------------------------------------------------

    def _fill(self, kind: str) -> Query:
        s, r = self._s, self._r
        plans = s.plans or self._default_plans()
        query = Query(kind, plans, s.items, s.years, s.goals, s.agencies, checks=self._checks(kind))
        if kind == "deadline":
            return replace(query, items=(), goals=(), agencies=(), years=(), extra=self._deadline_extra())
        if kind == "compare":
            return replace(query, extra=self._compare_extra(), agencies=(), plans=self._compared_plans(plans))
        if kind == "reverse":
            return replace(
                query, extra=self._reverse_extra(), plans=s.plans or (() if not r.has("mine") else plans), agencies=()
            )
        if kind in ("target", "results"):
            return replace(query, extra=s.area, agencies=())
        if kind in ("owner",):
            return replace(query, agencies=(), years=())
        if kind == "funding" and r.has("amount", "value"):
            return Query(kind, plans, extra="amount")
        if kind == "glossary":
            return Query(kind, extra=(r.abbreviations or [n for n in r.unknown_names])[0])
        if kind == "document":
            return Query(kind, s.plans, extra=r.documents[0])
        if kind in (
            "task-owner",
            "search",
            "duty",
            "event",
            "funding",
            "support",
            "basis",
            "contact",
            "beneficiaries",
            "purpose",
        ):
            words = (
                tuple(r.content) if kind not in ("contact", "funding", "support", "beneficiaries", "purpose") else ()
            )
            extra = "theme" if kind == "event" and r.has("theme") else ""
            return Query(kind, plans, agencies=s.agencies if kind == "duty" else (), words=words, extra=extra)
        if kind == "holds":
            return replace(query, items=(), years=())
        if kind == "list":
            return Query(kind, plans, goals=s.goals or self._named_goals())
        if kind in ("no-year", "no-owner"):
            return Query(kind, plans, years=s.years if kind == "no-year" else ())
        return Query(kind, plans)

    def _default_plans(self) -> tuple[str, ...]:
        """Return the home plan, else the plan of the conversation, else none (all that hold the fact)."""
        if self._s.every_place:
            return ()
        if self._home:
            return (self._home,)
        if self._last and len(self._last.plans) == 1 and self._last.kind not in ("safety", "personal"):
            return self._last.plans
        return ()

    def _compared_plans(self, plans: tuple[str, ...]) -> tuple[str, ...]:
        """Compare across all plans when none is named; one plan alone is compared over its years."""
        s, r = self._s, self._r
        if s.plans and len(s.plans) > 1:
            return s.plans
        if s.plans and (len(s.years) > 1 or r.has("difference") or not r.has("highest", "lowest", "rank")):
            return s.plans
        if (
            not s.plans
            and not s.every_place
            and (len(s.years) > 1 or r.has("difference"))
            and not r.has("highest", "lowest", "rank")
        ):
            return plans
        return ()

    def _compare_extra(self) -> str:
        r, area = self._r, self._s.area
        first = min(("highest", "lowest"), key=lambda c: r.cues.get(c, 999))
        mode = first if first in r.cues else ("difference" if r.has("difference") else "")
        return f"{mode}+{area}" if area else mode

    def _reverse_extra(self) -> str:
        value = next(v for v in self._r.values)
        unit = (value.unit or "").replace("_", "-")
        return f"{value.number}_{unit}" if unit else str(value.number)

    def _deadline_extra(self) -> str:
        r = self._r
        if r.has("both-reports"):
            return ""
        names = [
            n
            for n, cue in (("six-month", "six-month"), ("midterm", "midterm"), ("final", "final-review"))
            if cue in r.cues
        ]
        if r.has("midterm") and r.has("final-review"):
            return "review"
        if names:
            return names[0] if not (names[0] == "six-month" and r.has("annual")) else ""
        return "annual" if r.has("annual") else ""

    def _checks(self, kind: str) -> tuple[str, ...]:
        if kind == "deadline":
            return tuple(f"{y or 0}-{m}-{d}" for d, m, y in self._r.dates)
        units = [u for u in ("per-10k", "per-100k", "per-mille", "percent") if u in self._r.cues]
        unit = max(units, key=lambda u: self._r.cues[u], default=None)
        if kind == "target" and unit and self._r.has("convert"):
            return (f"unit:{unit.replace('-', '_')}",)
        if (kind == "target" and self._r.has("check")) or kind == "results":
            return tuple(str(v.number) for v in self._r.values)
        return ()


def _family(plan: Plan, item: str, topics: Topics) -> list[str]:
    """Return the topics of all parts of the indicators that *item* touches in *plan*."""
    wanted = set(topics.members(item))
    whole = int(item.partition(".")[0]) if item[:1].isdigit() else None
    touched = [i for i in plan.indicators if i.number == whole or wanted & {p.topic for p in i.parts}]
    return [p.topic for i in touched for p in i.parts]


def _asks_who(reading: Reading) -> bool:
    return any(t.key in ("ai", "who", "whom", "nao", "whose", "which", "dau") for t in reading.tokens)


def _most_specific(places: Sequence[tuple[str, str, str]]) -> tuple[str, str, str]:
    order = ("commune", "ward", "town", "special-zone", "district", "city", "province")
    named: dict[str, list[tuple[str, str, str]]] = {}
    for place in places:
        named.setdefault(place[1], []).append(place)
    first = next(iter(named.values()))
    return max(first, key=lambda p: order.index(p[0]) if p[0] in order else 0)
