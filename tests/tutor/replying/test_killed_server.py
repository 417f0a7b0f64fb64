"""kill -9 in the middle of a reply: what was shown is there after the restart, and Retry goes on."""

import json
from pathlib import Path
from typing import Any

import httpx

from tests.provider import Provider
from tests.provider.asking import model_variables
from tests.provider.behaviours import held
from tests.running import Server
from tests.tutor.replying.world import Script

TEXT = "One two three four five six seven eight nine ten."


def events_until(stream: httpx.Response, word: str) -> str:
    """The text that was shown until it has this word."""
    shown = ""
    for line in stream.iter_lines():
        if line.startswith("data: {"):
            event: dict[str, Any] = json.loads(line.removeprefix("data: "))
            shown += str(event.get("delta", ""))
            if word in shown:
                return shown
    raise AssertionError(f"the stream ended with {shown!r}")


def test_what_was_shown_outlives_the_server(data_dir: Path, provider: Provider) -> None:
    script = Script(provider, lambda _asked: TEXT)
    gate = provider.gate()
    script.turns = [held(gate, after=6)]
    with Server(data_dir, **model_variables(provider, "openai")) as server:
        chat = httpx.post(f"{server.url}/api/v1/chats", json={}).json()["id"]
        url = f"{server.url}/api/v1/chats/{chat}/messages"
        with httpx.stream("POST", url, json={"message": "Count.", "stream": True}, timeout=60) as stream:
            shown = events_until(stream, "five")
            server.kill()
        gate.open()
        server.start()
        document = httpx.get(f"{server.url}/api/v1/chats/{chat}").json()
        reply = document["messages"][-1]
        assert reply["text"].startswith(shown)
        assert TEXT.startswith(reply["text"])
        script.turns = []
        again = httpx.post(url, json={"message": "Count.", "stream": False}, timeout=60)
        assert again.status_code == 200
        assert TEXT in again.text
        assert script.asked[-1].prompt.count("Count.") == 1
