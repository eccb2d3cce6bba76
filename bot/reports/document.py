"""The Word report in the usual form of a commune: staff fill in number, date, assessment and signature by hand."""

import io
from collections.abc import Iterator, Sequence

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from bot.reports.figures import Figures, Row, undated
from bot.reports.texts import write
from knowledge.figures.calendar import in_words
from knowledge.figures.showing import cases, count, is_met, percent
from knowledge.formatting import capital
from knowledge.sentences import say
from storage.owing import Missing

_FONT = "Times New Roman"  # as the rules for administrative documents want it, and the margins below
# The columns and their widths in cm, together the width of the page within its margins.
_COLUMNS = {"number": 1.1, "indicator": 4.9, "target": 2.6, "result": 3.1, "share": 1.6, "reported": 1.6, "note": 1.9}
_DOTS = "…" * 20


def document(figures: Figures) -> bytes:
    """Make the report as the bytes of a .docx file."""
    paper = Document()
    _set_up(paper)
    _heading(paper, figures)
    _title(paper, figures)
    villages, every = figures.to_pass_on()
    wanted = figures.expected.measures
    rows = [row for row in every if row.measure in wanted or _has_result(row)]
    _opening(paper, figures, villages, rows)
    _table(paper, figures, villages, rows)
    _completeness(paper, figures, villages)
    _to_be_written(paper)
    _signature(paper)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _set_up(paper: DocumentObject) -> None:
    """A4, margins and letters of an administrative document."""
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(2.5), Cm(1.7)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    style.paragraph_format.space_after = Pt(4)


