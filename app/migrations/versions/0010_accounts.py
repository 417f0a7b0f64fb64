"""Accounts: how people sign in, where they are signed in, and what throttling counts."""

import sqlalchemy as sa
from alembic import op

from app.migrations.dialects import on_postgresql

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Extend the people and create what signing in needs."""
    _extend_users()
    _create_sessions()
    _create_passkeys()
    _create_links()
    _create_counts()
    _guard_runs()


def _owner(*, nullable: bool = False) -> sa.Column[str]:
    return sa.Column("owner", sa.String(32), sa.ForeignKey("users.id"), nullable=nullable)


def _extend_users() -> None:
    for column in (
        sa.Column("email", sa.String(254)),
        sa.Column("proxy_name", sa.String(200)),
        sa.Column("password_hash", sa.String(200)),
        sa.Column("is_admin", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("disabled_at", sa.Float),
        sa.Column("last_seen_at", sa.Float),
    ):
        op.add_column("users", column)
    op.create_index("ix_users_email", "users", ["email"], unique=True)
    op.create_index("ix_users_proxy_name", "users", ["proxy_name"], unique=True)


def _create_sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("digest", sa.LargeBinary(32), nullable=False, unique=True),
        _owner(),
        sa.Column("agent", sa.String(300), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("seen_at", sa.Float, nullable=False),
        sa.Column("expires_at", sa.Float, nullable=False),
    )
    op.create_index("ix_sessions_owner", "sessions", ["owner"])


def _create_passkeys() -> None:
    op.create_table(
        "passkeys",
        sa.Column("id", sa.String(32), primary_key=True),
        _owner(),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(1023), nullable=False, unique=True),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("sign_count", sa.BigInteger, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("last_used_at", sa.Float),
    )
    op.create_index("ix_passkeys_owner", "passkeys", ["owner"])
    op.create_table(
        "passkey_challenges",
        sa.Column("id", sa.String(32), primary_key=True),
        _owner(nullable=True),
        sa.Column("challenge", sa.LargeBinary(64), nullable=False),
        sa.Column("expires_at", sa.Float, nullable=False),
    )
    op.create_index("ix_passkey_challenges_expires_at", "passkey_challenges", ["expires_at"])


def _create_links() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("digest", sa.LargeBinary(32), nullable=False, unique=True),
        _owner(nullable=True),
        sa.Column("email", sa.String(254)),
        sa.Column("is_admin", sa.Boolean, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("expires_at", sa.Float, nullable=False),
    )
    op.create_index("ix_invitations_owner", "invitations", ["owner"])
    op.create_table(
        "password_resets",
        sa.Column("digest", sa.LargeBinary(32), primary_key=True),
        _owner(),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("expires_at", sa.Float, nullable=False),
    )
    op.create_index("ix_password_resets_owner", "password_resets", ["owner"])


def _create_counts() -> None:
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("account", sa.LargeBinary(32), nullable=False),
        sa.Column("address", sa.LargeBinary(32), nullable=False),
        sa.Column("at", sa.Float, nullable=False),
    )
    op.create_index("ix_attempts_account", "attempts", ["account", "at"])
    op.create_index("ix_attempts_address", "attempts", ["address", "at"])
    op.create_table(
        "erasures",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("deleted_at", sa.Float, nullable=False),
        sa.Column("scrubbed_at", sa.Float),
    )


def _guard_runs() -> None:
    """The engine's own tables know no people, so none of them says that a run has an owner."""
    if on_postgresql():
        op.create_foreign_key("fk_runs_owner_users", "runs", "users", ["owner"], ["id"])
        op.create_foreign_key("fk_run_steps_run_id_runs", "run_steps", "runs", ["run_id"], ["id"], ondelete="CASCADE")
        return
    op.execute(
        "CREATE TRIGGER runs_owner_exists BEFORE INSERT ON runs"
        " WHEN NOT EXISTS (SELECT 1 FROM users WHERE id = new.owner)"
        " BEGIN SELECT RAISE(ABORT, 'nobody owns this run'); END"
    )
    op.execute(
        "CREATE TRIGGER run_steps_run_exists BEFORE INSERT ON run_steps"
        " WHEN NOT EXISTS (SELECT 1 FROM runs WHERE id = new.run_id)"
        " BEGIN SELECT RAISE(IGNORE); END"
    )
