"""A total in words, the same on every screen and on the chart."""

from knowledge.entries import Language
from knowledge.figures.showing import result
from knowledge.sentences import say
from storage.progress import Line


def told(line: Line, language: Language) -> str | None:
    """What the villages come to together, or why that is not told; None where nothing can be added up."""
    if line.few:
        return say("progress_few", language)
    if line.of_one:
        return say("progress_of_one", language)
    if line.total is None or not (line.total.villages or line.total.numerator):
        return None
    return result(line.total, language)
