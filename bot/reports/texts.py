"""The headings and sentences of the files, from ``knowledge/wording/reports.yaml``."""

from collections.abc import Mapping
from functools import cache

from knowledge.loading import HERE, as_mapping, read_yaml


def write(key: str, **values: object) -> str:
    """Give the text *key*, its ``{names}`` filled with *values*: plain text, in Vietnamese whoever asked for the file.

    An unknown key is a mistake of the program and raises ``KeyError``.
    """
    return _texts()[key].format_map(values)


@cache
def _texts() -> Mapping[str, str]:
    path = HERE / "wording" / "reports.yaml"
    return {key: row["vi"] for key, row in as_mapping(path, read_yaml(path)).items()}
