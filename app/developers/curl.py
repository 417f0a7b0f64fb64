"""A request as a line for the shell: what it holds of the reader's is quoted, the key is a variable."""

import json
import shlex
from urllib.parse import quote, urlencode

from app.developers.belongings import Belongings
from app.developers.catalogue import Field, Request

KEY = '"x-api-key: $FOREWORD_KEY"'
BEARER = '"Authorization: Bearer $FOREWORD_KEY"'
GATE = ('"X-Auth-Username: $FOREWORD_USER"', '"X-Auth-Password: $FOREWORD_PASSWORD"')
_BREAK = " \\\n  "


def curl_of(request: Request, own: Belongings, base: str, *, bearer: bool, has_gate: bool) -> str:
    """The line, broken where it is long.

    Args:
        request: what to send.
        own: what it is filled with.
        base: this server's address, without a slash at its end.
        bearer: the key goes into `Authorization`, not into `x-api-key`.
        has_gate: user name and password are asked for before anything else.
    """
    parts = [
        _beginning(request, shlex.quote(base + path_of(request, own) + _query(request, own))),
        f"-H {BEARER if bearer else KEY}",
        *(f"-H {header}" for header in (GATE if has_gate else ())),
        *_body(request, own),
    ]
    return _BREAK.join(parts)


def path_of(request: Request, own: Belongings) -> str:
    """The request's path with the reader's ids."""
    path = request.path
    for field in request.fields:
        if field.place == "path":
            path = path.replace(f"{{{field.name}}}", quote(own.fill(field.value), safe=""))
    return path


def sent(request: Request, own: Belongings) -> list[Field]:
    """The fields that go with the request: an optional one that there is nothing for is left out."""
    return [field for field in request.fields if field.required or not own.lacks(field.value)]


def _beginning(request: Request, url: str) -> str:
    options = " -N" if request.streams else ""
    options += f" -o {shlex.quote(request.saves)}" if request.saves else ""
    return f"curl{options} {url}" if request.method == "GET" else f"curl{options} -X {request.method} {url}"


def _query(request: Request, own: Belongings) -> str:
    pairs = [(field.name, own.fill(field.value)) for field in sent(request, own) if field.place == "query"]
    return f"?{urlencode(pairs)}" if pairs else ""


def _body(request: Request, own: Belongings) -> list[str]:
    accept = ["-H 'Accept: text/event-stream'"] if request.streams else []
    if request.body == "json":
        written = json.dumps(_members(request, own), ensure_ascii=False, indent=2).replace("\n", "\n  ")
        return ["-H 'Content-Type: application/json'", *accept, f"-d {shlex.quote(written)}"]
    return [*accept, *(_part(field, own) for field in sent(request, own) if field.place in {"form", "file"})]


def _members(request: Request, own: Belongings) -> dict[str, str | bool]:
    return {
        field.name: own.fill(field.value) == "true" if field.kind == "flag" else own.fill(field.value)
        for field in sent(request, own)
        if field.place == "json"
    }


def _part(field: Field, own: Belongings) -> str:
    if field.place == "file":
        return f"-F {shlex.quote(f'{field.name}=@{field.value}')}"
    # -F would take @, < and ; in a text for orders.
    return f"--form-string {shlex.quote(f'{field.name}={own.fill(field.value)}')}"
