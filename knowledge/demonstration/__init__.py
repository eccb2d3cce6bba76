"""Data for the demonstration, apart from what the plans say."""

from collections.abc import Mapping
from importlib.resources import files

from ruamel.yaml import YAML


def demonstration_villages() -> Mapping[str, tuple[str, ...]]:
    """The villages of each plan in the demonstration, as "Khu phố 1", "Khu phố 2"…, by plan id."""
    text = (files("knowledge.demonstration") / "villages.yaml").read_text(encoding="utf-8")
    return {
        plan: tuple(f"{row['term']} {n}" for row in rows for n in range(1, row["numbers"] + 1))
        for plan, rows in YAML(typ="safe").load(text).items()
    }
