"""What the tests of the knowledge share: one library, loaded once."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from knowledge.lexicon import Lexicon, load_lexicon
from knowledge.library import Library
from knowledge.loading import HERE, load_models
from knowledge.locality import Locality
from knowledge.reader import Reader

# The same cases on every machine: a slow one has no deadline to miss, and a failure here is a failure everywhere.
settings.register_profile("sotay", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("sotay")


@pytest.fixture(scope="session")
def library() -> Library:
    """The five plans with everything that belongs to them."""
    library = Library.load()
    assert len(library.plans) == 5  # else the tests that go through all plans would look at nothing
    return library


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The lexicon files and the places, without the names that plans add."""
    return load_lexicon(load_models(HERE / "lexicon" / "localities.yaml", Locality))


@pytest.fixture(scope="session")
def reader(lexicon: Lexicon) -> Reader:
    """A reader of that lexicon."""
    return Reader(lexicon)
