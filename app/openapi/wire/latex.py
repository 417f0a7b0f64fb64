"""LaTeX tailoring's form, events and document (`app/protocols/latex_tailoring.py`)."""

from typing import Annotated

import msgspec

from app.postings.service import ExtractedKeywords
from app.tailoring.service import MatchResult, ReorderPlan


class LatexForm(msgspec.Struct, frozen=True, kw_only=True):
    """A LaTeX résumé and the posting that it is for."""

    resume_file: Annotated[bytes, msgspec.Meta(description="A .tex file in UTF-8, 2 MB at most.")]
    jd_text: Annotated[str, msgspec.Meta(description="The posting's text, 50 to 50,000 characters.")]
    job_title: str = ""
    company_name: str = ""
    user_instructions: Annotated[str, msgspec.Meta(description="Wishes, at most 2,000 characters.")] = ""


class LatexProgress(msgspec.Struct, frozen=True, kw_only=True):
    """A step begins; 0 and 1 run at the same time."""

    step: Annotated[int, msgspec.Meta(ge=0, le=5)]
    label: str


class LatexComplete(msgspec.Struct, frozen=True, kw_only=True):
    """The tailored résumé. `pdf_b64` is empty without a PDF, and `pdf_error` says why; `tex_diff` is a unified diff."""

    extracted: ExtractedKeywords
    match: MatchResult
    reorder_plan: ReorderPlan
    pdf_url: str
    pdf_b64: str
    pdf_error: str
    tex_content: str
    tex_diff: str
    filename: str
    processing_time_ms: int


class LatexError(msgspec.Struct, frozen=True, kw_only=True):
    """It could not be finished; `step` is −1 for whatever was not foreseen."""

    detail: str
    step: Annotated[int, msgspec.Meta(ge=-1, le=5)]
