"""Conversations with their messages, the index that searches them, and mistakes as cards."""

import sqlalchemy as sa
from alembic import op

from app.migrations.dialects import on_postgresql
from app.migrations.searching import SCHEMA as POSTGRESQL_SEARCH

revision = "0007"
down_revision = "0006"

_SEARCHED = (("conversation_titles", "conversations", "title"), ("message_texts", "messages", "text"))


def upgrade() -> None:
    """Create the tables, the indices and the triggers that keep them."""
    _create_conversations()
    _create_messages()
    _create_mistakes()
    if on_postgresql():
        for statement in POSTGRESQL_SEARCH:
            op.execute(statement)
        return
    for index, table, column in _SEARCHED:
        _create_index(index, table, column)


def _create_conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("id", sa.String(32), nullable=False, unique=True),
        sa.Column("owner", sa.String(32), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("titled", sa.String(16), nullable=False),
        sa.Column("agent", sa.String(16), nullable=False),
        sa.Column("target", sa.String(35), nullable=False),
        sa.Column("native", sa.String(35), nullable=False),
        sa.Column("level", sa.String(2), nullable=False),
        sa.Column("resume_id", sa.String(32)),
        sa.Column("posting_id", sa.String(32)),
        sa.Column("letter_id", sa.String(32)),
        sa.Column("head_id", sa.String(32)),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("run_id", sa.String(64), nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("updated_at", sa.Float, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_conversations_owner_updated", "conversations", ["owner", "updated_at"])


def _create_messages() -> None:
    op.create_table(
        "messages",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("id", sa.String(32), nullable=False, unique=True),
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.Column("parent_id", sa.String(32)),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("problem", sa.Text, nullable=False),
        sa.Column("run_id", sa.String(64), nullable=False),
        sa.Column("model", sa.String(200), nullable=False),
        sa.Column("tokens_in", sa.Integer, nullable=False),
        sa.Column("tokens_out", sa.Integer, nullable=False),
        sa.Column("corrections", sa.LargeBinary, nullable=False),
        sa.Column("steps", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="CASCADE"),
        sa.UniqueConstraint("conversation_id", "id"),
        sa.ForeignKeyConstraint(
            ["conversation_id", "parent_id"], ["messages.conversation_id", "messages.id"], name="fk_messages_parent"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_messages_parent", "messages", ["conversation_id", "parent_id"])


def _create_mistakes() -> None:
    op.create_table(
        "mistakes",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("owner", sa.String(32), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("original", sa.Text, nullable=False),
        sa.Column("corrected", sa.Text, nullable=False),
        sa.Column("explanation", sa.Text, nullable=False),
        sa.Column("type", sa.String(16), nullable=False),
        sa.Column("sentence", sa.Text, nullable=False),
        sa.Column("offset", sa.Integer, nullable=False),
        sa.Column("message_id", sa.String(32), nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("phase", sa.Integer, nullable=False),
        sa.Column("step", sa.Integer),
        sa.Column("stability", sa.Float),
        sa.Column("difficulty", sa.Float),
        sa.Column("due_at", sa.Float, nullable=False),
        sa.Column("reviewed_at", sa.Float),
        sa.Column("reviews", sa.Integer, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
    )
    op.create_index("ix_mistakes_owner_due", "mistakes", ["owner", "due_at"])
    op.create_table(
        "mistake_reviews",
        sa.Column("mistake_id", sa.String(32), sa.ForeignKey("mistakes.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("grade", sa.Integer, nullable=False),
        sa.Column("due_at", sa.Float, nullable=False),
        sa.Column("reviewed_at", sa.Float, nullable=False),
    )
    op.create_index("ix_mistake_reviews_reviewed", "mistake_reviews", ["reviewed_at"])


def _create_index(index: str, table: str, column: str) -> None:
    """An FTS5 index that keeps no text of its own (external content): the triggers tell it every change."""
    add = f"INTO {index} (rowid, {column}) VALUES (new.number, new.{column});"
    drop = f"INTO {index} ({index}, rowid, {column}) VALUES ('delete', old.number, old.{column});"
    op.execute(
        f"CREATE VIRTUAL TABLE {index} USING fts5({column}, content='{table}', content_rowid='number',"
        " tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    )
    op.execute(f"CREATE TRIGGER {index}_insert AFTER INSERT ON {table} BEGIN INSERT {add} END")
    op.execute(f"CREATE TRIGGER {index}_delete AFTER DELETE ON {table} BEGIN INSERT {drop} END")
    op.execute(
        f"CREATE TRIGGER {index}_update AFTER UPDATE OF {column} ON {table} BEGIN INSERT {drop} INSERT {add} END"
    )
