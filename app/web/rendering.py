"""Pages and fragments by Jinja2: one template a page, a fragment is one of its blocks, chosen by the server."""

from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from litestar import Request, Response
from litestar.types import Scope

from app.web.assets import TEMPLATES, static_url
from app.web.contexts import Notice, Person, Shell
from app.web.csrf import FormTokens
from app.web.sentences import sentence

HTML = "text/html"
_PERSON = "person"


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
        self._environment.filters["sentence"] = sentence

    def render(self, name: str, **context: Any) -> str:
        """A whole page."""
        return self._template(name).render(**context)

    def block(self, name: str, block: str, **context: Any) -> str:
        """One block of a page's template."""
        template = self._template(name)
        return "".join(template.blocks[block](template.new_context(context)))

    def _template(self, name: str) -> Template:
        return self._environment.get_template(name)


def name_person(scope: Scope, person: Person | None) -> None:
    """Say who is signed in, or that nobody is, for the shell of the page that answers this request."""
    scope["state"][_PERSON] = person


def shell_of(request: Request[Any, Any, Any], notices: tuple[Notice, ...] = ()) -> Shell:
    """What surrounds the page that answers `request`."""
    tokens: FormTokens = request.app.state.form_tokens
    state = request.scope["state"]
    person = state.get(_PERSON)
    is_outside = _PERSON in state and person is None
    return Shell(
        csrf_token=tokens.give(request),
        path=request.scope["path"],
        person=person,
        is_outside=is_outside,
        notices=notices,
    )


def html(body: str, status: int = 200, headers: dict[str, str] | None = None) -> Response[str]:
    """An HTML answer that is never kept: every page shows somebody's own things."""
    return Response(body, media_type=HTML, status_code=status, headers={"Cache-Control": "no-store", **(headers or {})})
