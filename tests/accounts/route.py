"""One row of the tables of routes: who may use a route, what is sent to it, and what somebody else is answered."""

from typing import Any

import msgspec

ANYBODY, PEOPLE, ADMINISTRATORS = "anybody", "people", "administrators"
HIDDEN = frozenset({404})
"""Somebody else is told that there is no such thing."""
REFUSED = frozenset({404, 422})
"""Somebody else is told so by the page, or by the form in which they named it."""
POSTING = "We look for a backend engineer with Python, PostgreSQL and Docker, five years of experience, in Lisbon."


class Sent(msgspec.Struct, frozen=True):
    """What goes with a request: `form`, `json`, or `parts` of a multipart form, each a file's name and the content."""

    form: dict[str, str] = {}
    json: dict[str, Any] | None = None
    parts: dict[str, tuple[str | None, str]] = {}


NOTHING = Sent()


class Route(msgspec.Struct, frozen=True):
    """`who` may use it: anybody, people, administrators, or a key with one of these scopes (and people).

    `foreign` is what somebody else is answered who names Ada's things; None where nothing is named, so that they get
    something of their own. `about` are names to be filled in as others. `last`: it takes away what other rows need.
    """

    who: str | tuple[str, ...]
    sent: Sent = NOTHING
    foreign: frozenset[int] | None = None
    query: str = ""
    about: dict[str, str] = {}
    last: int = 0


def form(**fields: str) -> Sent:
    return Sent(form=fields)


def json(**fields: Any) -> Sent:
    return Sent(json=fields)


def parts(**fields: str) -> Sent:
    return Sent(parts={name: (None, value) for name, value in fields.items()})


def file(field: str, name: str) -> Sent:
    return Sent(parts={field: (name, "# Somebody\n\nAn engineer who built a thing or two with Python.")})


def hidden(who: str | tuple[str, ...], sent: Sent = NOTHING, *, last: int = 0, **about: str) -> Route:
    return Route(who, sent, HIDDEN, about=about, last=last)
