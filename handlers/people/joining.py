"""Joining by an invitation: what it is for, what is kept, yes or no."""

from collections.abc import Sequence

from telegram import Message, Update

from handlers import addressing, replies
from handlers.buttons import people as buttons
from handlers.people import pending
from handlers.people.standing import day, role_text, show_menu
from handlers.screen import Screen, word
from handlers.unit import Unit
from knowledge.reply import Option
from knowledge.sentences import say
from storage import invitations, people, roles
from storage.invitations import Invitation

_PLAIN_STARTS = ("", "hoi")  # "hoi" comes from the button above inline results


def start(unit: Unit, message: Message, token: str) -> None:
    """/start: the welcome; with a token, the invitation that it stands for."""
    if token in _PLAIN_STARTS or not addressing.is_private(message):
        replies.give(unit, replies.run(unit, "start"), reply_to=addressing.thread(message))
        if addressing.is_private(message) and roles.of_person(unit.db, unit.person.user_id):
            show_menu(unit, unit.person.user_id)  # whom BOT_ADMINS names has never joined
        return
    screen = invitation(unit, token)
    unit.send(screen.text, screen.options)


def open_link(unit: Unit, update: Update) -> None:
    """An invitation's link, pasted into the chat as it is."""
    message = update.effective_message
    if message and message.text:
        screen = invitation(unit, message.text.partition("start=")[2].strip())
        unit.send(screen.text, screen.options)


def invitation(unit: Unit, token: str) -> Screen:
    """Show what one would join and what is kept; or why that cannot be."""
    found = invitations.find(unit.db, token)
    hurdle = _hurdle(unit, found)
    if found is None or hurdle:
        return Screen(hurdle, replies.run(unit, "start").options)
    pending.note(unit, found)
    text = say(
        "invitation",
        unit.language,
        role=_role(unit, found),
        task=say(f"task_{found.role}", unit.language),
        until=day(found.expires_at.astimezone(unit.now.tzinfo)),
    )
    yes = Option(say("button_join", unit.language), buttons.join(token))
    no = Option(say("button_no", unit.language), buttons.refuse(token))
    return Screen(f"{text}\n{say('what_is_kept', unit.language)}", (yes, no))


def join(unit: Unit, arguments: Sequence[str]) -> Screen:
    """The person agrees: give them the role, make its plan their home, and say what to type first."""
    found = invitations.find(unit.db, word(arguments, 0))
    hurdle = _hurdle(unit, found)
    if found is None or hurdle:
        return Screen(hurdle)
    pending.settle(unit)
    invitations.use(unit.db, found, unit.person.user_id, called=unit.called, now=unit.now)
    if found.plan:
        people.choose_home(unit.db, unit.person.user_id, found.plan)
    show_menu(unit, unit.person.user_id)
    joined = say("joined", unit.language, role=_role(unit, found))
    return Screen(f"{joined}\n{say(f'first_{found.role}', unit.language)}")


def refuse(unit: Unit, arguments: Sequence[str]) -> Screen:
    """The person does not want to: nothing is kept, and the invitation stays good."""
    found = invitations.find(unit.db, word(arguments, 0))
    hurdle = _hurdle(unit, found)
    if found is None or hurdle:
        return Screen(hurdle)
    pending.settle(unit)
    until = day(found.expires_at.astimezone(unit.now.tzinfo))
    return Screen(say("not_joined", unit.language, until=until))


def _hurdle(unit: Unit, found: Invitation | None) -> str:
    """Why the person cannot join; empty when they can."""
    if found is None:
        return say("invitation_unknown", unit.language)
    if _has(unit, found):
        return say("joined_before", unit.language, role=_role(unit, found))
    state = invitations.state(unit.db, found, now=unit.now)
    return "" if state == "open" else say(f"invitation_{state}", unit.language, role=_role(unit, found))


def _has(unit: Unit, found: Invitation) -> bool:
    """Tell whether the person holds the role already."""
    held = roles.of_person(unit.db, unit.person.user_id)
    return any((role.role, role.plan, role.village_id) == (found.role, found.plan, found.village_id) for role in held)


def _role(unit: Unit, found: Invitation) -> str:
    """The role that an invitation gives, in words."""
    return role_text(unit, found.role, found.plan, found.village_id)
