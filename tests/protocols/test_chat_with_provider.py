"""Both chat protocols with a model behind them, over both wire formats: tools, usage, clients that leave, faults."""

import http.client
import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.databases import open_database
from tests.protocols.career import upload
from tests.protocols.chat import (
    CHAT,
    CHATS,
    Frame,
    chat,
    frames_of,
    get,
    messages_of,
    names_of,
    new_chat,
    opened,
    post,
    send,
    stream,
    text_of,
)
from tests.provider import Asked, Provider
from tests.provider.asking import model_variables
from tests.provider.behaviours import failing, failing_midway, hanging, held
from tests.provider.building import Behaviour
from tests.provider.wires import Call, Spoken
from tests.running import Server, wait_until
from tests.tutor.replying.world import Script

ASK_ADVISER = Call(
    "consultant_call_agent", (json.dumps({"agent": "adviser", "question": "Which number matters?"}),), "call_1"
)
FORM = Call(
    "consultant_request_form",
    (json.dumps({"title": "About you", "fields": [{"name": "job", "label": "Job title", "type": "text"}]}),),
    "call_2",
)
NEWEST_REPLY = "SELECT state FROM runs WHERE kind = 'reply' ORDER BY created_at DESC LIMIT 1"
LONG = "One two three four five six seven eight nine ten."


class Room(NamedTuple):
    """A server whose model is the provider's, and what that says."""

    server: Server
    provider: Provider
    script: Script
    wire: str

    def ending(self) -> str:
        """How the newest reply ended, waited for."""
        with open_database(self.server.data_dir / "foreword.sqlite3") as connection:

            def state() -> str:
                return str(connection.execute(NEWEST_REPLY).fetchone()[0])

            wait_until(lambda: state() != "running", "the newest reply is over")
            return state()


@pytest.fixture(scope="module", params=["openai", "anthropic"])
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    wire, data_dir = str(request.param), tmp_path_factory.mktemp("chat") / "data"
    with Provider() as provider:
        script = Script(provider, lambda _asked: LONG)
        with Server(data_dir, **model_variables(provider, wire, rate_limit_per_minute="10000")) as server:
            yield Room(server, provider, script, wire)


ONE_WIRE = pytest.mark.parametrize("shared", ["openai"], indirect=True)
"""For what does not depend on the wire format."""


@pytest.fixture
def room(shared: Room) -> Room:
    """One for each wire format; what was asked before is forgotten."""
    shared.provider.requests.clear()
    shared.script.turn, shared.script.turns = (lambda _asked: LONG), []
    return shared


def test_tools_are_called_and_their_steps_usage_and_title_are_told(room: Room) -> None:
    server, provider, script, wire = room

    def turn(asked: Asked) -> str | Spoken:
        if "Which number matters?" in asked.turns[-1].text:
            return "The 40 %."
        return "It is the 40 %." if asked.results else Spoken("Let me ask. ", (ASK_ADVISER,))

    script.turn = turn
    frames = send(server, new_chat(server), "What should I say first?")
    assert names_of(frames)[0] == "response.created"
    assert frames[0].payload["model"] == f"{wire}/loopback-1"
    begun, ended = (frame.payload["step"] for frame in frames if "step" in frame.payload)
    assert begun["type"] == ended["type"] == "consultant_call_agent"
    assert begun["id"] == ended["id"]
    assert begun["args"] == {"agent": "adviser", "question": "Which number matters?"}
    assert begun["content"]
    assert ended["result"]["success"] is True
    assert ended["result"]["data"] == "The 40 %."
    assert ended["token_usage"]["total_calls"] == 1
    completed = frames[-2].payload
    assert completed["final_text"].startswith("Let me ask.")
    assert completed["final_text"].endswith("It is the 40 %.")
    said = [exchange.said for exchange in provider.requests]
    assert completed["usage"]["total_calls"] == len(said) >= 3
    assert completed["usage"]["total_prompt_tokens"] == sum(one.input_tokens for one in said)
    assert completed["usage"]["total_completion_tokens"] == sum(one.output_tokens for one in said)
    (title,) = (frame.payload["name"] for frame in frames if frame.event == "response.chat.title.updated")
    assert title == script.title
    done = chat(server, "What should I say second?")[-1].payload
    assert done["model"] == {"provider": wire, "id": "loopback-1"}
    assert done["title"] == script.title
    assert done["usage"]["input_tokens"] > 0


def test_what_was_found_in_the_persons_documents_is_told_with_its_passages(room: Room) -> None:
    resume = f"{room.server.url}/v1/resumes/{upload(room.server, 'jake_resume.tex')}"
    wait_until(lambda: get(resume).json()["state"] != "reading", "the résumé is read")
    look_up = Call("consultant_retrieve_context_source", (json.dumps({"query": "PostgreSQL"}),), "call_3")
    room.script.turn = lambda asked: "With Flask." if asked.results else Spoken("", (look_up,))
    frames = send(room.server, new_chat(room.server), "Where did I use PostgreSQL?")
    begun, ended = (frame.payload["step"] for frame in frames if "step" in frame.payload)
    assert begun["type"] == "consultant_retrieve_context_source"
    assert begun["args"] == {"query": "PostgreSQL"}
    assert "PostgreSQL" in begun["content"]
    result = ended["result"]
    assert result["success"] is True
    assert re.match(r"Found \d+ relevant passages?: “", result["data"])
    assert any("PostgreSQL" in passage["text"] for passage in result["details"]["passages"])
    assert frames[-2].payload["final_text"] == "With Flask."
    told = post(room.server.url + messages_of(new_chat(room.server)), json={"message": "Where?"}).json()
    assert [step["result"]["data"] for step in told["steps"]] == [result["data"]]
    assert text_of(chat(room.server, "Where?")) == "With Flask."


