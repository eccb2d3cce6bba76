"""The canonical form of a question: echo, button payload, log line, cache key and test key in one line of text.

    1:target @tan-khai #5.1 2025
    1:owner @hoang-duc,dong-thap #9
    1:duty @minh-tam a=police
    1:compare #15 2030 x=highest

``@`` plans (none: those that hold the fact), ``#`` indicators by the plan's number ("5", "5.1") or topics ("abuse"),
years bare, ``g`` goals, ``a=`` agencies, ``x=`` what else the kind needs, ``w=`` words searched for, ``~`` a page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

VERSION = "1:"
UNREAD = "unread"  # the extra of a query whose words nothing explains: to be asked back
ABOUT = "about"  # the extra of a query for the duties about its words, and no others
MAX_BYTES = 64  # Telegram's limit for a button's payload


@dataclass(frozen=True, slots=True)
class Query:
    """A question with its slots filled."""

    kind: str
    plans: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    goals: tuple[int, ...] = ()
    agencies: tuple[str, ...] = ()
    extra: str = ""
    words: tuple[str, ...] = ()
    page: int = 1
    checks: tuple[str, ...] = ()  # figures or dates the person wants confirmed; not part of the canonical form

    def __str__(self) -> str:
        """Return the canonical text."""
        parts = [self.kind]
        if self.plans:
            parts.append("@" + ",".join(self.plans))
        if self.items:
            parts.append("#" + ",".join(self.items))
        if self.years:
            parts.append(",".join(str(y) for y in sorted(self.years)))
        parts.extend(f"g{goal}" for goal in self.goals)
        if self.agencies:
            parts.append("a=" + ",".join(self.agencies))
        if self.extra:
            parts.append("x=" + self.extra)
        if self.words:
            parts.append("w=" + ",".join(self.words))
        if self.page > 1:
            parts.append(f"~{self.page}")
        return VERSION + " ".join(parts)

    @property
    def fits_a_button(self) -> bool:
        """Whether the canonical text fits Telegram's callback data."""
        return len(str(self).encode()) <= MAX_BYTES

    def trimmed(self) -> Query:
        """Return the query with as many of its words as fit a button."""
        query = self
        while query.words and not query.fits_a_button:
            query = replace(query, words=query.words[:-1])
        return query

    def with_page(self, page: int) -> Query:
        """Return the same query for another page."""
        return replace(self, page=page)


def parse_query(text: str) -> Query | None:
    """Read a canonical query back; None when *text* is no query of this version."""
    body = text.removeprefix(VERSION)
    if not body or (":" in body.split(" ", 1)[0]) or len(text) > 4 * MAX_BYTES:
        return None
    kind, *parts = body.split(" ")
    if not kind or not all(c.islower() or c == "-" for c in kind):
        return None
    query = Query(kind)
    for part in parts:
        changed = _with_part(query, part)
        if changed is None:
            return None
        query = changed
    return query


def _with_part(query: Query, part: str) -> Query | None:
    head, rest = part[:1], part[1:]
    if head == "@" and rest:
        return replace(query, plans=tuple(rest.split(",")))
    if head == "#" and rest:
        return replace(query, items=tuple(rest.split(",")))
    if head == "g" and rest.isdecimal():
        return replace(query, goals=(*query.goals, int(rest)))
    if head == "~" and rest.isdecimal():
        return replace(query, page=int(rest))
    if part[:2] == "a=":
        return replace(query, agencies=tuple(part[2:].split(",")))
    if part[:2] == "x=":
        return replace(query, extra=part[2:])
    if part[:2] == "w=":
        return replace(query, words=tuple(part[2:].split(",")))
    if part and all(y.isdecimal() and len(y) == 4 for y in part.split(",")):
        return replace(query, years=tuple(int(y) for y in part.split(",")))
    return None
