"""The published protocol of résumé optimisation (`protocols.md` section 2; its document is "Use Server-Sent Events").

Deliberate differences from the document's own server: each event also carries `id:` (`run_id:seq`), also one without
data before the first event, so that a browser whose line broke at once goes on with the same run; comment heartbeats
come when nothing else does; `complete` ends the stream where one of its examples says `[DONE]`, as its client expects.
A native `EventSource` connects again after every end: once it has seen the terminal event it is answered 204 and stops.

A GET never starts a second generation by itself: the newest review of this version of the résumé (and this posting) is
joined while it runs and replayed when it is done; `fresh=1` does not replay one that is done.
"""

from collections.abc import AsyncIterator
from typing import Any

import msgspec
from litestar import Controller, Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Stream

from app.accounts.service import User
from app.errors import AppError, ModelError, Unavailable
from app.protocols.queries import refuse_repeated
from app.reviews.service import Finding, Reviews, StoredReview, finding_of
from app.streaming import Event
from app.web.rate_limit import RateLimit
from app.web.sse import event_stream, frames, json_frame

RETRY_MS = 1_000
RETRY_AFTER_SECONDS = 5.0
TIMED_OUT = "LLM timeout"
_ENDED = {
    "cancelled": "This review was stopped.",
    "abandoned": "This review was stopped, because nobody was watching.",
}
_NO_STORE = {"Cache-Control": "no-store"}


class _Failure(msgspec.Struct, frozen=True):
    code: str = ""
    message: str = ""


class Place(msgspec.Struct, frozen=True):
    """Where a client left off: the run, and the number of the last event that it has."""

    run_id: str
    seq: int


class ResumeOptimisationController(Controller):
    """`GET /optimization/stream/{resume_id}`."""

    path = "/optimization"
    before_request = staticmethod(refuse_repeated)
    opt = {"scope": "tailor"}  # noqa: RUF012 - Litestar's own way to set it

    @get("/stream/{resume_id:str}")
    async def stream_optimization(
        self,
        request: Request[Any, Any, Any],
        resume_id: FromPath[str],
        user: NamedDependency[User],
        reviews: NamedDependency[Reviews],
        review_limit: NamedDependency[RateLimit],
        posting_id: FromQuery[str] = "",
        fresh: FromQuery[str] = "",
    ) -> Response[Any] | Stream:
        """Statuses, suggestions as they are made, then `complete` or `error`; JSON when only that is accepted."""
        place = place_of(request.headers.get("last-event-id"))
        stored = None if place is None else await _left_off(reviews, user, place, resume_id)
        after = 0 if place is None or stored is None else place.seq
        if stored is None:
            address = request.client.host if request.client else "?"
            stored = await reviews.join(
                user.id, resume_id, posting_id, fresh=fresh == "1", starting=lambda: review_limit.hit(address)
            )
        if wants_json(request.headers.get("accept", "")):
            return await _document(reviews, stored)
        if after and await _is_over(reviews, stored, after):
            return Response(None, status_code=204, headers=dict(_NO_STORE))
        batches = reviews.follow(stored, after, repeat_end=False)
        return event_stream(_opened(stored.run_id, after, frames(batches, _frame, retry_ms=RETRY_MS)))


def wants_json(accept: str) -> bool:
    """Whether JSON is asked for and a stream is not; `*/*` (curl) is a stream."""
    kinds = [kind.partition(";")[0].strip().lower() for kind in accept.split(",")]
    return "application/json" in kinds and "text/event-stream" not in kinds


def place_of(last_event_id: str | None) -> Place | None:
    """`run_id:seq`; None when there is none or it is none of ours."""
    run_id, colon, seq = (last_event_id or "").rpartition(":")
    if not (colon and run_id and seq.isascii() and seq.isdigit() and len(seq) < 10):
        return None
    return Place(run_id, int(seq))


async def _left_off(reviews: Reviews, user: User, place: Place, resume_id: str) -> StoredReview | None:
    """The person's own review that a client has seen a part of; None for any other, and for a place it cannot have."""
    stored = await reviews.by_run(user.id, place.run_id)
    if stored is None or stored.resume_id != resume_id:
        return None
    events = await reviews.events(stored)
    return stored if place.seq <= (events[-1].seq if events else 0) else None


async def _is_over(reviews: Reviews, stored: StoredReview, after: int) -> bool:
    events = await reviews.events(stored)
    return stored.state != "running" and bool(events) and after >= events[-1].seq


async def _opened(run_id: str, after: int, chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Name the place first: an `id` without data is remembered by the browser and shown to nobody."""
    yield f"id: {run_id}:{after}\n\n".encode()
    async for chunk in chunks:
        yield chunk


def _frame(event: Event) -> bytes:
    payload = payload_of(event)
    return b"" if payload is None else json_frame(msgspec.json.encode(payload), id=f"{event.run_id}:{event.seq}")


def payload_of(event: Event) -> dict[str, Any] | None:
    """An event as the document spells it; None for what it does not know (questions, the copy on paper)."""
    if event.name == "status":
        return {"type": "status", "message": msgspec.json.decode(event.data)["message"]}
    if event.name == "done":
        return {"type": "complete"}
    if event.name in {"failed", "cancelled", "abandoned", "interrupted"}:
        return {"type": "error", "message": _sentence(event)}
    finding = finding_of(event)
    if finding is None or finding.suggestion is None:
        return None
    return {"type": "suggestion", "data": suggestion_data(finding)}


def _sentence(event: Event) -> str:
    failure = msgspec.json.decode(event.data, type=_Failure)
    if failure.code == "model_timed_out":
        return TIMED_OUT
    return failure.message or _ENDED.get(event.name, "This review could not be finished. Please try again.")


def suggestion_data(finding: Finding) -> dict[str, Any]:
    """What a suggestion's `data` holds."""
    suggestion = finding.suggestion
    assert suggestion is not None  # noqa: S101 - asked before
    change = suggestion.change
    return {
        "id": suggestion.id,
        "title": suggestion.title,
        "line": suggestion.line,
        "change": {"kind": change.kind, "before": change.before, "after": change.after},
        "reason": suggestion.reason,
        "keyword": suggestion.keyword,
        "evidence": suggestion.evidence,
        "pointer": change.pointer,
        "unsupported": [claim.text for claim in suggestion.claims if not claim.supported],
    }


async def _document(reviews: Reviews, stored: StoredReview) -> Response[bytes]:
    """The same run waited for."""
    last: Event | None = None
    async for batch in reviews.follow(stored, 0, repeat_end=True):
        last = batch[-1] if batch else last
    if last is None or last.name != "done":
        raise _refusal(last)
    findings = await reviews.findings(await reviews.get(stored.owner, stored.id))
    body = {
        "resume_id": stored.resume_id,
        "review_id": stored.id,
        "suggestions": [suggestion_data(finding) for finding in findings if finding.suggestion is not None],
        "questions": [finding.question for finding in findings if finding.question is not None],
    }
    return Response(msgspec.json.encode(body), media_type="application/json", headers=dict(_NO_STORE))


def _refusal(event: Event | None) -> AppError:
    """What a run that was waited for and did not get done is as an ordinary answer."""
    if event is None or event.name not in {"failed", "cancelled", "abandoned", "interrupted"}:
        return Unavailable("The server is restarting. Please send the request again.", retry_after=RETRY_AFTER_SECONDS)
    sentence = _sentence(event)
    if sentence == TIMED_OUT:
        return ModelError(sentence, reason="timeout", retryable=True)
    return AppError(sentence)
