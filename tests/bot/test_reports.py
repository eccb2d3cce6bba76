"""The files: what is in them, and their way to the person who asked."""

import asyncio
import csv
import io
import struct
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from click.testing import CliRunner
from docx import Document
from sqlite_utils import Database

from bot.cli import sotay
from bot.reports.chart import Bar, Chart, draw, ticks
from bot.reports.figures import Figures
from bot.reports.making import chart_of, make
from bot.reports.wanted import Kind, Made, NothingToShowError, Wanted
from storage import exports, roles, villages
from storage.database import open_database, open_for_reading
from storage.roles import NotAllowedError
from storage.sight import OPERATOR
from tests.end_to_end.people import PATIENCE_SECONDS, Person, library, running_demo
from tests.figures import NOW, add_villages, put

PLAN, STAFF, COLLABORATOR = "tan-khai", 11, 12
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
EVIL = '=HYPERLINK("http://example.org")\x07'


@pytest.fixture
def town(db: Database) -> Database:
    """Thirteen khu phố with figures of every form."""
    fill(db)
    roles.grant(db, STAFF, "staff", plan=PLAN, called="Cô Lan", by=None, now=NOW)
    return db


def fill(db: Database) -> None:
    kps = add_villages(db, PLAN, *(f"Khu phố {n}" for n in range(1, 14)))
    for number, village in enumerate(kps[:11]):
        put(db, village, "5.1", "2025-10", f"{40 + number}/50", user_id=STAFF)
    put(db, kps[0], "9", "2025-10", 2)
    put(db, kps[11], "5.1", "2025-10", "95.5")
    put(db, kps[12], "5.1", "2025-10", None, reason=EVIL)


def made(db: Database, report: Kind, viewer: int | None = STAFF, **more: Any) -> Made:
    return make(db, library(), Wanted(report, PLAN, "2025", viewer, date(2025, 10, 12), **more), VIETNAM)


def sheets(data: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert all(sheet.freeze_panes for sheet in book)
    return {sheet.title: list(sheet.values) for sheet in book}


def png_size(data: bytes) -> tuple[int, int]:
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def test_the_workbook_read_back(town: Database) -> None:
    found = sheets(made(town, "workbook").data)
    assert list(found) == ["Tiến độ", "Số liệu", "Lịch sử sửa", "Chưa nộp"]
    title, head, *rows = found["Tiến độ"]
    assert title[0] == "Tân Khai · năm 2025"
    assert len(rows) == len(library().measures.every())
    (row,) = (dict(zip(head, row, strict=True)) for row in rows if row[0] == "5.1")
    assert row == {
        "Số": "5.1",
        "Chỉ tiêu": "tiêm chủng dưới 1 tuổi, đủ 8 loại",
        "Mục tiêu": "95%",
        "Mục tiêu (%)": 0.95,
        "Tử số": 495,
        "Mẫu số": 550,
        "Tỷ lệ": 0.9,
        "Số trường hợp": None,
        "Đạt": "chưa đạt",
        "Đã nộp": 13,
        "Phải nộp": 13,
        "Chỉ có phần trăm": 1,
        "Đang kiểm tra": None,
    }


def test_numbers_days_and_texts_of_the_workbook_are_what_they_are(town: Database) -> None:
    found = sheets(made(town, "workbook").data)
    head, *rows = found["Số liệu"]
    figures = {(row[0], row[1]): dict(zip(head, row, strict=True)) for row in rows}
    assert len(figures) == len(found["Lịch sử sửa"]) - 1 == 14
    one = figures["Khu phố 1", "5.1"]
    assert (one["Tử số"], one["Mẫu số"], one["Tỷ lệ"], one["Mục tiêu (%)"]) == (40, 50, 0.8, 0.95)
    assert (one["Người gửi"], one["Kỳ"]) == ("Cô Lan", "2025-10")
    assert abs((one["Lúc"] - datetime(2025, 10, 12, 9)).total_seconds()) < 1  # noqa: DTZ001 - Excel knows no zones
    assert figures["Khu phố 12", "5.1"]["Tỷ lệ"] == 0.955
    assert figures["Khu phố 1", "9"]["Số trường hợp"] == 2
    none = figures["Khu phố 13", "5.1"]
    assert (none["Lý do"], none["Ghi chú"]) == (EVIL.replace("\x07", "_x0007_"), "không có số liệu")


@pytest.mark.parametrize(("said", "shown"), [("45/47", "45/47"), ("95.5", "95,5%"), (None, "không có số liệu")])
def test_the_history_tells_what_was_replaced_as_people_write_it(town: Database, said: str | None, shown: str) -> None:
    (kp1,) = [village for village in villages.of_plan(town, PLAN) if village.name == "Khu phố 1"]
    put(town, kp1, "14", "2025-10", said, reason="")
    before = town.conn.execute("SELECT max(id) FROM revisions").fetchone()[0]
    put(town, kp1, "14", "2025-11", "11/12")
    town.conn.execute("UPDATE revisions SET follows = ? WHERE id = ?", (before, before + 1))
    head, *rows = sheets(made(town, "workbook").data)["Lịch sử sửa"]
    assert rows[-1][head.index("Trước đó")] == shown


def test_a_text_is_never_a_formula(town: Database) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made(town, "workbook").data))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert not any(cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row)
    text = made(town, "csv").data.decode("utf-8-sig")
    (row,) = (row for row in csv.DictReader(io.StringIO(text)) if row["ly_do"])
    assert row["ly_do"] == f"'{EVIL}"


