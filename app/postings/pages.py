"""The pages of postings: paste one, list them, read one, delete one."""

from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect

from app.accounts.service import User
from app.errors import InvalidInput
from app.postings.contexts import PostingItem, PostingPage, PostingsPage
from app.postings.forms import parse_posting
from app.postings.service import Postings
from app.web.forms import errors_of, text_field
from app.web.moments import moment
from app.web.rendering import Pages, html, shell_of

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
        pages: NamedDependency[Pages],
    ) -> Response[Any]:
        """Keep what was pasted and show it, or show the form again with what is wrong."""
        title, company, text = (text_field(data, name) for name in ("title", "company", "text"))
        try:
            posting = await postings.add(user.id, parse_posting(text, title, company))
        except InvalidInput as error:
            page = PostingsPage(
                postings=await _items(postings, user),
                title=title,
                company=company,
                text=text,
                errors=errors_of(error, {"title", "company", "text"}),
            )
            return html(pages.render("postings/list.html", shell=shell_of(request), page=page), 422)
        return Redirect(f"/postings/{posting.id}", status_code=303)

    @get("/{posting_id:str}")
    async def show_posting(
        self,
        request: Request[Any, Any, Any],
        posting_id: FromPath[str],
        user: NamedDependency[User],
        postings: NamedDependency[Postings],
        pages: NamedDependency[Pages],
    ) -> Response[str]:
        """One posting, to read."""
        posting = await postings.get(user.id, posting_id)
        page = PostingPage(
            id=posting.id,
            title=posting.title,
            company=posting.company,
            paragraphs=tuple(part.strip("\n") for part in posting.text.split("\n\n") if part.strip()),
            created=moment(posting.created_at),
        )
        return html(pages.render("postings/show.html", shell=shell_of(request), page=page))

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
