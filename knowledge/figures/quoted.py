"""What a message repeats of an earlier one: "> kp3 16/18", "Tin cũ: … Tin mới: …". What is told now holds."""

from __future__ import annotations

from knowledge.phrasebook import phrases
from knowledge.vietnamese import fold

_QUOTE = ">"


def without_old_copies(text: str) -> str:
    """Return *text* without lines that are said to be old beside new ones; a quote goes before the line it is on."""
    lines = text.split("\n")
    if len(lines) < 2:
        return text
    if any(phrases("new-copy").match(fold(line)) for line in lines):
        lines = [line for line in lines if not phrases("old-copy").match(fold(line))]
    if not any(line.startswith(_QUOTE) for line in lines):
        return "\n".join(lines)
    found = ""
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        ends_quote = line.startswith(_QUOTE) and not below.startswith(_QUOTE)
        found += line.removeprefix(_QUOTE).strip(" ") + (", " if ends_quote and below else "\n")
    return found.rstrip("\n")
