"""The Career API (`protocols.md` section 1)."""

from app.openapi.describing import Events, Operation, StreamEvent
from app.openapi.headers import IDEMPOTENCY_KEY, LAST_EVENT_ID
from app.openapi.wire.career import (
    CareerDone,
    CareerLetter,
    CareerResume,
    CareerResumeId,
    CareerResumes,
    CareerTailoring,
    CareerUpload,
    LetterSectionEvent,
    ResumeSectionEvent,
)
from app.openapi.wire.refusals import CareerError
from app.protocols.career import CareerRequest

TAG = "Career API"
_ABOUT = (
    "Answers a stream where `Accept` names `text/event-stream`, else one JSON document: the same run waited for. "
    "With `Last-Event-ID` no body is needed: the stream of the run that it names goes on."
)
_DONE = StreamEvent(
    name="done", when="Once, at the end.", data=CareerDone, example={"type": "done"}, ends=True, is_named=False
)
_FAULT = {"type": "error", "message": "Rate limit exceeded", "statusCode": 429}
_ERROR = StreamEvent(
    name="error", when="In place of `done`.", data=CareerError, example=_FAULT, ends=True, is_named=False
)
_SUMMARY = {"type": "section", "section": "summary", "content": "Backend engineer with nine years in payments."}
_SALUTATION = {"type": "section", "section": "salutation", "content": "Dear hiring team,"}
_TAILORING = Events(
    events=(
        StreamEvent(
            name="section",
            when="For each section, as soon as it is known.",
            data=ResumeSectionEvent,
            example=_SUMMARY,
            is_named=False,
        ),
        _DONE,
        _ERROR,
    ),
    example=(
        'id: run_9z8y7x6w5v4t3s2r1q0p:6.1\ndata: {"type":"section","section":"summary",'
        '"content":"Backend engineer with nine years in payments."}\n\n'
        'id: run_9z8y7x6w5v4t3s2r1q0p:7\ndata: {"type":"done"}\n\n'
    ),
)
_LETTER = Events(
    events=(
        StreamEvent(
            name="section",
            when="In many pieces, while the letter is written.",
            data=LetterSectionEvent,
            example=_SALUTATION,
            is_named=False,
        ),
        _DONE,
        _ERROR,
    ),
    example=(
        'id: run_9z8y7x6w5v4t3s2r1q0p:3\ndata: {"type":"section","section":"salutation",'
        '"content":"Dear hiring team,"}\n\n'
        'id: run_9z8y7x6w5v4t3s2r1q0p:9\ndata: {"type":"done"}\n\n'
    ),
)
_WAITED_FOR = (409, 502, 504)
OPERATIONS = {
    "POST /v1/tailor": Operation(
        id="career_tailor",
        tag=TAG,
        summary="Tailor a résumé for a posting",
        about=_ABOUT,
        body=CareerRequest,
        answer=CareerTailoring,
        stream=_TAILORING,
        refusals=(404, *_WAITED_FOR),
        headers=(LAST_EVENT_ID, IDEMPOTENCY_KEY),
    ),
    "POST /v1/cover-letters/generate": Operation(
        id="career_generate_letter",
        tag=TAG,
        summary="Write a cover letter for a posting",
        about=_ABOUT,
        body=CareerRequest,
        answer=CareerLetter,
        stream=_LETTER,
        refusals=(404, *_WAITED_FOR),
        headers=(LAST_EVENT_ID, IDEMPOTENCY_KEY),
    ),
    "POST /v1/resumes": Operation(
        id="career_upload_resume",
        tag=TAG,
        summary="Upload a résumé",
        about="It is read in the background, and at the latest when it is first needed.",
        form=CareerUpload,
        answer=CareerResumeId,
    ),
    "GET /v1/resumes": Operation(
        id="career_list_resumes", tag=TAG, summary="List your résumés", about="Newest first.", answer=CareerResumes
    ),
    "GET /v1/resumes/{resume_id}": Operation(
        id="career_show_resume",
        tag=TAG,
        summary="Read a résumé",
        about="With what was read from it as JSON Resume.",
        answer=CareerResume,
    ),
    "DELETE /v1/resumes/{resume_id}": Operation(
        id="career_delete_resume", tag=TAG, summary="Delete a résumé", about="What was made from it stays."
    ),
}
