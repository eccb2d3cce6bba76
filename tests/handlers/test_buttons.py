"""What buttons carry is put together in one place for each desk."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import handlers
from handlers.buttons import figures, nudges, people, rounds
from storage.villages import Village

HANDLERS = Path(handlers.__file__).parent
PAYLOAD = re.compile(r"[pfrn]:[a-z]+(:|$)")
LONGEST_ID = 10**15 - 1
LONGEST_PLAN = "x" * 40  # Telegram takes 64 bytes


def beginnings(tree: ast.AST) -> Iterator[str]:
    """The text with which each string of a module begins, up to what is put into it."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def test_no_handler_puts_a_payload_together_itself() -> None:
    found = [
        f"{path.name}: {text}"
        for path in sorted(HANDLERS.rglob("*.py"))
        if path.parent.name != "buttons"
        for text in beginnings(ast.parse(path.read_text(encoding="utf-8")))
        if PAYLOAD.match(text)
    ]
    assert found == []


def test_the_longest_fit() -> None:
    whole, one = Village(0, LONGEST_PLAN, ""), Village(LONGEST_ID, LONGEST_PLAN, "Thôn 1")
    longest = [
        figures.send(whole, "24.3", "2025-Q4"),
        figures.missing(whole, "2025-Q4", 30),
        figures.send(one, "24.3", "2025-Q4"),
        figures.decide(LONGEST_ID, LONGEST_ID),
        nudges.ladder("full", LONGEST_PLAN),
        nudges.paper(LONGEST_ID, LONGEST_ID),
        people.invite(LONGEST_PLAN, "c", 9999),
        people.give(LONGEST_ID, 9999, LONGEST_ID),
        rounds.save(10**9, LONGEST_PLAN, "codes"),
        rounds.past(LONGEST_PLAN, 9999),
    ]
    assert [payload for payload in longest if len(payload.encode()) > 64] == []


def test_the_buttons_under_a_receipt_name_its_revision() -> None:
    assert [figures.of_revision(button(12)) for button in (figures.undo, figures.fix, figures.move)] == [12, 12, 12]
    for other in (figures.move(12, "2025-09"), figures.keep(12), "f:undo:٣", f"f:undo:{10**20}", "f:undo:", ""):
        assert figures.of_revision(other) is None
