"""The native API: résumés, postings, matches, tailorings and letters."""

from app.letters.service import FILE_TYPES as LETTER_FILES
from app.openapi.describing import Operation
from app.openapi.headers import IF_MATCH, UNANSWERED_MARKS
from app.openapi.wire.native import ResumeUpload
from app.resumes.service import FILE_TYPES as RESUME_FILES
from app.resumes.service import SOURCE_TYPES
from app.tailoring.service import FILE_TYPES as TAILORING_FILES

RESUMES, POSTINGS, TAILORINGS, LETTERS = "Résumés", "Postings", "Matches and tailorings", "Letters"
_PARAGRAPH = "/api/letters/{letter_id}/paragraphs/{part}"
OPERATIONS = {
    "GET /api/resumes": Operation(id="list_resumes", tag=RESUMES, summary="List your résumés"),
    "POST /api/resumes": Operation(id="upload_resume", tag=RESUMES, summary="Upload a résumé", form=ResumeUpload),
    "GET /api/resumes/{resume_id}": Operation(id="show_resume", tag=RESUMES, summary="Read a résumé"),
    "PATCH /api/resumes/{resume_id}": Operation(
        id="change_resume", tag=RESUMES, summary="Change a résumé", refusals=(409,), headers=(IF_MATCH,)
    ),
    "DELETE /api/resumes/{resume_id}": Operation(
        id="delete_resume", tag=RESUMES, summary="Delete a résumé", headers=(IF_MATCH,)
    ),
    "POST /api/resumes/{resume_id}/read": Operation(
        id="read_resume", tag=RESUMES, summary="Read a résumé's file once more", refusals=(409,), also=(200,)
    ),
    "GET /api/resumes/{resume_id}/source": Operation(
        id="download_resume_source",
        tag=RESUMES,
        summary="Download the file with your changes",
        files=tuple(SOURCE_TYPES.values()),
    ),
    "GET /api/resumes/{resume_id}/original": Operation(
        id="download_resume_original",
        tag=RESUMES,
        summary="Download the file as it was uploaded",
        files=tuple(SOURCE_TYPES.values()),
    ),
    "GET /api/resumes/{resume_id}/files/{kind}": Operation(
        id="download_resume",
        tag=RESUMES,
        summary="Download a résumé as PDF, DOCX or JSON Resume",
        files=tuple(RESUME_FILES.values()),
        refusals=(409, 422),
    ),
    "GET /api/postings": Operation(id="list_postings", tag=POSTINGS, summary="List your postings"),
    "POST /api/postings": Operation(id="add_posting", tag=POSTINGS, summary="Keep a posting"),
    "GET /api/postings/{posting_id}": Operation(id="show_posting", tag=POSTINGS, summary="Read a posting"),
    "DELETE /api/postings/{posting_id}": Operation(
        id="delete_posting", tag=POSTINGS, summary="Delete a posting", refusals=(409,)
    ),
    "GET /api/postings/{posting_id}/analysis": Operation(
        id="show_analysis", tag=POSTINGS, summary="Read what was found in a posting"
    ),
    "POST /api/postings/{posting_id}/analysis": Operation(
        id="analyse_posting", tag=POSTINGS, summary="Analyse a posting", refusals=(409,)
    ),
    "POST /api/matches": Operation(
        id="match", tag=TAILORINGS, summary="Match a résumé with a posting at once", refusals=(404, 409)
    ),
    "GET /api/tailorings": Operation(id="list_tailorings", tag=TAILORINGS, summary="List your tailorings"),
    "POST /api/tailorings": Operation(
        id="start_tailoring", tag=TAILORINGS, summary="Tailor a résumé for a posting", refusals=(404, 409)
    ),
    "GET /api/tailorings/{tailoring_id}": Operation(
        id="show_tailoring", tag=TAILORINGS, summary="Read a tailoring with its result"
    ),
    "DELETE /api/tailorings/{tailoring_id}": Operation(
        id="delete_tailoring", tag=TAILORINGS, summary="Delete a tailoring", headers=(IF_MATCH,)
    ),
    "POST /api/tailorings/{tailoring_id}/retry": Operation(
        id="retry_tailoring", tag=TAILORINGS, summary="Try a tailoring again", refusals=(409,)
    ),
    "GET /api/tailorings/{tailoring_id}/files/{kind}": Operation(
        id="download_tailoring",
        tag=TAILORINGS,
        summary="Download a tailored résumé",
        files=tuple(TAILORING_FILES.values()),
        refusals=(409, 422),
    ),
    "GET /api/letters": Operation(id="list_letters", tag=LETTERS, summary="List your letters"),
    "POST /api/letters": Operation(id="start_letter", tag=LETTERS, summary="Write a cover letter", refusals=(404, 409)),
    "GET /api/letters/{letter_id}": Operation(id="show_letter", tag=LETTERS, summary="Read a letter"),
    "DELETE /api/letters/{letter_id}": Operation(
        id="delete_letter", tag=LETTERS, summary="Delete a letter", headers=(IF_MATCH,)
    ),
    "POST /api/letters/{letter_id}/retry": Operation(
        id="retry_letter", tag=LETTERS, summary="Go on with a letter", refusals=(409,)
    ),
    f"PUT {_PARAGRAPH}": Operation(
        id="edit_paragraph",
        tag=LETTERS,
        summary="Put your own words in a letter",
        refusals=(409,),
        headers=(IF_MATCH,),
    ),
    f"POST {_PARAGRAPH}/rewrite": Operation(
        id="rewrite_paragraph", tag=LETTERS, summary="Have a paragraph written again", refusals=(409,)
    ),
    f"POST {_PARAGRAPH}/restore": Operation(
        id="restore_paragraph",
        tag=LETTERS,
        summary="Restore an earlier text of a paragraph",
        refusals=(409,),
        headers=(IF_MATCH,),
    ),
    "GET /api/letters/{letter_id}/files/{kind}": Operation(
        id="download_letter",
        tag=LETTERS,
        summary="Download a letter as PDF, DOCX or text",
        files=tuple(LETTER_FILES.values()),
        refusals=(409, 422),
        told=(UNANSWERED_MARKS,),
    ),
}
