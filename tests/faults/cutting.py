"""A reply that is longer than any line to it: each is cut again and again, and every listener hears all of it once.

`PYTHONPATH=clients/python python -m tests.faults.cutting --seconds 30 --cuts 3` puts a proxy before the server that
ends every connection of that age, and a reply that takes so many of them. It is heard by the Python client, sync and
async, and by the TypeScript client, each by the native API and by a published protocol, and by a page in Chromium. The
tests cut after so many words.
"""

import argparse
import asyncio
import re
import socket
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from foreword_client import AsyncClient, Client
from playwright.sync_api import Page, expect, sync_playwright

from tests.browsers import launched
from tests.clients.node import STREAM, call
from tests.databases import open_database
from tests.pages.proxy import Proxy
from tests.pages.tutoring import expect_idle, new, reply, send, text_of
from tests.protocols.scripted_replies import ScriptedServer, quiet

PATIENCE = 300.0
WORDS_A_SECOND = 4
_WORD = re.compile(r"w\d{5}")
_WAYS = ("Python sync", "Python async", "TypeScript")


class Told(msgspec.Struct, frozen=True):
    """How what a listener heard differs from what was said."""

    name: str
    words: int
    gaps: int
    doubles: int
    is_in_order: bool

    @property
    def is_whole(self) -> bool:
        """Whether it does not differ."""
        return self.is_in_order and not (self.gaps or self.doubles)


def compare(name: str, said: Sequence[str], heard: Sequence[str]) -> Told:
    """By words."""
    times = Counter(heard)
    return Told(
        name=name,
        words=len(heard),
        gaps=len(set(said) - set(heard)),
        doubles=sum(times.values()) - len(times),
        is_in_order=all(one <= next_one for one, next_one in pairwise(heard)),
    )


class AgeingLine(Proxy):
    """A proxy that ends every connection that is so old. `cuts`: how many it has ended."""

    def __init__(self, upstream_port: int, seconds: float) -> None:
        self.cuts = 0
        self._seconds = seconds
        self._ends: dict[socket.socket, threading.Timer] = {}
        super().__init__(upstream_port)

    def opened(self, connection: socket.socket) -> None:
        """Its time begins."""
        super().opened(connection)
        end = self._ends[connection] = threading.Timer(self._seconds, self._end, [connection])
        end.daemon = True
        end.start()

    def closed(self, connection: socket.socket) -> None:
        """It needs no end any more."""
        self._ends.pop(connection).cancel()
        super().closed(connection)

    def _end(self, connection: socket.socket) -> None:
        self.cuts += 1
        connection.shutdown(socket.SHUT_RDWR)


