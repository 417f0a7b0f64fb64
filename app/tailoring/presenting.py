"""A tailoring as its pages show it."""

from collections.abc import Iterable

import msgspec

from app.documents.rendering import MOST_PAGES
from app.documents.terms.categories import CATEGORIES
from app.tailoring.contexts import (
    ENDINGS,
    Chip,
    ChipGroup,
    Download,
    Ending,
    InstructionView,
    MoveView,
    PageImage,
    ResultView,
    ScorePart,
    TailoringPage,
)
from app.tailoring.diffing import diff_view
from app.tailoring.models import StoredTailoring, TailoringResult
from app.tailoring.results import MatchResult, ReorderPlan
from app.tailoring.service import Tailorings, decode_result
from app.web.moments import moment

CATEGORY_TITLES = {
    "languages": "Programming languages",
    "frameworks": "Frameworks",
    "tools": "Tools",
    "practices": "Practices",
    "domain": "Domain",
    "soft_skills": "Soft skills",
    "education": "Education",
    "spoken_languages": "Languages spoken",
}
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
        result=result_view(stored) if stored.state == "done" else None,
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


def result_view(stored: StoredTailoring) -> ResultView:
    """Everything a tailoring came to."""
    result = decode_result(stored)
    match = result.match
    return ResultView(
        score=match.score,
        headline=_headline(match),
        parts=tuple(
            ScorePart(
                part.name,
                str(part.points),
                str(part.of),
                round(100 * part.points / part.of) if part.of else 0,
                part.explanation,
            )
            for part in match.score_parts
        ),
        keywords=tuple(_chip_groups(match)),
        matched_count=len(match.matched),
        nearly_count=len(match.nearly),
        missing_count=len(match.missing),
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


def _headline(match: MatchResult) -> str:
    total = len(match.matched) + len(match.nearly) + len(match.missing)
    if not total:
        return "No keywords were found in this posting. Is it the whole text?"
    sentence = f"{len(match.matched)} of {total} keywords of the posting are in your résumé"
    if match.nearly:
        sentence += f"; {len(match.nearly)} more nearly {'is' if len(match.nearly) == 1 else 'are'}"
    return sentence + "."


def _chip_groups(match: MatchResult) -> Iterable[ChipGroup]:
    for category in CATEGORIES:
        chips = [
            Chip(term=hit.term, state="matched", required=hit.required, line=hit.line, why=hit.reason)
            for hit in match.matched
            if hit.category == category
        ]
        chips += [
            Chip(term=near.term, state="nearly", required=near.required, line=near.line, why=near.reason)
            for near in match.nearly
            if near.category == category
        ]
        chips += [
            Chip(term=gap.term, state="missing", required=gap.required)
            for gap in match.missing
            if gap.category == category
        ]
        if chips:
            yield ChipGroup(CATEGORY_TITLES[category], tuple(chips))


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
    yield Download("json", "JSON Resume", f"{base}.json", f"{result.filename}.json", "for other programs")


def _duration(milliseconds: int) -> str:
    return f"{milliseconds} ms" if milliseconds < 1000 else f"{milliseconds / 1000:.1f} s"
