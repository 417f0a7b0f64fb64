"""The quotas of the tutor's chat protocol (`protocols.md` section 3): `GET /api/v1/usage`, every feature with its day.

The document names the endpoint and no body. `limit` and `remaining` are null for a feature without a limit.
"""

from typing import Any

import msgspec
from litestar import Controller, Response, get
from litestar.di import NamedDependency

from app.accounts.service import User
from app.usage.service import Quotas


class UsageProtocolController(Controller):
    """`/api/v1/usage`."""

    path = "/api/v1/usage"
    opt = {"scope": "usage"}  # noqa: RUF012 - Litestar's own way to set it

    @get("/")
    async def show_quotas(self, user: NamedDependency[User], quotas: NamedDependency[Quotas]) -> Response[Any]:
        """`{"usage": [{"feature", "used", "limit", "remaining", "resets_at"}]}`."""
        body = msgspec.json.encode({"usage": await quotas.usage_of(user.id)})
        return Response(body, media_type="application/json", headers={"Cache-Control": "no-store"})
