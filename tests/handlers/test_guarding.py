"""What is refused half-way leaves nothing behind; what goes wrong is no refusal."""

import pytest

from handlers.guarding import guarded
from handlers.screen import NotShownError, OldButtonError
from handlers.unit import Unit
from storage import asks
from storage.people import Person
from storage.roles import NotAllowedError
from tests.handlers.people import library
from tests.handlers.town import LAN, Office


def unit_of(office: Office) -> Unit:
    """An update of Lan's being dealt with."""
    return Unit(office.db, library(), office.now, 1, "so_tay_bot", LAN, Person(LAN), "vi", None)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OldButtonError(), "Nút này đã cũ. Bạn gửi /dot để xem lại."),
        (NotAllowedError(""), "Việc này dành cho cán bộ của địa phương hoặc quản trị viên. Vai trò của bạn: /toi"),
        (NotShownError("villages_added", villages="<b>", count="2"), "Đã thêm 2: &lt;b&gt;."),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_refusal_undoes_what_was_written_and_says_why(office: Office, error: Exception, said: str) -> None:
    unit = unit_of(office)

    def half_done() -> None:
        asks.put(office.db, LAN, LAN, "fix", {}, now=office.now)
        raise error

    refusal = guarded(unit, half_done, hint="old_button_rounds")
    assert refusal is not None
    assert refusal.text == said
    assert office.count("asks") == 0


def test_a_mistake_of_the_program_is_no_old_button(office: Office) -> None:
    with pytest.raises(KeyError):
        guarded(unit_of(office), lambda: {}["receipt"], hint="old_button_figures")
