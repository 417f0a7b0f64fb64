"""The built-in renderer: a `Resume` to a PDF in one column, set by Typst (`typesetting.py`)."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from app.documents.rendering.typesetting import PrintedPdf, typeset
from app.documents.resume import Resume


async def render_resume(
    resume: Resume,
    sections: Sequence[str] = (),
    *,
    day: date,
    titles: Mapping[str, str] | None = None,
    paper: str | None = None,
) -> PrintedPdf:
    """`day` is the PDF's own date, the other arguments are those of `present`. Raises RenderFailed."""
    return await asyncio.to_thread(_render, resume, tuple(sections), dict(titles or {}), paper, day)


def _render(
    resume: Resume, sections: Sequence[str], titles: Mapping[str, str], paper: str | None, day: date
) -> PrintedPdf:
    # The headings of all languages are loaded with the first résumé that is printed, not with the first page.
    from app.documents.rendering.presentation import present

    printed = present(resume, sections, titles, paper)
    title = f"{printed.name} – Résumé" if printed.name else "Résumé"
    return typeset("resume", msgspec.to_builtins(printed) | {"title": title}, "résumé", day)
