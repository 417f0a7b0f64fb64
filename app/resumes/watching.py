"""How a résumé's page is written while it is read and afterwards, whole and as fragments."""

from typing import Any

from litestar import Request

from app.resumes.presenting import resume_page
from app.resumes.producer import STAGES
from app.resumes.service import Resumes
from app.web.contexts import Notice
from app.web.rendering import Pages, shell_of
from app.web.watching import Fold, LoggedEvent

TEMPLATE = "resumes/show.html"


class ResumeWatch:
    """The page of one résumé for one viewer."""

    name = "resume"

    def __init__(
        self, request: Request[Any, Any, Any], pages: Pages, resumes: Resumes, owner: str, resume_id: str
    ) -> None:
        self._request = request
        self._pages = pages
        self._resumes = resumes
        self._owner = owner
        self._id = resume_id

    def start(self) -> Fold:
        """Grey dots."""
        return Fold(STAGES)

    def show(self, event: LoggedEvent, fold: Fold) -> str:
        """The dots and the sentence below them."""
        if event.name != "progress":
            return ""
        steps = self._pages.block(TEMPLATE, "resume_steps", progress=self._progress(fold, 0.0))
        return fold.partials(self.name, steps)

    async def page(self, fold: Fold | None, notices: tuple[Notice, ...] = ()) -> str:
        """The whole page."""
        return self._pages.render(TEMPLATE, **await self._context(fold, notices))

    async def article(self, fold: Fold | None) -> str:
        """The article alone."""
        return self._pages.block(TEMPLATE, "resume", **await self._context(fold))

    async def said(self) -> str:
        """How it ended, in a sentence."""
        stored = await self._resumes.get(self._owner, self._id)
        return "Your résumé was read." if stored.document else stored.problem or "Reading has stopped."

    async def _context(self, fold: Fold | None, notices: tuple[Notice, ...] = ()) -> dict[str, Any]:
        stored = await self._resumes.get(self._owner, self._id)
        progress = None if fold is None else self._progress(fold, stored.updated_at)
        return {"shell": shell_of(self._request, notices), "page": resume_page(stored), "progress": progress}

    def _progress(self, fold: Fold, started: float) -> Any:
        return fold.progress(f"/resumes/{self._id}/events", started)
