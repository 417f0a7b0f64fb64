"""The first page, and the history of everything that was begun."""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.di import NamedDependency

from app.accounts.service import User
from app.home.contexts import HistoryPage, HomePage
from app.letters.service import Letters
from app.postings.service import Postings
from app.resumes.service import Resumes
from app.reviews.service import Reviews
from app.tailoring.service import Tailorings
from app.web.rendering import Pages, html, shell_of
from app.web.works import Work, newest_first, work

RECENT = 6
SHOWN = 200


class HomeController(Controller):
    """`/` and `/history`."""

    path = "/"

    @get("/")
    async def home(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        resumes: NamedDependency[Resumes],
        postings: NamedDependency[Postings],
        tailorings: NamedDependency[Tailorings],
        reviews: NamedDependency[Reviews],
        letters: NamedDependency[Letters],
        pages: NamedDependency[Pages],
    ) -> Response[str]:
        """Where one begins, or what was done last."""
        page = HomePage(
            resume_count=len(await resumes.of(user.id)),
            posting_count=len(await postings.of(user.id)),
            recent=await _works(user, tailorings, reviews, letters, RECENT),
        )
        return html(pages.render("home/show.html", shell=shell_of(request), page=page))

    @get("/history")
    async def history(
        self,
        request: Request[Any, Any, Any],
        user: NamedDependency[User],
        tailorings: NamedDependency[Tailorings],
        reviews: NamedDependency[Reviews],
        letters: NamedDependency[Letters],
        pages: NamedDependency[Pages],
    ) -> Response[str]:
        """Tailorings, reviews and letters in one list."""
        works = await _works(user, tailorings, reviews, letters, SHOWN + 1)
        page = HistoryPage(works=works[:SHOWN], more=len(works) > SHOWN)
        return html(pages.render("home/history.html", shell=shell_of(request), page=page))


async def _works(
    user: User, tailorings: Tailorings, reviews: Reviews, letters: Letters, limit: int
) -> tuple[Work, ...]:
    found = [
        *(work("Tailored résumé", "/tailorings", item, item.score) for item in await tailorings.of(user.id, limit)),
        *(work("Suggestions", "/reviews", item) for item in await reviews.of(user.id, limit)),
        *(work("Letter", "/letters", item) for item in await letters.of(user.id, limit)),
    ]
    return tuple(newest_first(found)[:limit])
