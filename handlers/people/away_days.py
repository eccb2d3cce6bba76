"""The last day of a leave, typed below the question that asks for it: "đến 30/4", "2 tuần", "hết tháng này"."""

from collections.abc import Sequence

from handlers.buttons import people as buttons
from handlers.guarding import guarded
from handlers.people import granting
from handlers.unit import Unit
from knowledge.rounds.leave_time import last_day_alone
from storage.outbox import Button


def in_words(unit: Unit, shown: Sequence[Button], text: str) -> bool:
    """Take the time of a leave that somebody was just asked for; False where it was not, or *text* names none.

    Args:
        unit: The update.
        shown: The buttons of the message that was shown last.
        text: What was typed.
    """
    asked = {role for button in shown if (role := buttons.role_of_leave(button.payload)) is not None}
    time = last_day_alone(text, unit.now.date()) if len(asked) == 1 else None
    if time is None:
        return False
    (role_id,) = asked
    screen = guarded(unit, lambda: granting.away_in_words(unit, role_id, time), hint="old_button_people")
    unit.send(screen.text, screen.options)
    return True
