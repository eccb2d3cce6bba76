import json

import pytest

from bot.transport import NotDeliveredError, Response, UnknownOutcomeError
from bot.verdicts import Anew, Doubtful, Later, Moved, Outcome, Plain, Refused, Sent, Verdict, judge
from storage.outbox import Claimed

PAYLOAD = json.dumps({"text": "<b>95%</b> &lt; 98%", "parse_mode": "HTML"})
ENTITIES = "Bad Request: can't parse entities: Unsupported start tag"


def row(*, attempts: int = 1, payload: str = PAYLOAD, method: str = "sendMessage") -> Claimed:
    return Claimed(1, 7, method, payload, "answer", attempts)


def bad(status: int, description: str = "", **more: object) -> Response:
    return Response(status, ok=False, description=description, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("outcome", "verdict"),
    [
        pytest.param(Response(200, ok=True, result={"message_id": 9}), Sent(9), id="sent"),
        pytest.param(Response(200, ok=True, result=True), Sent(None), id="done"),
        pytest.param(bad(400, "Bad Request: message is not modified: specified…"), Sent(None), id="not-modified"),
        pytest.param(bad(400, "Bad Request: query is too old and response…"), Sent(None), id="too-old"),
        pytest.param(bad(400, "Bad Request: chat not found"), Refused("400 Bad Request: chat not found"), id="400"),
        pytest.param(bad(403, "HTTP 403", of_telegram=False), Later("403 HTTP 403", 1.0), id="403-of-a-proxy"),
        pytest.param(bad(403, "Forbidden: bot was blocked"), Refused("403 Forbidden: bot was blocked", True), id="403"),
        pytest.param(bad(429, "Too Many Requests", retry_after=4), Later("429 Too Many Requests", 4.0), id="429"),
        pytest.param(bad(429, "HTTP 429"), Later("429 HTTP 429", 1.0), id="429-without-a-time"),
        pytest.param(bad(400, "group chat was upgraded", migrate_to=-1005), Moved(-1005), id="moved"),
        pytest.param(bad(401, "Unauthorized"), Later("401 Unauthorized", 1.0), id="401"),
        pytest.param(bad(502, "HTTP 502"), Doubtful("502 HTTP 502"), id="502"),
        pytest.param(UnknownOutcomeError("TimeoutError"), Doubtful("no answer: TimeoutError"), id="timeout"),
        pytest.param(NotDeliveredError("refused"), Later("not delivered: refused", 1.0, True), id="unreachable"),
    ],
)
def test_what_an_outcome_means(outcome: Outcome, verdict: Verdict) -> None:
    assert judge(row(), outcome) == verdict


def test_refused_markup_is_sent_once_more_as_plain_text() -> None:
    verdict = judge(row(), bad(400, ENTITIES))
    assert isinstance(verdict, Plain)
    assert json.loads(verdict.payload) == {"text": "95% < 98%"}
    assert judge(row(payload=verdict.payload), bad(400, ENTITIES)) == Refused(f"400 {ENTITIES}")


def test_a_token_is_refused_when_the_same_row_meets_it_again() -> None:
    assert judge(row(attempts=2), bad(401, "Unauthorized")) == Later("401 Unauthorized", 1.0, everybody=True)


@pytest.mark.parametrize("why", ["message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID"])
def test_what_cannot_be_edited_is_sent_anew(why: str) -> None:
    payload = json.dumps({"text": "mới", "message_id": 55, "reply_markup": {}})
    verdict = judge(row(payload=payload, method="editMessageText"), bad(400, f"Bad Request: {why}"))
    assert isinstance(verdict, Anew)
    assert json.loads(verdict.payload) == {"text": "mới", "reply_markup": {}}


def test_doubt_ends_after_ten_attempts() -> None:
    assert judge(row(attempts=10), UnknownOutcomeError("x")) == Refused("no answer: x")
