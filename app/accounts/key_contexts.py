"""What the page of the keys is given."""

from collections.abc import Iterable, Sequence

import msgspec

from app.accounts.models import KeyState, Made, StoredKey
from app.accounts.scopes import OPENS, SCOPES, Scope
from app.web.contexts import Moment
from app.web.moments import moment

LIVES: dict[str, str] = {"7": "In 7 days", "30": "In 30 days", "90": "In 90 days", "365": "In a year", "": "Never"}
DEFAULT_LIFE = "90"


class ScopeChoice(msgspec.Struct, frozen=True):
    """One box of the form. `opens` says in words what it allows."""

    name: Scope
    opens: str
    chosen: bool


class LifeChoice(msgspec.Struct, frozen=True):
    """One entry of the list of times. `value`: days, or "" for no end."""

    value: str
    title: str
    chosen: bool


class KeyRow(msgspec.Struct, frozen=True, kw_only=True):
    """One key of the list. `hint` is how it begins and ends."""

    id: str
    name: str
    hint: str
    state: KeyState
    scopes: tuple[Scope, ...]
    created: Moment
    last_used: Moment | None
    ends: Moment | None


class KeyForm(msgspec.Struct, frozen=True, kw_only=True):
    """What was filled in. `once` names this form, so that sending it twice makes one key."""

    once: str
    name: str = ""
    scopes: tuple[str, ...] = ()
    life: str = DEFAULT_LIFE


class KeysPage(msgspec.Struct, frozen=True, kw_only=True):
    """`accounts/keys.html`. `made` is the key that was made just now: no other answer ever holds it."""

    valid: tuple[KeyRow, ...]
    ended: tuple[KeyRow, ...]
    once: str
    name: str
    scopes: tuple[ScopeChoice, ...]
    lives: tuple[LifeChoice, ...]
    made: Made | None = None
    revoked: bool = False
    errors: dict[str, str] = {}


def keys_page(
    keys: Sequence[StoredKey],
    form: KeyForm,
    now: float,
    *,
    made: Made | None = None,
    revoked: bool = False,
    errors: dict[str, str] | None = None,
) -> KeysPage:
    """The page as it is at `now`, in Unix seconds."""
    rows = [key_row(key, now) for key in keys]
    return KeysPage(
        valid=tuple(row for row in rows if row.state == "valid"),
        ended=tuple(row for row in rows if row.state != "valid"),
        once=form.once,
        name=form.name,
        scopes=_scope_choices(form.scopes),
        lives=tuple(LifeChoice(value, title, value == form.life) for value, title in LIVES.items()),
        made=made,
        revoked=revoked,
        errors=errors or {},
    )


def key_row(key: StoredKey, now: float) -> KeyRow:
    """A key for people; `ends` is when it was revoked, or else when it expires."""
    ends = key.expires_at if key.revoked_at is None else key.revoked_at
    return KeyRow(
        id=key.id,
        name=key.name,
        hint=key.hint,
        state=key.state(now),
        scopes=key.scopes,
        created=moment(key.created_at),
        last_used=None if key.last_used_at is None else moment(key.last_used_at),
        ends=None if ends is None else moment(ends),
    )


def _scope_choices(chosen: Iterable[str]) -> tuple[ScopeChoice, ...]:
    names = frozenset(chosen)
    return tuple(ScopeChoice(name, OPENS[name], name in names) for name in SCOPES)
