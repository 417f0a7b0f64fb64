"""Which requests of programs were carried out under which key."""

import msgspec
import sqlalchemy as sa

from app.db import metadata

idempotency_keys = sa.Table(
    "idempotency_keys",
    metadata,
    sa.Column("owner", sa.String(32), sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("key", sa.String(255), primary_key=True),
    sa.Column("fingerprint", sa.LargeBinary(32), nullable=False),
    sa.Column("target", sa.String(64), nullable=False),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.Index("ix_idempotency_keys_owner_created", "owner", "created_at"),
)


class Claimed(msgspec.Struct, frozen=True):
    """What a key stands for. `target` names what the request made, and is empty until it has made it."""

    fingerprint: bytes
    target: str
