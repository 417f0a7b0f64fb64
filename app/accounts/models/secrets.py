"""What servers have to know as it is, not by its digest."""

import sqlalchemy as sa

from app.db import metadata

shared_secrets = sa.Table(
    "shared_secrets",
    metadata,
    sa.Column("name", sa.String(32), primary_key=True),
    sa.Column("secret", sa.String(64), nullable=False),
)
