"""How a review's page is written while suggestions come and afterwards, whole and as fragments."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

import msgspec
from litestar import Request

from app.accounts.service import Accounts
from app.reviews.contexts import ReviewPage
from app.reviews.findings import Finding, finding_of
from app.reviews.models import Decision, Printed, StoredReview
from app.reviews.pipeline import POSTING, RESUME, WRITING
from app.reviews.presenting import card_of, preview_of, review_page, said_of
from app.reviews.service import Reviews
from app.web.contexts import Progress, Step
from app.web.fragments import partial, progress_partials
from app.web.moments import moment
from app.web.rendering import Pages, shell_of
from app.web.watching import WAITING, LoggedEvent

TEMPLATE = "reviews/show.html"
NAME = "review"


class _Status(msgspec.Struct, frozen=True):
    message: str = ""


class _Snapshot(msgspec.Struct, frozen=True):
    name: str
    data: msgspec.Raw = msgspec.Raw(b"{}")


class _Reset(msgspec.Struct, frozen=True):
    events: tuple[_Snapshot, ...] = ()


class ReviewFold:
    """How far the run is. `last` is the number of the last event folded in; `message` the newest status."""

    def __init__(self, labels: tuple[str, ...]) -> None:
        self.last = 0
        self.message = WAITING
        self._labels = labels
        self._reached = -1

    def add(self, event: LoggedEvent) -> None:
        """Fold one event in; a reset starts over from its snapshot."""
        self.last = event.seq
        if event.name == "status":
            self._say(event.data)
        elif event.name == "reset":
            self.message, self._reached = WAITING, -1
            for past in msgspec.json.decode(event.data, type=_Reset).events:
                if past.name == "status":
                    self._say(bytes(past.data))

    @property
    def steps(self) -> tuple[Step, ...]:
        """One dot for each label."""
        return tuple(Step(label, _state(number, self._reached)) for number, label in enumerate(self._labels))

    def _say(self, data: bytes) -> None:
        self.message = msgspec.json.decode(data, type=_Status).message
        if self.message in self._labels:
            self._reached = self._labels.index(self.message)


def _state(number: int, reached: int) -> str:
    if number == reached:
        return "current"
    return "done" if number < reached else "waiting"


class ReviewWatch:
    """The page of one review for one viewer, as it was `stored` when they came."""

    name = NAME

    def __init__(
        self,
        request: Request[Any, Any, Any],
        pages: Pages,
        reviews: Reviews,
        accounts: Accounts,
        stored: StoredReview,
    ) -> None:
        self._shell = shell_of(request)
        self._pages = pages
        self._reviews = reviews
        self._accounts = accounts
        self._stored = stored

    def start(self) -> ReviewFold:
        """Nothing has begun."""
        return ReviewFold((RESUME, POSTING, WRITING) if self._stored.posting_id else (RESUME, WRITING))

    def show(self, event: LoggedEvent, fold: ReviewFold) -> str:
        """A status, a card at the end of its list, or the copy on paper."""
        if event.name == "status":
            steps = self._pages.block(TEMPLATE, "review_steps", progress=self._progress(fold))
            return progress_partials(NAME, steps, fold.message)
        if event.name == "printed":
            printed = msgspec.json.decode(event.data, type=Printed)
            preview = preview_of(self._stored.id, self._stored.version, printed)
            return partial(
                "review-preview", "outerHTML", self._pages.block(TEMPLATE, "review_preview", preview=preview)
            )
        finding = finding_of(event)
        if finding is None:
            return ""
        decision = self._stored.decisions.get(finding.id, Decision())
        target = "review-cards" if finding.suggestion is not None else "review-asks"
        return partial(target, "beforeend", f"<li>{self.card(finding, decision)}</li>")

    def card(self, finding: Finding, decision: Decision, *, problem: str = "", typed: str | None = None) -> str:
        """One finding."""
        card = card_of(finding, decision, self._stored.base, problem=problem, typed=typed)
        return self._pages.block(TEMPLATE, "review_card", shell=self._shell, review_id=self._stored.id, card=card)

    async def page(
        self, fold: ReviewFold | None, *, notice: str = "", problems: Mapping[str, tuple[str, str | None]] | None = None
    ) -> str:
        """The whole page; `problems` are a finding's sentence and what was typed there."""
        context = await self._context(fold, notice)
        if problems:
            findings = await self._reviews.findings(self._stored)
            context["page"] = _with_problems(context["page"], findings, self._stored, problems)
        return self._pages.render(TEMPLATE, **context)

    async def article(self, fold: ReviewFold | None) -> str:
        """What stands above the lists. With a fold the lists below may lack something, and the page says so."""
        context = await self._context(fold)
        context["page"] = msgspec.structs.replace(context["page"], stale=fold is not None)
        return self._pages.block(TEMPLATE, NAME, **context)

    async def said(self) -> str:
        """How it ended, in a sentence."""
        return said_of(await review_page(self._reviews, await self._newest()))

    async def decided(
        self, ids: Iterable[str], *, problem: str = "", typed: str | None = None, notice: str = ""
    ) -> str:
        """The partials that bring a page up to what was decided on `ids`: cards, tally, paper, a sentence."""
        stored = await self._newest()
        page = await review_page(self._reviews, stored, notice=notice)
        findings = {finding.id: finding for finding in await self._reviews.findings(stored)}
        written = [
            partial(
                f"item-{name}",
                "outerHTML",
                self.card(findings[name], stored.decisions.get(name, Decision()), problem=problem, typed=typed),
            )
            for name in ids
            if name in findings
        ]
        tally = self._pages.block(TEMPLATE, "review_tally", shell=self._shell, page=page)
        preview = self._pages.block(TEMPLATE, "review_preview", preview=page.preview)
        written += [partial("review-tally", "outerHTML", tally), partial("review-preview", "outerHTML", preview)]
        return "".join(written) + partial("review-said", "textContent", escape(problem or notice or said_of(page)))

    async def _newest(self) -> StoredReview:
        return await self._reviews.get(self._stored.owner, self._stored.id)

    async def _context(self, fold: ReviewFold | None, notice: str = "") -> dict[str, Any]:
        stored = await self._newest()
        bill = await self._accounts.bill_note(stored.owner, stored.run_id)
        page = await review_page(self._reviews, stored, notice=notice, bill=bill)
        return {"shell": self._shell, "page": page, "progress": None if fold is None else self._progress(fold)}

    def _progress(self, fold: ReviewFold) -> Progress:
        return Progress(
            events_url=f"/reviews/{self._stored.id}/events?after={fold.last}",
            steps=fold.steps,
            label=fold.message,
            started=moment(self._stored.created_at),
        )


def _with_problems(
    page: ReviewPage,
    findings: Iterable[Finding],
    stored: StoredReview,
    problems: Mapping[str, tuple[str, str | None]],
) -> ReviewPage:
    cards = {
        finding.id: card_of(
            finding,
            stored.decisions.get(finding.id, Decision()),
            stored.base,
            problem=problems[finding.id][0],
            typed=problems[finding.id][1],
        )
        for finding in findings
        if finding.id in problems
    }
    return msgspec.structs.replace(
        page,
        suggestions=tuple(cards.get(card.id, card) for card in page.suggestions),
        questions=tuple(cards.get(card.id, card) for card in page.questions),
    )