def test_the_missing_villages_of_the_workbook(town: Database) -> None:
    _, _, first, second, *_ = sheets(made(town, "workbook").data)["Chưa nộp"]
    assert first[:2] == ("Khu phố 1", len(library().measures.every()) - 2)
    assert "5.1" not in first[2].split(", ")
    assert "9" in second[2].split(", ")


def test_the_csv_has_a_mark_and_every_figure(town: Database) -> None:
    data = made(town, "csv").data
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == 14
    assert (rows[0]["noi"], rows[0]["so"], rows[0]["tu_so"], rows[0]["mau_so"]) == ("Khu phố 1", "5.1", "40", "50")


def test_the_word_report_has_the_usual_form(town: Database) -> None:
    paper = Document(io.BytesIO(made(town, "document").data))
    heading, table, signature = paper.tables
    assert heading.cell(0, 0).text.startswith("ỦY BAN NHÂN DÂN\nTHỊ TRẤN TÂN KHAI")
    assert heading.cell(0, 1).text.startswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc")
    assert heading.cell(1, 0).text == "Số: ……/BC-UBND"
    assert heading.cell(1, 1).text == "Tân Khai, ngày …… tháng …… năm 2025"
    assert [cell.text for cell in table.rows[0].cells] == [
        *("TT", "Chỉ tiêu", "Mục tiêu 2025", "Kết quả", "Tỷ lệ", "Đã nộp", "Ghi chú")
    ]
    rows = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in table.rows[1:]}
    assert rows["5.1"] == [
        *("Tiêm chủng dưới 1 tuổi, đủ 8 loại", "95%", "495/550", "90%", "13/13"),
        "Chưa đạt; 1 nơi chỉ gửi phần trăm, không cộng được",
    ]
    assert rows["14"][2] == "Chưa có số liệu"
    assert signature.cell(0, 0).text.startswith("Nơi nhận:")
    assert signature.cell(0, 1).text.startswith("TM. ỦY BAN NHÂN DÂN")
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert "Kết quả thực hiện các chỉ tiêu về trẻ em, năm 2025" in text
    assert "Nộp chưa đủ: Khu phố 1, Khu phố 2" in text


def test_what_is_to_fall_each_year_is_no_level(town: Database) -> None:
    (kp1,) = [village for village in villages.of_plan(town, PLAN) if village.name == "Khu phố 1"]
    put(town, kp1, "13", "2025-10", 0)
    found = sheets(made(town, "workbook").data)
    _, head, *rows = found["Tiến độ"]
    (row,) = (dict(zip(head, row, strict=True)) for row in rows if row[0] == "13")
    assert (row["Mục tiêu"], row["Mục tiêu (%)"], row["Đạt"]) == ("giảm 2–3% mỗi năm", None, None)
    head, *rows = found["Số liệu"]
    (row,) = (dict(zip(head, row, strict=True)) for row in rows if row[1] == "13")
    assert row["Mục tiêu (%)"] == "giảm 2–3% mỗi năm"


