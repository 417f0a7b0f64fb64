"""Runs inside the limited process: a PDF from standard input to PNGs."""

import io
import sys

import msgspec
import pypdfium2

from app.documents.frames import ANSWER, FAILURE, take_output, write_frame
from app.documents.rendering.pages import DrawnPages, PageRequest

_TALLEST = 4


def main() -> None:
    """Answer one request; a page is cut off below four times its width."""
    output = take_output()
    request = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=PageRequest)
    try:
        drawn = _draw(request)
    except (pypdfium2.PdfiumError, ValueError):
        write_frame(output, FAILURE, b"")
        return
    write_frame(output, ANSWER, msgspec.msgpack.encode(drawn))


def _draw(request: PageRequest) -> DrawnPages:
    with pypdfium2.PdfDocument(request.pdf) as document:
        last = min(request.last, len(document))
        images = [_png(document[index], request.width) for index in range(request.first - 1, last)]
        return DrawnPages(len(document), images)


def _png(page: pypdfium2.PdfPage, width: int) -> bytes:
    wide, tall = page.get_size()
    if wide <= 0 or tall <= 0 or tall > wide * _TALLEST:
        raise ValueError
    picture = page.render(scale=width / wide, draw_annots=False).to_pil()
    if picture.width != width:
        picture = picture.resize((width, picture.height))
    file = io.BytesIO()
    picture.convert("RGB").save(file, "PNG", compress_level=6)
    page.close()
    return file.getvalue()
