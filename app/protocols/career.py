"""The published protocol of the Career API (`protocols.md` section 1; its document is "SSE Streaming").

Deliberate differences from the document: each event also carries `id:`, the run's name and the event's number, from
which `Last-Event-ID` goes on; comment heartbeats come when nothing else does; a letter's section comes in many pieces,
as it is written. What is wrong before the stream opens has the document's error event as its JSON body. The optional
fields `jobTitle`, `companyName`, `tone`, `length`, `language`, `hints` and `instructions` are Foreword's own.
"""

import logging
import math
from typing import Annotated, Any

import msgspec
from litestar import Controller, Request, Response, delete, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath

from app.accounts.service import User
from app.documents.sniffing import MAX_BYTES
from app.errors import AppError, InvalidInput
from app.letters.service import Letters, parse_wishes
from app.postings.service import Postings, parse_posting
from app.protocols.career_answers import letter_answer, resume_answer, tailoring_answer
from app.protocols.career_events import Failure, failure_of
from app.protocols.career_streams import Cursor, cursor_of, last_of, letter_chunks, tailoring_chunks
from app.protocols.json_bodies import body_of
from app.protocols.latex_tailoring import NO_CSRF_TOKEN, address_of
from app.protocols.repeating import key_of
from app.resumes.service import Resumes
from app.tailoring.service import Tailorings
from app.web.errors import to_app_error
from app.web.rate_limit import RateLimit
from app.web.sse import event_stream
from app.web.uploads import UPLOAD_REQUEST_LIMIT, is_file, read_upload

_log = logging.getLogger(__name__)
ABANDON_AFTER_SECONDS = 5.0
Form = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]


class CareerRequest(msgspec.Struct, frozen=True, rename="camel"):
    """The body of both POSTs."""

    resume_id: str
    job_description: str
    job_title: str = ""
    company_name: str = ""
    instructions: str = ""
    tone: str = ""
    length: str = ""
    language: str = ""
    hints: str = ""


