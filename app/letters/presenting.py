"""A letter as its pages show it."""

from collections.abc import Iterable

from app.documents.evidence import Claim
from app.documents.resume import Resume
from app.letters.contexts import (
    Choice,
    DoubtView,
    Ending,
    ExportPage,
    ExportQuestion,
    LetterPage,
    PartView,
    Trouble,
    VersionView,
)
from app.letters.models import StoredLetter, Version
from app.letters.reading import Letter, Part
from app.letters.service import LANGUAGES, Letters
from app.letters.trimming import as_resume_line, sentence_of
from app.web.moments import moment

TITLES = {
    "salutation": "Salutation",
    "opening": "Opening",
    "body_1": "First main paragraph",
    "body_2": "Second main paragraph",
    "closing": "Closing",
}
TONES = {"warm": "warm", "formal": "formal", "direct": "direct"}
LENGTHS = {"short": "short", "standard": "of the usual length", "long": "long"}
_ORIGINS = {
    "written": "Written",
    "rewritten": "Rewritten",
    "shortened": "Shortened",
    "edited": "Edited by you",
    "restored": "Restored",
}
_BY_A_LINE = frozenset({"skill", "number", "scope"})
_BLANK = "This looks like a place to fill in. Edit the paragraph and write what belongs there."
_STOPPED = {
    "cancelled": ("Stopped", "What was written is kept.", "info"),
    "abandoned": ("Stopped, because nobody was watching", "What was written is kept.", "info"),
    "interrupted": ("Interrupted", "The server stopped in the middle of this. What was written is kept.", "info"),
    "failed": ("This could not be finished", "What was written is kept.", "error"),
}


async def letter_page(
    letters: Letters, letter: Letter, trouble: Trouble | None = None, *, bill: str = ""
) -> LetterPage:
    """The page of one letter, in whichever state it is."""
    stored = letter.stored
    has_resume, has_posting = await letters.still_there(stored)
    running = stored.state == "running"
    return LetterPage(
        id=stored.id,
        posting_title=stored.posting_title,
        company=stored.company,
        resume_title=stored.resume_title,
        created=moment(stored.created_at),
        wishes=f"{TONES[stored.tone]}, {LENGTHS[stored.length]}, in {LANGUAGES.get(stored.language, stored.language)}",
        language=stored.language,
        parts=tuple(part_view(part, running=running, trouble=trouble) for part in letter.parts),
        resume_id=stored.resume_id,
        posting_id=stored.posting_id,
        is_running=running,
        hints=stored.hints,
        text=letter.text,
        ending=None if running else _ending(letter),
        open_questions=letter.open_questions,
        bill=bill,
        entries=entries_of(letter.resume) if has_resume and letter.resume is not None else (),
        resume_url=f"/resumes/{stored.resume_id}" if has_resume else None,
        posting_url=f"/postings/{stored.posting_id}" if has_posting else None,
    )


def part_view(part: Part, *, running: bool, trouble: Trouble | None = None) -> PartView:
    """One paragraph that is not being written at the moment."""
    current = part.current
    state = "waiting" if current is None else "whole" if current.complete else "partial"
    return PartView(
        name=part.name,
        title=TITLES[part.name],
        state=state,
        text=part.text,
        number=current.number if current else 0,
        claims=part.claims,
        doubts=tuple(_doubt(part.text, claim) for claim in part.doubts),
        blanks=part.blanks,
        versions=tuple(_version(version, current) for version in reversed(part.versions)),
        has_tools=not running,
        trouble=trouble if trouble is not None and trouble.part == part.name else None,
    )


def open_view(name: str, text: str) -> PartView:
    """A paragraph while it is written."""
    return PartView(name=name, title=TITLES[name], state="writing", text=text)


def said_at_end(letter: Letter) -> str:
    """How the writing ended, in a sentence for screen readers."""
    if letter.stored.state != "done":
        title, message, _ = _STOPPED.get(letter.stored.state, ("", "", ""))
        return f"{title}. {message}" if title else ""
    if letter.stored.part:
        return f"{TITLES[letter.stored.part]}: done."
    marks = letter.open_questions
    return "The letter is written." + (f" {_marks(marks)} to look at." if marks else "")


def entries_of(resume: Resume) -> tuple[Choice, ...]:
    """Where in the résumé a line can be added, by JSON pointer."""
    lists: list[tuple[str, Iterable[tuple[str | None, ...]]]] = [
        ("work", [(job.position, job.name) for job in resume.work]),
        ("projects", [(project.name,) for project in resume.projects]),
        ("volunteer", [(post.position, post.organization) for post in resume.volunteer]),
        ("education", [(study.study_type, study.area, study.institution) for study in resume.education]),
        ("skills", [("Skills", skill.name) for skill in resume.skills] or [("Skills",)]),
    ]
    return tuple(
        Choice(f"/{key}/{index}", ", ".join(name for name in names if name) or key.title())
        for key, entries in lists
        for index, names in enumerate(entries)
    )


def export_page(letter: Letter, kind: str) -> ExportPage:
    """What nobody has answered yet in a letter that is to be taken away."""
    questions: list[ExportQuestion] = []
    for part in letter.parts:
        title = TITLES[part.name]
        questions += [ExportQuestion(part.name, title, claim.text, claim.problem) for claim in part.doubts]
        questions += [ExportQuestion(part.name, title, blank, _BLANK) for blank in part.blanks]
    return ExportPage(
        id=letter.stored.id,
        posting_title=letter.stored.posting_title,
        kind=kind,
        anyway_url=f"/letters/{letter.stored.id}/letter.{kind}?anyway=1",
        questions=tuple(questions),
        missing=tuple(TITLES[name] for name in letter.missing),
    )


def _doubt(text: str, claim: Claim) -> DoubtView:
    if claim.kind not in _BY_A_LINE:
        return DoubtView(claim)
    if claim.kind == "skill":
        return DoubtView(claim, claim.text, claim.entry or "/skills/0")
    return DoubtView(claim, as_resume_line(sentence_of(text, claim.start, claim.end)), claim.entry)


def _version(version: Version, current: Version | None) -> VersionView:
    how = _ORIGINS[version.origin] + ("" if version.complete else ", broken off")
    return VersionView(version.number, how, version.text, moment(version.created_at), version == current)


def _ending(letter: Letter) -> Ending | None:
    stored = letter.stored
    if stored.state in _STOPPED:
        title, message, tone = _STOPPED[stored.state]
        problem = f"{stored.problem} {message}" if stored.problem else message
        return Ending(title, problem, tone, _button(stored, letter))
    if letter.is_whole:
        return None
    return Ending("Not finished yet", "Some paragraphs are missing.", "info", "Write the rest")


def _button(stored: StoredLetter, letter: Letter) -> str:
    if stored.part:
        return "Try again"
    return "Write the rest" if any(part.current for part in letter.parts) else "Write it"


def _marks(count: int) -> str:
    return "1 mark" if count == 1 else f"{count} marks"
