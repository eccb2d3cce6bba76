"""Tables, lists and emoji made into plain lines: "KS|12|13" is "KS: 12/13", "1/ Ấp 1: …" is "Ấp 1: …"."""

from __future__ import annotations

import re
import unicodedata

_CELL = r"[ ]*[|;\t][ ]*"
_CELL_MARKS = re.compile(r"[|;\t]")
_COUNT = r"(-?\d[\d.,]*|\.{2,}|…|\?)"
_ROW = re.compile(rf"^(?P<label>[^\n]*[^\W\d_][^\n]*?|\d{{1,2}}(?:\.\d)?){_CELL}{_COUNT}{_CELL}{_COUNT}(?:{_CELL})?$")
_HEADER = re.compile(rf"^[^\d\n|;\t]+(?:{_CELL}[^\d\n|;\t]+){{2,}}$")
_LIST_NUMBER = re.compile(r"^\s*(?:\(\d{1,2}\)|\d{1,2}/)\s+(?=[^\W\d_])")


def as_lines(text: str) -> str:
    """Return *text* with the rows of tables written as fractions, list numbers and heads of columns left out."""
    return "\n".join(_line(line) for line in _without_symbols(text).split("\n"))


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
