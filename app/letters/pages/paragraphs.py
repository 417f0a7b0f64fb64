"""What the forms of one paragraph send: write it again, change it by hand, answer a mark."""

from collections.abc import Awaitable
from typing import Annotated, Any

import msgspec
from litestar import Controller, Request, Response, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect

from app.accounts.service import Accounts, User
from app.errors import Conflict, InvalidInput
from app.letters.contexts import Trouble
from app.letters.forms import whole_number
from app.letters.service import Letters
from app.letters.watching import LetterWatch
from app.web.contexts import Notice
from app.web.forms import text_field
from app.web.rendering import Pages, html

Form = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.URL_ENCODED)]
_ADDED = "Your résumé has this line now, and the letter was checked against it again."


class ParagraphController(Controller):
    """`/letters/{id}/parts/{part}`. What cannot be carried out is said beside its paragraph, with what was typed."""

    path = "/letters/{letter_id:str}/parts/{part:str}"

    @post("/rewrite")
    async def rewrite(
        self,
        request: Request[Any, Any, Any],
        letter_id: FromPath[str],
        part: FromPath[str],
        user: NamedDependency[User],
        letters: NamedDependency[Letters],
        accounts: NamedDependency[Accounts],
        pages: NamedDependency[Pages],
    ) -> Response[Any]:
        """Write it anew, in its place."""
        watch = LetterWatch(request, pages, letters, accounts, user.id, letter_id)
        return await _done(watch, letter_id, Trouble(part), letters.rewrite(user.id, letter_id, part, "rewrite"))

    @post("/shorten")
    async def shorten(
        self,
        request: Request[Any, Any, Any],
        letter_id: FromPath[str],
        part: FromPath[str],
        user: NamedDependency[User],
        letters: NamedDependency[Letters],
        accounts: NamedDependency[Accounts],
        pages: NamedDependency[Pages],
    ) -> Response[Any]:
        """The same in fewer words."""
        watch = LetterWatch(request, pages, letters, accounts, user.id, letter_id)
        return await _done(watch, letter_id, Trouble(part), letters.rewrite(user.id, letter_id, part, "shorten"))

    @post("/rephrase")
    async def rephrase(
        self,
        request: Request[Any, Any, Any],
        data: Form,
        letter_id: FromPath[str],
        part: FromPath[str],
        user: NamedDependency[User],
        letters: NamedDependency[Letters],
        accounts: NamedDependency[Accounts],
        pages: NamedDependency[Pages],
    ) -> Response[Any]:
        """Write it anew without what a mark says is wrong."""
        number, start, end = (whole_number(data, name) for name in ("number", "start", "end"))
        watch = LetterWatch(request, pages, letters, accounts, user.id, letter_id)
        work = letters.rephrase(user.id, letter_id, part, number, start, end)
        return await _done(watch, letter_id, Trouble(part), work)

    @post("/remove")
    async def remove(
        self,
        request: Request[Any, Any, Any],
        data: Form,
        letter_id: FromPath[str],
        part: FromPath[str],
        user: NamedDependency[User],
        letters: NamedDependency[Letters],
        accounts: NamedDependency[Accounts],
        pages: NamedDependency[Pages],
    ) -> Response[Any]:
        """Take the sentence or clause out that a mark is about."""
        number, start, end = (whole_number(data, name) for name in ("number", "start", "end"))
        watch = LetterWatch(request, pages, letters, accounts, user.id, letter_id)
        work = letters.revisions.remove(user.id, letter_id, part, number, start, end)
        return await _done(watch, letter_id, Trouble(part), work)

    @post("/edit")
    async def edit(
        self,
        request: Request[Any, Any, Any],
        data: Form,
        letter_id: FromPath[str],
        part: FromPath[str],
        user: NamedDependency[User],
        letters: NamedDependency[Letters],
        accounts: NamedDependency[Accounts],
        pages: NamedDependency[Pages],
    ) -> Response[Any]:
        """The person's own words; checked like any others."""
        text = text_field(data, "text")
        watch = LetterWatch(request, pages, letters, accounts, user.id, letter_id)
        work = letters.revisions.edit(user.id, letter_id, part, whole_number(data, "number"), text)
        return await _done(watch, letter_id, Trouble(part, "edit", text=text), work)

    @post("/restore")
    async def restore(
        self,
        request: Request[Any, Any, Any],
        data: Form,
        letter_id: FromPath[str],
        part: FromPath[str],
        user: NamedDependency[User],
        letters: NamedDependency[Letters],
        accounts: NamedDependency[Accounts],
        pages: NamedDependency[Pages],
    ) -> Response[Any]:
        """An earlier version becomes the newest."""
        watch = LetterWatch(request, pages, letters, accounts, user.id, letter_id)
        work = letters.revisions.restore(user.id, letter_id, part, whole_number(data, "number"))
        return await _done(watch, letter_id, Trouble(part), work)

    @post("/add")
    async def add_to_resume(
        self,
        request: Request[Any, Any, Any],
        data: Form,
        letter_id: FromPath[str],
        part: FromPath[str],
        user: NamedDependency[User],
        letters: NamedDependency[Letters],
        accounts: NamedDependency[Accounts],
        pages: NamedDependency[Pages],
    ) -> Response[Any]:
        """It is true: the résumé gets the line, and everything is checked again."""
        stored = await letters.get(user.id, letter_id)
        watch = LetterWatch(request, pages, letters, accounts, user.id, letter_id)
        line = text_field(data, "line")
        try:
            notes = await letters.revisions.add_to_resume(stored, text_field(data, "entry", 100), line)
        except (InvalidInput, Conflict) as error:
            trouble = Trouble(part, "add", text=line, start=whole_number(data, "start"))
            return await _troubled(watch, trouble, error)
        notices = (Notice("success", _ADDED), *(Notice("info", note) for note in notes))
        return html(await watch.page(None, notices=notices))


async def _done(watch: LetterWatch, letter_id: str, trouble: Trouble, work: Awaitable[object]) -> Response[Any]:
    try:
        await work
    except (InvalidInput, Conflict) as error:
        return await _troubled(watch, trouble, error)
    return Redirect(f"/letters/{letter_id}#letter-{trouble.part}", status_code=303)


async def _troubled(watch: LetterWatch, trouble: Trouble, error: InvalidInput | Conflict) -> Response[str]:
    said = msgspec.structs.replace(trouble, message=error.message)
    return html(await watch.page_now(said), error.status)
