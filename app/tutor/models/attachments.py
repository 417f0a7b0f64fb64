"""Files that a conversation was given to read. Their text is kept, the files are not."""

import msgspec
import sqlalchemy as sa

from app.db import metadata

attachments = sa.Table(
    "attachments",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("conversation_id", sa.String(32), sa.ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("format", sa.String(8), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("is_cut", sa.Boolean, nullable=False),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.Index("ix_attachments_conversation", "conversation_id", "created_at"),
)


class AttachedFile(msgspec.Struct, frozen=True):
    """A file in a list. `name` is for showing only, `characters` are those that were kept.

    `is_cut`: the file went on after them. Time in unix seconds.
    """

    id: str
    conversation_id: str
    name: str
    format: str
    characters: int
    is_cut: bool
    created_at: float


class Attachment(msgspec.Struct, frozen=True):
    """A file with its text."""

    id: str
    conversation_id: str
    name: str
    format: str
    text: str
    is_cut: bool
    created_at: float
