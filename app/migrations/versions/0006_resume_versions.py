"""The versions that a résumé went through while it was edited, for undo and for merging two tabs."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "resume_versions",
        sa.Column("resume_id", sa.String(32), sa.ForeignKey("resumes.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("document", sa.LargeBinary, nullable=False),
        sa.Column("source", sa.LargeBinary),
        sa.Column("undo", sa.Integer),
        sa.Column("redo", sa.Integer),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
    )
