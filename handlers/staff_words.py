"""What staff say in words: looked up or done where that is safe; else the page, or the command, that does it."""

from collections.abc import Callable, Mapping
from html import escape

from handlers import private_data
from handlers.figures import deciding
from handlers.guarding import guarded
from handlers.nudges import answers, on_paper
from handlers.people import granting, members
from handlers.people.standing import plan_meant, plan_name
from handlers.rounds import adding, dialogue, listing, naming
from handlers.rounds.known import due_next, ensure_rounds, measures_of
from handlers.rounds.page import round_page
from handlers.safety import help_for
from handlers.screen import Screen, at_most_a_message
from handlers.unit import Unit
from knowledge.rounds.staff_words import StaffWish, StaffWords, VillageWish, parse_staff_words
from knowledge.sentences import Raw, say
from storage import obligations, roles, rounds, villages
from storage.rounds import Round
from storage.villages import Village

_MOST_CARDS = 5


def in_words(unit: Unit, text: str, reply_to: int | None) -> bool:
    """Carry out what staff say of their plan; False when *text* is none of it, or comes from anybody else."""
    if unit.in_group:
        return False
    plan = plan_meant(unit)
    if plan is None or not roles.leads(unit.db, unit.person.user_id, plan):
        return False
    said = parse_staff_words(text, today=unit.now.date(), villages=villages.names_in(unit.db, plan))
    if said is None or help_for(unit, text) or private_data.are_in(unit, text):
        return False
    if said.wish == "share" and due_next(unit.db, unit.library, plan, unit.now.date()) is None:
        return False
    if said.wish == "nothing" and reply_to is not None:
        return False  # an edit: it takes back what the message said
    screen = guarded(unit, lambda: _screen(unit, plan, said), hint="old_button_rounds")
    unit.send(screen.text, screen.options, reply_to=reply_to)
    return True


def _screen(unit: Unit, plan: str, said: StaffWords) -> Screen:
    """What comes of it; several villages are taken one by one."""
    if said.one_by_one:
        lines = "\n".join(f"<code>{escape(line)}</code>" for line in said.one_by_one)
        return Screen(say("staff_one_by_one", unit.language, lines=Raw(lines)))
    return _ACTS[said.wish](unit, plan, said)


def _of_round(key: str) -> Callable[[Unit, str, StaffWords], Screen]:
    """Show the round that is meant, below the sentence *key* that says which of its buttons does it."""

    def show(unit: Unit, plan: str, said: StaffWords) -> Screen:
        found = _meant(unit, plan, said)
        if found is None:
            return listing.rounds_page(unit, plan)
        term = naming.term(unit.library, plan, unit.language)
        return round_page(unit, found, first=say(key, unit.language, term=term))

    return show


def _meant(unit: Unit, plan: str, said: StaffWords) -> Round | None:
    """The round of the period that is named; else the one that is due next."""
    ensure_rounds(unit.db, unit.library, plan, unit.now.date())
    of_period = [one for one in rounds.of_plan(unit.db, plan) if one.period == said.period]
    return of_period[0] if of_period else due_next(unit.db, unit.library, plan, unit.now.date())


def _move(unit: Unit, plan: str, said: StaffWords) -> Screen:
    """Ask whether the last day is to be the one that is named; without one, show the round with its buttons."""
    found = _meant(unit, plan, said)
    if found is None or said.day is None:
        return _of_round("staff_manage")(unit, plan, said)
    return dialogue.ask_to_move(unit, found, said.day, of_village=said.village)


def _share(unit: Unit, plan: str, _said: StaffWords) -> Screen:
    """How much of the round under way is there."""
    found = due_next(unit.db, unit.library, plan, unit.now.date())
    if found is None:
        return listing.rounds_page(unit, plan)
    measures, viewer = measures_of(unit.library, found), unit.person.user_id
    standing = obligations.standing(unit.db, found, measures, viewer=viewer, now=unit.now)
    count, term = f"{standing.count('done')}/{len(standing.villages)}", naming.term(unit.library, plan, unit.language)
    return round_page(unit, found, first=say("staff_share", unit.language, count=count, term=term))


def _handed_in(unit: Unit, plan: str, said: StaffWords) -> Screen:
    """Whether the report of a round was handed in: the round says so, and has the button for it."""
    found = _meant(unit, plan, said)
    if found is None or said.period not in ("", found.period):
        return listing.rounds_page(unit, plan)
    key = "staff_submitted" if found.submitted else "staff_not_submitted"
    return round_page(unit, found, first=say(key, unit.language))


