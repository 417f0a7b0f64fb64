"""Making an account: with an invitation, or by oneself where that is open."""

import msgspec
from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from app.accounts.forms import TAKE_OVER, parse_email_field, parse_sign_up
from app.accounts.links import GONE
from app.accounts.pages.door import DOOR, Door, Form, told
from app.accounts.people_contexts import SignUpPage
from app.errors import AppError, Conflict, InvalidInput, LimitReached, NotFound, Unavailable
from app.web.forms import text_or_nothing

TEMPLATE = "accounts/sign_up.html"
BY_INVITATION = "New accounts are made by invitation here. Ask whoever hosts this Foreword for one."


class SignUpController(Controller):
    """`/sign-up` and `/invitation/{token}`."""

    path = "/"
    opt = {"public": True}  # noqa: RUF012 - Litestar's own way to set it
    dependencies = DOOR

    @get("/sign-up")
    async def show_sign_up(self, door: NamedDependency[Door]) -> Response[str]:
        """The form, where everybody may make an account."""
        _require_open(door)
        return _show(door, SignUpPage(action="/sign-up", by_mail=door.people.sends_mail))

    @post("/sign-up")
    async def sign_up(self, data: Form, door: NamedDependency[Door]) -> Response[str]:
        """Make the account and sign in; where mails are sent, first send one with the link to go on."""
        _require_open(door)
        page = SignUpPage(action="/sign-up", by_mail=door.people.sends_mail)
        return await (_mail(door, data, page) if page.by_mail else _make(door, data, page))

    @get("/invitation/{token:str}")
    async def show_invitation(self, token: FromPath[str], door: NamedDependency[Door]) -> Response[str]:
        """The form for whoever was invited."""
        return _show(door, await _invited(door, token))

    @post("/invitation/{token:str}")
    async def accept_invitation(self, data: Form, token: FromPath[str], door: NamedDependency[Door]) -> Response[str]:
        """Make the account that somebody was invited to, and sign in. The link is used up."""
        return await _make(door, data, await _invited(door, token), token)


def _require_open(door: Door) -> None:
    if not door.people.is_open:
        raise NotFound(BY_INVITATION)


async def _invited(door: Door, token: str) -> SignUpPage:
    invitation = await door.people.invitation(token)
    if invitation is None:
        raise NotFound(GONE)
    return SignUpPage(
        action=f"/invitation/{token}",
        email=invitation.email,
        email_is_set=bool(invitation.email),
        for_admin=invitation.is_admin,
        held=(await door.people.held()).things if invitation.is_first else "",
    )


async def _make(door: Door, data: Form, page: SignUpPage, token: str = "") -> Response[str]:
    door.require_safe_line()
    if page.email_is_set:
        data = {**data, "email": page.email}
    try:
        form = parse_sign_up(data)
        user = await door.people.sign_up(
            email=form.email,
            name=form.name,
            password=form.password,
            address=door.address,
            token=token,
            adopts=form.adopts,
        )
    except (InvalidInput, Conflict, LimitReached, Unavailable) as error:
        typed = {name: text_or_nothing(data, name) for name in ("email", "name")}
        adopts = text_or_nothing(data, "before") == TAKE_OVER
        shown = msgspec.structs.replace(page, **typed, adopts=adopts, errors=told(error, "email", "name", "password"))
        return _show(door, shown, error)
    return await door.let_in(user, Redirect("/", status_code=303))


async def _mail(door: Door, data: Form, page: SignUpPage) -> Response[str]:
    shown = msgspec.structs.replace(page, email=text_or_nothing(data, "email"))
    try:
        await door.people.request_sign_up(parse_email_field(data), door.address)
    except (InvalidInput, LimitReached) as error:
        return _show(door, msgspec.structs.replace(shown, errors=told(error, "email")), error)
    return _show(door, msgspec.structs.replace(shown, sent=True))


def _show(door: Door, page: SignUpPage, error: AppError | None = None) -> Response[str]:
    return door.show(TEMPLATE, msgspec.structs.replace(page, unsafe_line=door.is_unsafe_line), error)
