"""Which routes are for programs, read from the app."""

import inspect
from collections.abc import Iterator
from typing import Any, NamedTuple, get_args, get_origin

from litestar import Litestar, Response
from litestar.handlers import HTTPRouteHandler
from litestar.params import QueryParameter
from litestar.routes import HTTPRoute

from app.protocols.native.answering import Json
from app.web.programs import is_for_programs

_HEALTH = "/health/"


class Query(NamedTuple):
    """A parameter of the query: its name, type, bounds (None for none) and the value when it is absent."""

    name: str
    kind: type
    least: float | None
    most: float | None
    default: Any


class Address(NamedTuple):
    """One method of one address, and what its handler says of itself."""

    method: str
    path: str
    handler: HTTPRouteHandler

    @property
    def name(self) -> str:
        """`GET /api/resumes`."""
        return f"{self.method} {self.path}"

    @property
    def is_public(self) -> bool:
        """Whether nobody is asked who they are."""
        return bool(self.handler.opt.get("public"))

    @property
    def scopes(self) -> tuple[str, ...]:
        """What a key needs, one of them."""
        scopes: str | tuple[str, ...] = self.handler.opt.get("scope", ())
        return (scopes,) if isinstance(scopes, str) else scopes

    @property
    def body(self) -> Any:
        """The struct that a JSON body is read into; None without one."""
        return self.handler.opt.get("body")

    @property
    def answer(self) -> Any:
        """`T` of a handler that answers `Json[T]`; None where the annotation does not say it."""
        said = self.handler.parsed_return_field.annotation
        return get_args(said)[0] if get_origin(said) is Json else None

    @property
    def is_file(self) -> bool:
        """Whether the answer is a file."""
        said = self.handler.parsed_return_field.annotation
        return get_origin(said) is Response and get_args(said) == (bytes,)

    @property
    def status(self) -> int:
        """That of success."""
        return self.handler.status_code

    @property
    def parameters(self) -> list[str]:
        """The names in the path, in order."""
        return [part[1:-1] for part in self.path.split("/") if part.startswith("{")]

    @property
    def queries(self) -> Iterator[Query]:
        """The parameters of the query that the handler takes."""
        for name, field in self.handler.parsed_fn_signature.parameters.items():
            given = field.kwarg_definition
            if isinstance(given, QueryParameter):
                yield Query(name, field.annotation, given.ge, given.le, field.default)

    @property
    def is_repeatable(self) -> bool:
        """Whether an `Idempotency-Key` is taken for it by the native API."""
        return "once" in self.handler.parsed_fn_signature.parameters

    @property
    def docstring(self) -> str:
        """What the handler says of itself."""
        return inspect.cleandoc(self.handler.fn.__doc__ or "")


def addresses(app: Litestar) -> list[Address]:
    """Every address for programs, and the probes, in the order of their paths; `OPTIONS` is asked of all of them."""
    found = [
        Address(method, route.path_format, handler)
        for route in app.routes
        if isinstance(route, HTTPRoute)
        and (is_for_programs(route.path_format) or route.path_format.startswith(_HEALTH))
        for handler in route.route_handlers
        for method in handler.http_methods
        if method != "OPTIONS"
    ]
    return sorted(found, key=lambda address: (address.path, _ORDER.index(address.method)))


_ORDER = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
