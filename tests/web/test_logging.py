"""What does not get into the log: addresses that others visit, the chatter of libraries, what an error quotes."""

import asyncio
import json
import logging
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from app.web.logging import configure_logging
from app.web.tracebacks import told_without_messages


@pytest.fixture
def as_before() -> Iterator[None]:
    """The root logger as the other tests have it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    hooks = threading.excepthook, sys.unraisablehook
    yield
    threading.excepthook, sys.unraisablehook = hooks
    root.handlers[:] = handlers
    root.setLevel(level)
    for own in ("app", "foreword"):
        logging.getLogger(own).setLevel(logging.NOTSET)


@pytest.mark.usefixtures("as_before")
@pytest.mark.parametrize("style", ["text", "json"])
def test_the_address_of_a_page_that_is_read_for_somebody_is_not_logged(
    capsys: pytest.CaptureFixture[str], style: str
) -> None:
    configure_logging("info", style)
    logging.getLogger("httpx").info("HTTP Request: GET https://example.com/my-secret-job")
    logging.getLogger("app").info("said")
    written = "".join(capsys.readouterr())
    assert "my-secret-job" not in written
    assert "said" in written


RESUME = "plover line of a résumé"


def quoting_a_number() -> None:
    int(RESUME)


def quoting_a_search() -> None:
    with closing(sqlite3.connect(":memory:")) as rows:
        rows.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
        rows.execute("SELECT * FROM words WHERE words MATCH ?", (f'"{RESUME}',))


def quoting_a_row() -> None:
    from sqlalchemy import create_engine, text

    engine = create_engine("sqlite://")
    try:
        with engine.begin() as rows:
            rows.execute(text("INSERT INTO absent VALUES (:line)"), {"line": RESUME})
    finally:
        engine.dispose()


def quoting_while_another_is_told() -> None:
    try:
        quoting_a_number()
    except ValueError as error:
        raise KeyError(RESUME) from error


def quoting_in_a_group() -> None:
    raise ExceptionGroup(RESUME, [ValueError(RESUME), ExceptionGroup(RESUME, [KeyError(RESUME)])])


def with_a_note() -> None:
    error = RuntimeError(RESUME)
    error.add_note(RESUME)
    raise error


QUOTING = [
    quoting_a_number, quoting_a_search, quoting_a_row, quoting_while_another_is_told, quoting_in_a_group, with_a_note
]  # fmt: skip


@pytest.mark.usefixtures("as_before")
@pytest.mark.parametrize("style", ["text", "json"])
@pytest.mark.parametrize("fail", QUOTING)
def test_an_error_is_told_without_what_it_quotes(
    fail: Callable[[], None], style: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logging("debug", style)
    try:
        fail()
    except Exception:
        logging.getLogger("app").exception("it failed")
    written = "".join(capsys.readouterr())
    assert "plover" not in written
    assert f"in {fail.__name__}" in written
    assert "Error" in written or "ExceptionGroup" in written
    assert style != "json" or json.loads(written)["exception"].startswith("Traceback")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, RESUME, RESUME), "OSError: [Errno 28]"),
        (RecursionError(RESUME), "RecursionError"),
        (UnicodeDecodeError("utf-8", RESUME.encode(), 3, 4, RESUME), "UnicodeDecodeError: utf-8, at 3"),
        (ImportError(RESUME, name="lxml"), "ImportError: lxml"),
    ],
)
def test_what_nobody_wrote_is_told(error: Exception, said: str) -> None:
    assert told_without_messages(error).splitlines()[-1] == said


def test_a_long_chain_of_causes_is_cut() -> None:
    error = ValueError(0)
    for number in range(2_000):
        following = ValueError(number)
        following.__cause__ = error
        error = following
    assert told_without_messages(error).count("ValueError") == 12


@pytest.mark.usefixtures("as_before")
@pytest.mark.parametrize("style", ["text", "json"])
def test_at_debug_only_our_own_lines_are_of_that_level(capsys: pytest.CaptureFixture[str], style: str) -> None:
    configure_logging("debug", style)
    logging.getLogger("app.llm").debug("ours")
    logging.getLogger("some.library").debug(RESUME)
    logging.getLogger("sqlalchemy.engine").debug(RESUME)
    written = "".join(capsys.readouterr())
    assert "ours" in written
    assert "plover" not in written


@pytest.mark.usefixtures("as_before")
async def test_an_error_that_a_task_lost_is_told_without_what_it_quotes(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("info", "text")
    loop = asyncio.get_running_loop()
    error = ValueError(RESUME)
    loop.call_exception_handler({"message": "Task exception was never retrieved", "exception": error, "task": RESUME})
    loop.call_exception_handler({"message": f"Exception in callback f({RESUME!r})", "exception": error})
    written = "".join(capsys.readouterr())
    assert written.count("ValueError") == 2
    assert "never retrieved" in written
    assert "plover" not in written


@pytest.mark.usefixtures("as_before")
def test_a_thread_that_fails_is_told_the_same_way(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("info", "text")
    failing = threading.Thread(target=quoting_a_number)
    failing.start()
    failing.join()
    written = "".join(capsys.readouterr())
    assert "a thread failed" in written
    assert "in quoting_a_number" in written
    assert "plover" not in written
