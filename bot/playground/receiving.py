"""Bot API methods through which the bot hears of things: polling and webhooks."""

from typing import Any
from urllib.parse import urlsplit

from bot.playground.chats import Json
from bot.playground.errors import bad_request, conflict
from bot.playground.parameters import Parameters
from bot.playground.state import Telegram
from bot.playground.updates import MAX_UPDATES
from bot.playground.webhook import SECRET_PATTERN, Webhook


async def get_updates(telegram: Telegram, given: Parameters) -> list[Json]:
    """Return what has happened since the offset, waiting for it if asked to."""
    if telegram.webhook is not None:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    _allow(telegram, given)
    limit = given.integer("limit", MAX_UPDATES)
    if not 1 <= limit <= MAX_UPDATES:
        limit = MAX_UPDATES
    return await telegram.updates.poll(given.integer("offset"), limit, max(0, given.integer("timeout")))


def set_webhook(telegram: Telegram, given: Parameters) -> bool:
    """Deliver updates to an address from now on; an empty one ends it."""
    url = given.text("url")
    if not url:
        return delete_webhook(telegram, given)
    # A local Bot API server, unlike Telegram's own, takes plain HTTP and any port.
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise bad_request("bad webhook: Wrong HTTP URL")
    secret = given.text("secret_token")
    if secret and not SECRET_PATTERN.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = given.integer("max_connections", 40)
    if not 1 <= connections <= 100:
        raise bad_request("max_connections must be between 1 and 100")
    _allow(telegram, given)
    _drop_pending(telegram, given)
    telegram.webhook = Webhook(url, secret, connections)
    telegram.updates.end_polls("terminated by setWebhook request")
    return True


def delete_webhook(telegram: Telegram, given: Parameters) -> bool:
    """Go back to polling."""
    _drop_pending(telegram, given)
    telegram.webhook = None
    telegram.updates.bell.ring()
    return True


def get_webhook_info(telegram: Telegram, _: Parameters) -> Json:
    """Return how the webhook stands."""
    webhook = telegram.webhook
    info: dict[str, Any] = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(telegram.updates.pending()),
        "allowed_updates": sorted(telegram.updates.allowed),
    }
    if webhook:
        info["max_connections"] = webhook.max_connections
    if webhook and webhook.last_error:
        info |= {"last_error_date": webhook.last_error_at, "last_error_message": webhook.last_error}
    return info


def _allow(telegram: Telegram, given: Parameters) -> None:
    """Remember ``allowed_updates`` when the call has it; else the bot keeps what it asked for before."""
    kinds = given.structure("allowed_updates", "allowed updates")
    if kinds is None:
        return
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        raise bad_request("can't parse allowed updates: expected an Array of String")
    telegram.updates.allow(kinds)


def _drop_pending(telegram: Telegram, given: Parameters) -> None:
    if given.flag("drop_pending_updates"):
        telegram.updates.drop_all()
