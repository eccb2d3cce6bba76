"""The villages that a question names, each with what it has sent: one, or several under one another."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from handlers.progress.view import Seen
from handlers.progress.village import village_code, village_page
from handlers.screen import Screen, at_most_a_message
from knowledge.figures.asked import ProgressQuestion
from knowledge.formatting import capital
from knowledge.reply import Option
from storage import villages
from storage.villages import Village

_MOST_SHOWN = 40  # that many share one message


def villages_asked(what: Seen, question: ProgressQuestion) -> Screen:
    """Show the villages of *question*, in each of its periods.

    Raises:
        NotAllowedError: The person takes no part in the plan.
        NotShownError: What is asked for is sensitive, and others read along.
    """
    found: list[Village] = []
    for name in question.villages:
        village = villages.named(what.unit.db, what.plan.id, name)
        if village is None:
            what.sight.require_part()
            return Screen(what.say("village_unknown", place=what.place, village=name))
        found.append(village)
    views = [
        _of_village(what, village, period, question)
        for village, period in product(found, question.periods or (what.view.period,))
    ]
    if len(views) == 1:
        return village_page(views[0], question.measures)
    left, views = len(views[_MOST_SHOWN:]), views[:_MOST_SHOWN]
    # Every one of them has its share of the message, and a button to the whole of it.
    pages = [village_page(view, question.measures, among=len(views)) for view in views]
    text = at_most_a_message("\n\n".join(page.text for page in pages))
    text += "\n\n" + what.say("villages_more", count=left) if left else ""
    return Screen(text, (*_buttons(views, found, question), what.view.button("button_all_measures", what.unit, "o")))


def _of_village(what: Seen, village: Village, period: str, question: ProgressQuestion) -> Seen:
    code = village_code(village, question.measures)
    return replace(what, view=replace(what.view, what="v", code=code, period=period))


def _buttons(views: Sequence[Seen], found: Sequence[Village], question: ProgressQuestion) -> Iterator[Option]:
    """A button to each village in each period, called by what tells it from the others."""
    periods = len(question.periods) or 1
    for at, view in enumerate(views):
        names = ([found[at // periods].name] if len(found) > 1 else []) + ([view.period] if periods > 1 else [])
        yield Option(capital(" · ".join(names)), str(view.view))
