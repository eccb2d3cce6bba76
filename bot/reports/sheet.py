"""A worksheet that takes hundreds of thousands of cells in a second."""

from collections.abc import Iterable, Sequence
from operator import getitem

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | None
_AT_ONCE = 2000  # rows
_MOST_KNOWN = 5000  # values of a column whose XML is remembered


class LongSheet(Worksheet):
    """A worksheet whose long part is written as a stream while the workbook is closed.

    xlsxwriter needs 15 µs for each cell that it is given one by one: two sheets of 100,000 rows would take 20 s and
    keep every cell in memory. Here the rows go from the database to the file.
    """

    _rows: Iterable[Sequence[Cell]] = ()
    _formats: Sequence[Format | None] = ()

    def write_long(self, count: int, rows: Iterable[Sequence[Cell]], formats: Sequence[Format | None]) -> None:
        """Put *rows* below the first one, which is written cell by cell.

        Args:
            count: How many there are at most.
            rows: Texts, numbers and gaps; gaps at the end may be left out. A text that begins with "=" stays a text.
            formats: One for each column.
        """
        self._rows, self._formats = rows, formats
        self._check_dimensions(max(count, 1), len(formats) - 1)

    def _write_rows(self) -> None:
        """Write the rows of both kinds; xlsxwriter calls this in the midst of the sheet's XML.

        Rows and cells follow one another without a gap, and so need no address.
        """
        super()._write_rows()
        assert self.fh is not None
        columns = [_Column(self, form) for form in self._formats]
        written: list[str] = []
        for row in self._rows:
            written.append(f"<row>{''.join(map(getitem, columns, row))}</row>")
            if len(written) == _AT_ONCE:
                self.fh.write("".join(written))
                written.clear()
        self.fh.write("".join(written))

    def shared(self, text: str) -> int:
        """Put a text into the workbook's table, which is written after all sheets; returns its place there."""
        table = self.str_table
        assert table is not None
        table.string_array.append(text)
        table.count += 1
        table.unique_count += 1
        return len(table.string_array) - 1


class _Column(dict[Cell, str]):
    """The XML of a cell by its value: most values of a column are the same few."""

    def __init__(self, sheet: LongSheet, form: Format | None) -> None:
        super().__init__({None: "<c/>"})
        self._sheet = sheet
        self._style = f' s="{_style(form)}"' if form else ""

    def __missing__(self, value: Cell) -> str:
        """Make the XML of a value that did not come lately."""
        kind, content = (' t="s"', self._sheet.shared(value)) if isinstance(value, str) else ("", value)
        xml = f"<c{self._style}{kind}><v>{content}</v></c>"
        if kind or len(self) < _MOST_KNOWN:  # a text has its place in the workbook's table once
            self[value] = xml
        return xml


def _style(form: Format) -> int:
    """The number of *form* in the workbook."""
    number: int = form._get_xf_index()  # type: ignore[no-untyped-call]  # xlsxwriter is typed in parts only
    return number
