"""A tailored résumé as a file to take away."""

from typing import Literal

from app.errors import NotFound
from app.tailoring.models import TailoringResult

Kind = Literal["pdf", "tex", "docx", "json"]
FILE_TYPES: dict[Kind, str] = {
    "pdf": "application/pdf",
    "tex": "application/x-tex",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}


async def export(result: TailoringResult, kind: Literal["tex", "docx", "json"]) -> bytes:
    """The file's bytes. NotFound for the LaTeX source of a résumé that did not come as LaTeX."""
    made = result.injected
    if kind == "tex":
        if not made.tex:
            raise NotFound("This résumé did not come as LaTeX, so there is no LaTeX source to download.")
        return made.tex.encode()
    # What writes files brings libraries along that the first page need not wait for.
    if kind == "json":
        from app.documents.json_resume_export import json_resume_file

        return json_resume_file(made.resume)
    from app.documents.rendering.resume_docx import write_resume_docx

    return await write_resume_docx(made.resume, made.sections, titles=made.titles)
