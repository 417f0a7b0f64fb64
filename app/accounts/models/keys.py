"""Keys of programs: the table, and keys as they are made, found and shown. Times in Unix seconds."""

from typing import Literal

import msgspec
import sqlalchemy as sa

from app.accounts.key_text import KEY_PREFIX
from app.accounts.models.people import User
from app.accounts.scopes import Scope
from app.db import metadata

api_keys = sa.Table(
    "api_keys",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("owner", sa.String(32), sa.ForeignKey("users.id"), nullable=False, index=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("digest", sa.LargeBinary(32), nullable=False, unique=True),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.Column("last_used_at", sa.Float),
    sa.Column("revoked_at", sa.Float),
    sa.Column("scopes", sa.String(100), nullable=False),
    sa.Column("expires_at", sa.Float),
    sa.Column("ending", sa.String(4), nullable=False),
)

KeyState = Literal["valid", "expired", "revoked"]


class Made(msgspec.Struct, frozen=True):
    """A key just made. `key` is told this once."""

    id: str
    key: str

    def __repr__(self) -> str:
        return f"Made(id={self.id!r})"


class FoundKey(msgspec.Struct, frozen=True):
    """A valid key that came with a request, and whom it speaks for."""

    id: str
    scopes: frozenset[str]
    last_used_at: float | None
    user: User


class StoredKey(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of a key besides its digest. `ending`: its last four characters, "" for a key from before them."""

    id: str
    name: str
    scopes: tuple[Scope, ...]
    ending: str
    created_at: float
    expires_at: float | None
    last_used_at: float | None
    revoked_at: float | None

    @property
    def hint(self) -> str:
        """Enough of the key to know it by."""
        return f"{KEY_PREFIX}…{self.ending}"

    def state(self, now: float) -> KeyState:
        """Whether it opens anything."""
        if self.revoked_at is not None:
            return "revoked"
        return "valid" if self.expires_at is None or self.expires_at > now else "expired"
