"""Pages and fragments by Jinja2: one template a page, a fragment is one of its blocks, chosen by the server."""

from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from litestar import Request, Response
from litestar.template.base import csrf_token

from app.web.assets import TEMPLATES, static_url
from app.web.contexts import Notice, Shell

HTML = "text/html"


class Pages:
    """Renders templates. One instance for each process."""

    def __init__(self) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals["static_url"] = static_url

    def render(self, name: str, **context: Any) -> str:
        """A whole page."""
        return self._template(name).render(**context)

    def block(self, name: str, block: str, **context: Any) -> str:
        """One block of a page's template."""
        template = self._template(name)
        return "".join(template.blocks[block](template.new_context(context)))

    def _template(self, name: str) -> Template:
        return self._environment.get_template(name)


def shell_of(request: Request[Any, Any, Any], notices: tuple[Notice, ...] = ()) -> Shell:
    """What surrounds the page that answers `request`."""
    token = csrf_token({"request": request})
    return Shell(csrf_token=str(token), path=request.scope["path"], notices=notices)


def html(body: str, status: int = 200, headers: dict[str, str] | None = None) -> Response[str]:
    """An HTML answer that is never kept: every page shows somebody's own things."""
    return Response(body, media_type=HTML, status_code=status, headers={"Cache-Control": "no-store", **(headers or {})})
