"""What a key opens, until when, and how it ends, to tell it from others. Keys made before open everything."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the columns; the default is for the rows that are there."""
    everything = "resumes tailor letters chat usage"
    op.add_column("api_keys", sa.Column("scopes", sa.String(100), nullable=False, server_default=everything))
    op.add_column("api_keys", sa.Column("expires_at", sa.Float))
    op.add_column("api_keys", sa.Column("ending", sa.String(4), nullable=False, server_default=""))