def _heading(paper: DocumentObject, figures: Figures) -> None:
    """The issuer on the left, the state's name and motto on the right."""
    table = paper.add_table(rows=2, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _set_widths(table, (6.2, 10.6))
    left, right = table.rows[0].cells
    _lines(left, (write("document_office"), True), (_office(figures).upper(), True), ("_______", False))
    motto = ((write("document_state"), True), (write("document_motto"), True))
    _lines(right, *motto, ("_______________________", False))
    left, right = table.rows[1].cells
    _lines(left, (write("document_number"), False))
    place = write("document_place_and_day", place=figures.locality.name, year=figures.wanted.today.year)
    _lines(right, (place, False), italic=True)


def _office(figures: Figures) -> str:
    """The locality with its level: "thị trấn Tân Khai"."""
    return f"{write(f'document_level_{figures.locality.era.level}')} {figures.locality.name}"


def _title(paper: DocumentObject, figures: Figures) -> None:
    _centred(paper, write("document_title"), size=14, above=18)
    _centred(paper, write("document_subject", period=in_words(figures.wanted.period, "vi")), size=13)
    _centred(paper, "_______", bold=False, below=8)


def _opening(paper: DocumentObject, figures: Figures, villages: int, rows: Sequence[Row]) -> None:
    """What the report rests on, and the sum of it in a sentence."""
    plan = figures.plan
    title = f"{plan.title.vi[:1].upper()}{plan.title.vi[1:]}"
    with_number = write("document_plan_with_number", number=plan.number, title=title)
    called = with_number if plan.number else title.removeprefix("Kế hoạch ")
    _body(paper, write("document_opening", plan=called, office=_office(figures)))
    _section(paper, write("document_part_results"))
    reported = [row for row in rows if _has_result(row)]
    totals = [(row.line.total, row.goal) for row in rows if row.line.total is not None]
    compared = [met for total, goal in totals if (met := is_met(total, None, goal)) is not None]
    has_undated = any(row.goal and row.goal.is_undated for row in rows)
    also = write("document_sum_undated") if has_undated else ""
    counts = {"reported": len(reported), "every": len(rows), "met": sum(compared), "unmet": compared.count(False)}
    of = {"villages": villages, "term": figures.term, "year": figures.year}
    _body(paper, write("document_sum", **counts, **of, also=also))


def _has_result(row: Row) -> bool:
    """Tell whether there is something to say of a measure, told or not."""
    return row.line.total is not None or row.line.few or row.line.of_one


def _table(paper: DocumentObject, figures: Figures, villages: int, rows: Sequence[Row]) -> None:
    """The table of indicators; its head is repeated on every page."""
    table = paper.add_table(rows=1, cols=len(_COLUMNS))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    head = [write(f"document_head_{column}", year=figures.year) for column in _COLUMNS]
    _fill(table.rows[0], head, bold=True)
    _mark(table.rows[0], "w:tblHeader")
    remarks = set()
    for row in rows:
        *texts, remark = _table_row(row, villages)
        _fill(table.add_row(), [*texts, remark])
        remarks.update(remark.split("; "))
    _set_widths(table, tuple(_COLUMNS.values()))
    for row in table.rows:
        _mark(row, "w:cantSplit")
    for mark, note in (("*", write("document_sensitive")), ("**", capital(undated()))):
        if f"({mark})" in remarks:
            _body(paper, f"({mark}) {note}.", size=11)


def _table_row(row: Row, villages: int) -> Iterator[str]:
    total = row.line.total
    yield row.number
    yield row.measure.label.vi[:1].upper() + row.measure.label.vi[1:]
    yield row.goal.in_words("vi") if row.goal else capital(write("files_no_goal"))
    if row.line.few:
        yield capital(say("progress_few", "vi"))
    elif row.line.of_one:
        yield write("document_not_told")
    elif total is None or not (total.villages or total.numerator):
        yield write("document_no_figure")
    elif total.denominator is None:
        yield cases(total.numerator, "vi")
    else:
        yield f"{count(total.numerator, 'vi')}/{count(total.denominator, 'vi')}"
    yield percent(total.share, "vi") if total and total.share is not None else ""
    yield "" if row.line.reported is None else f"{row.line.reported}/{villages}"
    yield _remark(row)


def _remark(row: Row) -> str:
    total = row.line.total
    met = is_met(total, None, row.goal) if total else None
    parts = ["" if met is None else capital(write("files_met" if met else "files_not_met"))]
    if total and total.bare:
        parts.append(write("document_bare", count=total.bare))
    if row.line.checked:
        parts.append(write("document_checked", count=row.line.checked))
    if row.goal and row.goal.is_undated:
        parts.append("(**)")
    if row.measure.sensitive:
        parts.append("(*)")
    return "; ".join(part for part in parts if part)


def _completeness(paper: DocumentObject, figures: Figures, villages: int) -> None:
    """Who has not reported."""
    _section(paper, write("document_part_sending"))
    found, what = figures.missing(), figures.expected
    complete = villages - len(found)
    _body(paper, write("document_complete", complete=complete, villages=villages, term=figures.term))
    owing = [one for one in found if one.let_off is None]
    groups = {
        "sent_nothing": [one for one in owing if len(one.measures) == len(what.measures)],
        "sent_part": [one for one in owing if len(one.measures) < len(what.measures)],
        "on_paper": [one for one in found if one.let_off == "paper"],
        "on_leave": [one for one in found if one.let_off == "leave"],
    }
    for key, those in groups.items():
        if those:
            _body(paper, write(f"document_{key}", villages=", ".join(_name(figures, one) for one in those)))


def _name(figures: Figures, one: Missing) -> str:
    return one.village.name or figures.locality.name


def _to_be_written(paper: DocumentObject) -> None:
    """The parts that only people can write."""
    for part in ("assessment", "difficulties", "tasks"):
        _section(paper, write(f"document_part_{part}"))
        _body(paper, _DOTS)


def _signature(paper: DocumentObject) -> None:
    """Who gets it on the left, who signs on the right; both left to fill in."""
    table = paper.add_table(rows=1, cols=2)
    _set_widths(table, (7.5, 9.3))
    left, right = table.rows[0].cells
    _lines(
        left,
        (write("document_recipients"), True),
        (f"- {_DOTS[:12]};", False),
        (f"- {_DOTS[:12]};", False),
        (write("document_archive"), False),
        left=True,
        size=11,
    )
    _lines(right, (write("document_signs"), True), (_DOTS[:12], True), (write("document_signature"), False))


def _fill(row: _Row, texts: Sequence[str], *, bold: bool = False) -> None:
    for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        left = not bold and place in (1, 6)
        _lines(cell, (text, bold), left=left, size=11)


def _lines(cell: _Cell, *lines: tuple[str, bool], italic: bool = False, left: bool = False, size: int = 13) -> None:
    """Write lines into a cell: each a text, and whether it is bold."""
    for place, (text, bold) in enumerate(lines):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if left else WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(0)
        _run(paragraph, text, bold=bold, italic=italic, size=size)


def _centred(
    paper: DocumentObject, text: str, *, bold: bool = True, size: int = 13, above: int = 0, below: int = 0
) -> None:
    paragraph = paper.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(above), Pt(below)
    _run(paragraph, text, bold=bold, size=size)


def _section(paper: DocumentObject, text: str) -> None:
    paragraph = paper.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(8)
    paragraph.paragraph_format.keep_with_next = True
    _run(paragraph, text, bold=True)


def _body(paper: DocumentObject, text: str, *, size: int = 13) -> None:
    paragraph = paper.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Cm(1)
    _run(paragraph, text, size=size)


def _run(paragraph: Paragraph, text: str, *, bold: bool = False, italic: bool = False, size: int = 13) -> None:
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)


def _set_widths(table: Table, widths: Sequence[float]) -> None:
    """Set the columns' widths in centimetres; Word heeds the cells', LibreOffice the columns'."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _mark(row: _Row, what: str) -> None:
    """Tell Word of a row what python-docx has no word for: "w:tblHeader", repeated on each page; "w:cantSplit"."""
    mark = OxmlElement(what)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
