"""`foreword mcp`: a server of the Model Context Protocol on standard input and output, for people's own assistants."""

import asyncio
from pathlib import Path

import click

from app.commands.common import Refusal


@click.command()
@click.option("--url", default="http://127.0.0.1:8000", show_default=True, help="Where your Foreword answers.")
@click.option(
    "--key-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file that holds a key with the scopes resumes, tailor and letters. Not needed where nobody signs in.",
)
def mcp(url: str, key_file: Path | None) -> None:
    """Let your assistant read, match and tailor your résumés, and write letters, by a Foreword that is running."""
    from app.assistants.foreword_api import ForewordApi
    from app.assistants.tools import make_server

    key = "" if key_file is None else _key_in(key_file)

    async def serve() -> None:
        async with ForewordApi(url, key) as foreword:
            await make_server(foreword).run_stdio_async()

    asyncio.run(serve())


def _key_in(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(f"{path} cannot be read as text.") from error
