"""What somebody may see of a plan's figures, by the roles they hold: for screens, charts and files."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlite_utils import Database

from knowledge.figures.model import Measure
from storage import roles
from storage.roles import NotAllowedError

OPERATOR = None  # in a viewer's place: who runs a command on the machine holds the whole file anyway
NOBODY = 0  # in a viewer's place, where everybody reads along: no person of Telegram has this id


@dataclass(frozen=True, slots=True)
class Sight:
    """How far one viewer sees within one plan."""

    takes_part: bool  # holds any role in the plan: sees villages one by one
    leads: bool  # works on all of it: sees the sensitive ones too
    own: frozenset[int]  # villages that the viewer reports for

    @property
    def aloud(self) -> "Sight":
        """What may be said where others of the plan read along: nothing that only some of them may know."""
        return Sight(self.takes_part, leads=False, own=frozenset())

    def require_part(self) -> None:
        """Raise ``NotAllowedError`` unless the viewer takes part in the plan."""
        if not self.takes_part:
            raise NotAllowedError("for those who take part in the plan")

    def require_leading(self) -> None:
        """Raise ``NotAllowedError`` unless the viewer works on all of the plan."""
        if not self.leads:
            raise NotAllowedError("for those who work on the whole plan")

    def sees_villages(self, measure: Measure) -> bool:
        """Tell whether villages may be shown one by one; of a sensitive measure perhaps only the viewer's ``own``."""
        return self.leads or (self.takes_part and (not measure.sensitive or bool(self.own)))

    def villages(self, measure: Measure, among: Collection[int]) -> set[int]:
        """Return those *among* villages whose figures of *measure* may be shown.

        Raises:
            NotAllowedError: None of the measure's villages may be shown to this viewer.
        """
        if not self.sees_villages(measure):
            raise NotAllowedError("village figures are for those who take part")
        return set(among) if self.leads or not measure.sensitive else set(among) & self.own

    def sees_total(self, measure: Measure) -> bool:
        """Tell whether a total may be shown that is below five, or one village's alone."""
        return self.leads or not measure.sensitive

    def sees_who_sent(self, measure: Measure) -> bool:
        """Tell whether it may be said which villages, and how many, have sent a figure or still lack it.

        With the total of a sensitive measure that would point at the villages where something has happened.
        """
        return self.leads or not measure.sensitive


def sight_of(db: Database, viewer: int | None, plan: str) -> Sight:
    """How far *viewer*, a user id or ``OPERATOR``, sees within *plan*."""
    if viewer is OPERATOR:
        return Sight(takes_part=True, leads=True, own=frozenset())
    held = roles.of_person(db, viewer)
    here = [role for role in held if role.plan == plan]
    leads = any(role.leads(plan) for role in held)
    own = frozenset(r.village_id for r in here if r.role == "collaborator" and r.village_id is not None)
    return Sight(leads or bool(here), leads, own)
