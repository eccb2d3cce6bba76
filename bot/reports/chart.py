"""A chart as a picture: a bar for each village, with the line of the target; made to be read on a phone."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from textwrap import fill
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from bot.reports.wanted import NothingToShowError

# A picture is shown about 1,080 points wide on a phone; letters of 13 points at this density stay legible there.
_WIDTH_INCHES, _DPI = 7.2, 150
_BAR_INCHES, _FRAME_INCHES = 0.36, 2.3
_MOST_BARS = 60
# The font comes with matplotlib, and has every Vietnamese letter. A "$" that people typed begins no formula.
_TEXT: Mapping[str, Any] = {"fontname": "DejaVu Sans", "parse_math": False}
_COLOURS = {True: "#2a7f62", False: "#c8553d", None: "#3d6c9e"}
_INK, _PALE = "#222222", "#8a8a8a"


@dataclass(frozen=True, slots=True)
class Bar:
    """One village."""

    name: str
    value: Decimal | None  # percent or cases; None: no figure
    shown: str  # beside the bar: "45/47 = 95,7%", "chưa nộp"
    met: bool | None  # whether it reaches the target


@dataclass(frozen=True, slots=True)
class Chart:
    """What the picture shows."""

    title: str
    subtitle: str
    bars: Sequence[Bar]
    target: Decimal | None  # where the line stands, in the unit of the bars
    target_label: str
    percent: bool
    better: str
    left_out: str  # said where there are too many villages; {shown} and {all} are filled in


def draw(chart: Chart) -> bytes:
    """Draw *chart* as PNG.

    Raises:
        NothingToShowError: No village has a figure.
    """
    if all(bar.value is None for bar in chart.bars):
        raise NothingToShowError
    bars = _most_telling(chart)
    figure = Figure(figsize=(_WIDTH_INCHES, _FRAME_INCHES + _BAR_INCHES * len(bars)), dpi=_DPI)
    figure.set_layout_engine("constrained", w_pad=0.12, h_pad=0.1)
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    values = [float(bar.value or 0) for bar in bars]
    places = list(range(len(bars)))
    axes.barh(places, values, height=0.72, color=[_COLOURS[bar.met] for bar in bars])
    axes.set_yticks(places, [bar.name for bar in bars], **_TEXT, fontsize=12)
    axes.invert_yaxis()
    widest = _widest(chart, values)
    axes.set_xlim(0, widest * 1.5)
    beside = widest * (1.04 if any(values) or chart.target else 0.02)
    # In a column of their own: beside the bars the line of the target would cut through them.
    for place, bar in enumerate(bars):
        colour = _PALE if bar.value is None else _INK
        axes.text(beside, place, bar.shown, va="center", fontsize=11, color=colour, **_TEXT)
    if chart.target is not None:
        axes.axvline(float(chart.target), color=_INK, linestyle="--", linewidth=1.4)
    _dress(figure, axes, chart, _note(chart, len(bars)))
    out = io.BytesIO()
    figure.savefig(out, format="png")
    return out.getvalue()


def _most_telling(chart: Chart) -> list[Bar]:
    """All bars in their order; of too many those furthest on the wrong side."""
    if len(chart.bars) <= _MOST_BARS:
        return list(chart.bars)
    with_value = [bar for bar in chart.bars if bar.value is not None]
    with_value.sort(key=lambda bar: bar.value or Decimal(0), reverse=chart.better == "lower")
    return with_value[:_MOST_BARS]


def _note(chart: Chart, shown: int) -> str:
    """What stands below the title."""
    left_out = chart.left_out.format(shown=shown, all=len(chart.bars)) if shown < len(chart.bars) else ""
    return "\n".join(line for line in (chart.subtitle, chart.target_label, left_out) if line)


def _widest(chart: Chart, values: Sequence[float]) -> float:
    """Where the scale ends: shares up to a hundred percent, unless all are small."""
    most = max(*values, float(chart.target or 0), 1.0)
    return 100.0 if chart.percent and most > 50 else most


def _dress(figure: Figure, axes: Axes, chart: Chart, note: str) -> None:
    """Put the titles on, and take away what carries nothing."""
    figure.suptitle(fill(chart.title, 44), fontsize=16, fontweight="bold", **_TEXT, color=_INK)
    axes.set_title(note, fontsize=12, **_TEXT, color=_INK, loc="left")
    axes.tick_params(axis="y", length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    marks = ticks(chart)
    axes.set_xticks(marks, [f"{mark:g}{'%' if chart.percent else ''}" for mark in marks], **_TEXT, fontsize=11)


def ticks(chart: Chart) -> list[float]:
    """Where the scale has marks; at zero alone where nothing is more, as a "0" that stands beside a 1 reads like it."""
    values = [float(bar.value or 0) for bar in chart.bars]
    if not any(values) and not chart.target:
        return [0.0]
    widest = _widest(chart, values)
    return [float(tick) for tick in MaxNLocator(5, integer=True).tick_values(0, widest) if tick <= widest]
