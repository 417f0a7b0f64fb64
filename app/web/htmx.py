"""What htmx 4 says and expects (`pages.md`, "What bites" 12: litestar-htmx reads htmx 2's headers)."""

from typing import Any

from litestar import Request, Response
from litestar.response import Redirect


def is_htmx(request: Request[Any, Any, Any]) -> bool:
    """Whether htmx asks, and not the browser itself."""
    return request.headers.get("hx-request") == "true"


def leave(request: Request[Any, Any, Any], url: str) -> Response[Any]:
    """Go to another page: by header for htmx, which otherwise swaps what it finds there, else by 303."""
    if is_htmx(request):
        return Response(None, status_code=204, headers={"HX-Redirect": url})
    return Redirect(url, status_code=303)
