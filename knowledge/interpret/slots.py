"""The slots that a message itself fills: places, indicators and topics, agencies, years, goals."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.interpret.candidates import asks_partner
from knowledge.interpret.counted import counts_indicators, kind_counted
from knowledge.interpret.elsewhere import names_elsewhere
from knowledge.interpret.excluded import without
from knowledge.interpret.groups import without_groups
from knowledge.interpret.message import ORDINALS, Message, Slots
from knowledge.reading import AgencyMention, Reading
from knowledge.spans import Span
from knowledge.topics import Topic
from knowledge.vietnamese import fold
from knowledge.wordlists import words

# Agencies that are also plain words of a question ("trường học", "khu phố", "các xã").
PLAIN_KINDS = frozenset(
    {"schools", "villages", "peoples-committee", "unions", "health", "education", "culture", "information", "land"}
)
_NUMBERED = range(1, 25)  # the indicators of plans that number theirs
# Levels with the folded words that begin and end the names of their bodies.
_LEVELS = (("province", "so", "tinh"), ("district", "phong", "huyen"))


def slots_of(message: Message) -> Slots:
    """Fill the slots of *message* from its reading alone."""
    r = message.reading
    slots = Slots(years=_years(message), area=_area(message))
    slots.plans = _plans(message)
    objectives = _objectives(message, slots)
    slots.goals = tuple(dict.fromkeys([*r.goals, *(() if objectives else r.objectives)]))
    slots.every_place = r.has("plans") and not slots.plans
    slots.part = _part(message)
    slots.topics = objectives or _topics(message)
    slots.items = _items(message, slots)
    named = _agencies_named(message)
    slots.partners = [m for m in named if _is_partner(message, m)]
    slots.mentions = [m for m in named if m not in slots.partners and not _is_plain_word(message, slots, m)]
    slots.agencies = _agencies(message, slots)
    return slots


def _plans(message: Message) -> tuple[str, ...]:
    r, world = message.reading, message.world
    found = tuple(p for p in r.places if p in world.plans)
    if len(found) > 1 and message.taken_back:
        found = _not_taken_back(message, found)
    if r.has("correct") and len(found) > 1:
        found = found[-1:]  # "nhầm, Hoằng Đức chớ Tân Khai gì"
    if not found and r.has("mine") and message.home:
        return (message.home,)
    found = _with_initials(message, found)
    if found and names_elsewhere(message, found):
        return ()
    if found or r.foreign_places:
        return found
    plans = tuple(dict.fromkeys(e.split("/")[0] for m in r.agencies for e in m.exact))
    here = message.home or _spoken_of(message)
    if here in (None, *plans) or any(of_another_level(message, m) for m in r.agencies):
        return plans if len(plans) == 1 else ()
    return ()  # the hamlets of another plan are not those of the asker's


def _spoken_of(message: Message) -> str | None:
    """Return the one plan talked of, where the message goes on with it: "còn ngành y tế?"."""
    last = message.last
    return last.plans[0] if last and len(last.plans) == 1 and message.has("follow") else None


def of_another_level(message: Message, mention: AgencyMention) -> bool:
    """Tell whether an agency is of a level that is not the asker's: "phòng lao động huyện" in a town."""
    if message.home is None or any(exact.startswith(f"{message.home}/") for exact in mention.exact):
        return False
    home = message.world.localities[message.world.plans[message.home].locality].era.level
    said = [fold(word) for word in mention.text.split()]
    return any(said[0] == first or said[-1] == end for level, first, end in _LEVELS if level != home)


def beside_home(message: Message, place: str) -> str | None:
    """Return the asker's own plan, where *place* is what its level is set beside: "khai sinh so với Hoằng Đức"."""
    r, home = message.reading, message.home
    if home is None or home == place or not r.has("compare", "difference", "highest", "lowest"):
        return None
    start = next((s.start for s in r.spans if any(e.slot == "place" and e.id == place for e in s.entries)), 0)
    before = [t.key for t in r.tokens[:start]]
    return home if words("before-what-is-compared").intersection(before[-1:]) else None


