"""From drafts to one reply: text, buttons, pages, and what the conversation remembers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from knowledge.answers.base import Context, Draft
from knowledge.desk import run
from knowledge.paging import TELEGRAM_CHARACTERS, length, paged
from knowledge.query import Query
from knowledge.reading import Reading
from knowledge.reply import Frame, Kind, Option, Reply

MAX_QUESTIONS_BACK = 2  # in a row; then the menu is shown instead
_MAX_OPTIONS = 24
# Kinds that leave the subject as it was.
_LEAVES = frozenset(
    {
        *("greet", "thanks", "help", "start", "empty", "old-button", "menu", "home", "language"),
        *("out-of-scope", "nothing-before", "say-again", "heard"),
    }
)


def reply_of(
    context: Context,
    drafts: Sequence[Draft],
    frame: Frame | None,
    reading: Reading | None = None,
    *,
    inherited: bool = False,
) -> Reply:
    """Put *drafts*, one for each question of a message, into one reply.

    ``inherited`` tells that the message took its subject from the conversation: such turns are counted.
    """
    first = drafts[0]
    asks = first.kind == "clarify"
    asked = (frame.asked if frame else 0) + 1 if asks else 0
    if asked > MAX_QUESTIONS_BACK:
        return reply_of(context, [run(context, Query("menu"))], None)
    answered = any(d.kind == "answer" for d in drafts) and not asks
    kind: Kind = "answer" if answered else first.kind
    telling = next((d for d in reversed(drafts) if d.query.items), first)
    turns = frame.turns + 1 if frame and inherited else 0
    reply = Reply(
        kind=kind,
        text=_text(context, drafts, reading, answered=answered),
        query=None if first.query.kind == "empty" else str(first.query.trimmed()),
        citations=tuple(dict.fromkeys(c for d in drafts for c in d.citations)),
        options=_once(option for d in drafts for option in d.options),
        facts=tuple(f for d in drafts for f in d.facts),
        language=context.language,
        in_place=all(d.in_place for d in drafts),
        frame=_next_frame(telling, frame, reading, turns=turns, asked=asked),
    )
    return paged(reply, first.query.trimmed(), context.language)


def _text(context: Context, drafts: Sequence[Draft], reading: Reading | None, *, answered: bool) -> str:
    """Return the paragraphs of all drafts, then how slips were read: what was guessed is never left unsaid.

    What has words of grave harm and is not understood may be a cry not known for one: the line to call stands behind.
    """
    text = "\n\n".join(d.html() for d in drafts if d.blocks)
    guesses = [g for g in reading.guesses if not _is_plural(*g)][:3] if reading and answered else ()
    notes = [context.say("read-as", typed=typed, read=read) for typed, read in guesses]
    lost = all(d.kind in ("clarify", "out_of_scope") for d in drafts)
    if reading and lost and "danger-now" in reading.chat:
        notes.append(context.say("safety-note"))
    return "\n".join([text, *notes])


def _is_plural(typed: str, read: str) -> bool:
    """Tell whether two English words differ by an "s" alone, which is no slip: "neighbourhoods", "handle"."""
    return typed.isascii() and read.isascii() and f"{min(typed, read, key=len)}s" == max(typed, read, key=len)


def _next_frame(draft: Draft, before: Frame | None, reading: Reading | None, *, turns: int, asked: int) -> Frame | None:
    query = draft.query
    if draft.kind != "clarify":
        if query.kind == "personal":
            return None
        if query.kind == "safety":  # that it was a cry, and nothing of its words: "giờ làm sao" may come next
            return Frame(query=str(replace(query, words=())), language=draft.context.language)
        if query.kind in _LEAVES:
            return replace(before, asked=asked, language=draft.context.language) if before else None
    elif query.kind in _LEAVES:
        return replace(before or Frame(), choices=tuple(draft.choices[:12]), asked=asked)
    words = tuple(reading.content[:12]) if reading and reading.content else query.words
    return Frame(
        query=str(replace(query, words=(), page=1)),
        items=tuple(draft.items[:12]),
        choices=tuple(draft.choices[:12]),
        words=words,
        turns=turns,
        asked=asked,
        language=draft.context.language,
    )


def _once(options: Iterable[Option]) -> tuple[Option, ...]:
    """Leave out what is offered twice, and a button that its label does not tell from one before."""
    found: dict[str, Option] = {}
    labels: set[str] = set()
    for option in options:
        if option.query not in found and option.label not in labels:
            found[option.query] = option
            labels.add(option.label)
    return tuple(found.values())[:_MAX_OPTIONS]


def together(replies: Sequence[Reply]) -> Reply:
    """Put the replies to several questions of one message into one, as many as one message holds.

    A child in danger comes before everything else.
    """
    useful = [r for r in replies if r.kind not in ("help", "out_of_scope")] or list(replies)
    useful.sort(key=lambda reply: reply.kind != "safety")
    kinds = [r.kind for r in useful]
    kind: Kind = "safety" if "safety" in kinds else "answer" if "answer" in kinds else kinds[0]
    texts: list[str] = []
    for text in dict.fromkeys(r.text for r in useful):
        if length("\n\n".join([*texts, text])) <= TELEGRAM_CHARACTERS:
            texts.append(text)
    return replace(
        useful[-1],
        kind=kind,
        text="\n\n".join(texts),
        query=useful[0].query,
        citations=tuple(dict.fromkeys(c for r in useful for c in r.citations)),
        options=_once(o for r in useful for o in r.options),
        facts=tuple(f for r in useful for f in r.facts),
    )
