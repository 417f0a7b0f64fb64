"""Reading a letter: its paragraphs, each checked against the résumé as it is now."""

from app.documents.evidence import Background
from app.documents.resume import Resume
from app.errors import NotFound
from app.letters.checking import check_letter
from app.letters.composing import PARTS
from app.letters.models import StoredLetter
from app.letters.reading import Letter, Part
from app.letters.shelf import Shelf, current_versions
from app.resumes.service import Resumes


class LetterReader:
    """What reading needs: the shelf and the résumés."""

    def __init__(self, shelf: Shelf, resumes: Resumes) -> None:
        self._shelf = shelf
        self._resumes = resumes

    async def read(self, stored: StoredLetter) -> Letter:
        """The letter with what each of its paragraphs claims."""
        versions = await self._shelf.versions(stored.owner, stored.id)
        current = current_versions(versions)
        resume = await self._resume_now(stored)
        background = Background(company=stored.company, title=stored.posting_title, posting=stored.posting_text)
        texts = {part: version.text for part, version in current.items()}
        claims = {} if resume is None else await check_letter(texts, resume, background)
        parts = tuple(
            Part(
                name=part,
                current=current.get(part),
                versions=tuple(version for version in versions if version.part == part),
                claims=claims.get(part, ()),
            )
            for part in PARTS
        )
        return Letter(stored=stored, parts=parts, resume=resume)

    async def _resume_now(self, stored: StoredLetter) -> Resume | None:
        """The résumé; once it is deleted, as it was when the letter was last written."""
        try:
            kept = await self._resumes.get(stored.owner, stored.resume_id)
        except NotFound:
            kept = None
        if kept is not None and kept.document is not None:
            return kept.document.resume
        ground = await self._shelf.ground(stored.owner, stored.id)
        return None if ground is None else ground.resume
