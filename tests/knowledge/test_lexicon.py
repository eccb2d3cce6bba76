from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from knowledge import vietnamese
from knowledge.answers.statements import common_abbreviations
from knowledge.errors import PlanFileError
from knowledge.lexicon import Entry, Lexicon, Surface, load_lexicon
from knowledge.library import Library
from knowledge.loading import HERE, load_models, read_yaml
from knowledge.locality import Locality
from knowledge.reader import Reader
from knowledge.spans import find_spans, split_joined
from knowledge.successions import load_successions
from knowledge.tokens import tokenize
from knowledge.topics import load_topics

LEXICON = HERE / "lexicon"
TODAY = dt.date(2025, 4, 20)
FIVE = {
    "hoang-duc": "Hoằng Đức",
    "dong-thap": "Đồng Tháp",
    "tan-khai": "Tân Khai",
    "minh-tam": "Minh Tâm",
    "an-lao": "An Lão",
}

# Words of two letters that are whole words of asking, or signs, and nothing else.
SHORT_WORDS = set("ai so vs do hi ok kể mí pp wc im bc % ‰".split())


def surfaces(lexicon: Lexicon, *slots: str) -> Iterator[Surface]:
    return (s for s in lexicon.surfaces() if s.entry.slot in slots)


def typed(surface: Surface) -> str:
    return " ".join("3" if word == "#" else word for word in surface.words)


