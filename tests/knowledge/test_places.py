from collections.abc import Iterable

import pytest

from knowledge import vietnamese
from knowledge.lexicon import WHERE
from knowledge.library import Library
from knowledge.reader import Reader
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


@pytest.fixture(scope="module")
def own_library() -> Library:
    return Library.load()


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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("tiem chung ha noi 2025", "Hà Nội", id="no-marks"),
        pytest.param("tiêm chủng huế", "Huế", id="one-syllable-in-lower-case"),
        pytest.param("hanoi vaccination target", "Hà Nội", id="in-one-word"),
        pytest.param("tphcm tiem chung", "Hồ Chí Minh", id="an-abbreviation"),
        pytest.param("tiem chung dac lac", "Đắk Lắk", id="another-spelling"),
        pytest.param("tiem chung loc ninh", "Lộc Ninh", id="a-district"),
        pytest.param("xa tan an tiem chung", "Tân An", id="a-commune-with-its-level"),
        pytest.param("Hà Nội khai sinh 10/12", "Hà Nội", id="in-figures"),
        pytest.param("ha noi khai sinh 10/12", "Hà Nội", id="in-figures-without-marks"),
        pytest.param("xa phu hoa khai sinh 10/12", "Phú Hòa", id="a-commune-in-figures"),
        pytest.param("loc ninh khai sinh 10/12", "Lộc Ninh", id="a-district-in-figures"),
    ],
)
def test_a_place_without_a_plan_is_seen_however_it_is_typed(text: str, name: str, reader: Reader) -> None:
    assert name in {place[1] for place in reader.read(text, today=DAY).foreign_places}


@pytest.mark.parametrize(
    "text",
    [
        "danh gia lai tiem chung",
        "con lai chau nao chua tiem",
        "tre vi thanh nien",
        "chau hue 3 tuoi",
        "gia dinh hieu hoc",
        "kiểm tra liên ngành",
        "tạo cơ hội cho mọi trẻ em",
        "trường học an toàn",
        "chi tieu nam dinh duong",
    ],
)
def test_ordinary_words_are_no_place(text: str, reader: Reader) -> None:
    assert reader.read(text, today=DAY).foreign_places == []


def test_nearly_every_place_of_the_country_is_seen_in_a_question(reader: Reader) -> None:
    """Names that are other words without their marks are the few that need a capital or a level word."""
    names = {line.split("\t")[1] for line in (WHERE / "gazetteer.txt").read_text("utf-8").splitlines() if "\t" in line}
    assert _share_seen(reader, names, "tiêm chủng {} 2025") > 0.99
    assert _share_seen(reader, map(vietnamese.fold, names), "tiem chung {} 2025") > 0.9


def _share_seen(reader: Reader, names: Iterable[str], question: str) -> float:
    seen = [bool(reader.read(question.format(name), today=DAY).foreign_places) for name in names]
    return sum(seen) / len(seen)


@pytest.mark.parametrize(
    "turns",
    [
        pytest.param(("tiem chung ha noi 2025",), id="alone"),
        pytest.param(("tan khai tiem chung 2025", "ha noi thi sao"), id="as-a-follow-up"),
        pytest.param(("tan khai va ha noi tiem chung",), id="beside-an-own-place"),
        pytest.param(("Hà Nội và Tân Khai tiêm chủng",), id="before-an-own-place"),
        pytest.param(("Hà Nội chứ không phải Tân Khai tiêm chủng",), id="instead-of-an-own-place"),
        pytest.param(("Hà Nội",), id="nothing-else"),
    ],
)
def test_a_question_about_a_place_without_a_plan_is_refused_by_name(
    own_library: Library, turns: tuple[str, ...]
) -> None:
    frame = None
    for turn in turns:
        reply = own_library.answer(turn, today=DAY, home="tan-khai", frame=frame)
        frame = reply.frame
    assert reply.kind == "not_found"
    assert "không có kế hoạch của <b>thành phố Hà Nội</b>" in reply.text
    assert reply.facts == ()


def test_a_place_refused_leaves_the_subject_to_the_next_place(own_library: Library) -> None:
    frame = None
    for turn in ("tân khai tiêm chủng 2025", "Hà Nội thì sao", "còn Hoằng Đức"):
        reply = own_library.answer(turn, today=DAY, frame=frame)
        frame = reply.frame
    assert (reply.kind, {fact["plan"] for fact in reply.facts}) == ("answer", {"hoang-duc"})


def test_a_place_taken_back_is_not_asked_about(own_library: Library) -> None:
    reply = own_library.answer("không phải Hà Nội, Tân Khai tiêm chủng cơ", today=DAY)
    assert (reply.kind, {fact["plan"] for fact in reply.facts}) == ("answer", {"tan-khai"})
