"""Reviews of résumés, with their working copies."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "reviews",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("owner", sa.String(32), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("resume_id", sa.String(32), nullable=False),
        sa.Column("resume_version", sa.Integer, nullable=False),
        sa.Column("posting_id", sa.String(32), nullable=False),
        sa.Column("resume_title", sa.String(300), nullable=False),
        sa.Column("posting_title", sa.String(300), nullable=False),
        sa.Column("company", sa.String(300), nullable=False),
        sa.Column("run_id", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("problem", sa.Text),
        sa.Column("source", sa.LargeBinary),
        sa.Column("base", sa.LargeBinary),
        sa.Column("copy", sa.LargeBinary),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("decisions", sa.LargeBinary, nullable=False),
        sa.Column("found", sa.LargeBinary, nullable=False),
        sa.Column("compiles", sa.Boolean),
        sa.Column("pdf", sa.LargeBinary),
        sa.Column("printed", sa.LargeBinary),
        sa.Column("kept_resume_version", sa.Integer),
        sa.Column("kept_version", sa.Integer),
        sa.Column("model_note", sa.Text, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("ended_at", sa.Float),
    )
    op.create_index("ix_reviews_owner_created", "reviews", ["owner", "created_at"])
    op.create_index("ix_reviews_resume", "reviews", ["owner", "resume_id", "posting_id"])
