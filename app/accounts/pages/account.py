"""One's own account: the name, the password, where one is signed in."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from app.accounts.forms import parse_name_field, parse_password
from app.accounts.identity import Caller
from app.accounts.pages.door import DOOR, Door, Form, told
from app.accounts.people_contexts import AccountPage
from app.accounts.people_presenting import account_page
from app.errors import AppError, InvalidInput, LimitReached

TEMPLATE = "accounts/account.html"


class AccountController(Controller):
    """`/account`, in every mode; what it shows depends on how people sign in."""

    path = "/account"
    dependencies = DOOR

    @get("/")
    async def show_account(
        self, door: NamedDependency[Door], caller: NamedDependency[Caller], note: FromQuery[str] = ""
    ) -> Response[str]:
        """The person as Foreword knows them."""
        return door.show(TEMPLATE, await page_of(door, caller, note=note))


class OwnAccountController(Controller):
    """`/account`, for people who sign in here: what they may change."""

    path = "/account"
    dependencies = DOOR

    @post("/name")
    async def rename(self, data: Form, door: NamedDependency[Door], caller: NamedDependency[Caller]) -> Response[str]:
        """Be called something else."""
        try:
            await door.people.rename(caller.user.id, parse_name_field(data))
        except InvalidInput as error:
            return await _refused(door, caller, error, "name")
        return _back("renamed")

    @post("/password")
    async def change_password(
        self, data: Form, door: NamedDependency[Door], caller: NamedDependency[Caller]
    ) -> Response[str]:
        """A new password for whoever knows the old one; every other session ends, and this one gets a new token."""
        door.require_safe_line()
        try:
            old = parse_password(data, "old", empty="Type the password that you have now.")
            new = parse_password(data, "new", empty="Choose a new password.")
            await door.people.change_password(caller.user.id, old, new, keep=caller.session_id, address=door.address)
        except (InvalidInput, LimitReached) as error:
            return await _refused(door, caller, error, "old", "new")
        return await door.let_in(caller.user, _back("password"))

    @post("/sessions/{session_id:str}/end")
    async def end_session(
        self, session_id: FromPath[str], door: NamedDependency[Door], caller: NamedDependency[Caller]
    ) -> Response[Any]:
        """Sign out somewhere else, or here."""
        await door.sessions.revoke(caller.user.id, session_id)
        return door.let_out("/sign-in?note=left") if session_id == caller.session_id else _back("ended")

    @post("/sessions/end")
    async def end_other_sessions(self, door: NamedDependency[Door], caller: NamedDependency[Caller]) -> Response[str]:
        """Sign out everywhere but here."""
        await door.sessions.close_all(caller.user.id, but=caller.session_id)
        return _back("ended")


async def page_of(door: Door, caller: Caller, *, note: str = "", errors: dict[str, str] | None = None) -> AccountPage:
    """The page as it is now."""
    owner = caller.user.id
    is_here = door.settings.auth == "accounts"
    return account_page(
        door.settings.auth,
        await door.people.account(owner),
        sessions=await door.sessions.list(owner) if is_here else (),
        passkeys=await door.people.passkeys.list(owner) if is_here else (),
        session_id=caller.session_id,
        note=note,
        errors=errors,
    )


async def _refused(door: Door, caller: Caller, error: AppError, *fields: str) -> Response[str]:
    return door.show(TEMPLATE, await page_of(door, caller, errors=told(error, *fields)), error)


def _back(note: str) -> Response[Any]:
    return Redirect(f"/account?note={note}", status_code=303)
