"""Make the workbook of a database in this process; prints the seconds it took and the MiB it took more, at most."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.reports import workbook
from bot.reports.making import make
from bot.reports.wanted import Wanted
from knowledge.library import Library
from storage.database import open_for_reading
from tests.bench.measuring import resident_mebibytes


def main(path: Path) -> None:
    """Make it once, as a running bot does that has made one before: plans and modules are loaded."""
    assert workbook
    library = Library.load()
    wanted = Wanted("workbook", "tan-khai", "2025", None, date(2025, 12, 20))
    before = resident_mebibytes()
    begin = time.perf_counter()
    with closing(open_for_reading(path)) as db:
        make(db, library, wanted, ZoneInfo("Asia/Ho_Chi_Minh"))
    seconds = time.perf_counter() - begin
    print(f"{seconds:.3f} {resident_mebibytes(peak=True) - before:.1f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
