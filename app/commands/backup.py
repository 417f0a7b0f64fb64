"""`foreword backup` and `foreword restore`: all in one file, while the server runs; and back, while it does not."""

from datetime import UTC, datetime
from pathlib import Path

import click

from app.commands.common import Refusal, settings, with_folder
from app.errors import AppError
from app.settings import Settings

_file = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.command()
@_file
def backup(file: Path) -> None:
    """Write everything that Foreword holds into FILE, a ZIP, while the server goes on. It is as secret as the data."""
    from app.commands.archives import write_archive

    chosen = settings()
    _refuse_postgresql(chosen, "pg_dump --format=custom --file=FILE URL")
    database = chosen.database_path
    if not database.exists():
        raise Refusal(f"There is no data in {database.parent}.")
    try:
        manifest = write_archive(database, file)
    except AppError as error:
        raise Refusal(error.message) from error
    click.echo(f"{file}: {file.stat().st_size:,} bytes, checked; the database has {manifest.size:,}.")


@click.command()
@_file
@click.option("--force", is_flag=True, help="Put it in the place of what is there now, which is gone then.")
@click.option("--check", is_flag=True, help="Only see whether it is whole.")
def restore(file: Path, force: bool, check: bool) -> None:
    """Bring back what `foreword backup` wrote into FILE. The server must not be running.

    Passwords, keys and sessions are as they were then: what was revoked since has to be revoked again. What was being
    worked on at that moment is marked as interrupted, and can be begun anew.
    """
    from app.commands.archives import check_archive, restore_archive
    from app.commands.data_folder import only_one

    try:
        if check:
            click.echo(f"{file} is whole: {_moment(check_archive(file).made_at)}.")
            return
        chosen = with_folder(settings())
        _refuse_postgresql(chosen, "pg_restore --clean --if-exists --dbname=URL FILE")
        with only_one(chosen.data_dir):
            if chosen.database_path.exists() and not force:
                raise Refusal(f"{chosen.data_dir} holds data already. With --force it is replaced, and gone for good.")
            manifest = restore_archive(file, chosen.database_path)
    except AppError as error:
        raise Refusal(error.message) from error
    click.echo(f"{chosen.data_dir} is as it was on {_moment(manifest.made_at)}.")


def _refuse_postgresql(chosen: Settings, instead: str) -> None:
    if chosen.database_url:
        raise Refusal(
            "The rows are in PostgreSQL (FOREWORD_DATABASE_URL), which has tools of its own for this: "
            f"{instead}. docs/postgresql.md tells how."
        )


def _moment(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M:%S} UTC"
