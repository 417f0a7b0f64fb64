"""A résumé as a file, in the native API."""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from app.accounts.service import User
from app.documents.rendering import Renderer
from app.errors import NotFound
from app.protocols.native.answering import File, file_answer
from app.resumes.service import FILE_TYPES, SOURCE_TYPES, Resumes, StoredResume, export, file_stem


class ResumeFilesApi(Controller):
    """`/api/resumes/{id}/…`."""

    path = "/resumes/{resume_id:str}"
    opt = {"scope": "resumes"}  # noqa: RUF012 - Litestar's own way to set it

    @get("/source")
    async def source(
        self,
        request: Request[Any, Any, Any],
        resume_id: FromPath[str],
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
    ) -> Response[bytes]:
        """The file, with the changes that could be written into it."""
        stored = await resumes.get(user.id, resume_id)
        return await _sent(request, stored, stored.source)

    @get("/original")
    async def original(
        self,
        request: Request[Any, Any, Any],
        resume_id: FromPath[str],
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
    ) -> Response[bytes]:
        """The file as it was uploaded."""
        stored = await resumes.get(user.id, resume_id)
        data = stored.source if stored.original is None else stored.original
        return await _sent(request, stored, data)

    @get("/files/{kind:str}")
    async def printed(
        self,
        request: Request[Any, Any, Any],
        resume_id: FromPath[str],
        kind: FromPath[str],
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
        renderer: NamedDependency[Renderer],
    ) -> Response[bytes]:
        """To take away with all changes; `kind` is pdf, docx or json (JSON Resume)."""
        stored = await resumes.get(user.id, resume_id)
        wanted = next((known for known in FILE_TYPES if known == kind), None)
        if wanted is None:
            raise NotFound(f"A résumé comes as {', '.join(FILE_TYPES)}.")

        async def make() -> File:
            data = await export(stored, wanted, renderer)
            return File(data, FILE_TYPES[wanted], f"{file_stem(stored)}.{wanted}")

        return await file_answer(request, make, [stored.id, stored.version, stored.updated_at, wanted])


async def _sent(request: Request[Any, Any, Any], stored: StoredResume, data: bytes) -> Response[bytes]:
    async def as_it_is() -> File:
        return File(data, SOURCE_TYPES[stored.format], stored.filename)

    return await file_answer(request, as_it_is, data)
