"""Tables, lists and emoji made into plain lines: "KS|12|13" is "KS: 12/13", "1/ Ấp 1: …" is "Ấp 1: …".

A table may also name a measure above each column, and a village before each row, with fractions or cases in its cells;
number its rows; or have the total in the column before what was reached.
"""

from __future__ import annotations

import re
import unicodedata

from knowledge import vietnamese
from knowledge.figures.quoted import without_old_copies
from knowledge.figures.villages import village_key
from knowledge.village_terms import TERMS
from knowledge.wordlists import words

_CELL = r"[ ]*[|;\t][ ]*"
_CELL_MARKS = re.compile(r"[|;\t]")
_COUNT = r"(-?\d[\d.,]*|\.{2,}|…|\?)"
_ROW = re.compile(rf"^(?P<label>[^\n]*[^\W\d_][^\n]*?|\d{{1,2}}(?:\.\d)?){_CELL}{_COUNT}{_CELL}{_COUNT}(?:{_CELL})?$")
_HEADER = re.compile(rf"^[^\d\n|;\t]+(?:{_CELL}[^\d\n|;\t]+){{2,}}$")
_LIST_NUMBER = re.compile(r"^\s*(?:\(\d{1,2}\)|\d{1,2}/)\s+(?=[^\W\d_])")


_SHARE = re.compile(r"\d[\d.,]*\s*(?:/\s*\d[\d.,]*|%)")
_CASES = re.compile(rf"{_SHARE.pattern}|\d{{1,4}}")
_TERMS = tuple(f"{vietnamese.fold(term)} " for term in TERMS.values())


def as_lines(text: str) -> str:
    """Return *text* with the rows of tables written as fractions, list numbers and heads of columns left out."""
    plain = _without_symbols(without_old_copies(text))
    plain = _CLOCK.sub(" ", plain)
    plain = _REMARK_BEFORE.sub(r"\g<amount> \g<remark>", _NOUGHT.sub("không", plain))
    if ":" in plain:
        plain = _FORM.sub(r"\g<reached>/\g<total>", _TIME.sub(_unless_counts, plain))
    plain = _SPOKEN_STROKE.sub(" trên ", _STROKE.sub("/", plain))
    plain = _OF_TOTAL.sub(" trên tổng số", plain)
    lines = [_without_row_number(line) for line in _as_rows(_with_indicators(plain).split("\n"))]
    heads: list[str] | None = None  # of the columns of the table that we are in
    total_first = False
    found = []
    for at, line in enumerate(lines):
        below = lines[at + 1] if at + 1 < len(lines) else ""
        if heads and (row := _row_under(heads, line)):
            found.append(row)
            continue
        heads = _heads(line, below)
        total_first = _has_total_first(line) or (total_first and bool(_cells(line)))
        is_head = bool(heads) or (_HEADER.match(line.strip(" ")) is not None and bool(_cells(below)))
        found.append("" if is_head else _line(line, total_first=total_first))
    return "\n".join(found)


# When a message was sent, as it is copied along with it: "[09:41, 12/10/2025] Chị Sáu: …"; a time of day is no figure.
_TIME = re.compile(r"\[?\b(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?\b(?:,? ?(?:ngày )?\d{1,2}/\d{1,2}/\d{2,4})?\]?")
_MAY_BE_COUNTS = re.compile(r"([1-9]\d?):(\d[1-9]|[1-9]0|[1-9])")
_MINUTES_PEOPLE_SAY = 5
# "9h15", "7 giờ 30 phút", "9 giờ kém 15"; not the counts of "8h 5 cháu bị tai nạn" and "8 giờ 12/13".
_CLOCK = re.compile(
    r"\b(?:[01]?\d|2[0-3])(?:[hg][0-5]\d|\s?(?:giờ|gio)\s?(?:(?:kém|kem)\s?[0-5]?\d|[0-5]?\d\s?(?:phút|phut|ph)\b))"
    r":?(?!\w|\s?[/%])",
    re.IGNORECASE,
)
# "tiêm chủng (chưa tính 2 cháu đi vắng) 45/47": what is remarked stands behind the amount
_REMARK_BEFORE = re.compile(
    r"(?<=[^\W\d_] )(?P<remark>\([^()\n/%\d]*[^\W\d_][^()\n/%\d]*\b\d{1,4}\b(?:[^()\n/%\d]*)\)"
    r"|\(\d{1,4} [^()\n/%\d]+\))\s*:?\s*(?P<amount>\d{1,6}\s*/\s*\d{1,6})",
    re.IGNORECASE,
)
# "0 có ca nào đuối nước", as people write "không"
_NOUGHT = re.compile(r"(?<![\w.,/:=-])(?<![/:=] )0(?= (?:có|co) (?:[^\W\d]+ ){1,3}(?:nào|nao)\b)", re.IGNORECASE)
_STROKE = re.compile(r"(?<=\d)(?:\\|(?<!\d:\d\d):(?!\d{1,2}:))(?=\d)")  # "45\\47", and "45:47", which is no time
_SPOKEN_STROKE = re.compile(
    r"(?<=\w) (?:[xs]ẹ[tc]|xuyệ[tc]|xoẹt|gạch chéo|(?<=\d )[xs]et(?= \d)) (?=\w)", re.IGNORECASE
)
# "TE có HCĐB/tổng số TE: 4/236"
_OF_TOTAL = re.compile(r"(?<=[^\W\d])\s*/\s*(?:tổng số|tong so|tổng|tong)\b", re.IGNORECASE)


