"""What the person decides on each finding: every route answers with how the page is now."""

from collections.abc import Awaitable
from typing import Annotated, Any

from litestar import Controller, Request, Response, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect

from app.accounts.service import Accounts, User
from app.errors import AppError, Conflict, InvalidInput
from app.reviews.forms import parse_number
from app.reviews.service import Reviews
from app.reviews.watching import ReviewWatch
from app.web.forms import text_field
from app.web.htmx import is_htmx
from app.web.rendering import Pages, html
from app.web.watching import fold_of

Form = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.URL_ENCODED)]
LONGEST_LINE = 5_000


class DecisionController(Controller):
    """`/reviews/{id}/items/{finding}/…` and `/reviews/{id}/accept-supported`."""

    path = "/reviews/{review_id:str}"

    @post("/items/{finding_id:str}/accept")
    async def accept(
        self,
        request: Request[Any, Any, Any],
        review_id: FromPath[str],
        finding_id: FromPath[str],
        data: Form,
        user: NamedDependency[User],
        reviews: NamedDependency[Reviews],
        accounts: NamedDependency[Accounts],
        pages: NamedDependency[Pages],
    ) -> Response[Any]:
        """Make the change; with `affirmed`, what nothing in the résumé supports is the person's own word."""
        affirmed = bool(text_field(data, "affirmed", 8))
        work = reviews.decisions.accept(
            user.id, review_id, finding_id, parse_number(data, "revision"), affirmed=affirmed
        )
        return await _answered(request, pages, reviews, accounts, user, review_id, finding_id, work)

    @post("/items/{finding_id:str}/edit")
    async def edit(
        self,
        request: Request[Any, Any, Any],
        review_id: FromPath[str],
        finding_id: FromPath[str],
        data: Form,
        user: NamedDependency[User],
        reviews: NamedDependency[Reviews],
        accounts: NamedDependency[Accounts],
        pages: NamedDependency[Pages],
    ) -> Response[Any]:
        """Make the change in the person's own words, once these are checked."""
        text = text_field(data, "wording", 2 * LONGEST_LINE)
        affirmed = bool(text_field(data, "affirmed", 8))
        work = reviews.decisions.edit(
            user.id, review_id, finding_id, parse_number(data, "revision"), text, affirmed=affirmed
        )
        return await _answered(request, pages, reviews, accounts, user, review_id, finding_id, work, typed=text)

    @post("/items/{finding_id:str}/remove")
    async def remove_claim(
        self,
        request: Request[Any, Any, Any],
        review_id: FromPath[str],
        finding_id: FromPath[str],
        data: Form,
        user: NamedDependency[User],
        reviews: NamedDependency[Reviews],
        accounts: NamedDependency[Accounts],
        pages: NamedDependency[Pages],
    ) -> Response[Any]:
        """Take one claim out of the wording."""
        number = parse_number(data, "number")
        work = reviews.decisions.remove_claim(user.id, review_id, finding_id, parse_number(data, "revision"), number)
        return await _answered(request, pages, reviews, accounts, user, review_id, finding_id, work)

    @post("/items/{finding_id:str}/reject")
    async def reject(
        self,
        request: Request[Any, Any, Any],
        review_id: FromPath[str],
        finding_id: FromPath[str],
        data: Form,
        user: NamedDependency[User],
        reviews: NamedDependency[Reviews],
        accounts: NamedDependency[Accounts],
        pages: NamedDependency[Pages],
    ) -> Response[Any]:
        """Leave the line as it was."""
        work = reviews.decisions.reject(user.id, review_id, finding_id, parse_number(data, "revision"))
        return await _answered(request, pages, reviews, accounts, user, review_id, finding_id, work)

    @post("/items/{finding_id:str}/undo")
    async def undo(
        self,
        request: Request[Any, Any, Any],
        review_id: FromPath[str],
        finding_id: FromPath[str],
        data: Form,
        user: NamedDependency[User],
        reviews: NamedDependency[Reviews],
        accounts: NamedDependency[Accounts],
        pages: NamedDependency[Pages],
    ) -> Response[Any]:
        """Take a decision back."""
        work = reviews.decisions.undo(user.id, review_id, finding_id, parse_number(data, "revision"))
        return await _answered(request, pages, reviews, accounts, user, review_id, finding_id, work)

    @post("/accept-supported")
    async def accept_supported(
        self,
        request: Request[Any, Any, Any],
        review_id: FromPath[str],
        user: NamedDependency[User],
        reviews: NamedDependency[Reviews],
        accounts: NamedDependency[Accounts],
        pages: NamedDependency[Pages],
    ) -> Response[Any]:
        """Accept everything that the résumé supports."""
        stored = await reviews.get(user.id, review_id)
        accepted = await reviews.decisions.accept_supported(user.id, review_id)
        if not is_htmx(request):
            return Redirect(f"/reviews/{review_id}", status_code=303)
        watch = ReviewWatch(request, pages, reviews, accounts, stored)
        left = (await reviews.get(user.id, review_id)).decisions
        notice = "" if accepted else "None of the open suggestions can be made as it is. Look at each of them."
        return html(await watch.decided(left, notice=notice))


async def _answered(
    request: Request[Any, Any, Any],
    pages: Pages,
    reviews: Reviews,
    accounts: Accounts,
    user: User,
    review_id: str,
    finding_id: str,
    work: Awaitable[None],
    *,
    typed: str | None = None,
) -> Response[Any]:
    """Carry a decision out: partials for htmx, else 303; with 409 or 422 the finding as it is now, and why."""
    error: AppError | None = None
    try:
        await work
    except (Conflict, InvalidInput) as raised:
        error = raised
    status, problem = (error.status, error.message) if error is not None else (200, "")
    typed = typed if error is not None else None
    stored = await reviews.get(user.id, review_id)
    watch = ReviewWatch(request, pages, reviews, accounts, stored)
    if is_htmx(request):
        return html(await watch.decided((finding_id,), problem=problem, typed=typed), status)
    if error is None:
        return Redirect(f"/reviews/{review_id}#item-{finding_id}", status_code=303)
    fold = fold_of(watch, await reviews.events(stored)) if stored.state == "running" else None
    return html(await watch.page(fold, problems={finding_id: (problem, typed)}), status)
