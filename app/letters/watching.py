"""How a letter's page is written, whole and as fragments."""

from html import escape
from typing import Any

import msgspec
from litestar import Request

from app.accounts.service import Accounts
from app.letters.contexts import LetterPage, LetterProgress, PartView, Trouble
from app.letters.models import Version, Written
from app.letters.presenting import letter_page, open_view, part_view, said_at_end
from app.letters.reading import Part
from app.letters.service import Letters
from app.web.contexts import Notice
from app.web.fragments import partial
from app.web.moments import moment
from app.web.rendering import Pages, shell_of
from app.web.watching import WAITING, LoggedEvent, fold_of

TEMPLATE = "letters/show.html"


class _Said(msgspec.Struct, frozen=True):
    label: str = ""
    part: str = ""
    text: str = ""
    events: list["_Past"] = []


class _Past(msgspec.Struct, frozen=True):
    name: str
    data: _Said = _Said()


class LetterFold:
    """What is being written after some events: the sentence about it, the open part and its text so far."""

    def __init__(self) -> None:
        self.last = 0
        self._begin()

    def _begin(self) -> None:
        self.label = WAITING
        self.part = ""
        self._pieces: list[str] = []

    @property
    def text(self) -> str:
        """What the open part says so far."""
        return "".join(self._pieces)

    def add(self, event: LoggedEvent) -> None:
        """Fold one event in; a reset starts over from its snapshot."""
        self.last = event.seq
        data = msgspec.json.decode(event.data, type=_Said)
        if event.name == "reset":
            self._begin()
            for past in data.events:
                self._fold(past.name, past.data)
        else:
            self._fold(event.name, data)

    def _fold(self, name: str, data: _Said) -> None:
        if name in {"status", "open"}:
            self.label = data.label
        if name == "open":
            self.part, self._pieces = data.part, []
        elif name == "text":
            self._pieces.append(data.text)
        elif name == "paragraph" and data.part == self.part:
            self.part, self._pieces = "", []


class LetterWatch:
    """The page of one letter for one viewer."""

    name = "letter"

    def __init__(
        self,
        request: Request[Any, Any, Any],
        pages: Pages,
        letters: Letters,
        accounts: Accounts,
        owner: str,
        letter_id: str,
    ) -> None:
        self._request = request
        self._pages = pages
        self._letters = letters
        self._accounts = accounts
        self._owner = owner
        self._id = letter_id

    def start(self) -> LetterFold:
        """Nothing said yet."""
        return LetterFold()

    def show(self, event: LoggedEvent, fold: LetterFold) -> str:
        """The next piece of text at its place; a paragraph whole when it begins and when it is done."""
        if event.name == "text":
            data = msgspec.json.decode(event.data, type=_Said)
            return partial(f"letter-{data.part}-text", "beforeend", escape(data.text))
        if event.name == "open":
            return self._label(fold) + self._paragraph(open_view(fold.part, ""))
        if event.name == "paragraph":
            return self._paragraph(finished_view(msgspec.json.decode(event.data, type=Written)))
        return self._label(fold) if event.name == "status" else ""

    async def page(
        self, fold: LetterFold | None, *, notices: tuple[Notice, ...] = (), trouble: Trouble | None = None
    ) -> str:
        """The whole page."""
        return self._pages.render(TEMPLATE, **await self._context(fold, notices, trouble))

    async def page_now(self, trouble: Trouble) -> str:
        """The whole page as it is, which may be while something is being written."""
        stored = await self._letters.get(self._owner, self._id)
        fold = fold_of(self, await self._letters.events(stored)) if stored.state == "running" else None
        return await self.page(fold, trouble=trouble)

    async def article(self, fold: LetterFold | None) -> str:
        """The article alone."""
        return self._pages.block(TEMPLATE, "letter", **await self._context(fold))

    async def said(self) -> str:
        """How it ended, in a sentence."""
        return said_at_end(await self._letters.read(self._owner, self._id))

    def _label(self, fold: LetterFold) -> str:
        return partial("letter-label", "textContent", escape(fold.label))

    def _paragraph(self, part: PartView) -> str:
        shown = self._pages.block(TEMPLATE, "letter_paragraph", part=part)
        return partial(f"letter-{part.name}", "outerHTML", shown)

    async def _context(
        self, fold: LetterFold | None, notices: tuple[Notice, ...] = (), trouble: Trouble | None = None
    ) -> dict[str, Any]:
        letter = await self._letters.read(self._owner, self._id)
        bill = await self._accounts.bill_note(self._owner, letter.stored.run_id)
        page = await letter_page(self._letters, letter, trouble, bill=bill)
        progress = None
        if fold is not None:
            page = _with_open_part(page, fold)
            progress = LetterProgress(
                events_url=f"/letters/{self._id}/events?run={letter.stored.run_id}&after={fold.last}",
                label=fold.label,
                started=moment(letter.stored.updated_at),
            )
        return {"shell": shell_of(self._request, notices), "page": page, "progress": progress}


def finished_view(written: Written) -> PartView:
    """A paragraph that was just finished, while others are still to come."""
    version = Version(written.part, 0, "written", written.text, complete=True, created_at=0.0)
    return part_view(Part(name=written.part, current=version, claims=written.claims), running=True)


def _with_open_part(page: LetterPage, fold: LetterFold) -> LetterPage:
    parts = tuple(open_view(part.name, fold.text) if part.name == fold.part else part for part in page.parts)
    return msgspec.structs.replace(page, parts=parts)
