"""How a tailoring's page is written, whole and as fragments."""

from typing import Any

from litestar import Request

from app.accounts.service import Accounts
from app.tailoring.pipeline import LABELS
from app.tailoring.presenting import said_at_end, tailoring_page
from app.tailoring.service import Tailorings
from app.web.contexts import Notice
from app.web.rendering import Pages, shell_of
from app.web.watching import Fold, LoggedEvent

TEMPLATE = "tailorings/show.html"


class TailoringWatch:
    """The page of one tailoring for one viewer."""

    name = "tailoring"

    def __init__(
        self,
        request: Request[Any, Any, Any],
        pages: Pages,
        tailorings: Tailorings,
        accounts: Accounts,
        owner: str,
        tailoring_id: str,
        notices: tuple[Notice, ...] = (),
    ) -> None:
        self._shell = shell_of(request, notices)
        self._pages = pages
        self._tailorings = tailorings
        self._accounts = accounts
        self._owner = owner
        self._id = tailoring_id

    def start(self) -> Fold:
        """Grey dots."""
        return Fold(LABELS)

    def show(self, event: LoggedEvent, fold: Fold) -> str:
        """The dots and the sentence below them."""
        if event.name != "progress":
            return ""
        steps = self._pages.block(TEMPLATE, "tailoring_steps", progress=self._progress(fold, 0.0))
        return fold.partials(self.name, steps)

    async def page(self, fold: Fold | None) -> str:
        """The whole page."""
        return self._pages.render(TEMPLATE, **await self._context(fold))

    async def article(self, fold: Fold | None) -> str:
        """The article alone."""
        return self._pages.block(TEMPLATE, "tailoring", **await self._context(fold))

    async def said(self) -> str:
        """How it ended, in a sentence."""
        return said_at_end(await self._tailorings.get(self._owner, self._id))

    async def _context(self, fold: Fold | None) -> dict[str, Any]:
        stored = await self._tailorings.get(self._owner, self._id)
        progress = None if fold is None else self._progress(fold, stored.created_at)
        bill = await self._accounts.bill_note(self._owner, stored.run_id)
        page = await tailoring_page(self._tailorings, stored, bill)
        return {"shell": self._shell, "page": page, "progress": progress}

    def _progress(self, fold: Fold, started: float) -> Any:
        return fold.progress(f"/tailorings/{self._id}/events", started)
