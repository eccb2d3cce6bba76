"""The menu of commands that Telegram shows: short for everybody, longer for who has a role."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from knowledge.entries import Language
from knowledge.sentences import say
from storage.roles import RoleName

EVERYBODY = ("help", "hoi", "kehoach", "coquan", "han", "datplan", "ngonngu", "huy")
_STAFF = ("tiendo", "dot", "them_han", "xuat", "baocao", "nguoidung", "thon", "moi", "nhac")
_OF_ROLE: Mapping[RoleName, Sequence[str]] = {
    "official": ("tiendo", "dot"),
    "collaborator": ("nop", "cuatoi", "tiendo", "dot", "nhac"),
    "staff": _STAFF,
    "admin": _STAFF,
}


def menu(language: Language, roles: Iterable[RoleName] = ()) -> list[dict[str, str]]:
    """The commands as ``setMyCommands`` takes them; those of the *roles* that somebody holds stand before the rest."""
    return [{"command": name, "description": say(f"menu_{name}", language)} for name in commands_of(roles)]


def commands_of(roles: Iterable[RoleName]) -> list[str]:
    """The names of the commands on a menu: those of the *roles* that somebody holds, then everybody's."""
    own = [name for role in roles for name in _OF_ROLE[role]]
    return list(dict.fromkeys([*own, *(("toi",) if own else ()), *EVERYBODY]))


def menu_call(user_id: int, language: Language, roles: Sequence[RoleName]) -> tuple[str, dict[str, Any]]:
    """The Bot API call that shows somebody with *roles* their menu; without roles, everybody's again."""
    scope = {"scope": {"type": "chat", "chat_id": user_id}}
    if not roles:
        return "deleteMyCommands", scope
    return "setMyCommands", {"commands": menu(language, roles), **scope}
