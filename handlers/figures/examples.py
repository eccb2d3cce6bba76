"""What a collaborator is told whose message is no figure, and no question about the plans either."""

from handlers import replies
from handlers.figures.problems import quoted
from handlers.figures.reporter import reporter_of
from handlers.unit import Unit
from knowledge.query import Query
from knowledge.reply import Reply
from knowledge.sending import asks_in_a_dialogue, speaks_of_own_sending
from knowledge.sentences import say

# What the plans say to words that are not understood.
_OUTSIDE, _FORGOTTEN, _UNREAD = (str(Query(kind)) for kind in ("out-of-scope", "nothing-before", "help"))
_SEARCH = "1:reverse"


def turn_to_sending(unit: Unit, text: str, reply: Reply, *, reply_to: int | None) -> bool:
    """Tell a collaborator how figures are sent, where their message is about that, or about nothing that is known.

    Args:
        unit: The update.
        text: What was sent.
        reply: What the plans have to say to it.
        reply_to: The message to answer.

    Returns:
        False for anything else, and for staff and officials.
    """
    reporter = None if _is_of_a_cry(unit, reply) else reporter_of(unit)
    if reporter is None or reporter.leads:
        return False
    if (reply.query or "").startswith(_SEARCH) and "%" not in text and not asks_in_a_dialogue(text):
        unit.send(say("figures_number_of_what", unit.language, label=quoted(text)), reply_to=reply_to)
        return True
    unread = reply.query == _UNREAD and reply.kind == "clarify" and not reporter.mention(text).measures
    forgotten = reply.query == _FORGOTTEN and not any(map(str.isdigit, text))  # "còn 2030?" is about the plans
    is_answer = reply.kind in ("answer", "not_found")
    if unread or forgotten or reply.query == _OUTSIDE or (is_answer and speaks_of_own_sending(text)):
        unit.send(say("figures_how_to_go_on", unit.language), reply_to=reply_to)
        return True
    return False


def _is_of_a_cry(unit: Unit, reply: Reply) -> bool:
    """Tell whether a reply has the line to call, or follows one that had it."""
    return replies.follows_a_cry(unit) or reply.kind == "safety" or say("safety-note", reply.language) in reply.text
