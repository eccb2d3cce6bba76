"""What else a plan says: money, events, contacts, documents, period, scope, whom it is for, who signed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from knowledge import vietnamese
from knowledge.answers.base import Context, Draft, bullet
from knowledge.answers.owner import chosen_agencies
from knowledge.formatting import capital, day, escape, sentence
from knowledge.loading import HERE, load_models
from knowledge.model import Abbreviation, Document, Plan, Statement, StatementKind
from knowledge.phrases import Raw
from knowledge.query import Query
from knowledge.search import Found, features, features_of_fact, split_words
from knowledge.wordlists import words as wordlist

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
    "period": ("duration",),
}
_MAX_LINES = 12


def answer_statements(context: Context, query: Query) -> Draft:
    """Give what the plans of *query* say of its kind (funding, event, contact …), the best match to its words first."""
    draft = Draft(context, query)
    kinds = _KINDS[query.kind]
    stated = False
    amount = query.extra == "amount"
    for plan in _plans(context, query):
        rows = [s for s in plan.statements if s.kind in kinds]
        if query.extra == "phone" and not query.plans:
            rows = [s for s in rows if any(c.isdigit() for c in s.vi)]  # no number is named in the others
        if query.kind == "period":
            _add_period(draft, plan)
            stated = True
            continue
        if amount and query.plans:
            draft.add(context.say("no-amount", place=context.full_place(plan)))
        if rows:
            stated = stated or not amount
            best = _narrowed(rows, query.words)
            if query.kind == "event" and query.extra != "theme":
                best = [*best, *(s for s in rows if s not in best)]
            _add_rows(draft, plan, best)
        elif query.plans:
            draft.add(context.say("none-" + query.kind, place=context.full_place(plan)))
            draft.cite(plan, plan.agencies[0].section)
    if query.kind == "contact" and query.agencies:
        _add_no_phone(draft)
    elif query.extra == "phone" and len(query.plans) == 1 and not any(c.isdigit() for c in draft.html()):
        draft.kind = "not_found"
        if stated:
            place = context.full_place(context.plans[query.plans[0]])
            draft.blocks.insert(0, [context.say("none-contact", place=place)])
    if not stated:
        draft.kind = "not_found"
        if not draft.blocks:
            draft.add(context.say("none-" + query.kind, place=context.say("the-plans")))
    if query.kind == "contact" and not any("111" in line for block in draft.blocks for line in block):
        draft.add(context.say("line-111"))
    _options(draft)
    return draft


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


def _plans(context: Context, query: Query) -> list[Plan]:
    return context.chosen(query)


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


def _options(draft: Draft) -> None:
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
    _options(draft)
    return draft


def answer_basis(context: Context, query: Query) -> Draft:
    """Name the documents that the plans carry out, or the cited ones that share words with the question."""
    draft = Draft(context, query)
    stated = False
    for plan in context.chosen(query):
        rows = _documents(plan, query)
        if not rows:
            if query.plans:
                draft.add(context.say("none-basis", place=context.full_place(plan)))
            continue
        stated = True
        own = plan.number or context.say("number-blank")
        draft.add(
            context.title(plan),
            f"{context.say('own-number', number=own)} {escape(sentence(plan.issued.in_(context.language)))}.",
            *(bullet(_document_line(context, d)) for d in rows),
            draft.cite(plan, *(d.section for d in rows)),
        )
        draft.facts.extend({"plan": plan.id, "document": d.number, "section": d.section} for d in rows)
    if not stated:
        draft.kind = "not_found"
        if not draft.blocks:
            draft.add(context.say("none-basis", place=context.say("the-plans")))
    _options(draft)
    return draft


def _documents(plan: Plan, query: Query) -> list[Document]:
    """Return the documents asked for: those of the issuer named, of these the ones that share most words."""
    issuer = set(query.extra.split("_")) - {""}
    documents = [d for d in plan.documents if issuer <= _issuer_keys(d)]
    wanted = set(features([w for w in query.words if vietnamese.key(w) not in wordlist("said-of-any-document")]))
    if wanted:
        # The document that the plan carries out is the likelier one: it counts as one word and a half more. Two words
        # side by side tell more than each alone: "phu" may be of "phù hợp" or of "Chính phủ".
        shared = ((wanted & _document_features(d), d) for d in documents)
        scored = [(sum(2 if " " in f else 1 for f in both) + 1.5 * d.basis, d) for both, d in shared]
        best = max((score for score, _ in scored), default=0.0)
        if best >= 2:
            return [d for score, d in scored if score == best]
    bases = [d for d in documents if d.basis]
    return bases or documents[:6]


def _issuer_keys(document: Document) -> set[str]:
    """Return the folded words by which the issuer of a document may be named."""
    own = f"{document.number} {document.issuer or ''}".lower()
    texts = [own, *(words for letters, words in _SPOKEN.items() if letters in own)]
    return set().union(*map(_keys_of_fact, texts))


@lru_cache(maxsize=2048)
def _keys_of_fact(text: str) -> frozenset[str]:
    return frozenset(vietnamese.key(word) for word in split_words(text))


# What the letters of a document's number and issuer stand for, as people say it.
_SPOKEN = {
    "nq": "nghị quyết resolution",
    "qđ": "quyết định decision",
    "nđ": "nghị định decree",
    "tt-": "thông tư circular",
    "ct-": "chỉ thị directive",
    "-ct": "chỉ thị directive",
    "kh": "kế hoạch plan",
    "luật": "law",
    "hđnd": "hội đồng nhân dân people council provincial",
    "ubnd": "ủy ban nhân dân people committee",
    "chính phủ": "government",
    "thủ tướng": "prime minister national",
    "bộ trưởng": "minister",
    "bộ tư pháp": "ministry of justice",
    "bộ nội vụ": "ministry of home affairs",
    "bộ lao động": "ministry of labour",
    "bộ chính trị": "political bureau politburo trung ương central committee",
    "ban thường vụ": "standing committee board party",
    "tỉnh ủy": "provincial party committee",
    "quốc hội": "national assembly",
    "tỉnh": "province provincial",
    "huyện": "district",
    "thành phố": "city",
}


def _document_features(document: Document) -> set[str]:
    own = f"{document.number} {document.issuer or ''}".lower()
    spoken = [words for letters, words in _SPOKEN.items() if letters in own]
    texts = [document.number, document.issuer or "", document.about.vi, document.about.en, *spoken]
    return set().union(*map(features_of_fact, texts))


def _document_line(context: Context, document: Document) -> str:
    date = f", {day(document.date, context.language)}" if document.date else ""
    issuer = f", {document.issuer}" if document.issuer else ""
    return f"<b>{escape(document.number)}</b>{escape(date + issuer)}: {escape(document.about.in_(context.language))}"


def answer_document(context: Context, query: Query) -> Draft:
    """Say what the document with the number in ``query.extra`` is, and which plans cite it."""
    draft = Draft(context, query)
    wanted = _plain(query.extra)
    for plan in context.chosen(query):
        rows = [d for d in plan.documents if wanted and (wanted in _plain(d.number) or _is_of_year(d, query.extra))]
        if rows:
            draft.add(
                context.title(plan),
                *(bullet(_document_line(context, d)) for d in rows),
                draft.cite(plan, *(d.section for d in rows)),
            )
    if not draft.blocks:
        draft.kind = "not_found"
        draft.add(context.say("no-document", number=query.extra))
    return draft


def _is_of_year(document: Document, typed: str) -> bool:
    """Tell whether a document is meant by its number and year alone: "1472/2020" is 1472/QĐ-TTg of that year."""
    number, _, year = typed.partition("/")
    dated = document.date is not None and str(document.date.year) == year
    return dated and document.number.startswith(f"{number}/")


def _plain(text: str) -> str:
    return "".join(c for c in vietnamese.fold(text) if c.isalnum())


def answer_search(context: Context, query: Query, hits: Sequence[Found]) -> Draft:
    """Give the statements and duties that the words of *query* were found in."""
    draft = Draft(context, query)
    best = hits[0].share
    shown = [h for h in hits if h.share >= 0.8 * best][:6]
    for plan_id in dict.fromkeys(h.plan for h in shown):
        plan = context.plans[plan_id]
        rows = [h for h in shown if h.plan == plan_id]
        draft.add(
            context.title(plan),
            *(bullet(_found_line(context, plan, h)) for h in rows),
            draft.cite(plan, *(_found_section(plan, h) for h in rows)),
        )
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
    wanted = _plain(query.extra)
    seen: set[str] = set()
    for plan in context.some():
        for row in plan.abbreviations:
            if _plain(row.short) == wanted and _plain(row.long) not in seen:
                seen.add(_plain(row.long))
                source = draft.cite(plan, row.section) if row.section else ""
                draft.add(_spelled_out(draft, row), source)
    for row in () if draft.blocks else common_abbreviations():
        if _plain(row.short) == wanted and not draft.blocks:
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
