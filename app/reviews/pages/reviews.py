"""The pages of reviews: begin one, watch it, and what is done with a review as a whole."""

from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath, FromQuery
from litestar.response import Redirect, Stream

from app.accounts.service import Accounts, User
from app.errors import Conflict, InvalidInput
from app.postings.service import Postings
from app.resumes.service import Resumes
from app.reviews import forms
from app.reviews.contexts import ReviewsPage
from app.reviews.forms import Draft
from app.reviews.service import Reviews
from app.reviews.watching import ReviewFold, ReviewWatch
from app.web.forms import errors_of, text_field
from app.web.fragments import cursor_of
from app.web.htmx import is_htmx, leave
from app.web.recycling import ResumableStream
from app.web.rendering import Pages, html, shell_of
from app.web.uploads import UPLOAD_REQUEST_LIMIT
from app.web.watching import fold_of, page_stream
from app.web.works import work

Form = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]


class ReviewController(Controller):
    """`/reviews`."""

    path = "/reviews"

    @get("/")
    async def list_reviews(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        reviews: NamedDependency[Reviews],
        pages: NamedDependency[Pages],
    ) -> Response[str]:
        """All reviews, newest first."""
        page = ReviewsPage(reviews=tuple(work("Suggestions", self.path, item) for item in await reviews.of(user.id)))
        return html(pages.render("reviews/list.html", shell=shell_of(request), page=page))

    @get("/new")
    async def new_review(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
        postings: NamedDependency[Postings],
        reviews: NamedDependency[Reviews],
        pages: NamedDependency[Pages],
        resume_id: FromQuery[str] = "",
        posting_id: FromQuery[str] = "",
    ) -> Response[str]:
        """Choose a résumé, and a posting if there is one."""
        draft = Draft(resume_id=resume_id, posting_id=posting_id)
        page = await forms.new_page(user, draft, resumes, postings, reviews)
        return html(pages.render("reviews/new.html", shell=shell_of(request), page=page))

    @post("/", request_max_body_size=UPLOAD_REQUEST_LIMIT)
    async def start_review(
        self,
        request: Request[Any, Any, Any],
        data: Form,
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
        postings: NamedDependency[Postings],
        reviews: NamedDependency[Reviews],
        pages: NamedDependency[Pages],
    ) -> Response[Any]:
        """Begin, and go to the page that watches; or show the form again with what is wrong."""
        draft = forms.parse_draft(data)
        try:
            resume_id = await forms.keep_resume(user, draft, data.get("resume_file"), resumes)
            posting_id = await forms.keep_posting(user, draft, postings)
            key = forms.once_key(text_field(data, "key", 64), resume_id, posting_id)
            stored = await reviews.start(user.id, resume_id, posting_id, key=key)
        except InvalidInput as error:
            page = await forms.new_page(user, draft, resumes, postings, reviews, errors_of(error, forms.SHOWN))
            return html(pages.render("reviews/new.html", shell=shell_of(request), page=page), 422)
        return Redirect(f"/reviews/{stored.id}", status_code=303)

    @get("/{review_id:str}")
    async def show_review(
        self,
        request: Request[Any, Any, Any],
        review_id: FromPath[str],
        user: NamedDependency[User],
        reviews: NamedDependency[Reviews],
        accounts: NamedDependency[Accounts],
        pages: NamedDependency[Pages],
    ) -> Response[str]:
        """What was found so far, and what became of it."""
        stored = await reviews.get(user.id, review_id)
        watch = ReviewWatch(request, pages, reviews, accounts, stored)
        fold: ReviewFold | None = None
        if stored.state == "running":
            await reviews.touch(stored)
            fold = fold_of(watch, await reviews.events(stored))
        return html(await watch.page(fold))

    @get("/{review_id:str}/events")
    async def watch_review(
        self,
        request: Request[Any, Any, Any],
        review_id: FromPath[str],
        user: NamedDependency[User],
        reviews: NamedDependency[Reviews],
        accounts: NamedDependency[Accounts],
        pages: NamedDependency[Pages],
        after: FromQuery[int] = 0,
    ) -> Stream:
        """The page's stream of fragments; a reconnect after the end gets the end again."""
        stored = await reviews.get(user.id, review_id)
        cursor = cursor_of(after, request.headers.get("last-event-id"))
        past = [event for event in await reviews.events(stored) if event.seq <= cursor]
        watch = ReviewWatch(request, pages, reviews, accounts, stored)
        batches = reviews.follow(stored, cursor, repeat_end=True)
        return ResumableStream(page_stream(watch, past, batches), page=True)

    @post("/{review_id:str}/stop")
    async def stop_review(
        self,
        request: Request[Any, Any, Any],
        review_id: FromPath[str],
        user: NamedDependency[User],
        reviews: NamedDependency[Reviews],
    ) -> Response[Any]:
        """Stop; the stream shows the end to whoever watches."""
        await reviews.stop(user.id, review_id)
        if is_htmx(request):
            return Response(None, status_code=204)
        return Redirect(f"/reviews/{review_id}", status_code=303)

    @post("/{review_id:str}/retry")
    async def retry_review(
        self,
        request: Request[Any, Any, Any],
        review_id: FromPath[str],
        user: NamedDependency[User],
        reviews: NamedDependency[Reviews],
    ) -> Response[Any]:
        """Go on, under the same address."""
        await reviews.retry(user.id, review_id)
        return leave(request, f"/reviews/{review_id}")

    @post("/{review_id:str}/keep")
    async def keep_changes(
        self,
        request: Request[Any, Any, Any],
        review_id: FromPath[str],
        user: NamedDependency[User],
        reviews: NamedDependency[Reviews],
        accounts: NamedDependency[Accounts],
        pages: NamedDependency[Pages],
    ) -> Response[Any]:
        """Write the working copy into the résumé; when that was changed meanwhile, say so."""
        stored = await reviews.get(user.id, review_id)
        watch = ReviewWatch(request, pages, reviews, accounts, stored)
        notice, status = "", 200
        try:
            await reviews.keep(user.id, review_id)
        except Conflict as error:
            notice, status = error.message, error.status
        if is_htmx(request):
            return html(await watch.decided((), notice=notice or "Your résumé has these changes now."), status)
        if notice:
            return html(await watch.page(None, notice=notice), status)
        return Redirect(f"/reviews/{review_id}", status_code=303)

    @post("/{review_id:str}/delete")
    async def delete_review(
        self,
        review_id: FromPath[str],
        user: NamedDependency[User],
        reviews: NamedDependency[Reviews],
    ) -> Redirect:
        """Remove it with its copy; the résumé stays."""
        await reviews.delete(user.id, review_id)
        return Redirect("/reviews", status_code=303)
