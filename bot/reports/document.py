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

from bot.reports.figures import UNDATED, Figures, Row
from handlers.wording import say
from knowledge.figures.calendar import in_words
from knowledge.figures.showing import cases, count, is_met, percent
from knowledge.formatting import capital
from knowledge.locality import Level

_FONT = "Times New Roman"  # as the rules for administrative documents want it, and the margins below
_LEVELS: dict[Level, str] = {
    "province": "tỉnh",
    "city": "thành phố",
    "district": "huyện",
    "town": "thị trấn",
    "ward": "phường",
    "commune": "xã",
}
_HEAD = ("TT", "Chỉ tiêu", "Mục tiêu", "Kết quả", "Tỷ lệ", "Đã nộp", "Ghi chú")
_WIDTHS = (1.1, 4.9, 2.6, 3.1, 1.6, 1.6, 1.9)  # cm, together the width of the page within its margins
_NOTES = {"*": "Không công khai số của từng nơi", "**": capital(UNDATED)}  # below the table, by their marks in it
_DOTS = "…" * 20


def document(figures: Figures) -> bytes:
    """Make the report as the bytes of a .docx file."""
    paper = Document()
    _set_up(paper)
    _heading(paper, figures)
    _title(paper, figures)
    villages, rows = figures.to_pass_on()
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
    office = f"{_LEVELS[figures.locality.era.level]} {figures.locality.name}".upper()
    _lines(left, ("ỦY BAN NHÂN DÂN", True), (office, True), ("_______", False))
    motto = (("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True), ("Độc lập - Tự do - Hạnh phúc", True))
    _lines(right, *motto, ("_______________________", False))
    left, right = table.rows[1].cells
    _lines(left, ("Số: ……/BC-UBND", False))
    place = f"{figures.locality.name}, ngày …… tháng …… năm {figures.wanted.today.year}"
    _lines(right, (place, False), italic=True)


def _title(paper: DocumentObject, figures: Figures) -> None:
    _centred(paper, "BÁO CÁO", size=14, above=18)
    _centred(paper, f"Kết quả thực hiện các chỉ tiêu về trẻ em, {in_words(figures.wanted.period, 'vi')}", size=13)
    _centred(paper, "_______", bold=False, below=8)


def _opening(paper: DocumentObject, figures: Figures, villages: int, rows: Sequence[Row]) -> None:
    """What the report rests on, and the sum of it in a sentence."""
    plan = figures.plan
    title = f"{plan.title.vi[:1].upper()}{plan.title.vi[1:]}"
    number = f"số {plan.number} ({title})" if plan.number else title.removeprefix("Kế hoạch ")
    office = f"{_LEVELS[figures.locality.era.level]} {figures.locality.name}"
    _body(paper, f"Thực hiện Kế hoạch {number}, Ủy ban nhân dân {office} báo cáo kết quả như sau:")
    _section(paper, "I. KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU")
    reported = [row for row in rows if row.line.total is not None or row.line.few or row.of_one]
    totals = [(row.line.total, row.goal) for row in rows if row.line.total is not None]
    compared = [met for total, goal in totals if (met := is_met(total, None, goal)) is not None]
    undated = any(row.goal and row.goal.is_undated for row in rows)
    also = ", kể cả mục tiêu mà kế hoạch không ghi năm" if undated else ""
    _body(
        paper,
        f"Có số liệu của {len(reported)}/{len(rows)} chỉ số ({villages} {figures.term} phải báo cáo). Trong các chỉ số"
        f" so được với mục tiêu năm {figures.year}{also}: {sum(compared)} đạt,"
        f" {len(compared) - sum(compared)} chưa đạt.",
    )


def _table(paper: DocumentObject, figures: Figures, villages: int, rows: Sequence[Row]) -> None:
    """The table of indicators; its head is repeated on every page."""
    table = paper.add_table(rows=1, cols=len(_HEAD))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    head = [f"Mục tiêu {figures.year}" if text == "Mục tiêu" else text for text in _HEAD]
    _fill(table.rows[0], head, bold=True)
    _mark(table.rows[0], "w:tblHeader")
    remarks = set()
    for row in rows:
        *texts, remark = _table_row(row, villages)
        _fill(table.add_row(), [*texts, remark])
        remarks.update(remark.split("; "))
    _set_widths(table, _WIDTHS)
    for row in table.rows:
        _mark(row, "w:cantSplit")
    for mark, note in _NOTES.items():
        if f"({mark})" in remarks:
            _body(paper, f"({mark}) {note}.", size=11)


def _table_row(row: Row, villages: int) -> Iterator[str]:
    total = row.line.total
    yield row.number
    yield row.measure.label.vi[:1].upper() + row.measure.label.vi[1:]
    yield row.goal.in_words("vi") if row.goal else "Không đặt mức"
    if row.line.few:
        yield capital(say("progress_few", "vi"))
    elif row.of_one:
        yield "Không nêu"
    elif total is None or not (total.villages or total.numerator):
        yield "Chưa có số liệu"
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
    parts = ["" if met is None else "Đạt" if met else "Chưa đạt"]
    if total and total.bare:
        parts.append(f"{total.bare} nơi chỉ gửi phần trăm, không cộng được")
    if row.line.checked:
        parts.append(f"{row.line.checked} nơi đang kiểm tra")
    if row.goal and row.goal.is_undated:
        parts.append("(**)")
    if row.measure.sensitive:
        parts.append("(*)")
    return "; ".join(part for part in parts if part)


def _completeness(paper: DocumentObject, figures: Figures, villages: int) -> None:
    """Who has not reported."""
    _section(paper, "II. TÌNH HÌNH NỘP SỐ LIỆU")
    found = figures.missing()
    nothing = [v.name or figures.locality.name for v, absent, _ in found if len(absent) == len(figures.measures)]
    _body(paper, f"Đã nộp đủ: {villages - len(found)}/{villages} {figures.term}.")
    if nothing:
        _body(paper, f"Chưa nộp số liệu nào: {', '.join(nothing)}.")
    partly = [v.name or figures.locality.name for v, absent, _ in found if len(absent) < len(figures.measures)]
    if partly:
        _body(paper, f"Nộp chưa đủ: {', '.join(partly)}.")


def _to_be_written(paper: DocumentObject) -> None:
    """The parts that only people can write."""
    for title in ("III. ĐÁNH GIÁ", "IV. KHÓ KHĂN, KIẾN NGHỊ", "V. NHIỆM VỤ THỜI GIAN TỚI"):
        _section(paper, title)
        _body(paper, _DOTS)


def _signature(paper: DocumentObject) -> None:
    """Who gets it on the left, who signs on the right; both left to fill in."""
    table = paper.add_table(rows=1, cols=2)
    _set_widths(table, (7.5, 9.3))
    left, right = table.rows[0].cells
    _lines(
        left,
        ("Nơi nhận:", True),
        (f"- {_DOTS[:12]};", False),
        (f"- {_DOTS[:12]};", False),
        ("- Lưu: VT.", False),
        left=True,
        size=11,
    )
    _lines(right, ("TM. ỦY BAN NHÂN DÂN", True), (_DOTS[:12], True), ("(Ký, ghi rõ họ tên, đóng dấu)", False))


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
