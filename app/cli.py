"""The `foreword` command: serve, worker, doctor, keys, users, mcp, backup, restore."""

import asyncio
import gc
import sys

import click

from app.commands.backup import backup, restore
from app.commands.common import Refusal, settings, with_folder
from app.commands.keys import keys
from app.commands.mcp import mcp
from app.commands.users import users
from app.commands.worker import worker
from app.errors import AppError


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
        run_server(with_folder(settings()))
    except AppError as error:
        raise Refusal(error.message) from error


@main.command()
def doctor() -> None:
    """Check what Foreword needs; exit status 1 when something it cannot do without is wrong."""
    from app.doctor import examine

    findings = asyncio.run(examine(settings()))
    for finding in findings:
        mark = "ok  " if finding.ok else "FAIL" if finding.needed else "warn"
        click.echo(f"{mark}  {finding.name:<9} {finding.detail}")
        if finding.advice and not finding.ok:
            click.echo(f"      {'':<9} → {finding.advice}")
    sys.exit(int(any(finding.needed and not finding.ok for finding in findings)))


main.add_command(backup)
main.add_command(keys)
main.add_command(mcp)
main.add_command(restore)
main.add_command(users)
main.add_command(worker)
