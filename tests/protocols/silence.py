"""`python -m tests.protocols.silence`: how long both chat protocols wait for a provider that has fallen silent.

A real server, a provider that says three words and then nothing for ever, and `curl -N` on both endpoints at once. The
model's own deadlines are set far beyond, so that it is the protocols' silence that ends the streams: 60 s by the tutor
chat's document, 90 s by the agent chat's. Takes a minute and a half, and is no test for that reason;
`test_chat_silence.py` has the same by a clock that it moves. It exits with 1 when something is not as documented.
"""

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec

from tests.protocols.chat import CHAT, CHATS, messages_of
from tests.provider import Provider
from tests.provider.asking import model_variables
from tests.provider.behaviours import stalling
from tests.running import Server
from tests.tutor.replying.world import Script

WORDS = "One two three four five."
LATE_SECONDS = 5.0
PATIENT = {"model_first_token_seconds": "300", "model_between_tokens_seconds": "300"}


class Heard(msgspec.Struct, frozen=True):
    """What curl printed; `lines` are its lines with content, each with the seconds after which it came."""

    lines: list[tuple[float, str]]
    ended: float

    def data(self) -> Iterator[tuple[float, Any]]:
        """The payloads, `[DONE]` as it is."""
        for at, line in self.lines:
            if line.startswith("data: "):
                text = line.removeprefix("data: ")
                yield at, text if text == "[DONE]" else json.loads(text)


def say(line: str) -> None:
    """One line on the terminal, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def listen(url: str, body: dict[str, Any]) -> Heard:
    """One stream by curl, to its end."""
    command = ["curl", "-sN", url, "-H", "Content-Type: application/json", "-d", json.dumps(body)]
    began, lines = time.monotonic(), list[tuple[float, str]]()
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip():
                lines.append((time.monotonic() - began, line.decode().rstrip("\n")))
    return Heard(lines, time.monotonic() - began)


def problems(heard: Heard, name: str, seconds: float) -> Iterator[str]:
    """What is not as the document has it: the text, the error, its time, what comes last."""
    told = list(heard.data())
    texts = [(at, data) for at, data in told if isinstance(data, dict) and ("delta" in data or "content" in data)]
    if (
        "".join(str(data.get("delta", data.get("content"))) for _, data in texts if "step" not in data)
        != "One two three "
    ):
        yield "the text before the silence is not whole"
    errors = [(at, data) for at, data in told if isinstance(data, dict) and str(data["type"]).endswith("error")]
    if len(errors) != 1:
        yield f"there are {len(errors)} errors"
        return
    at, error = errors[0]
    silence = at - texts[-1][0]
    pings = sum(line.startswith(":") for _, line in heard.lines)
    say(f"{name}: error {silence:.1f} s after the last word (documented: {seconds:g} s), {pings} pings meanwhile")
    say(f"    {json.dumps(error, ensure_ascii=False)}")
    say(f"    last: {heard.lines[-1][1]!r}; closed {heard.ended - at:.2f} s after the error")
    if not seconds - 0.5 <= silence <= seconds + LATE_SECONDS:
        yield f"the error came after {silence:.1f} s"
    if (told[-1][1] == "[DONE]") != (name == "agent chat"):
        yield "the stream does not end as documented"


def closings(provider: Provider, script: Script, errors: list[float]) -> Iterator[str]:
    """When the provider's connections were closed, and the model's work with them."""
    moments = sorted(provider.wait_closed(script.index(number)).closed or 0.0 for number in range(len(errors)))
    for closed, error in zip(moments, sorted(errors), strict=True):
        say(f"provider: its connection was closed {closed - error:+.2f} s from the error")
        if abs(closed - error) > LATE_SECONDS:
            yield "the provider's connection was not closed with the error"


def main() -> None:
    """Both at once."""
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder, Provider() as provider:
        script = Script(provider, lambda _asked: WORDS)
        script.turns = [stalling(after=3), stalling(after=3)]
        with Server(Path(folder) / "data", **model_variables(provider, "openai", **PATIENT)) as server:
            number = httpx.post(server.url + CHATS, json={}, timeout=60).json()["id"]
            asked = [
                ("tutor chat", 60.0, server.url + CHAT, {"message": "Count."}),
                ("agent chat", 90.0, server.url + messages_of(number), {"message": "Count.", "stream": True}),
            ]
            began, heard = time.monotonic(), dict[str, Heard]()
            threads = [
                threading.Thread(target=lambda one=one: heard.update({one[0]: listen(one[2], one[3])})) for one in asked
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            for name, seconds, _, _ in asked:
                wrong += [f"{name}: {problem}" for problem in problems(heard[name], name, seconds)]
            wrong += closings(provider, script, [began + heard[name].ended for name in heard])
            chats = httpx.get(server.url + CHATS).json()["chats"]
            kept = [httpx.get(f"{server.url}{CHATS}/{chat['id']}").json()["messages"][-1] for chat in chats]
            say(f"kept: {[(one['text'], one['state']) for one in kept]}")
            if any((one["text"], one["state"]) != ("One two three ", "partial") for one in kept):
                wrong.append("what was said before the silence is not kept")
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
