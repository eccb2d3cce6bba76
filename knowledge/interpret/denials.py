"""Telling a report that there was no harm ("không có trẻ nào bị xâm hại") from a child in danger.

The form is strict, for a child that is not helped weighs more than a card too many: where harm is named, every word of
the clause must belong to the denial. "Không có ai giúp, bé gái bị xâm hại" and "không có ca nào nhưng có một cháu bị
đánh" tell of a child.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from knowledge.reading import Reading
from knowledge.tokens import Token

# The forms are of folded words, "y" written "i" as some keys have it; "#" is a word of harm, "0" a zero, "9" any other
# number.
_WHEN_AND_WHERE = (
    "thang qui nam ki dot tuan ngai nai truoc qua vua roi 9 trong tu den o tai dau giua cuoi hien "
    "thon xom ap soc kp khu pho to dan ban xa phuong thi tran huien dia toi tui minh chung em cua toan ca"
).split()
_REPORTING = "bao cao tong hop da thua chi anh so lieu".split()
_NONE = r"(?:(?:khong|ko|k|kg|khg|hong|hok|hk|chua) (?:co |con |phat hien |xai ra |ghi nhan |nhan duoc )+|(?:co )?0 )"
_COUNTED = r"(?:mot |bat ki |truong hop |ca |vu |viec |dua |tre |em |hoc sinh |chau |be |ban |nhoc |gai |trai |nao )"
_HARM = r"(?:(?:bi |ve |do |la )*(?:# )+(?:tre em |tre |hoc sinh )?)"
_AROUND = rf"(?:(?:{'|'.join((*_WHEN_AND_WHERE, *_REPORTING))}) )*"
_AFTER = rf"(?:(?:{'|'.join((*_WHEN_AND_WHERE, 'nao', 'het', 'gi'))}) )*"
_SUBJECT = r"(?:(?:tong |so |tre em |tre |hoc sinh |ca |vu |truong hop )*)"

_ENGLISH_WHEN = (
    "there is are was were have has had we been in our mi this last month quarter iear village hamlet commune town 9 "
    "reported here at all so far of among"
).split()
_ENGLISH = r"(?:{words} )*"
_ENGLISH_AROUND = _ENGLISH.format(words=f"(?:{'|'.join(_ENGLISH_WHEN)})")
_ENGLISH_COUNTED = _ENGLISH.format(
    words="(?:cases?|child|children|kids?|girls?|boys?|students?|pupils?|incidents?|reports?|reported|of|"
    "is|are|was|were|has|have|been|being)"
)

_DENIALS = (
    re.compile(rf"{_AROUND}{_NONE}{_COUNTED}*{_HARM}{_AFTER}"),
    re.compile(rf"{_AROUND}{_SUBJECT}{_HARM}{_AFTER}{_NONE}{_COUNTED}*"),
    re.compile(rf"{_ENGLISH_AROUND}(?:no|zero|0) {_ENGLISH_COUNTED}(?:# )+{_ENGLISH_COUNTED}{_ENGLISH_AROUND}"),
)
# "Không có em bị đánh" may be the child's own cry: such a word is counted only beside "nào".
_ALSO_I = re.compile(r"\b(?:em|chau|be|ban|nhoc) (?:(?:gai|trai) )?(?:bi )?#")
_CRIES = frozenset({"cuu", "giup", "help"})
_CONTRARY = frozenset({"nhung", "ma", "song", "chi", "rieng", "ngoai", "tru", "but", "except", "only", "however"})


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
    if not denying or others & told or any(reading.tokens[i].key in _CONTRARY for i in others):
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
            # A question mark makes a question of the clause: it stays there, where no denial has it.
            clauses[-1].extend([index] if "?" in token.text else [])
            clauses.append([])
    return clauses


def _denies(tokens: Sequence[Token], clause: Sequence[int], harmed: Collection[int]) -> bool:
    """Tell whether a clause says that there was no harm, and nothing else."""
    if any(i in harmed and tokens[i].key in _CRIES for i in clause):
        return False
    form = "".join(f"{'#' if i in harmed else _shown(tokens[i])} " for i in clause)
    if _ALSO_I.search(form) and " nao " not in form:
        return False
    return any(denial.fullmatch(form) for denial in _DENIALS)


def _shown(token: Token) -> str:
    if token.kind != "number":
        return token.key.replace("y", "i")
    return "9" if token.value else "0"
