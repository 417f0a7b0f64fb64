"""From exec to the first page: Foreword against a bare app that imports Litestar, Jinja2, SQLAlchemy and uvicorn.

They take turns, so that whatever else the machine does falls on both; the first turn of each warms the caches and
the database and is not counted. Compiled bytecode may be kept, as on any machine that does not forbid it: a package
from an index is compiled when it is installed, ours on its first run.
"""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.report import Row

TURNS = 7
GOAL = 1.3
DEADLINE_SECONDS = 60.0

MODEL = {
    "FOREWORD_MODEL": "openai/any",
    "FOREWORD_MODEL_API_BASE": "http://127.0.0.1:9/v1",
    "FOREWORD_MODEL_API_KEY": "none",
}
FOREWORD = "from app.cli import main; main()"
BARE = """
import os
import jinja2
import sqlalchemy.ext.asyncio
import uvicorn
from litestar import Litestar, get

page = jinja2.Environment(autoescape=True).from_string("<!doctype html><title>{{ title }}</title>")

@get("/", media_type="text/html")
async def home() -> str:
    return page.render(title="Foreword")

uvicorn.run(Litestar([home]), port=int(os.environ["PORT"]), log_level="warning")
"""


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def seconds_to_first_page(program: str, arguments: list[str], environment: dict[str, str]) -> float:
    """Start the program, and stop the clock when `GET /` has been answered in full."""
    port = free_port()
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("FOREWORD_", "PYTHONDONT"))}
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        env={**clean, **environment, "PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for_page(process, port, started + DEADLINE_SECONDS)
        return time.perf_counter() - started
    finally:
        process.terminate()
        process.wait()


def _wait_for_page(process: subprocess.Popen[bytes], port: int, deadline: float) -> None:
    while time.perf_counter() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=DEADLINE_SECONDS)
        try:
            connection.request("GET", "/")
            answer = connection.getresponse()
            answer.read()
        except ConnectionError:
            if process.poll() is not None:
                raise SystemExit(f"The program ended with {process.returncode} before its first page.") from None
            time.sleep(0.002)
            continue
        finally:
            connection.close()
        if answer.status != http.HTTPStatus.OK:
            raise SystemExit(f"The first page was answered with {answer.status}.")
        return
    raise SystemExit("No page within a minute.")


def rows() -> Iterator[Row]:
    """Medians of the turns, in milliseconds: as it comes, and with a model whose library would take seconds."""
    foreword, modelled, bare = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        environment = {"FOREWORD_DATA_DIR": str(Path(folder) / "data")}
        for _ in range(TURNS + 1):
            foreword.append(seconds_to_first_page(FOREWORD, ["serve"], environment) * 1000)
            bare.append(seconds_to_first_page(BARE, [], {}) * 1000)
            modelled.append(seconds_to_first_page(FOREWORD, ["serve"], {**environment, **MODEL}) * 1000)
    peer = statistics.median(bare[1:])
    for name, times in (("exec to first page", foreword), ("exec to first page, a model configured", modelled)):
        yield Row(name, statistics.median(times[1:]), "ms", "bare Litestar, Jinja2, SQLAlchemy", peer, GOAL)