def refuse(_request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """An ordinary HTTP error in the shape of the document's error event."""
    status, message, wait = to_app_error(error)
    if status >= 500 and not isinstance(error, AppError):
        _log.error("request failed: %s", type(error).__name__, exc_info=error)
    failure = Failure(message, status, wait)
    if isinstance(error, InvalidInput) and error.field:
        return _failed(failure, field=error.field)
    return _failed(failure)


class CareerController(Controller):
    """`/v1`."""

    path = "/v1"
    opt = {**NO_CSRF_TOKEN, "scope": "resumes"}  # noqa: RUF012 - Litestar's own way to set it
    exception_handlers = {Exception: refuse}  # noqa: RUF012 - Litestar's own way to set it

    @post("/cover-letters/generate", status_code=200, opt={"scope": "letters"})
    async def generate_letter(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        postings: NamedDependency[Postings],
        letters: NamedDependency[Letters],
        tailor_limit: NamedDependency[RateLimit],
    ) -> Response[Any]:
        """A cover letter: its paragraphs while they are written, or the whole as one document."""
        await tailor_limit.hit(address_of(request))
        cursor = cursor_of(request.headers.get("last-event-id"))
        if cursor is not None:
            stored = await letters.of_run(user.id, cursor.run_id)
        else:
            wanted = await body_of(request, CareerRequest)
            wishes = parse_wishes(wanted.tone, wanted.length, wanted.language, wanted.hints)
            stored = await letters.start(
                user.id,
                wanted.resume_id,
                await _posting(user, wanted, postings),
                wishes,
                key=key_of(request),
                abandon_after=ABANDON_AFTER_SECONDS,
            )
        if _wants_stream(request):
            return event_stream(letter_chunks(letters, stored, cursor or Cursor(stored.run_id)))
        last = await last_of(letters.follow(stored, repeat_end=True))
        if last is None or last.name != "done":
            return _failed(failure_of(last))
        return _json(letter_answer(await letters.read(user.id, stored.id)))

    @post("/tailor", status_code=200, opt={"scope": "tailor"})
    async def tailor(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        postings: NamedDependency[Postings],
        tailorings: NamedDependency[Tailorings],
        tailor_limit: NamedDependency[RateLimit],
    ) -> Response[Any]:
        """A tailored résumé: its sections as soon as they are known, or the whole result as one document."""
        await tailor_limit.hit(address_of(request))
        cursor = cursor_of(request.headers.get("last-event-id"))
        if cursor is not None:
            stored = await tailorings.of_run(user.id, cursor.run_id)
        else:
            wanted = await body_of(request, CareerRequest)
            stored = await tailorings.start(
                user.id,
                wanted.resume_id,
                await _posting(user, wanted, postings),
                wanted.instructions or wanted.hints,
                key=key_of(request),
                abandon_after=ABANDON_AFTER_SECONDS,
            )
        if _wants_stream(request):
            return event_stream(tailoring_chunks(tailorings, stored, cursor or Cursor(stored.run_id)))
        last = await last_of(tailorings.follow(stored, repeat_end=True))
        if last is None or last.name != "done":
            return _failed(failure_of(last))
        return _json(tailoring_answer(await tailorings.get(user.id, stored.id)))

    @post("/resumes", status_code=201, request_max_body_size=UPLOAD_REQUEST_LIMIT)
    async def upload_resume(
        self, data: Form, user: NamedDependency[User], resumes: NamedDependency[Resumes]
    ) -> Response[Any]:
        """Take a résumé in; it is read in the background, and at the latest when it is first needed."""
        upload = data.get("file")
        if not is_file(upload):
            raise InvalidInput("The field file is missing; send the résumé in it.", field="file")
        try:
            content = await read_upload(upload, MAX_BYTES)
            resume_id = await resumes.upload(user.id, content, upload.filename)
        except InvalidInput as error:
            error.field = "file"
            raise
        return _json({"resumeId": resume_id}, 201)

    @get("/resumes")
    async def list_resumes(self, user: NamedDependency[User], resumes: NamedDependency[Resumes]) -> Response[Any]:
        """The owner's résumés, newest first."""
        return _json({"resumes": [resume_answer(resume) for resume in await resumes.of(user.id)]})

    @get("/resumes/{resume_id:str}")
    async def show_resume(
        self, resume_id: FromPath[str], user: NamedDependency[User], resumes: NamedDependency[Resumes]
    ) -> Response[Any]:
        """One résumé, with what was read from it as JSON Resume."""
        # What writes JSON Resume reads dates too, which the first page need not wait for.
        from app.documents.json_resume_export import to_json_resume

        stored = await resumes.get(user.id, resume_id)
        document = None if stored.document is None else to_json_resume(stored.document.resume)
        return _json({**resume_answer(stored), "problem": stored.problem, "resume": document})

    @delete("/resumes/{resume_id:str}", status_code=204)
    async def delete_resume(
        self, resume_id: FromPath[str], user: NamedDependency[User], resumes: NamedDependency[Resumes]
    ) -> None:
        """Remove one; what was made from it stays."""
        await resumes.delete(user.id, resume_id)


async def _posting(user: User, wanted: CareerRequest, postings: Postings) -> str:
    form = parse_posting(wanted.job_description, wanted.job_title, wanted.company_name, field="jobDescription")
    return (await postings.add(user.id, form)).id


def _wants_stream(request: Request[Any, Any, Any]) -> bool:
    return "text/event-stream" in request.headers.get("accept", "").lower()


def _failed(failure: Failure, **more: str) -> Response[Any]:
    headers = {"Cache-Control": "no-store"}
    if failure.retry_after is not None:
        headers["Retry-After"] = str(math.ceil(failure.retry_after))
    return _json({**failure.event, **more}, failure.status, headers)


def _json(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response[Any]:
    encoded = msgspec.json.encode(body)
    return Response(encoded, media_type="application/json", status_code=status, headers=headers or {})
