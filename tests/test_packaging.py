"""What is installed is what is here."""

import tomllib
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[1]
LAYERS = ("bot", "handlers", "knowledge", "storage")
SETUPTOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]


def test_every_package_is_listed() -> None:
    found = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for layer in LAYERS
        for path in (ROOT / layer).rglob("__init__.py")
    }
    assert sorted(SETUPTOOLS["packages"]) == sorted(found)


def test_every_data_file_goes_along() -> None:
    files = [
        path.relative_to(ROOT)
        for layer in LAYERS
        for path in (ROOT / layer).rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc")
    ]
    patterns = [f"{package}/{pattern}" for package, kept in SETUPTOOLS["package-data"].items() for pattern in kept]
    assert files
    assert [path for path in files if not any(fnmatch(path.as_posix(), pattern) for pattern in patterns)] == []
