"""The receipt: what was written, read from the rows, and what is still missing."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from handlers.buttons import figures as buttons
from handlers.figures import naming
from handlers.figures.batch import Batch
from handlers.figures.owed import Owed, owed
from handlers.figures.reporter import words_for
from handlers.screen import at_most_a_message
from handlers.unit import Unit
from knowledge.figures.calendar import year_of
from knowledge.figures.goals import goal_of
from knowledge.figures.model import Measure
from knowledge.reply import Option
from knowledge.sentences import say
from storage import revisions
from storage.cells import WITHDRAWN, Said
from storage.figures import Recorded

_MOST_MISSING = 3  # named on a receipt; the rest is a count


def render(batch: Batch) -> tuple[str, list[Option]]:
    """The receipt of a batch, with its buttons."""
    unit = batch.reporter.unit
    undone = batch.source.via == "undo"
    blocks = [_group(unit, *place, rows, undone=undone) for place, rows in _grouped(batch)]
    blocks += batch.blocks
    first = next((row.revision for row in batch.recorded if row.revision and row.outcome != "withdrawn"), None)
    options = list(batch.options)
    left_out = next((row.revision for row in batch.recorded if row.revision), None)
    if left_out and not first and batch.source.via in ("edit", "button"):
        options.append(Option(say("figures_undo", unit.language), buttons.undo(left_out.id)))
    if first:
        # A second tap on "Hoàn tác" is to meet what is undone already, not what came up instead.
        taken_back = batch.undone or first
        options += [
            Option(say("figures_undo", unit.language), buttons.undo(taken_back.id)),
            Option(say("figures_fix", unit.language), buttons.fix(first.id)),
            Option(say("figures_move", unit.language), buttons.move(first.id)),
        ]
    return at_most_a_message("\n\n".join(blocks)), options


def figure_with_goal(unit: Unit, row: Recorded, measure: Measure) -> str:
    """A figure in bold, and what the plan wants of it in that year."""
    shown = f"<b>{naming.in_full(unit, measure, row.said)}</b>"
    goal = goal_of(unit.library.plans[row.cell.plan], measure, year_of(row.cell.period))
    if goal is None or row.said.state != "number":
        return shown
    share = naming.share_of(row.said)
    if share is None and not measure.counts_cases:
        share = row.said.value
    met = None if share is None else goal.is_met_by(share)
    key = {True: "figures_goal_met", False: "figures_goal_missed", None: "figures_goal"}[met]
    key += "_undated" if goal.is_undated else ""
    year = str(year_of(row.cell.period))
    return f"{shown} {say(key, unit.language, year=year, goal=goal.in_words(unit.language))}"


def _grouped(batch: Batch) -> list[tuple[tuple[str, int, str], list[Recorded]]]:
    """The rows by plan, village and period, in the order of the message."""

    def place(row: Recorded) -> tuple[str, int, str]:
        return row.cell.plan, row.cell.village_id, row.cell.period

    order = {key: i for i, key in enumerate(dict.fromkeys(place(row) for row in batch.recorded))}
    rows = sorted(batch.recorded, key=lambda row: order[place(row)])
    return [(key, list(found)) for key, found in groupby(rows, key=place)]


def _group(unit: Unit, plan: str, village_id: int, period: str, rows: Sequence[Recorded], *, undone: bool) -> str:
    """One village and period."""
    village = naming.village_name(unit, plan, village_id)
    header = say(_header(rows, undone=undone), unit.language, village=village, period=naming.period_name(unit, period))
    lines = [*(_row(unit, row) for row in rows), *_percentage_alone(unit, rows)]
    left = owed(unit, plan, village_id, period)
    if not left.measures:
        lines.append(_complete(unit, left, village))
    elif not left.let_off and any(row.said.state != "withdrawn" for row in rows):
        lines.append(_missing(unit, left))
    return "\n".join([header, *lines])


def _percentage_alone(unit: Unit, rows: Sequence[Recorded]) -> Iterator[str]:
    """Where a share came as a percentage: that villages cannot be added up so, and what to send instead."""
    for row in rows:
        measure = naming.measure_of(unit, row.cell)
        if row.outcome in ("new", "changed") and row.said.value is not None and not measure.counts_cases:
            yield say("figures_percentage_alone", unit.language, words=words_for(unit.library.figures, measure))
            return


def _missing(unit: Unit, left: Owed) -> str:
    """What is missing still, the first few by name."""
    # A label may hold a comma: what stands before it is enough here.
    names = ", ".join(measure.label.in_(unit.language).partition(",")[0] for measure in left.measures[:_MOST_MISSING])
    count, few = str(len(left.measures)), len(left.measures) <= _MOST_MISSING
    if left.round:
        of = naming.period_name(unit, left.round.period)
        key = "figures_missing_round" if few else "figures_missing_round_more"
        return say(key, unit.language, count=count, names=names, period=of)
    if few:
        return say("figures_missing", unit.language, names=names)
    return say("figures_missing_more", unit.language, count=count, names=names)


def _complete(unit: Unit, left: Owed, village: str) -> str:
    """Thank for everything."""
    if left.round is None:
        return say("figures_complete", unit.language)
    of = naming.period_name(unit, left.round.period)
    return say("figures_complete_round", unit.language, village=village, period=of)


def _header(rows: Sequence[Recorded], *, undone: bool) -> str:
    outcomes = {row.outcome for row in rows}
    if undone and outcomes & {"new", "changed"}:
        return "figures_undone"
    if outcomes & {"new", "changed"}:
        return "figures_stored"
    if "holds" in outcomes:
        return "figures_holds"
    if "disputed" in outcomes:
        return "figures_checked"
    if outcomes >= {"withdrawn", "unchanged"}:
        return "figures_altered"
    return "figures_taken_back" if "withdrawn" in outcomes else "figures_unchanged"


def _row(unit: Unit, row: Recorded) -> str:
    """One figure: what it is now, and what it was."""
    measure = naming.measure_of(unit, row.cell)
    before = naming.brief(unit, measure, row.before or Said("withdrawn"))
    if row.outcome == "withdrawn" and row.revision and row.revision.disputes:
        return _retracted(unit, row)
    if row.outcome == "withdrawn":
        key, figure = "figures_row_withdrawn", before
    elif row.outcome == "unchanged":
        key, figure = "figures_row_unchanged", naming.in_full(unit, measure, row.said)
    elif row.outcome == "holds":
        key, figure = "figures_row_holds", naming.in_full(unit, measure, row.said)
    elif row.outcome == "disputed":
        key, figure = "figures_row_disputed", naming.brief(unit, measure, row.said)
    else:
        label = say("figures_row", unit.language, label=naming.label(unit, measure))
        old = f"{before} → " if row.outcome == "changed" else ""
        reason = say("figures_reason", unit.language, reason=row.said.reason) if row.said.reason else ""
        sure = say("figures_confirmed", unit.language) if row.revision and row.revision.confirmed else ""
        return f"{label}{old}{figure_with_goal(unit, row, measure)}{reason}{sure}"
    return say(key, unit.language, label=naming.label(unit, measure), figure=figure, before=before)


def _retracted(unit: Unit, row: Recorded) -> str:
    """One figure that stood beside another person's, and was taken back: that one stays."""
    measure, held = naming.measure_of(unit, row.cell), revisions.held(unit.db, row.cell)
    assert held is not None
    return say(
        "figures_row_retracted",
        unit.language,
        label=naming.label(unit, measure),
        figure=naming.brief(unit, measure, row.before or WITHDRAWN),
        held=naming.brief(unit, measure, held.current.said),
    )
