"""The door of this package: one object per process that makes PDFs."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Literal

import msgspec

from app.clock import utc_today
from app.documents.rendering.proof import SandboxProof
from app.documents.rendering.tex import TexCompiler
from app.documents.rendering.typst_renderer import render_resume
from app.documents.resume import Resume


class RenderedPdf(msgspec.Struct, frozen=True):
    """`pages` is at least 1; `warnings` are sentences for the person."""

    pdf: bytes
    engine: Literal["pdflatex", "typst"]
    pages: int
    warnings: list[str] = []


class Renderer:
    """Holds the proof of the sandbox and the slots for TeX; made once, at start-up."""

    def __init__(self, *, tex_enabled: bool = True, today: Callable[[], date] = utc_today) -> None:
        """`tex_enabled=False`: `from_latex` always raises, and `from_resume` is what remains."""
        self._tex = TexCompiler(enabled=tex_enabled, today=today)
        self._today = today

    @property
    def proof(self) -> SandboxProof | None:
        """What `prove` found, or None before it."""
        return self._tex.proof

    async def prove(self) -> SandboxProof:
        """Prove the sandbox, once; meant for the background of the start-up. Never raises."""
        return await self._tex.prove()

    async def from_latex(self, source: str, owner: str = "") -> RenderedPdf:
        """The person's own LaTeX, as they wrote it; of one `owner` one at a time.

        Raises RenderFailed with TeX's line; without a proven sandbox
        always, and then the caller prints the read résumé by `from_resume`.
        """
        compiled = await self._tex.compile(source, owner)
        return RenderedPdf(compiled.pdf, "pdflatex", compiled.pages, compiled.warnings)

    async def from_resume(
        self,
        resume: Resume,
        sections: Sequence[str] = (),
        *,
        titles: Mapping[str, str] | None = None,
        paper: Literal["a4", "us-letter"] | None = None,
    ) -> RenderedPdf:
        """The built-in design. `sections` orders by key, `titles` are the person's own headings by key, `paper` is
        chosen by the country when absent. Raises RenderFailed."""
        made = await render_resume(resume, sections, titles=titles, paper=paper, day=self._today())
        return RenderedPdf(made.pdf, "typst", made.pages, made.warnings)
