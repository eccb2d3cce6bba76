"""Follow-ups: a message that replaces some slots of the question before and inherits the rest.

"còn 2030?", "thế Đồng Tháp thì sao", "ai phụ trách cái đó", "à nhầm, ý tôi là nhẹ cân", "cái đầu tiên".
"""

from __future__ import annotations

from dataclasses import replace

from knowledge.interpret.candidates import asks_partner
from knowledge.interpret.carried import as_topics, holds, places_left_out, pointed_at
from knowledge.interpret.counted import counts_indicators
from knowledge.interpret.exchanged import items_after, refined, renumbered
from knowledge.interpret.excluded import SAYING_LITTLE
from knowledge.interpret.filling import WITH_LEVELS, compare_extra, compare_mode, deadline_extra
from knowledge.interpret.message import ORDINALS, Message
from knowledge.interpret.own_kinds import own_kind
from knowledge.query import Query, parse_query
from knowledge.reading import Reading
from knowledge.wordlists import words

# Cues that, without a subject of their own, ask more about what was talked of.
_ASKING_MORE = (
    *("owner", "owner-weak", "role-data", "role-support", "duty", "value", "unit", "definition", "list"),
    *("deadline", "when", "days-left", "compare", "difference", "highest", "lowest", "which-indicators", "actual"),
)
_NEW_QUESTION = ("owner", "duty", "value", "deadline", "compare", "list", "count", "reverse")
_OF_LEVELS = frozenset({"target", "compare", "results"})  # kinds that may be about one area
# Kinds that are about no indicator: after money or a document, "còn HIV" asks for the level.
_OF_NO_ITEM = frozenset(
    "duty agencies plan list deadline funding support event contact document basis signer recipients scope purpose"
    " period beneficiaries glossary coordinator plans holds".split()
)
# Kinds about the plan itself, which "nó" then is: "còn nó làm theo kế hoạch số mấy" asks anew.
_OF_THE_PLAN = frozenset({"signer", "basis", "document", "period", "plan", "recipients", "scope"})
_WORDS_GO_ON = frozenset({"owner", "task-owner", "event", "duty", "search", "actions"})


def chosen_before(message: Message) -> Query | None:
    """Take "cái đầu tiên", "ý 2" as one of what the last reply listed; None when it chooses nothing."""
    r = message.reading
    if message.frame is None or r.indicators or message.slots.topics:
        return None
    index = next((index for cue, index in ORDINALS.items() if cue in r.cues), None)
    if index is None and r.part:
        index = r.part - 1
    choices = message.frame.choices
    if index is None or not -len(choices) <= index < len(choices):
        return None
    chosen = parse_query(choices[index])
    return replace(chosen, years=message.slots.years) if chosen and message.slots.years else chosen


def is_follow_up(message: Message) -> bool:
    """Tell whether *message* goes on with the question before."""
    last, r, slots = message.last, message.reading, message.slots
    if last is None or (last.kind == "target" and not last.items):
        return False  # an indicator that no plan has is nothing to go on with
    if _asks_for_indicators(message, last) or _asks_of_money(message, last) or _is_whole(message):
        return False
    own = own_kind(message)
    if own:
        more_deadlines = own == last.kind == "deadline" and not slots.plans
        about_last = r.has("owner-anaphor") and last.kind not in _OF_THE_PLAN
        return more_deadlines or (not slots.has_subject and about_last)
    said_anew = slots.has_subject or {*message.concepts} - SAYING_LITTLE or renumbered(message, last)
    if message.taken_back and said_anew:
        return True
    if not slots.has_subject:
        return _asks_more(message, last) and not _asks_anew(message, last)
    if last.kind in _OF_NO_ITEM and slots.items and _asks_for_a_level(r):
        return False
    marker = min(r.cues.get("follow", 99), r.cues.get("correct", 99))
    words = sum(t.kind != "separator" for t in r.tokens)
    return marker <= 2 or (words <= 4 and not r.has(*_NEW_QUESTION) and not slots.plans)


def _asks_for_a_level(reading: Reading) -> bool:
    """See "tỷ lệ tiêm chủng", "and its goal in percent" after talk of something that has no levels."""
    return "rate" in reading.concepts or reading.has("target", "percent", "value")


def _asks_for_indicators(message: Message, last: Query) -> bool:
    """See "chỉ tiêu nào 98%" and, after something without indicators, "an lão có mục tiêu gì": whole questions."""
    r, slots = message.reading, message.slots
    if r.has("follow", "correct", "owner-anaphor") or slots.agencies or slots.has_subject:
        return False
    levels = r.has("which-indicators") and any(value.unit for value in r.values)
    of_plan = slots.plans and r.has("existence", "list") and r.has("which-indicators", "target")
    return levels or bool(of_plan and last.kind in _OF_NO_ITEM)


