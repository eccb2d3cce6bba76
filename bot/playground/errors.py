"""What the playground refuses, in Telegram's words for bots and in plain words for people.

Exception
├── ApiError          an answer of the Bot API with ``ok: false``
└── PlaygroundError   an answer of /playground/… with a 4xx status
"""

from typing import Any


class ApiError(Exception):
    """A Bot API call that fails; ``code`` is the HTTP status too."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def wire(self) -> dict[str, Any]:
        """Return the body of the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(reason: str) -> ApiError:
    """Say what is wrong with a call's parameters."""
    return ApiError(400, f"Bad Request: {reason}")


def unauthorized() -> ApiError:
    """Refuse a token."""
    return ApiError(401, "Unauthorized: invalid token specified")


def forbidden(reason: str) -> ApiError:
    """Refuse a call that the person or the chat does not allow."""
    return ApiError(403, f"Forbidden: {reason}")


def method_not_found() -> ApiError:
    """Refuse an unknown method."""
    return ApiError(404, "Not Found: method not found")


def conflict(reason: str) -> ApiError:
    """Refuse a second way of receiving updates."""
    return ApiError(409, f"Conflict: {reason}")


def too_many_requests(seconds: int) -> ApiError:
    """Ask the bot to be silent for *seconds*."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


class PlaygroundError(Exception):
    """Something a person cannot do; ``str(error)`` is a sentence that says why."""

    def __init__(self, reason: str, *, status: int = 400) -> None:
        super().__init__(reason)
        self.status = status
