"""What is said arrives as it is said, through both proxies, over HTTP/1.1 and HTTP/2, compressed or not.

The engine is held by a gate behind each piece of text: a proxy that kept a frame back would never see the next.
"""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.protocols.chat import CHAT, Frame, frames_of, messages_of, text_of
from tests.protocols.scripted_replies import ScriptedServer
from tests.provider.steps import Gate
from tests.proxies.fronts import SHIPPED, Front, Nginx

PIECES = ["One. ", "Two. ", "Three. ", "Four. "]
ASKED = {"message": "Count to four."}
GZIP = {"Accept-Encoding": "gzip"}
PINGS = 40

every_version = pytest.mark.parametrize("http2", [False, True], ids=["HTTP/1.1", "HTTP/2"])


@contextmanager
def held(scripted: ScriptedServer) -> Iterator[list[Gate]]:
    """The next reply waits behind each of its pieces; afterwards it may go on in any case."""
    gates = [scripted.gate() for _ in PIECES]
    scripted.replies.says = [item for pair in zip(PIECES, gates, strict=True) for item in pair]
    try:
        yield gates
    finally:
        for gate in gates:
            gate.open()


def read_piece_by_piece(answer: httpx.Response, gates: list[Gate]) -> list[Frame]:
    """Open each gate once the piece before it has come."""
    seen: list[Frame] = []
    waiting = list(gates)
    for frame in frames_of(answer):
        seen.append(frame)
        if frame.text:
            assert text_of(seen) == "".join(PIECES[: len(PIECES) - len(waiting) + 1])
            waiting.pop(0).open()
    assert not waiting
    return seen


@every_version
def test_each_piece_arrives_before_the_next_is_written(front: Front, scripted: ScriptedServer, http2: bool) -> None:
    with (
        held(scripted) as gates,
        front.client(http2=http2, **GZIP) as client,
        client.stream("POST", CHAT, json=ASKED) as answer,
    ):
        assert answer.http_version == ("HTTP/2" if http2 else "HTTP/1.1")
        seen = read_piece_by_piece(answer, gates)
    assert text_of(seen) == "".join(PIECES)
    assert seen[-1].event == "done"


@every_version
def test_a_page_sees_what_there_is_while_the_run_waits(front: Front, scripted: ScriptedServer, http2: bool) -> None:
    with (
        held(scripted) as gates,
        front.client(http2=http2, **GZIP) as client,
        client.stream("POST", CHAT, json=ASKED) as said,
    ):
        told = frames_of(said)
        run = next(frame for frame in told if frame.text).id.partition(":")[0]
        with client.stream("GET", f"/api/runs/{run}/events") as events:
            assert any('"One. "' in line for line in events.iter_lines())
        conversation = client.get("/api/conversations").json()["items"][0]["id"]
        connector = re.search(r'hx-sse:connect="([^"]+)"', client.get(f"/tutor/{conversation}").text)
        assert connector is not None
        with client.stream("GET", html.unescape(connector[1])) as page:
            assert page.headers["content-type"].startswith("text/event-stream")
            gates[0].open()
            assert any("Two." in line for line in page.iter_lines())
        for gate in gates:
            gate.open()
        assert [frame.event for frame in told][-1] == "done"


def test_a_stream_ends_through_a_proxy_as_it_does_without(front: Front) -> None:
    with front.client(http2=True) as client:
        number = client.post("/api/v1/chats", json={}).json()["id"]
        with client.stream("POST", messages_of(number), json={"message": "Hello.", "stream": True}) as answer:
            assert [frame.data for frame in frames_of(answer)][-1] == "[DONE]"


def test_a_line_on_which_nothing_is_said_for_longer_than_the_proxy_waits_is_kept(
    tmp_path: Path, scripted: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "proxy_read_timeout" not in (SHIPPED / "nginx.conf").read_text(encoding="utf-8"), "60 s, as nginx has it"
    assert scripted.application.engine._heartbeat <= 15
    monkeypatch.setattr(scripted.application.engine, "_heartbeat", 0.1)
    with (
        Nginx(tmp_path, scripted.port, beside="proxy_read_timeout 3s;") as nginx,
        held(scripted) as gates,
        nginx.client() as client,
        client.stream("POST", CHAT, json=ASKED) as answer,
    ):
        lines = answer.iter_lines()
        for _ in range(PINGS):
            assert any(line.startswith(":") for line in lines), "the line was cut"
        for gate in gates:
            gate.open()
        assert any(line == "event: done" for line in lines)


def test_a_line_without_heartbeats_would_be_cut(
    tmp_path: Path, scripted: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scripted.application.engine, "_heartbeat", 1e6)
    with (
        Nginx(tmp_path, scripted.port, beside="proxy_read_timeout 1s;") as nginx,
        held(scripted),
        nginx.client() as client,
        client.stream("POST", CHAT, json=ASKED) as answer,
        pytest.raises(httpx.RemoteProtocolError),
    ):
        answer.read()
