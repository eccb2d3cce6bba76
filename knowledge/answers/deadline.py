"""When a report or review is due, to whom, and how many days are left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from knowledge.answers.base import Context, Draft, bullet
from knowledge.formatting import capital, day, day_and_month, escape, joined
from knowledge.model import Deadline, Plan
from knowledge.query import Query
from knowledge.sentences import Raw

_KINDS = {
    "annual": ("annual_report",),
    "six-month": ("six_month_report",),
    "midterm": ("midterm_review",),
    "final": ("final_review",),
    "review": ("midterm_review", "final_review"),
    "quarterly": ("quarterly_report",),  # no plan sets one so far: the answer says so
    "monthly": ("monthly_report",),
}


def answer_deadline(context: Context, query: Query) -> Draft:
    """Say when the reports or reviews of *query* fall due in its plans.

    "Trước ngày 05/11" means that 4 November is the last day; days left count to the day written in the plan, and the
    last day is named beside them.
    """
    draft = Draft(context, query)
    wanted = _KINDS.get(query.extra, ())
    shown = stated = False
    plans = context.chosen(query)
    for plan in plans:
        rows = [d for d in plan.deadlines if not wanted or d.kind in wanted]
        if not query.plans:
            rows = [d for d in rows if d.is_dated]
        rows = _most_telling(rows)
        if rows:
            shown = True
            stated |= any(d.is_dated for d in rows)
            _add_rows(draft, plan, rows)
        elif query.plans:
            _add_none(draft, plan, wanted)
    if not shown or not stated:
        draft.kind = "not_found"
    if not draft.blocks:
        draft.add(context.say("no-deadline-anywhere"))
    _add_check(draft, plans, wanted)
    _add_options(draft, plans)
    return draft


def answer_report_means(context: Context, query: Query) -> Draft:
    """Say that no address or form for reports is stated (``extra`` "email" or "form"), and to whom they are sent."""
    draft = Draft(context, query, kind="not_found")
    plans = context.chosen(query)
    places = joined((context.full_place(plan) for plan in plans), context.language) if query.plans else ""
    what = context.say("report-form" if query.extra == "form" else "report-email")
    draft.add(context.say("not-stated", places=places or context.say("the-plans"), what=what))
    for plan in plans:
        reports = {d.to: d for d in plan.deadlines if d.to and d.kind in ("annual_report", "six_month_report")}
        for to, row in reports.items():
            draft.add(
                context.say("report-goes-to", place=context.bold_place(plan), to=to), draft.cite(plan, row.section)
            )
        if not reports and query.plans:
            draft.cite(plan, plan.agencies[0].section)
    draft.option(context.say("button-deadlines"), Query("deadline", query.plans))
    return draft


def _most_telling(rows: Sequence[Deadline]) -> list[Deadline]:
    """Leave out undated duties where the plan dates others."""
    dated = [d for d in rows if d.is_dated]
    return dated or list(rows)


def _add_none(draft: Draft, plan: Plan, wanted: Sequence[str]) -> None:
    context = draft.context
    what = context.say(f"deadline-{draft.query.extra}" if wanted else "deadline-any")
    draft.add(context.say("no-such-deadline", place=context.full_place(plan), what=what))
    others = [d for d in plan.deadlines if d.is_dated]
    if others:
        draft.add(context.say("but-has"), *(bullet(_line(context, d)) for d in others))
    draft.cite(plan, *(d.section for d in plan.deadlines[:1]))


def _add_rows(draft: Draft, plan: Plan, rows: Sequence[Deadline]) -> None:
    context = draft.context
    same = len({(d.who, d.to) for d in rows}) == 1
    texts = [_line(context, d) if same else f"{_line(context, d)} {_who(context, d)}" for d in rows]
    lines = [bullet(text) for text in texts] if len(texts) > 1 else texts
    title = context.title(plan)
    remarks = dict.fromkeys(d.remark.in_(context.language) for d in rows if d.remark and (d.is_dated or len(rows) <= 2))
    draft.add(
        title if len(rows) > 1 or len(draft.query.plans) != 1 else "",
        *lines,
        _who(context, rows[0]) if same else "",
        *(context.say("remark", text=text) for text in list(remarks)[:3]),
        draft.cite(plan, *(d.section for d in rows)),
    )
    for row in rows:
        due = row.due(context.today)
        draft.facts.append(
            {"plan": plan.id, "what": row.what.vi, "date": due.isoformat() if due else None, "section": row.section}
        )


def _who(context: Context, deadline: Deadline) -> str:
    if deadline.to:
        return context.say("deadline-who", who=deadline.who, to=deadline.to)
    return context.say("deadline-by", who=deadline.who)


def _line(context: Context, deadline: Deadline) -> str:
    what = escape(capital(deadline.what.in_(context.language)))
    due = deadline.due(context.today)
    if due is None:
        if deadline.year:
            return context.say("due-in-year", what=Raw(what), year=deadline.year)
        return context.say("due-undated", what=Raw(what))
    shown = day(due, context.language)
    if deadline.yearly:
        yearly = day_and_month(*deadline.yearly, context.language)
        text = context.say("due-yearly", what=Raw(what), day=yearly, date=shown)
    else:
        text = context.say("due-dated", what=Raw(what), date=shown)
    return f"{text} {_days_left(context, due, before=deadline.before)}"


def _days_left(context: Context, due: dt.date, *, before: bool) -> str:
    """Print how many days are left to the last day: "before 5 November" leaves until the end of the 4th."""
    last = due - dt.timedelta(days=1) if before else due
    left = (last - context.today).days
    if left < 0:
        return context.say("days-past", days=-left)
    if left == 0:
        return context.say("days-today")
    return context.say("days-left", days=left, last=day(last, context.language))


def _add_check(draft: Draft, plans: Sequence[Plan], wanted: Sequence[str]) -> None:
    """Answer "is 6/11 late?": compare a day that was named with the plan's."""
    context = draft.context
    for text in draft.query.checks:
        parts = text.split("-")
        if len(parts) != 3 or len(plans) != 1:
            continue
        rows = [
            d for d in _most_telling(plans[0].deadlines) if (not wanted or d.kind in wanted) and d.due(context.today)
        ]
        for row in rows:
            due = row.due(context.today)
            if due is None:
                continue
            named = _date(int(parts[0]) or due.year, int(parts[1]), int(parts[2]))
            if named is None or (len(rows) > 1 and abs((named - due).days) > 45):
                continue
            late = named >= due if row.before else named > due
            key = "named-day-is-it" if named == due else "named-day-late" if late else "named-day-in-time"
            draft.blocks.insert(
                0, [context.say(key, named=day(named, context.language), due=day(due, context.language))]
            )
            return


def _date(year: int, month: int, day_of_month: int) -> dt.date | None:
    try:
        return dt.date(year, month, day_of_month)
    except ValueError:
        return None


def _add_options(draft: Draft, plans: Sequence[Plan]) -> None:
    context, query = draft.context, draft.query
    if len(plans) == 1:
        if query.extra:
            draft.option(context.say("button-all-deadlines"), Query("deadline", (plans[0].id,)))
        draft.option(context.say("button-coordinator"), Query("coordinator", (plans[0].id,)))
        return
    for plan in plans[:5]:
        if plan.deadlines:
            draft.option(context.place(plan), Query("deadline", (plan.id,), extra=query.extra))
