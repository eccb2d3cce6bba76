"""What else a plan says: money, events, contacts, documents, period, scope, whom it is for, who signed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from knowledge.answers.base import Context, Draft, bullet
from knowledge.answers.owner import chosen_agencies
from knowledge.formatting import capital, escape, sentence
from knowledge.loading import HERE, load_models
from knowledge.model import Abbreviation, Plan, Statement, StatementKind
from knowledge.query import Query
from knowledge.search import Found, features, features_of_fact
from knowledge.sentences import Raw
from knowledge.vietnamese import letters_and_digits

# A kind of question -> the kinds of statement that answer it.
_KINDS: dict[str, tuple[StatementKind, ...]] = {
    "funding": ("funding", "support"),
    "support": ("support",),
    "event": ("event",),
    "contact": ("contact",),
    "scope": ("scope",),
    "beneficiaries": ("beneficiaries",),
    "purpose": ("purpose", "general_objective"),
    "recipients": ("recipients",),
    "actions": ("task",),
}
_MAX_LINES = 12
_MOST_FOUND = 6


def answer_statements(context: Context, query: Query) -> Draft:
    """Give what the plans of *query* say of its kind (funding, event, scope …), the best match to its words first.

    With ``extra`` "amount" a sum is asked for, which no plan has: that is said first.
    """
    draft = Draft(context, query)
    amount = query.extra == "amount"
    for plan in context.chosen(query):
        rows = _rows(plan, query)
        if amount and query.plans:
            draft.add(context.say("no-amount", place=context.full_place(plan)))
        _add_or_miss(draft, plan, rows)
    if amount or not draft.facts:
        _miss_all(draft)
    offer_plans(draft)
    return draft


def answer_contact(context: Context, query: Query) -> Draft:
    """Give numbers and addresses, and line 111 always; with ``extra`` "phone", say first where no number is given."""
    draft = Draft(context, query)
    by_phone = query.extra == "phone"
    for plan in context.chosen(query):
        rows = _rows(plan, query)
        if by_phone and not query.plans:
            rows = [s for s in rows if _has_number(s.vi)]  # no number is named in the others
        _add_or_miss(draft, plan, rows)
    stated = bool(draft.facts)
    if query.agencies:
        _add_no_phone(draft)
    elif by_phone and len(query.plans) == 1 and not _has_number(draft.html()):
        draft.kind = "not_found"
        if stated:
            place = context.full_place(context.plans[query.plans[0]])
            draft.blocks.insert(0, [context.say("none-contact", place=place)])
    if not stated:
        _miss_all(draft)
    if not any("111" in line for block in draft.blocks for line in block):
        draft.add(context.say("line-111"))
    offer_plans(draft)
    return draft


def answer_period(context: Context, query: Query) -> Draft:
    """Say for which years the plans of *query* are."""
    draft = Draft(context, query)
    for plan in context.chosen(query):
        _add_period(draft, plan)
        if query.extra == "in-force":
            home = context.localities[plan.locality]
            later = (
                home.changes(context.language, context.today),
                home.coming_changes(context.language, context.today),
            )
            draft.add(*(context.say("note", text=changes) for changes in later if changes))
    offer_plans(draft)
    return draft


def refuse_file(context: Context, query: Query) -> Draft:
    """Say that there is no file of the plans here, and offer what is told of them."""
    draft = Draft(context, query, kind="not_found")
    draft.add(context.say("no-file"))
    draft.query = Query("plan", query.plans)
    offer_plans(draft)
    return draft


def _rows(plan: Plan, query: Query) -> list[Statement]:
    """Return the statements of the kind asked for that share most words with the question."""
    rows = [s for s in plan.statements if s.kind in _KINDS[query.kind]]
    best = _narrowed(rows, query.words) if rows else []
    if query.kind == "event" and query.extra != "theme":
        return [*best, *(s for s in rows if s not in best)]
    return best


def _add_or_miss(draft: Draft, plan: Plan, rows: Sequence[Statement]) -> None:
    """Add *rows*; where there are none and the plan was named, say so."""
    context, query = draft.context, draft.query
    if rows:
        _add_rows(draft, plan, rows)
    elif query.plans:
        draft.add(context.say("none-" + query.kind, place=context.full_place(plan)))
        draft.cite(plan, plan.agencies[0].section)


def _miss_all(draft: Draft) -> None:
    """Make *draft* an answer that nothing was found, said once where no plan was named."""
    context = draft.context
    draft.kind = "not_found"
    if not draft.blocks:
        draft.add(context.say("none-" + draft.query.kind, place=context.say("the-plans")))


def _has_number(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _add_no_phone(draft: Draft) -> None:
    """Say first that a plan gives no number for the agencies asked about: what it gives is somebody else's."""
    context = draft.context
    for plan in context.chosen(draft.query) if draft.query.plans else ():
        place = context.full_place(plan)
        for agency in chosen_agencies(plan, draft.query.agencies)[:2]:
            name = Raw(f"<b>{escape(agency.name)}</b>")
            said_less = [context.say("none-contact", place=place)]
            draft.blocks = [block for block in draft.blocks if block != said_less]
            draft.blocks.insert(0, [context.say("no-phone-of", place=place, agency=name)])
            draft.kind = "not_found"


