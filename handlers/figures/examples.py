"""How figures are sent, for a collaborator whose message was about nothing that the bot knows."""

from dataclasses import replace

from handlers.figures.reporter import reporter_of
from handlers.unit import Unit
from knowledge.query import Query
from knowledge.reply import Reply
from knowledge.sentences import say

_OUTSIDE = str(Query("out-of-scope"))


def with_example(unit: Unit, reply: Reply) -> Reply:
    """Show a collaborator a message of figures too, where the reply has examples of questions alone."""
    reporter = reporter_of(unit) if reply.query == _OUTSIDE else None
    if reporter is None or reporter.leads:
        return reply
    return replace(reply, text=f"{reply.text}\n{say('figures_send_example', reply.language)}")
