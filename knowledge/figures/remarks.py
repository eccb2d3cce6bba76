"""What stands beside figures and is none: children born, and a wish that the figures of another time be taken again."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge import vietnamese
from knowledge.figures.amounts import counts_children
from knowledge.figures.clause import Clause, words_of
from knowledge.phrasebook import phrases
from knowledge.reading import Reading
from knowledge.village_terms import term_at


def drop_births(reading: Reading, clauses: Sequence[Clause]) -> None:
    """Pass over "(có 1 cháu mới sinh)" beside figures: who was born is not counted here, and did not die."""
    for clause in clauses:
        if not tells_of_births(clause) or clause.amount is None or clause.amount.kind != "count":
            continue
        beside = any(other.amount and other.names_measure for other in clauses if other is not clause)
        if beside and any(map(counts_children, reading.tokens[clause.start : clause.end])):
            clause.pass_over()


def drop_how_many_villages(reading: Reading, clauses: Sequence[Clause]) -> None:
    """Pass over "Hai thôn em phụ trách:", which heads what is told of each; of both together nobody can tell."""
    for clause in clauses:
        amount = clause.amount
        if amount is None or amount.kind != "count" or clause.names_measure or clause.villages:
            continue
        heads = any(":" in token.text for token in reading.tokens[amount.end : clause.end])
        if heads and term_at(reading.tokens, amount.end):
            clause.pass_over()
            clause.crowded = True


def tells_of_births(clause: Clause) -> bool:
    """Tell whether a clause speaks of the newborn, and of nothing that is measured of them."""
    return "newborn" in clause.concepts and not clause.names_measure


def mark_references(reading: Reading, clauses: Sequence[Clause]) -> None:
    """Mark clauses that give no number but send back to another time's or village's: "còn lại như tháng 10".

    Also "tiêm chủng không đổi" and "kp4 tương tự". The time that they name is not that of the other figures. In a
    correction, "các số khác giữ nguyên" leaves alone what was sent before.
    """
    told = any(clause.amount for clause in clauses)
    for clause in clauses:
        beside = told or clause.names_measure
        said = words_of(reading, clause)
        same_there = bool(clause.villages or clause.period) and phrases("same-there").search(vietnamese.fold(said))
        if clause.amount is None and (same_there or refers_back(said, beside=beside, within=reading.text)):
            clause.refers, clause.used, clause.period, clause.villages = True, True, None, []


def refers_back(text: str, *, beside: bool = True, within: str = "") -> bool:
    """Tell whether *text* sends back to the figures of another time.

    Args:
        text: What was said.
        beside: Other figures, or what is measured, are named: "không thay đổi" alone may be of anything.
        within: The whole message; where it corrects something, what is unchanged stands as it was sent.
    """
    folded = vietnamese.fold(text)
    as_before = phrases("as-before").search(folded)
    unchanged = phrases("unchanged") if beside else phrases("figures-unchanged")
    if not as_before and not unchanged.search(folded):
        return False
    if phrases("refers-to-nothing").search(folded):
        return False
    return as_before is not None or phrases("corrects").search(vietnamese.fold(within)) is None
