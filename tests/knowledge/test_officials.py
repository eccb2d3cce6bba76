"""What officials ask in passing: with whom, beside which place, where it stands, which indicators; what is not said."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from bot.cli_knowledge import converse
from knowledge.evaluation import plain_text
from knowledge.library import Library
from knowledge.phrasebook import phrases
from knowledge.reader import Reader
from knowledge.reply import Reply
from knowledge.vietnamese import fold

TODAY = dt.date(2026, 11, 23)


def replies(library: Library, home: str | None, *turns: str) -> list[Reply]:
    return list(converse(library, list(turns), today=TODAY, home=home))


def last(library: Library, home: str | None, *turns: str) -> Reply:
    return replies(library, home, *turns)[-1]


# -- with whom ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("home", "asked", "said"),
    [
        ("dong-thap", "ai phối hợp với công an tỉnh", "Sở LĐ-TB&XH"),
        ("dong-thap", "công an tỉnh phối hợp với ai", "Sở LĐ-TB&XH"),
        ("dong-thap", "sở y tế phối hợp với ai", "Sở Lao động"),
        ("hoang-duc", "công an xã phối hợp với ai", "công chức LĐTBXH"),
        ("tan-khai", "công an thị trấn phối hợp với ai", "khu phố"),
        ("an-lao", "phòng tư pháp phối hợp với ai", "cơ quan, đơn vị liên quan"),
    ],
)
def test_partners_that_a_plan_names_in_an_agencys_duties_are_told(
    library: Library, home: str, asked: str, said: str
) -> None:
    reply = last(library, home, asked)
    assert reply.kind == "answer"
    assert said in plain_text(reply.text).replace("&amp;", "&")


def test_with_whom_goes_on_from_the_duties_of_an_agency(library: Library) -> None:
    reply = last(library, "hoang-duc", "trạm y tế làm gì", "phối hợp với ai")
    assert "các ngành, đoàn thể, đơn vị liên quan" in reply.text
    assert "khám, chữa bệnh" not in reply.text


def test_a_duty_led_with_others_names_them(library: Library) -> None:
    """Each of these plans writes "chủ trì, phối hợp với" in these duties."""
    sections = {
        ("dong-thap", "IV.3"),
        ("hoang-duc", "V.2"),
        ("hoang-duc", "V.4"),
        ("hoang-duc", "V.5"),
        ("tan-khai", "V.6"),
    }
    for name, section in sections:
        duties = [d for a in library.plans[name].agencies for d in a.duties if d.section == section]
        assert any(phrases("works-with").search(fold(d.vi)) for d in duties), (name, section)


# -- words that stand as they were typed -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "phòng tài nguyên môi trường phối hợp với ai",
        "mô hình đối thoại học đường là của sở nào",
        "trường bán trú do ai mở",
        "em đang ngồi ở trạm y tế, đông quá",
        "tình trạng học sinh bỏ học",
    ],
)
def test_words_with_the_marks_of_known_words_are_no_slips(reader: Reader, typed: str) -> None:
    assert reader.read(typed, today=TODAY).guesses == []


@pytest.mark.parametrize(
    ("typed", "read"),
    [("tiêm trủng", "tiêm chủng"), ("thấp cồi", "thấp còi"), ("trẻ nhẹ câng", "nhẹ cân"), ("tiem chnug", "tiêm chủng")],
)
def test_words_that_are_none_are_still_mended(reader: Reader, typed: str, read: str) -> None:
    assert read in [meant for _, meant in reader.read(typed, today=TODAY).guesses]


@pytest.mark.parametrize("asked", ["who looks after neighbourhoods", "who handle playgrounds"])
def test_a_plural_is_no_slip_to_be_told(library: Library, asked: str) -> None:
    assert "I read" not in last(library, "tan-khai", asked).text


# -- beside the asker's own place --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("home", "asked", "levels"),
    [
        ("tan-khai", "lao động trẻ em so với Đồng Tháp", ("4,5%", "4,9%")),
        ("tan-khai", "khai sinh so với hoằng đức", ("99%", "100%")),
        ("tan-khai", "trẻ 5 tuổi đi học mẫu giáo so với tỉnh Đồng Tháp thì sao", ("đều 99,1%", "đều 99,3%")),
        ("dong-thap", "chỉ tiêu 21 so với tân khai", ("đều 40%", "đều 45%")),
    ],
)
def test_what_is_set_beside_another_place_is_that_of_the_askers(
    library: Library, home: str, asked: str, levels: tuple[str, ...]
) -> None:
    text = plain_text(last(library, home, asked).text)
    assert library.localities[home].name in text
    assert all(level in text for level in levels)


def test_without_a_home_there_is_nothing_to_set_beside(library: Library) -> None:
    assert (last(library, None, "khai sinh so với hoằng đức").query or "").startswith("1:target @hoang-duc")


def test_a_comparison_says_first_what_is_compared(library: Library) -> None:
    text = plain_text(last(library, "tan-khai", "so sánh Đồng Tháp với Tân Khai về thấp còi").text)
    assert text.index("thấp còi") < text.index("cao nhất")
    assert plain_text(last(library, None, "thấp còi nơi nào cao nhất").text).startswith("Đặt mức cao nhất")


# -- going on ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("home", "turns", "query"),
    [
        (
            "tan-khai",
            ("so sánh Đồng Tháp với Tân Khai về thấp còi", "có bao nhiêu chỉ tiêu tất cả"),
            "1:list @tan-khai",
        ),
        ("tan-khai", ("có bao nhiêu chỉ tiêu tất cả", "tổng cộng mấy"), "1:list @tan-khai"),
        ("tan-khai", ("có bao nhiêu chỉ tiêu tất cả", "liệt kê"), "1:list @tan-khai"),
        ("dong-thap", ("sở nào làm đầu mối",), "1:coordinator @dong-thap"),
        ("dong-thap", ("sở nào làm đầu mối", "sở đó chủ trì chỉ tiêu nào"), "1:holds @dong-thap a=labour"),
        *(
            ("tan-khai", ("tiêm chủng 2025", said), "1:target @tan-khai #vaccination 2025")
            for said in (
                *("cái đó ở đâu ra", "ở đâu ghi vậy", "mục nào trong kế hoạch", "nguồn", "nguồn đâu", "ghi ở đâu"),
                "where does it say that",
            )
        ),
        ("tan-khai", ("chỉ tiêu 22", "từ mấy tuổi"), "1:target @tan-khai #22"),
    ],
)
def test_going_on(library: Library, home: str, turns: tuple[str, ...], query: str) -> None:
    assert last(library, home, *turns).query == query


def test_by_which_decision_is_told_from_the_duty_before(library: Library) -> None:
    assert "06/QĐ-TTg" in last(library, "dong-thap", "sở nào công nhận", "theo quyết định nào").text


def test_one_level_up_is_the_province_that_the_town_is_of(library: Library) -> None:
    reply = last(library, "tan-khai", "tiêm chủng 2025", "tỉnh thì sao")
    assert reply.kind == "not_found"
    assert "tỉnh Bình Phước" in reply.text


def test_an_age_that_no_name_has_is_not_made_up(library: Library) -> None:
    assert "tai nạn" not in last(library, "tan-khai", "chỉ tiêu 11", "từ mấy tuổi").text


# -- whose -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("home", "asked", "said", "banned"),
    [
        ("dong-thap", "nhân viên y tế khóm ấp được hỗ trợ gì", r"nhân viên y tế khóm ấp.*III\.5\.b", "Minh Tâm"),
        ("tan-khai", "phòng lao động huyện", "Nơi nhận", "An Lão"),
        ("dong-thap", "HCM youth union role", "Đồng Tháp", "no plan of"),
        ("dong-thap", "ấp làm gì", "không giao việc", "Kiểm tra, đôn đốc"),
        ("tan-khai", "ai giám sát thực hiện kế hoạch", r"Mặt trận.*V\.9", "đầu mối"),
        ("tan-khai", "ai phụ trách việc bố trí đất làm sân chơi", r"Địa chính.*V\.8", "văn hóa thông tin"),
        (
            "tan-khai",
            "đất cho sân chơi phối hợp với phòng nào",
            "Phòng Tài nguyên – Môi trường huyện",
            "văn hóa thông tin",
        ),
        (
            "tan-khai",
            "chỉ tiêu 11 ai phụ trách",
            "LĐTB thị trấn – chủ trì.*Trạm Y tế thị trấn – phối hợp",
            "Y tế thị trấn – chủ",
        ),
        ("tan-khai", "quỹ bảo trợ trẻ em ai vận động", r"không giao riêng.*III\.4", "chưa hiểu"),
        ("tan-khai", "điều tra 14 nhóm trẻ ai làm", r"không giao riêng.*II\(2\)\.6", "chưa hiểu"),
        (None, "ai lo kinh phí", "Hoằng Đức.*Đồng Tháp.*Tân Khai.*Minh Tâm.*An Lão", "UBND"),
        (None, "hội phụ nữ có nhiệm vụ gì", "Hoằng Đức.*Minh Tâm.*An Lão", "chưa hiểu"),
    ],
)
def test_whose_work_it_is(library: Library, home: str | None, asked: str, said: str, banned: str) -> None:
    text = plain_text(last(library, home, asked).text)
    assert re.search(said, text, re.DOTALL)
    assert banned not in text


# -- which indicators --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("home", "asked", "query", "said"),
    [
        ("dong-thap", "chỉ tiêu nào chưa có sở phụ trách", "1:no-owner @dong-thap", "mọi chỉ tiêu đều được giao"),
        ("tan-khai", "chỉ tiêu nào giống nhau giữa 2025 và 2030", "1:list @tan-khai x=same", "2 mức giữ nguyên"),
        ("dong-thap", "chỉ tiêu nào cao nhất năm 2025", "1:no-ranking @dong-thap x=levels", "không xếp được"),
        ("dong-thap", "đồng tháp có chỉ tiêu nào giống tân khai", "1:list @dong-thap,tan-khai x=alike", "cùng mức"),
        ("dong-thap", "chỉ tiêu nào trên 95%", "1:reverse @dong-thap x=above-95_percent", "14 chỗ"),
        ("tan-khai", "list all health targets for 2025", "1:list @tan-khai 2025 g1", "Goal 1 has 7 indicators"),
    ],
)
def test_which_indicators(library: Library, home: str, asked: str, query: str, said: str) -> None:
    reply = last(library, home, asked)
    assert reply.query == query
    assert said in plain_text(reply.text)


def test_alike_are_only_levels_that_are_alike(library: Library) -> None:
    text = plain_text(last(library, None, "đồng tháp có chỉ tiêu nào giống tân khai").text)
    assert "Tử vong trẻ dưới 1 tuổi trên 1.000 trẻ đẻ sống: 2030: 10‰" in text  # 12.5 and "below 12.5" differ
    assert "Tử vong trẻ dưới 5 tuổi trên 1.000 trẻ đẻ sống: 2030: dưới 15‰" in text  # 18.5 and 18.8 differ


def test_what_is_cut_off_is_reached_plan_by_plan(library: Library) -> None:
    reply = last(library, None, "chỉ tiêu nào trên 95%")
    assert [o.label for o in reply.options] == ["Hoằng Đức", "Đồng Tháp", "Tân Khai", "An Lão"]
    assert "Các nơi khác" in [o.label for o in last(library, "dong-thap", "chỉ tiêu nào trên 95%").options]


# -- what is not said --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("home", "asked", "said", "banned"),
    [
        (
            "tan-khai",
            "đến 2025 bao nhiêu trường phải có tư vấn tâm lý, đến 2030 thì sao",
            "2030: kế hoạch không đặt mức",
            "95%",
        ),
        ("tan-khai", "mầm non tư thục", "không có chỉ tiêu riêng về mầm non tư thục", "thu hút"),
        ("tan-khai", "xe buýt trường học", "chưa hiểu “xe buýt”", "bán trú"),
        ("dong-thap", "trẻ lang thang kiếm sống", "không có chỉ tiêu riêng về lang thang kiếm sống", "4,9%"),
        ("tan-khai", "does the plan say anything about drowning?", "does not mention drowning", "say what they think"),
    ],
)
def test_what_a_plan_does_not_say_is_said(library: Library, home: str, asked: str, said: str, banned: str) -> None:
    text = plain_text(last(library, home, asked).text)
    assert said in text
    assert banned not in text


@pytest.mark.parametrize("said", ["ai phụ trách báo cáo", "ai báo cáo", "who is responsible for reporting"])
def test_who_reports_stands_with_the_deadlines(library: Library, said: str) -> None:
    reply = library.answer(said, today=TODAY, home="tan-khai")
    assert reply.query == "1:deadline @tan-khai"
    assert "phụ trách LĐTB" in reply.text


def test_what_collaborators_do_takes_nothing_from_the_question_before(library: Library) -> None:
    before = library.answer("tiêm chủng 2025", today=TODAY, home="tan-khai")
    after = library.answer("cộng tác viên có nhiệm vụ gì", today=TODAY, home="tan-khai", frame=before.frame)
    assert "#vaccination" not in (after.query or "")
    assert "cộng tác viên" in after.text
