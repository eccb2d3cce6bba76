"""From a reply of the library to messages, and the thread of a conversation."""

from typing import TYPE_CHECKING

from knowledge.places import speaks_of_own_place
from knowledge.query import Query
from knowledge.reply import Frame, Reply
from storage import frames, roles

if TYPE_CHECKING:
    from handlers.unit import Unit

_CRY = str(Query("safety"))


def answer(unit: "Unit", text: str, *, afresh: bool = False) -> Reply:
    """Have the library answer *text* in the light of the chat's conversation; *afresh*, as if it began with it."""
    return unit.library.answer(
        text,
        today=unit.now.date(),
        frame=Frame(language=unit.language) if afresh or unit.frame is None else unit.frame,
        home=_home(unit, text),
        language=unit.person.language,
    )


def _home(unit: "Unit", text: str) -> str | None:
    """The plan that the person has chosen; of "xã mình" without a choice the only one in which they have a role."""
    if unit.person.home or not speaks_of_own_place(text):
        return unit.person.home
    plans = {role.plan for role in roles.of_person(unit.db, unit.person.user_id) if role.plan}
    return plans.pop() if len(plans) == 1 else None


def run(unit: "Unit", query: str) -> Reply:
    """Have the library carry out a canonical query, such as a button's."""
    return unit.library.run(query, today=unit.now.date(), frame=unit.frame, language=unit.language)


def give(unit: "Unit", reply: Reply, *, reply_to: int | None = None) -> None:
    """Send *reply* as a new message, and remember what the conversation is about."""
    remember(unit, reply)
    unit.send(reply.text, reply.options, reply_to=reply_to)


def remember(unit: "Unit", reply: Reply) -> None:
    """Keep the state that *reply* leaves the conversation in."""
    if unit.chat_id is not None:
        frames.remember(unit.db, unit.chat_id, reply.frame.to_json() if reply.frame else None, now=unit.now)


def leave_subject(unit: "Unit") -> None:
    """Forget what the conversation was about, as something else is spoken of now; its language, and a cry, stay."""
    if unit.chat_id is not None and unit.frame is not None and not follows_a_cry(unit):
        frames.remember(unit.db, unit.chat_id, Frame(language=unit.language).to_json(), now=unit.now)


def follows_a_cry(unit: "Unit") -> bool:
    """Tell whether the line to call was given last."""
    return unit.frame is not None and unit.frame.query.startswith(_CRY)
