"""What the knowledge base gives back: a reply with its sources, and what the conversation remembers of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from knowledge.entries import Language

Kind = Literal["answer", "clarify", "not_found", "out_of_scope", "help", "safety"]

MAX_TURNS = 10  # a follow-up inherits for ten turns; the twenty minutes are the caller's clock


@dataclass(frozen=True, slots=True)
class Citation:
    """Where the reader of the paper finds a fact."""

    plan: str
    section: str


@dataclass(frozen=True, slots=True)
class Option:
    """A button: its label, and the canonical query it stands for (at most 64 bytes)."""

    label: str
    query: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What a follow-up may inherit.

    ``query`` is the last one in canonical form; ``items`` what its answer was about ("ba", "3.1", "abuse");
    ``choices`` the queries that "the first one" chooses from; ``asked`` counts questions back in a row.
    """

    query: str = ""
    items: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    turns: int = 0
    asked: int = 0
    language: Language | None = None

    def to_json(self) -> str:
        """Return the frame as JSON text for the database."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Frame:
        """Return the frame in *text*; an empty one when it is of another form, so an old row never breaks a chat."""
        try:
            data = json.loads(text)
            return cls(
                query=str(data["query"]),
                items=tuple(map(str, data["items"])),
                choices=tuple(map(str, data["choices"])),
                words=tuple(map(str, data["words"])),
                turns=int(data["turns"]),
                asked=int(data["asked"]),
                language=data["language"] if data["language"] in ("vi", "en") else None,
            )
        except (ValueError, KeyError, TypeError):
            return cls()


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply: Telegram HTML of at most 4,096 characters, its sources and the likely next steps."""

    kind: Kind
    text: str
    query: str | None = None
    citations: tuple[Citation, ...] = ()
    options: tuple[Option, ...] = ()
    facts: tuple[dict[str, Any], ...] = ()
    language: Language = "vi"
    in_place: bool = False  # a press that leads here edits the message instead of sending another
    frame: Frame | None = field(default=None, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the reply as `ask --json` prints it."""
        return {
            "kind": self.kind,
            "text": self.text,
            "query": self.query,
            "citations": [asdict(c) for c in self.citations],
            "options": [asdict(o) for o in self.options],
            "facts": list(self.facts),
        }
