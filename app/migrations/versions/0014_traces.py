"""Where a run was begun, for whoever traces."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the column where it is not: the engine's tables are made with it from now on."""
    if not any(column["name"] == "traceparent" for column in sa.inspect(op.get_bind()).get_columns("runs")):
        op.add_column("runs", sa.Column("traceparent", sa.Text))
