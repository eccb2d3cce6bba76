"""Every fact as a question in canonical words with its reply: what the peers are given to look things up in.

The replies are the bot's own, so a peer that finds the right question answers just as well as the bot does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.entries import Language
from knowledge.library import Library
from knowledge.model import Plan
from knowledge.query import Query
from knowledge.reply import Reply
from tests.bench.questions import DAY

_LANGUAGES: tuple[Language, ...] = ("vi", "en")
_STATEMENTS = {
    "funding": ("kinh phí thực hiện", "funding"),
    "support": ("mức hỗ trợ", "level of support"),
    "event": ("sự kiện, tháng hành động vì trẻ em", "events, month of action for children"),
    "contact": ("số điện thoại liên hệ", "contact, phone number"),
    "scope": ("phạm vi thực hiện", "scope"),
    "beneficiaries": ("đối tượng thụ hưởng", "beneficiaries"),
    "purpose": ("mục đích", "purpose"),
    "recipients": ("nơi nhận", "recipients"),
    "period": ("thời gian, giai đoạn thực hiện", "period"),
    "signer": ("ai ký kế hoạch", "who signed the plan"),
    "basis": ("căn cứ ban hành, quyết định", "legal basis, decision"),
    "agencies": ("các cơ quan được giao việc", "agencies with duties"),
    "coordinator": ("cơ quan nào điều phối, theo dõi kế hoạch", "which agency coordinates the plan"),
    "no-year": ("chỉ tiêu nào không ghi năm", "indicators without a year"),
    "no-owner": ("chỉ tiêu nào không có cơ quan phụ trách", "indicators without an owner"),
    "list": ("danh sách chỉ tiêu, bao nhiêu chỉ tiêu", "list of indicators, how many indicators"),
}
_SMALL_TALK = {
    "safety": ("trẻ em đang bị đánh, bị xâm hại, cứu", "a child is being beaten or abused, help now"),
    "help": ("bạn làm được gì, giúp tôi", "what can you do, help"),
    "greet": ("xin chào", "hello"),
    "thanks": ("cảm ơn", "thank you"),
    "out-of-scope": ("thời tiết, giá vàng, bóng đá", "weather, gold price, football"),
    "plans": ("có những kế hoạch nào", "which plans are there"),
}


@dataclass(frozen=True, slots=True)
class Canonical:
    """A question in canonical words, and the reply to it."""

    text: str
    reply: Reply


def canonical_questions(library: Library) -> list[Canonical]:
    """Return a question for every fact of every plan, in both languages."""
    found: dict[str, Canonical] = {}
    for language in _LANGUAGES:
        for text, query in _questions(library, language):
            reply = library.run(str(query), today=DAY, language=language)
            found.setdefault(text, Canonical(text, reply))
    return list(found.values())


def _questions(library: Library, language: Language) -> Iterator[tuple[str, Query]]:
    en = language == "en"
    for kind, texts in _SMALL_TALK.items():
        yield texts[en], Query(kind)
    for plan in library.plans.values():
        place = library.places.locality(plan.id).full_name(language)
        yield from _of_indicators(plan, place, language)
        yield from _of_agencies(plan, place, language)
        for kind, texts in _STATEMENTS.items():
            yield f"{place} {texts[en]}", Query(kind, (plan.id,))
        for deadline in plan.deadlines:
            when = "when is it due" if en else "hạn nộp, trước ngày nào"
            yield f"{place} {deadline.what.in_(language)} {when}", Query("deadline", (plan.id,))
        for row in plan.abbreviations:
            yield f"{row.short} {'stands for' if en else 'viết tắt của gì'}", Query("glossary", extra=row.short.lower())
        for document in plan.documents:
            yield f"{document.number} {document.about.in_(language)}", Query("document", extra=document.number.lower())


def _of_indicators(plan: Plan, place: str, language: Language) -> Iterator[tuple[str, Query]]:
    target, owner, number = ("target", "who is responsible", "indicator")
    if language == "vi":
        target, owner, number = ("mục tiêu bao nhiêu", "ai phụ trách, cơ quan chủ trì", "chỉ tiêu")
    for indicator, part in plan.parts():
        name = indicator.name.in_(language)
        label = part.label.in_(language) if part.label else name
        item = f"{indicator.number}.{part.number}" if indicator.number else part.topic
        yield f"{place} {label} {target}", Query("target", (plan.id,), (item,))
        for year in part.years:
            yield f"{place} {label} {year} {target}", Query("target", (plan.id,), (item,), (year,))
        yield f"{place} {label} {owner}", Query("owner", (plan.id,), (item,))
        yield f"{label} {target}", Query("target", (), (item,))
        if indicator.number:
            whole = (str(indicator.number),)
            yield f"{place} {number} {indicator.number} {name}", Query("target", (plan.id,), whole)
            yield f"{place} {number} {indicator.number} {name} {owner}", Query("owner", (plan.id,), whole)


def _of_agencies(plan: Plan, place: str, language: Language) -> Iterator[tuple[str, Query]]:
    does, holds = ("what must it do", "which indicators does it hold")
    if language == "vi":
        does, holds = ("có nhiệm vụ gì, phải làm gì", "phụ trách chỉ tiêu nào")
    for agency in plan.agencies:
        name = agency.name if language == "vi" else f"{agency.name} {agency.gloss}"
        yield f"{place} {name} {does}", Query("duty", (plan.id,), agencies=(agency.id,))
        yield f"{place} {name} {holds}", Query("holds", (plan.id,), agencies=(agency.id,))
        for duty in agency.duties:
            who = "ai" if language == "vi" else "who"
            yield f"{place} {who} {duty.in_(language)}", Query("duty", (plan.id,), agencies=(agency.id,))
