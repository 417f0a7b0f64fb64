"""Static files, kept by browsers for a year: their addresses change with their content."""

from litestar import Router
from litestar.datastructures import CacheControlHeader
from litestar.static_files import create_static_files_router

from app.web.assets import STATIC

STATIC_MAX_AGE = 365 * 24 * 3600


def static_router() -> Router:
    """Open to everybody, who may not have signed in yet."""
    return create_static_files_router(
        path="/static",
        directories=[STATIC],
        cache_control=CacheControlHeader(public=True, max_age=STATIC_MAX_AGE, immutable=True),
        opt={"public": True},
    )
