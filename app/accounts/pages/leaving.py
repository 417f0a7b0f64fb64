"""Taking everything along, and going."""

from typing import Any
from urllib.parse import quote

from litestar import Controller, Response, post
from litestar.di import NamedDependency
from litestar.response import Stream

from app.accounts.forms import parse_password
from app.accounts.identity import Caller
from app.accounts.pages.account import TEMPLATE, page_of
from app.accounts.pages.door import DOOR, Door, Form, told
from app.errors import Conflict, InvalidInput, LimitReached
from app.web.forms import text_field

_CONFIRMATION = "delete"


class TakingController(Controller):
    """`/account/export`, in every mode."""

    path = "/account/export"
    dependencies = DOOR

    @post("/", status_code=200)
    async def export_account(self, door: NamedDependency[Door], caller: NamedDependency[Caller]) -> Stream:
        """Everything in one archive. The archive is finished before the answer begins: it is whole or not there."""
        made = await door.people.export(caller.user.id)
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(made.filename)}",
            "Content-Length": str(made.size),
            "Cache-Control": "private, no-store",
        }
        return Stream(made.chunks, media_type="application/zip", headers=headers)


class LeavingController(Controller):
    """`/account/delete`, where there are accounts or a proxy that names people."""

    path = "/account/delete"
    dependencies = DOOR

    @post("/")
    async def delete_account(
        self, data: Form, door: NamedDependency[Door], caller: NamedDependency[Caller]
    ) -> Response[Any]:
        """Delete everything, for whoever shows that it is really them and that they mean it."""
        account = await door.people.account(caller.user.id)
        try:
            if account.has_password:
                await door.people.check_password(account.id, parse_password(data), door.address)
            elif text_field(data, "confirm", 20).strip().lower() != _CONFIRMATION:
                raise InvalidInput("Type the word delete, so that nothing is deleted by mistake.", field="confirm")
            await door.people.delete(account.id)
        except (InvalidInput, LimitReached, Conflict) as error:
            page = await page_of(door, caller, errors=told(error, "password", "confirm"))
            return door.show(TEMPLATE, page, error)
        return door.let_out("/sign-in?note=deleted" if door.settings.auth == "accounts" else "/")
