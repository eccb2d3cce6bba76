"""All figures as a CSV table, for other programs; with the mark by which Excel knows that it is UTF-8."""

import csv
import io

from bot.reports.figures import Figures
from storage import exports

_BOM = "\ufeff"
_HEAD = ("noi", "so", "chi_tieu", "ky", "tu_so", "mau_so", "gia_tri", "trang_thai", "ly_do", "luc_utc")
_RISKY = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet takes a text that begins so for a formula


def table_csv(figures: Figures) -> bytes:
    """Write the figures that hold now, a line each."""
    out = io.StringIO(newline="")
    out.write(_BOM)
    writer = csv.writer(out)
    writer.writerow(_HEAD)
    measures = {(m.indicator, m.part): (m.number, m.label.vi) for m in figures.measures}
    for row in exports.figures(figures.db, figures.wanted.plan, viewer=figures.wanted.viewer):
        number, label = measures[row.indicator, row.part]
        counts = (row.numerator, row.denominator, row.value)
        writer.writerow(
            (
                _text(row.village or figures.locality.name),
                number,
                label,
                row.period,
                *("" if value is None else value for value in counts),
                {"number": "so_lieu", "none": "khong_co_so_lieu"}[row.state],
                _text(row.reason),
                f"{row.at[:19]}Z",
            )
        )
    return out.getvalue().encode()


def _text(value: str) -> str:
    """Keep a text that people typed from becoming a formula."""
    return f"'{value}" if value.startswith(_RISKY) else value
