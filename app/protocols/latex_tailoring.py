"""The published protocol of LaTeX tailoring (`protocols.md` section 4; its document is "Server-Sent Events (SSE)").

Deliberate differences from the document's own server: each event also carries `id:`; comment heartbeats come when
nothing else does; a client that goes away stops the run after `ABANDON_AFTER_SECONDS` instead of at once, so that a
short break of the line does not throw work away; a PDF that pdflatex could not make still leaves `pdf_b64` empty,
although Foreword's page offers one in its own design.
"""

import base64
from collections.abc import AsyncIterator
from typing import Annotated, Any

import msgspec
from litestar import Controller, Request, Response, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Stream

from app.accounts.service import User
from app.errors import AppError, InvalidInput, StepFailed, Unavailable, UnsupportedFile
from app.postings.service import Postings, parse_posting
from app.protocols.repeating import key_of
from app.resumes.service import Resumes
from app.streaming import Event
from app.tailoring.service import StoredTailoring, Tailorings, decode_result
from app.web.errors import to_response
from app.web.rate_limit import RateLimit
from app.web.sse import event_stream, frames, json_frame
from app.web.uploads import read_upload

ABANDON_AFTER_SECONDS = 5.0
RETRY_AFTER_SECONDS = 5.0
TEX_LIMIT = 2 * 1024 * 1024
REQUEST_LIMIT = TEX_LIMIT + 1024 * 1024
CONTENT_TYPES = frozenset(
    {
        "application/x-tex",
        "application/x-latex",
        "application/octet-stream",
        "text/x-tex",
        "text/plain",
        "text/x-latex",
        "",
    }
)
NO_CSRF_TOKEN = {"exclude_from_csrf": True}
Form = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]


class LatexTailoringController(Controller):
    """`POST /api/tailor-stream` and `POST /api/tailor`."""

    path = "/api"
    opt = {**NO_CSRF_TOKEN, "scope": "tailor"}  # noqa: RUF012 - Litestar's own way to set it
    request_max_body_size = REQUEST_LIMIT

    @post("/tailor-stream", status_code=200)
    async def tailor_stream(
        self,
        request: Request[Any, Any, Any],
        data: Form,
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
        postings: NamedDependency[Postings],
        tailorings: NamedDependency[Tailorings],
        tailor_limit: NamedDependency[RateLimit],
    ) -> Stream:
        """Progress 0 to 5 as it happens, then `complete` or `error`."""
        await tailor_limit.hit(address_of(request))
        stored = await _begin(request, data, user, resumes, postings, tailorings)
        batches = tailorings.follow(stored, repeat_end=False)
        return event_stream(frames(_written(batches, tailorings, stored), lambda written: written, retry_ms=None))

    @post("/tailor", status_code=200)
    async def tailor(
        self,
        request: Request[Any, Any, Any],
        data: Form,
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
        postings: NamedDependency[Postings],
        tailorings: NamedDependency[Tailorings],
        tailor_limit: NamedDependency[RateLimit],
    ) -> Response[Any]:
        """The same run waited for: the `complete` payload as one JSON document."""
        await tailor_limit.hit(address_of(request))
        stored = await _begin(request, data, user, resumes, postings, tailorings)
        last: Event | None = None
        async for batch in tailorings.follow(stored, repeat_end=False):
            last = batch[-1] if batch else last
        if last is None or last.name != "done":
            return to_response(request, _refusal(last))
        return Response(await _complete(tailorings, stored), media_type="application/json")


def address_of(request: Request[Any, Any, Any]) -> str:
    """The peer's address; a proxy's headers are not believed."""
    return request.client.host if request.client else "?"


async def _begin(
    request: Request[Any, Any, Any],
    data: dict[str, Any],
    user: User,
    resumes: Resumes,
    postings: Postings,
    tailorings: Tailorings,
) -> StoredTailoring:
    upload = data.get("resume_file")
    if not isinstance(upload, UploadFile):
        raise InvalidInput("The field resume_file is missing; send the .tex file in it.", field="resume_file")
    if not (upload.filename or "").lower().endswith(".tex"):
        raise UnsupportedFile("Only .tex files are accepted", field="resume_file")
    if upload.content_type.partition(";")[0].strip().lower() not in CONTENT_TYPES:
        raise UnsupportedFile("Invalid content type", field="resume_file")
    posting = parse_posting(
        _text(data, "jd_text"), _text(data, "job_title"), _text(data, "company_name"), field="jd_text"
    )
    source = await read_upload(upload, TEX_LIMIT)
    resume_id, _ = await resumes.keep(user.id, source, upload.filename)
    kept = await postings.add(user.id, posting)
    return await tailorings.start(
        user.id,
        resume_id,
        kept.id,
        _text(data, "user_instructions"),
        key=key_of(request),
        abandon_after=ABANDON_AFTER_SECONDS,
    )


def _text(data: dict[str, Any], name: str) -> str:
    value = data.get(name, "")
    if not isinstance(value, str):
        raise InvalidInput(f"The field {name} must be text, given once.", field=name)
    return value


async def _written(
    batches: AsyncIterator[tuple[Event, ...]], tailorings: Tailorings, stored: StoredTailoring
) -> AsyncIterator[tuple[bytes, ...]]:
    async for batch in batches:
        yield tuple([await _frame(event, tailorings, stored) for event in batch])


async def _frame(event: Event, tailorings: Tailorings, stored: StoredTailoring) -> bytes:
    name = f"{event.run_id}:{event.seq}"
    if event.name == "progress":
        return json_frame(event.data, event="progress", id=name)
    if event.name == "done":
        return json_frame(await _complete(tailorings, stored), event="complete", id=name)
    detail, step = _failure(event)
    return json_frame(msgspec.json.encode({"detail": detail, "step": step}), event="error", id=name)


def _failure(event: Event | None) -> tuple[str, int]:
    """The document's `detail` and `step`: -1 and a general sentence for whatever was not foreseen."""
    if event is None:
        return "The server is restarting. Please send the request again.", -1
    if event.name != "failed":
        return f"The run was {event.name}.", -1
    error = msgspec.json.decode(event.data)
    if "step" not in error:
        return "Internal server error", -1
    return str(error["message"]), int(error["step"])


def _refusal(event: Event | None) -> AppError:
    """What a run that was waited for and did not get done is as an ordinary answer."""
    detail, step = _failure(event)
    if step >= 0:
        return StepFailed(detail, step=step)
    if event is None or event.name != "failed":
        return Unavailable(detail, retry_after=RETRY_AFTER_SECONDS)
    return AppError(detail)


async def _complete(tailorings: Tailorings, stored: StoredTailoring) -> bytes:
    """The `complete` payload, spelt as in the document."""
    result = decode_result(await tailorings.get(stored.owner, stored.id))
    pdf = b""
    if result.engine == "pdflatex" and not result.pdf_error:
        try:
            pdf = await tailorings.pdf(stored.owner, stored.id)
        except AppError:
            pdf = b""
    return msgspec.json.encode(
        {
            "extracted": result.extracted,
            "match": result.match,
            "reorder_plan": result.reorder_plan,
            "pdf_url": f"/tailorings/{stored.id}/resume.pdf" if pdf else "",
            "pdf_b64": base64.b64encode(pdf).decode(),
            "pdf_error": result.pdf_error,
            "tex_content": result.injected.tex,
            "tex_diff": result.injected.diff,
            "filename": f"{result.filename}.pdf",
            "processing_time_ms": result.processing_time_ms,
        }
    )
