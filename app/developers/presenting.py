"""The protocols as their page shows them, filled with what is the reader's."""

from urllib.parse import urlencode

from app.developers.belongings import MISSING, Belongings
from app.developers.catalogue import Field, Protocol, Request, protocols
from app.developers.contexts import DevelopersPage, FieldView, ProtocolView, RequestView
from app.developers.curl import curl_of, path_of

_BEARER = frozenset({"tutor"})
"""The protocols whose document sends the key as `Authorization: Bearer`."""


def developers_page(own: Belongings, base: str, *, has_gate: bool) -> DevelopersPage:
    """The page of one reader, under the address that they reach this server by."""
    return DevelopersPage(
        base=base,
        has_gate=has_gate,
        protocols=tuple(_protocol(protocol, own, base, has_gate=has_gate) for protocol in protocols()),
    )


def _protocol(protocol: Protocol, own: Belongings, base: str, *, has_gate: bool) -> ProtocolView:
    scopes = tuple(dict.fromkeys(request.scope for request in protocol.requests))
    bearer = protocol.id in _BEARER
    return ProtocolView(
        id=protocol.id,
        title=protocol.title,
        purpose=protocol.purpose,
        authentication=protocol.authentication,
        framing=protocol.framing,
        ending=protocol.ending,
        before=protocol.before,
        refused=protocol.refused,
        scopes=scopes,
        keys_url=f"/settings/keys?{urlencode([('scope', scope) for scope in scopes])}",
        requests=tuple(
            _request(request, own, curl_of(request, own, base, bearer=bearer, has_gate=has_gate))
            for request in protocol.requests
        ),
        events=protocol.events,
        refusals=protocol.refusals,
    )


def _request(request: Request, own: Belongings, curl: str) -> RequestView:
    lacking = dict.fromkeys(
        name for field in request.fields if field.required for name in own.lacks(field.value + field.source)
    )
    return RequestView(
        id=request.id,
        title=request.title,
        method=request.method,
        path=request.path,
        shown_path=path_of(request, own),
        does=request.does,
        scope=request.scope,
        body=request.body,
        streams=request.streams,
        answers=request.answers,
        curl=curl,
        missing=tuple(MISSING[name] for name in lacking),
        fields=tuple(_field(field, request, own) for field in request.fields),
    )


def _field(field: Field, request: Request, own: Belongings) -> FieldView:
    """In the form an id that there is none of is left for the reader to fill in."""
    is_known = not own.lacks(field.value)
    return FieldView(
        id=f"{request.id}-{field.name}",
        name=field.name,
        place=field.place,
        kind=field.kind,
        label=field.label,
        value=own.fill(field.value) if is_known else "",
        source=own.fill(field.source) if field.source and not own.lacks(field.source) else "",
        required=field.required,
        hint=field.hint,
    )
