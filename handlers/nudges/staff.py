"""What staff are told: the rounds under way in one card, with who is missing and what went wrong."""

from collections.abc import Iterable, Sequence

from handlers.nudges.telling import Message, Telling
from knowledge.formatting import capital
from knowledge.reply import Option
from storage import roles, villages
from storage.digests import News
from storage.obligations import RoundStanding
from storage.roles import Role

_NAMES = 10


def card(telling: Telling, news: News) -> Message:
    """The day's message to staff of a plan; ``news.standings`` is not empty."""
    blocks = [_round(telling, standing) for standing in news.standings]
    people = _people(telling, news)
    text = "\n\n".join([*blocks, "\n".join(people)] if people else blocks)
    return text, _buttons(telling, news)


def called(telling: Telling, held: Iterable[Role]) -> str:
    """Who people are, plain text: "Hoa (Khu phố 5)"."""
    names = []
    for role in held:
        village = villages.by_id(telling.db, role.village_id) if role.village_id is not None else None
        place = village.name if village else ""
        who = role.called or "?"
        names.append(f"{who} ({place})" if place else who)
    return ", ".join(names)


def _round(telling: Telling, standing: RoundStanding) -> str:
    """One round: how long there is, how many villages are done, who is missing."""
    found = standing.round
    assert found.last_day is not None
    lines = [telling.say("nudge_card_head", what=telling.what(found), when=telling.when(found.last_day))]
    if not standing.villages:
        return "\n".join([*lines, telling.say("nudge_card_no_villages", period=telling.period(found))])
    lines.append(
        telling.say(
            "nudge_card_counts",
            period=capital(telling.period(found)),
            done=standing.count("done"),
            partly=standing.count("partly"),
            none=standing.count("none"),
            percent=standing.completeness if standing.completeness is not None else 100,
        )
    )
    paper, leave = standing.count("paper"), standing.count("leave")
    if paper or leave:
        lines.append(telling.say("nudge_card_apart", paper=paper, leave=leave))
    missing = [telling.place(found.plan, v.village) for v in standing.villages if v.status in ("none", "partly")]
    if missing:
        lines.append(telling.say("nudge_card_missing", names=_some(telling, missing)))
    asking = [telling.place(found.plan, v.village) for v in standing.villages if v.asks_leave]
    if asking:
        lines.append(telling.say("nudge_card_asks", names=_some(telling, asking)))
    return "\n".join(lines)


def _people(telling: Telling, news: News) -> list[str]:
    """Who needs a call, and what the bot could not do."""
    held = [role for role in roles.of_plan(telling.db, news.plan) if role.role == "collaborator"]
    erring = called(telling, (role for role in held if role.user_id in news.erring))
    blocked = called(telling, (role for role in held if role.user_id in news.blocked))
    lines = [telling.say("nudge_card_erring", names=erring)] if erring else []
    lines += [telling.say("nudge_card_blocked", names=blocked)] if blocked else []
    lines += [telling.say("nudge_card_skipped", count=news.skipped)] if news.skipped else []
    lines += [telling.say("nudge_card_uncertain", count=len(news.uncertain))] if news.uncertain else []
    return lines


def _some(telling: Telling, names: Sequence[str]) -> str:
    """The first names; the others are counted."""
    shown = ", ".join(names[:_NAMES])
    more = len(names) - _NAMES
    return telling.say("nudge_card_more", names=shown, count=more) if more > 0 else shown


def _buttons(telling: Telling, news: News) -> list[Option]:
    """What to do about the most urgent round."""
    first = news.standings[0]
    found = first.round
    options = [telling.button("nudge_sent", f"n:sent:{found.id}")]
    if any(v.status in ("none", "partly") for v in first.villages):
        options.append(telling.button("nudge_call", f"n:call:{found.id}"))
    options.append(telling.button("nudge_progress", f"v:o:{found.plan}:{found.period}::1"))
    for standing in news.standings:
        for village in standing.villages:
            if village.asks_leave and len(options) < 8:
                name = telling.place(found.plan, village.village)
                label = f"{telling.say('nudge_leave_yes')}: {name}"
                options.append(Option(label, f"n:leave:{village.asks_leave.id}"))
                options.append(Option(f"{telling.say('nudge_leave_no')}: {name}", f"n:owe:{village.asks_leave.id}"))
    return options
