"""A proxy is told to read its settings again, or to go, while people watch: nothing is lost, nothing comes twice."""

import re
from pathlib import Path

import httpx
import pytest

from tests.protocols.chat import CHAT, Frame, frames_of, text_of
from tests.protocols.scripted_replies import ScriptedServer
from tests.proxies.fronts import Caddy, Nginx
from tests.proxies.test_streams import ASKED, PIECES, every_version, held

IMPATIENT = "worker_shutdown_timeout 1s;"


@every_version
def test_a_stream_goes_on_over_a_reload(tmp_path: Path, scripted: ScriptedServer, http2: bool) -> None:
    with Nginx(tmp_path, scripted.port) as nginx, held(scripted) as gates, nginx.client(http2=http2) as client:
        with client.stream("POST", CHAT, json=ASKED) as answer:
            told = frames_of(answer)
            seen = [next(told)]
            new = nginx.reload()
            for gate in gates:
                gate.open()
            seen += told
        assert text_of(seen) == "".join(PIECES)
        assert seen[-1].event == "done"
        assert client.get("/health/ready").status_code == 200
        nginx.wait_until_only(new)


def test_a_reload_that_cuts_its_streams_is_resumed_from_the_last_event(
    tmp_path: Path, scripted: ScriptedServer
) -> None:
    seen: list[Frame] = []

    def read_until_cut(client: httpx.Client, nginx: Nginx) -> None:
        with client.stream("POST", CHAT, json=ASKED) as answer:
            for frame in frames_of(answer):
                seen.append(frame)
                if frame.text:
                    nginx.reload()

    with Nginx(tmp_path, scripted.port, outside=IMPATIENT) as nginx, held(scripted) as gates, nginx.client() as client:
        with pytest.raises(httpx.TransportError):
            read_until_cut(client, nginx)
        run, _, cursor = seen[-1].id.partition(":")
        for gate in gates:
            gate.open()
        rest = client.get(f"/api/runs/{run}/events", headers={"Last-Event-ID": cursor}).text
    numbers = [int(frame.id.rpartition(":")[2]) for frame in seen]
    resumed = [int(number) for number in re.findall(r"^id: (\d+)$", rest, re.MULTILINE)]
    assert numbers + resumed == list(range(numbers[0], resumed[-1] + 1))
    assert "".join(re.findall(r'"text":"([^"]+)"', rest)) == "".join(PIECES[1:])
    assert "\nevent: done\n" in rest


def test_caddy_does_not_wait_for_streams_for_ever(tmp_path: Path, scripted: ScriptedServer) -> None:
    with (
        Caddy(tmp_path, scripted.port) as caddy,
        held(scripted),
        caddy.client() as client,
        client.stream("POST", CHAT, json=ASKED) as answer,
    ):
        next(frames_of(answer))
        assert caddy.stop() == 0
