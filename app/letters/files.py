"""A letter to take away: PDF, Word, plain text; with marks that nobody has answered only when one says so."""

from typing import Any, Literal

from litestar import Controller, Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from app.accounts.service import User
from app.errors import NotFound
from app.letters.exporting import FILE_TYPES, export, file_stem
from app.letters.presenting import export_page
from app.letters.service import Letters
from app.web.downloads import download
from app.web.rendering import Pages, html, shell_of

UNANSWERED_HEADER = "X-Unanswered-Marks"


class LetterFilesController(Controller):
    """`/letters/{id}/letter.…`."""

    path = "/letters/{letter_id:str}"

    @get("/letter.pdf")
    async def pdf(
        self,
        request: Request[Any, Any, Any],
        letter_id: FromPath[str],
        user: NamedDependency[User],
        letters: NamedDependency[Letters],
        pages: NamedDependency[Pages],
        anyway: FromQuery[str] = "",
    ) -> Response[Any]:
        """To send."""
        return await _file(request, letters, pages, user.id, letter_id, "pdf", anyway=bool(anyway))

    @get("/letter.docx")
    async def docx(
        self,
        request: Request[Any, Any, Any],
        letter_id: FromPath[str],
        user: NamedDependency[User],
        letters: NamedDependency[Letters],
        pages: NamedDependency[Pages],
        anyway: FromQuery[str] = "",
    ) -> Response[Any]:
        """To change in a word processor."""
        return await _file(request, letters, pages, user.id, letter_id, "docx", anyway=bool(anyway))

    @get("/letter.txt")
    async def text(
        self,
        request: Request[Any, Any, Any],
        letter_id: FromPath[str],
        user: NamedDependency[User],
        letters: NamedDependency[Letters],
        pages: NamedDependency[Pages],
        anyway: FromQuery[str] = "",
    ) -> Response[Any]:
        """To paste into a form."""
        return await _file(request, letters, pages, user.id, letter_id, "txt", anyway=bool(anyway))


async def _file(
    request: Request[Any, Any, Any],
    letters: Letters,
    pages: Pages,
    owner: str,
    letter_id: str,
    kind: Literal["pdf", "docx", "txt"],
    *,
    anyway: bool,
) -> Response[Any]:
    letter = await letters.read(owner, letter_id)
    if not letter.text:
        raise NotFound("Nothing of this letter is written yet.")
    marks = {UNANSWERED_HEADER: str(letter.open_questions)}
    if (letter.open_questions or letter.missing) and not anyway:
        page = export_page(letter, kind)
        return html(pages.render("letters/export.html", shell=shell_of(request), page=page), 409, marks)
    answer = download(await export(letter, kind), FILE_TYPES[kind], f"{file_stem(letter)}.{kind}")
    answer.headers.update(marks)
    return answer
