"""Figure messages at the edge: a child in danger, and numbers that no table holds."""

import pytest

from tests import updates
from tests.handlers.people import COLLABORATOR, office


def test_a_child_in_danger_comes_before_the_receipt() -> None:
    with office() as talk:
        first, receipt = talk.receives(updates.text("xâm hại 1 ca, cháu bị đánh đập dã man cần cứu", COLLABORATOR))
        assert "111" in first["text"]
        assert "Đã lưu" in receipt["text"]


@pytest.mark.parametrize("amount", ["9" * 24 + "/" + "9" * 25, "9" * 400 + "/" + "9" * 400, "100000000/100000000"])
def test_more_children_than_there_are_is_no_number(amount: str) -> None:
    with office() as talk:
        (reply,) = talk.receives(updates.text(f"tiêm chủng {amount}", COLLABORATOR))
        assert "chưa đọc được con số" in reply["text"]
        assert talk.db.execute("SELECT count(*) FROM revisions").fetchone() == (0,)
