"""The pages that show a PDF as machines see it: of a tailoring, and of a résumé."""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from app.accounts.service import User
from app.machine_view.presenting import machine_view_page
from app.machine_view.service import MachineViews
from app.web.rendering import Pages, html, shell_of

_TEMPLATE = "machine_view/show.html"


class MachineViewController(Controller):
    """`/tailorings/{id}/machine-view` and `/resumes/{id}/machine-view`."""

    @get("/tailorings/{tailoring_id:str}/machine-view")
    async def show_of_tailoring(
        self,
        request: Request[Any, Any, Any],
        tailoring_id: FromPath[str],
        user: NamedDependency[User],
        machine_views: NamedDependency[MachineViews],
        pages: NamedDependency[Pages],
    ) -> Response[str]:
        """The tailored PDF, read back."""
        looked = await machine_views.of_tailoring(user.id, tailoring_id)
        page = machine_view_page(looked, f"/tailorings/{tailoring_id}", "The tailored résumé")
        return html(pages.render(_TEMPLATE, shell=shell_of(request), page=page))

    @get("/resumes/{resume_id:str}/machine-view")
    async def show_of_resume(
        self,
        request: Request[Any, Any, Any],
        resume_id: FromPath[str],
        user: NamedDependency[User],
        machine_views: NamedDependency[MachineViews],
        pages: NamedDependency[Pages],
    ) -> Response[str]:
        """The résumé's own PDF, or the one that it would be printed as."""
        looked = await machine_views.of_resume(user.id, resume_id)
        page = machine_view_page(looked, f"/resumes/{resume_id}", "The résumé")
        return html(pages.render(_TEMPLATE, shell=shell_of(request), page=page))
