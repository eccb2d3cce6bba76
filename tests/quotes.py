"""The replies that the documents quote, as the bot gives them now; ``python -m tests.quotes`` writes them in."""

import datetime as dt
import re
import shlex
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from click.testing import CliRunner

from bot.cli import sotay
from bot.cli_knowledge import converse, plain
from knowledge.evaluation import plain_text
from knowledge.library import Library
from tests import updates
from tests.handlers.commune import FIRST, OFFICER, commune
from tests.handlers.people import COLLABORATOR, office, press_of

ROOT = Path(__file__).parents[1]
DOCUMENTS = (ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
DAY = dt.date(2025, 4, 20)  # on which quoted conversations take place
FIGURES_AT = dt.datetime(2025, 10, 12, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))  # when quoted figures are sent

_CONVERSATION = re.compile(r"(?<=^```conversation\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_FIGURES = re.compile(r"(?<=^```figures\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_ROUNDS = re.compile(r"(?<=^```rounds\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_SPEAKERS = {"cán bộ": OFFICER, "thôn 1": FIRST}
_COMMAND = re.compile(r"(?<=^```console\n)\$ (sotay .*?)\n.*?(?=^```$)", re.MULTILINE | re.DOTALL)


def renewed(document: str) -> str:
    """The same document with the replies of today's bot: in conversations, to figures, of rounds, below commands."""
    return _COMMAND.sub(_run, _ROUNDS.sub(_gather, _FIGURES.sub(_report, _CONVERSATION.sub(_talk, document))))


def _talk(block: re.Match[str]) -> str:
    turns = re.findall(r"^» (.+)$", block[0], re.MULTILINE)
    replies = converse(Library.load(), turns, today=DAY, home=None)
    return "\n".join(f"» {turn}\n{plain(reply)}\n" for turn, reply in zip(turns, replies, strict=True))


def _report(block: re.Match[str]) -> str:
    """The same, as the collaborator of Khu phố 3 in Tân Khai, by the whole way from the update to the outbox."""
    turns = []
    with office() as conversation:
        conversation.now = FIGURES_AT
        for turn in re.findall(r"^» (.+)$", block[0], re.MULTILINE):
            calls = conversation.receives(updates.text(turn, COLLABORATOR))
            turns.append(f"» {turn}\n" + "".join(f"{_shown(call)}\n" for call in calls if "text" in call))
    return "\n".join(turns)


def _gather(block: re.Match[str]) -> str:
    """The same among the people of Hoằng Đức, nine days before the report is due; "[Label]" presses a button."""
    turns = []
    with commune() as conversation:
        for speaker, turn in re.findall(rf"^({'|'.join(_SPEAKERS)}) » (.+)$", block[0], re.MULTILINE):
            me, label = _SPEAKERS[speaker], turn.removeprefix("[").removesuffix("]")
            said = updates.text(turn, me) if label == turn else press_of(conversation, label, me)
            calls = [call for call in conversation.receives(said) if "text" in call]
            names = {user: f"({name} nhận)\n" for name, user in _SPEAKERS.items() if user != me}
            shown = "".join(f"{names.get(call['chat_id'], '')}{_shown(call)}\n" for call in calls)
            turns.append(f"{speaker} » {turn}\n{shown}")
    return "\n".join(turns)


def _shown(call: dict[str, Any]) -> str:
    """What a person sees of a message that the bot owes them."""
    rows = call.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = " ".join(f"[{button['text']}]" for row in rows for button in row)
    return plain_text(call["text"]) + (f"\n{buttons}" if buttons else "")


def _run(block: re.Match[str]) -> str:
    result = CliRunner().invoke(sotay, shlex.split(block[1])[1:])
    assert result.exit_code == 0, result.output
    return f"$ {block[1]}\n{result.output}"


if __name__ == "__main__":
    for path in DOCUMENTS:
        path.write_text(renewed(path.read_text("utf-8")), "utf-8")
