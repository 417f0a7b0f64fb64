"""The documents of one person that can be searched, read through the services that know whose they are."""

import asyncio
from collections.abc import Iterator
from typing import Any, NamedTuple

from app.letters.service import Letters, LetterText
from app.postings.service import Posting, Postings
from app.resumes.service import Resumes, ResumeText
from app.tutor.attachments import Attachment, Attachments
from app.tutor.tools.arguments import Kind
from app.tutor.tools.passages import Passage, joined, passages_of
from app.tutor.tools.results import in_one_line
from app.tutor.tools.resume_text import SHORTEST_OF_A_RESUME, plain_resume

MOST_CHARACTERS = 2_000_000
"""Of all documents of one person together; the newest are kept."""

_MOST_OF_A_KIND = 200
_MOST_IN_ONE = 100_000


class Source(NamedTuple):
    """A document. Places of `passages` are code points of `text`; `anchor` is the part of its `page` with the words."""

    kind: Kind
    id: str
    title: str
    page: str
    text: str
    passages: tuple[Passage, ...]
    anchor: str = ""


class Documents(NamedTuple):
    """The services that hold what a person has written or collected."""

    resumes: Resumes
    postings: Postings
    letters: Letters
    attachments: Attachments

    async def stamp(self, owner: str, conversation_id: str) -> tuple[Any, ...]:
        """What differs as soon as one of the documents says something else, or there is another one."""
        resumes, postings, letters, files = await asyncio.gather(
            self.resumes.of(owner),
            self.postings.of(owner),
            self.letters.stamps(owner),
            self.attachments.of(owner, conversation_id),
        )
        return (
            tuple((one.id, one.state, one.updated_at) for one in resumes),
            tuple(one.id for one in postings),
            tuple(letters),
            tuple(one.id for one in files),
        )

    async def read(self, owner: str, conversation_id: str) -> list[Source]:
        """Every document as a source, those of the conversation first, then the newest, as far as there is room."""
        resumes, postings, letters, files = await asyncio.gather(
            self.resumes.documents(owner, _MOST_OF_A_KIND),
            self.postings.texts(owner, _MOST_OF_A_KIND),
            self.letters.texts(owner, _MOST_OF_A_KIND),
            self.attachments.texts(owner, conversation_id),
        )
        # Cutting takes a while when there is much; other requests need not wait for that.
        return await asyncio.to_thread(_bounded, files, resumes, postings, letters)


def _bounded(
    files: list[Attachment], resumes: list[ResumeText], postings: list[Posting], letters: list[LetterText]
) -> list[Source]:
    sources, room = list[Source](), MOST_CHARACTERS
    for source in _sources(files, resumes, postings, letters):
        room -= len(source.text)
        if room < 0:
            break
        sources.append(source)
    return sources


def _sources(
    files: list[Attachment], resumes: list[ResumeText], postings: list[Posting], letters: list[LetterText]
) -> Iterator[Source]:
    for file in files:
        page = f"/tutor/{file.conversation_id}/files/{file.id}"
        yield Source("attachment", file.id, in_one_line(file.name), page, file.text, tuple(passages_of(file.text)))
    for resume in resumes:
        plain = plain_resume(resume.document, is_as_uploaded=resume.version == 1)
        passages = tuple(joined(plain.text, plain.atoms, SHORTEST_OF_A_RESUME))
        page = f"/resumes/{resume.id}"
        yield Source("resume", resume.id, in_one_line(resume.title), page, plain.text, passages, "resume")
    for posting in postings:
        title = " – ".join(part for part in (posting.title, posting.company) if part) or "A posting"
        text = posting.text[:_MOST_IN_ONE]
        page = f"/postings/{posting.id}"
        yield Source("posting", posting.id, in_one_line(title), page, text, tuple(passages_of(text)), "analysis")
    for letter in letters:
        yield _letter(letter)


def _letter(letter: LetterText) -> Source:
    """The parts of a letter, a blank line between them, as `Letter.text` has it."""
    passages, at = list[Passage](), 0
    for name, text in letter.parts:
        passages += [Passage(at + one.start, at + one.end, name, one.spot) for one in passages_of(text)]
        at += len(text) + 2
    text = "\n\n".join(text for _, text in letter.parts)
    to = letter.company or letter.posting_title
    title = in_one_line(f"Letter to {to}" if to else "A letter")
    return Source("letter", letter.id, title, f"/letters/{letter.id}", text, tuple(passages), "letter")
