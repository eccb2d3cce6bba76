"""Words of a region beside the words that everybody has for them: "mần" is "làm", "nhứt" is "nhất"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from knowledge.loading import HERE, as_mapping, read_yaml

_WHERE = HERE / "lexicon" / "dialect.yaml"


@lru_cache(maxsize=1)
def elsewhere_called() -> Mapping[str, str]:
    """Return the folded key of the common word for each word of a region, as it is typed.

    Raises:
        PlanFileError: The file is not of its form.
    """
    return {str(word): str(key) for word, key in as_mapping(_WHERE, read_yaml(_WHERE)).items()}
