"""Foreword's Litestar application with all its routes, for tests that read it without serving it."""

import asyncio

from litestar import Litestar

from app.asgi import create_app
from app.settings import Settings


def whole_app(settings: Settings) -> Litestar:
    """As it is when its late routes are registered."""
    application = create_app(settings)
    asyncio.run(application.late_routes.complete())
    return application.litestar
