"""Where further plans stand: files and folders that people name, and whether they are still what was compiled."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import PlanFileError
from knowledge.loading import HERE

LOCALITIES = "localities.yaml"  # beside the plans whose places it describes
# What a compiled plan depends on beside its own file: the form of a plan, and the places that are known without it.
_FORMS = ("model.py", "indicators.py", "entries.py", "locality.py")
_RULES = (*(HERE / name for name in _FORMS), HERE / "lexicon" / LOCALITIES)


@dataclass(frozen=True, slots=True)
class Sources:
    """Plan files, and the files with the localities that come with them."""

    plans: tuple[Path, ...]
    localities: tuple[Path, ...]

    def fingerprint(self) -> bytes:
        """Return 32 bytes that change when any content, the number of files, or the form of a plan changes.

        Raises:
            PlanFileError: A file cannot be read.
        """
        whole = hashlib.blake2b(digest_size=32)
        for path in (*_RULES, *self.localities, *self.plans):
            content = _content(path)
            whole.update(len(content).to_bytes(8))
            whole.update(content)
        return whole.digest()

    def name(self) -> str:
        """Return a short name for this set of files, the same as long as the same files are meant."""
        paths = "\n".join(str(path.resolve()) for path in (*self.localities, *self.plans))
        return hashlib.blake2b(paths.encode(), digest_size=8).hexdigest()


def find_sources(given: Sequence[Path]) -> Sources:
    """Return the plan files that *given* files and folders mean, with the localities beside them.

    Raises:
        PlanFileError: A folder holds no plan.
    """
    plans = tuple(dict.fromkeys(path for entry in given for path in _plan_files(entry)))
    beside = dict.fromkeys(path.parent / LOCALITIES for path in plans)
    return Sources(plans, tuple(path for path in beside if path.is_file()))


def _plan_files(entry: Path) -> Iterator[Path]:
    if not entry.is_dir():
        yield entry
        return
    found = sorted(path for path in entry.glob("*.yaml") if path.name != LOCALITIES)
    if not found:
        raise PlanFileError(entry, 1, "holds no plan: there is no .yaml file in it")
    yield from found


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PlanFileError(path, 1, f"cannot be read: {type(error).__name__}") from error
