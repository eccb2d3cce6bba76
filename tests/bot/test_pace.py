from bot.pace import Budget, Pace, Rates

RATES = Rates(person=Budget(1.0, 3), group=Budget(4.0, 2), overall=Budget(0.05, 10))


class Seconds:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_person_gets_a_burst_and_then_one_a_second() -> None:
    seconds = Seconds()
    pace = Pace(RATES, seconds)
    sent = []
    for _ in range(60):
        if 7 not in pace.blocked():
            pace.spend(7)
            sent.append(round(seconds.now - 100, 1))
        seconds.now += 0.1
    assert sent == [0.0, 0.1, 0.2, 1.0, 2.0, 3.0, 4.0, 5.0]


def test_a_group_waits_longer_and_nobody_else_does() -> None:
    pace = Pace(RATES, Seconds())
    for _ in range(2):
        pace.spend(-5)
    assert pace.blocked() == {-5}


def test_all_chats_together_have_a_budget_that_presses_do_not_use() -> None:
    seconds = Seconds()
    pace = Pace(RATES, seconds)
    for chat in range(1, 9):
        pace.spend(chat)
    pace.spend(None)
    assert pace.room() == 2
    seconds.now += 0.2
    assert pace.room() == 6


def test_no_window_of_a_second_holds_more_than_thirty_and_none_of_a_minute_more_than_twenty_to_a_group() -> None:
    seconds = Seconds()
    pace = Pace(clock=seconds)
    overall, group = [], []
    for tick in range(2000):
        if pace.room():
            pace.spend(1000 + tick)
            overall.append(seconds.now)
        seconds.now += 0.01
    assert max(sum(start <= at < start + 1 for at in overall) for start in overall) <= 30
    for _ in range(3000):
        if -5 not in pace.blocked() and pace.room():
            pace.spend(-5)
            group.append(seconds.now)
        seconds.now += 0.1
    assert max(sum(start <= at < start + 60 for at in group) for start in group) <= 20


def test_a_429_holds_one_chat_and_a_second_one_holds_all() -> None:
    seconds = Seconds()
    pace = Pace(None, seconds)
    pace.pause(7, 3)
    assert (pace.blocked(), pace.room() > 0) == ({7}, True)
    assert pace.seconds_to_wait(9.0) == 3
    pace.pause(8, 5)
    assert (pace.blocked(), pace.room()) == ({7, 8}, 0)
    seconds.now += 4
    assert (pace.blocked(), pace.room()) == ({8}, 0)
    seconds.now += 1
    assert (pace.blocked(), pace.room() > 0) == (set(), True)
    assert pace.seconds_to_wait(9.0) == 9


def test_a_429_without_a_chat_holds_all() -> None:
    pace = Pace(None, Seconds())
    pace.pause(None, 2)
    assert pace.room() == 0
