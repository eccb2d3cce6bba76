"""A report on paper that is told of beside figures: "kp4 nộp giấy rồi, nhập giúp: tiêm chủng 30/31"."""

from handlers.buttons import nudges as buttons
from handlers.figures import naming
from handlers.figures.batch import Batch
from handlers.rounds.known import due_next
from knowledge.reply import Option
from knowledge.rounds.answer_words import tells_of_paper
from knowledge.sentences import say
from storage import obligations


def offer(batch: Batch, text: str) -> None:
    """Offer to note it: the figures may be all of the report, or the first of it."""
    unit, plan = batch.reporter.unit, batch.reporter.plan
    written = {row.cell.village_id for row in batch.recorded}
    found = due_next(unit.db, unit.library, plan, unit.now.date()) if tells_of_paper(text) else None
    if found is None or len(written) != 1:
        return
    (village,) = written
    if any(mark.village_id == village and mark.kind == "paper" for mark in obligations.marks(unit.db, found.id)):
        return
    text = say("paper_beside", unit.language, village=naming.village_name(unit, plan, village))
    unit.send(text, [Option(say("nudge_paper", unit.language), buttons.paper(found.id, village))])
