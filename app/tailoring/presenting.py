"""A tailoring as its pages show it."""

from collections.abc import Iterable

import msgspec

from app.documents.rendering import MOST_PAGES
from app.tailoring.contexts import (
    ENDINGS,
    Download,
    Ending,
    InstructionView,
    MoveView,
    PageImage,
    ResultView,
    TailoringPage,
)
from app.tailoring.diffing import diff_view
from app.tailoring.match_view import match_view
from app.tailoring.models import StoredTailoring, TailoringResult
from app.tailoring.results import ReorderPlan
from app.tailoring.service import Tailorings, decode_result
from app.web.moments import moment

PAGE_WIDTH = 1240
A4_HEIGHT = 1754
LETTER_HEIGHT = 1605


async def tailoring_page(tailorings: Tailorings, stored: StoredTailoring, bill: str = "") -> TailoringPage:
    """The page of one tailoring, in whichever state it is. `bill`: what models took for it, in a sentence."""
    has_resume, has_posting = await tailorings.still_there(stored)
    both = f"resume_id={stored.resume_id}&posting_id={stored.posting_id}"
    return TailoringPage(
        id=stored.id,
        posting_title=stored.posting_title,
        company=stored.company,
        resume_title=stored.resume_title,
        created=moment(stored.created_at),
        again_url=f"/tailorings/new?{both}",
        both=both,
        posting_url=f"/postings/{stored.posting_id}" if has_posting else None,
        resume_url=f"/resumes/{stored.resume_id}" if has_resume else None,
        instructions=stored.instructions,
        result=result_view(stored, await tailorings.posting_text(stored)) if stored.state == "done" else None,
        ending=_ending(stored),
        bill=bill,
    )


def said_at_end(stored: StoredTailoring) -> str:
    """How it ended, in a sentence for screen readers."""
    if stored.state == "done":
        return f"Done. The score is {stored.score} of 100."
    ending = _ending(stored)
    return f"{ending.title}. {ending.message}" if ending else ""


def _ending(stored: StoredTailoring) -> Ending | None:
    ending = ENDINGS.get(stored.state)
    if ending is None or stored.state != "failed" or not stored.problem:
        return ending
    return msgspec.structs.replace(ending, message=f"{stored.problem} {ending.message}")


def result_view(stored: StoredTailoring, posting: str = "") -> ResultView:
    """Everything a tailoring came to; `posting` is the posting's text, empty when it is gone."""
    result = decode_result(stored)
    return ResultView(
        match=match_view(result.match, result.extracted, posting),
        moves=tuple(_moves(result.reorder_plan)),
        honoured=tuple(InstructionView(wish.text, wish.effect) for wish in result.reorder_plan.honoured),
        not_honoured=tuple(InstructionView(wish.text, wish.why) for wish in result.reorder_plan.not_honoured),
        diff=diff_view(result.injected.before, result.injected.after),
        pages=tuple(_pages(stored, result)),
        pdf_note=_pdf_note(result),
        warnings=tuple(dict.fromkeys(result.warnings)),
        pdf_error=result.pdf_error or None,
        downloads=tuple(_downloads(stored, result)),
        tex=result.injected.tex,
        model_note=result.model_note,
        duration=_duration(result.processing_time_ms),
    )


def _moves(plan: ReorderPlan) -> Iterable[MoveView]:
    for move in plan.moves:
        if not move.shifts:
            yield MoveView(what=move.label, where="", why=move.reason, keywords=move.keywords)
        for shift in move.shifts:
            yield MoveView(what=shift.label, where=move.label, why=shift.reason, keywords=shift.keywords)


def _pages(stored: StoredTailoring, result: TailoringResult) -> Iterable[PageImage]:
    height = LETTER_HEIGHT if "letterpaper" in result.injected.tex else A4_HEIGHT
    for number in range(1, min(result.pages, MOST_PAGES) + 1):
        yield PageImage(number, f"/tailorings/{stored.id}/pages/{number}.png", PAGE_WIDTH, height)


def _pdf_note(result: TailoringResult) -> str:
    if result.engine == "pdflatex":
        return "Compiled from your own LaTeX by pdflatex."
    if result.injected.tex and result.engine:
        return "Set in Foreword's own one-column design, because your LaTeX did not compile here."
    return "Set in Foreword's own one-column design." if result.engine else ""


def _downloads(stored: StoredTailoring, result: TailoringResult) -> Iterable[Download]:
    base = f"/tailorings/{stored.id}/resume"
    if result.pages:
        yield Download("pdf", "PDF", f"{base}.pdf", f"{result.filename}.pdf", "to send")
    if result.injected.tex:
        yield Download("tex", "LaTeX", f"{base}.tex", f"{result.filename}.tex", "your source, reordered")
    yield Download("docx", "Word", f"{base}.docx", f"{result.filename}.docx", "to go on editing")
    yield Download("json", "JSON Resume", f"{base}.json", f"{result.filename}.json", "for other programs")


def _duration(milliseconds: int) -> str:
    return f"{milliseconds} ms" if milliseconds < 1000 else f"{milliseconds / 1000:.1f} s"
