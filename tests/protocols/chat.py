"""A client of the two chat protocols, and what their streams are made of."""

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any, Protocol

import httpx
import msgspec

from app.tutor.service import Step

CHAT, CHATS, AGENTS = "/api/v1/chat", "/api/v1/chats", "/api/v1/agents"
PATIENCE = 120.0
BEGAN = 1_705_314_600.0  # 2024-01-15T10:30:00Z
RETRIEVE = "consultant_retrieve_context_source"
SEARCHING = Step(
    id="step_abc123",
    type=RETRIEVE,
    content="Searching your documents for “business hours”",
    args={"query": "business hours"},
    started_at=BEGAN,
)
FOUND = msgspec.structs.replace(
    SEARCHING,
    success=True,
    data={"passages": [{"kind": "resume", "id": "res_1", "title": "Jake's résumé", "text": "9 to 5"}]},
    tokens_in=150,
    tokens_out=45,
    calls=1,
    ended_at=BEGAN + 1,
)


class Running(Protocol):
    """A server."""

    @property
    def url(self) -> str:
        """Where it is."""


class Frame:
    """One event as it came, with the names of its lines."""

    def __init__(self, raw: str) -> None:
        fields = [line.partition(": ") for line in raw.split("\n")]
        self.lines = [name for name, _, _ in fields]
        found = {name: value for name, _, value in fields}
        self.event, self.id, self.data = found.get("event", ""), found.get("id", ""), found["data"]
        self.payload: dict[str, Any] = {} if self.data == "[DONE]" else json.loads(self.data)

    @property
    def text(self) -> str:
        """The piece of the reply that it brings, by either protocol."""
        return str(self.payload.get("content", self.payload.get("delta", "")))


def get(url: str, **sent: Any) -> httpx.Response:
    """What a request is answered, however busy the machine is."""
    return httpx.get(url, timeout=PATIENCE, **sent)


def post(url: str, **sent: Any) -> httpx.Response:
    """What a request is answered, however busy the machine is."""
    return httpx.post(url, timeout=PATIENCE, **sent)


def opened(server: Running, path: str, body: Any, **headers: str) -> AbstractContextManager[httpx.Response]:
    """The answer as it arrives."""
    return httpx.stream("POST", server.url + path, json=body, headers=headers, timeout=PATIENCE)


def frames_of(answer: httpx.Response) -> Iterator[Frame]:
    """The events as they arrive; comments are none."""
    assert answer.status_code == 200, answer.read()
    buffer = ""
    for text in answer.iter_text():
        buffer += text
        while "\n\n" in buffer:
            raw, _, buffer = buffer.partition("\n\n")
            if not raw.startswith(":"):
                yield Frame(raw)
    assert buffer == ""


def stream(server: Running, path: str, body: Any, **headers: str) -> list[Frame]:
    """All events of one stream."""
    with opened(server, path, body, **headers) as answer:
        return list(frames_of(answer))


def chat(server: Running, message: str = "Hello.", **more: Any) -> list[Frame]:
    """One message by the tutor chat."""
    return stream(server, CHAT, {"message": message, **more})


def new_chat(server: Running, **body: Any) -> int:
    """The number of a chat without messages."""
    answer = post(server.url + CHATS, json=body)
    assert answer.status_code == 201, answer.text
    return int(answer.json()["id"])


def messages_of(chat_id: int) -> str:
    return f"{CHATS}/{chat_id}/messages"


def send(server: Running, chat_id: int, message: str = "Hello.", **more: Any) -> list[Frame]:
    """One message by the agent chat."""
    return stream(server, messages_of(chat_id), {"message": message, "stream": True, **more})


def text_of(frames: list[Frame]) -> str:
    """The reply as far as it has come."""
    return "".join(frame.text for frame in frames)


def names_of(frames: list[Frame]) -> list[str]:
    """The events in their order, pieces of text in a row as one."""
    names = [frame.event or frame.data for frame in frames]
    pieces = {"chunk", "response.output_text.delta"}
    return [name for at, name in enumerate(names) if not (at and name in pieces and names[at - 1] == name)]
