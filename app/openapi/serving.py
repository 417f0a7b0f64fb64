"""`GET /api/openapi.json`: the document, for anybody."""

import asyncio
from typing import Any

from litestar import Controller, Request, get

from app.openapi import document
from app.protocols.native.answering import Json, answer


class OpenApiController(Controller):
    """`/api/openapi.json`."""

    path = "/api/openapi.json"
    opt = {"public": True}  # noqa: RUF012 - Litestar's own way to set it

    @get()
    async def show_document(self, request: Request[Any, Any, Any]) -> Json[dict[str, Any]]:
        """This document."""
        return answer(request, await asyncio.to_thread(document, request.app))
