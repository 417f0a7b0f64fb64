"""The pages of tailorings: begin one, watch it, read what it came to, the history."""

import math
from typing import Annotated, Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath, FromQuery
from litestar.response import Redirect, Stream

from app.accounts.service import Accounts, User
from app.errors import InvalidInput, LimitReached
from app.postings.service import Postings
from app.resumes.service import Resumes
from app.tailoring import forms
from app.tailoring.contexts import TailoringsPage
from app.tailoring.forms import Draft
from app.tailoring.service import Tailorings
from app.tailoring.watching import TailoringWatch
from app.web.contexts import Notice
from app.web.forms import errors_of, text_field
from app.web.fragments import cursor_of
from app.web.htmx import is_htmx, leave
from app.web.recycling import ResumableStream
from app.web.rendering import Pages, html, shell_of
from app.web.uploads import UPLOAD_REQUEST_LIMIT, is_file
from app.web.watching import Fold, fold_of, page_stream
from app.web.works import work

Form = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]


class TailoringController(Controller):
    """`/tailorings`."""

    path = "/tailorings"

    @get("/")
    async def list_tailorings(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        tailorings: NamedDependency[Tailorings],
        pages: NamedDependency[Pages],
    ) -> Response[str]:
        """The history."""
        page = TailoringsPage(
            tailorings=tuple(
                work("Tailored résumé", self.path, item, item.score) for item in await tailorings.of(user.id)
            )
        )
        return html(pages.render("tailorings/list.html", shell=shell_of(request), page=page))

    @get("/new")
    async def new_tailoring(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
        postings: NamedDependency[Postings],
        tailorings: NamedDependency[Tailorings],
        pages: NamedDependency[Pages],
        resume_id: FromQuery[str] = "",
        posting_id: FromQuery[str] = "",
        instructions: FromQuery[str] = "",
    ) -> Response[str]:
        """Choose both, or bring them along."""
        draft = Draft(resume_id=resume_id, posting_id=posting_id, instructions=instructions)
        page = await forms.new_page(user, draft, resumes, postings, tailorings)
        return html(pages.render("tailorings/new.html", shell=shell_of(request), page=page))

    @post("/", request_max_body_size=UPLOAD_REQUEST_LIMIT)
    async def start_tailoring(
        self,
        request: Request[Any, Any, Any],
        data: Form,
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
        postings: NamedDependency[Postings],
        tailorings: NamedDependency[Tailorings],
        pages: NamedDependency[Pages],
    ) -> Response[Any]:
        """Begin, and go to the page that watches; or show the form again with what is wrong."""
        draft = forms.parse_draft(data)
        try:
            upload = data.get("resume_file")
            resume_id = await forms.keep_resume(user, draft, upload if is_file(upload) else None, resumes)
            draft = msgspec.structs.replace(draft, resume_id=resume_id)
            posting_id = await forms.keep_posting(user, draft, postings)
            draft = msgspec.structs.replace(draft, posting_id=posting_id)
            key = forms.once_key(text_field(data, "key", 64), resume_id, posting_id, draft.instructions)
            stored = await tailorings.start(user.id, resume_id, posting_id, draft.instructions, key=key)
        except InvalidInput as error:
            page = await forms.new_page(user, draft, resumes, postings, tailorings, errors_of(error, forms.SHOWN))
            return html(pages.render("tailorings/new.html", shell=shell_of(request), page=page), 422)
        except LimitReached as error:
            page = await forms.new_page(user, draft, resumes, postings, tailorings, {"": error.message})
            return html(
                pages.render("tailorings/new.html", shell=shell_of(request), page=page), error.status, _wait(error)
            )
        return Redirect(f"/tailorings/{stored.id}", status_code=303)

    @get("/{tailoring_id:str}")
    async def show_tailoring(
        self,
        request: Request[Any, Any, Any],
        tailoring_id: FromPath[str],
        user: NamedDependency[User],
        tailorings: NamedDependency[Tailorings],
        accounts: NamedDependency[Accounts],
        pages: NamedDependency[Pages],
    ) -> Response[str]:
        """The six dots while it runs, the result afterwards."""
        watch = TailoringWatch(request, pages, tailorings, accounts, user.id, tailoring_id)
        stored = await tailorings.get(user.id, tailoring_id)
        fold: Fold | None = None
        if stored.state == "running":
            await tailorings.touch(stored)
            fold = fold_of(watch, await tailorings.events(stored))
        return html(await watch.page(fold))

    @get("/{tailoring_id:str}/events")
    async def watch_tailoring(
        self,
        request: Request[Any, Any, Any],
        tailoring_id: FromPath[str],
        user: NamedDependency[User],
        tailorings: NamedDependency[Tailorings],
        accounts: NamedDependency[Accounts],
        pages: NamedDependency[Pages],
        after: FromQuery[int] = 0,
    ) -> Stream:
        """The page's stream of fragments; a reconnect after the end gets the end again."""
        stored = await tailorings.get(user.id, tailoring_id)
        cursor = cursor_of(after, request.headers.get("last-event-id"))
        past = [event for event in await tailorings.events(stored) if event.seq <= cursor]
        watch = TailoringWatch(request, pages, tailorings, accounts, user.id, tailoring_id)
        batches = tailorings.follow(stored, cursor, repeat_end=True)
        return ResumableStream(page_stream(watch, past, batches), page=True)

    @post("/{tailoring_id:str}/stop")
    async def stop_tailoring(
        self,
        request: Request[Any, Any, Any],
        tailoring_id: FromPath[str],
        user: NamedDependency[User],
        tailorings: NamedDependency[Tailorings],
    ) -> Response[Any]:
        """Stop; the stream shows the end to whoever watches."""
        await tailorings.stop(user.id, tailoring_id)
        if is_htmx(request):
            return Response(None, status_code=204)
        return Redirect(f"/tailorings/{tailoring_id}", status_code=303)

    @post("/{tailoring_id:str}/retry")
    async def retry_tailoring(
        self,
        request: Request[Any, Any, Any],
        tailoring_id: FromPath[str],
        user: NamedDependency[User],
        tailorings: NamedDependency[Tailorings],
        accounts: NamedDependency[Accounts],
        pages: NamedDependency[Pages],
    ) -> Response[Any]:
        """Once more, under the same address."""
        try:
            await tailorings.retry(user.id, tailoring_id)
        except LimitReached as error:
            notices = (Notice("error", error.message),)
            watch = TailoringWatch(request, pages, tailorings, accounts, user.id, tailoring_id, notices)
            return html(await watch.page(None), error.status, _wait(error))
        return leave(request, f"/tailorings/{tailoring_id}")

    @post("/{tailoring_id:str}/delete")
    async def delete_tailoring(
        self,
        tailoring_id: FromPath[str],
        user: NamedDependency[User],
        tailorings: NamedDependency[Tailorings],
    ) -> Redirect:
        """Remove it with its PDF."""
        await tailorings.delete(user.id, tailoring_id)
        return Redirect("/tailorings", status_code=303)


def _wait(error: LimitReached) -> dict[str, str]:
    return {"Retry-After": str(math.ceil(error.retry_after or 0))}
