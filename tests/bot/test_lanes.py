import asyncio
from typing import Any

from bot.intake import lane_of
from bot.lanes import Lanes
from storage.inbox import Item
from tests import updates
from tests.bot.running import until


async def test_lanes_keep_their_order_and_do_not_wait_for_each_other() -> None:
    gate = asyncio.Event()
    done: list[int] = []

    async def handle(item: Item) -> None:
        if item.lane == 1:
            await gate.wait()
        done.append(item.id)

    lanes = Lanes(handle, at_once=2)
    lanes.add([Item(1, 1, ""), Item(2, 1, ""), Item(3, 1, ""), Item(4, 2, ""), Item(5, 3, ""), Item(6, 2, "")])
    await until(lambda: len(done) == 3)
    assert sorted(done) == [4, 5, 6]
    gate.set()
    await until(lambda: lanes.waiting == 0)
    assert done[3:] == [1, 2, 3]


async def test_a_failure_leaves_its_row_and_the_lane_goes_on() -> None:
    done: list[int] = []

    async def handle(item: Item) -> None:
        if item.id == 1:
            raise OSError("disk")
        done.append(item.id)

    lanes = Lanes(handle)
    lanes.add([Item(1, 1, ""), Item(2, 1, "")])
    await until(lambda: lanes.waiting == 0)
    assert done == [2]


async def test_stopping_lets_what_runs_end_and_leaves_what_waits() -> None:
    started, gate = asyncio.Event(), asyncio.Event()
    done: list[int] = []

    async def handle(item: Item) -> None:
        started.set()
        await gate.wait()
        done.append(item.id)

    lanes = Lanes(handle)
    lanes.add([Item(1, 1, ""), Item(2, 1, "")])
    await started.wait()
    stopping = asyncio.create_task(lanes.stop(5))
    await asyncio.sleep(0)
    gate.set()
    await stopping
    assert done == [1]


async def test_a_handler_that_hangs_is_left_behind() -> None:
    started, left = asyncio.Event(), list[int]()

    async def handle(item: Item) -> None:
        started.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            left.append(item.id)
            raise

    lanes = Lanes(handle)
    lanes.add([Item(1, 1, ""), Item(2, 1, "")])
    await started.wait()
    await lanes.stop(0.01)
    assert left == [1]
    assert lanes.waiting == 2  # for the next start


def test_the_lane_of_an_update_is_its_chat_else_its_person() -> None:
    assert lane_of(updates.text("a", user_id=7)) == 7
    assert lane_of(updates.text("a", user_id=7, chat=updates.group(-100))) == -100
    assert lane_of(updates.press("x", user_id=7)) == 7
    assert lane_of(updates.inline("x", user_id=7)) == 7
    odd: list[Any] = [{}, [], None, {"message": {"chat": {"id": "x"}}}, {"message": {"chat": 5}}]
    assert [lane_of(update) for update in odd] == [0] * 5
