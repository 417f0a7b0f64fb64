"""The pages of a PDF as pictures, drawn in a limited process: some files make PDFium abort or take gigabytes."""

import logging

import msgspec

from app.documents.limited_process import JobFailed, Limits, ProcessFailed, run_limited
from app.errors import InvalidInput, RenderFailed

_log = logging.getLogger(__name__)
_WORKER = "app.documents.rendering.page_worker"
MOST_PAGES = 20
NARROWEST, WIDEST = 64, 2480
_LIMITS = Limits()
_SENTENCES = {
    "time": "The pages of this PDF took too long to draw. Download the PDF to look at it.",
    "size": "The pages of this PDF are too large to be shown. Download the PDF to look at it.",
    "crash": "The pages of this PDF cannot be drawn. Download the PDF to look at it.",
}


class PageRequest(msgspec.Struct, array_like=True):
    """Pages `first` (from 1) to `last`, `width` pixels wide; `width` 0 asks for the number of pages alone."""

    pdf: bytes
    width: int
    first: int
    last: int


class DrawnPages(msgspec.Struct, array_like=True):
    """`count` pages in the whole file, and the PNGs of those asked for."""

    count: int
    images: list[bytes]


async def page_images(pdf: bytes, width: int = 1240, max_pages: int = MOST_PAGES) -> list[bytes]:
    """PNGs of the first pages, `width` pixels wide (64 to 2480). Raises RenderFailed or InvalidInput."""
    return (await _draw(pdf, width, 1, min(max_pages, MOST_PAGES))).images


async def page_image(pdf: bytes, page: int, width: int = 1240) -> bytes:
    """The PNG of one page, counted from 1. Raises InvalidInput for a page that the file does not have."""
    drawn = await _draw(pdf, width, page, page)
    if not drawn.images:
        raise InvalidInput(f"This PDF has {drawn.count} page(s), so there is no page {page}.")
    return drawn.images[0]


async def page_count(pdf: bytes) -> int:
    """Raises RenderFailed for what is not a PDF."""
    return (await _ask(PageRequest(pdf, 0, 1, 0))).count


async def _draw(pdf: bytes, width: int, first: int, last: int) -> DrawnPages:
    if not NARROWEST <= width <= WIDEST:
        raise InvalidInput(f"A page can be drawn {NARROWEST} to {WIDEST} pixels wide.")
    if first < 1:
        raise InvalidInput("Pages are counted from 1.")
    return await _ask(PageRequest(pdf, width, first, last))


async def _ask(request: PageRequest) -> DrawnPages:
    try:
        answer = await run_limited(_WORKER, msgspec.msgpack.encode(request), _no_notes, _LIMITS)
    except JobFailed:
        raise RenderFailed(_SENTENCES["crash"]) from None
    except ProcessFailed as error:
        _log.info("a PDF of %d bytes could not be drawn: %s", len(request.pdf), error.reason)
        raise RenderFailed(_SENTENCES[error.reason]) from error
    return msgspec.msgpack.decode(answer, type=DrawnPages)


def _no_notes(note: str) -> None:
    del note
