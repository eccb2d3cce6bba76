"""Groups, and questions typed behind the bot's name in other chats."""

import pytest

from tests.end_to_end.people import Demo, Person


@pytest.fixture
async def group(demo: Demo) -> int:
    made = await demo.post("groups", title="Ban chỉ đạo", members=["official", "staff"])
    return int(made["chat"])


async def test_in_a_group_only_who_means_the_bot_is_answered(demo: Demo, group: int) -> None:
    official, staff = Person(demo, "official", group), Person(demo, "staff", group)
    await official.sends("tân khai tiêm chủng 2025")
    await official.sends("/help@another_bot")
    named = await official.sends("@so_tay_bot tân khai tiêm chủng 2025")
    answer = await official.hears(after=named)
    assert "95%" in answer.text
    assert answer.reply_to == named
    followed = await staff.says("còn 2030?", reply_to=answer.id)
    assert "98%" in followed.text
    await staff.sends("cảm ơn các bạn")
    commanded = await staff.sends("/han@so_tay_bot")
    assert (await staff.hears(after=commanded)).reply_to == commanded
    assert len(await official.heard()) == 3


async def test_a_button_in_a_group_is_for_everybody(demo: Demo, group: int) -> None:
    answer = await Person(demo, "official", group).says("@so_tay_bot tân khai tiêm chủng 2025")
    assert "Trạm Y tế" in (await Person(demo, "staff", group).presses("Ai phụ trách?", answer)).text


async def test_an_inline_question_offers_complete_answers_with_their_source(demo: Demo, official: Person) -> None:
    (offered,) = await official.types_inline("tiêm chủng tân khai 2025")
    assert "95%" in offered["text"]
    assert "mục II.2.a" in offered["text"]
    assert offered["title"] not in offered["description"]
    owner, *_ = await official.types_inline("chỉ tiêu 9 hoằng đức ai phụ trách")
    assert owner["title"].startswith("Công chức LĐTBXH")
    assert "V.1, V.3" in owner["text"]


@pytest.mark.parametrize("typed", ["", "  ", "asdf qwer", "🙂"])
async def test_what_is_no_question_offers_nothing_inline(official: Person, typed: str) -> None:
    assert await official.types_inline(typed) == []


async def test_an_answer_sent_from_inline_mode_is_not_answered(demo: Demo, official: Person) -> None:
    typed = "tiêm chủng tân khai 2025"
    answer = await demo.post("inline", person="official", query=typed)
    (offered,) = answer["results"]
    await demo.post(
        "inline/choices", person="official", query_id=answer["query_id"], result_id=offered["id"], query=typed
    )
    await official.says("/help")
    assert [message["from"] for message in await official.messages()] == ["person", "person", "bot"]
