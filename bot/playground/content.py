"""What a message carries: a text, or a file with a caption."""

import hashlib
import struct
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.playground.entities import Formatted

MediaKind = Literal["photo", "document", "sticker", "voice"]


@dataclass(frozen=True)
class StoredFile:
    """A file that somebody sent, and the size of its picture in pixels when it is one."""

    file_id: str
    name: str
    mime_type: str
    data: bytes = field(repr=False)
    width: int = 0
    height: int = 0

    @property
    def unique_id(self) -> str:
        """The same for the same bytes, whoever sends them."""
        return hashlib.blake2b(self.data, digest_size=8).hexdigest()

    @property
    def path(self) -> str:
        """Where /file/bot<token>/ serves it."""
        return f"files/{self.file_id}/{self.name}"

    def wire(self) -> dict[str, Any]:
        """Return what all file objects of the Bot API have in common."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.data)}


@dataclass(frozen=True)
class Media:
    """A file in the place of a message's text; *emoji* belongs to stickers, *seconds* to voice messages."""

    kind: MediaKind
    file: StoredFile
    emoji: str = ""
    seconds: int = 0

    def wire(self) -> Any:
        """Return the value of the message's field named after the kind."""
        common = self.file.wire()
        size = {"width": self.file.width, "height": self.file.height}
        if self.kind == "photo":
            return [common | size]
        if self.kind == "sticker":
            return common | size | {"type": "regular", "is_animated": False, "is_video": False, "emoji": self.emoji}
        if self.kind == "voice":
            return common | {"duration": self.seconds, "mime_type": self.file.mime_type}
        return common | {"file_name": self.file.name, "mime_type": self.file.mime_type}


@dataclass(frozen=True)
class Content:
    """A text, or media with the text as its caption."""

    formatted: Formatted
    media: Media | None = None

    def wire(self) -> dict[str, Any]:
        """Return the fields of the Message object."""
        text, entities = self.formatted.text, self.formatted.entities
        if self.media is None:
            return {"text": text} | ({"entities": entities} if entities else {})
        fields: dict[str, Any] = {self.media.kind: self.media.wire()}
        if text:
            fields["caption"] = text
        if entities:
            fields["caption_entities"] = entities
        return fields


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Read width and height, in pixels, from the head of a PNG, GIF or JPEG; None when *data* is none of them."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data[:6] in (b"GIF87a", b"GIF89a") and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
        return width, height
    return _jpeg_size(data) if data.startswith(b"\xff\xd8") else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Walk over the segments of a JPEG to the frame header, which holds the size."""
    place = 2
    while place + 9 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        length = struct.unpack(">H", data[place + 2 : place + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        place += 2 + length
    return None
