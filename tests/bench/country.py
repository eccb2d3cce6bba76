"""A plan for each of the 3,355 provinces and communes of today, made up from the plans with 24 indicators.

Each has figures of its own, a part of the agencies and one agency that only it has; its duties, statements and cited
documents are few, for what grows with the country is the number of places, not what one plan says. The same seed makes
the same files. They are written as JSON, which is YAML too and much faster to write.
"""

from __future__ import annotations

import json
import random
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from knowledge import vietnamese
from knowledge.loading import HERE, load_model
from knowledge.model import Plan

VERSION = "1"  # of the files; another one makes them anew
SEED = 3355
GAZETTEER = HERE / "lexicon" / "gazetteer.txt"
_CITIES = frozenset({"Hà Nội", "Hồ Chí Minh", "Hải Phòng", "Huế", "Đà Nẵng", "Cần Thơ", "Đồng Nai"})
# Of today's units these two have a plan that comes with the bot, so the gazetteer leaves them out.
_LEFT_OUT = (("ward", "Tân Khai", "Đồng Nai"), ("commune", "An Lão", "Hải Phòng"))
_MODELS = ("hoang-duc", "dong-thap", "tan-khai")  # the plans with 24 numbered indicators
_DUTIES, _STATEMENTS, _DOCUMENTS = 2, 3, 2  # kept of each agency or plan

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Unit:
    """A province or commune of today."""

    id: str
    level: str
    name: str
    province: str  # "" for a province


def todays_units() -> list[Unit]:
    """Return all provinces, communes, wards and special zones of today."""
    rows = [line.split("\t")[:3] for line in GAZETTEER.read_text("utf-8").splitlines() if line and line[0] != "#"]
    below = {
        (level, name, province)
        for level, name, province in (*rows, *_LEFT_OUT)
        if level in ("commune", "ward", "special-zone") and "," not in province
    }
    # Ten communes became wards in 2026 and stand under both levels: they are wards today.
    units = sorted(u for u in below if not (u[0] == "commune" and ("ward", *u[1:]) in below))
    provinces = sorted({province for _, _, province in units})
    rows_of_today = [("city" if p in _CITIES else "province", p, "") for p in provinces] + units
    used: Counter[str] = Counter()
    return [Unit(_fresh_id(name, parent, used), level, name, parent) for level, name, parent in rows_of_today]


def _fresh_id(name: str, province: str, used: Counter[str]) -> str:
    """Return an id that is free, short enough for buttons and unlike those of the five plans: "tan-lap-tn2"."""
    initials = "".join(vietnamese.fold(word.lower())[0] for word in province.split() if word[0].isalpha()) or "tinh"
    folded = "".join(c if c.isalnum() else " " for c in " ".join(vietnamese.fold(w) for w in name.lower().split()))
    base = f"{'-'.join(folded.split())[:18].strip('-')}-{initials}"
    used[base] += 1
    return base if used[base] == 1 else f"{base}{used[base]}"


def write_country(folder: Path, units: Sequence[Unit] | None = None) -> Path:
    """Write plans and localities of *units*, all of today's when left out, unless they are there already.

    Returns:
        The folder with the files, to be given as ``BOT_PLANS``.
    """
    chosen = todays_units() if units is None else units
    target = folder / f"country-{VERSION}-{len(chosen)}"
    if (target / "localities.yaml").exists():
        return target
    half_made = folder / f"{target.name}.part"
    shutil.rmtree(half_made, ignore_errors=True)
    half_made.mkdir(parents=True)
    models = [load_model(HERE / "plans" / f"{name}.yaml", Plan) for name in _MODELS]
    for number, unit in enumerate(chosen):
        data = make_plan(unit, models[number % len(models)], random.Random(SEED + number))
        _write(half_made / f"{unit.id}.yaml", data)
    _write(half_made / "localities.yaml", [make_locality(unit) for unit in chosen])
    half_made.rename(target)
    return target


def make_locality(unit: Unit) -> Json:
    """Return the locality of *unit* as its file holds it."""
    # A special zone is governed like a commune, and plans know no level of its own.
    level = "commune" if unit.level == "special-zone" else unit.level
    parent = f"{'thành phố' if unit.province in _CITIES else 'tỉnh'} {unit.province}" if unit.province else None
    around = {"province": parent} if parent else {}
    era = {"name": unit.name, "level": level, **({"parent": parent} if parent else {})}
    return {"id": unit.id, "name": unit.name, "eras": [era], **around}


def make_plan(unit: Unit, model: Plan, chance: random.Random) -> Json:
    """Return a variant of *model* for *unit*, as its file holds it."""
    plan: Json = json.loads(model.model_dump_json(exclude_defaults=True))
    plan |= {
        "id": unit.id,
        "locality": unit.id,
        "title": {"vi": f"Kế hoạch vì trẻ em {unit.name}", "en": f"Plan for the children of {unit.name}"},
    }
    for part in (p for goal in plan["goals"] for i in goal["indicators"] for p in i["parts"]):
        part["targets"] = [_varied(target, part["unit"], chance) for target in part["targets"]]
    plan["agencies"] = [*_some_agencies(plan, chance), _own_agency(unit, plan)]
    plan["statements"] = plan.get("statements", [])[:_STATEMENTS]
    plan["documents"] = plan.get("documents", [])[:_DOCUMENTS]
    return plan


def _varied(target: Json, unit: str, chance: random.Random) -> Json:
    """Return *target* with another figure; a share stays one."""
    if target.get("value") is None or target.get("comparison") in ("between", "maintain"):
        return target
    value = Decimal(str(target["value"]))
    step = Decimal(1).scaleb(min(0, int(value.as_tuple().exponent)))
    moved = (value * Decimal(chance.randint(80, 120)) / 100).quantize(step)
    return target | {"value": str(min(moved, Decimal(100)) if unit == "percent" else moved)}


def _some_agencies(plan: Json, chance: random.Random) -> Iterator[Json]:
    needed = {plan["coordinator"], *(d.get("agency") for d in plan.get("deadlines", ()))}
    for agency in plan["agencies"]:
        if agency["id"] in needed or chance.random() < 0.6:
            yield agency | {"duties": agency["duties"][:_DUTIES]}


def _own_agency(unit: Unit, plan: Json) -> Json:
    first = plan["agencies"][0]
    return {
        "id": "task-group",
        "name": f"Tổ công tác trẻ em {unit.name}",
        "gloss": "task group for children",
        "section": first["section"],
        "kinds": ["task-group"],
        "duties": first["duties"][:1],
    }


def _write(path: Path, data: object) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
