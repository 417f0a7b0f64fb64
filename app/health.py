"""Whether this process lives, and whether it can work."""

from typing import Any

from litestar import Controller, Request, Response, get

from app.errors import AppError


class HealthController(Controller):
    """`/health`."""

    path = "/health"
    opt = {"public": True}  # noqa: RUF012 - Litestar's own attribute

    @get("/live")
    async def live(self) -> dict[str, str]:
        """The process answers."""
        return {"status": "live"}

    @get("/ready")
    async def ready(self, request: Request[Any, Any, Any]) -> Response[dict[str, str]]:
        """The database answers and the engine takes runs; 503 otherwise."""
        application = request.app.state.application
        if application.engine.draining:
            return Response({"status": "draining"}, status_code=503)
        try:
            await application.database.ping()
        except AppError as error:
            return Response({"status": error.code}, status_code=503)
        return Response({"status": "ready"})
