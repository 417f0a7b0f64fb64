"""The JSON documents of tailorings and matches in the native API."""

from typing import Any

import msgspec

from app.postings.service import ExtractedKeywords
from app.protocols.native.answering import Moment, moment, moment_or_none
from app.protocols.native.posting_answers import PostingText
from app.tailoring.service import (
    MatchResult,
    ReorderPlan,
    ResumeAnalysis,
    StoredTailoring,
    TailoringSummary,
    decode_result,
)


class TailoringItem(msgspec.Struct, frozen=True, kw_only=True):
    """A tailoring in a list.

    `state` is its run's: running, done, failed, cancelled, abandoned or interrupted; `score` 0 to 100 once it is done.
    """

    id: str
    resume_title: str
    posting_title: str
    company: str
    state: str
    score: int | None
    created_at: Moment


class TailoringOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a tailoring came to.

    `resume` is the tailored résumé as JSON Resume, `latex` its source where it came as LaTeX, `diff` a unified diff of
    what changed. `pages` of the PDF, made by `engine` (pdflatex or typst); 0 and "" without one, and `pdf_error` says
    why. `files` maps the kinds of files that there are (pdf, tex, docx, json) to their addresses.
    """

    analysis: ResumeAnalysis
    extracted: ExtractedKeywords
    match: MatchResult
    reorder_plan: ReorderPlan
    resume: dict[str, Any]
    latex: str
    diff: str
    warnings: list[str]
    pages: int
    engine: str
    pdf_error: str
    processing_time_ms: int
    model_note: str
    files: dict[str, str]


class TailoringDocument(TailoringItem, frozen=True, kw_only=True):
    """One tailoring. `run_id` names the run to follow; `problem` is a sentence; `result` is null until it is done."""

    resume_id: str
    posting_id: str
    instructions: str
    run_id: str
    problem: str | None
    ended_at: Moment | None
    result: TailoringOutcome | None


class NewTailoring(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A résumé for a posting: one that is kept (`posting_id`), or one that is sent along and kept (`posting`)."""

    resume_id: str
    posting_id: str = ""
    posting: PostingText | None = None
    instructions: str = ""


class MatchRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A résumé beside a posting: one that is kept (`posting_id`), or a text that is not kept (`posting`)."""

    resume_id: str
    posting_id: str = ""
    posting: PostingText | None = None


class MatchDocument(msgspec.Struct, frozen=True, kw_only=True):
    """How a résumé meets a posting: `score` 0 to 100 with its parts in `match`, and what the posting asks for."""

    score: int
    extracted: ExtractedKeywords
    match: MatchResult


def tailoring_item(tailoring: TailoringSummary) -> TailoringItem:
    """A tailoring in a list."""
    return TailoringItem(
        id=tailoring.id,
        resume_title=tailoring.resume_title,
        posting_title=tailoring.posting_title,
        company=tailoring.company,
        state=tailoring.state,
        score=tailoring.score,
        created_at=moment(tailoring.created_at),
    )


def tailoring_document(stored: StoredTailoring) -> TailoringDocument:
    """One tailoring in whichever state."""
    return TailoringDocument(
        id=stored.id,
        resume_title=stored.resume_title,
        posting_title=stored.posting_title,
        company=stored.company,
        state=stored.state,
        score=stored.score,
        created_at=moment(stored.created_at),
        resume_id=stored.resume_id,
        posting_id=stored.posting_id,
        instructions=stored.instructions,
        run_id=stored.run_id,
        problem=stored.problem,
        ended_at=moment_or_none(stored.ended_at),
        result=None if stored.result is None else _outcome(stored),
    )


def _outcome(stored: StoredTailoring) -> TailoringOutcome:
    # What writes JSON Resume reads dates too, which the first page need not wait for.
    from app.documents.json_resume_export import to_json_resume

    result = decode_result(stored)
    kinds = [*(["pdf"] if result.pages else []), *(["tex"] if result.injected.tex else []), "docx", "json"]
    return TailoringOutcome(
        analysis=result.analysis,
        extracted=result.extracted,
        match=result.match,
        reorder_plan=result.reorder_plan,
        resume=to_json_resume(result.injected.resume),
        latex=result.injected.tex,
        diff=result.injected.diff,
        warnings=result.warnings,
        pages=result.pages,
        engine=result.engine,
        pdf_error=result.pdf_error,
        processing_time_ms=result.processing_time_ms,
        model_note=result.model_note,
        files={kind: f"/api/tailorings/{stored.id}/files/{kind}" for kind in kinds},
    )
