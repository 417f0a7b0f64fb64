"""Tailorings in the native API, and the match without one."""

from typing import Any

from litestar import Controller, Request, Response, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from app.accounts.service import User
from app.db import Place
from app.errors import InvalidInput, NotFound
from app.postings.service import Postings, parse_posting
from app.protocols.json_bodies import body_of
from app.protocols.latex_tailoring import address_of
from app.protocols.native.answering import File, Json, answer, begun, file_answer, require_match
from app.protocols.native.once import Once
from app.protocols.native.paging import DEFAULT_LIMIT, CursorText, Limit, Page, page_of
from app.protocols.native.postings import posting_for
from app.protocols.native.tailoring_answers import (
    MatchDocument,
    MatchRequest,
    NewTailoring,
    TailoringDocument,
    TailoringItem,
    tailoring_document,
    tailoring_item,
)
from app.tailoring.service import FILE_TYPES, Tailorings
from app.web.rate_limit import RateLimit


class TailoringApi(Controller):
    """`/api/tailorings`."""

    path = "/tailorings"
    opt = {"scope": "tailor"}  # noqa: RUF012 - Litestar's own way to set it

    @get()
    async def list_tailorings(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        tailorings: NamedDependency[Tailorings],
        cursor: CursorText = "",
        limit: Limit = DEFAULT_LIMIT,
    ) -> Json[Page[TailoringItem]]:
        """Your tailorings, newest first."""
        page = await page_of(
            "tailorings",
            cursor,
            limit,
            lambda most, after: tailorings.of(user.id, most, after),
            lambda row: Place(row.created_at, row.id),
            tailoring_item,
        )
        return answer(request, page)

    @post(status_code=201, opt={"body": NewTailoring})
    async def start_tailoring(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        postings: NamedDependency[Postings],
        tailorings: NamedDependency[Tailorings],
        tailor_limit: NamedDependency[RateLimit],
        once: NamedDependency[Once],
    ) -> Json[TailoringDocument]:
        """Begin to tailor a résumé for a posting. `run_id` is the run; it goes on though nobody listens."""
        await tailor_limit.hit(address_of(request))
        wanted = await body_of(request, NewTailoring)

        async def begin() -> str:
            posting = await posting_for(postings, user.id, wanted.posting_id, wanted.posting)
            begun_with = await tailorings.start(
                user.id, wanted.resume_id, posting.id, wanted.instructions, key=once.key, abandon_after=None
            )
            return begun_with.id

        tailoring_id = await once.carry_out(wanted, begin)
        document = tailoring_document(await tailorings.get(user.id, tailoring_id))
        return answer(request, document, 201, headers={"Location": f"/api/tailorings/{tailoring_id}", **once.headers})

    @get("/{tailoring_id:str}")
    async def show_tailoring(
        self,
        request: Request[Any, Any, Any],
        tailoring_id: FromPath[str],
        user: NamedDependency[User],
        tailorings: NamedDependency[Tailorings],
    ) -> Json[TailoringDocument]:
        """One tailoring, with its result once it is done."""
        return answer(request, tailoring_document(await tailorings.get(user.id, tailoring_id)))

    @delete("/{tailoring_id:str}", status_code=204)
    async def delete_tailoring(
        self,
        request: Request[Any, Any, Any],
        tailoring_id: FromPath[str],
        user: NamedDependency[User],
        tailorings: NamedDependency[Tailorings],
    ) -> None:
        """Stop it and remove it with its files."""
        require_match(request, tailoring_document(await tailorings.get(user.id, tailoring_id)))
        await tailorings.delete(user.id, tailoring_id)

    @post("/{tailoring_id:str}/retry", status_code=202)
    async def retry_tailoring(
        self,
        request: Request[Any, Any, Any],
        tailoring_id: FromPath[str],
        user: NamedDependency[User],
        tailorings: NamedDependency[Tailorings],
        tailor_limit: NamedDependency[RateLimit],
        once: NamedDependency[Once],
    ) -> Json[TailoringDocument]:
        """Run one once more that ended without a result, under the same id; `run_id` is the new run."""
        await tailor_limit.hit(address_of(request))

        async def again() -> str:
            return (await tailorings.retry(user.id, tailoring_id, abandon_after=None)).id

        await once.carry_out(None, again)
        document = tailoring_document(await tailorings.get(user.id, tailoring_id))
        return begun(request, document, document.run_id, headers=once.headers)

    @get("/{tailoring_id:str}/files/{kind:str}")
    async def file(
        self,
        request: Request[Any, Any, Any],
        tailoring_id: FromPath[str],
        kind: FromPath[str],
        user: NamedDependency[User],
        tailorings: NamedDependency[Tailorings],
    ) -> Response[bytes]:
        """The tailored résumé to take away; `kind` is pdf, tex (for one that came as LaTeX), docx or json."""
        stored = await tailorings.get(user.id, tailoring_id)
        wanted = next((known for known in FILE_TYPES if known == kind), None)
        if wanted is None:
            raise NotFound(f"A tailored résumé comes as {', '.join(FILE_TYPES)}.")

        async def make() -> File:
            data, name = await tailorings.file(stored, wanted)
            return File(data, FILE_TYPES[wanted], name)

        return await file_answer(request, make, [stored.id, stored.run_id, stored.state, wanted])


class MatchApi(Controller):
    """`/api/matches`."""

    path = "/matches"
    opt = {"scope": "tailor"}  # noqa: RUF012 - Litestar's own way to set it

    @post(status_code=200, opt={"body": MatchRequest})
    async def match(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        postings: NamedDependency[Postings],
        tailorings: NamedDependency[Tailorings],
        tailor_limit: NamedDependency[RateLimit],
        once: NamedDependency[Once],
    ) -> Json[MatchDocument]:
        """Which keywords of a posting a résumé shows, nearly shows or lacks, and its score, at once.

        By the word lists alone, without a language model: a tailoring may find more. Nothing is kept.
        """
        await tailor_limit.hit(address_of(request))
        wanted = await body_of(request, MatchRequest)
        if bool(wanted.posting_id) == (wanted.posting is not None):
            raise InvalidInput("Send either posting_id or posting.", field="posting_id")

        async def nothing() -> str:
            return "match"

        await once.carry_out(wanted, nothing)
        inline = wanted.posting
        if inline is None:
            found = await tailorings.match(user.id, wanted.resume_id, await postings.get(user.id, wanted.posting_id))
        else:
            form = parse_posting(inline.text, inline.title, inline.company, field="posting.text")
            found = await tailorings.match(user.id, wanted.resume_id, form)
        document = MatchDocument(score=found.match.score, extracted=found.extracted, match=found.match)
        return answer(request, document, headers=once.headers)