class Listener:
    """What one of the clients has heard so far, from a thread of its own."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._text = ""
        self._grown = threading.Condition()

    @property
    def words(self) -> list[str]:
        """In the order in which they came."""
        return _WORD.findall(self._text)

    def take(self, text: str) -> None:
        """More of it."""
        with self._grown:
            self._text += text
            self._grown.notify_all()

    def wait_for(self, word: str) -> None:
        """Until it has heard this."""
        with self._grown:
            assert self._grown.wait_for(lambda: word in self._text, PATIENCE), (self.name, word)


class Audience:
    """Six clients and a page that listen through one line to what the server says."""

    def __init__(self, page: Page, server: ScriptedServer, line: Proxy, words: int) -> None:
        self.said = [f"w{number:05}" for number in range(words)]
        self.listeners = [Listener(f"{way}, {kind}") for kind in ("native", "chat") for way in _WAYS]
        self._gates = [server.gate() for _ in self.said]
        server.replies.says = [
            item for gate, word in zip(self._gates, self.said, strict=True) for item in (gate, f"{word} ")
        ]
        self._page, self._server, self._line = page, server, line
        self._next = 0

    @contextmanager
    def listening(self) -> Iterator[None]:
        """All of them begin to listen; at the end all that is left is said, and everybody has heard the end."""
        new(self._page, self._line.url)
        send(self._page, "Say it slowly, please.")
        self._page.wait_for_selector('.message[data-by="agent"]')
        with open_database(self._server.data_dir / "foreword.sqlite3") as rows:
            ((run,),) = rows.execute("SELECT id FROM runs WHERE kind = 'reply'").fetchall()
        with ThreadPoolExecutor(len(self.listeners)) as threads:
            heard: list[Future[None]] = [
                threads.submit(_listen, listener, self._line.url, run) for listener in self.listeners
            ]
            try:
                yield
            finally:
                self.say(len(self._gates))
            for one in heard:
                one.result()
        expect(text_of(reply(self._page))).to_contain_text(self.said[-1])
        expect_idle(self._page)

    def say(self, words: int) -> None:
        """So many words more."""
        for gate in self._gates[self._next : self._next + words]:
            gate.open()
        self._next = min(self._next + words, len(self._gates))

    def wait_until_heard(self) -> None:
        """Until all of them have heard what was said."""
        word = self.said[self._next - 1]
        for listener in self.listeners:
            listener.wait_for(word)
        expect(text_of(reply(self._page))).to_contain_text(word)

    def told(self) -> list[Told]:
        """What each of them has heard."""
        shown = _WORD.findall(text_of(reply(self._page)).inner_text())
        heard = [(listener.name, listener.words) for listener in self.listeners]
        return [compare(name, self.said, words) for name, words in [*heard, ("page", shown)]]


def _listen(listener: Listener, url: str, run: str) -> None:
    way, _, kind = listener.name.partition(", ")
    take = _taker(listener.take, is_native=kind == "native")
    if way == "TypeScript":
        asked: tuple[Any, ...] = ("api.events", run) if kind == "native" else ("chat", {"message": "Hi."}, STREAM)
        error = call(url, *asked, act=take).error
        assert not error, error
    elif way == "Python sync":
        with Client(url) as client:
            for event in client.api.events(run) if kind == "native" else client.chat(stream=True, message="Hi."):
                take(msgspec.to_builtins(event))
    else:
        asyncio.run(_listen_async(url, run, take, is_native=kind == "native"))


async def _listen_async(url: str, run: str, take: Callable[[dict[str, Any]], None], *, is_native: bool) -> None:
    async with AsyncClient(url) as client:
        stream: Any = client.api.events(run) if is_native else client.chat(stream=True, message="Hi.")
        async for event in stream:
            take(msgspec.to_builtins(event))


def _taker(take: Callable[[str], None], *, is_native: bool) -> Callable[[dict[str, Any]], None]:
    def taken(event: dict[str, Any]) -> None:
        if not is_native:
            take(str(event.get("content", "")))
        elif event["name"] == "text":
            take(str(event["data"]["text"]))

    return taken


def cut_by_age(seconds: float, cuts: int) -> tuple[list[Told], AgeingLine]:
    """A reply that lasts as long as so many lines and half a one, said at an even pace."""
    words = round(seconds * (cuts + 0.5) * WORDS_A_SECOND)
    with (
        tempfile.TemporaryDirectory() as folder,
        pytest.MonkeyPatch.context() as patch,
        sync_playwright() as playwright,
    ):
        quiet(patch)
        with (
            ScriptedServer(Path(folder) / "data", rate_limit_per_minute=10_000) as server,
            AgeingLine(server.port, seconds) as line,
            launched(playwright) as browser,
        ):
            expect.set_options(timeout=60_000)
            page = browser.new_page()
            audience = Audience(page, server, line, words)
            with audience.listening():
                for _ in audience.said:
                    audience.say(1)
                    page.wait_for_timeout(1_000 / WORDS_A_SECOND)
            return audience.told(), line


def main() -> None:
    """A line for each listener."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--cuts", type=int, default=3)
    given = parser.parse_args()
    told, line = cut_by_age(given.seconds, given.cuts)
    for one in told:
        how = "whole" if one.is_whole else "NOT WHOLE"
        print(f"{one.name}: {one.words} words, {one.gaps} missing, {one.doubles} twice, {how}")  # noqa: T201 - figures
    streams = [seen for seen in line.requests if seen.target.partition("?")[0].endswith(("/events", "/chat"))]
    resumed = sum(seen.last_event_id is not None for seen in streams)
    print(f"{line.cuts} lines cut, {len(streams)} streams opened, {resumed} of them by Last-Event-ID")  # noqa: T201 - figures


if __name__ == "__main__":
    main()
