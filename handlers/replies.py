"""From a reply of the library to messages, and the thread of a conversation."""

from typing import TYPE_CHECKING

from knowledge.reply import Frame, Reply
from storage import frames

if TYPE_CHECKING:
    from handlers.unit import Unit


def answer(unit: "Unit", text: str) -> Reply:
    """Have the library answer *text* in the light of the chat's conversation."""
    return unit.library.answer(
        text,
        today=unit.now.date(),
        frame=current_frame(unit),
        home=unit.person.home,
        language=unit.person.language,
    )


def run(unit: "Unit", query: str) -> Reply:
    """Have the library carry out a canonical query, such as a button's."""
    frame = current_frame(unit)
    # Somebody who asks in English goes on in English, whatever the language of their Telegram.
    spoken = frame.language if frame and not unit.person.language else None
    return unit.library.run(
        query,
        today=unit.now.date(),
        frame=frame,
        home=unit.person.home,
        language=spoken or unit.language,
    )


def give(unit: "Unit", reply: Reply, *, reply_to: int | None = None) -> None:
    """Send *reply* as a new message, and remember what the conversation is about."""
    remember(unit, reply)
    unit.send(reply.text, reply.options, reply_to=reply_to)


def remember(unit: "Unit", reply: Reply) -> None:
    """Keep the state that *reply* leaves the conversation in."""
    if unit.chat_id is not None:
        frames.remember(unit.db, unit.chat_id, reply.frame.to_json() if reply.frame else None, now=unit.now)


def current_frame(unit: "Unit") -> Frame | None:
    """What the chat talks about; None when nobody has said anything lately."""
    if unit.chat_id is None:
        return None
    text = frames.of_chat(unit.db, unit.chat_id, now=unit.now)
    return Frame.from_json(text) if text else None