def _not_taken_back(message: Message, places: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out the places that a correction takes back: "Hoằng Đức chứ không phải Tân Khai"."""
    standing = {entry.id for s in message.reading.spans if s.start not in message.taken_back for entry in s.entries}
    return tuple(p for p in places if p in standing) or places


def _area(message: Message) -> str:
    """Return the one area named, "rural" or "urban", without one taken back: "không phải thành thị, nông thôn cơ"."""
    r = message.reading
    if not message.taken_back:
        return r.area or ""
    standing = (c for c, at in r.concepts.items() if r.kinds[c].kind == "area" and at not in message.taken_back)
    areas = {r.kinds[c].info for c in standing}
    return areas.pop() if len(areas) == 1 else ""


def _years(message: Message) -> tuple[int, ...]:
    """Return the years named, without those taken back: "không phải 2025, 2030 cơ"."""
    years = tuple(message.reading.years)
    if len(years) < 2 or not message.taken_back:
        return years
    return tuple(y for y in years if not _is_taken_back(message, y, y - 2000)) or years


def _is_taken_back(message: Message, *numbers: int) -> bool:
    """Tell whether a number stands only in what a correction takes back."""
    places = [i for i, t in enumerate(message.reading.tokens) if t.number in numbers]
    return bool(places) and message.taken_back.issuperset(places)


def _agencies_named(message: Message) -> list[AgencyMention]:
    """Return the agencies named, without those taken back."""
    r = message.reading
    named = [m for m in r.agencies if not m.weak] or [m for m in r.agencies if _is_asked_to_work(message, m)]
    if len(named) > 1 and message.taken_back:
        return [m for m in named if m.position not in message.taken_back] or named
    return named


def _is_asked_to_work(message: Message, mention: AgencyMention) -> bool:
    """Tell whether a short form that may be another word stands right before the question for duties: "CA làm gì"."""
    r = message.reading
    return r.has("duty") and r.cues["duty"] == mention.position + len(mention.text.split())


def _with_initials(message: Message, found: tuple[str, ...]) -> tuple[str, ...]:
    """Take "ĐT", "HĐ" as places beside a place they are compared with, or alone beside an indicator or topic."""
    r = message.reading
    if found and r.has("compare", "difference", "highest", "lowest"):
        return tuple(dict.fromkeys((*found, *r.abbreviated_places)))
    if found or r.foreign_places or not r.abbreviated_places:
        return found
    if len(r.abbreviated_places) > 1:
        compared = r.has("compare", "difference", "highest", "lowest")
        return tuple(r.abbreviated_places) if compared and (r.indicators or message.concepts) else ()
    goes_on = message.last is not None and message.last.items and _says_nothing_else(r)
    return tuple(r.abbreviated_places) if r.indicators or message.concepts or goes_on else ()


def _says_nothing_else(reading: Reading) -> bool:
    """Tell whether a message is only a place's initials, with words that go on: "tk", "còn hđ thì sao"."""
    placed = {i for s in reading.spans for i in range(s.start, s.end) if any(e.slot == "place" for e in s.entries)}
    said = {i for s in reading.spans for i in range(s.start, s.end) if {e.id for e in s.entries} & {"follow"}}
    polite = {i for s in reading.spans for i in range(s.start, s.end) if all(e.kind == "polite" for e in s.entries)}
    return all(i in placed | said | polite or t.kind == "separator" for i, t in enumerate(reading.tokens))


def _part(message: Message) -> int | None:
    r = message.reading
    if r.part:
        return r.part
    ordinals = (index + 1 for cue, index in ORDINALS.items() if cue in r.cues)
    return next(ordinals, None) if r.indicators else None


def _topics(message: Message) -> tuple[str, ...]:
    """Return the topics named; those of each side of an "and" where one concept stands on both sides."""
    topics = message.world.topics
    said = {c: at for c, at in message.reading.concepts.items() if c in message.concepts}
    joints = _joints(message.reading)
    named = without_groups(topics, [t.id for t in topics.named_by(message.concepts)], said, joints)
    whole = tuple(without(topics, named, message.concepts, message.left_out) if message.left_out else named)
    if message.left_out:
        return whole
    if not message.reading.repeated:
        asked = dict.fromkeys((*_asked_first(message), *whole))
        families = [topics.members(t) for t in asked if topics[t].members]
        return tuple(t for t in asked if not any(t in members for members in families))
    sides = _sides(message)
    telling = [{c for c in side if message.reading.kinds[c].kind == ""} for side in sides]
    by_side = [
        [t.id for t in topics.named_by(side) if not _completes(own, telling, t, whole)]
        for side, own in zip(sides, telling, strict=True)
    ]
    found = dict.fromkeys(t for side in by_side for t in side)
    return tuple(found) if len(sides) > 1 and found and all(map(topics.named_by, sides)) else whole


def _completes(side: set[str], sides: Sequence[set[str]], topic: Topic, whole: Sequence[str]) -> bool:
    """Tell whether a side that names a family only completes what the whole names in full, a part of that family.

    "Cơ sở hạ tầng và tài liệu cho học sinh khuyết tật" is one part of the family "khuyết tật"; "tai nạn và tử vong do
    tai nạn", where another side says the same and more, is both.
    """
    enlarged = any(side < other for other in sides)
    return any(member in whole for member in topic.members) and not enlarged


def _asked_first(message: Message) -> list[str]:
    """Return the topics of a first question that an "and" joins to a second one, each with its own asking word."""
    r = message.reading
    keys = [token.key for token in r.tokens]
    asks, joins = words("asking-of-a-kind"), words("and")
    asking = [i for i, k in enumerate(keys) if k in asks]
    joint = next((i for i, k in enumerate(keys) if k in joins and asking and asking[0] < i < asking[-1]), None)
    if joint is None:
        return []
    before = [c for c, at in r.concepts.items() if at < joint and c in message.concepts]
    return [t.id for t in message.world.topics.named_by(before)]


def _objectives(message: Message, slots: Slots) -> tuple[str, ...]:
    """Return the topics of "mục tiêu cụ thể thứ 2" in a plan without numbers; elsewhere it names a goal."""
    wanted = message.reading.objectives
    if not wanted or len(slots.plans or message.default_plans) != 1:
        return ()
    plan = message.world.plans[(slots.plans or message.default_plans)[0]]
    return tuple(dict.fromkeys(p.topic for i in plan.indicators if i.order in wanted for p in i.parts))


def _joints(reading: Reading) -> list[int]:
    """Return the places of commas and words that join."""
    joins = words("joining")
    return [i for i, token in enumerate(reading.tokens) if token.key == "," or token.key in joins]


def _sides(message: Message) -> list[list[str]]:
    """Return the concepts on each side of the words that join; sides without a telling concept are left out."""
    r = message.reading
    joins = _joints(r)
    sides: list[list[str]] = [[] for _ in range(len(joins) + 1)]
    for span in (s for s in r.spans if s.start not in message.taken_back):
        for entry in span.entries:
            if entry.slot == "concept" and entry.kind in ("", "weak"):
                sides[sum(j < span.start for j in joins)].append(entry.id)
    return [side for side in sides if any(r.kinds[c].kind == "" and not r.kinds[c].weak for c in side)]


def _items(message: Message, slots: Slots) -> tuple[str, ...]:
    indicators = message.reading.indicators or _bare_number(message) or _numbers_of_work(message)
    if len(indicators) > 1 and message.taken_back:
        indicators = [i for i in indicators if not _is_taken_back(message, i[0])] or indicators
    if not indicators:
        return slots.topics
    single = len(indicators) == 1
    part = slots.part if single else None
    numbers = [f"{n}.{p or part}" if (p or part) else str(n) for n, p in indicators]
    narrowed = _narrowed(message, numbers[0], slots.topics) if single and not part else None
    return (narrowed,) if narrowed else tuple(dict.fromkeys(numbers))


def _bare_number(message: Message) -> list[tuple[int, int | None]]:
    """Take "9", "Tân Khai 9" for the indicator of that number, where only a place and a year stand beside it."""
    r = message.reading
    number = r.values[0].number if len(r.values) == 1 and r.values[0].unit is None else None
    if number is None or number not in _NUMBERED:
        return []
    beside_it = [
        s for s in r.spans if any(e.slot == "place" for e in s.entries) or _is_courtesy(s, r.values[0].position)
    ]
    placed = {index for span in beside_it for index in range(span.start, span.end)}
    said = [token for index, token in enumerate(r.tokens) if index not in placed and token.kind != "separator"]
    beside = [token for token in said if token.key != "muc"]  # "mục 9 Tân Khai"
    return [(int(number), None)] if all(token.number in (number, *r.years) for token in beside) else []


def _numbers_of_work(message: Message) -> list[tuple[int, int | None]]:
    """Take "22 23 24 ai làm" for indicators, where only who does it is asked and nothing else is named."""
    r = message.reading
    if not r.has("owner", "owner-weak") or r.concepts or r.agencies or r.unknown or r.foreign_places or r.dates:
        return []
    numbers = [v.number for v in r.values]
    if len(numbers) < 2 or any(v.unit for v in r.values) or not {*numbers} <= {*_NUMBERED} or kind_counted(r):
        return []
    return [(int(number), None) for number in numbers]


def _is_courtesy(span: Span, number: int) -> bool:
    """Tell whether a span is said around a question; "em" after the number at *number* would be what is counted."""
    polite = all(e.slot == "filler" and e.kind == "polite" for e in span.entries)
    return polite and (span.start != number + 1 or any(e.id in words("polite-endings") for e in span.entries))


def _narrowed(message: Message, number: str, topics: Sequence[str]) -> str | None:
    """Use the topic beside a number to name the part: "CT4 Hoằng Đức nhẹ cân" is underweight."""
    for topic_id in topics:
        topic = message.world.topics[topic_id]
        if not topic.members and "." in topic.number and topic.number.partition(".")[0] == number:
            return topic_id
    return None


def _is_partner(message: Message, mention: AgencyMention) -> bool:
    """Tell whether an agency is only whom somebody works with, where "who" is asked: "ai lo …, phối hợp với đài"."""
    keys = [token.key for token in message.reading.tokens]
    if not (message.has("owner", "owner-weak") or words("who") & {*keys}):
        return False
    before = keys[max(0, mention.position - 3) : mention.position]
    articles = [k for k in before if k != "the"]
    return not words("with").isdisjoint(articles[-1:]) or articles[-2:] == ["phoi", "hop"]


def _is_plain_word(message: Message, slots: Slots, mention: AgencyMention) -> bool:
    """Tell whether an agency's name is only a word of the question, as "trường học" in "trường học có tư vấn"."""
    if mention.text == "communes":
        return not message.has("duty")
    if mention.kinds:
        plain = all(k in PLAIN_KINDS for k in mention.kinds)
    else:
        short = len(mention.text.split()) <= 3
        plain = short and all(message.world.main_kind(e) in PLAIN_KINDS for e in mention.exact)
    if not plain or message.has("duty", "which-indicators", "contact") or counts_indicators(message.reading):
        return False
    if asks_partner(message) and not slots.items:
        return False
    if message.last and message.last.kind in ("duty", "holds") and not slots.items:
        return False
    asks_else = message.has("collaborator", "support-level", "value", "owner", "owner-weak")
    return bool(slots.items) or asks_else


def _agencies(message: Message, slots: Slots) -> tuple[str, ...]:
    """Return the ids of agencies named in full where a plan in question has them, else their kinds."""
    return ids_of(message, slots.mentions, slots.plans)


def ids_of(message: Message, mentions: Sequence[AgencyMention], plans: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the agencies mentioned, in the plans named or talked of; their kinds where no plan has them."""
    names: list[str] = []
    in_question = plans or message.default_plans or (message.last.plans if message.last else ())
    for mention in mentions:
        exact = [e.split("/", 1) for e in mention.exact]
        here = [agency for plan, agency in exact if not in_question or plan in in_question]
        kinds = mention.kinds or tuple(message.world.main_kind(e) for e in mention.exact)
        names.extend(dict.fromkeys(here) or kinds)
    return tuple(dict.fromkeys(names))
