"""When and by whom the figures of a village were sent and changed: for staff."""

from handlers.figures.naming import brief
from handlers.progress.view import Seen
from handlers.screen import Screen, at_most_a_message
from knowledge.figures import calendar
from knowledge.figures.asked import ProgressQuestion
from storage import exports, villages
from storage.cells import Said
from storage.exports import Row
from storage.times import from_utc_text

_MOST_ROWS = 12


def history_asked(seen: Seen, question: ProgressQuestion) -> Screen:
    """Show the newest revisions of the villages of *question*, of its measures and periods where it names any.

    Raises:
        NotAllowedError: The person does not work on all of the plan.
    """
    seen.sight.require_leading()
    blocks = [_block(seen, name, question) for name in question.villages]
    return Screen(at_most_a_message("\n\n".join(blocks)), (seen.view.button("button_workbook", seen.unit, "x"),))


def _block(seen: Seen, name: str, question: ProgressQuestion) -> str:
    """One village: a line for each time that a figure was sent, the newest first."""
    village = villages.named(seen.unit.db, seen.plan.id, name)
    if village is None:
        return seen.say("village_unknown", place=seen.place, village=name)
    rows = exports.history_of_village(
        seen.unit.db,
        village.plan,
        village.id,
        measures=question.measures,
        periods=question.periods,
        most=_MOST_ROWS + 1,
        viewer=seen.viewer,
    )
    lines = [_line(seen, row) for row in rows[:_MOST_ROWS]] or [seen.say("history_nothing")]
    more = [seen.say("history_more")] if len(rows) > _MOST_ROWS else []
    return "\n".join([seen.say("history_head", village=village.name or seen.place, place=seen.place), *lines, *more])


def _line(seen: Seen, row: Row) -> str:
    """When, what of which period, what stood there before, and who."""
    measure = seen.unit.library.measures.at(row.indicator, row.part)
    values = {
        "at": f"{from_utc_text(row.at).astimezone(seen.unit.now.tzinfo):%d/%m %H:%M}",
        "label": measure.label.in_(seen.unit.language),
        "number": measure.number,
        "period": calendar.in_words(row.period, seen.unit.language),
        "said": brief(seen.unit, measure, Said(row.state, row.numerator, row.denominator, row.value)),
    }
    before = [seen.say("history_before", before=row.before)] if row.before not in ("", *_STATES) else []
    by = [seen.say("history_by", name=row.who)] if row.who else []
    return " ".join([seen.say("history_line", **values), *before, *by])


_STATES = ("number", "none", "withdrawn")
