"""The texts and captions of Bot API calls, with their markup and their limits."""

import json
from typing import Any

from bot.playground.chats import Json
from bot.playground.entities import Entity, Formatted, clean, in_order, trimmed, utf16_length, with_detected
from bot.playground.errors import bad_request
from bot.playground.markup import parse_html
from bot.playground.parameters import Parameters

MAX_TEXT = 4096  # in UTF-16 units, after the markup was read
MAX_CAPTION = 1024


def formatted_text(given: Parameters, text_name: str, entities_name: str) -> Formatted:
    """Read a text with its parse mode or its entities, as Telegram would store it.

    Raises:
        ApiError: 400, the markup is wrong.
    """
    source = clean(given.text(text_name))
    parse_mode = given.text("parse_mode").lower()
    if parse_mode == "html":
        formatted = parse_html(source)
    elif parse_mode in ("", "none"):
        formatted = Formatted(source, _given_entities(given.structure(entities_name, "entities"), utf16_length(source)))
    else:
        # The markdown modes exist at Telegram; nothing here uses them, so they are refused instead of half read.
        raise bad_request("unsupported parse_mode")
    return with_detected(trimmed(formatted))


def _given_entities(entities: Any, text_length: int) -> list[Entity]:
    """Check entities that came with a text of *text_length* UTF-16 units; those outside it are dropped."""
    if entities is None:
        return []
    if not isinstance(entities, list) or not all(_is_entity(entity) for entity in entities):
        raise bad_request("can't parse MessageEntity: expected an Array of Objects with type, offset and length")
    for entity in entities:
        if entity["type"] == "text_link" and not str(entity.get("url", "")).startswith(
            ("http://", "https://", "tg://")
        ):
            raise bad_request(f"entity URL '{entity.get('url', '')}' is invalid: Wrong HTTP URL")
    return in_order(
        [e for e in entities if e["offset"] >= 0 and e["length"] > 0 and e["offset"] + e["length"] <= text_length]
    )


def _is_entity(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("type"), str)
        and isinstance(value.get("offset"), int)
        and isinstance(value.get("length"), int)
    )


def caption(given: Parameters) -> Formatted:
    """Read a caption.

    Raises:
        ApiError: 400, the markup is wrong or the text too long.
    """
    formatted = formatted_text(given, "caption", "caption_entities")
    if utf16_length(formatted.text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return formatted


def nested(given: Parameters, fields: Json) -> Parameters:
    """Return the call's uploads with the values of an object inside it, such as an InputMedia."""
    return Parameters(
        {name: value if isinstance(value, str) else json.dumps(value) for name, value in fields.items()}, given.uploads
    )
