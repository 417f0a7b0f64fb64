"""The pages of mistakes: corrections become cards, the deck with its progress, a card reviewed."""

from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath, FromQuery
from litestar.response import Redirect

from app.accounts.service import User
from app.errors import Conflict, NotFound
from app.tutor.mistake_pages import forms
from app.tutor.mistake_pages.contexts import ReviewPage
from app.tutor.mistake_pages.presenting import OVERVIEW, answered_page, learnable, mistakes_page, review_page
from app.tutor.service import Conversations, Message, Mistakes
from app.web.contexts import Notice
from app.web.htmx import is_htmx
from app.web.rendering import Pages, html, shell_of

Form = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.URL_ENCODED)]
REVIEW = f"{OVERVIEW}/review"
_REVIEWED_ELSEWHERE = "That card was reviewed in another tab meanwhile; what you said there counts."


class MistakeController(Controller):
    """`/tutor/mistakes`."""

    path = OVERVIEW

    @get("/")
    async def list_mistakes(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        mistakes: NamedDependency[Mistakes],
        pages: NamedDependency[Pages],
        kind: FromQuery[str] = "",
        q: FromQuery[str] = "",
        page: FromQuery[int] = 1,
    ) -> Response[str]:
        """The deck and its progress."""
        shown = await mistakes_page(mistakes, user.id, forms.parse_filter(kind, q, page))
        return html(pages.render("tutor/mistakes/list.html", shell=shell_of(request), page=shown))

    @post("/")
    async def learn(
        self,
        request: Request[Any, Any, Any],
        data: Form,
        user: NamedDependency[User],
        conversations: NamedDependency[Conversations],
        mistakes: NamedDependency[Mistakes],
        pages: NamedDependency[Pages],
    ) -> Response[Any]:
        """Make a card of one correction."""
        message_id, number = forms.parse_place(data)
        await mistakes.accept(user.id, message_id, number)
        message = await conversations.message(user.id, message_id)
        return await _under_message(request, pages, mistakes, user, message)

    @post("/all")
    async def learn_all(
        self,
        request: Request[Any, Any, Any],
        data: Form,
        user: NamedDependency[User],
        mistakes: NamedDependency[Mistakes],
        pages: NamedDependency[Pages],
    ) -> Response[Any]:
        """Make a card of each correction of a message."""
        message = await mistakes.accept_all(user.id, forms.parse_message(data))
        return await _under_message(request, pages, mistakes, user, message)

    @get("/review")
    async def show_next(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        mistakes: NamedDependency[Mistakes],
        pages: NamedDependency[Pages],
        ahead: FromQuery[str] = "",
    ) -> Response[str]:
        """The card that waits longest, without its answer; or that all is done."""
        return _reviewing(request, pages, await review_page(mistakes, user.id, ahead=ahead == "yes"))

    @post("/{mistake_id:str}/answer")
    async def answer(
        self,
        request: Request[Any, Any, Any],
        mistake_id: FromPath[str],
        data: Form,
        user: NamedDependency[User],
        mistakes: NamedDependency[Mistakes],
        pages: NamedDependency[Pages],
    ) -> Response[str]:
        """The card with its answer and the grades; nothing is kept yet."""
        typed, ahead = forms.parse_answer(data), forms.parse_ahead(data)
        try:
            card = await mistakes.get(user.id, mistake_id)
        except NotFound as error:
            return await _going_on(request, pages, mistakes, user, error, ahead=ahead)
        return _reviewing(request, pages, await answered_page(mistakes, user.id, card, typed, ahead=ahead))

    @post("/{mistake_id:str}/review")
    async def review(
        self,
        request: Request[Any, Any, Any],
        mistake_id: FromPath[str],
        data: Form,
        user: NamedDependency[User],
        mistakes: NamedDependency[Mistakes],
        pages: NamedDependency[Pages],
    ) -> Response[Any]:
        """Keep a grade and go on to the next card."""
        grade, seen = forms.parse_grade(data)
        ahead = forms.parse_ahead(data)
        try:
            await mistakes.review(user.id, mistake_id, grade, seen)
        except (Conflict, NotFound) as error:
            return await _going_on(request, pages, mistakes, user, error, ahead=ahead)
        return Redirect(f"{REVIEW}?ahead=yes" if ahead else REVIEW, status_code=303)

    @post("/{mistake_id:str}/delete")
    async def delete(
        self,
        request: Request[Any, Any, Any],
        mistake_id: FromPath[str],
        data: Form,
        user: NamedDependency[User],
        conversations: NamedDependency[Conversations],
        mistakes: NamedDependency[Mistakes],
        pages: NamedDependency[Pages],
    ) -> Response[Any]:
        """Take a card away; from under a message, which is then shown as it was before."""
        message_id, back = forms.parse_message(data), forms.parse_back(data)
        message = await conversations.message(user.id, message_id) if message_id else None
        await mistakes.delete(user.id, mistake_id)
        if message is not None:
            return await _under_message(request, pages, mistakes, user, message)
        return Redirect(REVIEW if back else OVERVIEW, status_code=303)


async def _under_message(
    request: Request[Any, Any, Any], pages: Pages, mistakes: Mistakes, user: User, message: Message
) -> Response[Any]:
    """The message's corrections as they are now: partials for htmx, else 303 to the message."""
    if not is_htmx(request):
        return Redirect(f"/tutor/{message.conversation_id}#message-{message.id}", status_code=303)
    items = await learnable(mistakes, user.id, message)
    return html(pages.render("tutor/mistakes/learned.html", shell=shell_of(request), items=items))


async def _going_on(
    request: Request[Any, Any, Any],
    pages: Pages,
    mistakes: Mistakes,
    user: User,
    error: Conflict | NotFound,
    *,
    ahead: bool,
) -> Response[str]:
    """Why a card cannot be reviewed, above the next one."""
    sentence = _REVIEWED_ELSEWHERE if isinstance(error, Conflict) else error.message
    page = await review_page(mistakes, user.id, ahead=ahead)
    return _reviewing(request, pages, page, Notice("warning", sentence), status=error.status)


def _reviewing(
    request: Request[Any, Any, Any], pages: Pages, page: ReviewPage, *notices: Notice, status: int = 200
) -> Response[str]:
    return html(pages.render("tutor/mistakes/review.html", shell=shell_of(request, notices), page=page), status)
