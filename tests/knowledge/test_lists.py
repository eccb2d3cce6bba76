"""Lists under a condition: of a year or a period, with one year alone, that fall; and what no plan says of a report."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge.evaluation import plain_text
from knowledge.library import Library
from knowledge.reply import Kind, Reply

TODAY = dt.date(2025, 10, 20)


def ask(library: Library, *said: str, home: str | None = None) -> Reply:
    """The reply to the last of what is said in one conversation."""
    frame = None
    for text in said:
        reply = library.answer(text, today=TODAY, home=home, frame=frame)
        frame = reply.frame
    return reply


def whole(library: Library, reply: Reply) -> str:
    """All pages of a reply."""
    text, page = plain_text(reply.text), reply
    while turn := next((o for o in page.options if o.label == "Trang sau ›"), None):
        page = library.run(turn.query, today=TODAY)
        text += plain_text(page.text)
    return text


@pytest.mark.parametrize(
    ("said", "kind", "query"),
    [
        ("chi tieu nao cua tan khai chi co nam 2030", "answer", "list @tan-khai 2030 x=only"),
        ("Tân Khai chỉ tiêu nào chỉ đặt cho năm 2030", "answer", "list @tan-khai 2030 x=only"),
        ("which indicators of Tan Khai have only a 2030 target", "answer", "list @tan-khai 2030 x=only"),
        ("con bao nhieu chi tieu chua dat", "not_found", "results"),
        ("tân khai chỉ tiêu nào đạt rồi", "not_found", "results @tan-khai"),
        ("chỉ tiêu nào tân khai chưa đặt mức năm 2025", "answer", "no-year @tan-khai 2025"),
        ("chi tieu nao khong co muc nam 2025 tan khai", "answer", "no-year @tan-khai 2025"),
        ("chỉ tiêu nào không đạt", "not_found", "results"),
        ("chỉ tiêu nào tân khai chưa hoàn thành năm 2025", "not_found", "results @tan-khai 2025"),
        ("chỉ tiêu nào tân khai chưa đạt mức năm 2025", "not_found", "results @tan-khai 2025"),
        ("chỉ tiêu nào của hoằng đức tăng từ 2025 đến 2030", "answer", "list @hoang-duc x=rising"),
        ("đồng tháp chỉ tiêu nào chỉ có mốc 2025 chứ hổng có 2030", "answer", "list @dong-thap 2025 x=only"),
        ("chi tieu nao giam", "answer", "list x=falling"),
        ("những chỉ tiêu nào của Đồng Tháp tăng", "answer", "list @dong-thap x=rising"),
        ("tat ca chi tieu 2025 tan khai", "answer", "list @tan-khai 2025"),
        ("tan khai giai doan 2021-2025 co nhung chi tieu nao", "answer", "list @tan-khai 2021,2025 x=range"),
        ("tất cả chỉ tiêu tân khai", "answer", "list @tan-khai"),
        ("giai đoạn của kế hoạch tân khai", "answer", "period @tan-khai"),
        ("email nop bao cao", "not_found", "report-means x=email"),
        ("mẫu biểu báo cáo an lão", "not_found", "report-means @an-lao x=form"),
        ("hạn nộp báo cáo an lão", "answer", "deadline @an-lao"),
        ("đơn vị nào được giao chỉ tiêu cao nhất tân khai", "answer", "list @tan-khai"),  # ranks no agencies
    ],
)
def test_no_part_of_the_question_is_passed_over(library: Library, said: str, kind: Kind, query: str) -> None:
    reply = ask(library, said)
    assert (reply.kind, (reply.query or "").removeprefix("1:")) == (kind, query)


def test_the_list_of_a_year_gives_each_level_and_names_those_without(library: Library) -> None:
    text = whole(library, ask(library, "tat ca chi tieu 2025 tan khai"))
    assert "Thị trấn Tân Khai có 24 chỉ tiêu; 23 chỉ tiêu có mức cho năm 2025:" in text
    assert "trẻ dưới 1 tuổi, đủ 8 loại vắc xin – 2025: 95%" in text
    assert "14. Trẻ dưới 5 tuổi được đăng ký khai sinh – 2025: 99%" in text
    assert "(nhà vệ sinh trường học) – 100% (kế hoạch không nêu năm)" in text
    assert "Không đặt mức cho năm 2025: 5.2, 6." in text
    assert "· 2030: " not in text


def test_a_year_without_levels_is_said_to_have_none(library: Library) -> None:
    reply = ask(library, "tất cả chỉ tiêu 2023 tân khai")
    assert reply.kind == "not_found"
    assert "không đặt mức cho năm 2023" in plain_text(reply.text)
    assert [o.label for o in reply.options][:2] == ["Năm 2025", "Năm 2030"]


def test_what_has_one_year_alone(library: Library) -> None:
    lines = plain_text(ask(library, "chi tieu nao cua tan khai chi co nam 2030").text).splitlines()
    assert [line.split(" ")[1] for line in lines if line.startswith("•")] == ["5.2", "6"]


def test_what_falls_and_what_rises_share_nothing(library: Library) -> None:
    for plan in ("tan-khai", "hoang-duc", "dong-thap"):
        falls, rises = (
            {(f["indicator"], f["part"]) for f in library.run(f"1:list @{plan} x={way}", today=TODAY).facts}
            for way in ("falling", "rising")
        )
        assert falls
        assert rises
        assert not falls & rises
    falling = plain_text(ask(library, "chi tieu nao giam", home="tan-khai").text)
    assert "13 Giảm số cuộc tảo hôn: 2025–2030: giảm 2–3% mỗi năm" in falling
    assert "Tiêm chủng" not in falling


def test_what_falls_most_is_not_ranked_across_units(library: Library) -> None:
    assert "tôi không xếp hạng" in ask(library, "tân khai chỉ tiêu nào giảm nhiều nhất").text


def test_a_list_names_no_section_with_nothing_in_it(library: Library) -> None:
    reply = ask(library, "chi tieu nao khong ghi nam")
    assert [c.section for c in reply.citations if c.plan == "dong-thap"] == ["II.1.b"]


@pytest.mark.parametrize("said", [("an lão mục tiêu", "mục tiêu thứ 3"), ("an lão mục tiêu 3",)])
def test_an_objective_is_found_by_its_place(library: Library, said: tuple[str, ...]) -> None:
    reply = ask(library, *said)
    assert reply.kind == "answer"
    assert "3. Trẻ em bị xâm hại được hỗ trợ, can thiệp kịp thời khi phát hiện – 2023: 100%" in plain_text(reply.text)


def test_an_objective_beyond_the_last_is_not_there(library: Library) -> None:
    assert ask(library, "an lão mục tiêu 9").kind == "not_found"


def test_a_level_without_a_year_is_found_for_every_year_of_its_plan(library: Library) -> None:
    text = plain_text(ask(library, "tan khai 2025 chi tieu nao 100%").text)
    assert [line.split(":")[0] for line in text.splitlines()[1:]] == [
        "• Tân Khai, chỉ tiêu 7",
        "• Tân Khai, chỉ tiêu 12",
    ]
    assert text.count("100% (kế hoạch không nêu năm)") == 2
    later = ask(library, "tan khai chi tieu nao 100% nam 2035")
    assert plain_text(later.text) == "Không chỉ tiêu nào ở đây có mức 100% cho năm 2035."


def test_the_children_line_is_what_its_number_is(library: Library) -> None:
    text = plain_text(ask(library, "111 la so gi").text)
    assert "Tổng đài quốc gia bảo vệ trẻ em" in text
    assert "vướng mắc" not in text
