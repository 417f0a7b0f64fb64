"""What a key may be used for."""

from collections.abc import Iterable
from typing import Literal, get_args

from app.errors import InvalidInput

Scope = Literal["resumes", "tailor", "letters", "chat", "usage"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
ALL_SCOPES: frozenset[str] = frozenset(SCOPES)
OPENS: dict[Scope, str] = {
    "resumes": "Upload, read and delete résumés and postings",
    "tailor": "Tailor a résumé, match it, get suggestions",
    "letters": "Write and read cover letters",
    "chat": "Talk with the tutor and read conversations",
    "usage": "Read how much was used",
}


def parse_scopes(wanted: Iterable[str]) -> frozenset[str]:
    """The scopes of that name, each once.

    Raises:
        InvalidInput: none was named, or one does not exist; the field is `scopes`.
    """
    scopes = frozenset(wanted)
    unknown = sorted(scopes - ALL_SCOPES)
    if unknown:
        raise InvalidInput(f"{unknown[0][:40]!r} is no scope. There are {', '.join(SCOPES)}.", field="scopes")
    if not scopes:
        raise InvalidInput("Choose at least one thing that the key may do.", field="scopes")
    return scopes


def in_order(scopes: Iterable[str]) -> tuple[Scope, ...]:
    """The same scopes in the order in which they are always told."""
    given = frozenset(scopes)
    return tuple(scope for scope in SCOPES if scope in given)