def rows(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    data = read_yaml(LEXICON / f"{name}.yaml")
    assert isinstance(data, dict)
    assert data, name
    yield from data.items()


# -- the files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["concepts", "cues", "agencies", "chat"])
def test_every_entry_has_words_in_both_languages_or_says_why_not(name: str) -> None:
    for entry, row in rows(name):
        assert row.get("vi") or row.get("en"), entry
        assert set(row) <= {"vi", "en", "kind", "nearest", "unit", "area"}, entry


@pytest.mark.parametrize("name", ["concepts", "cues", "agencies", "chat"])
def test_no_surface_stands_twice_in_one_list(name: str) -> None:
    for entry, row in rows(name):
        for language in ("vi", "en"):
            listed = [str(text).removesuffix("!") for text in row.get(language, ())]
            assert len(listed) == len(set(listed)), (entry, {t for t in listed if listed.count(t) > 1})


def test_a_foreign_concept_names_a_topic_that_is_near() -> None:
    topics = load_topics()
    nearest = {row["nearest"] for _, row in rows("concepts") if row.get("nearest")}
    assert nearest
    assert {topic for topic in nearest if topic not in topics} == set()


def test_topics_are_named_by_concepts_that_exist() -> None:
    concepts = dict(rows("concepts"))
    for topic, row in rows("topics"):
        assert row["label"], topic
        for group in row.get("when", ()):
            assert set(group) <= concepts.keys(), topic


def test_families_have_members_that_exist() -> None:
    topics = load_topics()
    families = {topic: row["members"] for topic, row in rows("topics") if row.get("members")}
    assert families
    for topic, members in families.items():
        assert all(member in topics for member in members), topic


def test_the_common_24_are_all_there() -> None:
    numbers = {str(row["number"]) for _, row in rows("topics") if row["number"]}
    assert {number.split(".")[0] for number in numbers} == {str(n) for n in range(1, 25)}


def test_agency_kinds_of_plans_and_lexicon_are_the_same_words(library: Library) -> None:
    kinds = {entry for entry, _ in rows("agencies")}
    for plan in library.plans.values():
        for agency in plan.agencies:
            assert set(agency.kinds) <= kinds, f"{plan.id}/{agency.id}"


def test_every_succession_has_a_basis_and_fits_what_some_plan_names(library: Library) -> None:
    agencies = [a for plan in library.plans.values() for a in plan.agencies]
    named = [plain(text) for a in agencies for text in (a.name, *(duty.vi for duty in a.duties))]
    kinds = {kind for a in agencies for kind in a.kinds}
    for row in succession_rows():
        note, matches = row["note"], row["matches"]
        assert isinstance(note, dict)
        assert isinstance(matches, list)
        assert row["basis"], row["id"]
        assert note["vi"], row["id"]
        assert note["en"], row["id"]
        assert any(word in kinds or any(plain(word) in name for name in named) for word in matches), row["id"]


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", vietnamese.fold(text)))


def succession_rows() -> list[dict[str, object]]:
    data = read_yaml(LEXICON / "succession.yaml")
    assert isinstance(data, list)
    assert data
    assert load_successions()
    return data


def test_every_locality_of_a_plan_knows_what_became_of_it(library: Library) -> None:
    for plan in library.plans.values():
        locality = library.localities[plan.locality]
        assert any(era.change for era in locality.eras), plan.id
        first, *later = locality.eras
        assert first.since is None, plan.id
        for era in later:
            assert era.since is not None, plan.id
            assert era.basis, plan.id


def test_abbreviations_stand_once_and_are_spelled_out() -> None:
    found = common_abbreviations()
    assert len({row.short for row in found}) == len(found)
    assert all(len(row.long) > len(row.short) for row in found)


# -- surfaces --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slot", ["concept", "cue", "agency", "place", "chat", "reference"])
def test_words_typed_without_marks_mean_one_entry_of_a_slot(lexicon: Lexicon, slot: str) -> None:
    """One phrase may serve two cues on purpose; two phrases that only marks keep apart may not."""
    meanings: dict[str, dict[str, set[tuple[str, ...]]]] = defaultdict(lambda: defaultdict(set))
    for surface in surfaces(lexicon, slot):
        if not surface.strict and not surface.entry.weak:
            folded = " ".join(vietnamese.key(w) for w in surface.words)
            meanings[folded][surface.entry.id].add(surface.words)
    shared = {
        folded: dict(ids)
        for folded, ids in meanings.items()
        if len(ids) > 1 and (slot != "cue" or len({words for ways in ids.values() for words in ways}) > 1)
    }
    assert not shared


def test_words_of_two_letters_are_weak_or_strict(lexicon: Lexicon) -> None:
    short = {
        (s.entry.id, typed(s))
        for s in surfaces(lexicon, "concept", "cue", "agency", "place", "chat", "reference")
        if len(s.joined) <= 2
        and not s.strict
        and not s.entry.weak
        and not any(c.isdigit() for c in typed(s))
        and s.joined not in SHORT_WORDS
        and typed(s) not in SHORT_WORDS
    }
    assert not short


def test_every_surface_is_found_in_itself(lexicon: Lexicon) -> None:
    lost = []
    for surface in surfaces(lexicon, "concept", "cue", "agency", "place", "chat", "reference"):
        text = typed(surface)
        tokens = split_joined(lexicon, tokenize(vietnamese.repair(text), lexicon.words))
        if not any(is_one_of(span.entries, surface.entry) for span in find_spans(lexicon, tokens)):
            lost.append((surface.entry.id, text))
    assert not lost


@pytest.mark.parametrize("slot", ["concept", "agency", "place"])
def test_every_surface_is_read_as_what_it_stands_for(lexicon: Lexicon, reader: Reader, slot: str) -> None:
    lost = []
    for surface in surfaces(lexicon, slot):
        if not surface.entry.weak:
            reading = reader.read(typed(surface), today=TODAY)
            if not any(is_one_of(span.entries, surface.entry) for span in reading.spans):
                lost.append((surface.entry.id, typed(surface)))
    assert not lost


def is_one_of(entries: Iterable[Entry], wanted: Entry) -> bool:
    return any((e.slot, e.id) == (wanted.slot, wanted.id) for e in entries)


@pytest.mark.parametrize("change", [vietnamese.fold, str.upper], ids=["without-marks", "upper-case"])
def test_concepts_are_found_however_they_are_typed(
    lexicon: Lexicon, reader: Reader, change: Callable[[str], str]
) -> None:
    lost = []
    for surface in surfaces(lexicon, "concept"):
        if not surface.entry.weak and not surface.strict and surface.entry.language == "vi":
            reading = reader.read("xem " + change(typed(surface)), today=TODAY)
            if not any(is_one_of(span.entries, surface.entry) for span in reading.spans):
                lost.append((surface.entry.id, typed(surface)))
    assert not lost


def test_every_topic_is_reached_by_its_label(library: Library) -> None:
    topics = load_topics()
    lost = []
    for topic, row in rows("topics"):
        label = row["label"]
        vi, en = label["vi"], label["en"]
        for text in (f"mức phấn đấu {vi}", f"muc phan dau {vietnamese.fold(vi)}", f"target for {en}"):
            reply = library.answer(text, today=TODAY)
            asked = {t for item in items(reply.query) for t in topics.members(item)}
            is_event = topic == "participation-events" and (reply.query or "").startswith("1:event")
            if not asked & set(topics.members(topic)) and not is_event:
                lost.append((topic, text, reply.query))
    assert not lost


def items(query: str | None) -> list[str]:
    return [i for part in (query or "").split(" ") if part.startswith("#") for i in part[1:].split(",")]


# -- places ----------------------------------------------------------------------------------------------------------


def gazetteer() -> list[tuple[str, str, str]]:
    lines = (LEXICON / "gazetteer.txt").read_text("utf-8").splitlines()
    found = []
    for line in lines:
        if line and not line.startswith("#"):
            level, name, parent = [*line.split("\t"), "", ""][:3]
            found.append((level, name, parent))
    assert found
    return found


def test_gazetteer_lines_are_whole() -> None:
    levels = {"province", "city", "district", "town", "ward", "commune", "special-zone", "special_zone", "zone"}
    for level, name, parent in gazetteer():
        assert level in levels, (level, name)
        assert name == vietnamese.repair(name).strip(), name
        assert parent or level in ("province", "city"), name


def test_the_five_places_are_not_in_the_gazetteer() -> None:
    """Namesakes elsewhere are; no line names a place of ours with its own parent."""
    ours = {
        ("Hoằng Đức", "Hoằng Hóa"),
        ("Tân Khai", "Hớn Quản"),
        ("Minh Tâm", "Hớn Quản"),
        ("An Lão", "Hải Phòng"),
    }
    listed = gazetteer()
    assert not [row for row in listed for name, parent in ours if row[1] == name and parent in row[2]]
    assert not [row for row in listed if row[0] == "province" and row[1] in FIVE.values()]


@pytest.mark.parametrize(("place", "name"), FIVE.items())
def test_a_place_of_ours_is_ours_however_it_is_typed(reader: Reader, place: str, name: str) -> None:
    joined = vietnamese.fold(name).replace(" ", "")  # "anlao" is too short to be cut safely
    for text in (name, vietnamese.fold(name), name.upper(), *([joined] if len(joined) > 5 else []), f"xã {name}"):
        reading = reader.read(f"tiêm chủng {text} 2025", today=TODAY)
        assert reading.places == [place], text
        assert not reading.foreign_places, text


def test_a_place_without_a_plan_is_never_read_as_one_with_a_plan(reader: Reader) -> None:
    """The commune "Đông Thái" is one letter from "Đồng Tháp"."""
    mistaken = []
    for _, name, _ in gazetteer():
        if vietnamese.fold(name) not in {vietnamese.fold(five) for five in FIVE.values()}:
            for text in (f"tiêm chủng xã {name} 2025", f"tiem chung xa {vietnamese.fold(name)} 2025"):
                reading = reader.read(text, today=TODAY)
                if reading.places:
                    mistaken.append((text, reading.places))
    assert not mistaken


def test_a_place_named_with_its_level_is_no_topic_and_no_agency(reader: Reader) -> None:
    mistaken = []
    for _, name, _ in gazetteer():
        reading = reader.read(f"xã {name}", today=TODAY)
        strong = [c for c in reading.concepts if not reading.kinds[c].weak]
        if reading.guesses and (strong or reading.agencies or reading.chat or reading.places):
            mistaken.append((name, reading.guesses))
    assert not mistaken


# -- broken files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("concepts.yaml", "- child\n", "should be a mapping"),
        ("cues.yaml", "value: [bao nhiêu]\n", "value should be a mapping"),
        ("chat.yaml", "a: [\n", "is no YAML"),
        ("agencies.yaml", None, "cannot be read"),
    ],
)
def test_a_broken_lexicon_file_is_named(tmp_path: Path, name: str, content: str | None, reason: str) -> None:
    for file in LEXICON.iterdir():
        if file.is_file():
            (tmp_path / file.name).write_bytes(file.read_bytes())
    if content is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(PlanFileError, match=reason) as caught:
        load_lexicon(load_models(LEXICON / "localities.yaml", Locality), where=tmp_path)
    assert caught.value.path.name == name
    assert caught.value.line >= 1
