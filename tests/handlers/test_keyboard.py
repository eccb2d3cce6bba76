"""Buttons under a message."""

import pytest

from handlers.keyboard import keyboard
from knowledge.reply import Option


@pytest.mark.parametrize(("options", "shown"), [(1, 1), (100, 100), (101, 100), (131, 100)])
def test_a_keyboard_has_as_many_buttons_as_telegram_takes(options: int, shown: int) -> None:
    made = keyboard([Option(str(n), f"1:{n}") for n in range(options)])
    assert made is not None
    labels = [button["text"] for row in made["inline_keyboard"] for button in row]
    assert labels == [str(n) for n in range(shown)]


def test_without_options_there_is_no_keyboard() -> None:
    assert keyboard([]) is None
