"""A résumé to take away: PDF, Word, JSON Resume."""

from litestar import Controller, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from app.accounts.service import User
from app.documents.rendering import Renderer
from app.resumes.exporting import FILE_TYPES, Kind, export, file_stem
from app.resumes.service import Resumes
from app.web.downloads import download


class ResumeFilesController(Controller):
    """`/resumes/{id}/resume.…`."""

    path = "/resumes/{resume_id:str}"

    @get("/resume.pdf")
    async def pdf(
        self,
        resume_id: FromPath[str],
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
        renderer: NamedDependency[Renderer],
    ) -> Response[bytes]:
        """To send: the person's own LaTeX compiled, or set in our design."""
        return await _file(resumes, renderer, user.id, resume_id, "pdf")

    @get("/resume.docx")
    async def docx(
        self,
        resume_id: FromPath[str],
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
        renderer: NamedDependency[Renderer],
    ) -> Response[bytes]:
        """To go on editing in a word processor."""
        return await _file(resumes, renderer, user.id, resume_id, "docx")

    @get("/resume.json")
    async def json(
        self,
        resume_id: FromPath[str],
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
        renderer: NamedDependency[Renderer],
    ) -> Response[bytes]:
        """For other programs, as JSON Resume."""
        return await _file(resumes, renderer, user.id, resume_id, "json")


async def _file(resumes: Resumes, renderer: Renderer, owner: str, resume_id: str, kind: Kind) -> Response[bytes]:
    stored = await resumes.get(owner, resume_id)
    return download(await export(stored, kind, renderer), FILE_TYPES[kind], f"{file_stem(stored)}.{kind}")
