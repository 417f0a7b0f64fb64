"""Limits: which uses are reserved for runs that go on, and how many runs of a person stream."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """A reservation names its run, so that exactly that one can be given back; a person's streams are one row."""
    op.create_table(
        "usage_reservations",
        sa.Column("run_id", sa.String(64), primary_key=True),
        sa.Column("owner", sa.String(32), sa.ForeignKey("users.id"), nullable=False, index=True),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("feature", sa.String(32), nullable=False),
    )
    op.create_table(
        "running_streams",
        sa.Column("owner", sa.String(32), sa.ForeignKey("users.id"), primary_key=True),
        sa.Column("running", sa.Integer, nullable=False),
        sa.Column("most", sa.Integer, nullable=False),
        sa.CheckConstraint("running <= most", name="within_the_streams"),
    )
