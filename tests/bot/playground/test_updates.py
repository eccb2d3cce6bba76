import asyncio
from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.playground.errors import ApiError
from bot.playground.updates import FIRST_UPDATE_ID, UpdateQueue

A, B, C = FIRST_UPDATE_ID, FIRST_UPDATE_ID + 1, FIRST_UPDATE_ID + 2


@pytest.fixture
def queue() -> UpdateQueue:
    """Three messages wait."""
    queue = UpdateQueue(MovableClock(), throttled=False)
    for number in range(3):
        queue.add("message", {"number": number}, lane=1)
    return queue


async def ids(queue: UpdateQueue, offset: int = 0, limit: int = 100, timeout_seconds: float = 0) -> list[int]:
    return [update["update_id"] for update in await queue.poll(offset, limit, timeout_seconds)]


async def test_updates_stay_until_an_offset_confirms_them(queue: UpdateQueue) -> None:
    assert await ids(queue) == [A, B, C]
    assert await ids(queue, limit=2) == [A, B]
    assert await ids(queue, offset=C) == [C]
    assert await ids(queue) == [C]
    assert await ids(queue, offset=C + 1) == []
    assert await ids(queue) == []


async def test_a_negative_offset_counts_from_the_end_and_forgets_the_rest(queue: UpdateQueue) -> None:
    assert await ids(queue, offset=-1) == [C]
    assert await ids(queue) == [C]
    assert await ids(queue, offset=-100) == [C]


async def test_an_offset_beyond_the_end_means_the_beginning(queue: UpdateQueue) -> None:
    assert await ids(queue, offset=C + 1000) == [A, B, C]


async def test_ids_are_never_used_again(queue: UpdateQueue) -> None:
    queue.drop_all()
    queue.add("message", {}, lane=1)
    assert await ids(queue) == [C + 1]


async def test_a_poll_waits_for_the_first_update() -> None:
    queue = UpdateQueue(MovableClock())
    poll = asyncio.create_task(ids(queue, timeout_seconds=30))
    await asyncio.sleep(0)
    queue.add("message", {}, lane=1)
    assert await poll == [A]


async def test_the_older_of_two_polls_is_ended() -> None:
    queue = UpdateQueue(MovableClock())
    older = asyncio.create_task(ids(queue, timeout_seconds=30))
    await asyncio.sleep(0)
    newer = asyncio.create_task(ids(queue, timeout_seconds=30))
    with pytest.raises(ApiError) as refused:
        await older
    assert refused.value.code == 409
    assert refused.value.description == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    queue.add("message", {}, lane=1)
    assert await newer == [A]


async def test_the_bot_hears_only_of_the_kinds_it_asked_for(queue: UpdateQueue) -> None:
    queue.drop_all()
    queue.allow(["callback_query"])
    queue.add("message", {}, lane=1)
    queue.add("callback_query", {}, lane=1)
    queue.allow([])
    queue.add("chat_member", {}, lane=1)
    queue.add("message", {}, lane=1)
    assert [update.kind for update in queue.pending()] == ["callback_query", "message"]


async def test_updates_expire() -> None:
    clock = MovableClock()
    queue = UpdateQueue(clock)
    for kind in ("message", "callback_query", "inline_query"):
        queue.add(kind, {}, lane=1)
    clock.advance(timedelta(seconds=31))
    assert [update.kind for update in queue.pending()] == ["message", "callback_query"]
    clock.advance(timedelta(seconds=120))
    assert [update.kind for update in queue.pending()] == ["message"]
    clock.advance(timedelta(hours=24))
    assert queue.pending() == []


async def test_a_poller_that_asks_again_at_once_gets_one_update(queue: UpdateQueue) -> None:
    queue.throttled = True
    assert await ids(queue) == [A, B, C]
    assert await ids(queue) == [A]
    assert await ids(queue, offset=B) == [B, C]


async def test_a_closed_queue_lets_everybody_go() -> None:
    queue = UpdateQueue(MovableClock())
    poll = asyncio.create_task(ids(queue, timeout_seconds=30))
    await asyncio.sleep(0)
    queue.bell.close()
    assert await poll == []
