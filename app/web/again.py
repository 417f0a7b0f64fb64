"""A form that came too late: the session had ended, or somebody signed in again meanwhile. What was typed is not lost.

It is not carried out either: the page that answers holds what was sent, for the person to look at and to send again
with a token of now. It is made only for what a browser says that one of our own pages sent, from somebody who was
signed in; of others nothing is read. Passwords are not repeated, and a file has to be chosen again.
"""

from typing import Any

import msgspec
from litestar import Request, Response
from litestar.enums import RequestEncodingType
from litestar.exceptions import HTTPException

from app.web.csrf import FIELD
from app.web.guards import SAFE_METHODS, names_our_origin
from app.web.htmx import is_htmx
from app.web.programs import is_for_programs
from app.web.rendering import Pages, html, shell_of
from app.web.uploads import is_file

FILES = "_file_again"
"""A field of the page on which nobody is signed in: what the next one asks to be chosen again."""
_TYPED = "typed"
_MOST_BYTES = 1_000_000
_SHORT = 40
_FORMS = frozenset({RequestEncodingType.URL_ENCODED, RequestEncodingType.MULTI_PART})
_SECRETS = frozenset({"password", "old", "new"})


class TypedField(msgspec.Struct, frozen=True):
    """One text of the form. `is_shown`: somebody wrote it, and may look at it again; else it is a choice or an id."""

    name: str
    value: str
    is_shown: bool

    @property
    def label(self) -> str:
        """The field's name for people."""
        return self.name.replace("_", " ").capitalize()


class AgainPage(msgspec.Struct, frozen=True, kw_only=True):
    """`again.html`. `action`: where the form goes; `files`: fields with a file that has to be chosen again."""

    action: str
    is_signed_in: bool
    is_multipart: bool
    fields: tuple[TypedField, ...]
    files: tuple[str, ...]


async def keep_typed(request: Request[Any, Any, Any]) -> None:
    """Read the form that is about to be refused, so that `sent_again` can show it."""
    if not _is_ours(request) or int(request.headers.get("content-length") or _MOST_BYTES + 1) > _MOST_BYTES:
        return
    try:
        sent = [(name, value) for name, value in (await request.form()).multi_items() if name != FIELD]
    except HTTPException:
        return
    if not any(name in _SECRETS for name, _ in sent):
        request.scope["state"][_TYPED] = sent


def sent_again(request: Request[Any, Any, Any], status: int, action: str) -> Response[str] | None:
    """The page with what was typed, in the place of the whole page for htmx; None when nothing was kept."""
    sent: list[tuple[str, Any]] | None = request.scope["state"].get(_TYPED)
    if sent is None:
        return None
    chosen = (str(value) if name == FILES else name for name, value in sent if name == FILES or is_file(value))
    files = tuple(dict.fromkeys(chosen))
    texts = [(name, value) for name, value in sent if isinstance(value, str) and name not in {FILES, *files}]
    page = AgainPage(
        action=action,
        is_signed_in=status != 401,
        is_multipart=request.content_type[0] == RequestEncodingType.MULTI_PART,
        fields=tuple(TypedField(name, value, len(value) > _SHORT or " " in value.strip()) for name, value in texts),
        files=files,
    )
    pages: Pages = request.app.state.pages
    body = pages.render("again.html", shell=shell_of(request), page=page)
    place = {"HX-Retarget": "body", "HX-Reswap": "innerHTML"} if is_htmx(request) else {}
    return html(body, status, place)


def _is_ours(request: Request[Any, Any, Any]) -> bool:
    if request.method in SAFE_METHODS or is_for_programs(request.scope["path"]):
        return False
    opens_page = is_htmx(request) or request.headers.get("sec-fetch-mode", "navigate") == "navigate"
    return opens_page and request.content_type[0] in _FORMS and names_our_origin(request.scope)
