"""The pages of postings: paste one or name its address, list them, read one with its analysis, delete one."""

import math
from contextlib import suppress
from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath, FromQuery
from litestar.response import Redirect, Stream

from app.accounts.service import Accounts, User
from app.errors import AppError, InvalidInput, LimitReached, NotFound
from app.postings.contexts import PostingItem, PostingsPage
from app.postings.forms import SHOWN, Typed, parse_typed, posting_from
from app.postings.service import Postings
from app.postings.watching import AnalysisFold, AnalysisWatch
from app.web.fragments import cursor_of
from app.web.htmx import is_htmx, leave
from app.web.moments import moment
from app.web.rate_limit import RateLimit
from app.web.recycling import ResumableStream
from app.web.rendering import Pages, html, shell_of
from app.web.watching import fold_of, page_stream

Form = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.URL_ENCODED)]


class PostingController(Controller):
    """`/postings`."""

    path = "/postings"

    @get("/")
    async def list_postings(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        postings: NamedDependency[Postings],
        pages: NamedDependency[Pages],
    ) -> Response[str]:
        """The list, and the form to paste a new one."""
        page = PostingsPage(postings=await _items(postings, user))
        return html(pages.render("postings/list.html", shell=shell_of(request), page=page))

    @post("/")
    async def add_posting(
        self,
        request: Request[Any, Any, Any],
        data: Form,
        user: NamedDependency[User],
        postings: NamedDependency[Postings],
        fetch_limit: NamedDependency[RateLimit],
        pages: NamedDependency[Pages],
    ) -> Response[Any]:
        """Keep what was pasted or what an address leads to, and begin its analysis; or show the form again."""
        try:
            typed = parse_typed(data)
        except InvalidInput as error:
            return await _form_again(request, pages, postings, user, Typed(), error)
        try:
            if typed.wants_fetch:
                await fetch_limit.hit(request.client.host if request.client else "")
            posting = await postings.add(user.id, await posting_from(typed))
        except AppError as error:
            return await _form_again(request, pages, postings, user, typed, error)
        # The posting is kept all the same; its page offers the analysis.
        with suppress(LimitReached):
            await postings.start_analysis(user.id, posting.id)
        return Redirect(f"/postings/{posting.id}", status_code=303)

    @get("/{posting_id:str}")
    async def show_posting(
        self,
        request: Request[Any, Any, Any],
        posting_id: FromPath[str],
        user: NamedDependency[User],
        postings: NamedDependency[Postings],
        accounts: NamedDependency[Accounts],
        pages: NamedDependency[Pages],
    ) -> Response[str]:
        """One posting with what was found in it, or while that is looked for."""
        watch = AnalysisWatch(request, pages, postings, accounts, await postings.get(user.id, posting_id))
        stored = await postings.analysis(user.id, posting_id)
        fold: AnalysisFold | None = None
        if stored is not None and stored.state == "running":
            await postings.touch(stored)
            fold = fold_of(watch, await postings.events(stored))
        return html(await watch.page(stored, fold))

    @post("/{posting_id:str}/analysis")
    async def analyse_posting(
        self,
        request: Request[Any, Any, Any],
        posting_id: FromPath[str],
        user: NamedDependency[User],
        postings: NamedDependency[Postings],
    ) -> Response[Any]:
        """Begin an analysis, again if there is one already."""
        stored = await postings.analysis(user.id, posting_id)
        await postings.start_analysis(user.id, posting_id, again=stored is not None and stored.state == "done")
        return leave(request, f"/postings/{posting_id}")

    @get("/{posting_id:str}/events")
    async def watch_analysis(
        self,
        request: Request[Any, Any, Any],
        posting_id: FromPath[str],
        user: NamedDependency[User],
        postings: NamedDependency[Postings],
        accounts: NamedDependency[Accounts],
        pages: NamedDependency[Pages],
        after: FromQuery[int] = 0,
    ) -> Stream:
        """The page's stream of fragments; a reconnect after the end gets the end again."""
        posting = await postings.get(user.id, posting_id)
        stored = await postings.analysis(user.id, posting_id)
        if stored is None:
            raise NotFound("This posting has not been analysed yet.")
        cursor = cursor_of(after, request.headers.get("last-event-id"))
        past = [event for event in await postings.events(stored) if event.seq <= cursor]
        watch = AnalysisWatch(request, pages, postings, accounts, posting)
        batches = postings.follow(stored, cursor, repeat_end=True)
        return ResumableStream(page_stream(watch, past, batches), page=True)

    @post("/{posting_id:str}/stop")
    async def stop_analysis(
        self,
        request: Request[Any, Any, Any],
        posting_id: FromPath[str],
        user: NamedDependency[User],
        postings: NamedDependency[Postings],
    ) -> Response[Any]:
        """Stop; the stream shows the end to whoever watches."""
        await postings.stop(user.id, posting_id)
        if is_htmx(request):
            return Response(None, status_code=204)
        return Redirect(f"/postings/{posting_id}", status_code=303)

    @post("/{posting_id:str}/delete")
    async def delete_posting(
        self, posting_id: FromPath[str], user: NamedDependency[User], postings: NamedDependency[Postings]
    ) -> Redirect:
        """Remove a posting."""
        await postings.delete(user.id, posting_id)
        return Redirect("/postings", status_code=303)


async def _items(postings: Postings, user: User) -> tuple[PostingItem, ...]:
    return tuple(
        PostingItem(item.id, item.title, item.company, item.excerpt, moment(item.created_at))
        for item in await postings.of(user.id)
    )


async def _form_again(
    request: Request[Any, Any, Any], pages: Pages, postings: Postings, user: User, typed: Typed, error: AppError
) -> Response[str]:
    """The form with what was typed and what is wrong with it."""
    field = error.field if isinstance(error, InvalidInput) else "url"
    page = PostingsPage(
        postings=await _items(postings, user),
        url=typed.url,
        title=typed.title,
        company=typed.company,
        text=typed.text,
        errors={field if field in SHOWN else "": error.message},
    )
    wait = {} if error.retry_after is None else {"Retry-After": str(math.ceil(error.retry_after))}
    return html(pages.render("postings/list.html", shell=shell_of(request), page=page), error.status, wait)
