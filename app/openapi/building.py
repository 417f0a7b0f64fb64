"""The document, put together."""

from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from litestar import Litestar

from app.openapi import headers, refusals
from app.openapi.described import OPERATIONS
from app.openapi.operations import Described
from app.openapi.routes import addresses
from app.openapi.schemas import Schemas

TAGS = {
    "Résumés": "Upload, read, change and download résumés.",
    "Postings": "Keep postings and have them analysed.",
    "Matches and tailorings": "See how a résumé meets a posting, and have it tailored.",
    "Letters": "Have cover letters written, change and download them.",
    "Conversations": "Talk with a coach, a tutor or an adviser.",
    "Runs": "Everything slow is a run: follow it, stop it.",
    "Career API": "A published protocol: résumés, tailoring and letters, as sections while they are made.",
    "Résumé optimisation": "A published protocol: suggestions while they are made, for a browser's `EventSource`.",
    "Tutor chat": "A published protocol: a tutor's reply while it is written, with corrections and quotas.",
    "LaTeX tailoring": "A published protocol: a LaTeX résumé in, six steps, a LaTeX résumé and its PDF out.",
    "Agent chat": "A published protocol: an agent's reply with the steps that led to it.",
    "Server": "Whether it lives, and this document.",
}
_ABOUT = """\
Everything that the pages do, for programs: Foreword's own API under `/api/`, and five published protocols, whose own
documents say what they are.

A key goes into the header `x-api-key` or `Authorization: Bearer`, never into an address. What belongs to somebody else
is 404, as if it did not exist. Answers may get new members."""
_SCHEMES = {
    "key": {"type": "apiKey", "in": "header", "name": "x-api-key", "description": "A key of Settings, Keys."},
    "bearer": {"type": "http", "scheme": "bearer", "description": "The same key."},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "foreword_session",
        "description": "Somebody who is signed in, in a browser. What changes something must come from this server's "
        "own pages.",
    },
    "gate_name": {
        "type": "apiKey",
        "in": "header",
        "name": "X-Auth-Username",
        "description": "Where the server has a password of its own, which is asked before everything else.",
    },
    "gate_password": {
        "type": "apiKey",
        "in": "header",
        "name": "X-Auth-Password",
        "description": "Goes with `X-Auth-Username`.",
    },
}


def build(app: Litestar) -> dict[str, Any]:
    """The OpenAPI 3.1 document of an app's routes."""
    settings = app.state.application.settings
    described = [Described(address, OPERATIONS.get(address.name)) for address in addresses(app)]
    refused = set().union(*(one.refused for one in described))
    schemas = Schemas(
        [kind for one in described for kind in one.read],
        [*refusals.FAMILIES.values(), *(kind for one in described for kind in one.written)],
    )
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "Foreword",
            "version": _version(),
            "summary": "A self-hosted studio for job applications.",
            "description": _ABOUT,
            "license": {"name": "Apache License 2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": settings.public_url.rstrip("/") or "/"}],
        "tags": [{"name": name, "description": text} for name, text in TAGS.items()],
        "security": _security(settings.auth, has_gate=settings.has_gate),
        "paths": _paths(described, schemas),
        "components": {
            "schemas": dict(sorted(schemas.components.items())),
            "responses": dict(refusals.responses(refused)),
            "parameters": headers.REQUEST,
            "headers": headers.RESPONSE,
            "securitySchemes": _SCHEMES,
        },
    }


def _paths(described: Iterable[Described], schemas: Schemas) -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for one in described:
        paths.setdefault(one.address.path, {})[one.address.method.lower()] = one.operation(schemas)
    return paths


def _security(auth: str, *, has_gate: bool) -> list[dict[str, list[str]]]:
    """One of these is enough. Where nobody else can come in, no key is needed."""
    gate: dict[str, list[str]] = {"gate_name": [], "gate_password": []} if has_gate else {}
    ways: list[dict[str, list[str]]] = [{"key": []}, {"bearer": []}]
    if auth == "accounts":
        ways.append({"session": []})
    if auth == "local":
        ways.append({})
    return [{**way, **gate} for way in ways]


def _version() -> str:
    try:
        return version("foreword")
    except PackageNotFoundError:
        return "0"
