"""Files made of the figures: asked for here, made and sent by ``bot.reports``, away from the event loop."""

from collections.abc import Mapping

from handlers.progress.view import Seen, What
from handlers.rounds.known import ensure_rounds
from handlers.screen import NotShownError
from storage.roles import NotAllowedError

# What the outbox row is to make, and what is said meanwhile.
_REPORTS: Mapping[What, tuple[str, str]] = {
    "c": ("chart", "making_chart"),
    "x": ("workbook", "making_workbook"),
    "w": ("document", "making_document"),
    "t": ("csv", "making_csv"),
}


def owe_file(seen: Seen) -> None:
    """Owe the person the file of the view.

    Raises:
        NotAllowedError: It is not for them.
        NotShownError: Others read along.
        OldButtonError: There is no such measure any more.
    """
    unit, view = seen.unit, seen.view
    if unit.in_group:
        raise NotShownError("not_in_groups")
    kind, waiting = _REPORTS[view.what]
    if kind != "chart":
        seen.sight.require_leading()
    elif not seen.sight.sees_villages(seen.measure()):
        raise NotAllowedError("the chart shows villages")
    if kind in ("workbook", "document"):  # made over a connection that cannot write
        ensure_rounds(unit.db, unit.library, view.plan, unit.now.date())
    wanted = {
        "report": kind,
        "plan": view.plan,
        "period": view.period,
        "code": view.code,
        "viewer": seen.viewer,
        "language": unit.language,
        "today": unit.now.date().isoformat(),
    }
    unit.owe_report(wanted, seen.say(waiting))


def is_file(view_what: What) -> bool:
    """Tell whether a view is a file rather than a screen."""
    return view_what in _REPORTS
