"""The facts of the five plans, read once more from their papers and written down here by hand."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from ruamel.yaml import YAML

from knowledge.checking import faults
from knowledge.errors import PlanFileError
from knowledge.library import Library
from knowledge.loading import HERE, load_model
from knowledge.model import Plan

NUMBERED = ["hoang-duc", "dong-thap", "tan-khai"]
ALL = [*NUMBERED, "minh-tam", "an-lao"]
UNITS = {"%": "percent", "‰": "per_mille", "/10k": "per_10k", "/100k": "per_100k", "cases": "cases", "none": "none"}

# indicator.part | unit | year: comparison and value; "any" where the plan states no year
HOANG_DUC = """
1.1   %      any: maintain
2.1   %      2025: > 95        2030: > 100
3.1   ‰      2025: < 0.4       2030: = 0.3
3.2   ‰      2025: = 0.71      2030: = 0.24
3.3   ‰      2025: < 1.66      2030: < 0.47
4.1   %      2025: < 4.5       2030: = 3
4.2   %      2025: < 5.5       2030: < 4
4.3   %      2025: < 1         2030: < 1
4.4   %      2025: < 0.5       2030: < 0.5
5.1   %      2025: = 98        2030: = 100
5.2   %      2030: = 100
6.1   %      2030: = 1
7.1   %      any: = 100
8.1   %      2025: < 1.0       2030: = 0.8
8.2   %      2025: = 100       2030: maintain 100
9.1   %      2025: = 0         2030: maintain 0
10.1  cases  2025: eliminate 0 2030: maintain 0
11.1  /10k   2025: = 1.0       2030: = 0.8
11.2  /10k   2025: = 0.35      2030: = 0.2
12.1  %      any: = 100
13.1  cases  2025-2030: eliminate 0
14.1  %      any: = 100
15.1  %      2025: >= 99.3     2030: = 99.5
16.1  %      2025: = 100       2030: maintain 100
17.1  %      2025: = 100       2030: maintain 100
17.2  %      any: eliminate 0
18.1  %      2025: = 99.8      2030: maintain 99.8
18.2  %      any: eliminate 0
19.1  %      2025: >= 95
20.1  %      2025: >= 55       2030: >= 60
20.2  %      2025: >= 80       2030: >= 90
21.1  %      any: maintain 100
22.1  %      2025: >= 70       2030: >= 85
23.1  %      2025: >= 85       2030: >= 90
24.1  %      2025: >= 80       2030: >= 85
"""
DONG_THAP = """
1.1   %      2025: = 65        2030: = 75
2.1   %      2025: = 90        2030: = 95
3.1   ‰      2025: < 9.5       2030: < 9
3.2   ‰      2025: = 12.5      2030: = 10
3.3   ‰      2025: < 18.5      2030: < 15
4.1   %      2025: < 9         2030: < 6
4.2   %      2025: = 17        2030: < 15
4.3   %      2025: < 5         2030: < 5
4.4   %      2025: < 10        2030: < 10
5.1   %      2025: = 97        2030: = 98
5.2   %      2030: = 98
6.1   %      2030: = 2
7.1   %      2025: = 100       2030: maintain 100
8.1   %      2025: < 6.5       2030: = 6
8.2   %      2025: > 90        2030: = 95
9.1   %      2025: < 4.5       2030: < 4
10.1  %      2025: = 4.9       2030: = 4.5
11.1  /100k  2025: = 550       2030: = 500
11.2  /100k  2025: = 16        2030: = 15
12.1  %      any: = 100
13.1  %      2025-2030: between 2 3
14.1  %      2025: = 98.5      2030: = 100
15.1  %      2025: = 99.1      2030: = 99.3
16.1  %      2025: = 99.1      2030: = 99.3
17.1  %      2025: = 97        2030: = 99
17.2  %      2025: < 0.12      2030: < 0.1
18.1  %      2025: = 88        2030: = 93
18.2  %      2025: < 0.14      2030: < 0.05
19.1  %      2025: = 95
20.1  %      2025: = 55        2030: = 60
20.2  %      2025: = 80        2030: = 90
21.1  %      2025: = 40        2030: = 45
22.1  %      2025: = 30        2030: = 35
23.1  %      2025: = 85        2030: = 90
24.1  %      2025: = 30        2030: = 35
"""
TAN_KHAI = """
1.1   %      2025: = 76.9      2030: = 84.6
2.1   %      2025: = 80        2030: = 85
3.1   ‰      2025: < 9.5       2030: < 9
3.2   ‰      2025: < 12.5      2030: = 10
3.3   ‰      2025: < 18.8      2030: < 15
4.1   %      2025: < 9         2030: < 6
4.2   %      2025: = 20        2030: < 19
4.3   %      2025: < 5         2030: < 5
4.4   %      2025: < 10        2030: < 10
5.1   %      2025: = 95        2030: = 98
5.2   %      2030: = 100
6.1   %      2030: = 2
7.1   %      any: = 100
8.1   %      2025: < 4.5       2030: = 3.5
8.2   %      2025-2030: > 98
9.1   %      2025: < 4         2030: < 3.5
10.1  %      2025: = 4.5       2030: < 4
11.1  /100k  2025: = 550       2030: = 500
11.2  /100k  2025: = 13        2030: = 12
12.1  %      any: = 100
13.1  %      2025-2030: between 2 3
14.1  %      2025: = 99        2030: = 100
15.1  %      2025: = 99.1      2030: = 99.3
16.1  %      2025: = 99.1      2030: = 99.3
17.1  %      2025: = 99.5      2030: = 99.8
17.2  %      2025: < 0.12      2030: < 0.1
18.1  %      2025: = 98        2030: = 98.5
18.2  %      2025: < 0.14      2030: < 0.05
19.1  %      2025: = 80
20.1  %      2025: = 50        2030: = 55
20.2  %      2025: = 80        2030: = 90
21.1  %      2025: = 40        2030: = 45
22.1  %      2025: = 30        2030: = 35
23.1  %      2025: = 85        2030: = 90
24.1  %      2025: = 30        2030: = 35
"""
AN_LAO = """
1.1   %      2023: = 100
2.1   none   2023: below_previous_year
3.1   %      2023: = 100
4.1   %      2023: = 100
5.1   %      2023: = 100
6.1   %      2023: = 100
7.1   %      2023: = 100
"""

Row = tuple[str, str, str]


def written(table: str) -> list[Row]:
    """Read a table of above: part, unit, and one target with its year."""
    found: list[Row] = []
    for line in table.strip().splitlines():
        part, unit, rest = line.split(None, 2)
        found.extend(
            (part, UNITS[unit], re.sub(r"\s+", " ", t).strip())
            for t in re.findall(r"[^:]+: [^:]+?(?=\s{2,}|\s\d{4}:|$)", rest)
        )
    return found


def held(plan: Plan) -> list[Row]:
    """The targets of *plan* in the form of the tables."""
    found: list[Row] = []
    for indicator, part in plan.parts():
        for t in part.targets:
            when = "any" if t.year is None else f"{t.year}-{t.until}" if t.until else str(t.year)
            values = " ".join(str(v) for v in (t.comparison, t.value, t.value2) if v is not None)
            found.append((f"{indicator.number or indicator.order}.{part.number}", part.unit, f"{when}: {values}"))
    return found


@pytest.mark.parametrize(
    ("plan_id", "table"),
    [("hoang-duc", HOANG_DUC), ("dong-thap", DONG_THAP), ("tan-khai", TAN_KHAI), ("minh-tam", ""), ("an-lao", AN_LAO)],
)
def test_every_target_is_as_the_paper_has_it(library: Library, plan_id: str, table: str) -> None:
    assert held(library.plans[plan_id]) == written(table)


def test_a_change_per_year_is_marked_as_such(library: Library) -> None:
    yearly = {
        (plan.id, indicator.number)
        for plan in library.plans.values()
        for indicator, part in plan.parts()
        for target in part.targets
        if target.yearly_change
    }
    assert yearly == {("dong-thap", 13), ("tan-khai", 13)}


@pytest.mark.parametrize("plan_id", NUMBERED)
def test_obesity_is_split_by_area_and_nothing_else_is(library: Library, plan_id: str) -> None:
    areas = {f"{i.number}.{p.number}": p.area for i, p in library.plans[plan_id].parts() if p.area}
    assert areas == {"4.3": "rural", "4.4": "urban"}


@pytest.mark.parametrize("plan_id", NUMBERED)
def test_a_numbered_plan_has_24_indicators_in_four_goals(library: Library, plan_id: str) -> None:
    plan = library.plans[plan_id]
    assert [i.number for i in plan.indicators] == list(range(1, 25))
    assert [(g.number, len(g.indicators)) for g in plan.goals] == [(1, 7), (2, 7), (3, 7), (4, 3)]
    assert plan.years == (2025, 2030)


@pytest.mark.parametrize("plan_id", NUMBERED)
def test_parts_of_one_number_have_one_topic_in_all_plans(library: Library, plan_id: str) -> None:
    def topics(of: str) -> dict[str, str]:
        return {f"{i.number}.{p.number}": p.topic for i, p in library.plans[of].parts()}

    assert topics(plan_id) == topics("hoang-duc")


def test_sections_of_the_goals(library: Library) -> None:
    sections = {plan_id: [g.section for g in library.plans[plan_id].goals] for plan_id in ALL}
    assert sections == {
        "hoang-duc": ["II.2.a", "II.2.b", "II.2.c", "II.2.d"],
        "dong-thap": ["II.1.a", "II.1.b", "II.1.c", "II.1.d"],
        "tan-khai": ["II.2.a", "II.2.b", "II.2.c", "II.2.d"],
        "minh-tam": [],
        "an-lao": ["I.2"],
    }


def test_an_lao_has_seven_objectives_and_no_numbers(library: Library) -> None:
    plan = library.plans["an-lao"]
    assert [(i.number, i.order) for i in plan.indicators] == [(None, n) for n in range(1, 8)]
    assert [p.topic for _, p in plan.parts()] == [
        "at-risk-managed",
        "abuse",
        "abuse-supported",
        "heart-surgery",
        "health-insurance-under-6",
        "child-friendly",
        "participation-events",
    ]


# What is odd in the papers and must be said beside the figure.
@pytest.mark.parametrize(
    ("plan_id", "part", "year"),
    [
        pytest.param("hoang-duc", "2.1", 2030, id="above-100-percent"),
        pytest.param("hoang-duc", "11.1", 2025, id="per-10000-where-others-have-per-100000"),
        pytest.param("hoang-duc", "11.2", 2030, id="per-10000-of-deaths"),
    ],
)
def test_what_is_odd_in_the_paper_is_remarked(library: Library, plan_id: str, part: str, year: int) -> None:
    parts = library.plans[plan_id].parts()
    ((indicator, row),) = (both for both in parts if f"{both[0].number}.{both[1].number}" == part)
    target = next(t for t in row.targets if t.year == year)
    assert target.remark or row.remark or indicator.remark


# -- agencies --------------------------------------------------------------------------------------------------------

EXPLICIT = {
    "hoang-duc": {
        ("Công chức LĐTBXH", "lead", (1, 2, 8, 9, 10, 11, 12, 22, 23, 24), "V.1"),
        ("Công chức Tư pháp", "lead", (13, 14), "V.2"),
        ("Công an xã", "lead", (9,), "V.3"),
        ("Hiệu trưởng các nhà trường", "lead", (7, 15, 16, 17, 18, 19, 20), "V.4"),
        ("Trạm y tế", "lead", (3, 4, 5, 6), "V.5"),
        ("Công chức Văn hóa xã hội", "guide", (13, 21), "V.6"),
    },
    "dong-thap": {
        ("Sở Lao động - Thương binh và Xã hội", "lead", (1, 2, 8, 9, 10, 11, 12, 22, 23, 24), "IV.1.a"),
        ("Sở Tư pháp", "guide", (14,), "IV.2.a"),
        ("Công an tỉnh", "lead", (9,), "IV.3"),
        ("Sở Giáo dục và Đào tạo", "guide", (7, 15, 16, 17, 18, 19, 20), "IV.4.a"),
        ("Sở Y tế", "guide", (3, 4, 5, 6), "IV.5.a"),
        ("Sở Y tế", "supply_data", (11,), "IV.5.a"),
        ("Sở Văn hóa, Thể thao và Du lịch", "guide", (13, 21), "IV.6.a"),
    },
    "tan-khai": set(),
    "minh-tam": set(),
    "an-lao": set(),
}


@pytest.mark.parametrize("plan_id", ALL)
def test_assignments_by_number_are_as_the_paper_has_them(library: Library, plan_id: str) -> None:
    explicit = {
        (agency.name, a.role, a.indicators, a.section)
        for agency in library.plans[plan_id].agencies
        for a in agency.assignments
        if a.explicit
    }
    assert explicit == EXPLICIT[plan_id]


AGENCIES = {
    "hoang-duc": "V.1 V.2 V.3 V.4 V.5 V.6 V.8 V.9 VI.1",
    "dong-thap": "IV.1 IV.2 IV.3 IV.4 IV.5 IV.6 IV.7 IV.8 IV.9 IV.10",
    "tan-khai": "V.1 V.2 V.3 V.4 V.5 V.6 V.7 V.8 V.9 V.10",
    "minh-tam": "IV.1 IV.2 IV.3 IV.4 IV.5 IV.6 IV.7 IV.8 IV.9 IV.9 IV.10",
    "an-lao": "IV.1 IV.2 IV.3 IV.4 IV.6 IV.7 IV.8 IV.9 IV.10 IV.12 IV.12(2) IV.13 IV.14",
}


@pytest.mark.parametrize("plan_id", ALL)
def test_every_agency_of_the_paper_is_there_with_its_duties(library: Library, plan_id: str) -> None:
    agencies = library.plans[plan_id].agencies
    assert [a.section for a in agencies] == AGENCIES[plan_id].split()
    assert all(a.duties for a in agencies)


# How many duties the paper lists for each of these, counted by its dashes, letters or paragraphs: the file has at least
# as many, since one dash often holds several.
@pytest.mark.parametrize(
    ("plan_id", "agency", "least"),
    [
        ("hoang-duc", "labour-officer", 5),
        ("hoang-duc", "headteachers", 4),
        ("hoang-duc", "culture-officer", 4),
        ("dong-thap", "labour", 6),
        ("dong-thap", "education", 4),
        ("dong-thap", "district-committees", 4),
        ("tan-khai", "labour-officer", 3),
        ("tan-khai", "neighbourhoods", 4),
        ("minh-tam", "child-officer", 5),
        ("minh-tam", "schools", 6),
        ("minh-tam", "police", 4),
        ("an-lao", "labour", 7),
        ("an-lao", "education", 6),
        ("an-lao", "communes", 7),
    ],
)
def test_an_agency_has_at_least_the_duties_the_paper_lists(
    library: Library, plan_id: str, agency: str, least: int
) -> None:
    assert len(library.plans[plan_id].agency(agency).duties) >= least


@pytest.mark.parametrize(
    ("plan_id", "coordinator"),
    [
        ("hoang-duc", "Công chức LĐTBXH"),
        ("dong-thap", "Sở Lao động - Thương binh và Xã hội"),
        ("tan-khai", "Công chức Văn hóa – xã hội phụ trách LĐTB thị trấn"),
        ("minh-tam", "Công chức Văn hóa - Xã hội xã phụ trách công tác trẻ em"),
        ("an-lao", "Phòng Lao động - Thương binh và Xã hội"),
    ],
)
def test_the_coordinator(library: Library, plan_id: str, coordinator: str) -> None:
    plan = library.plans[plan_id]
    assert plan.agency(plan.coordinator).name == coordinator


# -- deadlines, documents, the rest ----------------------------------------------------------------------------------

DEADLINES = {
    "hoang-duc": {("annual_report", "yearly 05/11", "VI.1")},
    "dong-thap": {("midterm_review", "2025", "IV.9.d"), ("final_review", "2030", "IV.9.d")},
    "tan-khai": set(),
    "minh-tam": {("six_month_report", "2025-05-10", "V"), ("annual_report", "2025-11-10", "V")},
    "an-lao": {("six_month_report", "2023-05-20", "IV.14"), ("annual_report", "2023-11-15", "IV.14")},
}


@pytest.mark.parametrize("plan_id", ALL)
def test_every_deadline_with_a_time_is_as_the_paper_has_it(library: Library, plan_id: str) -> None:
    timed = set()
    for d in library.plans[plan_id].deadlines:
        yearly = f"yearly {d.yearly[1]:02d}/{d.yearly[0]:02d}" if d.yearly else None
        when = yearly or (d.date.isoformat() if d.date else None) or (str(d.year) if d.year else None)
        if when:
            timed.add((d.kind, when, d.section))
    assert timed == DEADLINES[plan_id]


def test_tan_khai_has_reviews_without_a_date(library: Library) -> None:
    kinds = {d.kind for d in library.plans["tan-khai"].deadlines}
    assert {"midterm_review", "final_review"} <= kinds


@pytest.mark.parametrize(
    ("plan_id", "numbers"),
    [
        ("hoang-duc", ["91/KH-UBND", "23/QĐ-TTg"]),
        ("dong-thap", ["56/2017/NĐ-CP", "1472/QĐ-TTg", "121/2020/QH14", "23/QĐ-TTg", "708/LĐTBXH-TE", "06/QĐ-TTg"]),
        ("tan-khai", ["356/KH-UBND", "26/2021/NQ-HĐND", "60/2014/QH13", "123/2015/NĐ-CP", "87/2020/NĐ-CP"]),
        ("minh-tam", ["133/KH-UBND", "240-KH/TU", "28-CT/TW"]),
        (
            "an-lao",
            [
                "36/KH-SLĐTBXH",
                "171/KH-UBND",
                "36/CT-TTg",
                "06/QĐ-TTg",
                "293/KH-UBND",
                "18/CT-TTg",
                "23/CT-TTg",
                "03/KH-UBND",
                "1472/QĐ-TTg",
                "121/2020/QH14",
                "50/KH-UBND",
                "130/2021/NĐ-CP",
                "13/2019/TT-BNV",
            ],
        ),
    ],
)
def test_every_document_the_paper_cites_by_number_is_there(library: Library, plan_id: str, numbers: list[str]) -> None:
    held_numbers = " ".join(d.number.replace(" ", "") for d in library.plans[plan_id].documents)
    assert [n for n in numbers if n not in held_numbers] == []


@pytest.mark.parametrize(
    ("plan_id", "first", "last", "village", "name"),
    [
        ("hoang-duc", 2021, 2030, "thôn", "Lê Xuân Bính"),
        ("dong-thap", 2021, 2030, None, None),
        ("tan-khai", 2021, 2030, "khu phố", None),
        ("minh-tam", 2025, 2025, "ấp", "Nguyễn Quốc Trung"),
        ("an-lao", 2023, 2023, None, "Nguyễn Mạnh Thắng"),
    ],
)
def test_period_villages_and_signature(
    library: Library, plan_id: str, first: int, last: int, village: str | None, name: str | None
) -> None:
    plan = library.plans[plan_id]
    assert (plan.first_year, plan.last_year, plan.village_term, plan.signature.name) == (first, last, village, name)


def statements(library: Library, plan_id: str, kind: str) -> str:
    return " | ".join(s.vi for s in library.plans[plan_id].statements if s.kind == kind)


@pytest.mark.parametrize("plan_id", ALL)
def test_every_plan_says_where_the_money_comes_from(library: Library, plan_id: str) -> None:
    assert statements(library, plan_id, "funding")


def test_the_support_level_of_tan_khai(library: Library) -> None:
    assert "0,125" in statements(library, "tan-khai", "support")
    assert not any("lương cơ sở" in statements(library, p, "support") for p in ALL if p != "tan-khai")


def test_the_telephone_numbers_of_an_lao(library: Library) -> None:
    contacts = statements(library, "an-lao", "contact")
    assert "111" in contacts
    assert "18006605" in contacts.replace(" ", "").replace(".", "")


# -- all plans -------------------------------------------------------------------------------------------------------


def sections(model: BaseModel, where: str) -> Iterator[tuple[str, str | None]]:
    """Every section in a model and what is below it; a target without one has its indicator's."""
    for name in type(model).model_fields:
        value = getattr(model, name)
        if name == "section" and type(model).__name__ not in ("Target", "Abbreviation"):
            yield where, value
        for child in value if isinstance(value, tuple) else (value,):
            if isinstance(child, BaseModel):
                yield from sections(child, f"{where}.{name}")


