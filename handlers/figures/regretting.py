"""Words that take something back, or say that it was wrong: "xóa khai sinh tháng 10", "nhầm tháng, đó là tháng 9"."""

import re
from dataclasses import dataclass

from telegram import Message

from handlers.buttons import figures as buttons
from handlers.figures import holding, naming, sources
from handlers.figures.absences import is_report
from handlers.figures.correcting import meant, standing_beside
from handlers.figures.reporter import Reporter
from handlers.private_data import holds_personal_data
from handlers.safety import help_for
from handlers.wording import say
from knowledge.figures.model import Mention, period_has_begun
from knowledge.formatting import capital
from knowledge.reply import Option
from knowledge.vietnamese import fold
from storage import revisions
from storage.revisions import Revision

_MOST_WORDS = 14
# Of text without its marks. "Bo" alone begins "bo hoc" and "bo y te", "huy" is in "huy dong".
_DROPS = re.compile(
    r"(?<!\banh )(?<!\bchi )(?<!\bem )(?<!\bchu )(?<!\bbac )(?<!\bong )"
    r"\b(?:xoa|huy(?! dong)|rut(?! kinh)|hoan tac|undo|delete|remove|bo (?:so|di|muc|het)|thoi bo)\b"
)
_WRONG = re.compile(r"\b(?:nham|sai|moi dung)\b|\bkhong phai (?:la )?(?:thang|quy|nam|ky)\b")
_OF_FIGURES = re.compile(r"\b(?:so|roi|thang|quy|ky|thoi|nop|gui|bao|ghi|het|tin)\b")
_ASKS = re.compile(r"\?|\b(?:ai|gi|nao|sao|dau|may|bao nhieu|khi nao|the nao|what|who|when|which|how)\b")
# What stands before the period that is right.
_RIGHT_BEHIND = re.compile(r"\b(?:ma la|phai la|do la|moi la|chuyen sang|doi sang|doi thanh|la)\b")
# "Xóa", and nothing that says what.
_DROPS_ALONE = re.compile(
    r"(?:xoa|delete|remove)(?: (?:di|nhe|nha|a|giup|ho|luon|em|minh|toi|no|so nay|cai nay|tin nay|it))*[\s.!]*"
)
# It was sent for another village: "nhầm khu phố", "số này của kp3 chứ".
_VILLAGE = r"(?:khu pho|kp|khu vuc|thon|ap|xom|ban|buon|to dan pho|noi|cho|dia ban)"
_OF_ANOTHER = re.compile(
    rf"\b(?:nham|sai|lon|khong phai(?: la| cua)?) {_VILLAGE}\b|\b{_VILLAGE} ?\d* (?:moi dung|chu)\b"
    r"|\bso(?: lieu)?(?: nay| do| kia| vua roi| vua gui)?(?: la)? cua\b.*\b(?:chu|moi dung)\b"
)
_NOT_THIS = re.compile(r"\b(?:chu )?(?:khong phai|ko phai|k phai)(?: la)?\b")


# As typed: "nhằm" is another word. "Bo" and "thoi" are also "bổ", "bộ" and "thời": alone they take back.
_NHAM = re.compile(r"\b(?:nhầm|nham)\b")
_BARE_DROP = re.compile(r"(?:(?:da|xin|em|toi|cho) )*(?:bo|thoi)(?: (?:di|nhe|nha|a|het|em|toi|minh))*")


@dataclass(frozen=True, slots=True)
class _Periods:
    """The periods that are spoken of, as far as they are named."""

    right: str | None
    wrong: str | None


def takes_back(text: str) -> bool:
    """Tell whether the words of an edited message take back what it had said: "nhầm", "bỏ đi"; not "bổ sung sau"."""
    plain = fold(text)
    wrong = _NHAM.search(text.lower()) is not None or _BARE_DROP.fullmatch(plain.strip(" .!"))
    return bool(wrong or _DROPS.search(plain)) and not _ASKS.search(plain)


