"""The machine view's use cases: which PDF a page looks at, and what was seen, kept so that a reload costs nothing."""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence

import msgspec

from app.documents.machine_view.expected import Heading
from app.documents.machine_view.reader import machine_view
from app.documents.machine_view.results import MachineView
from app.documents.rendering import Renderer
from app.documents.resume import ReadResume, Resume
from app.documents.structure import SECTION_TITLES, printing_order
from app.errors import Conflict, InvalidInput, RenderFailed
from app.resumes.service import Resumes, StoredResume
from app.tailoring.service import Tailorings

MOST_KEPT = 32
OWN_PDF, OWN_LATEX, OWN_DESIGN = "pdf", "latex", "design"
_EDITED = (
    "You have edited this résumé since you uploaded the PDF. The PDF still says what it said, so edited values count "
    "as lost here."
)
_FROM_THE_FILE = (
    "This résumé was read from this very PDF by Foreword, so what Foreword could not read either is not in the list. "
    "Compare the text below with the PDF."
)


class Looked(msgspec.Struct, frozen=True):
    """What was looked at and what was seen.

    `made_by`: the person's own "pdf", their "latex" compiled, or Foreword's "design". `view` is absent when a program
    gets nothing at all, and `problem` says why; `notes` are sentences about the PDF that was looked at.
    """

    title: str
    made_by: str
    view: MachineView | None = None
    problem: str = ""
    notes: tuple[str, ...] = ()


class _Seen(msgspec.Struct, frozen=True):
    view: MachineView | None
    problem: str = ""


class MachineViews:
    """One instance for each process. What was seen is kept under a digest of everything it depends on."""

    def __init__(self, resumes: Resumes, tailorings: Tailorings, renderer: Renderer) -> None:
        self._resumes = resumes
        self._tailorings = tailorings
        self._renderer = renderer
        self._kept: OrderedDict[bytes, Looked] = OrderedDict()
        self._making: dict[bytes, asyncio.Task[Looked]] = {}

    async def of_tailoring(self, owner: str, tailoring_id: str) -> Looked:
        """The tailored PDF read back.

        Raises:
            NotFound: the tailoring, or it has no PDF.
            Conflict: it is not done yet.
        """
        stored = await self._tailorings.get(owner, tailoring_id)
        result = await self._tailorings.result(owner, tailoring_id)
        pdf = await self._tailorings.pdf(owner, tailoring_id)
        injected = result.injected
        titles = injected.titles
        if result.engine == "pdflatex":
            headings, made_by = [Heading(key, titles.get(key, "")) for key in injected.sections], OWN_LATEX
        else:
            headings, made_by = _printed(injected.sections, titles), OWN_DESIGN
        notes = (f"Your LaTeX was not compiled: {result.pdf_error}",) if result.pdf_error else ()

        async def look() -> Looked:
            seen = await _seen(pdf, injected.resume, headings)
            return Looked(stored.posting_title, made_by, seen.view, seen.problem, notes)

        return await self._once(_digest(made_by, pdf, injected.resume, headings, stored.posting_title, *notes), look)

    async def of_resume(self, owner: str, resume_id: str) -> Looked:
        """The résumé's own PDF, its LaTeX compiled, or the PDF that Foreword prints of it.

        Raises:
            NotFound: the résumé.
            Conflict: it is still being read.
            RenderFailed: no PDF can be made of it.
        """
        stored = await self._resumes.get(owner, resume_id)
        read = stored.document
        if read is None:
            raise Conflict("This résumé is still being read. Wait until that is done, then look at it again.")

        async def look() -> Looked:
            return await self._look_at(stored, read)

        key = _digest(stored.format, stored.source, read.resume, _headings(read), stored.title, str(stored.version))
        return await self._once(key, look)

    async def _look_at(self, stored: StoredResume, read: ReadResume) -> Looked:
        if stored.format == "pdf":
            seen = await _seen(stored.source, read.resume, _headings(read))
            edited = (_EDITED,) if stored.version > 1 else ()
            return Looked(stored.title, OWN_PDF, seen.view, seen.problem, (_FROM_THE_FILE, *edited))
        failed = ""
        if stored.format == "tex":
            try:
                compiled = await self._renderer.from_latex(read.text, stored.owner)
            except RenderFailed as failure:
                failed = failure.message
            else:
                seen = await _seen(compiled.pdf, read.resume, _headings(read))
                return Looked(stored.title, OWN_LATEX, seen.view, seen.problem)
        titles = {section.key: section.title for section in reversed(read.sections)}
        sections = list(dict.fromkeys(section.key for section in read.sections))
        printed = await self._renderer.from_resume(read.resume, sections, titles=titles)
        seen = await _seen(printed.pdf, read.resume, _printed(sections, titles))
        notes = (f"Your LaTeX was not compiled: {failed}",) if failed else ()
        return Looked(stored.title, OWN_DESIGN, seen.view, seen.problem, notes)

    async def _once(self, key: bytes, look: Callable[[], Awaitable[Looked]]) -> Looked:
        """What was seen before; else one look, however many ask for it meanwhile."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        task = self._making.get(key)
        if task is None:
            task = asyncio.ensure_future(_as_coroutine(look))
            self._making[key] = task
            task.add_done_callback(lambda done: self._keep(key, done))
        return await asyncio.shield(task)

    def _keep(self, key: bytes, done: asyncio.Task[Looked]) -> None:
        self._making.pop(key, None)
        if done.cancelled() or done.exception() is not None:
            return
        self._kept[key] = done.result()
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)


async def _as_coroutine(look: Callable[[], Awaitable[Looked]]) -> Looked:
    return await look()


async def _seen(pdf: bytes, resume: Resume, headings: Sequence[Heading]) -> _Seen:
    try:
        return _Seen(await machine_view(pdf, resume, headings))
    except InvalidInput as error:
        return _Seen(None, error.message)


def _headings(read: ReadResume) -> list[Heading]:
    return [Heading(section.key, section.title) for section in read.sections]


def _printed(sections: Sequence[str], titles: dict[str, str]) -> list[Heading]:
    """The headings of Foreword's own design, in the order in which it prints them; only some of them are filled."""
    named = SECTION_TITLES | titles
    return [Heading(key, named[key]) for key in printing_order(sections)]


def _digest(kind: str, data: bytes, resume: Resume, headings: Sequence[Heading], *texts: str) -> bytes:
    rest = msgspec.msgpack.encode((kind, resume, headings, texts))
    return hashlib.sha256(len(data).to_bytes(8, "big") + data + rest).digest()
