"""A message that tells of a child in danger, and what is left of it: nothing."""

import asyncio
from pathlib import Path

import pytest

from tests.end_to_end.people import Demo, Person

SECRET = "Nguyễn Thị Bích Ngân"


async def erased(database: Path) -> bytes:
    """Everything on the disk once the bot has come to rest: the database, its log and whatever is beside them."""
    log = database.with_name(database.name + "-wal")
    async with asyncio.timeout(20):
        while log.stat().st_size:  # noqa: ASYNC110 - emptied by the writer's thread in a quiet moment
            await asyncio.sleep(0.01)
    return b"".join(file.read_bytes() for file in sorted(database.parent.iterdir()) if file.is_file())


def traces(words: str) -> list[bytes]:
    """The words as they may stand in a file: as they are, and escaped as in JSON."""
    return [form for word in words.split() for form in (word.encode(), word.encode("ascii", "backslashreplace"))]


@pytest.mark.parametrize(
    "told",
    [
        f"con tôi bị đánh đập, cháu tên {SECRET}",
        f"cháu {SECRET} bị bố dượng xâm hại, tôi phải làm sao",
        f"em tên {SECRET}, em không muốn sống nữa",
        f"my neighbour beats his daughter {SECRET} every night",
    ],
)
async def test_the_line_111_comes_first_and_nothing_is_kept(demo: Demo, official: Person, told: str) -> None:
    await official.says("tân khai tiêm chủng 2025")
    reply = await official.says(told)
    assert "111" in reply.text.splitlines()[0]
    assert "<b>" in reply.html.splitlines()[0]
    assert SECRET not in reply.text
    assert SECRET not in demo.log.getvalue()
    kept = await erased(demo.database)
    assert [trace for trace in traces(SECRET) if trace in kept] == []


async def test_the_line_111_is_offered_inline_and_nothing_is_kept(demo: Demo, official: Person) -> None:
    (offered, *_) = await official.types_inline(f"{SECRET} bị bố đánh")
    assert "111" in offered["title"]
    kept = await erased(demo.database)
    assert [trace for trace in traces(SECRET) if trace in kept] == []


async def test_no_words_of_a_question_outlive_the_conversation(demo: Demo, official: Person) -> None:
    await official.says("tân khai tiêm chủng 2025 nhanh lên nhé")
    await official.says("/huy")
    assert "nhanh" not in demo.log.getvalue()
    kept = await erased(demo.database)
    assert b"nhanh" not in kept