def test_a_level_without_a_year_stands_beside_the_figures(town: Database) -> None:
    """Tân Khai wants toilets in all schools (II.2.a), and relief for all children hit by a disaster, in no year."""
    (kp1,) = [village for village in villages.of_plan(town, PLAN) if village.name == "Khu phố 1"]
    put(town, kp1, "7", "2025-10", "3/4")
    found = sheets(made(town, "workbook").data)
    _, head, *rows = found["Tiến độ"]
    (row,) = (dict(zip(head, row, strict=True)) for row in rows if row[0] == "7")
    assert (row["Mục tiêu"], row["Mục tiêu (%)"]) == ("100% (kế hoạch không ghi năm)", 1)
    assert row["Đạt"] == "chưa đạt"
    head, *rows = found["Số liệu"]
    (row,) = (dict(zip(head, row, strict=True)) for row in rows if row[1] == "7")
    assert (row["Mục tiêu (%)"], row["Ghi chú"]) == (1, "mục tiêu: kế hoạch không ghi năm")
    paper = Document(io.BytesIO(made(town, "document").data))
    lines = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in paper.tables[1].rows[1:]}
    assert (lines["7"][1], lines["7"][-1]) == ("100%", "Chưa đạt; (**)")
    assert (lines["12"][1], lines["12"][-1]) == ("100%", "(**)")
    assert "(**)" not in " ".join(lines["5.1"])
    notes = [paragraph.text for paragraph in paper.paragraphs if paragraph.text.startswith("(")]
    assert notes == ["(*) Không công khai số của từng nơi.", "(**) Mục tiêu: kế hoạch không ghi năm."]
    assert any("kể cả mục tiêu mà kế hoạch không ghi năm" in paragraph.text for paragraph in paper.paragraphs)


def test_the_workbook_prints_on_the_width_of_a_page_with_its_head_on_each(town: Database) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made(town, "workbook").data))
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)  # 1 is the default
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        head = sheet.freeze_panes.removeprefix("A")
        assert sheet.print_title_rows == f"${int(head) - 1}:${int(head) - 1}"


def test_a_target_below_a_tenth_of_a_percent_keeps_its_digits(town: Database) -> None:
    """Tân Khai lets fewer than 0.12% leave primary school."""
    sheet = openpyxl.load_workbook(io.BytesIO(made(town, "workbook").data))["Tiến độ"]
    (cell,) = [row[3] for row in sheet.iter_rows(min_row=3) if row[0].value == "17.2"]
    assert (cell.value, cell.number_format) == (0.0012, "0.0#%")


def test_the_chart_has_the_line_of_a_level_without_a_year(town: Database) -> None:
    kp1, *_ = villages.of_plan(town, PLAN)
    put(town, kp1, "7", "2025-10", "3/4")
    wanted = Wanted("chart", PLAN, "2025", STAFF, date(2025, 10, 12), code="7.1")
    chart = chart_of(Figures(town, library(), wanted, VIETNAM))
    assert (chart.target, chart.target_label) == (Decimal(100), "┄ mục tiêu 100% (kế hoạch không ghi năm)")


def test_the_chart_tells_which_figure_is_being_checked(town: Database) -> None:
    kp1, kp2, *_ = villages.of_plan(town, PLAN)
    put(town, kp1, "14", "2025-10", "11/12", rival=True)
    put(town, kp2, "14", "2025-10", "12/12")
    wanted = Wanted("chart", PLAN, "2025", STAFF, date(2025, 10, 12), code="14.1")
    first, second, *_ = chart_of(Figures(town, library(), wanted, VIETNAM)).bars
    assert (first.shown, second.shown) == ("11/12 = 91,7% ✗ · đang kiểm tra", "12/12 = 100% ✓")


