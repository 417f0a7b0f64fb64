"""How a posting's page is written while its analysis runs and afterwards, whole and as fragments."""

from typing import Any

import msgspec
from litestar import Request

from app.accounts.service import Accounts
from app.postings.contexts import PostingPage
from app.postings.models import Posting, StoredAnalysis
from app.postings.presenting import analysis_view, posting_page, said_at_end
from app.postings.producer import LABELS, PIECES
from app.postings.service import Postings
from app.web.contexts import Progress
from app.web.fragments import partial
from app.web.rendering import Pages, shell_of
from app.web.watching import Fold, LoggedEvent

TEMPLATE = "postings/show.html"


class _Found(msgspec.Struct, frozen=True):
    piece: str = ""
    found: msgspec.Raw = msgspec.Raw(b"null")


class _Snapshot(msgspec.Struct, frozen=True):
    name: str
    data: _Found = _Found()


class _Reset(msgspec.Struct, frozen=True):
    events: list[_Snapshot] = []


class AnalysisFold(Fold):
    """The dots, and what was found by piece."""

    def __init__(self) -> None:
        super().__init__(LABELS)
        self.found: dict[str, Any] = {}

    def add(self, event: LoggedEvent) -> None:
        """Fold one event in; a reset starts over from its snapshot."""
        super().add(event)
        if event.name == "reset":
            self.found = {}
            for past in msgspec.json.decode(event.data, type=_Reset).events:
                if past.name == "findings":
                    self._keep(past.data)
        elif event.name == "findings":
            self._keep(msgspec.json.decode(event.data, type=_Found))

    def _keep(self, data: _Found) -> None:
        self.found[data.piece] = msgspec.json.decode(data.found, type=PIECES[data.piece])


class AnalysisWatch:
    """The page of one posting for one viewer; `posting` is as it was when the page was asked for."""

    name = "analysis"

    def __init__(
        self, request: Request[Any, Any, Any], pages: Pages, postings: Postings, accounts: Accounts, posting: Posting
    ) -> None:
        self._shell = shell_of(request)
        self._pages = pages
        self._postings = postings
        self._accounts = accounts
        self._posting = posting

    def start(self) -> AnalysisFold:
        """Grey dots, nothing found."""
        return AnalysisFold()

    def show(self, event: LoggedEvent, fold: AnalysisFold) -> str:
        """The dots, or what was found with the text marked anew."""
        if event.name == "progress":
            steps = self._pages.block(TEMPLATE, "analysis_steps", progress=self._progress(fold, 0.0))
            return fold.partials(self.name, steps)
        if event.name != "findings":
            return ""
        view, paragraphs = analysis_view(fold.found, self._posting.text, "")
        found = self._pages.block(TEMPLATE, "analysis_found", view=view, progress=True)
        text = self._pages.block(TEMPLATE, "analysis_text", paragraphs=paragraphs)
        return partial("analysis-found", "innerMorph", found) + partial("analysis-text", "innerMorph", text)

    async def page(self, stored: StoredAnalysis | None, fold: AnalysisFold | None) -> str:
        """The whole page."""
        return self._pages.render(TEMPLATE, **await self._context(stored, fold))

    async def article(self, fold: AnalysisFold | None) -> str:
        """The article alone."""
        stored = await self._postings.analysis(self._posting.owner, self._posting.id)
        return self._pages.block(TEMPLATE, "analysis", **await self._context(stored, fold))

    async def said(self) -> str:
        """How it ended, in a sentence."""
        return said_at_end(await self._postings.analysis(self._posting.owner, self._posting.id))

    async def _context(self, stored: StoredAnalysis | None, fold: AnalysisFold | None) -> dict[str, Any]:
        owner = self._posting.owner
        bill = await self._accounts.bill_note(owner, stored.run_id) if stored else ""
        note = await self._postings.model_note(owner)
        found = None if fold is None else fold.found
        page: PostingPage = posting_page(self._posting, stored, found, note, bill)
        progress = None if fold is None else self._progress(fold, stored.started_at if stored else 0.0)
        return {
            "shell": self._shell,
            "page": page,
            "progress": progress,
            "view": page.view,
            "paragraphs": page.paragraphs,
        }

    def _progress(self, fold: AnalysisFold, started: float) -> Progress:
        return fold.progress(f"/postings/{self._posting.id}/events", started)
