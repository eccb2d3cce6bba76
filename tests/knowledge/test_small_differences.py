"""Messages that one word, place or turn tells apart from others: how each is read; "|" stands between two turns."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from bot.cli_knowledge import converse
from knowledge.evaluation import plain_text
from knowledge.library import Library
from knowledge.reply import Reply

TODAY = dt.date(2025, 4, 20)


def last_of(library: Library, said: str, home: str | None = None) -> Reply:
    *_, last = converse(library, said.split(" | "), today=TODAY, home=home)
    return last


def asked(reply: Reply) -> str:
    """The query of a reply without version and search words."""
    return re.sub(r" w=\S*", "", (reply.query or "").removeprefix("1:"))


@pytest.mark.parametrize(
    ("said", "kind", "query"),
    [
        pytest.param(
            "Tân Khai khai sinh 2025 | thế kbang thì sao",
            "clarify",
            "target #birth-registration 2025",
            id="unread-place",
        ),
        pytest.param(
            "công an thị trấn Tân Khai tỉnh Bình Phước còn không",
            "answer",
            "agency-change @tan-khai a=police",
            id="agency-beside-its-province",
        ),
        pytest.param("bộ phận phụ trách LĐTBXH là gì", "clarify", "duty a=labour", id="short-form-of-a-duty"),
        pytest.param("hạn báo cáo TNTT là gì", "answer", "deadline", id="short-form-of-a-report"),
        pytest.param("LĐTBXH của Tân Khai là gì", "answer", "duty @tan-khai a=labour", id="short-form-in-a-plan"),
        pytest.param("ct 11 TNTT là gì", "answer", "target #11", id="short-form-beside-a-number"),
        pytest.param("mục tiêu TNTT 2025 là gì", "answer", "target #injury-family 2025", id="short-form-beside-a-year"),
        pytest.param("Tân Khai làm gì để đạt mục tiêu 2", "answer", "list @tan-khai g2", id="goal-to-reach"),
        pytest.param("làm cách nào để báo cáo Tân Khai", "not_found", "deadline @tan-khai", id="how-to-report"),
        pytest.param(
            "Tân Khai có nhắc đến chỉ tiêu 9 về xâm hại không",
            "answer",
            "target @tan-khai #9",
            id="mention-of-an-indicator",
        ),
        pytest.param(
            "Tân Khai làm gì để phòng đuối nước ở trường học", "answer", "actions @tan-khai", id="done-at-school"
        ),
        pytest.param("hỏi ý kiến trẻ em | từ mấy tuổi vậy", "answer", "target #consulted-from-7", id="from-which-age"),
        pytest.param(
            "khai sinh 2025 | tỉnh thì sao",
            "answer",
            "target @dong-thap #birth-registration 2025",
            id="province-of-no-place",
        ),
        pytest.param(
            "Đồng Tháp khai sinh 2025 | huyện thì sao", "out_of_scope", "out-of-scope", id="district-of-a-province"
        ),
        pytest.param(
            "Tân Khai khai sinh kết quả phấn đấu 2030",
            "answer",
            "target @tan-khai #birth-registration 2030",
            id="result-to-come",
        ),
        pytest.param(
            "tỷ lệ các đơn vị đạt chuẩn phù hợp với trẻ em Tân Khai 2025",
            "answer",
            "target @tan-khai #child-friendly 2025",
            id="units-that-reach",
        ),
        pytest.param(
            "trạm y tế Tân Khai lo chỉ tiêu 5 không", "answer", "owner @tan-khai #5", id="yes-or-no-at-the-end"
        ),
        pytest.param("chỉ tiêu 9 ai phụ trách | họ còn làm gì nữa", "clarify", "duty #9", id="they-of-no-place"),
        pytest.param(
            "Minh Tâm ai lo xâm hại | họ được giao việc gì", "answer", "duty @minh-tam a=police", id="they-of-a-topic"
        ),
        pytest.param(
            "Tân Khai ai lo phòng đuối nước | họ làm gì nữa", "answer", "task-owner @tan-khai", id="they-are-several"
        ),
        pytest.param("đuối nước thì hotline nào", "safety", "safety x=emergency", id="hotline-of-drowning"),
        pytest.param(
            "trạm y tế Tân Khai và phòng y tế huyện Hớn Quản làm gì",
            "answer",
            "duty @tan-khai a=health-station,health",
            id="bodies-of-two-levels",
        ),
        pytest.param(
            "bỏ học tiểu học | không phải tiểu học, chỉ tiêu 18 trung học cơ sở",
            "answer",
            "target #18",
            id="corrected-by-number",
        ),
        pytest.param(
            "Tân Khai tử vong dưới 5 tuổi 2025 | xã mình đặt 95% ở đâu",
            "answer",
            "reverse @tan-khai x=95_percent",
            id="mine-of-the-talk",
        ),
        pytest.param("XYZ là gì", "not_found", "glossary x=xyz", id="short-form-nobody-uses"),
        pytest.param("có bao nhiêu chỉ tiêu là những chỉ tiêu nào", "answer", "list", id="which-after-the-count"),
        pytest.param("tiếng anh của UBND là gì", "answer", "glossary x=UBND", id="english-of-a-short-form"),
        pytest.param("xếp hạng khai sinh Tân Khai", "answer", "compare #birth-registration", id="ranked-among-all"),
        pytest.param("quý vị cho hỏi hạn báo cáo Tân Khai", "not_found", "deadline @tan-khai", id="you-politely"),
        pytest.param("monthly report Tan Khai", "not_found", "deadline @tan-khai x=monthly", id="monthly"),
        pytest.param("báo cáo tháng 10 nộp ngày nào", "answer", "deadline", id="report-of-october"),
        pytest.param(
            "chỉ tiêu 9 Tân Khai ai phụ trách, bao nhiêu | ai phụ trách",
            "answer",
            "owner @tan-khai #9 x=with-levels",
            id="owner-alone",
        ),
        pytest.param("kinh phí Tân Khai | ai phụ trách | họ làm gì", "answer", "owner @tan-khai", id="money-then-they"),
        pytest.param(
            "khai sinh 2025 Tân Khai và Đồng Tháp | bỏ Đồng Tháp",
            "answer",
            "target @tan-khai #birth-registration 2025",
            id="without-one-of-two",
        ),
        pytest.param(
            "Tân Khai khai sinh | năm nào cao nhất",
            "answer",
            "compare @tan-khai #birth-registration x=highest",
            id="year-that-is-highest",
        ),
        pytest.param("trạm y tế làm gì | mai có họp không", "out_of_scope", "out-of-scope", id="no-meeting"),
        pytest.param("mai mưa không, báo cáo nộp ngày nào", "answer", "deadline", id="rain-and-a-report"),
        pytest.param(
            "mầm non tư thục ai quản lý", "not_found", "target #preschool-age-5", id="owner-of-what-no-plan-has"
        ),
        pytest.param("trẻ nghiện điện thoại chỉ tiêu bao nhiêu", "not_found", "target", id="telephone-addiction"),
        pytest.param(
            "tử vong do tai nạn, đuối nước Tân Khai bao nhiêu",
            "not_found",
            "target @tan-khai #injury-deaths",
            id="drowning-beside-accidents",
        ),
        pytest.param("béo phì trẻ em nữ Tân Khai 2025", "not_found", "target @tan-khai #obesity 2025", id="girls"),
        pytest.param("thấp còi nam nay bao nhiêu", "answer", "target #stunting 2025", id="this-year-without-marks"),
        pytest.param(
            "Công an Tân Khai liệt kê các chỉ tiêu bảo vệ trẻ em",
            "answer",
            "holds @tan-khai a=police",
            id="indicators-of-the-police",
        ),
        pytest.param(
            "mục tiêu bảo vệ trẻ em bị xâm hại bao nhiêu", "answer", "target #abuse", id="level-within-a-goal"
        ),
        pytest.param(
            "chỉ tiêu nào về sức khỏe tiêm chủng 2025 Tân Khai",
            "answer",
            "target @tan-khai #vaccination 2025",
            id="year-within-a-goal",
        ),
        pytest.param("mục tiêu 2 xâm hại bao nhiêu", "answer", "target #abuse g2", id="level-beside-a-goal"),
        pytest.param("mấy nhóm trẻ hoàn cảnh đặc biệt ai lo", "answer", "owner #special", id="groups-and-their-owner"),
        pytest.param(
            "mục tiêu của công an Tân Khai là bao nhiêu, phải làm gì",
            "answer",
            "duty @tan-khai a=police",
            id="police-and-aims",
        ),
        pytest.param(
            "so sánh cơ quan phụ trách khai sinh của Tân Khai và Hoằng Đức",
            "answer",
            "owner @tan-khai,hoang-duc #birth-registration",
            id="owners-compared",
        ),
        pytest.param(
            "chỉ tiêu nào của Tân Khai về tiêm chủng trẻ 12 tháng",
            "answer",
            "target @tan-khai #vaccination",
            id="months-of-age",
        ),
        pytest.param("chỉ tiêu 5 95% là ở nơi nào", "answer", "target #5", id="level-of-a-number"),
        pytest.param("các kế hoạch của Tân Khai", "answer", "plan @tan-khai", id="plans-of-one-place"),
        pytest.param(
            "chi tieu nao tan khai chua dat muc nam 2025",
            "answer",
            "no-year @tan-khai 2025",
            id="not-set-without-marks",
        ),
        pytest.param(
            "thấp còi Tân Khai | chỉ tiêu giảm bao nhiêu",
            "answer",
            "compare @tan-khai #stunting x=difference",
            id="falling-goes-on",
        ),
        pytest.param("hội nào ở Hà Nội được giao chỉ tiêu nào", "not_found", "plan", id="unions-elsewhere"),
        pytest.param(
            "hội, đoàn thể nào lo chỉ tiêu 9 Tân Khai", "answer", "owner @tan-khai #9", id="unions-of-an-indicator"
        ),
        pytest.param("các chỉ tiêu 2025 và 2030 Tân Khai", "answer", "list @tan-khai 2025,2030", id="both-years"),
        pytest.param("đơn vị nào phụ trách chỉ tiêu 9 để liên hệ", "answer", "owner #9", id="owner-to-turn-to"),
        pytest.param("mục tiêu 2 nhằm mục đích gì", "answer", "list g2", id="purpose-of-a-goal"),
        pytest.param("khai sinh không nêu năm", "answer", "target #birth-registration", id="topic-without-a-year"),
        pytest.param("mục tiêu khai sinh theo nghị định nào", "answer", "basis", id="decision-and-topic"),
        pytest.param(
            "trường học Tân Khai có phải bố trí kinh phí không",
            "answer",
            "duty @tan-khai a=schools",
            id="must-they-see-to-money",
        ),
        pytest.param(
            "giai đoạn này công an Tân Khai được giao gì", "answer", "duty @tan-khai a=police", id="agency-in-a-period"
        ),
        pytest.param("nộp 5/11 được không", "answer", "deadline", id="sent-on-a-day"),
        pytest.param("phần V Tân Khai là của ai", "answer", "agencies @tan-khai x=section-V", id="part-alone"),
        pytest.param("mục tiêu cụ thể thứ 2", "answer", "list g2", id="objective-of-no-place"),
        pytest.param("giảm 2% hoặc 3% ai lo", "answer", "reverse x=2_percent", id="shares-are-no-numbers"),
        pytest.param("24 chỉ tiêu trong 4 mục tiêu ai phụ trách", "clarify", "help", id="counts-are-no-numbers"),
        pytest.param(
            "khai sinh 2025 | còn hđ thì sao",
            "answer",
            "target @hoang-duc #birth-registration 2025",
            id="initials-go-on",
        ),
        pytest.param(
            "khai sinh 2025 | tk ạ", "answer", "target @tan-khai #birth-registration 2025", id="initials-politely"
        ),
        pytest.param(
            "khai sinh 2025 | hđ?", "answer", "target @hoang-duc #birth-registration 2025", id="initials-asked"
        ),
        pytest.param(
            "ĐT công an", "clarify", "duty a=commune-police,provincial-police,police", id="initials-of-a-telephone"
        ),
        pytest.param("HĐ với ĐT", "out_of_scope", "out-of-scope", id="initials-of-nothing"),
        pytest.param("tuyên truyền luật trẻ em tháng 10/2025 Tân Khai", "clarify", "help", id="law-and-a-month"),
        pytest.param(
            "kế hoạch của công an Tân Khai cho năm nào", "answer", "duty @tan-khai a=police", id="plan-of-an-agency"
        ),
        pytest.param("chủ tịch hội phụ nữ Tân Khai là ai", "not_found", "plan @tan-khai", id="chair-of-a-union"),
        pytest.param("who is the director in Tan Khai", "not_found", "plan @tan-khai", id="office-in-english"),
        pytest.param(
            "thấp còi Tân Khai 2025 | không phải là thấp còi nhẹ cân",
            "answer",
            "target @tan-khai #underweight 2025",
            id="denied-with-la",
        ),
        pytest.param(
            "stunting Tan Khai | no not stunting, underweight",
            "answer",
            "target @tan-khai #underweight",
            id="denied-twice",
        ),
        pytest.param("tập huấn kỹ năng Hải Phòng", "out_of_scope", "out-of-scope", id="city-around"),
        pytest.param("chỉ tiêu kbang Tân Khai", "not_found", "target @tan-khai", id="indicator-nobody-knows"),
        pytest.param(
            "năm nay chứ không phải 2030 khai sinh Tân Khai",
            "answer",
            "target @tan-khai #birth-registration 2025",
            id="this-year-not-that",
        ),
        pytest.param("nơi nào đặt 95% | Hà Nội thì sao", "not_found", "plan", id="level-then-elsewhere"),
        pytest.param(
            "An Lão khai sinh | tỉnh thì sao", "not_found", "target #birth-registration", id="province-that-is-a-city"
        ),
        pytest.param("Tân Khai công an làm gì | tỉnh thì sao", "not_found", "duty a=police", id="province-of-a-duty"),
        pytest.param("bên nào ít nhất ở Tân Khai", "clarify", "help", id="fewest-of-nothing"),
        pytest.param("gửi file kế hoạch Tân Khai qua email", "not_found", "plan @tan-khai", id="plan-by-mail"),
    ],
)
def test_how_it_is_read(library: Library, said: str, kind: str, query: str) -> None:
    reply = last_of(library, said)
    assert (reply.kind, asked(reply)) == (kind, query)


@pytest.mark.parametrize(
    ("home", "said", "kind", "query"),
    [
        pytest.param("minh-tam", "đã sáp nhập chưa", "answer", "place-change @minh-tam", id="merged-at-home"),
        pytest.param(
            "hoang-duc",
            "theo ke hoach so may cua huyen hoang hoa",
            "answer",
            "basis @hoang-duc",
            id="basis-of-the-district",
        ),
        pytest.param(
            "hoang-duc",
            "tất cả 20/21 cháu đều đi mẫu giáo",
            "answer",
            "target @hoang-duc #preschool-age-5",
            id="number-of-children",
        ),
        pytest.param(
            "hoang-duc",
            "kinh phí Tân Khai lấy từ đâu | ai lo kinh phí",
            "answer",
            "owner @tan-khai",
            id="money-goes-on",
        ),
        pytest.param(
            "hoang-duc",
            "sở tài chính đồng tháp có phải đi kiểm tra tiền dùng đúng không",
            "answer",
            "duty @dong-thap a=finance",
            id="agency-of-another-plan",
        ),
        pytest.param(
            "an-lao",
            "phòng tài chính an lão có kiểm tra kinh phí không",
            "answer",
            "duty @an-lao a=finance",
            id="agency-of-the-plan-named",
        ),
        pytest.param("tan-khai", "công an làm ji", "answer", "duty @tan-khai a=police", id="slang-behind-a-body"),
        pytest.param(
            "dong-thap",
            "14 nhóm hoàn cảnh đặc biệt chỉ tiêu 8 là gì",
            "answer",
            "target @dong-thap #8",
            id="groups-beside-a-number",
        ),
        pytest.param("minh-tam", "email nop bao cao", "not_found", "report-means @minh-tam x=email", id="mail-at-home"),
        pytest.param("tan-khai", "UBND huyện", "answer", "duty @dong-thap a=district-committees", id="of-the-district"),
        pytest.param("hoang-duc", "bí thư xã là ai", "not_found", "plan @hoang-duc", id="office-at-home"),
    ],
)
def test_how_it_is_read_where_somebody_is_at_home(
    library: Library, home: str, said: str, kind: str, query: str
) -> None:
    reply = last_of(library, said, home)
    assert (reply.kind, asked(reply)) == (kind, query)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("tiếng anh của UBND là gì", "Ủy ban nhân dân (People's Committee)"),
        ("who is the director in Tan Khai", "does not state the name of the director"),
        ("An Lão khai sinh | tỉnh thì sao", "Tôi không có kế hoạch của thành phố Hải Phòng."),
        ("nơi nào đặt 95% | Hà Nội thì sao", "Tôi không có kế hoạch của thành phố Hà Nội."),
    ],
)
def test_what_is_told(library: Library, said: str, told: str) -> None:
    assert told in plain_text(last_of(library, said).text)
