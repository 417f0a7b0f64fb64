"""A résumé as a file to take away, in another format than it came in."""

import re
from typing import Literal

from app.documents.rendering import Renderer
from app.documents.resume import ReadResume
from app.documents.structure import own_outline
from app.errors import Conflict, NotFound, RenderFailed
from app.resumes.models import StoredResume

Kind = Literal["pdf", "docx", "json"]
FILE_TYPES: dict[Kind, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}


async def export(stored: StoredResume, kind: Kind, renderer: Renderer) -> bytes:
    """The file's bytes, with all edits.

    Raises:
        Conflict: it is still being read.
        NotFound: it could not be read.
        RenderFailed: there is nothing to print, or too much.
    """
    if stored.document is None:
        if stored.state == "failed":
            raise NotFound("This résumé could not be read, so there is nothing to download but the file itself.")
        raise Conflict("This résumé is still being read. Wait until that is done, then download it.")
    # What writes files brings libraries along that the first page need not wait for.
    if kind == "json":
        from app.documents.json_resume_export import json_resume_file

        return json_resume_file(stored.document.resume)
    if kind == "docx":
        from app.documents.rendering.resume_docx import write_resume_docx

        sections, titles = own_outline(stored.document)
        return await write_resume_docx(stored.document.resume, sections, titles=titles)
    return await _pdf(stored.document, renderer, stored.owner)


def file_stem(stored: StoredResume) -> str:
    """The file's name without its ending: the person's name as far as letters and digits go."""
    name = stored.document.resume.basics.name if stored.document else None
    words = re.findall(r"\w+", name or stored.title)
    return "_".join([*words, "resume"])[-80:]


async def _pdf(document: ReadResume, renderer: Renderer, owner: str) -> bytes:
    """The person's own LaTeX where it compiles, else our design."""
    if document.format == "tex":
        try:
            return (await renderer.from_latex(document.text, owner)).pdf
        except RenderFailed:
            pass
    sections, titles = own_outline(document)
    return (await renderer.from_resume(document.resume, sections, titles=titles)).pdf