def _narrowed(rows: Sequence[Statement], words: Sequence[str]) -> list[Statement]:
    """Keep the statements that share most words with the question; all of them when none does."""
    wanted = set(features(list(words)))
    if not wanted:
        return list(rows)
    scored = [(len(wanted & _features(s)), s) for s in rows]
    best = max(score for score, _ in scored)
    return [s for score, s in scored if score == best] if best else list(rows)


def _features(statement: Statement) -> set[str]:
    texts = [statement.vi, statement.en, *statement.words]
    return set().union(*map(features_of_fact, texts))


def _add_rows(draft: Draft, plan: Plan, rows: Sequence[Statement]) -> None:
    context = draft.context
    shown = rows[:_MAX_LINES]
    texts = [escape(sentence(s.in_(context.language))) for s in shown]
    lines = [f"<b>{texts[0]}</b>."] if len(texts) == 1 else [bullet(t) for t in texts]
    draft.add(
        context.title(plan) if len(texts) > 1 or len(draft.query.plans) != 1 else "",
        *lines,
        context.say("more-rows", count=len(rows) - len(shown)) if len(rows) > len(shown) else "",
        draft.cite(plan, *(s.section for s in shown)),
    )
    draft.facts.extend({"plan": plan.id, "statement": s.vi, "section": s.section} for s in shown)


def _add_period(draft: Draft, plan: Plan) -> None:
    context = draft.context
    rows = [s for s in plan.statements if s.kind == "duration"]
    period = plan.period.in_(context.language)
    draft.add(
        context.say("period-is", place=context.full_place(plan), period=Raw(f"<b>{escape(period)}</b>")),
        *(
            bullet(escape(sentence(s.in_(context.language))))
            for s in rows[:2]
            if _years(s.vi) != _years(plan.period.vi)
        ),
        draft.cite(plan, *(s.section for s in rows[:2])) if rows else "",
    )


def _years(text: str) -> set[str]:
    """Return the years in *text*: what has the same years as the period only repeats it."""
    return set(re.findall(r"\d{4}", text))


def offer_plans(draft: Draft) -> None:
    """Offer the plan of an answer, or the same question for each of several."""
    context, query = draft.context, draft.query
    if len(query.plans) == 1:
        plan = context.plans[query.plans[0]]
        draft.option(context.say("button-plan", place=context.place(plan)), Query("plan", query.plans, extra="menu"))
        return
    for plan in context.some():
        draft.option(context.place(plan), Query(query.kind, (plan.id,), extra=query.extra))


def answer_signer(context: Context, query: Query) -> Draft:
    """Say who signed the plans of *query*, as far as they print it; with ``extra`` "issued", when they were issued."""
    draft = Draft(context, query)
    for plan in context.chosen(query):
        if query.extra == "number":
            _add_own_number(draft, plan)
            continue
        if query.extra == "issued":
            issued = Raw(f"<b>{escape(plan.issued.in_(context.language))}</b>")
            own = f"{context.say('own-number', number=plan.number)}" if plan.number else ""
            draft.add(context.say("issued-is", place=context.full_place(plan), issued=issued), own.rstrip(";"))
        signature = plan.signature
        office = signature.office if context.language == "vi" else f"{signature.office} ({signature.gloss})"
        name = Raw(f"<b>{escape(signature.name or '')}</b>")
        remark = context.say("remark", text=signature.remark.in_(context.language)) if signature.remark else ""
        key = "signed-by" if signature.name else "signed-without-name"
        draft.add(
            context.say(key, place=context.full_place(plan), name=name, office=office),
            remark if signature.name else "",  # that no name is printed is said already
            draft.cite(plan, context.say("section-signature")),
        )
        draft.facts.append({"plan": plan.id, "office": signature.office, "name": signature.name})
    offer_plans(draft)
    return draft


