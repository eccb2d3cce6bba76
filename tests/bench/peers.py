"""What people would use instead, over the same facts: the nearest canonical question gives the reply.

Text goes in folded (lower case, no marks), which suits all of them; the name of the asker's home plan is added to the
question. Below a threshold a peer refuses; it is the one that passes most of the very questions it is scored on, which
favours the peers.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer

from knowledge.evaluation import case_faults
from knowledge.library import Library
from knowledge.reply import Reply
from tests.bench.canonical import Canonical, canonical_questions
from tests.bench.measuring import one_core, timed
from tests.bench.questions import Question, plain, read_questions
from tests.bench.tables import Table

REFUSAL = Reply("not_found", "Tôi không tìm thấy điều này trong các kế hoạch.")
# Finds the position of the nearest of the texts it was made with, and how near it is: more is nearer.
Nearest = Callable[[str], tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Result:
    """How one way of answering did."""

    passed: int
    wrong: int  # answered, but wrong
    milliseconds: float
    always: int | None = None  # right without ever refusing


def measure(pattern: str = "dev-*.jsonl") -> Table:
    """Score the bot and its peers on the questions of one message, in processor time on one core."""
    library = Library.load()
    questions = read_questions(pattern)
    facts = canonical_questions(library)
    texts = [plain(fact.text) for fact in facts]
    head = ("", "right", "answered, but wrong", "right if it never refuses", "ms a question")
    table = Table("peers", f"Beside peers: {len(questions)} questions, {len(facts):,} canonical ones", head)
    with one_core():
        table.rows.append(_row("Sổ tay", score_bot(library, questions), len(questions)))
        for name, make in PEERS.items():
            result = score_peer(make(texts), facts, library, questions)
            table.rows.append(_row(name, result, len(questions)))
    return table


def _row(name: str, result: Result, total: int) -> tuple[str, ...]:
    always = "" if result.always is None else f"{result.always / total:.1%}"
    return name, f"{result.passed / total:.1%}", f"{result.wrong / total:.1%}", always, f"{result.milliseconds:.2f}"


def score_bot(library: Library, questions: Sequence[Question]) -> Result:
    """Score the bot itself."""
    replies = [library.answer(q.text, today=q.today, home=q.home) for q in questions]
    times = timed(lambda q: library.answer(q.text, today=q.today, home=q.home), questions)
    return _counted(questions, replies, times.median)


def score_peer(nearest: Nearest, facts: Sequence[Canonical], library: Library, questions: Sequence[Question]) -> Result:
    """Score a peer at its best threshold."""
    asked = [_with_home(q, library) for q in questions]
    found = [nearest(text) for text in asked]
    times = timed(nearest, asked)
    refused = [not case_faults(q.expect, REFUSAL) for q in questions]
    right = [not case_faults(q.expect, facts[at].reply) for q, (at, _) in zip(questions, found, strict=True)]
    thresholds = sorted({score for _, score in found})

    def passes(threshold: float) -> int:
        return sum(r if s >= threshold else no for r, no, (_, s) in zip(right, refused, found, strict=True))

    best = max(thresholds, key=passes)
    replies = [facts[at].reply if score >= best else REFUSAL for at, score in found]
    return _counted(questions, replies, times.median, sum(right))


def _counted(
    questions: Sequence[Question], replies: Sequence[Reply], milliseconds: float, always: int | None = None
) -> Result:
    faulty = [bool(case_faults(q.expect, reply)) for q, reply in zip(questions, replies, strict=True)]
    wrong = sum(bad and reply.kind == "answer" for bad, reply in zip(faulty, replies, strict=True))
    return Result(len(questions) - sum(faulty), wrong, milliseconds, always)


def _with_home(question: Question, library: Library) -> str:
    home = library.places.locality(question.home).name if question.home in library.plans else ""
    return plain(f"{question.text} {home}")


def by_fuzz(scorer: Callable[..., float]) -> Callable[[Sequence[str]], Nearest]:
    """Make a peer of one of rapidfuzz's scorers."""

    def make(texts: Sequence[str]) -> Nearest:
        def nearest(text: str) -> tuple[int, float]:
            _, score, position = process.extractOne(text, texts, scorer=scorer)
            return position, score

        return nearest

    return make


def by_full_text(texts: Sequence[str]) -> Nearest:
    """SQLite's full-text index: any of the words, the best by BM25."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE facts USING fts5(text)")
    db.executemany("INSERT INTO facts (rowid, text) VALUES (?, ?)", enumerate(texts))

    def nearest(text: str) -> tuple[int, float]:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", text))
        query = "SELECT rowid, -rank FROM facts WHERE facts MATCH ? ORDER BY rank LIMIT 1"
        row = db.execute(query, (words,)).fetchone() if words else None
        return row or (0, 0.0)

    return nearest


def by_tf_idf(texts: Sequence[str]) -> Nearest:
    """Cosine of TF-IDF vectors over two to five letters within words."""
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    matrix = vectorizer.fit_transform(texts)

    def nearest(text: str) -> tuple[int, float]:
        scores = (matrix @ vectorizer.transform([text]).T).toarray().ravel()
        position = int(scores.argmax())
        return position, float(scores[position])

    return nearest


PEERS: dict[str, Callable[[Sequence[str]], Nearest]] = {
    "rapidfuzz WRatio": by_fuzz(fuzz.WRatio),
    "rapidfuzz token_set_ratio": by_fuzz(fuzz.token_set_ratio),
    "SQLite FTS5 (BM25)": by_full_text,
    "TF-IDF (letters, cosine)": by_tf_idf,
}
