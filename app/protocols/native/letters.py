"""Letters in the native API: begin, list, read and delete them, and take them away as files."""

from typing import Any

from litestar import Controller, Request, Response, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from app.accounts.service import User
from app.db import Place
from app.errors import Conflict, NotFound
from app.letters.service import FILE_TYPES, Letters, export, file_stem, parse_wishes
from app.postings.service import Postings
from app.protocols.json_bodies import body_of
from app.protocols.latex_tailoring import address_of
from app.protocols.native.answering import File, Json, answer, begun, file_answer, require_match
from app.protocols.native.letter_answers import (
    LetterDocument,
    LetterItem,
    NewLetter,
    letter_document,
    letter_item,
)
from app.protocols.native.once import Once
from app.protocols.native.paging import DEFAULT_LIMIT, CursorText, Limit, Page, page_of
from app.protocols.native.postings import posting_for
from app.web.rate_limit import RateLimit


class UnansweredMarks(Conflict):
    """A file of a letter that is not finished, or that says what the résumé does not support."""

    code = "unanswered_marks"


class LetterApi(Controller):
    """`/api/letters`."""

    path = "/letters"
    opt = {"scope": "letters"}  # noqa: RUF012 - Litestar's own way to set it

    @get()
    async def list_letters(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        letters: NamedDependency[Letters],
        cursor: CursorText = "",
        limit: Limit = DEFAULT_LIMIT,
    ) -> Json[Page[LetterItem]]:
        """Your letters, newest first."""
        page = await page_of(
            "letters",
            cursor,
            limit,
            lambda most, after: letters.of(user.id, most, after),
            lambda row: Place(row.created_at, row.id),
            letter_item,
        )
        return answer(request, page)

    @post(status_code=201, opt={"body": NewLetter})
    async def start_letter(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        postings: NamedDependency[Postings],
        letters: NamedDependency[Letters],
        tailor_limit: NamedDependency[RateLimit],
        once: NamedDependency[Once],
    ) -> Json[LetterDocument]:
        """Begin a cover letter. `run_id` is the run that writes it; it goes on though nobody listens."""
        await tailor_limit.hit(address_of(request))
        wanted = await body_of(request, NewLetter)
        wishes = parse_wishes(wanted.tone, wanted.length, wanted.language, wanted.hints)

        async def begin() -> str:
            posting = await posting_for(postings, user.id, wanted.posting_id, wanted.posting)
            begun_with = await letters.start(
                user.id, wanted.resume_id, posting.id, wishes, key=once.key, abandon_after=None
            )
            return begun_with.id

        letter_id = await once.carry_out(wanted, begin)
        document = letter_document(await letters.read(user.id, letter_id))
        return answer(request, document, 201, headers={"Location": f"/api/letters/{letter_id}", **once.headers})

    @get("/{letter_id:str}")
    async def show_letter(
        self,
        request: Request[Any, Any, Any],
        letter_id: FromPath[str],
        user: NamedDependency[User],
        letters: NamedDependency[Letters],
    ) -> Json[LetterDocument]:
        """One letter with its paragraphs, each checked against the résumé as it is now."""
        return answer(request, letter_document(await letters.read(user.id, letter_id)))

    @delete("/{letter_id:str}", status_code=204)
    async def delete_letter(
        self,
        request: Request[Any, Any, Any],
        letter_id: FromPath[str],
        user: NamedDependency[User],
        letters: NamedDependency[Letters],
    ) -> None:
        """Stop what is being written and remove the letter with all its versions."""
        require_match(request, letter_document(await letters.read(user.id, letter_id)))
        await letters.delete(user.id, letter_id)

    @post("/{letter_id:str}/retry", status_code=202)
    async def retry_letter(
        self,
        request: Request[Any, Any, Any],
        letter_id: FromPath[str],
        user: NamedDependency[User],
        letters: NamedDependency[Letters],
        tailor_limit: NamedDependency[RateLimit],
        once: NamedDependency[Once],
    ) -> Json[LetterDocument]:
        """Do once more what was stopped or failed last; what stands is left alone."""
        await tailor_limit.hit(address_of(request))

        async def again() -> str:
            return (await letters.retry(user.id, letter_id, abandon_after=None)).id

        await once.carry_out(None, again)
        document = letter_document(await letters.read(user.id, letter_id))
        return begun(request, document, document.run_id, headers=once.headers)

    @get("/{letter_id:str}/files/{kind:str}")
    async def file(
        self,
        request: Request[Any, Any, Any],
        letter_id: FromPath[str],
        kind: FromPath[str],
        user: NamedDependency[User],
        letters: NamedDependency[Letters],
        anyway: FromQuery[bool] = False,
    ) -> Response[bytes]:
        """The letter to take away as pdf, docx or txt; one with unanswered marks only `anyway`."""
        letter = await letters.read(user.id, letter_id)
        wanted = next((known for known in FILE_TYPES if known == kind), None)
        if wanted is None:
            raise NotFound(f"A letter comes as {', '.join(FILE_TYPES)}.")
        if not letter.text:
            raise NotFound("Nothing of this letter is written yet.")
        if (letter.open_questions or letter.missing) and not anyway:
            raise UnansweredMarks(
                f"This letter has {letter.open_questions} marks that nobody has answered and {len(letter.missing)} "
                "paragraphs that are not whole. Look at it, or add anyway=true to take it as it is."
            )

        async def make() -> File:
            return File(await export(letter, wanted), FILE_TYPES[wanted], f"{file_stem(letter)}.{wanted}")

        person = letter.resume.basics if letter.resume else None
        depends = [letter.stored.id, letter.stored.updated_at, letter.text, person, wanted]
        return await file_answer(request, make, depends, {"X-Unanswered-Marks": str(letter.open_questions)})