@pytest.mark.parametrize(("cases", "marks"), [(0, [0]), (1, [0, 1]), (4, [0, 1, 2, 3, 4])])
def test_no_mark_stands_where_nothing_reaches(cases: int, marks: list[float]) -> None:
    bars = [Bar("Khu phố 1", Decimal(cases), str(cases), None)]
    chart = Chart("", "", bars, None, "", percent=False, better="lower", left_out="")
    assert ticks(chart) == marks
    assert draw(chart)


def test_a_text_with_signs_of_formulas_is_drawn_as_it_is() -> None:
    text = "Thôn $x_$ và $\\frac$"
    bar = Bar(text, Decimal(3), text, None)
    assert draw(Chart(text, text, [bar], Decimal(4), text, percent=True, better="higher", left_out=""))


@pytest.mark.filterwarnings("error:Glyph:UserWarning")  # a letter that the font does not have
@pytest.mark.parametrize("code", ["5.1", "9.1"])
def test_the_chart_is_a_picture_for_a_phone(town: Database, code: str) -> None:
    picture = made(town, "chart", code=code)
    width, height = png_size(picture.data)
    assert (picture.is_picture, width) == (True, 1080)
    assert 700 <= height <= 1600


def test_the_chart_of_hundreds_of_villages_stays_within_what_telegram_takes(town: Database) -> None:
    for village in add_villages(town, PLAN, *(f"Khu phố {n}" for n in range(14, 301))):
        put(town, village, "5.1", "2025-10", "47/50")
    width, height = png_size(made(town, "chart", code="5.1").data)
    assert width + height <= 10_000
    assert height <= 4 * width


def test_without_figures_there_is_no_chart(town: Database) -> None:
    with pytest.raises(NothingToShowError):
        made(town, "chart", code="14.1")


@pytest.mark.parametrize("report", ["workbook", "csv", "document"])
def test_files_are_refused_to_who_is_no_staff(town: Database, report: Kind) -> None:
    kp1 = town.execute("SELECT id FROM villages WHERE name = 'Khu phố 1'").fetchone()[0]
    roles.grant(town, COLLABORATOR, "collaborator", plan=PLAN, village_id=kp1, by=None, now=NOW)
    for viewer in (COLLABORATOR, 999):
        with pytest.raises(NotAllowedError):
            made(town, report, viewer)
    with pytest.raises(NotAllowedError):
        made(town, "chart", 999, code="9.1")


def test_a_connection_for_reading_cannot_write(tmp_path: Path) -> None:
    path = tmp_path / "so tay?.sqlite3"
    open_database(path).close()
    with closing(open_for_reading(path)) as db, pytest.raises(Exception, match="readonly"):
        db.execute("DELETE FROM outbox")


def test_what_is_read_beside_the_writer_is_all_of_one_moment(tmp_path: Path) -> None:
    with (
        closing(open_database(tmp_path / "x.sqlite3")) as db,
        closing(open_for_reading(tmp_path / "x.sqlite3")) as beside,
    ):
        fill(db)
        counted = exports.sizes(beside, PLAN)
        (added,) = add_villages(db, PLAN, "Khu phố 14")
        put(db, added, "5.1", "2025-10", "45/47")
        assert exports.sizes(db, PLAN) == (15, 15)
        assert exports.sizes(beside, PLAN) == counted == (14, 14)
        assert len(list(exports.figures(beside, PLAN, viewer=OPERATOR))) == 14


def test_the_command_line_exports_the_workbook(tmp_path: Path) -> None:
    database, target = tmp_path / "sotay.sqlite3", tmp_path / "so-lieu.xlsx"
    with closing(open_database(database)) as db:
        fill(db)
    environment = {"BOT_DATABASE": str(database)}
    said = CliRunner().invoke(sotay, ["export", PLAN, str(target), "--period", "2025"], env=environment)
    assert said.exit_code == 0, said.output
    assert len(sheets(target.read_bytes())["Số liệu"]) == 15
    for arguments in (["nowhere", str(target)], [PLAN, str(target), "--period", "2025-13"]):
        assert CliRunner().invoke(sotay, ["export", *arguments], env=environment).exit_code == 2
    missing = {"BOT_DATABASE": str(tmp_path / "none.sqlite3")}
    assert CliRunner().invoke(sotay, ["export", PLAN, str(target)], env=missing).exit_code == 2


