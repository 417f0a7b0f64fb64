"""What `OPTIONS` answers: all methods that an address takes (RFC 9110, 9.3.7)."""

from litestar.datastructures import MutableScopeHeaders
from litestar.routes import HTTPRoute
from litestar.types import Message, Scope

from app.web.guards import method_of


async def send_methods(message: Message, scope: Scope) -> None:
    """Litestar's `before_send`: by itself it names only those of the handlers that were registered first."""
    if message["type"] != "http.response.start" or method_of(scope) != "OPTIONS":
        return
    routes = [route for route in scope["litestar_app"].routes if isinstance(route, HTTPRoute)]
    methods = next((route.methods for route in routes if route.path_format == scope.get("path_template")), None)
    if methods is not None:
        MutableScopeHeaders.from_message(message)["Allow"] = ", ".join(sorted(methods))
