"""Text as Telegram stores it: plain characters beside a list of entities.

Offsets and lengths count UTF-16 units, because that is how Telegram counts: "ế" is one, "📄" is two.
"""

import html
import re
from dataclasses import dataclass, field
from typing import Any

Entity = dict[str, Any]  # a MessageEntity: type, offset, length, and url or language where the type has one

MAX_ENTITIES = 100

_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f]")
_DETECTED = re.compile(
    r"(?P<url>\bhttps?://[^\s<>\"]+[^\s<>\".,;:!?)])"
    r"|(?P<email>\b[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.-]*[A-Za-z]\b)"
    r"|(?<![\w@])(?P<mention>@[A-Za-z0-9_]{2,32})(?![\w@])"
    r"|(?<![\w/<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/@])"
    r"|(?<![\w#])(?P<hashtag>#(?=\w*[^\W\d])\w{1,255})"
)
_OPAQUE = {"code", "pre", "text_link"}  # nothing is detected inside them


@dataclass(frozen=True)
class Formatted:
    """Plain text and what is bold, linked or a command in it, in the order of the text."""

    text: str
    entities: list[Entity] = field(default_factory=list)


def utf16_length(text: str) -> int:
    """Count the UTF-16 units of *text*."""
    return len(text) + sum(character > "\uffff" for character in text)


def clean(text: str) -> str:
    """Do to *text* what Telegram does to every text it gets: no control characters, no carriage returns."""
    return _CONTROLS.sub(" ", text.replace("\r", ""))


def trimmed(formatted: Formatted) -> Formatted:
    """Take white space off both ends and keep the entities on their words."""
    text = formatted.text.strip()
    if text == formatted.text:
        return formatted
    cut = utf16_length(formatted.text) - utf16_length(formatted.text.lstrip())
    end = utf16_length(text)
    entities = []
    for entity in formatted.entities:
        first = max(0, entity["offset"] - cut)
        last = min(end, entity["offset"] + entity["length"] - cut)
        if first < last:
            entities.append(entity | {"offset": first, "length": last - first})
    return Formatted(text, entities)


def with_detected(formatted: Formatted) -> Formatted:
    """Add the entities that Telegram finds by itself: commands, mentions, links, addresses, hashtags."""
    opaque = [entity for entity in formatted.entities if entity["type"] in _OPAQUE]
    found = []
    for match in _DETECTED.finditer(formatted.text):
        offset = utf16_length(formatted.text[: match.start()])
        length = utf16_length(match.group())
        overlaps = any(
            offset < entity["offset"] + entity["length"] and entity["offset"] < offset + length for entity in opaque
        )
        if not overlaps:
            found.append({"type": match.lastgroup, "offset": offset, "length": length})
    return Formatted(formatted.text, in_order([*formatted.entities, *found])) if found else formatted


def in_order(entities: list[Entity]) -> list[Entity]:
    """Sort by place, the outer before the inner, and drop what is beyond Telegram's hundred."""
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))[:MAX_ENTITIES]


_TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ("<tg-spoiler>", "</tg-spoiler>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote expandable>", "</blockquote>"),
}


def to_html(formatted: Formatted) -> str:
    """Write *formatted* in Telegram's HTML again; what Telegram detected by itself has no tag."""
    units = formatted.text.encode("utf-16-le")
    marks: dict[int, str] = {}
    for entity in formatted.entities:
        opening, closing = _TAGS.get(entity["type"], ("", ""))
        if entity["type"] == "text_link":
            opening, closing = f'<a href="{html.escape(entity["url"])}">', "</a>"
        end = entity["offset"] + entity["length"]
        marks[entity["offset"]] = marks.get(entity["offset"], "") + opening
        marks[end] = closing + marks.get(end, "")
    pieces, last = [], 0
    for place in sorted(marks):
        pieces += [html.escape(units[2 * last : 2 * place].decode("utf-16-le"), quote=False), marks[place]]
        last = place
    return "".join(pieces) + html.escape(units[2 * last :].decode("utf-16-le"), quote=False)
