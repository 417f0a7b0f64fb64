"""A review as its pages show it."""

from collections.abc import Iterable, Sequence

import msgspec

from app.documents.rendering import MOST_PAGES
from app.documents.resume import ReadResume, Resume
from app.documents.rewording import Change, plain
from app.reviews.contexts import (
    ENDINGS,
    Card,
    Doubt,
    Download,
    Ending,
    Keeping,
    PageImage,
    Preview,
    ReviewPage,
    Tally,
)
from app.reviews.deciding import claims_of, unsupported
from app.reviews.findings import Finding
from app.reviews.models import Decision, Printed, StoredReview
from app.reviews.service import Reviews
from app.reviews.wording import WordPiece, pieces
from app.reviews.working_copy import change_of
from app.tailoring.service import Suggestion
from app.web.moments import moment

PAGE_WIDTH = 1240
A4_HEIGHT = 1754
LETTER_HEIGHT = 1605
NEAREST_SHOWN = 2
KEYWORDS_SHOWN = 5


async def review_page(reviews: Reviews, stored: StoredReview, *, notice: str = "", bill: str = "") -> ReviewPage:
    """The page of one review, in whichever state it is. `bill`: what models took for it, in a sentence."""
    findings = await reviews.findings(stored)
    cards = [card_of(finding, stored.decisions.get(finding.id, Decision()), stored.base) for finding in findings]
    suggestions = tuple(card for card in cards if card.kind == "suggestion")
    questions = tuple(card for card in cards if card.kind == "question")
    resume_version, has_posting = await reviews.still_there(stored)
    return ReviewPage(
        id=stored.id,
        resume_title=stored.resume_title,
        posting_title=stored.posting_title,
        company=stored.company,
        created=moment(stored.created_at),
        again_url=f"/reviews/new?resume_id={stored.resume_id}&posting_id={stored.posting_id or 'none'}",
        resume_url=None if resume_version is None else f"/resumes/{stored.resume_id}",
        posting_url=f"/postings/{stored.posting_id}" if has_posting else None,
        suggestions=suggestions,
        questions=questions,
        tally=_tally(suggestions, questions),
        preview=preview_of(stored.id, stored.version, stored.printed),
        keeping=_keeping(stored, resume_version),
        downloads=tuple(_downloads(stored)),
        running=stored.state == "running",
        ending=_ending(stored),
        empty=_empty(stored) if stored.state == "done" and not cards else "",
        model_note=stored.model_note,
        bill=bill,
        notice=notice,
    )


def card_of(
    finding: Finding, decision: Decision, base: ReadResume | None, *, problem: str = "", typed: str | None = None
) -> Card:
    """One finding in the résumé that the review began with, when that was read; `problem` and `typed` belong to a click
    that could not be carried out."""
    suggestion, question = finding.suggestion, finding.question
    change = change_of(finding, decision)
    doubts = unsupported(finding, decision)
    state = "doubtful" if decision.state == "open" and doubts else decision.state
    written = change.after if change is not None else finding.line
    return Card(
        id=finding.id,
        kind="suggestion" if suggestion is not None else "question",
        state=state,
        revision=decision.revision,
        title=suggestion.title if suggestion is not None else question.text if question is not None else "",
        reason=suggestion.reason if suggestion is not None else question.reason if question is not None else "",
        keyword=suggestion.keyword if suggestion is not None else question.keyword if question is not None else "",
        words=_words(finding, change, base),
        evidence=_evidence(suggestion) if suggestion is not None else (),
        doubts=tuple(_doubts(finding, decision, change)) if decision.state == "open" else (),
        text=written if typed is None else typed,
        can_edit=bool(finding.pointer) and (change is None or change.kind != "remove"),
        edited=decision.change is not None,
        affirmed=decision.affirmed,
        adds=change is not None and change.kind == "add_keyword",
        problem=problem,
    )


def preview_of(review_id: str, version: int, printed: Printed | None) -> Preview:
    """The copy's pages as pictures; their address changes with the copy."""
    if printed is None:
        return Preview()
    height = LETTER_HEIGHT if printed.us_letter else A4_HEIGHT
    pages = tuple(
        PageImage(number, f"/reviews/{review_id}/pages/{number}.png?v={version}", PAGE_WIDTH, height)
        for number in range(1, min(printed.pages, MOST_PAGES) + 1)
    )
    compiled = "Compiled from your own LaTeX by pdflatex, with the changes that you accepted."
    designed = "Set in Foreword's own one-column design, with the changes that you accepted."
    note = compiled if printed.engine == "pdflatex" else designed
    return Preview(pages=pages, note=note if pages else "", error=printed.error or None)


