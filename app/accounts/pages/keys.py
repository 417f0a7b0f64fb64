"""The page of a person's keys: make one, see it once, see when each was used, revoke it."""

import time
from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Redirect

from app.accounts.key_contexts import DEFAULT_LIFE, LIVES, KeyForm, keys_page
from app.accounts.keys import LONGEST_NAME, Keys, Made
from app.accounts.service import User
from app.errors import Conflict, InvalidInput
from app.ids import new_id
from app.web.forms import errors_of
from app.web.rendering import Pages, html, shell_of

TEMPLATE = "accounts/keys.html"
_FIELDS = {"name", "scopes", "expires"}
_DAY_SECONDS = 86_400


class KeyController(Controller):
    """`/settings/keys`."""

    path = "/settings/keys"

    @get("/")
    async def show_keys(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        keys: NamedDependency[Keys],
        pages: NamedDependency[Pages],
        revoked: FromQuery[bool] = False,
        wanted: Annotated[list[str] | None, QueryParameter(name="scope")] = None,
    ) -> Response[str]:
        """The keys, and a form for another; `scope`, as often as wanted, ticks its boxes."""
        form = KeyForm(once=new_id("form"), scopes=tuple(wanted or ()))
        page = keys_page(await keys.list(user.id), form, time.time(), revoked=revoked)
        return html(pages.render(TEMPLATE, shell=shell_of(request), page=page))

    @post("/")
    async def create_key(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        keys: NamedDependency[Keys],
        pages: NamedDependency[Pages],
    ) -> Response[str]:
        """Make a key and show it in this one answer: a redirect would need the key to be kept somewhere."""
        form, made, status, errors = _blank(), None, 201, dict[str, str]()
        try:
            form = await parse_key_form(request)
            made = await _make(keys, user, form)
        except InvalidInput as error:
            status, errors = error.status, errors_of(error, _FIELDS)
        except Conflict as error:
            status, errors = error.status, {"": error.message}
        shown = form if status == InvalidInput.status else _blank()
        page = keys_page(await keys.list(user.id), shown, time.time(), made=made, errors=errors)
        return html(pages.render(TEMPLATE, shell=shell_of(request), page=page), status)

    @post("/{key_id:str}/revoke")
    async def revoke_key(
        self, key_id: FromPath[str], user: NamedDependency[User], keys: NamedDependency[Keys]
    ) -> Redirect:
        """The key opens nothing from now on."""
        await keys.revoke(user.id, key_id)
        return Redirect("/settings/keys?revoked=true", status_code=303)


async def parse_key_form(request: Request[Any, Any, Any]) -> KeyForm:
    """What was filled in; InvalidInput when a field is a file or was given twice."""
    fields: dict[str, str] = {}
    scopes: list[str] = []
    for name, value in (await request.form()).multi_items():
        if not isinstance(value, str) or name in fields:
            raise InvalidInput("This form takes each text once. Reload the page and try again.")
        if name == "scope":
            scopes.append(value)
        else:
            fields[name] = value
    return KeyForm(
        once=fields.get("once", "")[:100] or new_id("form"),
        name=fields.get("name", "")[: LONGEST_NAME + 1],
        scopes=tuple(scopes),
        life=fields.get("life", DEFAULT_LIFE),
    )


def _blank() -> KeyForm:
    return KeyForm(once=new_id("form"))


async def _make(keys: Keys, user: User, form: KeyForm) -> Made:
    if form.life not in LIVES:
        raise InvalidInput("Choose from the list when the key expires.", field="expires")
    expires_at = time.time() + int(form.life) * _DAY_SECONDS if form.life else None
    return await keys.create(user.id, form.name, form.scopes, expires_at, once=form.once)
