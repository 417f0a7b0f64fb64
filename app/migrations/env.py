"""Alembic's entry: `app.db.migrate` hands it an open connection."""

from alembic import context

from app.migrations.dialects import make_texts_plain

connection = context.config.attributes["connection"]
context.configure(connection=connection)
context.run_migrations()
if connection.dialect.name == "postgresql":
    make_texts_plain(connection)
