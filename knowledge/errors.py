"""What can be wrong with the knowledge itself.

KnowledgeError
└── PlanFileError        a plan or lexicon file is refused: file, line, reason

A question that finds nothing is no error: it is a Reply of kind "not_found".
"""

from __future__ import annotations

from pathlib import Path


class KnowledgeError(Exception):
    """Anything wrong with the knowledge base."""


class PlanFileError(KnowledgeError):
    """A data file cannot be used; ``str(error)`` is ``file:line: reason`` and names no contents."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")
        self.path = path
        self.line = line
        self.reason = reason
