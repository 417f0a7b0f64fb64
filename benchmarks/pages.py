"""Pages over HTTP on a real server: lists of 50 rows, their questions to the database, a long run's page, the weight
of the first page.
"""

import asyncio
import gzip
import re
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from litestar.testing import AsyncTestClient
from sqlalchemy import event
from sqlalchemy.engine import Engine

from app.asgi import create_app
from benchmarks.browser import Answer, Browser
from benchmarks.report import Row
from benchmarks.store_of_rows import LONG_TAILORING, add_long_run, fill, settings_of
from tests.running import Server

LISTS = ("/resumes", "/postings", "/tailorings", "/tailorings/new")
ROWS = 50
EVENTS = 10_000
TURNS = 60
RELOADS = 15
LIST_MILLISECONDS = 10.0
RELOAD_MILLISECONDS = 50.0
FIRST_PAGE_KILOBYTES = 60.0
SCRIPTS = 3.0
_ASSET = re.compile(r'<(script|link)\b[^>]*?\b(?:src|href)="([^"]+)"')


def rows() -> Iterator[Row]:
    """Lists, their queries, a reload, the first page."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        asyncio.run(fill(data, ROWS))
        asyncio.run(add_long_run(data, EVENTS))
        with Server(data, tex="off") as server, Browser(server.port) as browser:
            yield from _lists(browser)
            yield _reload(browser)
    yield asyncio.run(_queries())
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder) / "data", tex="off") as server:
        yield from _first_page(server.port)


def _milliseconds(browser: Browser, path: str) -> float:
    answer = browser.get(path, encoding="gzip")
    if answer.status != 200:
        raise SystemExit(f"{path} was answered with {answer.status}.")
    return answer.seconds * 1000


def _lists(browser: Browser) -> Iterator[Row]:
    """The lists take turns, so that whatever else the machine does falls on all of them."""
    for path in LISTS:
        _milliseconds(browser, path)
    taken = [[_milliseconds(browser, path) for path in LISTS] for _ in range(TURNS)]
    for path, times in zip(LISTS, zip(*taken, strict=True), strict=True):
        yield Row(f"page {path}, {ROWS} rows, p50", statistics.median(times), "ms", "limit", LIST_MILLISECONDS)


def _reload(browser: Browser) -> Row:
    path = f"/tailorings/{LONG_TAILORING}"
    if f"after={EVENTS}".encode() not in browser.get(path).body:
        raise SystemExit(f"The page has not folded all {EVENTS} events.")
    taken = statistics.median(_milliseconds(browser, path) for _ in range(RELOADS))
    return Row(f"reload of a run of {EVENTS:,} events", taken, "ms", "limit", RELOAD_MILLISECONDS)


async def _queries() -> Row:
    one, many = await _queries_with(1), await _queries_with(ROWS)
    worst = max(LISTS, key=lambda path: many[path] / one[path])
    return Row(f"queries of {worst}, {ROWS} rows", many[worst], "", "the same with 1 row", one[worst])


async def _queries_with(count: int) -> dict[str, int]:
    """How many statements each list sends when there are `count` rows of everything."""
    asked = 0

    def note(*_: Any) -> None:
        nonlocal asked
        asked += 1

    queries = {}
    with tempfile.TemporaryDirectory() as folder:
        await fill(Path(folder), count)
        application = create_app(settings_of(Path(folder)))
        # The client serves in a loop of its own.
        await application.late_routes.complete()
        async with AsyncTestClient(application.litestar) as client:
            event.listen(Engine, "before_cursor_execute", note)
            try:
                for path in LISTS:
                    asked = 0
                    (await client.get(path)).raise_for_status()
                    queries[path] = asked
            finally:
                event.remove(Engine, "before_cursor_execute", note)
    return queries


def _first_page(port: int) -> Iterator[Row]:
    """Everything that a browser which knows nothing yet asks for."""
    with Browser(port) as browser:
        page = browser.get("/", encoding="gzip")
        assets = _ASSET.findall(_text(page))
        answers = [page, *(browser.get(address, encoding="gzip") for _, address in assets)]
    kilobytes = sum(answer.wire_bytes for answer in answers) / 1000
    scripts = sum(kind == "script" for kind, _ in assets)
    styles = sum(".css" in address for _, address in assets)
    yield Row("first page over the wire", kilobytes, "kB", "limit", FIRST_PAGE_KILOBYTES)
    yield Row("scripts of the first page", scripts, "", "limit", SCRIPTS)
    yield Row("style sheets of the first page", styles, "", "limit", 1)


def _text(answer: Answer) -> str:
    body = gzip.decompress(answer.body) if answer.headers.get("content-encoding") == "gzip" else answer.body
    return body.decode()
