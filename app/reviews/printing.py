"""The working copy on paper, and the rule that no accepted change breaks what compiled before it."""

from app.documents.rendering import RenderedPdf, Renderer
from app.documents.resume import ReadResume
from app.documents.structure import own_outline
from app.errors import InvalidInput, RenderFailed
from app.reviews.models import Printed


class Press:
    """Prints copies."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    async def print(self, read: ReadResume, owner: str) -> tuple[Printed, bytes]:
        """The PDF; what stops it is in `Printed.error`. A LaTeX résumé that does not compile gets the plain design."""
        error = ""
        if read.format == "tex":
            try:
                return _printed(await self._renderer.from_latex(read.text, owner), "letterpaper" in read.text)
            except RenderFailed as failure:
                error = failure.message
        sections, titles = own_outline(read)
        try:
            rendered = await self._renderer.from_resume(read.resume, sections, titles=titles)
        except RenderFailed as failure:
            return Printed(error=error or failure.message), b""
        return _printed(rendered, us_letter=False, error=error)

    async def check(
        self, base: ReadResume, copy: ReadResume, compiles: bool | None, owner: str
    ) -> tuple[Printed, bytes, bool | None]:
        """The copy printed, and whether the beginning compiles (None: not known, and nobody had to know).

        Raises:
            InvalidInput: the LaTeX compiled before and would not with these changes.
        """
        printed, pdf = await self.print(copy, owner)
        if base.format != "tex" or printed.engine == "pdflatex":
            return printed, pdf, compiles
        if compiles is None:
            compiles = (await self.print(base, owner))[0].engine == "pdflatex"
        if compiles:
            raise InvalidInput(
                f"With this change your LaTeX does not compile any more, so it was not made. {printed.error}"
            )
        return printed, pdf, compiles


def _printed(rendered: RenderedPdf, us_letter: bool, error: str = "") -> tuple[Printed, bytes]:
    printed = Printed(rendered.pages, rendered.engine, error, tuple(rendered.warnings), us_letter)
    return printed, rendered.pdf
