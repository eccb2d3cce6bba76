"""What staff are told: the rounds under way in one card, with who is missing and what went wrong."""

from collections.abc import Iterable, Sequence

from handlers.buttons import nudges as buttons
from handlers.buttons import rounds as round_buttons
from handlers.nudges.telling import Message, Telling
from handlers.rounds import naming
from knowledge.figures import showing
from knowledge.formatting import capital
from knowledge.reply import Option
from storage import roles, villages
from storage.digests import News
from storage.obligations import RoundStanding, VillageStanding
from storage.roles import Role

_NAMES = 10
_BLOCKS = 6  # rounds that are told of: with long names all of it still fits one message
_ROUNDS = 3  # of them those with buttons of their own
_ASKING = 4  # villages that ask for leave, with two buttons each


def card(telling: Telling, news: News, *, skipped: int, named: bool) -> Message:
    """The day's message to staff of a plan; ``news.standings`` is not empty.

    Args:
        telling: To whom.
        news: What there is to tell.
        skipped: Reminders that passed while the bot did not run, and of which the person has not read yet.
        named: Whether the place has to be said: the person works for several.
    """
    place = telling.place(news.plan) if named else ""
    blocks = [telling.say("nudge_card_place", place=place)] if place else []
    blocks += [_round(telling, standing) for standing in news.standings[:_BLOCKS]]
    more = len(news.standings) - _BLOCKS
    if more > 0:
        blocks.append(telling.say("nudge_card_rounds_more", count=more))
    people = _people(telling, news, skipped)
    text = "\n\n".join([*blocks, "\n".join(people)] if people else blocks)
    return text, _buttons(telling, news, place)


def called(telling: Telling, held: Iterable[Role]) -> str:
    """Who people are, plain text: "Hoa (Khu phố 5)"; the first of many."""
    names: list[str] = []
    for role in held:
        village = villages.by_id(telling.db, role.village_id) if role.village_id is not None else None
        place = village.name if village else ""
        who = role.called or "?"
        names.append(f"{who} ({place})" if place else who)
    more = len(names) - _NAMES
    shown = ", ".join(names[:_NAMES])
    return telling.say("nudge_people_more", names=shown, count=more) if more > 0 else shown


def _round(telling: Telling, standing: RoundStanding) -> str:
    """One round: how long there is, how many villages are done, who is missing."""
    found = standing.round
    assert found.last_day is not None
    lines = [telling.say("nudge_card_head", what=telling.what(found), when=telling.when(found.last_day))]
    if not standing.villages:
        none = {"period": capital(telling.period(found)), "term": telling.term(found.plan)}
        return "\n".join([*lines, telling.say("nudge_card_no_villages", **none)])
    share = standing.completeness
    key = "nudge_card_nobody_owes" if share is None else "nudge_card_counts"
    percent = "" if share is None else showing.percent(share, telling.language)
    counts = ", ".join(naming.stood(telling.library, standing, telling.language))
    lines.append(telling.say(key, period=capital(telling.period(found)), counts=counts, percent=percent))
    missing = [telling.place(found.plan, v.village) for v in standing.villages if owes(v)]
    if missing:
        lines.append(telling.say("nudge_card_missing", names=_some(telling, found.plan, missing)))
    asking = [telling.place(found.plan, v.village) for v in standing.villages if v.asks_leave]
    if asking:
        lines.append(telling.say("nudge_card_asks", names=_some(telling, found.plan, asking)))
    return "\n".join(lines)


def uncovered(telling: Telling, plan: str, standings: Iterable[RoundStanding]) -> list[str]:
    """A line on the villages that owe something and have nobody whom the bot could remind; none without such."""
    owing = {v.village.id for standing in standings for v in standing.villages if owes(v) and v.village.name}
    held = {role.village_id for role in roles.of_plan(telling.db, plan) if role.role == "collaborator"}
    count = len(owing - held)
    return [telling.say("nudge_card_uncovered", villages=telling.counted(plan, count))] if count else []


def owes(village: VillageStanding) -> bool:
    """Tell whether a village is to be reminded."""
    return village.status in ("none", "partly")


def _people(telling: Telling, news: News, skipped: int) -> list[str]:
    """Who needs a call, and what the bot could not do."""
    held = [role for role in roles.of_plan(telling.db, news.plan) if role.role == "collaborator"]
    erring = called(telling, (role for role in held if role.user_id in news.erring))
    blocked = called(telling, (role for role in held if role.user_id in news.blocked))
    lines = [telling.say("nudge_card_erring", names=erring)] if erring else []
    lines += [telling.say("nudge_card_blocked", names=blocked)] if blocked else []
    lines += uncovered(telling, news.plan, news.standings)
    lines += [telling.say("nudge_card_skipped", count=skipped)] if skipped else []
    lines += [telling.say("nudge_card_uncertain", count=len(news.uncertain))] if news.uncertain else []
    return lines


def _some(telling: Telling, plan: str, names: Sequence[str]) -> str:
    """The first names; the others are counted."""
    shown = ", ".join(names[:_NAMES])
    more = len(names) - _NAMES
    if more <= 0:
        return shown
    return telling.say("nudge_card_more", names=shown, count=more, term=telling.term(plan))


def _buttons(telling: Telling, news: News, place: str) -> list[Option]:
    """What to do about the round; of several, or in one of several places, each button says which it is about."""
    shown, where = news.standings[:_ROUNDS], f" · {place}" if place else ""
    alone = len(shown) == 1 and not place
    options = [option for standing in shown for option in _round_buttons(telling, standing, where, alone=alone)]
    options.append(Option(telling.say("nudge_progress") + where, buttons.progress(shown[0].round.id)))
    if not alone:
        options.append(Option(telling.say("nudge_rounds") + where, round_buttons.show_rounds(news.plan)))
    asking = [v for standing in news.standings for v in standing.villages if v.asks_leave]
    for village in asking[:_ASKING]:
        assert village.asks_leave
        name = telling.place(news.plan, village.village)
        options.append(Option(f"{telling.say('nudge_leave_yes')}: {name}", buttons.leave(village.asks_leave.id)))
        options.append(Option(f"{telling.say('nudge_leave_no')}: {name}", buttons.owe(village.asks_leave.id)))
    return options


def _round_buttons(telling: Telling, standing: RoundStanding, where: str, *, alone: bool) -> list[Option]:
    """The report is in; remind whoever is missing."""
    found, of = standing.round, "" if alone else "_of"
    named = {"period": telling.period(found) + where, "term": telling.term(found.plan)}
    options = [Option(telling.say(f"nudge_sent{of}", **named), buttons.sent(found.id))]
    if any(owes(v) for v in standing.villages):
        options.append(Option(telling.say(f"nudge_call{of}", **named), buttons.call(found.id)))
    return options
