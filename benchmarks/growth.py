"""A store that has grown: pages, replays and starts with 10⁵ runs and 10⁷ events in it, against hardly any.

Two servers run at the same time, one on each store, and are asked in turn, so that whatever else the machine does falls
on both. The person who asks has the same rows in both; what differs is what the others of a school of a thousand have.
It takes some ten minutes and 8 GB of disk, most of it to fill SQLite and PostgreSQL, one after the other.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import NamedTuple

import psutil

from app.db import Database, Location
from app.ids import new_id
from benchmarks.browser import Browser
from benchmarks.report import PARTS, Row, together
from benchmarks.resumes import POSTING, as_markdown
from benchmarks.school import EVENTS, RUNS_IN_A_PORTFOLIO, analyse, fill, wait_until_idle
from tests.running import Server, Visitor
from tests.services.postgres import PostgresCluster

REPEATS = 1
"""Filling takes minutes; what is compared takes turns within, and the spread is that of thirds of them."""
PEOPLE = 1_000
PORTFOLIOS = 10
TURNS = 60
WARMING_TURNS = 3
GOAL = 1.2
QUESTIONS = (
    "How should I begin when they ask me to tell about myself?",
    "What could I say about the settlement batch that became faster?",
    "Which question should I ask at the end?",
    "How do I explain a gap of four months?",
    "Can you make up a hard question about Kafka?",
)
PAGES = (
    "/", "/history", "/resumes", "/postings", "/tailorings", "/tailorings/new", "/reviews", "/letters", "/tutor",
    "/usage", "/tutor?q=settlement", "/tutor?q=question", "/api/runs", "/api/tailorings",
)  # fmt: skip


class Done(NamedTuple):
    """What a person has done by hand, by the paths of its pages."""

    resume: str
    posting: str
    tailoring: str
    review: str
    letter: str
    conversation: str


class Store(NamedTuple):
    """A server on one store, with what was done there by hand."""

    server: Server
    browser: Browser
    done: Done


def rows() -> Iterator[Row]:
    """SQLite, then PostgreSQL."""
    yield from on_sqlite(PEOPLE)
    yield from on_postgresql(PEOPLE)


def on_sqlite(people: int) -> Iterator[Row]:
    """Two files."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small", Path(folder) / "large"
        yield from _compared("SQLite", (small, {}), (large, {}), people)


def on_postgresql(people: int) -> Iterator[Row]:
    """Two databases of one cluster."""
    with tempfile.TemporaryDirectory() as folder, PostgresCluster() as cluster:
        small, large = ({"database_url": cluster.migrated()} for _ in range(2))
        yield from _compared("PostgreSQL", (Path(folder) / "small", small), (Path(folder) / "large", large), people)


_Place = tuple[Path, dict[str, str]]


def _compared(name: str, small: _Place, large: _Place, people: int) -> Iterator[Row]:
    done = [asyncio.run(_filled(*small, 1)), asyncio.run(_filled(*large, people))]
    runs = people * PORTFOLIOS * RUNS_IN_A_PORTFOLIO
    print(f"  {name}: {runs:,} runs, {runs * EVENTS:,} events", file=sys.stderr)
    with ExitStack() as stack:
        stores = [Store(*_served(stack, *place), made) for place, made in zip((small, large), done, strict=True)]
        _work_in_turn(stores, WARMING_TURNS)
        parts = [list(_part(f"{name}, {runs:,} runs", stores)) for _ in range(PARTS)]
        yield from map(together, zip(*parts, strict=True))


def _served(stack: ExitStack, folder: Path, settings: dict[str, str]) -> tuple[Server, Browser]:
    server = stack.enter_context(_server(folder, settings))
    return server, stack.enter_context(Browser(server.port))


def _server(folder: Path, settings: dict[str, str]) -> Server:
    return Server(folder, tex="off", rate_limit_per_minute="100000", requests_per_minute="1000000", **settings)


