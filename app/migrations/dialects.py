"""What a migration asks about the database that it changes."""

import sqlalchemy as sa
from alembic import op

_TEXTS = sa.text(
    "SELECT columns.table_name, column_name FROM information_schema.columns JOIN information_schema.tables"
    " USING (table_schema, table_name) WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
    " AND (data_type = 'character varying' OR (data_type = 'text' AND collation_name IS DISTINCT FROM 'C'))"
)


def on_postgresql() -> bool:
    """Whether it is PostgreSQL and not SQLite."""
    return op.get_context().dialect.name == "postgresql"


def make_texts_plain(connection: sa.Connection) -> None:
    """Let every column of text be like SQLite's: of any length, compared and sorted by code points.

    It is done after all migrations for what they have added, so that none of them has to think of it; where rows are
    already, a column is written anew only when its collation differs.
    """
    quote = connection.dialect.identifier_preparer.quote
    for table, column in connection.execute(_TEXTS).all():
        name = quote(column)
        connection.exec_driver_sql(f'ALTER TABLE {quote(table)} ALTER COLUMN {name} TYPE text COLLATE "C"')
