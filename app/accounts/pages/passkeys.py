"""Passkeys: a script asks for a challenge, lets the person's device sign it, and brings the answer back."""

from typing import Any

import msgspec
from litestar import Controller, Request, Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from app.accounts.forms import local_path
from app.accounts.identity import Caller
from app.accounts.pages.door import DOOR, Door
from app.errors import InvalidInput, NotSignedIn

JSON = "application/json"
_NOT_UNDERSTOOD = "What the browser sent about the passkey cannot be read. Please try again."


class Challenge(msgspec.Struct, frozen=True):
    """`options` go to `navigator.credentials` as they are; `challenge_id` comes back with the answer."""

    challenge_id: str
    options: msgspec.Raw


class Answer(msgspec.Struct, frozen=True):
    """What the device made; with it where to go on to (signing in) or what to call the passkey (making one)."""

    challenge_id: str
    credential: msgspec.Raw
    go_on: str = "/"
    name: str = ""


class Outcome(msgspec.Struct, frozen=True):
    """Where the browser goes now, or a sentence that says why not."""

    go: str = ""
    detail: str = ""


class PasskeySignInController(Controller):
    """`/sign-in/passkey`."""

    path = "/sign-in/passkey"
    opt = {"public": True}  # noqa: RUF012 - Litestar's own way to set it
    dependencies = DOOR

    @post("/challenge", status_code=200)
    async def begin(self, door: NamedDependency[Door]) -> Response[bytes]:
        """Something to sign; it names nobody."""
        try:
            return _challenge(*await door.people.passkeys.begin_sign_in(door.origin))
        except InvalidInput as error:
            return _answer(Outcome(detail=error.message), error.status)

    @post("/", status_code=200)
    async def sign_in(self, door: NamedDependency[Door], request: Request[Any, Any, Any]) -> Response[Any]:
        """A new session for whoever owns the passkey."""
        door.require_safe_line()
        try:
            answer = _parse(await request.body())
            user = await door.people.passkeys.finish_sign_in(
                answer.challenge_id, bytes(answer.credential).decode(), door.origin
            )
        except (InvalidInput, NotSignedIn) as error:
            return _answer(Outcome(detail=error.message), error.status)
        return await door.let_in(user, _answer(Outcome(go=local_path(answer.go_on))))


class PasskeyController(Controller):
    """`/account/passkeys`."""

    path = "/account/passkeys"
    dependencies = DOOR

    @post("/challenge", status_code=200)
    async def begin(self, door: NamedDependency[Door], caller: NamedDependency[Caller]) -> Response[bytes]:
        """Something for a new passkey to sign."""
        try:
            return _challenge(*await door.people.passkeys.begin_registration(caller.user, door.origin))
        except InvalidInput as error:
            return _answer(Outcome(detail=error.message), error.status)

    @post("/", status_code=200)
    async def keep(
        self, door: NamedDependency[Door], caller: NamedDependency[Caller], request: Request[Any, Any, Any]
    ) -> Response[bytes]:
        """Keep the passkey that the device made."""
        try:
            answer = _parse(await request.body())
            await door.people.passkeys.finish_registration(
                caller.user, answer.challenge_id, bytes(answer.credential).decode(), answer.name, door.origin
            )
        except (InvalidInput, NotSignedIn) as error:
            return _answer(Outcome(detail=error.message), InvalidInput.status)
        return _answer(Outcome(go="/account?note=passkey"))

    @post("/{passkey_id:str}/remove")
    async def remove(
        self, passkey_id: FromPath[str], door: NamedDependency[Door], caller: NamedDependency[Caller]
    ) -> Redirect:
        """It opens nothing from now on."""
        await door.people.passkeys.remove(caller.user.id, passkey_id)
        return Redirect("/account?note=removed", status_code=303)


def _parse(body: bytes) -> Answer:
    try:
        return msgspec.json.decode(body, type=Answer)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InvalidInput(_NOT_UNDERSTOOD) from error


def _challenge(challenge_id: str, options: str) -> Response[bytes]:
    return _answer(Challenge(challenge_id, msgspec.Raw(options.encode())))


def _answer(content: msgspec.Struct, status: int = 200) -> Response[bytes]:
    body = msgspec.json.encode(content)
    return Response(body, media_type=JSON, status_code=status, headers={"Cache-Control": "no-store"})
