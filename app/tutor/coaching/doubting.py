"""Claims of an answer that do not fit the résumé's facts: asked about, never called untrue."""

import re

from app.documents.evidence import Background, Claim, check_text
from app.documents.resume import Resume
from app.tutor.coaching.models import Material, Remark
from app.tutor.coaching.quoting import quoted

_KINDS = frozenset({"employer", "degree"})
_TIME = re.compile(r"\b(?:years?|months?)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20|99)\d\d(?!\d)")
_MOST = 1


def doubts_of(text: str, resume: Resume, material: Material | None = None) -> tuple[Remark, ...]:
    """At most one question about a claim that the résumé tells otherwise; its place is the claim's.

    An interview tells more than a résumé does, so what the résumé is silent about is no contradiction: only what it
    has a line to hold against counts.
    """
    background = Background()
    if material is not None:
        background = Background(company=material.company, title=material.title, posting=material.posting)
    claims = check_text(text, resume, background=background)
    return tuple(_asked(claim) for claim in claims if _contradicts(claim, resume))[:_MOST]


def _contradicts(claim: Claim, resume: Resume) -> bool:
    if claim.supported or not claim.nearest:
        return False
    if claim.kind == "date":
        return _is_outside(claim, resume)
    is_time_at_a_job = claim.kind == "number" and _TIME.search(claim.text) and claim.nearest[0].pointer.count("/") == 2
    return claim.kind in _KINDS or bool(is_time_at_a_job)


def _is_outside(claim: Claim, resume: Resume) -> bool:
    """Whether a year lies before or after the job that is spoken of; within it, it may date anything."""
    year = _YEAR.search(claim.text)
    _, _, at = claim.entry.partition("/work/")
    if year is None or not at.isdecimal():
        return False
    job = resume.work[int(at)]
    first, last = _YEAR.match(job.start_date or ""), _YEAR.match(job.end_date or "9999")
    return first is not None and last is not None and not first[0] <= year[0] <= last[0]


def _asked(claim: Claim) -> Remark:
    line = claim.nearest[0].line
    text = (
        f"One thing to make sure of: you say {quoted(claim.text, 60)}, and your résumé has {quoted(line, 110)}. "
        "Which is right? An interviewer has the résumé on the table."
    )
    return Remark(kind="doubt", text=text, about=claim.kind, start=claim.start, end=claim.end)
