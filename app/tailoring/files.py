"""What a tailoring leaves to take away: PDF, LaTeX, Word, JSON, and the PDF's pages as images."""

from litestar import Controller, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from app.accounts.service import User
from app.errors import NotFound
from app.tailoring.service import Tailorings
from app.web.downloads import download


class TailoringFilesController(Controller):
    """`/tailorings/{id}/…`."""

    path = "/tailorings/{tailoring_id:str}"

    @get("/resume.pdf")
    async def pdf(
        self,
        tailoring_id: FromPath[str],
        user: NamedDependency[User],
        tailorings: NamedDependency[Tailorings],
    ) -> Response[bytes]:
        """The tailored PDF."""
        result = await tailorings.result(user.id, tailoring_id)
        data = await tailorings.pdf(user.id, tailoring_id)
        return download(data, "application/pdf", f"{result.filename}.pdf")

    @get("/resume.tex")
    async def tex(
        self,
        tailoring_id: FromPath[str],
        user: NamedDependency[User],
        tailorings: NamedDependency[Tailorings],
    ) -> Response[bytes]:
        """The tailored LaTeX source; NotFound for a résumé that did not come as LaTeX."""
        result = await tailorings.result(user.id, tailoring_id)
        if not result.injected.tex:
            raise NotFound("This résumé did not come as LaTeX, so there is no LaTeX source to download.")
        return download(result.injected.tex.encode(), "application/x-tex", f"{result.filename}.tex")

    @get("/resume.json")
    async def json(
        self,
        tailoring_id: FromPath[str],
        user: NamedDependency[User],
        tailorings: NamedDependency[Tailorings],
    ) -> Response[bytes]:
        """The tailored résumé as JSON Resume."""
        # What writes files brings libraries along that the first page need not wait for.
        from app.documents.json_resume_export import json_resume_file

        result = await tailorings.result(user.id, tailoring_id)
        return download(json_resume_file(result.injected.resume), "application/json", f"{result.filename}.json")

    @get("/resume.docx")
    async def docx(
        self,
        tailoring_id: FromPath[str],
        user: NamedDependency[User],
        tailorings: NamedDependency[Tailorings],
    ) -> Response[bytes]:
        """The tailored résumé to go on editing in a word processor."""
        from app.documents.rendering.resume_docx import MEDIA_TYPE, write_resume_docx

        result = await tailorings.result(user.id, tailoring_id)
        made = result.injected
        data = await write_resume_docx(made.resume, made.sections, titles=made.titles)
        return download(data, MEDIA_TYPE, f"{result.filename}.docx")

    @get("/pages/{name:str}")
    async def page_image(
        self,
        tailoring_id: FromPath[str],
        name: FromPath[str],
        user: NamedDependency[User],
        tailorings: NamedDependency[Tailorings],
    ) -> Response[bytes]:
        """One page as PNG, `name` being `1.png`, `2.png` and so on."""
        number, dot, suffix = name.partition(".")
        if not (number.isascii() and number.isdigit() and dot and suffix == "png" and len(number) < 4):
            raise NotFound("This PDF has no such page.")
        image = await tailorings.page_image(user.id, tailoring_id, int(number))
        return Response(image, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})
