"""The pages of letters: begin one, watch it being written, read it, the list."""

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
from app.letters import forms
from app.letters.contexts import LettersPage
from app.letters.forms import Draft
from app.letters.service import Letters
from app.letters.watching import LetterFold, LetterWatch
from app.postings.service import Postings
from app.resumes.service import Resumes
from app.web.forms import errors_of, text_field
from app.web.fragments import cursor_of
from app.web.htmx import is_htmx, leave
from app.web.recycling import ResumableStream
from app.web.rendering import Pages, html, shell_of
from app.web.uploads import UPLOAD_REQUEST_LIMIT, is_file
from app.web.watching import fold_of, page_stream
from app.web.works import work

Form = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]


class LetterController(Controller):
    """`/letters`."""

    path = "/letters"

    @get("/")
    async def list_letters(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        letters: NamedDependency[Letters],
        pages: NamedDependency[Pages],
    ) -> Response[str]:
        """All of them."""
        page = LettersPage(letters=tuple(work("Letter", self.path, item) for item in await letters.of(user.id)))
        return html(pages.render("letters/list.html", shell=shell_of(request), page=page))

    @get("/new")
    async def new_letter(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
        postings: NamedDependency[Postings],
        letters: NamedDependency[Letters],
        pages: NamedDependency[Pages],
        resume_id: FromQuery[str] = "",
        posting_id: FromQuery[str] = "",
    ) -> Response[str]:
        """Choose both, or bring them along; say how it should sound."""
        draft = Draft(resume_id=resume_id, posting_id=posting_id)
        page = await forms.new_page(user, draft, resumes, postings, letters)
        return html(pages.render("letters/new.html", shell=shell_of(request), page=page))

    @post("/", request_max_body_size=UPLOAD_REQUEST_LIMIT)
    async def start_letter(
        self,
        request: Request[Any, Any, Any],
        data: Form,
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
        postings: NamedDependency[Postings],
        letters: NamedDependency[Letters],
        pages: NamedDependency[Pages],
    ) -> Response[Any]:
        """Begin, and go to the page that watches; or show the form again with what is wrong."""
        draft = forms.parse_draft(data)
        try:
            wishes = draft.wishes
            upload = data.get("resume_file")
            resume_id = await forms.keep_resume(user, draft, upload if is_file(upload) else None, resumes)
            draft = msgspec.structs.replace(draft, resume_id=resume_id)
            posting_id = await forms.keep_posting(user, draft, postings)
            draft = msgspec.structs.replace(draft, posting_id=posting_id)
            choices = (resume_id, posting_id, wishes.tone, wishes.length, wishes.language, wishes.hints)
            key = forms.once_key(text_field(data, "key", 64), *choices)
            stored = await letters.start(user.id, resume_id, posting_id, wishes, key=key)
        except InvalidInput as error:
            page = await forms.new_page(user, draft, resumes, postings, letters, errors_of(error, forms.SHOWN))
            return html(pages.render("letters/new.html", shell=shell_of(request), page=page), 422)
        except LimitReached as error:
            page = await forms.new_page(user, draft, resumes, postings, letters, {"": error.message})
            wait = {"Retry-After": str(math.ceil(error.retry_after or 0))}
            return html(pages.render("letters/new.html", shell=shell_of(request), page=page), error.status, wait)
        return Redirect(f"/letters/{stored.id}", status_code=303)

    @get("/{letter_id:str}")
    async def show_letter(
        self,
        request: Request[Any, Any, Any],
        letter_id: FromPath[str],
        user: NamedDependency[User],
        letters: NamedDependency[Letters],
        accounts: NamedDependency[Accounts],
        pages: NamedDependency[Pages],
    ) -> Response[str]:
        """The paragraphs in their places, those that are being written with what they say so far."""
        stored = await letters.get(user.id, letter_id)
        watch = LetterWatch(request, pages, letters, accounts, user.id, letter_id)
        fold: LetterFold | None = None
        if stored.state == "running":
            letters.touch(stored)
            fold = fold_of(watch, await letters.events(stored))
        return html(await watch.page(fold))

    @get("/{letter_id:str}/events")
    async def watch_letter(
        self,
        request: Request[Any, Any, Any],
        letter_id: FromPath[str],
        user: NamedDependency[User],
        letters: NamedDependency[Letters],
        accounts: NamedDependency[Accounts],
        pages: NamedDependency[Pages],
        run: FromQuery[str] = "",
        after: FromQuery[int] = 0,
    ) -> Stream:
        """The page's stream of fragments; a reconnect after a run's end gets it again, also when the next is on."""
        stored = await letters.get(user.id, letter_id)
        if run:
            stored = await letters.with_run(stored, run)
        cursor = cursor_of(after, request.headers.get("last-event-id"))
        past = [event for event in await letters.events(stored) if event.seq <= cursor]
        watch = LetterWatch(request, pages, letters, accounts, user.id, letter_id)
        batches = letters.follow(stored, cursor, repeat_end=True)
        return ResumableStream(page_stream(watch, past, batches), page=True)

    @post("/{letter_id:str}/stop")
    async def stop_letter(
        self,
        request: Request[Any, Any, Any],
        letter_id: FromPath[str],
        user: NamedDependency[User],
        letters: NamedDependency[Letters],
    ) -> Response[Any]:
        """Stop; what is there stays, and the stream shows the end to whoever watches."""
        await letters.stop(user.id, letter_id)
        if is_htmx(request):
            return Response(None, status_code=204)
        return Redirect(f"/letters/{letter_id}", status_code=303)

    @post("/{letter_id:str}/retry")
    async def retry_letter(
        self,
        request: Request[Any, Any, Any],
        letter_id: FromPath[str],
        user: NamedDependency[User],
        letters: NamedDependency[Letters],
    ) -> Response[Any]:
        """Go on from where it stopped."""
        await letters.retry(user.id, letter_id)
        return leave(request, f"/letters/{letter_id}")

    @post("/{letter_id:str}/delete")
    async def delete_letter(
        self, letter_id: FromPath[str], user: NamedDependency[User], letters: NamedDependency[Letters]
    ) -> Redirect:
        """Remove it with all its versions."""
        await letters.delete(user.id, letter_id)
        return Redirect("/letters", status_code=303)
