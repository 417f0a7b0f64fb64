"""The JSON documents of the Career API: a whole letter, a whole tailoring, a résumé's row."""

from typing import Any

from app.documents.evidence import Claim
from app.letters.service import Letter
from app.protocols.career_events import BETWEEN_PARAGRAPHS, SECTION_OF, resume_sections, section
from app.resumes.service import ResumeSummary, StoredResume
from app.tailoring.service import StoredTailoring, decode_result


def letter_answer(letter: Letter) -> dict[str, Any]:
    """The letter's sections, and what it claims; spans are code points of the section's content.

    `unansweredMarks` counts the claims that the résumé does not support, and the blanks to be filled in.
    """
    contents: dict[str, str] = {}
    claims: list[dict[str, Any]] = []
    for part in letter.parts:
        name = SECTION_OF[part.name]
        before = contents[name] + BETWEEN_PARAGRAPHS if name in contents else ""
        contents[name] = before + part.text
        claims += [_claim(name, claim, len(before)) for claim in part.claims]
    return {
        "letterId": letter.stored.id,
        "sections": [section(name, content) for name, content in contents.items()],
        "content": letter.text,
        "claims": claims,
        "unansweredMarks": letter.open_questions,
        "url": f"/letters/{letter.stored.id}",
    }


def _claim(section_name: str, claim: Claim, offset: int) -> dict[str, Any]:
    return {
        "section": section_name,
        "kind": claim.kind,
        "text": claim.text,
        "start": claim.start + offset,
        "end": claim.end + offset,
        "supported": claim.supported,
        "problem": claim.problem,
        "evidence": claim.evidence,
    }


def tailoring_answer(stored: StoredTailoring) -> dict[str, Any]:
    """The tailored résumé's sections and everything else that the tailoring came to."""
    # What writes JSON Resume reads dates too, which the first page need not wait for.
    from app.documents.json_resume_export import to_json_resume

    result = decode_result(stored)
    return {
        "tailoringId": stored.id,
        "sections": resume_sections(result.injected),
        "resume": to_json_resume(result.injected.resume),
        "latex": result.injected.tex,
        "extracted": result.extracted,
        "match": result.match,
        "reorderPlan": result.reorder_plan,
        "warnings": result.warnings,
        "pdfUrl": f"/tailorings/{stored.id}/resume.pdf" if result.pages else "",
        "pdfError": result.pdf_error,
        "url": f"/tailorings/{stored.id}",
    }


def resume_answer(resume: ResumeSummary | StoredResume) -> dict[str, Any]:
    """A résumé without its content. `state`: reading, ready or failed; times in Unix seconds."""
    return {
        "resumeId": resume.id,
        "title": resume.title,
        "filename": resume.filename,
        "format": resume.format,
        "state": resume.state,
        "createdAt": resume.created_at,
        "updatedAt": resume.updated_at,
    }
