"""What compiled plans depend on: whatever gives a plan its form changes the fingerprint under which they are kept."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from knowledge import sources
from knowledge.locality import Locality
from knowledge.model import Plan


def _records(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[type[BaseModel]]:
    """The record, those that it derives from, and those that its fields hold."""
    if model in seen or not issubclass(model, BaseModel) or model is BaseModel:
        return
    seen.add(model)
    yield model
    for base in model.__bases__:
        yield from _records(base, seen)
    for field in model.model_fields.values():
        for held in _types_in(field.annotation):
            yield from _records(held, seen)


def _types_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _types_in(inner)


@pytest.mark.parametrize("top", [Plan, Locality])
def test_every_module_that_gives_a_plan_its_form_is_fingerprinted(top: type[BaseModel]) -> None:
    modules = {Path(str(sys.modules[model.__module__].__file__)) for model in _records(top, set())}
    assert modules <= set(sources._RULES)
    assert len(modules) > 1
