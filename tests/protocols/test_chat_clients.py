"""Clients that were written for the two documents work after changing their address and key, and nothing else."""

import json
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from httpx_sse import connect_sse

from app.tutor.replying import events
from tests.protocols.chat import AGENTS, CHAT, FOUND, SEARCHING, get, messages_of, new_chat
from tests.protocols.scripted_replies import Item, Replies, ScriptedServer

CLIENTS = Path(__file__).parent / "clients"
SAYS: list[Item] = ["안녕", "하세요! 😀\n", "data: not an event\n\nevent: done\n", SEARCHING, FOUND, "Zürich."]
TEXT = "".join(piece for piece in SAYS if isinstance(piece, str))


@pytest.fixture(scope="module")
def key(scripted: ScriptedServer) -> str:
    return str(scripted.wait_for(scripted.application.accounts.create_key("a client")))


@pytest.fixture(autouse=True)
def says(replies: Replies) -> None:
    replies.says, replies.used = SAYS, events.Used(input_tokens=42, output_tokens=156)


def run(*command: str) -> str:
    """What a client says; it fails when the client does."""
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def node(script: str, *arguments: str) -> str:
    return run("node", str(CLIENTS / script), *arguments)


def test_the_tutor_documents_fetch_client(scripted: ScriptedServer, key: str) -> None:
    said = node("tutor_fetch.mjs", scripted.url, key)
    assert said.count(TEXT) == 2
    assert "Tokens: { input_tokens: 42, output_tokens: 156 }" in said
    told = json.loads(said.rpartition("\n{")[2].join(["{", ""]))
    assert told["first"]["text"] == told["next"]["text"] == TEXT
    assert told["first"]["conversation_id"] == told["next"]["conversation_id"]
    assert told["first"]["title"] == "How do I say 'hello' in Korean?"
    assert "title" not in told["next"]


def test_the_tutor_documents_eventsource_parser_client(scripted: ScriptedServer, key: str) -> None:
    assert "".join(json.loads(node("tutor_parser.mjs", scripted.url, key))) == TEXT


def test_the_tutor_documents_curl(scripted: ScriptedServer, key: str) -> None:
    command = [
        "curl", "-sN", "-X", "POST", scripted.url + CHAT, "-H", f"Authorization: Bearer {key}",
        "-H", "Content-Type: application/json", "-d", '{"message": "How do I count in Korean?"}',
    ]  # fmt: skip
    told = run(*command)
    pieces = re.findall(r"event: chunk\nid: \S+\ndata: (.+)\n\n", told)
    assert "".join(json.loads(piece)["content"] for piece in pieces) == TEXT
    command[command.index(f"Authorization: Bearer {key}")] = "Authorization: Bearer ck_live_YOUR_KEY_HERE"
    assert json.loads(run(*command))["error"]["code"] == "not_signed_in"


@pytest.fixture
def chat(scripted: ScriptedServer) -> int:
    return new_chat(scripted)


@pytest.fixture
def agent(scripted: ScriptedServer) -> str:
    return str(get(scripted.url + AGENTS).json()["agents"][1]["id"])


def test_the_agent_documents_browser_client(scripted: ScriptedServer, key: str, chat: int, agent: str) -> None:
    said = node("agent_fetch.mjs", scripted.url, key, str(chat), agent)
    assert said == f"Final response: {TEXT}\nSame as shown: true\nStream completed\n"


def test_the_agent_documents_python_client(scripted: ScriptedServer, key: str, chat: int, agent: str) -> None:
    assert run(sys.executable, str(CLIENTS / "agent_aiohttp.py"), scripted.url, key, str(chat), agent) == TEXT


def test_eventsource_parser_hears_every_event_of_the_agent_chat(scripted: ScriptedServer, key: str, chat: int) -> None:
    heard = json.loads(node("agent_parser.mjs", scripted.url, key, str(chat)))
    assert heard[-1] == [None, None, "[DONE]"]
    assert all(json.loads(data)["type"] == event for event, _, data in heard[:-1])
    assert len({event_id for _, event_id, _ in heard}) == len(heard)
    deltas = [json.loads(data)["delta"] for event, _, data in heard if event == "response.output_text.delta"]
    assert "".join(deltas) == TEXT


@pytest.mark.parametrize("protocol", ["tutor", "agent"])
def test_httpx_sse_hears_both(scripted: ScriptedServer, chat: int, protocol: str) -> None:
    path, body = (
        (CHAT, {"message": "Hi."}) if protocol == "tutor" else (messages_of(chat), {"message": "Hi.", "stream": True})
    )
    with httpx.Client() as client, connect_sse(client, "POST", scripted.url + path, json=body) as source:
        heard = list(source.iter_sse())
    payloads = [json.loads(event.data) for event in heard if event.data != "[DONE]"]
    assert [payload["type"] for payload in payloads] == [event.event for event in heard if event.data != "[DONE]"]
    assert "".join(payload.get("content", payload.get("delta", "")) for payload in payloads) == TEXT
    assert (heard[-1].data == "[DONE]") == (protocol == "agent")
