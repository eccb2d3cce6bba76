"""From the list of plans down to a figure, by buttons, in one message."""

import pytest

from tests.end_to_end.people import Message, Person


def button(message: Message, start: str) -> str:
    """The label that begins with *start*."""
    (label,) = [label for label in message.buttons if label.startswith(start)]
    return label


async def test_a_plan_is_browsed_down_to_a_figure_and_back(official: Person) -> None:
    plans = await official.says("/kehoach")
    plan = await official.presses("Tân Khai", plans)
    goal = await official.presses(button(plan, "Mục tiêu 1"), plan)
    indicator = await official.presses(button(goal, "5."), goal)
    assert {message.id for message in (plan, goal, indicator)} == {plans.id}
    assert "<b>95%</b>" in indicator.html
    assert "mục II.2.a" in indicator.text
    above = await official.presses("‹ Quay lại", indicator)
    assert (above.text, above.buttons) == (goal.text, goal.buttons)
    again = await official.presses("‹ Quay lại", await official.presses("‹ Quay lại", above))
    assert (again.text, again.id) == (plans.text, plans.id)
    assert len(await official.heard()) == 1


@pytest.mark.parametrize("place", ["Hoằng Đức", "Đồng Tháp", "Tân Khai", "Minh Tâm", "An Lão"])
async def test_every_plan_has_agencies_and_deadlines(official: Person, place: str) -> None:
    plans = await official.says("/kehoach")
    plan = await official.presses(place, plans)
    assert "📄" in plan.text
    deadlines = await official.presses("Hạn báo cáo", plan)
    assert f"{place}, mục" in deadlines.text
    agencies = await official.presses("Các cơ quan", plan)
    assert f"{place}, mục" in agencies.text
    duties = await official.presses(agencies.buttons[0], agencies)
    assert f"{place}, mục" in duties.text


async def test_agencies_are_browsed_from_their_own_command(official: Person) -> None:
    menu = await official.says("/coquan")
    agencies = await official.presses("Minh Tâm", menu)
    assert (agencies.id, agencies.edited) == (menu.id, True)
    duties = await official.presses(agencies.buttons[0], agencies)
    assert "mục IV" in duties.text


async def test_every_button_of_every_answer_leads_somewhere(official: Person) -> None:
    """A walk over all buttons that can be reached in two steps: each gives a reply, never an apology."""
    answer = await official.says("chỉ tiêu 9 ai phụ trách")
    assert answer.buttons
    for label in answer.buttons:
        step = await official.presses(label, answer)
        assert step.buttons, label
        for further in dict.fromkeys(step.buttons):
            reached = await official.presses(further, step)
            assert reached.text
            assert "Mã lỗi" not in reached.text
