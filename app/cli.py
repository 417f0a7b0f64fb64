"""The `foreword` command: serve, doctor, keys."""

import asyncio
import gc
import os
import sys

import click

from app.errors import AppError
from app.settings import Settings, load_settings


class _Refusal(click.ClickException):
    """An expected error as one sentence on stderr."""


def _settings() -> Settings:
    try:
        return load_settings()
    except AppError as error:
        raise _Refusal(error.message) from error


def _with_folder(settings: Settings) -> Settings:
    folder = settings.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        usable = os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        usable = False
    if not usable:
        raise _Refusal(f"FOREWORD_DATA_DIR must be a folder that Foreword may write to. It is {str(folder)!r}.")
    return settings


@click.group()
@click.version_option(package_name="foreword")
def main() -> None:
    """A self-hosted studio for job applications."""


@main.command()
def serve() -> None:
    """Serve the pages and the API until SIGTERM or Ctrl-C."""
    # Collecting garbage while everything is imported finds none and takes a fifth of the start; the application
    # collects again once it is up.
    gc.disable()
    from app.server import run_server

    try:
        run_server(_with_folder(_settings()))
    except AppError as error:
        raise _Refusal(error.message) from error


@main.command()
def doctor() -> None:
    """Check what Foreword needs; exit status 1 when something it cannot do without is wrong."""
    from app.doctor import examine

    findings = asyncio.run(examine(_settings()))
    for finding in findings:
        mark = "ok  " if finding.ok else "FAIL" if finding.needed else "warn"
        click.echo(f"{mark}  {finding.name:<9} {finding.detail}")
        if finding.advice and not finding.ok:
            click.echo(f"      {'':<9} → {finding.advice}")
    sys.exit(int(any(finding.needed and not finding.ok for finding in findings)))


@main.group()
def keys() -> None:
    """Keys for programs that use the API."""


@keys.command("create")
@click.option("--name", required=True, help="What the key is for, to tell it from others.")
def create_key(name: str) -> None:
    """Make a key and print it, and nothing else. It is shown once; only its digest is stored."""
    from app.accounts.service import Accounts
    from app.db import Database, migrate

    settings = _with_folder(_settings())

    async def create() -> str:
        database = Database(settings.database_path)
        try:
            return await Accounts(database).create_key(name)
        finally:
            await database.close()

    try:
        migrate(settings.database_path)
        click.echo(asyncio.run(create()))
    except AppError as error:
        raise _Refusal(error.message) from error