def offer(reporter: Reporter, message: Message, text: str) -> bool:
    """Show the figure that the words are about, with what can be done; False where they are about something else."""
    plain = fold(text)
    if not _may_regret(plain) or help_for(reporter.unit, text):
        return False
    reading = reporter.read(text)
    if is_report(reading) or holds_personal_data(reading):
        return False
    mention, drops = reporter.mention(text), bool(_DROPS.search(plain))
    is_elsewhere = mention.period is None and _OF_ANOTHER.search(plain) is not None
    if is_elsewhere or _DROPS_ALONE.fullmatch(plain):
        return _show_meant(reporter, message, mention, is_elsewhere=is_elsewhere)
    mine = revisions.current_of_person(reporter.unit.db, reporter.unit.person.user_id, reporter.plan)
    places = {(m.indicator, m.part) for m in mention.measures}
    periods = _Periods(None, mention.period) if drops and not _WRONG.search(plain) else _periods(reporter, plain)
    named = [one for one in mine if not places or (one.cell.indicator, one.cell.part) in places]
    if periods.wrong and (drops or any(one.cell.period == periods.wrong for one in named)):
        named = [one for one in named if one.cell.period == periods.wrong]
    if not mine or (not places and not periods.right and not periods.wrong and not _OF_FIGURES.search(plain)):
        return False
    if named:
        show(reporter, named[-1], right=periods.right)
    else:
        reporter.unit.send(say("figures_none_such", reporter.unit.language))
    return True


def show(reporter: Reporter, revision: Revision, *, right: str | None = None, head: str | None = None) -> None:
    """Show once more what was sent together with *revision*, with its buttons, and one for the period that is right.

    Args:
        reporter: Whose figure it is.
        revision: One of those sent together.
        right: The period that it is of.
        head: What is said above, Telegram HTML; None: what can be done.
    """
    unit, head = reporter.unit, head or say("figures_drop_or_fix", reporter.unit.language)
    cells = [one.cell for one in standing_beside(unit, revision)]
    if not cells:
        unit.send(say("figures_undone_already", unit.language))
        return
    first: list[Option] = []
    if right and right != revision.cell.period:
        name = naming.period_name(unit, right)
        if period_has_begun(right, unit.now.date()):
            first = [Option(say("figures_move_to", unit.language, period=name), buttons.move(revision.id, right))]
        else:
            head = f"{say('figures_period_to_come', unit.language, period=capital(name))} {head}"
    holding.show(reporter, sources.of_change(unit, revision, "button"), cells, head, first=first)


def _show_meant(reporter: Reporter, message: Message, mention: Mention, *, is_elsewhere: bool) -> bool:
    """Show what the message replies to, else what was sent last; False for those who have sent nothing."""
    unit, revision = reporter.unit, meant(reporter.unit, reporter, message)
    if revision is None:
        return False
    head = None
    if is_elsewhere:
        own = naming.village_words(unit, revision.cell.plan, revision.cell.village_id)
        village = mention.village if mention.village and mention.village != own else "…"
        measure = naming.measure_of(unit, revision.cell)
        line = f"{village} {reporter.measure_words(measure)} {naming.brief(unit, measure, revision.said)}"
        head = say("figures_other_village_meant", unit.language, line=line)
    show(reporter, revision, head=head)
    return True


def _may_regret(plain: str) -> bool:
    """Tell whether short words without their marks say that something was wrong, and ask nothing."""
    if len(plain.split()) > _MOST_WORDS or _ASKS.search(plain):
        return False
    return bool(_DROPS.search(plain) or _WRONG.search(plain) or _OF_ANOTHER.search(plain))


def _periods(reporter: Reporter, plain: str) -> _Periods:
    """See "tháng 8 chứ không phải tháng 10", "không phải tháng 10 mà là tháng 8", "nhầm tháng, đó là tháng 8"."""
    denied = _NOT_THIS.search(plain)
    if denied is None:
        return _Periods(reporter.mention(plain).period, None)
    before, behind = plain[: denied.start()], plain[denied.end() :]
    right = reporter.mention(before).period
    if right:
        return _Periods(right, reporter.mention(behind).period)
    wrong, *rest = _RIGHT_BEHIND.split(behind, maxsplit=1)
    return _Periods(reporter.mention(rest[0]).period if rest else None, reporter.mention(wrong).period)
