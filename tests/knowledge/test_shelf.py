from pathlib import Path

import pytest

from knowledge.errors import PlanFileError
from knowledge.library import Library
from knowledge.loading import load_model
from knowledge.model import Plan
from knowledge.shelf import RESIDENT, Shelf, open_shelf
from tests.bench.country import Unit, write_country

UNITS = [
    Unit("tan-lap-tn", "commune", "Tân Lập", "Thái Nguyên"),
    Unit("phu-xuyen-hn", "commune", "Phú Xuyên", "Hà Nội"),
    Unit("hue-tinh", "city", "Huế", ""),
]


_KNOWN = "- {id: tan-khai, name: A, eras: [{name: A, level: ward}]}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three plans and their localities, as YAML."""
    return write_country(tmp_path / "files", UNITS)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def shelf_of(given: Path, cache: Path) -> Shelf:
    """A shelf without plans of its own."""
    return open_shelf((), (given,), known=("tan-khai",), cache=cache)


def kept(cache: Path) -> Path:
    (path,) = cache.iterdir()
    return path


def test_a_folder_brings_its_plans_beside_the_bots_own(folder: Path, cache: Path) -> None:
    library = Library.load((folder,), cache=cache)
    assert list(library.plans)[:5] == ["hoang-duc", "dong-thap", "tan-khai", "minh-tam", "an-lao"]
    assert set(library.plans) > {unit.id for unit in UNITS}
    assert len(library.plans) == 8
    for unit in UNITS:
        assert library.plans[unit.id] == load_model(folder / f"{unit.id}.yaml", Plan)
        assert library.localities[unit.id].name == unit.name


def test_a_file_brings_its_place_from_beside_it(folder: Path, cache: Path) -> None:
    library = Library.load((folder / "hue-tinh.yaml",), cache=cache)
    assert len(library.plans) == 6
    assert library.places.locality("hue-tinh").name == "Huế"


def test_a_plan_that_is_not_there_is_a_key_error(folder: Path, cache: Path) -> None:
    shelf = shelf_of(folder, cache)
    assert "nowhere" not in shelf
    with pytest.raises(KeyError):
        shelf["nowhere"]


def test_a_second_start_leaves_the_compiled_form_as_it_is(folder: Path, cache: Path) -> None:
    shelf_of(folder, cache)
    before = kept(cache).stat()
    shelf_of(folder, cache)
    after = kept(cache).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_changed_file_is_compiled_anew(folder: Path, cache: Path) -> None:
    shelf_of(folder, cache)
    path = folder / "hue-tinh.yaml"
    path.write_text(path.read_text("utf-8").replace("Kế hoạch vì trẻ em Huế", "Kế hoạch mới"), "utf-8")
    assert shelf_of(folder, cache)["hue-tinh"].title.vi == "Kế hoạch mới"


def damaged(data: bytes, kind: str) -> bytes:
    middle = len(data) // 2
    return {
        "a-byte-changed": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
        "cut-short": data[:middle],
        "longer": data + b"x",
        "empty": b"",
        "something-else": b"GIF89a" * 100,
    }[kind]


@pytest.mark.parametrize("kind", ["a-byte-changed", "cut-short", "longer", "empty", "something-else"])
def test_a_damaged_compiled_form_is_made_anew(kind: str, folder: Path, cache: Path) -> None:
    shelf_of(folder, cache)
    good = kept(cache).read_bytes()
    kept(cache).write_bytes(damaged(good, kind))
    assert shelf_of(folder, cache)["hue-tinh"].id == "hue-tinh"
    assert kept(cache).read_bytes() == good


def test_without_a_place_to_write_the_compiled_form_stays_in_memory(folder: Path, cache: Path) -> None:
    cache.write_text("in the way")
    shelf = shelf_of(folder, cache)
    assert shelf["tan-lap-tn"].locality == "tan-lap-tn"


def test_the_compiled_form_is_kept_in_the_users_cache_folder(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    assert "hue-tinh" in open_shelf((), (folder,), known=())
    assert kept(cache / "sotay").suffix == ".bin"


def test_without_a_home_nothing_is_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    assert open_shelf((), (folder,), known=())["hue-tinh"].id == "hue-tinh"


def test_a_plan_is_read_once_while_it_is_among_the_last_asked_for(folder: Path, cache: Path) -> None:
    plans = shelf_of(folder, cache)
    assert len(UNITS) < RESIDENT
    assert plans["tan-lap-tn"] is plans["tan-lap-tn"]


def test_a_plan_with_the_id_of_one_of_the_bots_own_is_refused(folder: Path, cache: Path) -> None:
    path = folder / "tan-khai.yaml"
    path.write_text(Library.load().plans["tan-khai"].model_dump_json(exclude_defaults=True), "utf-8")
    for _ in range(2):  # also when it is compiled already
        with pytest.raises(PlanFileError, match="there is a plan tan-khai already") as caught:
            Library.load((folder,), cache=cache)
        assert caught.value.path == path


@pytest.mark.parametrize(
    ("name", "text", "line", "reason"),
    [
        pytest.param("x.yaml", "id: x\ntitle: [", 3, "is no YAML", id="no-yaml"),
        pytest.param("x.yaml", "id: X Y", 1, "id:", id="no-plan"),
        pytest.param("localities.yaml", _KNOWN, 1, "already", id="a-place-that-is-known"),
    ],
)
def test_a_wrong_file_is_told_with_line_and_reason(
    name: str, text: str, line: int, reason: str, folder: Path, cache: Path
) -> None:
    (folder / name).write_text(text, "utf-8")
    with pytest.raises(PlanFileError, match=reason) as caught:
        shelf_of(folder, cache)
    assert (caught.value.path.name, caught.value.line) == (name, line)
    assert not cache.exists()


def test_a_plan_without_its_place_is_refused(folder: Path, cache: Path) -> None:
    (folder / "localities.yaml").unlink()
    with pytest.raises(PlanFileError, match="neither known nor in a"):
        shelf_of(folder, cache)


def test_two_files_with_one_id_are_refused(folder: Path, cache: Path) -> None:
    (folder / "z.yaml").write_bytes((folder / "hue-tinh.yaml").read_bytes())
    with pytest.raises(PlanFileError, match="hue-tinh stands in two of the files"):
        shelf_of(folder, cache)


def test_an_empty_folder_and_a_missing_file_are_refused(tmp_path: Path, cache: Path) -> None:
    with pytest.raises(PlanFileError, match="holds no plan"):
        shelf_of(tmp_path, cache)
    with pytest.raises(PlanFileError, match="cannot be read"):
        shelf_of(tmp_path / "none.yaml", cache)
