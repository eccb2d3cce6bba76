import gc

import pytest

from bot.heap import loading


def test_the_collector_comes_rarely_while_something_is_loaded() -> None:
    usual = gc.get_threshold()
    with loading():
        assert gc.isenabled()
        assert gc.get_threshold() > usual
    assert gc.get_threshold() == usual
    assert gc.get_freeze_count() > 0
    gc.unfreeze()


def test_the_collector_works_as_before_after_a_load_that_failed() -> None:
    usual = gc.get_threshold()
    with pytest.raises(OSError, match="no such plan"), loading():
        raise OSError("no such plan")
    assert gc.get_threshold() == usual
    gc.unfreeze()