def _unless_counts(time: re.Match[str]) -> str:
    """Leave out a time of day; "tiêm chủng 20:21" says counts where nothing in its line tells of a time.

    Of "tiêm chủng 14:30" nobody can tell: it is left as what is no number.
    """
    begin, end = time.string.rfind("\n", 0, time.start()) + 1, time.string.find("\n", time.end())
    line = time.string[begin : end if end >= 0 else len(time.string)]
    counts = _MAY_BE_COUNTS.fullmatch(time[0])
    said = {vietnamese.key(word) for word in re.findall(r"[^\W\d]+", line.lower())}
    opens = not line[: time.start() - begin].strip()
    if not counts or opens or "/" in line or int(counts[1]) > int(counts[2]) or said & words("of-a-time-of-day"):
        return ""
    return f"…/{counts[2]}" if int(counts[2]) % _MINUTES_PEOPLE_SAY == 0 else time[0]


# The lines of a printed form, which may name the share too: "Tổng số: 41", "Đạt: 40", "Tỷ lệ: 97,6%".
_FORM = re.compile(
    r"\b(?:t[oổ]ng|s[oố] tr[eẻ])[^\n\d/]{0,20}:\s*(?P<total>\d[\d.]*)\s*\n\s*"
    r"(?:số )?(?:đạt|dat|đã|da|thực hiện|thuc hien|kết quả|ket qua)[^\n\d/]{0,20}:\s*(?P<reached>\d[\d.]*)\s*$"
    r"(?:\s*(?:tỷ lệ|tỉ lệ|ty le|ti le)[^\n\d]{0,10}[\d.,]+ ?%)?",
    re.IGNORECASE | re.MULTILINE,
)
_INDICATOR = re.compile(r"(?<![\w/.,])(\d{1,2}(?:\.\d)?)\s*=\s*(?=\d+\s*/|0\b)")
_RUNNING = re.compile(r"^\s*(\d{1,2})[.)]?\s+(?=[^\W\d_])")
_TWO_COUNTS = re.compile(r"^(?P<label>[^\n]*?[^\W\d_][^\n]*?)\s+(\d+)\s+(\d+)\s*$")


def _with_indicators(text: str) -> str:
    """Read "5.1=31/32; 14=20/20" as figures of indicators."""
    return _INDICATOR.sub(r"chỉ tiêu \1: ", text) if "=" in text else text


def _as_rows(lines: list[str]) -> list[str]:
    """Read the rows of a table that has lost its tabs: "1 Tiêm chủng 46 47", "2 Khai sinh 13 13" are 46/47 and 13/13.

    Only below a head that says which column is which, or where the rows are numbered: "khai sinh 12 13" is asked about.
    """
    numbers = [_RUNNING.match(line) for line in lines]
    numbered = {1, 2} <= {int(number[1]) for number in numbers if number}
    found, expected, order = [], 1, ""
    for line, number in zip(lines, numbers, strict=True):
        order = _order_of(line) or order
        running = numbered and number is not None and int(number[1]) == expected
        if number is not None and running:
            line, expected = line[number.end() :], expected + 1
        counts = _TWO_COUNTS.match(line) if running or order else None
        if counts:
            first, second = (counts[3], counts[2]) if order == "total first" else (counts[2], counts[3])
            line = f"{counts['label']}: {first}/{second}"
        found.append("" if line.strip() and _order_of(line) else line)
    return found


