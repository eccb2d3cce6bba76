"""What the outcome of a request means for its outbox row. Pure: no database, no network, no clock."""

import json
import re
from dataclasses import dataclass
from html import unescape

from bot.transport import NotDeliveredError, Response, UnknownOutcomeError
from storage.outbox import Claimed

_TAG = re.compile(r"<[^>]*>")
MOST_ATTEMPTS = 10  # for what may be repeated freely but must not be repeated for ever
_SHORT_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Sent:
    """Delivered; or there was nothing left to do, which is as good."""

    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Will never be delivered."""

    error: str
    unreachable: bool = False  # the person has blocked the bot, or the bot was put out of the group


@dataclass(frozen=True, slots=True)
class Later:
    """Certainly not delivered; try again after *seconds*."""

    error: str
    seconds: float
    everybody: bool = False  # it is not about this chat: nobody can be reached


@dataclass(frozen=True, slots=True)
class Doubtful:
    """May or may not have been delivered."""

    error: str


@dataclass(frozen=True, slots=True)
class Plain:
    """The markup is refused: send the same words without it."""

    payload: str  # JSON text
    error: str


@dataclass(frozen=True, slots=True)
class Anew:
    """The message that was to be edited is gone or cannot be edited: send its new content as a message of its own."""

    payload: str  # JSON text
    error: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The group has a new id."""

    chat_id: int


Unsent = Refused | Later | Doubtful | Plain | Anew | Moved
Verdict = Sent | Unsent
Outcome = Response | NotDeliveredError | UnknownOutcomeError


def judge(row: Claimed, outcome: Outcome) -> Verdict:
    """Tell what becomes of *row* after *outcome*."""
    if isinstance(outcome, NotDeliveredError):
        return Later(f"not delivered: {outcome}", _SHORT_SECONDS, everybody=True)
    if isinstance(outcome, UnknownOutcomeError):
        return _doubt(row, f"no answer: {outcome}")
    if outcome.ok:
        return Sent(_message_id(outcome.result))
    error = f"{outcome.status} {outcome.description}"[:200]
    if outcome.retry_after is not None or outcome.status == 429:
        return Later(error, float(outcome.retry_after or _SHORT_SECONDS))
    if outcome.migrate_to is not None:
        return Moved(outcome.migrate_to)
    if outcome.status >= 500:
        return _doubt(row, error)
    if outcome.status in (401, 404):
        # Most often a proxy's, and over at once. Only when it comes again for the same row is it the token.
        return Later(error, _SHORT_SECONDS, everybody=row.attempts > 1)
    if not outcome.of_telegram:
        return Refused(error) if row.attempts >= MOST_ATTEMPTS else Later(error, _SHORT_SECONDS)
    if outcome.status == 403:
        return Refused(error, unreachable=True)
    return _judge_bad_request(row, outcome.description.lower(), error)


def _judge_bad_request(row: Claimed, description: str, error: str) -> Verdict:
    """A 400: some mean that nothing is left to do, one that the markup is at fault, any other that no edit will do."""
    if "message is not modified" in description or "query is too old" in description:
        return Sent()
    plain = _without_markup(row.payload) if "can't parse entities" in description else None
    if plain:
        return Plain(plain, error)
    return Anew(_as_new(row.payload), error) if row.method == "editMessageText" else Refused(error)


def _doubt(row: Claimed, error: str) -> Verdict:
    """Doubtful, unless it was tried too often."""
    return Refused(error) if row.attempts >= MOST_ATTEMPTS else Doubtful(error)


def _without_markup(payload: str) -> str | None:
    """The same parameters as plain text; None when they have no markup, so that it is tried once only."""
    parameters = json.loads(payload)
    if parameters.pop("parse_mode", None) is None:
        return None
    parameters["text"] = unescape(_TAG.sub("", parameters.get("text", "")))
    return json.dumps(parameters)


def _as_new(payload: str) -> str:
    """The parameters of an edit as those of a new message."""
    parameters = json.loads(payload)
    parameters.pop("message_id", None)
    return json.dumps(parameters)


def _message_id(result: object) -> int | None:
    """The id of the message that came about, when one did."""
    number = result.get("message_id") if isinstance(result, dict) else None
    return number if isinstance(number, int) else None