def _reopen(unit: Unit, plan: str, said: StaffWords) -> Screen:
    """The closed round, with its button; of several the list."""
    closed = [one for one in rounds.of_plan(unit.db, plan) if one.closed and said.period in ("", one.period)]
    if len(closed) == 1:
        return round_page(unit, closed[0], first=say("staff_reopen", unit.language))
    return listing.past_page(unit, [plan, "0"]) if closed else Screen(say("staff_none_closed", unit.language))


def _open(unit: Unit, plan: str, said: StaffWords) -> Screen:
    """The round of the period that is named; else how to make one."""
    ensure_rounds(unit.db, unit.library, plan, unit.now.date())
    there = [one for one in rounds.of_plan(unit.db, plan) if one.period == said.period]
    return round_page(unit, there[0]) if there else Screen(say("staff_open", unit.language))


def _paper(unit: Unit, plan: str, said: StaffWords) -> Screen:
    """A village has reported on paper to the round that is due next."""
    return _mark(unit, plan, said, answers.paper)


def _off(unit: Unit, plan: str, said: StaffWords) -> Screen:
    """Let a village off the round that is due next."""
    return _mark(unit, plan, said, answers.off)


def _not_paper(unit: Unit, plan: str, said: StaffWords) -> Screen:
    """A village has not reported on paper after all."""
    return _in_round(unit, plan, said, lambda village, _: on_paper.not_sent_by(unit, village))


def _paper_asked(unit: Unit, plan: str, said: StaffWords) -> Screen:
    """Whether a village has reported on paper."""
    return _in_round(unit, plan, said, lambda village, found: on_paper.whether_sent(unit, village, found))


def _mark(unit: Unit, plan: str, said: StaffWords, mark: Callable[[Unit, tuple[str, str]], Screen]) -> Screen:
    """Mark a village in the round that is due next."""
    return _in_round(unit, plan, said, lambda village, found: mark(unit, (str(found.id), str(village.id))))


def _in_round(unit: Unit, plan: str, said: StaffWords, act: Callable[[Village, Round], Screen]) -> Screen:
    """Do something with the village that is named, in the round that is due next."""
    found = due_next(unit.db, unit.library, plan, unit.now.date())
    village = villages.named(unit.db, plan, said.village)
    if village is None:
        return Screen(say("village_unknown", unit.language, place=plan_name(unit, plan), village=said.village))
    return act(village, found) if found else Screen(say("staff_no_round", unit.language))


def _invite(unit: Unit, _plan: str, said: StaffWords) -> Screen:
    return Screen(say("staff_invite", unit.language, village=said.village or "Khu phố 3"))


def _villages(unit: Unit, plan: str, _said: StaffWords) -> Screen:
    """How many villages report, and their names."""
    found = villages.of_plan(unit.db, plan)
    counted = naming.counted(unit.library, plan, unit.language, len(found))
    names = ", ".join(village.name for village in found)
    place = plan_name(unit, plan)
    return Screen(at_most_a_message(say("staff_villages", unit.language, place=place, count=counted, names=names)))


def _disputed(unit: Unit, plan: str, _said: StaffWords) -> Screen:
    """A card for each figure of which two people said different things."""
    cards = deciding.cards(unit, plan)[:_MOST_CARDS]
    for card in cards[:-1]:
        unit.send(card.text, card.options)
    return cards[-1] if cards else Screen(say("staff_none_disputed", unit.language))


_ACTS: Mapping[StaffWish | VillageWish, Callable[[Unit, str, StaffWords], Screen]] = {
    "manage": _of_round("staff_manage"),
    "move": _move,
    "add": lambda unit, plan, said: adding.read(unit, plan, said.deadline),
    "remind": _of_round("staff_remind"),
    "share": _share,
    "handed-in": _handed_in,
    "reopen": _reopen,
    "open": _open,
    "paper": _paper,
    "not-paper": _not_paper,
    "paper-asked": _paper_asked,
    "leave": lambda unit, plan, said: granting.leave_of_village(unit, plan, said.village, said.leave),
    "off": _off,
    "back": lambda unit, plan, said: granting.back_in_village(unit, plan, said.village),
    "on-leave": lambda unit, plan, _said: granting.on_leave(unit, plan),
    "unclear": lambda unit, _plan, _said: Screen(say("away_whom", unit.language)),
    "nothing": lambda unit, _plan, _said: Screen(say("figures_not_understood", unit.language)),
    "submit": _of_round("staff_submit"),
    "deputy": lambda unit, _plan, said: members.show(unit, said.village),
    "people": lambda unit, _plan, _said: members.show(unit, ""),
    "villages": _villages,
    "invite": _invite,
    "disputed": _disputed,
}
