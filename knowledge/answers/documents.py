"""The documents that a plan cites: those it carries out, and any one by its number."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from knowledge import vietnamese
from knowledge.answers.base import Context, Draft, bullet
from knowledge.answers.statements import offer_plans
from knowledge.formatting import day, escape, sentence
from knowledge.model import Document, Plan
from knowledge.query import Query
from knowledge.search import features, features_of_fact, split_words
from knowledge.vietnamese import letters_and_digits
from knowledge.wordlists import words as wordlist

_LEAST_SCORE = 2.0  # words that a document must share with a question that describes it
_NEAR_THE_BEST = 0.6  # of the words that the best of all plans shares


def answer_basis(context: Context, query: Query) -> Draft:
    """Name the documents that the plans carry out, or the cited ones that share words with the question."""
    draft = Draft(context, query)
    stated = False
    plans = context.chosen(query)
    for plan in plans if query.plans else _best_described(plans, query) or plans:
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
    offer_plans(draft)
    return draft


def _documents(plan: Plan, query: Query) -> list[Document]:
    """Return the documents asked for: those of the issuer named, of these the ones that share most words."""
    described = _described(plan, query)
    if described:
        return described
    documents = _issued(plan, query)
    wanted = _wanted(query)
    of_a_kind = [d for d in documents if wanted & _kind_words(d)]
    bases = [d for d in documents if d.basis]
    return of_a_kind or bases or documents[:6]


def _best_described(plans: Sequence[Plan], query: Query) -> list[Plan]:
    """Return the plans that cite a document which shares about as many words with the question as any does."""
    best = {plan.id: max((score for score, _ in _scored(plan, query)), default=0.0) for plan in plans}
    least = max(_LEAST_SCORE, _NEAR_THE_BEST * max(best.values(), default=0.0))
    return [plan for plan in plans if best[plan.id] >= least]


def _described(plan: Plan, query: Query) -> list[Document]:
    """Return the documents that share most words with the question, where any shares enough of them."""
    scored = _scored(plan, query)
    best = max((score for score, _ in scored), default=0.0)
    return [d for score, d in scored if score == best] if best >= _LEAST_SCORE else []


def _scored(plan: Plan, query: Query) -> list[tuple[float, Document]]:
    """Return the documents of the issuer named, each with the words that it shares with the question."""
    wanted = _wanted(query)
    # The document that the plan carries out is the likelier one: it counts as one word and a half more. Two words side
    # by side tell more than each alone: "phu" may be of "phù hợp" or of "Chính phủ".
    shared = [(wanted & _document_features(d), d) for d in _issued(plan, query)] if wanted else []
    return [(sum(2 if " " in f else 1 for f in both) + 1.5 * d.basis, d) for both, d in shared]


def _wanted(query: Query) -> set[str]:
    of_any = wordlist("said-of-any-document")
    return set(features([w for w in query.words if vietnamese.key(w) not in of_any]))


def _issued(plan: Plan, query: Query) -> list[Document]:
    """Return the documents of the issuer named, all of them where none is."""
    issuer = set(query.extra.split("_")) - {""}
    return [d for d in plan.documents if issuer <= _issuer_keys(d)]


def _kind_words(document: Document) -> frozenset[str]:
    """Return the words for what a document is: "thông tư", "circular". All is a plan here, so that says nothing."""
    number = document.number.lower()
    spoken = (words for letters, words in _SPOKEN.items() if letters in number and letters not in ("kh", "ubnd"))
    return frozenset().union(*map(features_of_fact, spoken))


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
    for plan in context.chosen(query):
        rows = [d for d in plan.documents if _is_meant(d, query.extra)]
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


def _is_meant(document: Document, typed: str) -> bool:
    """Tell whether a number as typed is a document's: "91/kh", "240" alone, or with the year: "1472/2020"."""
    number, _, year = typed.partition("/")
    if typed.isdigit() or (document.date is not None and str(document.date.year) == year):
        return document.is_numbered(number)
    wanted = letters_and_digits(typed)
    return bool(wanted) and wanted in letters_and_digits(document.number)