def _is_whole(message: Message) -> bool:
    """See a question that leaves nothing to take from before: a level, of what, and of which year."""
    r, slots = message.reading, message.slots
    if r.has("correct", "owner-anaphor") or not slots.items:
        return False
    return r.has("value") and bool(slots.years) and not r.has("compare", "difference", "owner", "duty")


def _asks_of_money(message: Message, last: Query) -> bool:
    """See "ai tham mưu kinh phí" after talk of other things: who deals with money, and not with what was talked of."""
    goes_on = message.has("follow", "owner-anaphor") and not message.slots.plans
    owns = message.has("owner", "owner-weak") and not goes_on
    return owns and message.has("funding") and last.kind != "funding"


def _asks_anew(message: Message, last: Query) -> bool:
    """Tell whether *message* asks a whole question about a place: "hoằng đức có bao nhiêu chỉ tiêu"."""
    r = message.reading
    if last.agencies or r.has("follow", "correct", "owner-anaphor"):
        return False
    if not message.slots.plans:
        return bool(last.items) and last.kind in _OF_LEVELS and counts_indicators(r)
    if r.has("specific-objectives"):
        return True
    counted = (r.tokens[s.end - 1].key for s in r.spans if any(e.id == "count" for e in s.entries))
    alone = words("counting-alone")
    return any(noun not in alone for noun in counted) or (r.has("which-indicators") and r.has("value"))


def _asks_more(message: Message, last: Query) -> bool:
    r, slots = message.reading, message.slots
    if refined(message, last):
        return True
    if asks_partner(message) and last.agencies:
        return True
    filled = (
        message.left_out
        or slots.plans
        or r.foreign_places
        or slots.years
        or slots.area
        or slots.part
        or slots.every_place
    )
    asks = r.has("other-year", "every-year", *_ASKING_MORE)
    about_report = last.kind == "deadline" and r.has("submit", "report", "annual", "six-month")
    return bool(filled or asks or about_report) and not _has_own_content(r)


def _has_own_content(reading: Reading) -> bool:
    """Tell whether words name something that no slot holds: what was talked of before would be no answer to it.

    "Phòng này", "chức danh nào" point or ask, and name nothing.
    """
    if reading.named or reading.has("collaborator") or "emergency" in reading.chat:
        return True
    if any(reading.kinds[c].kind in ("foreign", "related", "event") for c in reading.concepts):
        return True
    if places_left_out(reading):
        return False
    unknown, pointed, pointing = set(reading.unknown), False, words("behind-what-is-meant")
    for token in reversed(reading.tokens):
        if token.text in unknown and not pointed:
            return True
        pointed = token.key in pointing or (pointed and token.text in unknown)
    return False


def both_again(message: Message, asked: Query) -> list[Query]:
    """Return *asked*, and the level too where the question before asked for level and agency at once."""
    last = message.last
    alone = message.has("owner", "owner-weak", "value", "target", "compare", "highest", "lowest", "difference", "unit")
    if last is None or last.extra != WITH_LEVELS or asked.kind != "owner" or alone:
        return [asked]
    return [replace(asked, kind="target", extra=""), replace(asked, extra=WITH_LEVELS)]


def followed_up(message: Message) -> Query | None:
    """Return the question before with the slots replaced that *message* names; None without a question before."""
    last, slots = message.last, message.slots
    if last is None:
        return None
    kind = _kind(message, last)
    items = as_topics(message, last, items_after(message, last))
    spoken_of = pointed_at(message, last) if message.has("which-indicators", "duty") and not slots.items else ()
    if spoken_of:
        last = replace(last, kind="duty", items=(), agencies=spoken_of)
        items, kind = (), "holds" if message.has("which-indicators") else "duty"
    agencies = slots.agencies or (() if slots.items else last.agencies)
    if slots.agencies and not slots.items and kind not in ("owner", "holds"):
        kind, items = ("holds" if last.kind == "holds" else "duty"), ()
    if kind == "duty" and not agencies and not (last.kind == "owner" and items):
        kind = "owner"
    if slots.items and kind in _OF_NO_ITEM:
        kind = "target"
    if kind == "list":
        items = ()
    goes_on = kind in _WORDS_GO_ON and (not items or (kind == "actions" and not slots.items))
    words = message.words_before if goes_on else ()
    plans = _plans(message, last, kind)
    return Query(
        kind=kind,
        plans=plans,
        items=items,
        agencies=agencies if slots.agencies else _as_elsewhere(message, agencies, last.plans, plans),
        years=() if kind in ("owner", "duty", "deadline", "holds", "actions") else _years(message, last),
        goals=slots.goals or (() if slots.items else last.goals),
        extra=_extra(message, last, kind),
        words=words,
    )


