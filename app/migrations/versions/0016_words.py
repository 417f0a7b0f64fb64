"""The words of titles and messages beside them, in place of indices that hold everybody's."""

import sqlalchemy as sa
from alembic import op

from app.migrations.dialects import on_postgresql

revision = "0016"
down_revision = "0015"

_WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Empty columns: who searches has theirs filled first.

    PostgreSQL keeps `foreword_words` and `foreword_phrase` for the servers of the version before, which may still run.
    """
    for table in ("conversations", "messages"):
        op.add_column(table, sa.Column("words", _WORDS))
    for index, name in (("conversation_titles", "conversations"), ("message_texts", "messages")):
        if on_postgresql():
            op.drop_index(f"ix_{name}_words", name)
        else:
            _drop_index(index)


def _drop_index(index: str) -> None:
    for change in ("insert", "delete", "update"):
        op.execute(f"DROP TRIGGER {index}_{change}")
    op.execute(f"DROP TABLE {index}")
