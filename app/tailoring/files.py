"""What a tailoring leaves to take away: PDF, LaTeX, Word, JSON, and the PDF's pages as images."""

from litestar import Controller, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from app.accounts.service import User
from app.errors import NotFound
from app.tailoring.exporting import FILE_TYPES, Kind
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
        return await _file(tailorings, user.id, tailoring_id, "pdf")

    @get("/resume.tex")
    async def tex(
        self,
        tailoring_id: FromPath[str],
        user: NamedDependency[User],
        tailorings: NamedDependency[Tailorings],
    ) -> Response[bytes]:
        """The tailored LaTeX source; NotFound for a résumé that did not come as LaTeX."""
        return await _file(tailorings, user.id, tailoring_id, "tex")

    @get("/resume.json")
    async def json(
        self,
        tailoring_id: FromPath[str],
        user: NamedDependency[User],
        tailorings: NamedDependency[Tailorings],
    ) -> Response[bytes]:
        """The tailored résumé as JSON Resume."""
        return await _file(tailorings, user.id, tailoring_id, "json")

    @get("/resume.docx")
    async def docx(
        self,
        tailoring_id: FromPath[str],
        user: NamedDependency[User],
        tailorings: NamedDependency[Tailorings],
    ) -> Response[bytes]:
        """The tailored résumé to go on editing in a word processor."""
        return await _file(tailorings, user.id, tailoring_id, "docx")

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


async def _file(tailorings: Tailorings, owner: str, tailoring_id: str, kind: Kind) -> Response[bytes]:
    data, filename = await tailorings.file(await tailorings.get(owner, tailoring_id), kind)
    return download(data, FILE_TYPES[kind], filename)
