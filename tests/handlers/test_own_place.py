"""Whose "xã mình": of those who have chosen no place, the one in which they have a role."""

import pytest

from tests.handlers.town import HOA, STRANGER, Office


@pytest.mark.parametrize(
    "words", ["ks ở thị trấn mình bn", "khai sinh bên em bao nhiêu", "birth registration in our town"]
)
def test_one_s_own_place_is_that_of_the_role(office: Office, words: str) -> None:
    assert "Hoằng Đức" not in office.sends(words, HOA)
    assert "Tân Khai" in office.sends(words, HOA)


def test_without_a_role_or_a_word_of_one_s_own_all_places_are_shown(office: Office) -> None:
    assert "Hoằng Đức" in office.sends("đăng ký khai sinh bao nhiêu", HOA)
    assert "Hoằng Đức" in office.sends("khai sinh ở xã mình bao nhiêu", STRANGER)
