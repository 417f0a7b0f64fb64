"""People, keys, résumés, postings, tailorings, and the engine's runs with their events."""

import sqlalchemy as sa
from alembic import op

from app.migrations.dialects import on_postgresql
from app.streaming.postgres_schema import SCHEMA as POSTGRESQL_SCHEMA
from app.streaming.schema import SCHEMA

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create everything of version 0.1."""
    for statement in POSTGRESQL_SCHEMA if on_postgresql() else SCHEMA:
        op.execute(statement)
    _create_accounts()
    _create_documents()
    _create_tailorings()


def _owner() -> sa.Column[str]:
    return sa.Column("owner", sa.String(32), sa.ForeignKey("users.id"), nullable=False)


def _create_accounts() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
    )
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String(32), primary_key=True),
        _owner(),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False, unique=True),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("last_used_at", sa.Float),
        sa.Column("revoked_at", sa.Float),
    )
    op.create_index("ix_api_keys_owner", "api_keys", ["owner"])


def _create_documents() -> None:
    op.create_table(
        "resumes",
        sa.Column("id", sa.String(32), primary_key=True),
        _owner(),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("filename", sa.String(300), nullable=False),
        sa.Column("format", sa.String(8), nullable=False),
        sa.Column("source", sa.LargeBinary, nullable=False),
        sa.Column("original", sa.LargeBinary),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("problem", sa.Text),
        sa.Column("document", sa.LargeBinary),
        sa.Column("run_id", sa.String(64)),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("updated_at", sa.Float, nullable=False),
        sa.UniqueConstraint("owner", "digest"),
    )
    op.create_index("ix_resumes_owner_created", "resumes", ["owner", "created_at"])
    op.create_table(
        "postings",
        sa.Column("id", sa.String(32), primary_key=True),
        _owner(),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("company", sa.String(300), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.UniqueConstraint("owner", "digest"),
    )
    op.create_index("ix_postings_owner_created", "postings", ["owner", "created_at"])


def _create_tailorings() -> None:
    op.create_table(
        "tailorings",
        sa.Column("id", sa.String(32), primary_key=True),
        _owner(),
        sa.Column("resume_id", sa.String(32), nullable=False),
        sa.Column("posting_id", sa.String(32), nullable=False),
        sa.Column("resume_title", sa.String(300), nullable=False),
        sa.Column("posting_title", sa.String(300), nullable=False),
        sa.Column("company", sa.String(300), nullable=False),
        sa.Column("instructions", sa.Text, nullable=False),
        sa.Column("run_id", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("problem", sa.Text),
        sa.Column("score", sa.Integer),
        sa.Column("result", sa.LargeBinary),
        sa.Column("pdf", sa.LargeBinary),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("ended_at", sa.Float),
    )
    op.create_index("ix_tailorings_owner_created", "tailorings", ["owner", "created_at"])
