"""Headers of requests and answers, described once."""

from typing import Any

IDEMPOTENCY_KEY, IF_MATCH, IF_NONE_MATCH = "Idempotency-Key", "If-Match", "If-None-Match"
LAST_EVENT_ID, LAST_EVENT_NUMBER, LAST_EVENT_PLACE = "Last-Event-ID", "Last-Event-Number", "Last-Event-Place"
"""The same header, under names of the document: the last two where an `id` is a number alone, and where one that is
unknown is no error.
"""
REQUEST_ID, RETRY_AFTER, ETAG, LOCATION = "X-Request-ID", "Retry-After", "ETag", "Location"
IDEMPOTENCY_REPLAYED, CONVERSATION_ID = "Idempotency-Replayed", "X-Conversation-ID"
UNANSWERED_MARKS, CACHE_CONTROL = "X-Unanswered-Marks", "Cache-Control"
STANDING = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
_TEXT: dict[str, Any] = {"type": "string"}
_COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}


def _sent(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "header", "description": description, "schema": schema}


def _told(description: str, schema: dict[str, Any], example: Any, *, always: bool = False) -> dict[str, Any]:
    header = {"description": description, "schema": schema, "example": example}
    return {**header, "required": True} if always else header


REQUEST = {
    IDEMPOTENCY_KEY: _sent(
        IDEMPOTENCY_KEY,
        "1 to 255 printable ASCII characters of your own choice: the same request sent again under the same key makes "
        "nothing twice.",
        {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]([ -~]*[!-~])?$"},
    ),
    IF_MATCH: _sent(
        IF_MATCH,
        "The `ETag` of what you have read: when it has changed since, nothing is done and the answer is 412.",
        _TEXT,
    ),
    IF_NONE_MATCH: _sent(
        IF_NONE_MATCH,
        "The `ETag` of what you have already: while it has not changed, the answer is 304 without a body.",
        _TEXT,
    ),
    LAST_EVENT_ID: _sent(
        LAST_EVENT_ID,
        "The `id` of the last event that you have: the stream goes on behind it, with no gap and nothing twice.",
        {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}:[0-9]{1,9}([.][0-9]{1,3})?$"},
    ),
    LAST_EVENT_NUMBER: _sent(
        LAST_EVENT_ID,
        "The number of the last event that you have: the stream goes on behind it, with no gap and nothing twice.",
        {"type": "string", "pattern": "^[0-9]{0,15}$"},
    ),
    LAST_EVENT_PLACE: _sent(
        LAST_EVENT_ID,
        "The `id` of the last event that you have, `run:number`: the stream goes on behind it, with no gap and nothing "
        "twice. One that this server has not sent is passed over.",
        _TEXT,
    ),
}
"""Parameter objects by the header's name."""

RESPONSE = {
    REQUEST_ID: _told("Names the request in the server's log.", {"type": "string"}, "3f2a91bc", always=True),
    RETRY_AFTER: _told("After so many seconds the same request may succeed.", _COUNT, 17),
    ETAG: _told(
        "Names this state of what is answered, for `If-None-Match` and `If-Match`.",
        _TEXT,
        '"jCk2Vw9xqZ7mB4tR1sLd"',
        always=True,
    ),
    LOCATION: _told(
        "Where what was begun or made is.",
        {"type": "string", "format": "uri-reference"},
        "/api/runs/run_9z8y7x6w5v4t3s2r1q0p",
    ),
    IDEMPOTENCY_REPLAYED: _told(
        "`true` when an earlier request had made it already.", {"type": "string", "enum": ["true"]}, "true"
    ),
    CONVERSATION_ID: _told(
        "The conversation, also when the reply fails.", _TEXT, "cnv_7p2m9x4k1q8w5e3r6t0y", always=True
    ),
    UNANSWERED_MARKS: _told("How many claims and blanks of the letter nobody has answered.", _COUNT, 0, always=True),
    STANDING[0]: _told("How many requests there may be in a minute, of the limit that is nearest.", _COUNT, 600),
    STANDING[1]: _told("How many of them are left.", _COUNT, 599),
    STANDING[2]: _told("In how many seconds there will be more.", _COUNT, 60),
}
"""Header objects by name."""
