"""Who may sign in, and how: people, sessions, passkeys, invitations, and what throttling counts.

Of every secret only a digest is stored: whoever reads the database can sign in as nobody.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
import sqlalchemy as sa

from app.db import metadata

users = sa.Table(
    "users",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.Column("model", sa.String(200)),
    sa.Column("email", sa.String(254)),
    sa.Column("proxy_name", sa.String(200)),
    sa.Column("password_hash", sa.String(200)),
    sa.Column("is_admin", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("disabled_at", sa.Float),
    sa.Column("last_seen_at", sa.Float),
    sa.Index("ix_users_email", "email", unique=True),
    sa.Index("ix_users_proxy_name", "proxy_name", unique=True),
)

sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("digest", sa.LargeBinary(32), nullable=False, unique=True),
    sa.Column("owner", sa.String(32), sa.ForeignKey("users.id"), nullable=False, index=True),
    sa.Column("agent", sa.String(300), nullable=False),
    sa.Column("address", sa.String(64), nullable=False),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.Column("seen_at", sa.Float, nullable=False),
    sa.Column("expires_at", sa.Float, nullable=False),
)

passkeys = sa.Table(
    "passkeys",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("owner", sa.String(32), sa.ForeignKey("users.id"), nullable=False, index=True),
    sa.Column("name", sa.String(100), nullable=False),
    sa.Column("credential_id", sa.LargeBinary(1023), nullable=False, unique=True),
    sa.Column("public_key", sa.LargeBinary, nullable=False),
    sa.Column("sign_count", sa.BigInteger, nullable=False),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.Column("last_used_at", sa.Float),
)

passkey_challenges = sa.Table(
    "passkey_challenges",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("owner", sa.String(32), sa.ForeignKey("users.id")),
    sa.Column("challenge", sa.LargeBinary(64), nullable=False),
    sa.Column("expires_at", sa.Float, nullable=False, index=True),
)

invitations = sa.Table(
    "invitations",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("digest", sa.LargeBinary(32), nullable=False, unique=True),
    sa.Column("owner", sa.String(32), sa.ForeignKey("users.id"), index=True),
    sa.Column("email", sa.String(254)),
    sa.Column("is_admin", sa.Boolean, nullable=False),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.Column("expires_at", sa.Float, nullable=False),
)

password_resets = sa.Table(
    "password_resets",
    metadata,
    sa.Column("digest", sa.LargeBinary(32), primary_key=True),
    sa.Column("owner", sa.String(32), sa.ForeignKey("users.id"), nullable=False, index=True),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.Column("expires_at", sa.Float, nullable=False),
)

attempts = sa.Table(
    "attempts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("action", sa.String(16), nullable=False),
    sa.Column("account", sa.LargeBinary(32), nullable=False),
    sa.Column("address", sa.LargeBinary(32), nullable=False),
    sa.Column("at", sa.Float, nullable=False),
    sa.Index("ix_attempts_account", "account", "at"),
    sa.Index("ix_attempts_address", "address", "at"),
)

erasures = sa.Table(
    "erasures",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("deleted_at", sa.Float, nullable=False),
    sa.Column("scrubbed_at", sa.Float),
)


class User(msgspec.Struct, frozen=True):
    """Whoever is signed in; `id` owns rows."""

    id: str
    name: str
    is_admin: bool = False


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """A person as they see themselves, and as an administrator sees them. Times in Unix seconds.

    `email` is "" for somebody who comes through a proxy, `proxy_name` is "" for everybody else.
    """

    id: str
    name: str
    email: str
    proxy_name: str
    is_admin: bool
    is_disabled: bool
    has_password: bool
    created_at: float
    last_seen_at: float | None

    @property
    def user(self) -> User:
        """The same person as the owner of rows."""
        return User(id=self.id, name=self.name, is_admin=self.is_admin)


class RunningWork(msgspec.Struct, frozen=True):
    """One run that has not ended. `kind` is the kind of run, never what is in it; `since` in Unix seconds."""

    run_id: str
    kind: str
    since: float


class PersonRow(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the administrator's list: never a document, nor a title of one.

    `used_today` counts uses by feature since midnight UTC; what was not used is absent.
    """

    account: Account
    used_today: Mapping[Any, int]
    running: tuple[RunningWork, ...]


class SessionView(msgspec.Struct, frozen=True, kw_only=True):
    """One place where a person is signed in. `agent` and `address` as they were at sign-in; times in Unix seconds."""

    id: str
    agent: str
    address: str
    created_at: float
    seen_at: float
    expires_at: float


class PasskeyView(msgspec.Struct, frozen=True, kw_only=True):
    """A passkey by the name that its owner gave it."""

    id: str
    name: str
    created_at: float
    last_used_at: float | None


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    """An open invitation. `email` is "" for the first administrator's, who may give any."""

    id: str
    email: str
    is_admin: bool
    created_at: float
    expires_at: float

    @property
    def is_first(self) -> bool:
        """Whether it is the one that a Foreword without accounts tells whoever starts it."""
        return self.is_admin and not self.email


LOCAL_USER = User(id="usr_local", name="You")