def said_of(page: ReviewPage) -> str:
    """How things stand, in a sentence."""
    tally = page.tally
    if page.ending is not None:
        return f"{page.ending.title}. {tally.suggestions} suggestions were found."
    if not tally.suggestions and not tally.questions:
        return "Done. There is nothing to suggest."
    decided = tally.accepted + tally.rejected
    return f"{tally.suggestions} suggestions, {tally.accepted} accepted, {decided} decided, {tally.open} open."


def _evidence(suggestion: Suggestion) -> tuple[str, ...]:
    """The lines that make it true, but for the line itself, which stands above them anyway."""
    change = suggestion.change
    return tuple(dict.fromkeys(each.line for each in suggestion.evidence if each.pointer != change.pointer))


def _words(finding: Finding, change: Change | None, base: ReadResume | None) -> tuple[WordPiece, ...]:
    if change is None:
        return (WordPiece("same", finding.line),) if finding.line else ()
    if change.kind == "remove":
        return (WordPiece("del", finding.line),)
    if change.kind == "add_keyword":
        stands = _end_of_list(base.resume, change.pointer) if base is not None else ""
        return (
            (WordPiece("same", stands), WordPiece("ins", change.after)) if stands else (WordPiece("ins", change.after),)
        )
    return pieces(plain(change.before), plain(change.after))


def _end_of_list(resume: Resume, pointer: str) -> str:
    """A list of skills as far as one needs to know it ("Languages: …, Java, Python, "); empty for any other pointer."""
    parts = pointer.split("/")
    if len(parts) != 3 or parts[1] != "skills" or not parts[2].isdecimal() or int(parts[2]) >= len(resume.skills):
        return ""
    skill = resume.skills[int(parts[2])]
    shown = skill.keywords[-KEYWORDS_SHOWN:]
    more = "…, " if len(skill.keywords) > len(shown) else ""
    return (f"{skill.name}: " if skill.name else "") + more + "".join(f"{keyword}, " for keyword in shown)


def _doubts(finding: Finding, decision: Decision, change: Change | None) -> Iterable[Doubt]:
    doubted = unsupported(finding, decision)
    for number, claim in enumerate(claims_of(finding, decision)):
        if claim in doubted:
            nearest = tuple(dict.fromkeys(each.line for each in claim.nearest))[:NEAREST_SHOWN]
            removable = change is not None and change.kind == "replace"
            yield Doubt(number, claim.text, claim.problem, nearest, removable)


def _tally(suggestions: Sequence[Card], questions: Sequence[Card]) -> Tally:
    states = [card.state for card in suggestions]
    answered = [card.state for card in questions]
    return Tally(
        suggestions=len(suggestions),
        questions=len(questions),
        open=states.count("open") + states.count("doubtful"),
        acceptable=states.count("open"),
        accepted=states.count("accepted") + answered.count("accepted"),
        rejected=states.count("rejected"),
    )


def _keeping(stored: StoredReview, resume_version: int | None) -> Keeping:
    if stored.copy is None or stored.base is None:
        return Keeping("nothing")
    if stored.kept_version == stored.version:
        return Keeping("kept")
    if stored.kept_version is None and stored.copy.resume == stored.base.resume:
        return Keeping("nothing")
    if resume_version is None:
        return Keeping("gone")
    known = stored.kept_resume_version or stored.resume_version
    return Keeping("ready" if resume_version == known else "stale")


def _downloads(stored: StoredReview) -> Iterable[Download]:
    if stored.printed is not None and stored.printed.pages:
        yield Download("PDF", f"/reviews/{stored.id}/resume.pdf")
    if stored.copy is not None:
        if stored.copy.format == "tex":
            yield Download("LaTeX", f"/reviews/{stored.id}/resume.tex")
        yield Download("Word", f"/reviews/{stored.id}/resume.docx")
        yield Download("JSON Resume", f"/reviews/{stored.id}/resume.json")


def _ending(stored: StoredReview) -> Ending | None:
    ending = ENDINGS.get(stored.state)
    if ending is None or not stored.problem:
        return ending
    return msgspec.structs.replace(ending, message=stored.problem)


def _empty(stored: StoredReview) -> str:
    if stored.posting_id:
        return (
            "Nothing to suggest: your lines already use the posting's words where they are true, and none of them "
            "reads badly. What the posting asks for beyond that, only you can tell."
        )
    return "Nothing to suggest: none of your lines reads badly. With a posting, the review also looks for its words."
