"""A first contact, and what a person chooses for good."""

import pytest

from tests.end_to_end.people import Demo, Person


async def test_a_stranger_begins_and_asks(stranger: Person) -> None:
    welcome = await stranger.says("/start")
    assert welcome.html.startswith("<b>Chào bạn, tôi là Sổ tay.</b>")
    assert "111" in welcome.text
    assert "Tân Khai" in welcome.buttons
    assert "95%" in (await stranger.says("tân khai tiêm chủng 2025")).text


async def test_a_stranger_may_ask_without_starting(stranger: Person) -> None:
    assert "95%" in (await stranger.says("tân khai tiêm chủng 2025")).text


async def test_an_invitation_that_is_none_is_a_start(stranger: Person) -> None:
    assert "Chào bạn" in (await stranger.says("/start unknown-token")).text


async def test_a_home_plan_is_chosen_by_a_button_and_stands_in(official: Person) -> None:
    await official.says("an lão hạn báo cáo")
    chosen = await official.presses("Tân Khai", await official.says("/datplan"))
    assert chosen.html.startswith("Đã chọn: <b>Tân Khai</b>.")
    assert (chosen.edited, chosen.buttons) == (True, ())
    answer = await official.says("tiêm chủng 2025")
    assert "95%" in answer.text
    assert "Hoằng Đức" not in answer.text
    assert "Hoằng Đức" not in (await official.says("/han")).text
    assert "97%" in (await official.says("đồng tháp tiêm chủng 2025")).text


async def test_the_language_is_chosen_and_kept(demo: Demo, official: Person) -> None:
    chosen = await official.presses("English", await official.says("/ngonngu"))
    assert chosen.html.startswith("From now on I answer in <b>English</b>.")
    assert "What can I answer?" in (await official.says("/help")).text
    assert "Plan of An Lão" in (await official.says("/han An Lão")).text
    await demo.post("clock", advance="1d")
    assert "What can I answer?" in (await official.says("/help")).text
    assert (await official.says("/ngonngu vi")).text.startswith("Từ nay")


@pytest.mark.parametrize(
    ("command", "told"),
    [
        pytest.param("/help", "/kehoach", id="help"),
        pytest.param("/hoi", "Tân Khai tiêm chủng 2025", id="hoi"),
        pytest.param("/hoi tân khai tiêm chủng 2025", "95%", id="hoi-with-a-question"),
        pytest.param("/kehoach", "xã Minh Tâm", id="kehoach"),
        pytest.param("/kehoach minh tâm", "mục IV.1", id="kehoach-of-a-plan"),
        pytest.param("/coquan", "cơ quan của nơi nào", id="coquan"),
        pytest.param("/coquan tân khai", "Trạm Y tế thị trấn", id="coquan-of-a-plan"),
        pytest.param("/coquan công an hoằng đức", "mục V.3", id="coquan-of-an-agency"),
        pytest.param("/han", "05/11", id="han"),
        pytest.param("/han an lão", "20/05/2023", id="han-of-a-plan"),
        pytest.param("/huy", "Bạn có thể hỏi câu mới", id="huy"),
    ],
)
async def test_each_command(official: Person, command: str, told: str) -> None:
    # A talk about something else must not colour what a command shows.
    await official.says("công an minh tâm làm gì")
    assert told in (await official.says(command)).text


async def test_the_menu_of_commands_is_there_in_both_languages(demo: Demo, official: Person) -> None:
    await official.says("/help")  # the menu is published beside the first polls
    names = ["help", "hoi", "kehoach", "coquan", "han", "datplan", "ngonngu", "huy"]
    for code, word in (("", "Hạn báo cáo"), ("en", "Deadlines")):
        menu = (await demo.bot_api("getMyCommands", language_code=code))["result"]
        assert [entry["command"] for entry in menu] == names
        assert any(word in entry["description"] for entry in menu)
    shown = await demo.get("commands", person="official")
    assert [entry["command"] for entry in shown["commands"]] == [
        "tiendo",
        "dot",
        "toi",
        *names,
    ]  # who has a role sees more
