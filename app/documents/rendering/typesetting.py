"""Typst templates of this package to a tagged PDF (PDF/UA-1), in this process, without TeX or network.

Typst lets go of the GIL and its time grows with the text alone, which is bounded, so a thread is enough. Text
travels as JSON; the template is the only markup. The fonts of the wheel come first, so that the same document
looks the same on every machine; the machine's own are asked only for characters that those do not have.
"""

import functools
import logging
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import msgspec

from app.errors import RenderFailed

if TYPE_CHECKING:
    import typst

_log = logging.getLogger(__name__)
_UNDISPLAYABLE = "could not be displayed"
_NO_FONT = (
    "Some characters have no font on this server and are shown as empty boxes. "
    "Install a font for their script (for example fonts-noto-cjk) to have them printed."
)


class PrintedPdf(msgspec.Struct, frozen=True):
    """`warnings` are sentences for the person."""

    pdf: bytes
    pages: int
    warnings: list[str] = []


def typeset(template: str, data: Mapping[str, Any], what: str, day: date) -> PrintedPdf:
    """Set `template`.typ, which reads `data` as JSON from the input of its own name; blocks, so call it in a thread.

    `what` names the document for the person ("résumé"), `day` is the PDF's own date. Raises RenderFailed.
    """
    for system_fonts in (False, True):
        try:
            pdf = _compile(template, data, what, day, system_fonts=system_fonts, accessible=True)
            return PrintedPdf(pdf, _count_pages(pdf))
        except _MissingGlyph:
            continue
    pdf = _compile(template, data, what, day, system_fonts=True, accessible=False)
    return PrintedPdf(pdf, _count_pages(pdf), [_NO_FONT])


class _MissingGlyph(Exception):
    pass


def _compile(
    template: str, data: Mapping[str, Any], what: str, day: date, *, system_fonts: bool, accessible: bool
) -> bytes:
    import typst

    given = {**data, "fonts": _families(system_fonts=system_fonts)}
    midnight = datetime.combine(day, time(), UTC)
    try:
        compiler = typst.Compiler(
            input=_template(template),
            font_paths=_fonts(system_fonts=system_fonts),
            ignore_system_fonts=not system_fonts,
            sys_inputs={template: msgspec.json.encode(given).decode()},
        )
        pdf = compiler.compile(format="pdf", pdf_standards="ua-1" if accessible else [], timestamp=midnight)
    except typst.TypstError as error:
        if accessible and _UNDISPLAYABLE in str(error):
            raise _MissingGlyph from None
        _log.warning("Typst refused a %s", what)
        raise RenderFailed(f"The PDF could not be made from this {what}. Please report this.") from None
    except BaseException as error:
        # A panic inside Typst arrives as pyo3's PanicException, which is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise RenderFailed(f"The PDF could not be made: a text in this {what} is too unusual to be set.") from None
    if not isinstance(pdf, bytes):
        raise RenderFailed(f"The PDF could not be made from this {what}. Please report this.")
    return pdf


def _count_pages(pdf: bytes) -> int:
    """Typst writes its page objects uncompressed, so the tree need not be walked."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@functools.cache
def _template(name: str) -> bytes:
    return files("app.documents.rendering").joinpath(f"{name}.typ").read_bytes()


@functools.cache
def _fonts(*, system_fonts: bool) -> "typst.Fonts":
    import typst

    return typst.Fonts(include_system_fonts=system_fonts, include_embedded_fonts=True)


def _families(*, system_fonts: bool) -> list[str]:
    """Text families of this machine that suit a serif for other scripts, best first; Typst falls back beyond them."""
    if not system_fonts:
        return []
    wanted = (
        "Noto Serif",
        "Noto Serif CJK",
        "Source Han Serif",
        "Noto Naskh",
        "Noto Sans",
        "DejaVu Serif",
        "DejaVu Sans",
    )
    families = _fonts(system_fonts=True).families()
    return [family for start in wanted for family in families if family.startswith(start) and "Mono" not in family]
