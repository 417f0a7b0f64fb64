"""A new password for whoever forgot theirs, by a link in a mail or from whoever hosts Foreword."""

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from app.accounts.forms import parse_email_field, parse_password
from app.accounts.links import GONE
from app.accounts.pages.door import DOOR, Door, Form, told
from app.accounts.people_contexts import NewPasswordPage, ResetPage
from app.errors import InvalidInput, LimitReached, NotFound
from app.web.forms import text_or_nothing

ASK = "accounts/reset.html"
SET = "accounts/new_password.html"
NO_MAIL = "This Foreword sends no mails. Ask whoever hosts it for a link: they make one with `foreword users reset`."


class ResetController(Controller):
    """`/reset` and `/reset/{token}`."""

    path = "/reset"
    opt = {"public": True}  # noqa: RUF012 - Litestar's own way to set it
    dependencies = DOOR

    @get("/")
    async def show_reset(self, door: NamedDependency[Door]) -> Response[str]:
        """Ask for a mail; without a mail server, whom to ask."""
        return door.show(ASK, ResetPage(can_mail=door.people.sends_mail))

    @post("/")
    async def request_reset(self, data: Form, door: NamedDependency[Door]) -> Response[str]:
        """Send the mail where there is such an account, and answer the same where there is none."""
        if not door.people.sends_mail:
            raise NotFound(NO_MAIL)
        try:
            await door.people.request_reset(parse_email_field(data), door.address)
        except (InvalidInput, LimitReached) as error:
            page = ResetPage(email=text_or_nothing(data, "email"), errors=told(error, "email"))
            return door.show(ASK, page, error)
        return door.show(ASK, ResetPage(sent=True), status=200)

    @get("/{token:str}")
    async def show_new_password(self, token: FromPath[str], door: NamedDependency[Door]) -> Response[str]:
        """The form behind the link; 404 once it was used or is too old."""
        if not await door.people.can_reset(token):
            raise NotFound(GONE)
        return _show(door, token)

    @post("/{token:str}")
    async def set_password(self, data: Form, token: FromPath[str], door: NamedDependency[Door]) -> Response[str]:
        """Set it; every session of the account has ended, so that it is used at once to sign in."""
        door.require_safe_line()
        try:
            await door.people.reset(token, parse_password(data, empty="Choose a password."))
        except InvalidInput as error:
            return _show(door, token, error)
        return Redirect("/sign-in?note=reset", status_code=303)


def _show(door: Door, token: str, error: InvalidInput | None = None) -> Response[str]:
    errors = {} if error is None else told(error, "password")
    page = NewPasswordPage(action=f"/reset/{token}", unsafe_line=door.is_unsafe_line, errors=errors)
    return door.show(SET, page, error)
