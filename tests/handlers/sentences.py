"""What of the wording files stands in a message."""

import re
from collections.abc import Mapping
from typing import Any

from knowledge.entries import Language
from knowledge.sentences import sentences


def holds(text: str, key: str, language: Language) -> bool:
    """Tell whether *text* holds the sentence *key*, whatever is filled in."""
    fixed = re.split(r"\{\w+\}", sentences()[key][language])
    return re.search(".+?".join(map(re.escape, fixed)), text, re.DOTALL) is not None


def shown(call: Mapping[str, Any]) -> str:
    """A message with the labels of its buttons."""
    rows = call.get("reply_markup", {}).get("inline_keyboard", [])
    return "\n".join([call.get("text", ""), *(button["text"] for row in rows for button in row)])