def _add_own_number(draft: Draft, plan: Plan) -> None:
    """Say which number the plan bears, and when it was issued; or that this copy has none."""
    context, place = draft.context, draft.context.full_place(plan)
    number = Raw(f"<b>{escape(plan.number)}</b>") if plan.number else ""
    draft.add(
        context.say("number-is", place=place, number=number) if number else context.say("number-missing", place=place),
        context.say("issued-is", place=place, issued=plan.issued.in_(context.language)),
        draft.cite(plan, context.say("section-opening")),
    )


def answer_search(
    context: Context, query: Query, hits: Sequence[Found], *, most: int = _MOST_FOUND, least: float = 0.8
) -> Draft:
    """Give the statements and duties that the words of *query* were found in.

    Args:
        context: Where and for whom.
        query: What was asked.
        hits: Where its words are, best first.
        most: How many lines to show.
        least: The share of the best one's words that the others must hold.
    """
    draft = Draft(context, query)
    told = [h for h in hits if h.share >= least * hits[0].share]
    shown = told[:most]
    for plan_id in dict.fromkeys(h.plan for h in shown):
        plan = context.plans[plan_id]
        rows = [h for h in shown if h.plan == plan_id]
        draft.add(
            context.title(plan),
            *(bullet(_found_line(context, plan, h)) for h in rows),
            draft.cite(plan, *(_found_section(plan, h) for h in rows)),
        )
    if len(told) > len(shown) and most > _MOST_FOUND:
        draft.add(context.say("more-rows", count=len(told) - len(shown)))
    return draft


def _found_line(context: Context, plan: Plan, hit: Found) -> str:
    if hit.kind == "statement":
        return escape(capital(sentence(plan.statements[hit.index].in_(context.language))))
    agency = plan.agency(hit.agency or "")
    return f"<b>{escape(agency.name)}</b>: {escape(sentence(agency.duties[hit.index].in_(context.language)))}"


def _found_section(plan: Plan, hit: Found) -> str:
    if hit.kind == "statement":
        return plan.statements[hit.index].section
    return plan.agency(hit.agency or "").duties[hit.index].section


def answer_glossary(context: Context, query: Query) -> Draft:
    """Spell out the short form in ``query.extra``."""
    draft = Draft(context, query)
    wanted = letters_and_digits(query.extra)
    seen: set[str] = set()
    for plan in context.some():
        for row in plan.abbreviations:
            if letters_and_digits(row.short) == wanted and letters_and_digits(row.long) not in seen:
                seen.add(letters_and_digits(row.long))
                source = draft.cite(plan, row.section) if row.section else ""
                draft.add(_spelled_out(draft, row), source)
    for row in () if draft.blocks else common_abbreviations():
        if letters_and_digits(row.short) == wanted and not draft.blocks:
            draft.add(_spelled_out(draft, row), context.say("common-abbreviation"))
    if not draft.blocks:
        draft.kind = "not_found"
        draft.add(context.say("no-abbreviation", short=query.extra.upper()))
    return draft


def _spelled_out(draft: Draft, row: Abbreviation) -> str:
    """Print a short form in full; in English too for whoever reads English or asks for it."""
    wanted = draft.context.language == "en" or "english" in draft.query.checks
    english = f" ({escape(row.en)})" if wanted else ""
    return f"<b>{escape(row.short)}</b>: {escape(row.long)}{english}."


@lru_cache(maxsize=1)
def common_abbreviations() -> tuple[Abbreviation, ...]:
    """Return the short forms that officials type, whether or not a plan uses them."""
    return load_models(HERE / "lexicon" / "abbreviations.yaml", Abbreviation)
