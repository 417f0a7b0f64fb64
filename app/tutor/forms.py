"""What the forms of conversations send."""

from collections.abc import Mapping
from typing import Any

from litestar import Request

from app.errors import InvalidInput
from app.ids import derived_id
from app.tutor.contexts import NewPage
from app.tutor.models import Attached, Manner, NewConversation
from app.tutor.presenting.materials import NEWEST, Library, manners
from app.tutor.presenting.messages import values_in
from app.tutor.wishes import parse_manner
from app.web.forms import text_field

SHOWN = frozenset({"agent", "target", "native", "level", "resume_id", "posting_id", "letter_id", "message"})
_MANNER = ("agent", "target", "native", "level")
_ATTACHED = ("resume_id", "posting_id", "letter_id")
_MOST_PLACES = 100_000


def parse_manner_form(data: Mapping[str, Any], known: Manner) -> Manner:
    """Who shall answer, and how; what is absent stays. Raises InvalidInput with the field's name."""
    return parse_manner({name: text_field(data, name, 100) for name in _MANNER}, known)


def parse_attached(data: Mapping[str, Any]) -> Attached:
    """What the conversation shall be about; empty is nothing."""
    return Attached(*(text_field(data, name, 100) or None for name in _ATTACHED))


def parse_opening(data: Mapping[str, Any]) -> NewConversation:
    """What a conversation is to begin with."""
    return NewConversation(parse_manner_form(data, Manner()), parse_attached(data))


def key_of(data: Mapping[str, Any], *parts: str) -> str | None:
    """The idempotency key of one form: sent twice, it counts once."""
    form_key = text_field(data, "key", 100)
    return derived_id("form", form_key, *parts) if form_key else None


async def form_values(request: Request[Any, Any, Any]) -> dict[str, list[str]]:
    """What was filled into a form of the chat, every value of a field with several."""
    several = await request.form()
    given: dict[str, list[str]] = {}
    for name, value in several.multi_items():
        if not isinstance(value, str):
            raise InvalidInput("This form takes text only.")
        given.setdefault(name, []).append(value)
    return values_in(given)


def places(typed: int, least: int) -> int:
    """How many messages to show."""
    return min(max(typed, least), _MOST_PLACES)


async def new_page(
    owner: str, library: Library, agent: str, data: Mapping[str, Any] | None = None, error: InvalidInput | None = None
) -> NewPage:
    """The form with its choices; the newest résumé and posting are chosen unless something else was."""
    known = Manner()
    if data is None:
        attached = Attached(NEWEST, NEWEST, None)
        typed = {"agent": agent}
    else:
        attached = parse_attached(data)
        typed = {name: text_field(data, name, 100) for name in _MANNER}
    try:
        known = parse_manner(typed, known)
    except InvalidInput:
        # What is not offered cannot be shown as chosen either; `error` says so where it matters.
        known = Manner()
    field = error.field if error is not None and error.field in SHOWN else ""
    return NewPage(
        manners=manners(known),
        materials=await library.materials(owner, attached),
        message=text_field(data, "message") if data is not None else "",
        key=text_field(data, "key", 100) if data is not None else "",
        errors={field or "": error.message} if error is not None else {},
    )
