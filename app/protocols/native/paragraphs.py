"""A letter's paragraphs in the native API: put other words there, have one written again, restore an earlier text."""

from typing import Any

from litestar import Controller, Request, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath

from app.accounts.service import User
from app.errors import Conflict, NotFound
from app.letters.service import PARTS, Letter, Letters
from app.protocols.json_bodies import body_of
from app.protocols.latex_tailoring import address_of
from app.protocols.native.answering import Json, answer, begun, changed_meanwhile, require_match
from app.protocols.native.letter_answers import LetterDocument, ParagraphText, Restore, Rewrite, letter_document
from app.protocols.native.once import Once
from app.web.rate_limit import RateLimit


class ParagraphApi(Controller):
    """`/api/letters/{id}/paragraphs/{part}`."""

    path = "/letters/{letter_id:str}/paragraphs/{part:str}"
    opt = {"scope": "letters"}  # noqa: RUF012 - Litestar's own way to set it

    @put(opt={"body": ParagraphText})
    async def edit_paragraph(
        self,
        request: Request[Any, Any, Any],
        letter_id: FromPath[str],
        part: FromPath[str],
        user: NamedDependency[User],
        letters: NamedDependency[Letters],
    ) -> Json[LetterDocument]:
        """Put the person's own words in place of a paragraph; its earlier texts are kept.

        `If-Match` (the letter's tag) or `number` guard against replacing words that nobody has seen.
        """
        letter = await _letter(letters, user.id, letter_id, part)
        wanted = await body_of(request, ParagraphText)
        guarded = require_match(request, letter_document(letter))
        current = letter.part(part).current
        number = wanted.number if wanted.number is not None else current.number if current else 0
        try:
            await letters.revisions.edit(user.id, letter_id, part, number, wanted.text)
        except Conflict as error:
            if guarded and letter.stored.state != "running":
                raise changed_meanwhile() from error
            raise
        return answer(request, letter_document(await letters.read(user.id, letter_id)))

    @post("/rewrite", status_code=202, opt={"body": Rewrite})
    async def rewrite_paragraph(
        self,
        request: Request[Any, Any, Any],
        letter_id: FromPath[str],
        part: FromPath[str],
        user: NamedDependency[User],
        letters: NamedDependency[Letters],
        tailor_limit: NamedDependency[RateLimit],
        once: NamedDependency[Once],
    ) -> Json[LetterDocument]:
        """Have one paragraph written again while the rest stays; `run_id` is the run."""
        await tailor_limit.hit(address_of(request))
        wanted = await body_of(request, Rewrite)

        async def again() -> str:
            return (await letters.rewrite(user.id, letter_id, part, wanted.action, abandon_after=None)).id

        await once.carry_out(wanted, again)
        document = letter_document(await letters.read(user.id, letter_id))
        return begun(request, document, document.run_id, headers=once.headers)

    @post("/restore", status_code=200, opt={"body": Restore})
    async def restore_paragraph(
        self,
        request: Request[Any, Any, Any],
        letter_id: FromPath[str],
        part: FromPath[str],
        user: NamedDependency[User],
        letters: NamedDependency[Letters],
        once: NamedDependency[Once],
    ) -> Json[LetterDocument]:
        """Let an earlier text of a paragraph stand again."""
        letter = await _letter(letters, user.id, letter_id, part)
        wanted = await body_of(request, Restore)
        require_match(request, letter_document(letter))

        async def restore() -> str:
            await letters.revisions.restore(user.id, letter_id, part, wanted.number)
            return letter_id

        await once.carry_out(wanted, restore)
        return answer(request, letter_document(await letters.read(user.id, letter_id)), headers=once.headers)


async def _letter(letters: Letters, owner: str, letter_id: str, part: str) -> Letter:
    if part not in PARTS:
        raise NotFound(f"A letter has the paragraphs {', '.join(PARTS)}.")
    return await letters.read(owner, letter_id)
