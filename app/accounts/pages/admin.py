"""The administrator's page: people, invitations, what is used, what runs, and the server's health."""

from typing import Any
from urllib.parse import urlsplit

import msgspec
from litestar import Controller, Response, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from app.accounts.admin_presenting import admin_page
from app.accounts.forms import parse_email_field
from app.accounts.guards import requires_admin
from app.accounts.health import examine_server
from app.accounts.identity import Caller
from app.accounts.pages.door import DOOR, Door, Form, told
from app.accounts.people_contexts import AdminPage
from app.db import Database
from app.documents.rendering import Renderer
from app.errors import AppError, Conflict, InvalidInput, NotFound
from app.streaming import Engine
from app.web.forms import text_field, text_or_nothing

TEMPLATE = "accounts/admin.html"


class Desk:
    """One request of an administrator, with what their page looks into."""

    def __init__(self, door: Door, caller: Caller, database: Database, engine: Engine, renderer: Renderer) -> None:
        self.door = door
        self.you = caller.user.id
        self._database = database
        self._engine = engine
        self._renderer = renderer

    async def page(self, note: str = "") -> AdminPage:
        """Everything as it is now."""
        door = self.door
        health = await examine_server(door.settings, self._database, self._engine, self._renderer)
        people, invitations = await door.people.everybody(), await door.people.invitations()
        held = (await door.people.held()).things
        return admin_page(door.settings, people, invitations, health, held=held, you=self.you, note=note)

    async def show(self, error: AppError | None = None, **changes: Any) -> Response[str]:
        """The page with what is particular to this answer."""
        page = msgspec.structs.replace(await self.page(), **changes)
        return self.door.show(TEMPLATE, page, error)


def _desk(
    door: NamedDependency[Door],
    caller: NamedDependency[Caller],
    database: NamedDependency[Database],
    engine: NamedDependency[Engine],
    renderer: NamedDependency[Renderer],
) -> Desk:
    return Desk(door, caller, database, engine, renderer)


class AdminController(Controller):
    """`/admin`, where there are accounts or a proxy that names people."""

    path = "/admin"
    guards = [requires_admin]  # noqa: RUF012 - Litestar's own way to set it
    dependencies = {**DOOR, "desk": Provide(_desk, sync_to_thread=False)}  # noqa: RUF012 - likewise

    @get("/")
    async def show_admin(self, desk: NamedDependency[Desk], note: FromQuery[str] = "") -> Response[str]:
        """People, work and health."""
        return desk.door.show(TEMPLATE, await desk.page(note))

    @post("/people/{user_id:str}/{change:str}")
    async def change_person(
        self, user_id: FromPath[str], change: FromPath[str], desk: NamedDependency[Desk]
    ) -> Response[str]:
        """Lock somebody out or let them in again; make somebody an administrator or no longer one."""
        people, you = desk.door.people, desk.you
        try:
            match change:
                case "disabled" | "enabled":
                    await people.set_disabled(you, user_id, change == "disabled")
                case "promoted" | "demoted":
                    await people.set_admin(you, user_id, change == "promoted")
                case _:
                    raise NotFound("There is no such change.")
        except Conflict as error:
            return await desk.show(error, errors=told(error))
        return _back(change)

    @post("/runs/{run_id:str}/stop")
    async def stop_run(self, run_id: FromPath[str], desk: NamedDependency[Desk]) -> Redirect:
        """Stop one run, whoever's it is."""
        await desk.door.people.stop_work(run_id)
        return _back("stopped")


class InvitationController(Controller):
    """`/admin/invitations`, where people sign in here."""

    path = "/admin/invitations"
    guards = [requires_admin]  # noqa: RUF012 - Litestar's own way to set it
    dependencies = {**DOOR, "desk": Provide(_desk, sync_to_thread=False)}  # noqa: RUF012 - likewise

    @post("/", status_code=201)
    async def invite(self, data: Form, desk: NamedDependency[Desk]) -> Response[str]:
        """Make a link for somebody and show it in this one answer: a redirect would need it to be kept somewhere."""
        door = desk.door
        try:
            link = await door.people.invite(desk.you, parse_email_field(data), admin=bool(text_field(data, "admin")))
        except InvalidInput as error:
            return await desk.show(error, errors=told(error, "email"), email=text_or_nothing(data, "email"))
        whole = door.origin + urlsplit(link).path
        return await desk.show(link=whole, invited=text_or_nothing(data, "email"), was_mailed=door.people.sends_mail)

    @post("/{invitation_id:str}/withdraw")
    async def withdraw(self, invitation_id: FromPath[str], desk: NamedDependency[Desk]) -> Redirect:
        """Take an invitation back."""
        await desk.door.people.withdraw(invitation_id)
        return _back("withdrawn")


def _back(note: str) -> Redirect:
    return Redirect(f"/admin?note={note}", status_code=303)
