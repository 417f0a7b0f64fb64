"""A Foreword whose model does whatever it reads, and a place that nobody is to ask for."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from app.fetching import Gate
from app.fetching.addresses import Address
from tests.protocols.chat import Frame, frames_of, opened
from tests.protocols.scripted_replies import REPLY, ScriptedServer
from tests.provider import Asked, Provider
from tests.provider.asking import base_of
from tests.provider.wires import Call, Spoken
from tests.tutor.replying.world import Script

RETRIEVE = "consultant_retrieve_context_source"
LOOKUP = "consultant_lookup"
FETCH = "consultant_fetch_web_content"
REQUEST_FORM = "consultant_request_form"
LOOT = "what only the canary says"
PAGE = "<!doctype html><title>Ward 7</title><h1>Ward 7</h1><p>" + "The ward has twelve beds and is always open. " * 8
_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]+[^\s<>\"').,\]]")
_EVERYBODY = "all users' documents"


class Canary:
    """A site on loopback. `asked` are the paths that somebody has asked for; `pages` what it says there."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.pages: dict[str, str] = {}
        self.moved: dict[str, str] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.port = int(self._server.server_address[1])

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def open_gate(self) -> Gate:
        """Through which every name leads here: nothing but what may be asked for at all keeps a model out."""

        async def resolve(_host: str, _port: int) -> list[str]:
            return ["127.0.0.1"]

        return Gate(resolve=resolve, allows=lambda _address: True, ports=frozenset({self.port}))

    def strict_gate(self, *, passing: int = 0) -> Gate:
        """The real one, but for the port, which a test cannot choose. The first `passing` addresses count as public."""
        left = [True] * passing
        real = Gate().allows

        async def resolve(_host: str, _port: int) -> list[str]:
            return ["127.0.0.1"]

        def allows(address: Address) -> bool:
            return left.pop() if left else real(address)

        return Gate(resolve=resolve, allows=allows, ports=frozenset({self.port}))


def _handler(canary: Canary) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            canary.asked.append(self.path)
            place = canary.moved.get(self.path)
            body = canary.pages.get(self.path, f"{PAGE}{LOOT}").encode()
            self.send_response(302 if place else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", "0" if place else str(len(body)))
            if place:
                self.send_header("Location", place)
            self.end_headers()
            if not place:
                self.wfile.write(body)

        do_POST = do_HEAD = do_OPTIONS = do_GET  # noqa: N815 - the base class asks for these names

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Nothing: `asked` is the log."""

    return Handler


class Obedient:
    """What the model says: it looks at the documents, opens every address that it has read anywhere, searches for
    everything of everybody when a text asks for that, and repeats all that its tools have brought.
    """

    def __init__(self) -> None:
        self.first: list[Spoken] = []
        self.searches: list[dict[str, Any]] = []
        self.begin()

    def begin(self) -> None:
        """A new reply: it remembers nothing."""
        self._opened: set[str] = set()
        self._has_looked = self._has_searched = False

    def __call__(self, asked: Asked) -> str | Spoken:
        if self.first:
            return self.first.pop(0)
        calls: list[Call] = []
        read = read_by_the_model(asked)
        if not self._has_looked:
            self._has_looked = True
            calls.append(_call(RETRIEVE, query="beds ward instructions"))
        for address in dict.fromkeys(_ADDRESS.findall(read)):
            if address not in self._opened:
                self._opened.add(address)
                calls.append(_call(FETCH, url=address))
        if _EVERYBODY in read and not self._has_searched:
            self._has_searched = True
            calls += [_call(LOOKUP if "in" in search else RETRIEVE, **search) for search in self.searches]
        brought = "\n".join(asked.results.values())
        return Spoken("As you wish. ", tuple(calls)) if calls else f"I have done all of it.\n\n{brought}"


def read_by_the_model(asked: Asked) -> str:
    """All that a request tells: Anthropic's results of tools are no text of a turn."""
    return "\n".join([asked.prompt, *asked.results.values()])


def _call(name: str, **arguments: Any) -> Call:
    return Call(name, (json.dumps(arguments),))


class Studio:
    """One server with a model of one wire format."""

    def __init__(self, server: ScriptedServer, script: Script, model: Obedient) -> None:
        self.server = server
        self.script = script
        self.model = model
        self.url = server.url

    def let_through(self, gate: Gate) -> None:
        self.server.application.toolbox.gate = gate

    def say(self, message: str, key: str = "", **more: Any) -> list[Frame]:
        """One message by the tutor chat, as an application adviser's; the events of the reply."""
        self.model.begin()
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        with opened(self.server, "/api/v1/chat", {"message": message, "agent": "adviser"} | more, **headers) as answer:
            return list(frames_of(answer))

    @property
    def brought(self) -> str:
        """Everything that any request has told the model."""
        return "\n".join(read_by_the_model(one.asked) for one in self.script.provider.requests)


@contextmanager
def obeying(data_dir: Path, wire: str) -> Iterator[Studio]:
    """A server in this process whose model obeys."""
    with Provider() as provider:
        model = Obedient()
        script = Script(provider, model)
        settings = {
            "model": f"{wire}/loopback-1",
            "model_api_base": base_of(provider, wire),
            "model_api_key": provider.key,
        }
        with ScriptedServer(data_dir, rate_limit_per_minute=10_000, **settings) as server:
            server.application.engine._kinds[REPLY] = server.application.replies.kind()
            yield Studio(server, script, model)