def _as_elsewhere(
    message: Message, agencies: tuple[str, ...], before: tuple[str, ...], plans: tuple[str, ...]
) -> tuple[str, ...]:
    """Return agencies of the plan talked of *before* by their kinds, where others are meant: its ids are its own."""
    if len(before) != 1 or plans == before:
        return agencies
    (plan,) = before
    own = {agency.id for agency in message.world.plans[plan].agencies}
    return tuple(message.world.main_kind(f"{plan}/{name}") if name in own else name for name in agencies)


def _kind(message: Message, last: Query) -> str:
    r, slots = message.reading, message.slots
    items = last.items or slots.items
    if r.has("actual"):
        return "results"
    if last.agencies and last.kind in ("duty", "holds") and asks_partner(message):
        return "partners"
    if last.kind == "list" and r.has("list", "count"):
        return "list"
    if last.kind == "deadline" and not (r.has("duty") or slots.items or slots.agencies):
        return "deadline" if not r.has("owner", "value") or r.has("submit", "report") else "owner"
    if r.has("deadline", "days-left"):
        return "deadline"
    if r.has("owner") and last.kind == "holds" and slots.plans:
        return "owner"  # "ở Đồng Tháp cơ quan nào lo mấy chỉ tiêu đó"
    if r.has("which-indicators") and (slots.agencies or last.agencies):
        return "holds"
    if r.has("owner", "owner-weak", "role-data", "role-support"):
        return "owner"
    if r.has("duty") and (slots.agencies or last.agencies or last.kind == "owner"):
        return "duty"
    if r.has("compare", "highest", "lowest", "rank", "difference") and items:
        return "compare"
    remembered = last.items or message.items_before
    about_levels = last.kind in ("owner", "holds", "list", "reverse", "results", "task-owner", "actions")
    asks_level = remembered and (r.has("value", "target", "unit") or slots.years)
    if asks_level and (about_levels or (last.kind == "compare" and r.has("value"))):
        return "target"
    return "target" if last.kind == "results" else last.kind


def _plans(message: Message, last: Query, kind: str) -> tuple[str, ...]:
    slots = message.slots
    dropped = places_left_out(message.reading)
    if dropped:
        base = last.plans or tuple(p for p in message.world.some_plans if holds(message, last, p))
        return tuple(p for p in base if p not in dropped) or last.plans
    if slots.every_place or _ranks_places(message, last, kind):
        return ()
    more = len(slots.plans) == 1 or (message.has("compare") and _is_beside_places(message))
    added = kind == "compare" and more and last.plans and not {*slots.plans} & {*last.plans}
    if added and message.has("compare", "highest", "lowest", "difference"):
        return (*last.plans, *slots.plans)
    return slots.plans or last.plans


def _is_beside_places(message: Message) -> bool:
    """Tell whether places are named behind "với": "so sánh với Đồng Tháp và Tân Khai" adds them, to the one before."""
    r = message.reading
    first = min((s.start for s in r.spans if any(e.slot == "place" for e in s.entries)), default=0)
    return first > 0 and r.tokens[first - 1].key in ("voi", "with", "to")


def _ranks_places(message: Message, last: Query, kind: str) -> bool:
    """Tell whether all places are to be ranked: "nơi nào cao nhất" after the target of one; "năm nào" ranks years."""
    ranks = kind == "compare" and message.has("highest", "lowest", "rank") and not message.has("when")
    return ranks and len(last.plans) < 2 and not message.slots.plans


def _years(message: Message, last: Query) -> tuple[int, ...]:
    if message.slots.years:
        return message.slots.years
    if message.has("other-year"):
        known = {y for p in last.plans or message.world.some_plans for y in message.world.plans[p].years}
        return tuple(sorted(known - set(last.years))) if last.years else ()
    return () if message.has("every-year") else last.years


def _extra(message: Message, last: Query, kind: str) -> str:
    inherited = last.extra if kind == last.kind and last.extra != "menu" else ""
    if kind == "deadline":
        return deadline_extra(message.reading) or ("" if message.has("both-reports", "list") else inherited)
    if kind not in _OF_LEVELS:
        return inherited
    area = message.slots.area or next((a for a in ("rural", "urban") if last.extra.endswith(a)), "")
    if kind != "compare":
        return area
    return compare_extra(compare_mode(message.reading) or inherited.partition("+")[0], area)
