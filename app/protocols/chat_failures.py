"""Why a reply was not finished, in the words of the chat protocols."""

from typing import Any, Literal

import msgspec

from app.errors import AppError, Conflict, Unavailable
from app.protocols.career_events import failure_of as answer_of
from app.streaming import Event

Reason = Literal["rate_limit", "timeout", "internal"]
FAILURES = frozenset({"failed", "cancelled", "abandoned", "interrupted", "reset"})
_ASKER_CAN_CHANGE_IT = frozenset({"refused", "too_long"})
_TIMEOUT_STATUS = 504


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """`code` is stable; `status` is for a client that waited for one document; `retry_after` in seconds.

    `asker`: it lies in the request, and the same one will not do better.
    """

    message: str
    code: str
    reason: Reason = "internal"
    retryable: bool = True
    status: int = AppError.status
    retry_after: float | None = None
    asker: bool = False


RESTARTING = Failure(
    message="The server is restarting. Send your message again; what was there of the reply is kept.",
    code=Unavailable.code,
    status=Unavailable.status,
    retry_after=5.0,
)
UNFORESEEN = Failure(
    message="Something went wrong on our side. Your message is kept; please try again.", code="internal"
)
_UNSAID = {
    "cancelled": Failure(
        message="This reply was stopped before it was finished.",
        code="stopped",
        status=Conflict.status,
        retryable=False,
    ),
    "abandoned": Failure(
        message="This reply was given up because nobody was listening. Send your message again.",
        code="abandoned",
        status=Unavailable.status,
    ),
    "reset": Failure(
        message="This stream cannot be taken up from there. Send your message again without Last-Event-ID.",
        code=Conflict.code,
        status=Conflict.status,
    ),
}


def silent_for(seconds: float) -> Failure:
    """Nothing was heard for so long."""
    return Failure(
        message=f"Nothing was heard of the reply for {seconds:g} seconds, and it was stopped. Please try again.",
        code="timeout",
        reason="timeout",
        status=_TIMEOUT_STATUS,
    )


def failure_of(event: Event) -> Failure:
    """What the event by which a run ended without being done comes to; its words are the engine's, not a provider's."""
    unsaid = _UNSAID.get(event.name)
    if unsaid is not None:
        return unsaid
    said: dict[str, Any] = msgspec.json.decode(event.data)
    answer, why = answer_of(event), said.get("reason")
    if event.name == "interrupted":
        return msgspec.structs.replace(RESTARTING, message=said["message"], code=said["code"])
    reason: Reason = "internal"
    if why == "rate_limit" or said["code"] == "limit_reached":
        reason = "rate_limit"
    elif why == "timeout" or said["code"] == "deadline_exceeded":
        reason = "timeout"
    return Failure(
        message=said["message"],
        code=said["code"],
        reason=reason,
        retryable=said["retryable"],
        status=answer.status,
        retry_after=answer.retry_after,
        asker=why in _ASKER_CAN_CHANGE_IT
        or (why is None and answer.status < AppError.status and not said["retryable"]),
    )
