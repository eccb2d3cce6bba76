"""What Telegram shows about the bot: its commands and descriptions, in both languages."""

from collections.abc import Iterator
from typing import Any

import structlog

from bot.intake import insist
from bot.transport import BotApi
from handlers.menu import menu
from knowledge.entries import Language
from knowledge.sentences import say


async def publish_profile(api: BotApi) -> None:
    """Tell Telegram the menu and the descriptions. The bot works without them: a refusal is only logged."""
    for method, parameters in _calls():
        response = await insist(api, method, parameters, refusable=True)
        if not response.ok:
            structlog.get_logger().warning("profile_not_published", method=method, why=response.description)


def _calls() -> Iterator[tuple[str, dict[str, Any]]]:
    """The calls to make: Vietnamese for everybody, English for those whose Telegram speaks it."""
    languages: tuple[tuple[Language, dict[str, str]], ...] = (("vi", {}), ("en", {"language_code": "en"}))
    for language, code in languages:
        yield "setMyCommands", {"commands": menu(language), **code}
        yield "setMyDescription", {"description": say("description", language), **code}
        yield "setMyShortDescription", {"short_description": say("short_description", language), **code}