@pytest.mark.parametrize("plan_id", ALL)
def test_every_fact_names_its_section(library: Library, plan_id: str) -> None:
    found = list(sections(library.plans[plan_id], plan_id))
    assert len(found) > 100
    assert not [where for where, section in found if not section or not section.strip()]


@pytest.mark.parametrize("plan_id", ALL)
def test_sections_are_those_of_the_paper(library: Library, plan_id: str) -> None:
    """A roman number and its parts, or the opening, the heading, the list of recipients, the signature."""
    numbered = re.compile(r"^(I|II|II\(2\)|III|IV|IV \(kinh phí\)|V|VI)(\.\d{1,2}(\(2\))?)?(\.[a-z])?$")
    named = {s for _, s in sections(library.plans[plan_id], plan_id) if s and not numbered.match(s)}
    assert all(
        re.match(r"^(Phần )?(mở đầu|tiêu đề|kết|nơi nhận|phần kết|đoạn kết|phần ký|đầu|cuối)", s, re.IGNORECASE)
        for s in named
    ), named


@pytest.mark.parametrize("plan_id", ALL)
def test_both_languages_say_something_of_their_own(library: Library, plan_id: str) -> None:
    plan = library.plans[plan_id]
    pairs = [(d.vi, d.en) for a in plan.agencies for d in a.duties] + [(s.vi, s.en) for s in plan.statements]
    assert not [vi for vi, en in pairs if vi == en]


