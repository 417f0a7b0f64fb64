"""Signing in and out."""

from typing import Annotated

import msgspec
from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter
from litestar.response import Redirect

from app.accounts.forms import local_path, parse_sign_in
from app.accounts.pages.door import DOOR, Door, Form, told
from app.accounts.people_contexts import SignInPage
from app.errors import AppError, Forbidden, InvalidInput, LimitReached, NotSignedIn
from app.web.forms import text_or_nothing

TEMPLATE = "accounts/sign_in.html"


class SignInController(Controller):
    """`/sign-in`."""

    path = "/sign-in"
    opt = {"public": True}  # noqa: RUF012 - Litestar's own way to set it
    dependencies = DOOR

    @get("/")
    async def show_sign_in(
        self,
        door: NamedDependency[Door],
        go_on: Annotated[str, QueryParameter(name="next")] = "/",
        note: FromQuery[str] = "",
    ) -> Response[str] | Redirect:
        """The form; whoever is signed in already goes on at once."""
        url = local_path(go_on)
        if await door.sessions.find(door.token) is not None:
            return Redirect(url, status_code=303)
        return _show(door, SignInPage(go_on=url, note=note))

    @post("/")
    async def sign_in(self, data: Form, door: NamedDependency[Door]) -> Response[str]:
        """A new session for whoever knows the password, and on to where they wanted to go."""
        door.require_safe_line()
        try:
            form = parse_sign_in(data)
            user = await door.people.sign_in(form.email, form.password, door.address)
        except (InvalidInput, NotSignedIn, Forbidden, LimitReached) as error:
            page = SignInPage(
                go_on=local_path(text_or_nothing(data, "next")),
                email=text_or_nothing(data, "email"),
                errors=told(error, "email", "password"),
            )
            return _show(door, page, error)
        return await door.let_in(user, Redirect(form.go_on, status_code=303))


class SignOutController(Controller):
    """`/sign-out`."""

    path = "/sign-out"
    dependencies = DOOR

    @post("/")
    async def sign_out(self, door: NamedDependency[Door]) -> Response[None]:
        """The session ends here and on the server."""
        await door.sessions.close(door.token)
        return door.let_out("/sign-in?note=left")


def _show(door: Door, page: SignInPage, error: AppError | None = None) -> Response[str]:
    known = msgspec.structs.replace(page, sign_up_is_open=door.people.is_open, unsafe_line=door.is_unsafe_line)
    return door.show(TEMPLATE, known, error)
