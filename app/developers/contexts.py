"""What the templates of the pages for developers are given."""

import msgspec

from app.developers.belongings import Missing
from app.developers.catalogue import EventKind, Place, Refusal


class FieldView(msgspec.Struct, frozen=True, kw_only=True):
    """One field of the form that sends a request. `source`: where its file comes from when none is chosen, or ""."""

    id: str
    name: str
    place: Place
    kind: str
    label: str
    value: str
    source: str
    required: bool
    hint: str


class RequestView(msgspec.Struct, frozen=True, kw_only=True):
    """One request. `path` has the places of its fields in braces, `shown_path` the reader's ids."""

    id: str
    title: str
    method: str
    path: str
    shown_path: str
    does: str
    scope: str
    body: str
    streams: bool
    answers: tuple[str, ...]
    curl: str
    missing: tuple[Missing, ...]
    fields: tuple[FieldView, ...]


class ProtocolView(msgspec.Struct, frozen=True, kw_only=True):
    """One section of the page. `keys_url` opens the form for a key with the scopes that its lines need."""

    id: str
    title: str
    purpose: str
    authentication: str
    framing: str
    ending: str
    before: str
    refused: str
    scopes: tuple[str, ...]
    keys_url: str
    requests: tuple[RequestView, ...]
    events: tuple[EventKind, ...]
    refusals: tuple[Refusal, ...]


class DevelopersPage(msgspec.Struct, frozen=True, kw_only=True):
    """`developers/show.html`. `base` is this server's address; `has_gate`: it asks for a password before a key."""

    base: str
    has_gate: bool
    protocols: tuple[ProtocolView, ...]
