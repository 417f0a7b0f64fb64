"""Bringing a database to the newest schema."""

from contextlib import closing
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from sqlite3 import Error as SqliteError

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import SQLAlchemyError

from app.db.sqlite import prepare
from app.errors import Unavailable

MIGRATIONS = Path(__file__).parents[1] / "migrations"


def migrate(location: Path | str) -> None:
    """Bring the database to the newest schema; a file is created when it is absent. It blocks.

    Raises:
        Unavailable: it cannot be opened, or its schema may not be changed.
    """
    if isinstance(location, str):
        from app.db.migrating_postgresql import migrate_postgresql

        migrate_postgresql(location)
        return
    try:
        _migrate(location)
    except (SQLAlchemyError, SqliteError) as error:
        raise Unavailable(f"{location} cannot be opened as Foreword's database.") from error


def newest_revision() -> str:
    """The name of the newest migration: its file's name without the slug (`0001`)."""
    return max(file.stem.split("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def upgrade(connection: Connection) -> None:
    """Run what is missing, in the transaction of the connection."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _migrate(path: Path) -> None:
    if _is_current(path):
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = create_engine(f"sqlite:///{path}", hide_parameters=True)
    prepare(engine)
    try:
        with engine.begin() as connection:
            upgrade(connection)
    finally:
        engine.dispose()
    path.chmod(0o600)


def _is_current(path: Path) -> bool:
    if not path.exists():
        return False
    with closing(SqliteConnection(path)) as connection:
        known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchall()
        rows = connection.execute("SELECT version_num FROM alembic_version").fetchall() if known else []
    return rows == [(newest_revision(),)]
