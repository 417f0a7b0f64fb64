"""Alembic's entry: `app.db.migrate` hands it an open connection."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection)
context.run_migrations()
