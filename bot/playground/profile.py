"""Bot API methods about the bot itself and about who is who."""

import re

from bot.playground.chats import Chat, Json
from bot.playground.errors import bad_request
from bot.playground.parameters import Parameters
from bot.playground.sending import find_chat
from bot.playground.state import Telegram, member

MAX_COMMANDS = 100
MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
_SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
_CHAT_SCOPES = {"chat", "chat_administrators", "chat_member"}


def get_me(telegram: Telegram, _: Parameters) -> Json:
    """Return the bot's User object with what only the bot itself is told."""
    return telegram.bot_user() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(telegram: Telegram, given: Parameters) -> Json:
    """Return what can be known of a chat."""
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
    )
    chat = find_chat(telegram, given)
    return chat.wire() | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


def get_chat_member(telegram: Telegram, given: Parameters) -> Json:
    """Return what somebody is in a chat."""
    chat = find_chat(telegram, given)
    user_id = given.integer("user_id")
    if user_id == telegram.bot_id:
        return member(telegram.bot_user(), "kicked" if chat.blocked else "member")
    for person in telegram.people.values():
        if person.user_id == user_id:
            return member(person.user(), "member" if person.key in chat.members else "left")
    raise bad_request("user not found")


def get_file(telegram: Telegram, given: Parameters) -> Json:
    """Return where a file can be downloaded for an hour; here, for ever."""
    stored = telegram.files.get(given.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.data) > MAX_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return stored.wire() | {"file_path": stored.path}


def set_my_commands(telegram: Telegram, given: Parameters) -> bool:
    """Set the menu of commands for a scope and a language."""
    commands = given.structure("commands", "bot commands")
    if not isinstance(commands, list):
        raise bad_request("can't parse bot commands: expected an Array of BotCommand")
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    telegram.profile.commands[_scope(telegram, given), _language(given)] = [_command(command) for command in commands]
    telegram.events.publish("commands")
    return True


def get_my_commands(telegram: Telegram, given: Parameters) -> list[Json]:
    """Return the menu of exactly this scope and language."""
    return telegram.profile.commands.get((_scope(telegram, given), _language(given)), [])


def delete_my_commands(telegram: Telegram, given: Parameters) -> bool:
    """Remove the menu of a scope and a language; broader ones show again."""
    telegram.profile.commands.pop((_scope(telegram, given), _language(given)), None)
    telegram.events.publish("commands")
    return True


def commands_shown(telegram: Telegram, chat: Chat, language: str) -> list[Json]:
    """Return the menu that somebody sees in *chat*: the narrowest scope wins, and in it their language."""
    everywhere = "all_private_chats" if chat.kind == "private" else "all_group_chats"
    menus = telegram.profile.commands
    for scope in (f"chat:{chat.id}", everywhere, "default"):
        for key in ((scope, language), (scope, "")):
            if key in menus:
                return menus[key]
    return []


def set_my_name(telegram: Telegram, given: Parameters) -> bool:
    """Rename the bot."""
    return _set_line(telegram.profile.names, given, "name", 64)


def set_my_description(telegram: Telegram, given: Parameters) -> bool:
    """Set what stands in an empty chat with the bot."""
    return _set_line(telegram.profile.descriptions, given, "description", 512)


def set_my_short_description(telegram: Telegram, given: Parameters) -> bool:
    """Set what stands on the bot's profile page."""
    return _set_line(telegram.profile.short_descriptions, given, "short_description", 120)


def set_chat_menu_button(telegram: Telegram, given: Parameters) -> bool:
    """Set what the button beside the composer opens."""
    button = given.structure("menu_button", "menu button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in ("commands", "default", "web_app"):
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    chat_id = find_chat(telegram, given).id if given.text("chat_id") else None
    telegram.profile.menu_buttons[chat_id] = button
    return True


def _set_line(lines: dict[str, str], given: Parameters, name: str, longest: int) -> bool:
    text = given.text(name).strip()
    if len(text) > longest:
        raise bad_request(f"{name} is too long")
    language = _language(given)
    if text:
        lines[language] = text
    elif language or name != "name":
        lines.pop(language, None)
    return True


def _language(given: Parameters) -> str:
    language = given.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def _scope(telegram: Telegram, given: Parameters) -> str:
    """Return the name of a BotCommandScope, with the chat it is for."""
    scope = given.structure("scope", "BotCommandScope") or {"type": "default"}
    kind = scope.get("type") if isinstance(scope, dict) else None
    if kind in _SCOPES:
        return str(kind)
    if kind in _CHAT_SCOPES:
        chat_id = find_chat(telegram, Parameters(scope)).id
        return f"{kind}:{chat_id}"
    raise bad_request("can't parse BotCommandScope: Unsupported type specified")


def _command(command: object) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name, description = str(command.get("command", "")).removeprefix("/"), str(command.get("description", ""))
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}