def test_the_plans_hold_together(library: Library) -> None:
    assert list(library.plans) == ["hoang-duc", "dong-thap", "tan-khai", "minh-tam", "an-lao"]
    assert faults(library) == []


# -- broken files ----------------------------------------------------------------------------------------------------


def broken(tmp_path: Path, change: Any, plan_id: str = "tan-khai") -> Path:
    """Write a plan that *change* has damaged."""
    data = YAML(typ="safe").load((HERE / "plans" / f"{plan_id}.yaml").read_text("utf-8"))
    data["id"] = "broken"
    data["agencies"], data["statements"] = data["agencies"][:1], data["statements"][:1]
    change(data)
    path = tmp_path / "broken.yaml"
    with path.open("w", encoding="utf-8") as file:
        YAML(typ="safe").dump(data, file)
    return path


def first_part(plan: Any) -> Any:
    return plan["goals"][0]["indicators"][0]["parts"][0]


@pytest.mark.parametrize(
    ("change", "reason", "near"),
    [
        pytest.param(lambda p: p.pop("period"), "period: Field required", None, id="a-field-is-missing"),
        pytest.param(lambda p: p.update(colour="red"), "colour: Extra inputs", "colour", id="a-field-too-many"),
        pytest.param(
            lambda p: p.update(id="Tân Khai"), "id: String should match", "id: Tân Khai", id="an-id-is-no-slug"
        ),
        pytest.param(
            lambda p: p.update(coordinator="nobody"), "no agency with id nobody", None, id="unknown-coordinator"
        ),
        pytest.param(
            lambda p: first_part(p).update(unit="pounds"), "unit: Input should be", "pounds", id="an-unknown-unit"
        ),
        pytest.param(
            lambda p: first_part(p).update(number=2), "parts are numbered 1, 2, 3", None, id="parts-out-of-order"
        ),
        pytest.param(
            lambda p: first_part(p)["targets"][0].update(year=1925),
            "greater than or equal to 2000",
            "1925",
            id="a-year",
        ),
        pytest.param(
            lambda p: first_part(p)["targets"][0].update(value="nhiều"), "valid decimal", "nhiều", id="no-number"
        ),
        pytest.param(lambda p: first_part(p)["targets"][0].pop("value"), "needs a value", None, id="no-value"),
        pytest.param(
            lambda p: first_part(p)["targets"][0].update(comparison="~"),
            "comparison: Input should be",
            "~",
            id="a-sign",
        ),
        pytest.param(
            lambda p: p["goals"][0]["indicators"].reverse(), "not in order, or stand twice", None, id="out-of-order"
        ),
        pytest.param(lambda p: p["agencies"].append(p["agencies"][0]), "two agencies have one id", None, id="twice"),
        pytest.param(lambda p: p["agencies"][0].update(duties=[]), "at least 1 item", "duties: []", id="no-duties"),
        pytest.param(
            lambda p: p["agencies"][0]["assignments"][0].update(indicators=[25]),
            "indicators the plan lacks",
            None,
            id="25",
        ),
        pytest.param(
            lambda p: p["deadlines"][0].update(date=dt.date(2025, 1, 1), year=2025),
            "not two of them",
            None,
            id="two-times",
        ),
        pytest.param(
            lambda p: p["deadlines"][0].update(yearly=[2, 30]), "no year has such a day", "yearly", id="30-february"
        ),
        pytest.param(
            lambda p: p["deadlines"][0].update(yearly=[13, 5]), "no year has such a day", "yearly", id="month-13"
        ),
        pytest.param(lambda p: p["statements"][0].update(section=" "), "section: String should", None, id="no-section"),
    ],
)
def test_a_broken_plan_is_named_with_its_line_and_reason(
    tmp_path: Path, change: Any, reason: str, near: str | None
) -> None:
    path = broken(tmp_path, change)
    with pytest.raises(PlanFileError, match=re.escape(reason)) as caught:
        load_model(path, Plan)
    error = caught.value
    assert error.path == path
    assert str(error) == f"{path}:{error.line}: {error.reason}"
    lines = path.read_text("utf-8").splitlines()
    assert 1 <= error.line <= len(lines)
    if near:
        assert near in lines[error.line - 1]


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        pytest.param(b"id: x\nname: [1, 2\n", 3, "is no YAML", id="an-open-bracket"),
        pytest.param(b"id: x\n\tname: y\n", 2, "is no YAML", id="a-tab"),
        pytest.param(b"id: x\nid: y\n", 2, "is no YAML", id="a-key-twice"),
        pytest.param(b"\xff\xfe\x00", 1, "cannot be read", id="no-utf-8"),
        pytest.param(b"", 1, "is empty", id="empty"),
        pytest.param(b"- 1\n- 2\n", 1, "should be a mapping", id="a-list"),
        pytest.param(None, 1, "cannot be read", id="no-file"),
    ],
)
def test_a_file_that_is_no_plan_at_all(tmp_path: Path, content: bytes | None, line: int, reason: str) -> None:
    path = tmp_path / "plan.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(PlanFileError, match=reason) as caught:
        load_model(path, Plan)
    assert caught.value.line == line


