"""What a review leaves to take away: the working copy as PDF, LaTeX, Word and JSON, and its pages as images."""

from litestar import Controller, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from app.accounts.service import User
from app.documents.resume import ReadResume
from app.documents.structure import own_outline
from app.errors import NotFound
from app.reviews.service import Reviews, StoredReview, source_of
from app.web.downloads import download


class ReviewFilesController(Controller):
    """`/reviews/{id}/…`."""

    path = "/reviews/{review_id:str}"

    @get("/resume.pdf")
    async def pdf(
        self, review_id: FromPath[str], user: NamedDependency[User], reviews: NamedDependency[Reviews]
    ) -> Response[bytes]:
        """The working copy on paper."""
        stored = await reviews.get(user.id, review_id)
        return download(await reviews.pdf(user.id, review_id), "application/pdf", f"{_stem(stored)}.pdf")

    @get("/resume.tex")
    async def tex(
        self, review_id: FromPath[str], user: NamedDependency[User], reviews: NamedDependency[Reviews]
    ) -> Response[bytes]:
        """The working copy's LaTeX; NotFound for a résumé that did not come as LaTeX."""
        stored = await reviews.get(user.id, review_id)
        if stored.copy is None or stored.copy.format != "tex":
            raise NotFound("This résumé did not come as LaTeX, so there is no LaTeX source to download.")
        return download(source_of(stored), "application/x-tex", f"{_stem(stored)}.tex")

    @get("/resume.json")
    async def json(
        self, review_id: FromPath[str], user: NamedDependency[User], reviews: NamedDependency[Reviews]
    ) -> Response[bytes]:
        """The working copy as JSON Resume."""
        # What writes files brings libraries along that the first page need not wait for.
        from app.documents.json_resume_export import json_resume_file

        stored = await reviews.get(user.id, review_id)
        return download(json_resume_file(_copy(stored).resume), "application/json", f"{_stem(stored)}.json")

    @get("/resume.docx")
    async def docx(
        self, review_id: FromPath[str], user: NamedDependency[User], reviews: NamedDependency[Reviews]
    ) -> Response[bytes]:
        """The working copy to go on editing in a word processor."""
        from app.documents.rendering.resume_docx import MEDIA_TYPE, write_resume_docx

        stored = await reviews.get(user.id, review_id)
        copy = _copy(stored)
        sections, titles = own_outline(copy)
        data = await write_resume_docx(copy.resume, sections, titles=titles)
        return download(data, MEDIA_TYPE, f"{_stem(stored)}.docx")

    @get("/pages/{name:str}")
    async def page_image(
        self,
        review_id: FromPath[str],
        name: FromPath[str],
        user: NamedDependency[User],
        reviews: NamedDependency[Reviews],
    ) -> Response[bytes]:
        """One page as PNG, `name` being `1.png`, `2.png` and so on."""
        number, dot, suffix = name.partition(".")
        if not (number.isascii() and number.isdigit() and dot and suffix == "png" and len(number) < 4):
            raise NotFound("This PDF has no such page.")
        image = await reviews.page_image(user.id, review_id, int(number))
        return Response(image, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})


def _copy(stored: StoredReview) -> ReadResume:
    if stored.copy is None:
        raise NotFound("This résumé was not read yet.")
    return stored.copy


def _stem(stored: StoredReview) -> str:
    """The person's name and the company's, as far as letters and digits go."""
    words = [stored.resume_title, stored.company or stored.posting_title]
    stem = "_".join("".join(char if char.isalnum() else " " for char in word) for word in words if word)
    return "_".join(stem.split())[:80] or "resume"