@pytest.fixture
async def staff(tmp_path: Path) -> AsyncIterator[Person]:
    """A member of staff in the running demonstration, where figures have come in."""
    with closing(open_database(tmp_path / "demo.sqlite3")) as db:
        fill(db)
    async with running_demo(tmp_path / "demo.sqlite3") as demo:
        yield demo.person("staff")


async def file_after(person: Person, asked: int) -> dict[str, Any]:
    """Wait until a file is there and the word that it is being made is gone."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            found = [message for message in await person.messages() if message["message_id"] > asked]
            files = [message for message in found if message["document"] or message["photo"]]
            if files and not any(message["text"].startswith("Đang lập") for message in found):
                return files[0]
            await asyncio.sleep(0.05)


async def test_the_workbook_comes_and_replaces_the_word_that_it_is_made(staff: Person) -> None:
    waiting = await staff.says("/xuat 2025")
    assert waiting.text == "Đang lập tệp Excel…"
    message = await file_after(staff, waiting.id - 1)
    assert message["document"]["name"] == "so-lieu-tan-khai-2025.xlsx"
    async with staff.demo.http.get(message["document"]["url"]) as answer:
        assert len(sheets(await answer.read())["Số liệu"]) == 15
    assert waiting.id not in [other["message_id"] for other in await staff.messages()]


async def test_the_chart_comes_as_a_photo(staff: Person) -> None:
    page = await staff.says("/tiendo 5.1 2025")
    waiting = await staff.presses("Biểu đồ", page)
    message = await file_after(staff, waiting.id - 1)
    assert message["photo"]["width"] == 1080
    assert message["text"] == "5.1 · tiêm chủng dưới 1 tuổi, đủ 8 loại"


async def test_a_chart_of_nothing_says_so_in_place(staff: Person) -> None:
    page = await staff.says("/tiendo ct14 2025")
    waiting = await staff.presses("Biểu đồ", page)
    changed = await staff.hears(after=waiting.id)
    assert (changed.id, changed.text) == (waiting.id, "Chưa có số liệu nào để vẽ biểu đồ này.")


def reported(db: Database) -> dict[str, list[str]]:
    """The rows of the Word report's table, by number."""
    paper = Document(io.BytesIO(made(db, "document").data))
    return {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in paper.tables[1].rows[1:]}


def test_the_word_report_tells_nothing_small_of_a_sensitive_measure(town: Database) -> None:
    """Five deaths of two villages may be told; two drowned children, and seven working children of one village, not."""
    kp1, kp2, *_ = villages.of_plan(town, PLAN)
    put(town, kp1, "3.1", "2025-10", 2)
    put(town, kp2, "3.1", "2025-10", 3)
    put(town, kp1, "10", "2025-10", 7)
    put(town, kp1, "11.2", "2025-10", 1)
    put(town, kp2, "11.2", "2025-10", 1)
    rows = reported(town)
    assert rows["9"][2:] == ["Không nêu", "", "", "(*)"]
    assert rows["11.2"][2:] == ["Dưới 5 trường hợp", "", "", "(*)"]
    assert rows["10"][2:] == ["Không nêu", "", "", "(*)"]
    assert rows["3.1"][2:5] == ["5 trường hợp", "", ""]
    assert rows["13"][2] == "Chưa có số liệu"


def test_the_sentence_of_the_word_report_counts_what_it_does_not_tell(town: Database) -> None:
    paper = Document(io.BytesIO(made(town, "document").data))
    count = len(library().measures.every())
    assert any(f"Có số liệu của 2/{count} chỉ số" in paragraph.text for paragraph in paper.paragraphs)


def test_of_a_place_without_villages_the_word_report_tells_the_total(db: Database) -> None:
    roles.grant(db, STAFF, "staff", plan=PLAN, called="Cô Lan", by=None, now=NOW)
    put(db, villages.whole(db, PLAN, now=NOW), "9", "2025-10", 7)
    assert reported(db)["9"][2] == "7 trường hợp"