async def _filled(folder: Path, settings: dict[str, str], people: int) -> Done:
    location: Location = settings.get("database_url") or folder / "foreword.sqlite3"
    with _server(folder, settings) as server, Visitor(server) as visitor:
        database = Database(location)
        done = await _work(visitor, database)
    await fill(database, people, PORTFOLIOS)
    await analyse(database)
    await database.close()
    return done


async def _work(visitor: Visitor, database: Database) -> Done:
    """One run of reading, analysing, tailoring, reviewing and writing each, and five replies."""

    async def submitted(path: str, fields: dict[str, str], file: tuple[str, bytes] | None = None) -> str:
        data = {"_csrf_token": visitor.token, **fields}
        answer = visitor.post(path, data=data, files=None if file is None else {"resume_file": file})
        if answer.status_code != 303:
            raise SystemExit(f"POST {path} was answered with {answer.status_code}.")
        await wait_until_idle(database)
        return answer.headers["location"]

    async def multipart(path: str, fields: dict[str, str]) -> str:
        answer = visitor.submit_multipart(path, fields)
        await wait_until_idle(database)
        return answer.headers["location"]

    resume = await submitted("/resumes", {}, ("resume.md", as_markdown().encode()))
    posting = await submitted("/postings", {"text": POSTING, "title": "Backend Engineer", "company": "Northwind"})
    chosen = {"resume_id": resume.rpartition("/")[2], "posting_id": posting.rpartition("/")[2]}
    tailoring = await multipart("/tailorings", chosen)
    review = await multipart("/reviews", chosen)
    letter = await multipart("/letters", chosen | {"language": "en"})
    conversation = await submitted("/tutor", {"agent": "coach", "message": QUESTIONS[0], **chosen})
    for question in QUESTIONS[1:]:
        await submitted(f"{conversation}/messages", {"message": question})
    return Done(resume, posting, tailoring, review, letter, conversation)


def _part(name: str, stores: list[Store]) -> Iterator[Row]:
    """A third of the turns: the median of each work on the large store against the small one, and their memory."""
    for what, times in _work_in_turn(stores, TURNS // PARTS).items():
        few, many = map(statistics.median, times)
        yield Row(f"{name}: {what}, p50", many, "ms", "nearly empty store", few, GOAL)
    few, many = (psutil.Process(store.server.pid).memory_info().rss / 1e6 for store in stores)
    yield Row(f"{name}: server's memory", many, "MB", "nearly empty store", few, GOAL)


def _work_in_turn(stores: list[Store], turns: int) -> dict[str, list[list[float]]]:
    """What each work takes in milliseconds, on the small store and on the large one, which take turns."""
    works = {path: partial(_get, path=path) for path in PAGES} | _of_a_run()
    taken: dict[str, list[list[float]]] = {what: [[] for _ in stores] for what in works}
    for _ in range(turns):
        for what, work in works.items():
            for store, times in zip(stores, taken[what], strict=True):
                times.append(work(store))
    return taken


_Work = Callable[[Store], float]


def _of_a_run() -> dict[str, _Work]:
    works: dict[str, _Work] = {
        f"page of a {name}": lambda store, name=name: _get(store, getattr(store.done, name))  # type: ignore[misc]
        for name in Done._fields
    }
    return works | {"replay of a run": _replay, "start of a run": _start}


def _get(store: Store, path: str) -> float:
    answer = store.browser.get(path, encoding="gzip")
    if answer.status != 200:
        raise SystemExit(f"{path} was answered with {answer.status}.")
    return answer.seconds * 1000


def _replay(store: Store) -> float:
    started = time.perf_counter()
    store.browser.watch(f"{store.done.tailoring}/events?after=0")
    return (time.perf_counter() - started) * 1000


def _start(store: Store) -> float:
    """To the answer; what the run does then is waited for outside."""
    chosen = {"resume_id": store.done.resume.rpartition("/")[2], "posting_id": store.done.posting.rpartition("/")[2]}
    started = time.perf_counter()
    page = store.browser.submit("/tailorings", chosen | {"key": new_id("turn")})
    taken = (time.perf_counter() - started) * 1000
    store.browser.watch(f"{page}/events?after=0")
    return taken
