import pytest

from knowledge.library import Library
from knowledge.reply import Reply
from tests.bench.country import Unit, write_country
from tests.bench.questions import DAY

PROVINCES = ("Thái Nguyên", "Hồ Chí Minh", "Gia Lai", "Sơn La", "Tuyên Quang", "Hà Nội")
UNITS = [
    *(Unit(f"province-{number}", "province", name, "") for number, name in enumerate(PROVINCES)),
    Unit("tan-lap-tn", "commune", "Tân Lập", "Thái Nguyên"),
    Unit("tan-lap-sl", "commune", "Tân Lập", "Sơn La"),
    *(Unit(f"tan-phu-{number}", "commune", "Tân Phú", name) for number, name in enumerate(PROVINCES)),
    Unit("kim-long-hcm", "commune", "Kim Long", "Hồ Chí Minh"),
    Unit("kim-long-tq", "ward", "Kim Long", "Tuyên Quang"),
    Unit("go-vap-hcm", "ward", "Gò Vấp", "Hồ Chí Minh"),
    Unit("hong-thai-tq", "commune", "Hồng Thái", "Tuyên Quang"),
    Unit("tan-khai-gl", "ward", "Tân Khai", "Gia Lai"),
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("places")
    return Library.load((write_country(folder, UNITS),), cache=folder / "cache")


def ask(library: Library, text: str) -> Reply:
    return library.answer(text, today=DAY)


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        pytest.param("tân lập thái nguyên tiêm chủng 2025", "tan-lap-tn", id="its-province-after-it"),
        pytest.param("tan lap, tinh son la, tiem chung 2025", "tan-lap-sl", id="with-level-and-commas"),
        pytest.param("Thái Nguyên, xã Tân Lập: tiêm chủng 2025", "tan-lap-tn", id="its-province-before-it"),
        pytest.param("xã Kim Long tiêm chủng 2025", "kim-long-hcm", id="its-level"),
        pytest.param("Kim Long ward vaccination 2025", "kim-long-tq", id="its-level-in-english"),
        pytest.param("go vap ho chi minh tiem chung 2025", "go-vap-hcm", id="a-short-name-before-its-province"),
        pytest.param("xã Hồng Thái tiêm chủng 2025", "hong-thai-tq", id="one-of-its-name"),
        pytest.param("tỉnh Thái Nguyên tiêm chủng 2025", "province-0", id="a-province-alone"),
        pytest.param("thị trấn Tân Khai tiêm chủng 2025", "tan-khai", id="an-own-plan-by-its-full-name"),
        pytest.param("Tân Khai Gia Lai tiêm chủng 2025", "tan-khai-gl", id="the-namesake-of-an-own-plan"),
    ],
)
def test_what_stands_beside_a_name_settles_it(text: str, plan: str, library: Library) -> None:
    reply = ask(library, text)
    assert reply.kind == "answer"
    assert {citation.plan for citation in reply.citations} == {plan}


def test_a_name_that_two_places_share_is_asked_back(library: Library) -> None:
    reply = ask(library, "tân lập tiêm chủng 2025")
    assert reply.kind == "clarify"
    assert [option.label for option in reply.options] == ["xã Tân Lập, tỉnh Sơn La", "xã Tân Lập, tỉnh Thái Nguyên"]
    assert "Có 2 nơi tên <b>Tân Lập</b>" in reply.text
    chosen = library.run(reply.options[1].query, today=DAY)
    assert (chosen.kind, {c.plan for c in chosen.citations}) == ("answer", {"tan-lap-tn"})
    assert "2025" in chosen.text


def test_a_name_that_an_own_plan_shares_is_asked_back_too(library: Library) -> None:
    reply = ask(library, "tân khai tiêm chủng 2025")
    assert reply.kind == "clarify"
    assert {option.query.split(" ")[1] for option in reply.options} == {"@tan-khai", "@tan-khai-gl"}


def test_of_many_namesakes_four_are_offered_and_the_province_is_asked_for(library: Library) -> None:
    reply = ask(library, "who is responsible for child abuse in Tân Phú?")
    assert reply.kind == "clarify"
    assert len(reply.options) == 4
    assert "There are 6 places called <b>Tân Phú</b>" in reply.text
    assert "add the name of the province" in reply.text


def test_marks_that_were_typed_tell_names_apart(library: Library) -> None:
    assert ask(library, "tân lấp tiêm chủng 2025").kind != "answer"


def test_without_further_plans_every_name_is_settled() -> None:
    library = Library.load()
    assert library.places.by_name == {}
    assert ask(library, "tân khai tiêm chủng 2025").kind == "answer"
