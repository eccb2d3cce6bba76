"""Figure messages at the edge: a child in danger, and numbers that no table holds."""

import pytest

from storage import people, roles, villages
from tests import updates
from tests.handlers.people import COLLABORATOR, office, presses


def test_a_child_in_danger_comes_before_the_receipt() -> None:
    with office() as talk:
        first, receipt = talk.receives(updates.text("xâm hại 1 ca, cháu bị đánh đập dã man cần cứu", COLLABORATOR))
        assert "111" in first["text"]
        assert "Đã lưu" in receipt["text"]


@pytest.mark.parametrize(
    "text",
    [
        "co 1 chau gai lop 8 bi cha duong danh hoai em oi phai lam sao",
        "có 1 cháu lớp 4 bị ba đánh hoài, giờ làm sao",
    ],
)
def test_a_number_in_a_cry_is_no_figure(text: str) -> None:
    with office() as talk:
        (reply,) = talk.receives(updates.text(text, COLLABORATOR))
        assert "111" in reply["text"]


@pytest.mark.parametrize("amount", ["9" * 24 + "/" + "9" * 25, "9" * 400 + "/" + "9" * 400, "100000000/100000000"])
def test_more_children_than_there_are_is_no_number(amount: str) -> None:
    with office() as talk:
        (reply,) = talk.receives(updates.text(f"tiêm chủng {amount}", COLLABORATOR))
        assert "chưa đọc được con số" in reply["text"]
        assert talk.db.execute("SELECT count(*) FROM revisions").fetchone() == (0,)


@pytest.mark.parametrize(
    "text",
    [
        "tai nạn 1 em LAN",
        "cháu Lan bị hiv",
        "Cháu Minh bỏ học",
        "bé Hoa bị xâm hại, kp3 khai sinh 12/12",
        "em Bình bị tai nạn 1 ca",
    ],
)
def test_a_name_that_is_a_word_too_is_a_name(text: str) -> None:
    with office() as conversation:
        assert any("không lưu gì cả" in said for said in conversation.says(text, COLLABORATOR))
        assert conversation.db.execute("SELECT count(*) FROM revisions").fetchone() == (0,)


@pytest.mark.parametrize(
    "text", ["em Hoa gửi: khai sinh 12/12", "em Lan báo khai sinh 12/12", "khai sinh 12/12 em nộp ạ"]
)
def test_who_gives_their_own_name_is_heard(text: str) -> None:
    with office() as conversation:
        assert "12/12" in conversation.says(text, COLLABORATOR)[-1]


def test_a_collaborator_of_two_plans_says_which_village() -> None:
    with office() as conversation:
        db, now = conversation.db, conversation.now
        hamlet = villages.add(db, "minh-tam", "Ấp 1", now=now)
        roles.grant(db, COLLABORATOR, "collaborator", plan="minh-tam", village_id=hamlet.id, by=None, now=now)
        asked = conversation.receives(updates.text("khai sinh 12/12", COLLABORATOR))[-1]
        labels = [button["text"] for row in asked["reply_markup"]["inline_keyboard"] for button in row]
        assert labels == ["Khu phố 3", "Ấp 1"]
        assert "Đã lưu · Ấp 1" in presses(conversation, "Ấp 1", COLLABORATOR)["text"]
        assert "Đã lưu · Ấp 1" in conversation.says("ap 1 tiem chung 45/47", COLLABORATOR)[-1]
        assert "Đã lưu · Khu phố 3" in conversation.says("kp3 tiem chung 40/47", COLLABORATOR)[-1]
        people.choose_home(db, COLLABORATOR, "minh-tam")
        assert "Đã lưu · Ấp 1" in conversation.says("thap coi 2/47", COLLABORATOR)[-1]
        rows = db.execute("SELECT DISTINCT plan, village_id = ? FROM revisions ORDER BY plan", (hamlet.id,)).fetchall()
        assert rows == [("minh-tam", 1), ("tan-khai", 0)]


@pytest.mark.parametrize("payload", ["p", "r", "n", "f", "v", "p:", "r:", "n:", "f:", "v:", "p:x", "r:x:y", ":", "x"])
def test_a_button_that_nobody_made_gets_one_sentence(payload: str) -> None:
    with office() as conversation:
        assert conversation.receives(updates.press(payload, COLLABORATOR))[-1]["text"]
        assert conversation.db.execute("SELECT count(*) FROM inbox WHERE state = 'dead'").fetchone() == (0,)


def test_a_question_beside_figures_is_answered_after_the_receipt() -> None:
    with office() as conversation:
        text = "khai sinh 12/12. Mục tiêu tiêm chủng năm 2025 là bao nhiêu vậy chị?"
        receipt, answer = conversation.says(text, COLLABORATOR)
        assert "Đã lưu" in receipt
        assert "95%" in answer
        assert "📄" in answer


def test_small_talk_beside_figures_gets_the_receipt_alone() -> None:
    with office() as conversation:
        (receipt,) = conversation.says("khai sinh 12/12. Có ai ở đó không chị?", COLLABORATOR)
        assert "Đã lưu" in receipt


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("9 tháng đầu năm khai sinh 12/12", "khai sinh 12/12 tháng …"),
        ("kp3, kp4 khai sinh 12/12", "Khu phố 4 khai sinh …/…"),
        ("chưa tiêm chủng 1/47", "tiêm chủng 46/47"),
        ("không suy dinh dưỡng nhẹ cân 95%", "nhẹ cân 5%"),
    ],
)
def test_an_unclear_period_or_place_is_asked_about_with_a_line(text: str, line: str) -> None:
    with office() as conversation:
        (asked,) = conversation.says(text, COLLABORATOR)
        assert f"<code>{line}</code>" in asked
        assert conversation.db.execute("SELECT count(*) FROM revisions").fetchone() == (0,)
