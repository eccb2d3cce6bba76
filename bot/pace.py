"""How fast the bot may send.

Telegram's figures are soft: about one message a second to a person, twenty a minute to a group, thirty a second in
all; short bursts to one person pass. A group's and the overall budget are a rate and a burst that together stay below
the figure over any window. A 429 comes on top, as a deadline on the monotonic clock, for its chat and, when a second
chat gets one too, for all.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Budget:
    """One message each *interval* seconds, and *burst* at once after a rest."""

    interval: float
    burst: int


@dataclass(frozen=True, slots=True)
class Rates:
    """The budgets of a bot."""

    person: Budget
    group: Budget
    overall: Budget


TELEGRAM = Rates(person=Budget(1.05, 18), group=Budget(4.0, 5), overall=Budget(0.04, 5))
# For the demonstration's own server. A chat gets a part of the whole here too: a flood in one must not hold up others.
LOCAL = Rates(person=Budget(0.03, 18), group=Budget(0.03, 18), overall=Budget(0.01, 32))


class Pace:
    """Knows which chats have to wait."""

    def __init__(self, rates: Rates | None = TELEGRAM, clock: Callable[[], float] = time.monotonic) -> None:
        """Keep to *rates*; None for a server without limits of its own. *clock* gives seconds that only grow."""
        self._rates = rates
        self._clock = clock
        # For each chat the moment at which its budget is full again: a message moves it on by one interval.
        self._full_at: dict[int, float] = {}
        self._overall_full_at = -math.inf
        self._paused: dict[int, float] = {}  # chats under a 429, until when
        self._all_paused = -math.inf

    def room(self) -> int:
        """How many messages may go now, all chats together; with no limit, more than anybody asks for."""
        if self.holds_all:
            return 0
        if self._rates is None:
            return 1 << 16
        now = self._clock()
        budget = self._rates.overall
        debt = max(0.0, self._overall_full_at - now)
        return max(0, math.floor(budget.burst - debt / budget.interval + 1e-9))

    def blocked(self) -> set[int]:
        """The chats that must wait now."""
        now = self._clock()
        self._forget(now)
        spent = {chat for chat, full_at in self._full_at.items() if not self._may(self._budget(chat), full_at, now)}
        return spent | self._paused.keys()

    def spend(self, chat_id: int | None) -> None:
        """Count one message to a chat; None for an answer to a press, which has no budget."""
        if chat_id is None or self._rates is None:
            return
        now = self._clock()
        self._full_at[chat_id] = max(now, self._full_at.get(chat_id, now)) + self._budget(chat_id).interval
        self._overall_full_at = max(now, self._overall_full_at) + self._rates.overall.interval

    def pause(self, chat_id: int | None, seconds: float) -> None:
        """Heed a 429: the chat waits; when another one waits already, or it is no chat's, everybody does."""
        now = self._clock()
        self._forget(now)
        if chat_id is None or self._paused.keys() - {chat_id}:
            self.pause_all(seconds)
        if chat_id is not None:
            self._paused[chat_id] = max(now + seconds, self._paused.get(chat_id, now))

    @property
    def holds_all(self) -> bool:
        """Whether nothing at all may be sent now."""
        return self._clock() < self._all_paused

    def pause_all(self, seconds: float) -> None:
        """Send nothing for *seconds*."""
        self._all_paused = max(self._all_paused, self._clock() + seconds)

    def seconds_to_wait(self, at_most: float) -> float:
        """When to look again: as soon as a chat or everybody may go on, after *at_most* seconds in any case."""
        now = self._clock()
        moments = [self._all_paused, *self._paused.values()]
        if self._rates is not None:
            overall = self._rates.overall
            moments.append(self._overall_full_at - (overall.burst - 1) * overall.interval)
            for chat_id, full_at in self._full_at.items():
                budget = self._budget(chat_id)
                moments.append(full_at - (budget.burst - 1) * budget.interval)
        return min((moment - now for moment in moments if moment > now), default=at_most)

    def _budget(self, chat_id: int) -> Budget:
        """The budget of a chat; the ids of groups are negative."""
        assert self._rates is not None
        return self._rates.person if chat_id > 0 else self._rates.group

    @staticmethod
    def _may(budget: Budget, full_at: float, now: float) -> bool:
        """Tell whether a budget that is full again at *full_at* has one message left now."""
        return full_at - now <= (budget.burst - 1) * budget.interval + 1e-9

    def _forget(self, now: float) -> None:
        """Drop the chats that have rested."""
        self._full_at = {chat: full_at for chat, full_at in self._full_at.items() if full_at > now}
        self._paused = {chat: until for chat, until in self._paused.items() if until > now}
