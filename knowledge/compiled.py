"""Plans compiled into one file: an index, read at the start, and one compact record a plan, read when asked for.

A cache, never a source: it names the fingerprint of the YAML files it was made from and ends with a checksum of all
that stands before. A file that does not fit in every way is made anew.

    magic · fingerprint (32 bytes) · length of the index (8 bytes) · index · records · checksum (32 bytes)

Index and records are JSON, compressed by zlib; JSON, because reading it can do nothing but give data.
"""

from __future__ import annotations

import contextlib
import hashlib
import mmap
import os
import tempfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from pydantic import BaseModel, ValidationError

from knowledge.errors import PlanFileError
from knowledge.loading import load_model, load_models
from knowledge.locality import Locality
from knowledge.model import Plan
from knowledge.sources import Sources

_MAGIC = b"sotay plans 1\n"
_DIGEST_BYTES = 32
_INDEX_AT = len(_MAGIC) + _DIGEST_BYTES + 8
_CHUNK = 1 << 20


class Index(BaseModel):
    """What is known of compiled plans without reading them."""

    records: dict[str, tuple[int, int]]  # of each plan: where its record begins after the index, and its bytes
    homes: dict[str, str]  # the locality of each plan
    localities: tuple[Locality, ...]
    agencies: tuple[tuple[str, str], ...]  # what agencies are called in any of the plans, and their main kind
    abbreviations: tuple[str, ...]


class CompiledPlans:
    """Plans in a compiled form, read one by one."""

    def __init__(self, data: bytes | mmap.mmap) -> None:
        """Take *data* as ``compile_plans`` made it; its index is read now.

        Raises:
            ValueError: It is of another form.
        """
        length = int.from_bytes(data[_INDEX_AT - 8 : _INDEX_AT])
        try:
            index = Index.model_validate_json(zlib.decompress(data[_INDEX_AT : _INDEX_AT + length]))
        except (zlib.error, ValidationError) as error:
            raise ValueError("no index of plans") from error
        self._data = data
        self._start = _INDEX_AT + length
        self._records = index.records
        self.homes = index.homes
        self.localities = index.localities
        self.agencies = index.agencies
        self.abbreviations = index.abbreviations

    @property
    def ids(self) -> Iterable[str]:
        """The ids of all plans, in the order of their files."""
        return self._records.keys()

    def read(self, plan_id: str) -> Plan:
        """Return one plan.

        Raises:
            KeyError: There is no such plan.
        """
        offset, length = self._records[plan_id]
        record = self._data[self._start + offset : self._start + offset + length]
        return Plan.model_validate_json(zlib.decompress(record))


def open_compiled(sources: Sources, known: Iterable[str], cache: Path | None) -> CompiledPlans:
    """Return the compiled form of *sources*, from *cache* where it fits, else made anew and kept there.

    Args:
        sources: The files that count.
        known: Ids of the localities that need not come with the plans.
        cache: The folder to keep it in; without one that can be written, the compiled form stays in memory.

    Raises:
        PlanFileError: A file is wrong; carries file, line and reason.
    """
    fingerprint = sources.fingerprint()
    if cache is None:
        return CompiledPlans(compile_plans(sources, known, fingerprint))
    path = cache / f"plans-{sources.name()}.bin"
    kept = _read_kept(path, fingerprint)
    if kept is not None:
        return kept
    data = compile_plans(sources, known, fingerprint)
    with contextlib.suppress(OSError):
        _keep(path, data)
    return _read_kept(path, fingerprint) or CompiledPlans(data)


def compile_plans(sources: Sources, known: Iterable[str], fingerprint: bytes) -> bytes:
    """Read and check all YAML files and return their compiled form.

    Raises:
        PlanFileError: A file is wrong, a plan has no known locality, or an id stands twice.
    """
    localities = _localities(sources, set(known))
    places = {*known, *localities}
    records: dict[str, tuple[int, int]] = {}
    agencies: dict[tuple[str, str], None] = {}
    abbreviations: dict[str, None] = {}
    homes: dict[str, str] = {}
    body = bytearray()
    for path in sources.plans:
        plan = load_model(path, Plan)
        if plan.locality not in places:
            raise PlanFileError(
                path, 1, f"locality: {plan.locality} is neither known nor in a localities.yaml beside it"
            )
        if plan.id in records:
            raise PlanFileError(path, 1, f"id: {plan.id} stands in two of the files")
        record = zlib.compress(plan.model_dump_json(exclude_defaults=True).encode())
        records[plan.id] = (len(body), len(record))
        body += record
        homes[plan.id] = plan.locality
        agencies.update(dict.fromkeys(agency_words(plan)))
        abbreviations.update(dict.fromkeys(row.short for row in plan.abbreviations))
    index = Index(
        records=records,
        homes=homes,
        localities=tuple(localities.values()),
        agencies=tuple(agencies),
        abbreviations=tuple(abbreviations),
    )
    shown = zlib.compress(index.model_dump_json(exclude_defaults=True).encode())
    data = _MAGIC + fingerprint + len(shown).to_bytes(8) + shown + bytes(body)
    return data + hashlib.blake2b(data, digest_size=_DIGEST_BYTES).digest()


def _localities(sources: Sources, known: set[str]) -> dict[str, Locality]:
    found: dict[str, Locality] = {}
    for path in sources.localities:
        for locality in load_models(path, Locality):
            if locality.id in found or locality.id in known:
                raise PlanFileError(path, 1, f"id: there is a locality {locality.id} already")
            found[locality.id] = locality
    return found


def agency_words(plan: Plan) -> Iterable[tuple[str, str]]:
    """Give all that the agencies of *plan* are called, each with the agency's main kind."""
    for agency in plan.agencies:
        for text in (agency.name, agency.short, agency.gloss, *agency.aliases):
            if text:
                yield text, agency.kinds[0]


def _keep(path: Path, data: bytes) -> None:
    """Put *data* in the place of the file at *path*, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _read_kept(path: Path, fingerprint: bytes) -> CompiledPlans | None:
    """Return what is kept at *path* when it was made from just these sources and is whole; else None."""
    try:
        with path.open("rb") as file:
            if file.read(_INDEX_AT - 8) != _MAGIC + fingerprint or not _is_whole(file):
                return None
            return CompiledPlans(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError):
        return None


def _is_whole(file: BinaryIO) -> bool:
    """Tell whether the file ends with the checksum of all before; read in pieces, so that memory stays small."""
    left = file.seek(0, os.SEEK_END) - _DIGEST_BYTES
    file.seek(0)
    whole = hashlib.blake2b(digest_size=_DIGEST_BYTES)
    while left > 0 and (piece := file.read(min(_CHUNK, left))):
        whole.update(piece)
        left -= len(piece)
    return file.read() == whole.digest()
