"""Tables, lists and emoji made into plain lines: "KS|12|13" is "KS: 12/13", "1/ Ấp 1: …" is "Ấp 1: …".

A table may also name a measure above each column, and a village before each row, with fractions in its cells.
"""

from __future__ import annotations

import re
import unicodedata

_CELL = r"[ ]*[|;\t][ ]*"
_CELL_MARKS = re.compile(r"[|;\t]")
_COUNT = r"(-?\d[\d.,]*|\.{2,}|…|\?)"
_ROW = re.compile(rf"^(?P<label>[^\n]*[^\W\d_][^\n]*?|\d{{1,2}}(?:\.\d)?){_CELL}{_COUNT}{_CELL}{_COUNT}(?:{_CELL})?$")
_HEADER = re.compile(rf"^[^\d\n|;\t]+(?:{_CELL}[^\d\n|;\t]+){{2,}}$")
_LIST_NUMBER = re.compile(r"^\s*(?:\(\d{1,2}\)|\d{1,2}/)\s+(?=[^\W\d_])")


_SHARE = re.compile(r"\d[\d.,]*\s*(?:/\s*\d[\d.,]*|%)")


def as_lines(text: str) -> str:
    """Return *text* with the rows of tables written as fractions, list numbers and heads of columns left out."""
    lines = _without_symbols(text).split("\n")
    heads: list[str] | None = None  # of the columns of the table that we are in
    found = []
    for at, line in enumerate(lines):
        below = lines[at + 1] if at + 1 < len(lines) else ""
        if heads and (row := _row_under(heads, line)):
            found.append(row)
            continue
        heads = _heads(line, below)
        found.append("" if heads else _line(line))
    return "\n".join(found)


def _heads(line: str, below: str) -> list[str] | None:
    """Return what stands above the columns, where *line* is the head of a table whose first row is *below*."""
    cells = _cells(line)
    if len(cells) < 2 or any(char.isdigit() for char in line):
        return None
    heads = cells[1:] if len(cells) == len(_cells(below)) else cells
    return heads if all(heads) and _row_under(heads, below) else None


def _row_under(heads: list[str], line: str) -> str:
    """Return a row as a line that names each measure, "KP 1: tiêm chủng 20/21, khai sinh 15/15"; "" when it is none."""
    label, *cells = _cells(line) or [""]
    if len(cells) != len(heads) or not label or not any(map(_SHARE.fullmatch, cells)):
        return ""
    filled = [(head, cell) for head, cell in zip(heads, cells, strict=True) if cell.strip("-–. ")]
    return f"{label}: " + ", ".join(f"{head} {cell}" for head, cell in filled)


def _cells(line: str) -> list[str]:
    """Return the cells of a line; those at the ends of "| a | b |" are none."""
    if not _CELL_MARKS.search(line):
        return []
    return [cell.strip() for cell in _CELL_MARKS.split(line.strip(" ").strip("|"))]


def _line(line: str) -> str:
    if not _CELL_MARKS.search(line):
        return _LIST_NUMBER.sub("", line)
    stripped = line.strip(" ")
    if _HEADER.match(stripped):
        return ""
    row = _ROW.match(stripped)
    if row is None:
        return _LIST_NUMBER.sub("", line)
    label = re.sub(_CELL, " ", row["label"]).strip()
    named = f"chỉ tiêu {label}" if label[0].isdigit() and label.replace(".", "").isdigit() else label
    return f"{named}: {row[2]}/{row[3]}"


def _without_symbols(text: str) -> str:
    """Put a comma where an emoji stands: people part figures by them."""
    symbols = {ord(c): ", " for c in set(text) if unicodedata.category(c) == "So"}
    return text.translate(symbols) if symbols else text