def _order_of(line: str) -> str:
    """Return which column a head without marks between its columns has first; "" where it is none."""
    if any(char.isdigit() for char in line) or _CELL_MARKS.search(line) or ":" in line:
        return ""
    folded = vietnamese.fold(line)
    total, reached = (
        re.search(r"\b(?:tong so|tong)\b", folded),
        re.search(r"\b(?:dat|da dat|ket qua|thuc hien)\b", folded),
    )
    if total is None or reached is None or len(folded.split()) > 8:
        return ""
    return "total first" if total.start() < reached.start() else "reached first"


_ROW_NUMBER = re.compile(
    rf"^\s*\|?\s*(?:\d{{1,2}}[.)]?|stt|tt|số tt|#|no){_CELL}(?=[^\W\d_][^\n]*[|;\t])", re.IGNORECASE
)


def _without_row_number(line: str) -> str:
    """Drop the number before a row, "1 | Khai sinh | 19/20", and "STT" above it."""
    return _ROW_NUMBER.sub("", line) if _CELL_MARKS.search(line) else line


_TOTAL = re.compile(r"\b(?:tong|so (?:tre|chau|em|doi tuong)|doi tuong|phai|can|ke hoach|giao)\b")
_REACHED = re.compile(r"\b(?:da|dat|duoc|thuc hien|ket qua|co|tiem)\b")


def _has_total_first(line: str) -> bool:
    """Tell whether a head of columns has the total before what was reached: "Nội dung | Tổng số trẻ | Đã đạt"."""
    heads = [vietnamese.fold(cell) for cell in _cells(line)[-2:]]
    if len(heads) < 2 or any(char.isdigit() for char in line):
        return False
    return bool(_TOTAL.search(heads[0])) and not _REACHED.search(heads[0]) and bool(_REACHED.search(heads[1]))


def _heads(line: str, below: str) -> list[str] | None:
    """Return what stands above the columns, the labels' too, if *line* heads a table whose first row is *below*."""
    cells = _cells(line)
    if len(cells) < 2 or any(char.isdigit() for char in line):
        return None
    heads = cells if len(cells) == len(_cells(below)) else ["", *cells]
    return heads if all(heads[1:]) and _row_under(heads, below) else None


def _row_under(heads: list[str], line: str) -> str:
    """Return a row as a line that names each measure, "KP 1: tiêm chủng 20/21, khai sinh 15/15"; "" when it is none."""
    label, *cells = _cells(line) or [""]
    kind, *names = heads
    if label.isdigit() and _is_village(f"{kind} {label}"):
        label = f"{kind} {label}"
    cases = _is_village(label) and not any(map(_TOTAL.search, map(vietnamese.fold, names)))
    shown = _CASES if cases else _SHARE
    if len(cells) != len(names) or not label or not any(map(shown.fullmatch, cells)):
        return ""
    filled = [(head, cell) for head, cell in zip(names, cells, strict=True) if cell.strip("-–. ")]
    return f"{label}: " + ", ".join(f"{head} {cell}" for head, cell in filled)


def _is_village(label: str) -> bool:
    return village_key(label).startswith(_TERMS)


def _cells(line: str) -> list[str]:
    """Return the cells of a line; those at the ends of "| a | b |" are none."""
    if not _CELL_MARKS.search(line):
        return []
    return [cell.strip() for cell in _CELL_MARKS.split(line.strip(" ").strip("|"))]


def _line(line: str, *, total_first: bool) -> str:
    if not _CELL_MARKS.search(line):
        return _LIST_NUMBER.sub("", line)
    row = _ROW.match(line.strip(" "))
    if row is None:
        return _LIST_NUMBER.sub("", line)
    label = re.sub(_CELL, " ", row["label"]).strip()
    named = f"chỉ tiêu {label}" if label.replace(".", "").isdigit() else label
    reached, total = (row[3], row[2]) if total_first else (row[2], row[3])
    return f"{named}: {reached}/{total}"


_KEYCAP = re.compile(r"\d\ufe0f?\u20e3(?=\s*[^\W\d_])")  # "1️⃣ khai sinh 12/12": the number of a list


def _without_symbols(text: str) -> str:
    """Put a comma where an emoji stands: people part figures by them."""
    text = _KEYCAP.sub(", ", text)
    symbols = {ord(c): ", " for c in set(text) if unicodedata.category(c) == "So"}
    return text.translate(symbols) if symbols else text
