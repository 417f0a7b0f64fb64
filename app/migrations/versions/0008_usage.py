"""How much of each feature a person used on each day."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """One row for a person, a day and a feature; the database itself refuses the use that is one too many."""
    op.create_table(
        "usage_days",
        sa.Column("owner", sa.String(32), sa.ForeignKey("users.id"), primary_key=True),
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("feature", sa.String(32), primary_key=True),
        sa.Column("used", sa.Integer, nullable=False),
        sa.Column("most", sa.Integer),
        sa.CheckConstraint("most IS NULL OR used <= most", name="within_the_quota"),
    )