def test_a_plan_of_an_unknown_place_is_refused(tmp_path: Path) -> None:
    path = broken(tmp_path, lambda plan: plan.update(locality="nowhere"))
    with pytest.raises(PlanFileError, match="locality: nowhere") as caught:
        Library.load([path])
    assert caught.value.path == path


def test_a_plan_of_ones_own_is_loaded_beside_the_five(tmp_path: Path) -> None:
    library = Library.load([broken(tmp_path, lambda plan: None)])
    assert list(library.plans)[-1] == "broken"


def test_a_plan_with_the_id_of_another_is_refused(tmp_path: Path) -> None:
    path = broken(tmp_path, lambda plan: plan.update(id="tan-khai"))
    with pytest.raises(PlanFileError, match="tan-khai"):
        Library.load([path])


def test_a_fact_stated_twice_is_a_fault(tmp_path: Path) -> None:
    def twice(plan: Any) -> None:
        first_part(plan)["targets"].append({"year": 2025, "value": 77})
        plan["agencies"][0]["duties"].append(plan["agencies"][0]["duties"][0])
        first_part(plan)["topic"] = "unheard-of"

    assert faults(Library.load([broken(tmp_path, twice)])) == [
        "broken: topic unheard-of is not in lexicon/topics.yaml",
        "broken: the target 1.1 of 2025 stands twice",
        "broken: a duty of labour-officer stands twice",
    ]
