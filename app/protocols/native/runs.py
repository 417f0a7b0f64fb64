"""Runs in the native API: everything slow is one. Read its state, follow what it says, stop it.

The events of each kind are listed in `docs/api.md`. A run that was begun here goes on though nobody listens.
"""

from typing import Any, NamedTuple

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Stream

from app.accounts.service import User
from app.db import Place
from app.errors import Forbidden, NotFound
from app.protocols.native.answering import Json, Moment, answer, moment, moment_or_none, number_in
from app.protocols.native.once import Once
from app.protocols.native.paging import DEFAULT_LIMIT, CursorText, Limit, Page, page_of
from app.streaming import Engine, Event, Run
from app.web.recycling import ResumableStream
from app.web.sse import frames, json_frame

RETRY_MS = 1_000


class About(NamedTuple):
    """What a kind of run works on: the sort of thing, its member in the run's input, the scope, where it is."""

    thing: str
    member: str
    scope: str
    path: str


KINDS = {
    "resume.read": About("resume", "resume_id", "resumes", "/api/resumes"),
    "posting_analysis": About("posting", "posting_id", "resumes", "/api/postings"),
    "tailoring": About("tailoring", "tailoring_id", "tailor", "/api/tailorings"),
    "review": About("review", "review_id", "tailor", "/reviews"),
    "letter": About("letter", "letter_id", "letters", "/api/letters"),
    "letter_paragraph": About("letter", "letter_id", "letters", "/api/letters"),
    "reply": About("conversation", "conversation_id", "chat", "/api/conversations"),
}
SCOPES = tuple(dict.fromkeys(about.scope for about in KINDS.values()))


class RunError(msgspec.Struct, frozen=True, kw_only=True):
    """Why a run has no result: a stable `code`, a sentence, and whether the same may work if it is begun again."""

    code: str
    message: str
    retryable: bool = False
    step: int | None = None


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """What a run works on; it may have been deleted since."""

    type: str
    id: str
    url: str


class RunDocument(msgspec.Struct, frozen=True, kw_only=True):
    """One run.

    `state`: queued, running, done, failed, cancelled, abandoned or interrupted. `last_seq` is the number of its last
    event so far; `events_url` is where they are.
    """

    id: str
    kind: str
    state: str
    subject: Subject
    last_seq: int
    error: RunError | None
    created_at: Moment
    started_at: Moment | None
    ended_at: Moment | None
    events_url: str


class RunApi(Controller):
    """`/api/runs`. A key sees the runs of what its scopes open."""

    path = "/runs"
    opt = {"scope": SCOPES}  # noqa: RUF012 - Litestar's own way to set it

    @get()
    async def list_runs(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        engine: NamedDependency[Engine],
        cursor: CursorText = "",
        limit: Limit = DEFAULT_LIMIT,
    ) -> Json[Page[RunDocument]]:
        """Your runs, newest first."""
        kinds = [kind for kind, about in KINDS.items() if _opens(request, about.scope)]
        page = await page_of(
            "runs",
            cursor,
            limit,
            lambda most, after: engine.store.list_runs(user.id, kinds, most, after),
            lambda run: Place(run.created_at, run.id),
            run_document,
        )
        return answer(request, page)

    @get("/{run_id:str}")
    async def show_run(
        self,
        request: Request[Any, Any, Any],
        run_id: FromPath[str],
        user: NamedDependency[User],
        engine: NamedDependency[Engine],
    ) -> Json[RunDocument]:
        """One run as it is now."""
        return answer(request, run_document(await _run(request, engine, user, run_id)))

    @get("/{run_id:str}/events")
    async def follow_run(
        self,
        request: Request[Any, Any, Any],
        run_id: FromPath[str],
        user: NamedDependency[User],
        engine: NamedDependency[Engine],
        after: FromQuery[str] = "",
    ) -> Response[Any] | Stream:
        """What a run has said and says: Server-Sent Events, `id` its number, `event` its name, `data` JSON.

        The header `Last-Event-ID`, else `after`, names the last event that is known; the stream goes on behind it and
        ends after `done`, `failed`, `cancelled`, `abandoned` or `interrupted`. One that ends otherwise (a stream lasts
        ten minutes) goes on for whoever asks again with the last `id`. A cursor that the log does not know gives a
        `reset` with everything so far. 204: the run has ended and all of it is known, so there is nothing to wait for;
        it also stops a browser's `EventSource`.
        """
        run = await _run(request, engine, user, run_id)
        named = {"after": after, "Last-Event-ID": request.headers.get("last-event-id", "").strip()}
        numbers = [number_in(text, name) for name, text in named.items() if text]
        seen = numbers[-1] if numbers else 0
        if run.state.ended and seen == run.last_seq:
            return Response(None, status_code=204, headers={"Cache-Control": "no-store"})
        return ResumableStream(frames(engine.follow(run.id, seen), _frame, retry_ms=RETRY_MS))

    @post("/{run_id:str}/cancel", status_code=200)
    async def cancel_run(
        self,
        request: Request[Any, Any, Any],
        run_id: FromPath[str],
        user: NamedDependency[User],
        engine: NamedDependency[Engine],
        once: NamedDependency[Once],
    ) -> Json[RunDocument]:
        """Stop a run; what it has made so far is kept. One that has ended stays as it is."""
        await _run(request, engine, user, run_id)

        async def stop() -> str:
            return (await engine.cancel(run_id, user.id)).id

        await once.carry_out(None, stop)
        return answer(request, run_document(await engine.get(run_id, user.id)), headers=once.headers)


def run_document(run: Run) -> RunDocument:
    """One run; what it works on is named, its input and result are at that thing's own address."""
    about = KINDS[run.kind]
    subject_id = msgspec.json.decode(run.input, type=dict[str, msgspec.Raw])[about.member]
    name = msgspec.json.decode(subject_id, type=str)
    return RunDocument(
        id=run.id,
        kind=run.kind,
        state=run.state.value,
        subject=Subject(type=about.thing, id=name, url=f"{about.path}/{name}"),
        last_seq=run.last_seq,
        error=None if run.error is None else msgspec.json.decode(run.error, type=RunError),
        created_at=moment(run.created_at),
        started_at=moment_or_none(run.started_at),
        ended_at=moment_or_none(run.ended_at),
        events_url=f"/api/runs/{run.id}/events",
    )


async def _run(request: Request[Any, Any, Any], engine: Engine, user: User, run_id: str) -> Run:
    run = await engine.get(run_id, user.id)
    if run.kind not in KINDS:
        raise NotFound("There is no such run. It may have been removed.")
    scope = KINDS[run.kind].scope
    if not _opens(request, scope):
        raise Forbidden(f"This key does not have the scope {scope}, which this run needs.")
    return run


def _opens(request: Request[Any, Any, Any], scope: str) -> bool:
    """Whether whoever asks may see what has that scope: a person may, a key as far as its scopes go."""
    caller = request.scope["state"].get("caller")
    scopes: frozenset[str] | None = getattr(caller, "scopes", None)
    return scopes is None or scope in scopes


def _frame(event: Event) -> bytes:
    return json_frame(event.data, event=event.name, id=event.seq)
