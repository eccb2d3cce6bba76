"""Tables for the terminal and for docs/benchmarks.md."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Table:
    """Rows under a title; ``key`` names its place in the document."""

    key: str
    title: str
    head: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)
    note: str = ""

    def text(self) -> str:
        """The table in columns, for a terminal."""
        widths = [max(len(row[i]) for row in [self.head, *self.rows]) for i in range(len(self.head))]
        lines = [
            "  ".join(c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True)))
            for row in [self.head, *self.rows]
        ]
        return "\n".join([self.title, *("  " + line.rstrip() for line in lines), *([self.note] if self.note else [])])

    def markdown(self) -> str:
        """The table for a Markdown page, its numbers to the right."""
        rule = ["---", *["---:"] * (len(self.head) - 1)]
        lines = ["| " + " | ".join(row) + " |" for row in [self.head, rule, *self.rows]]
        return "\n".join([f"**{self.title}**", "", *lines, *(["", self.note] if self.note else [])])


def write_between_markers(page: Path, tables: Sequence[Table]) -> None:
    """Put each table of *tables* between its markers in *page*; what else stands there stays."""
    text = page.read_text("utf-8")
    for table in tables:
        begin, end = f"<!-- bench:{table.key} -->", f"<!-- /bench:{table.key} -->"
        pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
        if not pattern.search(text):
            raise ValueError(f"{page} has no place for {table.key}: {begin} … {end}")
        shown = f"{begin}\n{table.markdown()}\n{end}"
        text = pattern.sub(lambda _, shown=shown: shown, text)  # type: ignore[misc]  # bound at once
    page.write_text(text, "utf-8")


def against(value: float, limit: float, unit: str, *, at_least: bool = False) -> str:
    """Print *value* and whether it keeps *limit*."""
    kept = value >= limit if at_least else value <= limit
    return f"{'≥' if at_least else '≤'} {limit:g} {unit}".rstrip() + (" ✓" if kept else " ✗")