def test_a_form_is_asked_and_the_next_message_answers_it(room: Room) -> None:
    server, _, script, _ = room
    script.turn = lambda asked: Spoken("Tell me: ", (FORM,)) if "baker" not in asked.prompt.lower() else "A baker!"
    first = chat(server, "Help me.")
    assert "    - **Job title**: …" in text_of(first)
    conversation = first[-1].payload["conversation_id"]
    assert text_of(chat(server, "- **Job title**: Baker", conversation_id=conversation)) == "A baker!"


def read_until(server: Server, path: str, words: str) -> list[Frame]:
    """The frames until the reply has said these words; then the client is gone."""
    seen: list[Frame] = []
    with opened(server, path, {"message": "Count.", "stream": True}) as answer:
        for frame in frames_of(answer):
            seen.append(frame)
            if text_of(seen).endswith(words):
                return seen
    raise AssertionError(text_of(seen))


@ONE_WIRE
@pytest.mark.parametrize("protocol", ["tutor", "agent"])
def test_a_client_that_leaves_stops_the_model_after_the_grace(room: Room, protocol: str) -> None:
    room.script.turns = [held(room.provider.gate(), after=3)]
    number = new_chat(room.server)
    read_until(room.server, CHAT if protocol == "tutor" else messages_of(number), "One two three ")
    assert room.provider.wait_closed(room.script.index(0)).ended is None
    assert room.ending() == "abandoned"
    latest = newest(room.server)
    kept = messages(room.server, latest)[-1]
    assert (kept["text"], kept["state"]) == ("One two three ", "partial")
    assert (latest == number) == (protocol == "agent")


@ONE_WIRE
def test_a_client_that_does_not_wait_for_its_document_stops_the_model_too(room: Room) -> None:
    begun = threading.Event()

    def turn(_asked: Asked) -> str:
        begun.set()
        return LONG

    room.script.turn, room.script.turns = turn, [held(room.provider.gate(), after=3)]
    path, body = messages_of(new_chat(room.server)), json.dumps({"message": "Count."})
    connection = http.client.HTTPConnection("127.0.0.1", room.server.port)
    connection.request("POST", path, body, {"Content-Type": "application/json"})
    assert begun.wait(30)
    connection.close()
    assert room.provider.wait_closed(room.script.index(0)).ended is None
    assert room.ending() == "abandoned"


@ONE_WIRE
@pytest.mark.parametrize("protocol", ["tutor", "agent"])
def test_a_killed_server_keeps_what_was_there_and_the_next_attempt_is_whole(room: Room, protocol: str) -> None:
    room.script.turns = [held(room.provider.gate(), after=3)]
    number = new_chat(room.server)
    path = CHAT if protocol == "tutor" else messages_of(number)
    seen = read_until(room.server, path, "One two three ")
    room.server.kill()
    room.server.start()
    rest = stream(room.server, path, {}, **{"Last-Event-ID": seen[-1].id})
    assert text_of(rest) == ""
    ends = ["error"] if protocol == "tutor" else ["response.error", "[DONE]"]
    assert [name for name in names_of(rest) if name != "response.chat.title.updated"] == ends
    assert protocol == "agent" or rest[-1].payload["retryable"] is True
    number = newest(room.server)
    assert messages(room.server, number)[-1]["text"] == "One two three "
    assert text_of(send(room.server, number, "Count.")) == LONG
    assert [message["text"] for message in messages(room.server, number)] == ["Count.", LONG]


FAULTS: list[tuple[Behaviour, str, str]] = [
    (failing(429, retry_after="90"), "rate_limit", ""),
    (failing_midway(500, after=4), "internal", "One two three four "),
]


@pytest.mark.parametrize(("behaviour", "reason", "text"), FAULTS)
def test_a_provider_that_fails_is_told_in_the_documents_words(
    room: Room, behaviour: Behaviour, reason: str, text: str
) -> None:
    room.script.turns = [behaviour]
    frames = chat(room.server, "Count.")
    assert text_of(frames) == text
    error = frames[-1].payload
    assert (error["type"], error["reason"], error["retryable"]) == ("error", reason, True)
    assert room.provider.key not in frames[-1].data
    room.script.turns = [behaviour]
    told = send(room.server, new_chat(room.server), "Count.")
    assert text_of(told) == text
    assert names_of(told)[-2:] == ["response.error", "[DONE]"]
    assert told[-2].payload["code"] == 10005


def test_a_provider_that_hangs_is_a_timeout(provider: Provider, data_dir: Path) -> None:
    script = Script(provider, lambda _asked: LONG)
    script.turns = [hanging] * 9
    with Server(data_dir, **model_variables(provider, "openai", model_first_token_seconds="1")) as server:
        error = chat(server, "Count.")[-1].payload
        assert (error["type"], error["reason"], error["retryable"]) == ("error", "timeout", True)


def newest(server: Server) -> int:
    """The chat that was used last."""
    return int(get(f"{server.url}{CHATS}?limit=1").json()["chats"][0]["id"])


def messages(server: Server, number: int) -> list[dict[str, Any]]:
    """What stands in a chat."""
    told: list[dict[str, Any]] = get(f"{server.url}{CHATS}/{number}").json()["messages"]
    return told
