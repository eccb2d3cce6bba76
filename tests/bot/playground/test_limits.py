import itertools

from bot.playground.errors import ApiError
from bot.playground.limits import Pace, Rates

GENEROUS = Rates(overall_burst=1000)


class Stopwatch:
    """Seconds that pass when the test says so."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def spend_until_refused(pace: Pace, chat_id: int) -> tuple[int, int]:
    """Return how many messages passed and the seconds that Telegram then asked to wait."""
    for sent in itertools.count():
        answer = refusal(pace, chat_id)
        if answer is not None:
            wait = answer.parameters["retry_after"]
            assert (answer.code, answer.description) == (429, f"Too Many Requests: retry after {wait}")
            return sent, wait
    raise AssertionError("never refused")


def refusal(pace: Pace, chat_id: int) -> ApiError | None:
    try:
        pace.spend(chat_id)
    except ApiError as error:
        return error
    return None


def test_a_chat_takes_a_burst_and_then_one_message_a_second() -> None:
    watch = Stopwatch()
    pace = Pace(GENEROUS, watch)
    assert spend_until_refused(pace, 1001) == (20, 1)
    watch.seconds += 2
    assert spend_until_refused(pace, 1001) == (2, 1)


def test_chats_do_not_slow_each_other() -> None:
    pace = Pace(GENEROUS, Stopwatch())
    spend_until_refused(pace, 1001)
    assert spend_until_refused(pace, 1002) == (20, 1)


def test_a_group_takes_twenty_a_minute() -> None:
    watch = Stopwatch()
    pace = Pace(GENEROUS, watch)
    assert spend_until_refused(pace, -5) == (20, 3)
    watch.seconds += 3
    assert spend_until_refused(pace, -5) == (1, 3)


def test_the_whole_bot_sends_thirty_a_second() -> None:
    watch = Stopwatch()
    pace = Pace(Rates(overall_burst=60), watch)
    for chat_id in range(60):
        pace.spend(chat_id + 1)
    assert spend_until_refused(pace, 9999) == (0, 1)
    watch.seconds += 1
    for chat_id in range(30):
        pace.spend(chat_id + 1)
    assert spend_until_refused(pace, 9999) == (0, 1)


def test_what_was_refused_does_not_count() -> None:
    watch = Stopwatch()
    pace = Pace(GENEROUS, watch)
    for _ in range(3):
        spend_until_refused(pace, 1001)
    watch.seconds += 1
    assert spend_until_refused(pace, 1001) == (1, 1)


def test_without_rates_everything_passes() -> None:
    pace = Pace(None)
    assert [refused for _ in range(1000) if (refused := refusal(pace, 1001))] == []
