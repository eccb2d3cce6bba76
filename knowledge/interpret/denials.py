"""Telling a report that there was no harm ("không có trẻ nào bị xâm hại") from a child in danger.

The form is strict, for a child that is not helped weighs more than a card too many: where harm is named, every word of
the clause must belong to the denial. "Không có ai giúp, bé gái bị xâm hại" and "không có ca nào nhưng có một cháu bị
đánh" tell of a child.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from knowledge.reading import Reading
from knowledge.tokens import Token
from knowledge.wordlists import words

# The forms are of folded words, "y" written "i" as some keys have it; "#" is a word of harm, "0" a zero, "9" any other
# number.
_NONE = r"(?:(?:khong|ko|k|kg|khg|hong|hok|hk|chua) (?:co |con |phat hien |xai ra |ghi nhan |nhan duoc )+|(?:co )?0 )"
_COUNTED = r"(?:mot |bat ki |truong hop |ca |vu |viec |dua |tre |em |hoc sinh |chau |be |ban |nhoc |gai |trai |nao )"
_HARM = r"(?:(?:bi |ve |do |la )*(?:# )+(?:tre em |tre |hoc sinh )?)"
_SUBJECT = r"(?:(?:tong |so |tre em |tre |hoc sinh |chau |em |be |ca |vu |truong hop )*)"
_ENGLISH_NONE = "(?:no|zero|0) "
# "Không có em bị đánh" may be the child's own cry: such a word is counted only beside "nào".
_ALSO_I = re.compile(r"\b(?:em|chau|be|ban|nhoc) (?:(?:gai|trai) )?(?:bi )?#")
_CRY = "cuu"  # "không có bạn nào cứu em"


def tells_of_none(reading: Reading, harms: Collection[str]) -> bool:
    """Tell whether a message reports that there was no harm, and tells of no other.

    Args:
        reading: The message.
        harms: Ids of the lexicon that name harm.
    """
    harmed = _positions(reading, harms)
    told = _positions(reading, ("danger-person", "help-seeking"))
    clauses = _clauses(reading.tokens)
    denying = [clause for clause in clauses if harmed & set(clause)]
    others = {index for clause in clauses if not harmed & set(clause) for index in clause}
    if not denying or others & told or not words("contrary").isdisjoint(reading.tokens[i].key for i in others):
        return False
    return all(_denies(reading.tokens, clause, harmed) for clause in denying)


def _positions(reading: Reading, ids: Collection[str]) -> set[int]:
    """The tokens that the lexicon reads as one of *ids*."""
    spans = (s for s in reading.spans if any(entry.id in ids for entry in s.entries))
    return {index for span in spans for index in range(span.start, span.end)}


def _clauses(tokens: Sequence[Token]) -> list[list[int]]:
    """The positions of each clause; a colon parts none: "xâm hại: không có"."""
    clauses: list[list[int]] = [[]]
    for index, token in enumerate(tokens):
        if token.kind != "separator":
            clauses[-1].append(index)
        elif token.text != ":":
            # A question mark doubts the denial, "không có bé nào bị đánh?": it stays there, where no denial has it.
            clauses[-1].extend([index] if "?" in token.text else [])
            clauses.append([])
    return clauses


def _denies(tokens: Sequence[Token], clause: Sequence[int], harmed: Collection[int]) -> bool:
    """Tell whether a clause says that there was no harm, and nothing else."""
    if any(i in harmed and tokens[i].key == _CRY for i in clause):
        return False
    form = "".join(f"{'#' if i in harmed else _shown(tokens[i])} " for i in clause)
    if _ALSO_I.search(form) and " nao " not in form and "# thi " not in form:
        return False
    return any(denial.fullmatch(form) for denial in _denials())


@cache
def _denials() -> tuple[re.Pattern[str], ...]:
    """The forms in which a clause denies: none is told of, or harm is named and denied behind it."""
    around = _any_of(words("denied-when-and-where") | words("denied-in-a-report"))
    after = _any_of(words("denied-when-and-where") | {"nao", "het", "gi"})
    english, counted = _any_of(words("denied-in-english")), _any_of(words("denied-of-whom-in-english"))
    return (
        re.compile(rf"{around}{_NONE}{_COUNTED}*{_HARM}{after}"),
        re.compile(rf"{around}{_SUBJECT}{_HARM}{after}{_NONE}{_COUNTED}*"),
        re.compile(rf"{english}{_ENGLISH_NONE}{counted}(?:# )+{counted}{english}"),
    )


def _any_of(listed: frozenset[str]) -> str:
    return rf"(?:(?:{'|'.join(sorted(listed))}) )*"


def _shown(token: Token) -> str:
    if token.kind != "number":
        return token.key.replace("y", "i")
    return "9" if token.value else "0"
