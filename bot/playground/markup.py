"""Telegram's HTML parse mode, refused where Telegram refuses it and in its words."""

import re
from dataclasses import dataclass
from typing import NoReturn

from bot.playground.entities import Entity, Formatted, in_order, utf16_length
from bot.playground.errors import bad_request

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,8})|#([0-9]{1,8})|(lt|gt|amp|quot));?")
_PLAIN = re.compile(r"[^<&]+")
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE = re.compile(r"\s*(?P<name>[^\s=>/\"']*)\s*")
_VALUE = re.compile(r"=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[A-Za-z0-9._-]+))")


@dataclass
class _Open:
    """A tag whose end has not come yet."""

    tag: str
    attributes: dict[str, str]
    offset: int  # in UTF-16 units of the text read so far


def parse_html(source: str) -> Formatted:
    """Read Telegram's HTML.

    Raises:
        ApiError: 400, "can't parse entities: …" with the byte offset, as Telegram words it.
    """
    return _Reader(source).read()


class _Reader:
    """Goes once through the source, left to right."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.place = 0  # index into the source
        self.pieces: list[str] = []
        self.offset = 0  # UTF-16 units written to pieces
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def read(self) -> Formatted:
        while self.place < len(self.source):
            if plain := _PLAIN.match(self.source, self.place):
                self._write(plain.group(), plain.end())
            elif self.source[self.place] == "&":
                self._read_reference()
            elif self.source.startswith("</", self.place):
                self._read_end()
            else:
                self._read_start()
        if self.open:
            raise bad_request(
                f"can't parse entities: Can't find end tag corresponding to start tag \"{self.open[-1].tag}\""
            )
        return Formatted("".join(self.pieces), in_order(self.entities))

    def _write(self, text: str, place: int) -> None:
        self.pieces.append(text)
        self.offset += utf16_length(text)
        self.place = place

    def _read_reference(self) -> None:
        match = _REFERENCE.match(self.source, self.place)
        character = _character(match) if match else None
        if match and character:
            self._write(character, match.end())
        else:
            self._write("&", self.place + 1)

    def _read_start(self) -> None:
        begin = self.place
        name_match = _TAG_NAME.match(self.source, begin + 1)
        assert name_match is not None  # the pattern matches the empty string
        self.place = name_match.end()
        name = name_match.group().lower()
        if self.place == len(self.source):
            self._refuse("Unclosed start tag", begin)
        if name not in _KINDS:
            self._refuse(f'Unsupported start tag "{name}"', begin)
        attributes = self._read_attributes(name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            self._refuse('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_Open(name, attributes, self.offset))

    def _read_attributes(self, tag: str, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while True:
            match = _ATTRIBUTE.match(self.source, self.place)
            assert match is not None  # the pattern matches the empty string
            self.place = match.end()
            if self.place == len(self.source):
                self._refuse(f'Unclosed start tag "{tag}"', begin)
            if not match["name"]:
                if self.source[self.place] != ">":
                    self._refuse(f'Empty attribute name in the tag "{tag}"', begin)
                self.place += 1
                return attributes
            attributes[match["name"].lower()] = self._read_value(tag, begin)

    def _read_value(self, tag: str, begin: int) -> str:
        if self.source[self.place] != "=":
            return ""
        match = _VALUE.match(self.source, self.place)
        if match is None:
            self._refuse(f'Unclosed start tag "{tag}"', begin)
        self.place = match.end()
        raw = match["double"] or match["single"] or match["bare"] or ""
        return _REFERENCE.sub(lambda reference: _character(reference) or reference.group(), raw)

    def _read_end(self) -> None:
        begin = self.place
        if not self.open:
            self._refuse("Unexpected end tag", begin)
        end = self.source.find(">", begin)
        if end < 0:
            self._refuse("Unclosed end tag", begin)
        found = self.source[begin + 2 : end].strip().lower()
        opened = self.open.pop()
        if found and found != opened.tag:
            self._refuse("Unmatched end tag", begin, f', expected "</{opened.tag}>", found "</{found}>"')
        self.place = end + 1
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        """Turn a tag that has ended into an entity; an empty one leaves nothing behind."""
        length = self.offset - opened.offset
        if length == 0:
            return
        entity: Entity = {"type": _KINDS[opened.tag], "offset": opened.offset, "length": length}
        if opened.tag == "a":
            # A link whose address is missing or is not one becomes plain text, as at Telegram.
            address = opened.attributes.get("href", "")
            if not re.match(r"(?:https?|tg|mailto|tel):", address):
                return
            entity["url"] = address
        elif opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = opened.attributes.get("emoji-id", "")
        elif opened.tag == "blockquote" and "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "code" and self.open and self.open[-1].tag == "pre":
            # <pre><code class="language-…"> is one block of code with a language.
            self.open[-1].attributes["language"] = opened.attributes.get("class", "").removeprefix("language-")
            return
        elif opened.tag == "pre" and opened.attributes.get("language"):
            entity["language"] = opened.attributes["language"]
        self.entities.append(entity)

    def _refuse(self, reason: str, begin: int, rest: str = "") -> NoReturn:
        byte_offset = len(self.source[:begin].encode())
        raise bad_request(f"can't parse entities: {reason} at byte offset {byte_offset}{rest}")


def _character(match: re.Match[str]) -> str | None:
    """Return the character that a reference names; None when there is no such character."""
    hexadecimal, decimal, name = match.groups()
    if name:
        return _CHARACTERS[name]
    number = int(hexadecimal, 16) if hexadecimal else int(decimal)
    is_character = 0 < number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF
    return chr(number) if is_character else None
