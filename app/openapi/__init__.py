"""One OpenAPI 3.1 document of every address for programs (docs/decisions/0030-one-document-read-from-the-routes.md)."""

from typing import Any

from litestar import Litestar

__all__ = ["document"]
_KEPT = "openapi_document"


def document(app: Litestar) -> dict[str, Any]:
    """The document of this app: made when it is first asked for, then the same object; nobody changes it."""
    kept: dict[str, Any] | None = app.state.get(_KEPT)
    if kept is None:
        # The start of the app does not wait for what describes it.
        from app.openapi.building import build

        kept = app.state[_KEPT] = build(app)
    return kept
