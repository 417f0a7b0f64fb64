"""The time of day jumps back by an hour in mid-stream: what is said keeps its order, and nobody is kept out."""

import time
from pathlib import Path

import httpx
import pytest

from tests.protocols.chat import CHATS, chat, frames_of, messages_of, new_chat, opened, text_of
from tests.protocols.scripted_replies import ScriptedServer, quiet

HOUR = 3_600.0
MOST = 100


def test_a_clock_that_is_put_back_breaks_no_stream_no_cursor_and_no_limit(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet(monkeypatch)
    real = time.time
    with ScriptedServer(data_dir, rate_limit_per_minute=10_000) as server:
        number = new_chat(server)
        gate = server.gate()
        server.replies.says = ["Before. ", gate, "After."]
        with opened(server, messages_of(number), {"message": "Count.", "stream": True}) as answer:
            told = frames_of(answer)
            seen = [next(told)]
            while not seen[-1].text:
                seen.append(next(told))
            monkeypatch.setattr(time, "time", lambda: real() - HOUR)
            gate.open()
            seen += told
        assert text_of(seen) == "Before. After."
        cursors = [int(frame.id.rpartition(":")[2]) for frame in seen if frame.id]
        assert cursors == sorted(set(cursors))
        run_id = next(frame.id for frame in seen if frame.id).rpartition(":")[0]
        run = httpx.get(f"{server.url}/api/runs/{run_id}").json()
        assert run["state"] == "done"
        again = httpx.get(f"{server.url}/api/runs/{run_id}/events", params={"after": cursors[0]}).text
        assert "event: reset" not in again
        server.replies.says = ["Still ", "here."]
        assert text_of(chat(server)) == "Still here."
        texts = [message["text"] for message in httpx.get(f"{server.url}{CHATS}/{number}").json()["messages"]]
        assert texts == ["Count.", "Before. After."]
        remaining = [int(httpx.get(f"{server.url}/api/v1/usage").headers["ratelimit-remaining"]) for _ in range(3)]
        assert remaining == sorted(remaining, reverse=True)
