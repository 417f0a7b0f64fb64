"""The pages for developers: how to ask from a program, and the reference of every operation."""

import asyncio
from typing import Any

from litestar import Controller, Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromQuery

from app.accounts.service import User
from app.developers.belongings import belongings_of
from app.developers.presenting import developers_page
from app.developers.reference.arranging import arrange
from app.developers.reference.contexts import Reference
from app.developers.reference.searching import found_page
from app.postings.service import Postings
from app.resumes.service import Resumes
from app.settings import Settings
from app.streaming import Engine
from app.tutor.service import Conversations
from app.web.rendering import Pages, html, shell_of

_KEPT = "reference"
_LONGEST_SEARCH = 200


class DeveloperController(Controller):
    """`/developers`."""

    path = "/developers"

    @get("/")
    async def show_protocols(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        settings: NamedDependency[Settings],
        resumes: NamedDependency[Resumes],
        postings: NamedDependency[Postings],
        conversations: NamedDependency[Conversations],
        engine: NamedDependency[Engine],
        pages: NamedDependency[Pages],
    ) -> Response[str]:
        """Each protocol with lines to copy, filled with what is the reader's, and its table of events."""
        own = await belongings_of(user.id, resumes, postings, conversations, engine)
        base = (settings.public_url or str(request.base_url)).rstrip("/")
        page = developers_page(own, base, has_gate=settings.has_gate)
        return html(pages.render("developers/show.html", shell=shell_of(request), page=page))

    @get("/reference")
    async def show_reference(
        self,
        request: Request[Any, Any, Any],
        openapi_document: NamedDependency[dict[str, Any]],
        pages: NamedDependency[Pages],
        q: FromQuery[str] = "",
    ) -> Response[str]:
        """Every operation of the OpenAPI document, or those that hold the words of `q`."""
        reference = await _reference(request, openapi_document, pages)
        page = found_page(reference, " ".join(q.split())[:_LONGEST_SEARCH])
        return html(pages.render("developers/reference.html", shell=shell_of(request), page=page))


async def _reference(request: Request[Any, Any, Any], document: dict[str, Any], pages: Pages) -> Reference:
    """Made when it is first asked for; the document is the same as long as the process lives."""
    kept: Reference | None = request.app.state.get(_KEPT)
    if kept is None:
        kept = request.app.state[_KEPT] = await asyncio.to_thread(arrange, document, pages.render)
    return kept
