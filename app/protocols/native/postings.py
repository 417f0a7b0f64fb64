"""Postings in the native API: keep them, read them, have them analysed, delete them."""

from typing import Any

from litestar import Controller, Request, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from app.accounts.service import User
from app.db import Place
from app.errors import InvalidInput, NotFound
from app.postings.service import Posting, Postings, Typed, parse_posting, posting_from
from app.protocols.json_bodies import body_of
from app.protocols.latex_tailoring import address_of
from app.protocols.native.answering import Json, answer, begun
from app.protocols.native.once import Once
from app.protocols.native.paging import DEFAULT_LIMIT, CursorText, Limit, Page, page_of
from app.protocols.native.posting_answers import (
    AnalysisDocument,
    AnalysisRequest,
    NewPosting,
    PostingDocument,
    PostingItem,
    PostingText,
    analysis_document,
    posting_document,
    posting_item,
)
from app.web.rate_limit import RateLimit

_LONGEST_ADDRESS = 4_000


class PostingApi(Controller):
    """`/api/postings`."""

    path = "/postings"
    opt = {"scope": "resumes"}  # noqa: RUF012 - Litestar's own way to set it

    @get()
    async def list_postings(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        postings: NamedDependency[Postings],
        cursor: CursorText = "",
        limit: Limit = DEFAULT_LIMIT,
    ) -> Json[Page[PostingItem]]:
        """Your postings, newest first."""
        page = await page_of(
            "postings",
            cursor,
            limit,
            lambda most, after: postings.of(user.id, most, after),
            lambda row: Place(row.created_at, row.id),
            posting_item,
        )
        return answer(request, page)

    @post(status_code=201, opt={"body": NewPosting})
    async def add_posting(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        postings: NamedDependency[Postings],
        fetch_limit: NamedDependency[RateLimit],
        once: NamedDependency[Once],
    ) -> Json[PostingDocument]:
        """Keep a posting by its text, or by the address of its page; the very same words are not kept twice."""
        wanted = await body_of(request, NewPosting)
        if bool(wanted.text.strip()) == bool(wanted.url.strip()):
            raise InvalidInput("Send either the text of the posting or its url.", field="text")
        if len(wanted.url) > _LONGEST_ADDRESS:
            raise InvalidInput(f"An address is limited to {_LONGEST_ADDRESS:,} characters.", field="url")

        async def keep() -> str:
            typed = Typed(wanted.url, wanted.title, wanted.company, wanted.text)
            if typed.wants_fetch:
                await fetch_limit.hit(address_of(request))
            return (await postings.add(user.id, await posting_from(typed))).id

        posting_id = await once.carry_out(wanted, keep)
        document = posting_document(await postings.get(user.id, posting_id))
        return answer(request, document, 201, headers={"Location": f"/api/postings/{posting_id}", **once.headers})

    @get("/{posting_id:str}")
    async def show_posting(
        self,
        request: Request[Any, Any, Any],
        posting_id: FromPath[str],
        user: NamedDependency[User],
        postings: NamedDependency[Postings],
    ) -> Json[PostingDocument]:
        """One posting with its text."""
        return answer(request, posting_document(await postings.get(user.id, posting_id)))

    @delete("/{posting_id:str}", status_code=204)
    async def delete_posting(
        self, posting_id: FromPath[str], user: NamedDependency[User], postings: NamedDependency[Postings]
    ) -> None:
        """Remove a posting with its analysis; what was made for it stays."""
        await postings.delete(user.id, posting_id)

    @get("/{posting_id:str}/analysis")
    async def show_analysis(
        self,
        request: Request[Any, Any, Any],
        posting_id: FromPath[str],
        user: NamedDependency[User],
        postings: NamedDependency[Postings],
    ) -> Json[AnalysisDocument]:
        """What was found in a posting: what is asked for, on which terms, and what to look at twice."""
        await postings.get(user.id, posting_id)
        stored = await postings.analysis(user.id, posting_id)
        if stored is None:
            raise NotFound("This posting has not been analysed yet. POST to this address begins that.")
        return answer(request, analysis_document(stored))

    @post("/{posting_id:str}/analysis", status_code=202, opt={"body": AnalysisRequest})
    async def analyse_posting(
        self,
        request: Request[Any, Any, Any],
        posting_id: FromPath[str],
        user: NamedDependency[User],
        postings: NamedDependency[Postings],
        once: NamedDependency[Once],
    ) -> Json[AnalysisDocument]:
        """Begin the analysis of a posting; one that runs or is done is answered as it is, unless asked for again."""
        wanted = await body_of(request, AnalysisRequest)

        async def begin() -> str:
            stored = await postings.start_analysis(user.id, posting_id, again=wanted.again, abandon_after=None)
            return stored.run_id

        await once.carry_out(wanted, begin)
        stored = await postings.analysis(user.id, posting_id)
        if stored is None:
            raise NotFound("This posting does not exist, or it was deleted.")
        return begun(request, analysis_document(stored), stored.run_id, headers=once.headers)


async def posting_for(postings: Postings, owner: str, posting_id: str, inline: PostingText | None) -> Posting:
    """The posting that a request names, or brings along and has kept.

    Raises:
        InvalidInput: it does both or neither, or the text is no posting.
        NotFound: there is none of that name.
    """
    if bool(posting_id) == (inline is not None):
        raise InvalidInput("Send either posting_id or posting.", field="posting_id")
    if inline is None:
        return await postings.get(owner, posting_id)
    form = parse_posting(inline.text, inline.title, inline.company, field="posting.text")
    return await postings.add(owner, form)
