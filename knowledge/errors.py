"""What can be wrong with the knowledge itself.

KnowledgeError
└── DataFileError            a file is refused: file, line, reason
    ├── PlanFileError        a plan, or a file of words or sentences
    └── QuestionFileError    a file of questions to be scored

A question that finds nothing is no error: it is a Reply of kind "not_found".
"""

from __future__ import annotations

from pathlib import Path


class KnowledgeError(Exception):
    """Anything wrong with the knowledge base."""


class DataFileError(KnowledgeError):
    """A data file cannot be used; ``str(error)`` is ``file:line: reason`` and names no contents."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")
        self.path = path
        self.line = line
        self.reason = reason


class PlanFileError(DataFileError):
    """A plan cannot be used, or another file of the knowledge base."""


class QuestionFileError(DataFileError):
    """A file of questions cannot be scored."""
