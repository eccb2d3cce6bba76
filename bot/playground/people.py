"""Who writes to the bot: people named after what they do, as the demonstration needs them."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Person:
    """Somebody with a Telegram account.

    ``started`` tells whether they have opened the bot before: until then a bot cannot write to them.
    """

    key: str  # how the playground's addresses call them
    name: str
    role: str
    user_id: int
    language: str = "vi"
    started: bool = True

    def user(self) -> dict[str, Any]:
        """Return the Bot API's User object."""
        return {"id": self.user_id, "is_bot": False, "first_name": self.name, "language_code": self.language}


DEMO_PEOPLE = (
    Person("stranger", "Khách", "stranger", 1001, started=False),
    Person("official", "Công chức xã", "official", 1002),
    Person("collaborator", "Cộng tác viên khu phố 3", "collaborator", 1003),
    Person("collaborator-2", "Cộng tác viên khu phố 5", "collaborator", 1004),
    Person("staff", "Cán bộ thị trấn", "staff", 1005),
    Person("admin", "Quản trị", "admin", 1006),
)
