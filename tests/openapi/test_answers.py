"""What a server really says beside what the document says of it, member by member: nothing more and nothing less."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.openapi.reading import Checker, operations, resolved
from tests.protocols.native.api import BACKEND
from tests.running import SAMPLES, Server

OURS = "\n<!-- The tests of the document share this one. -->\n"
STREAMS = {"accept": "text/event-stream"}


class Client(httpx.Client):
    """Checks each answer by the document before it hands it on."""

    def __init__(self, server: Server, told: dict[str, Any]) -> None:
        super().__init__(base_url=server.url, timeout=120)
        self._told = told
        self._checker = Checker(told, strict=True)
        self._of = dict(operations(told))

    def ask(self, name: str, path: str = "", **sent: Any) -> httpx.Response:
        """Send a request to `METHOD /template`, whose address is `path`."""
        method, template = name.split()
        answer = self.request(method, path or template, **sent)
        response = resolved(self._told, self._of[name]["responses"][str(answer.status_code)])
        kind = answer.headers.get("content-type", "").partition(";")[0]
        if "content" not in response:
            assert answer.content == b""
            return answer
        content = response["content"][kind]
        values = events_of(answer.text) if kind == "text/event-stream" else [answer.json()]
        assert values
        for value in values:
            assert self._checker.problems(content["schema"], value) == [], value
            if kind == "text/event-stream":
                self._check_event(content["x-events"], value)
        return answer

    def _check_event(self, events: list[dict[str, Any]], value: dict[str, str]) -> None:
        if value["data"] == "[DONE]":
            return
        data = json.loads(value["data"])
        name = value.get("event") or data["type"]
        told = [event["schema"] for event in events if event["name"] == name]
        assert any(self._checker.problems(schema, data) == [] for schema in told), value


def events_of(text: str) -> list[dict[str, str]]:
    """The events of a stream that has ended; what has no data is no event."""
    frames = [dict(line.split(": ", 1) for line in raw.split("\n")) for raw in text.split("\n\n") if raw]
    assert text.endswith("\n\n")
    return [frame for frame in frames if "data" in frame]


@pytest.fixture(scope="module")
def client(server: Server, told: dict[str, Any]) -> Iterator[Client]:
    with Client(server, told) as asking:
        yield asking


@pytest.fixture(scope="module")
def resume_id(client: Client) -> str:
    sent = (SAMPLES / "resume_plain.md").read_bytes() + OURS.encode()
    made = client.ask("POST /v1/resumes", files={"file": ("mine.md", sent)})
    return str(made.json()["resumeId"])


@pytest.fixture(scope="module")
def wanted(resume_id: str) -> dict[str, Any]:
    return {"resumeId": resume_id, "jobDescription": BACKEND}


@pytest.mark.parametrize("name", ["POST /v1/tailor", "POST /v1/cover-letters/generate"])
def test_career(client: Client, wanted: dict[str, Any], name: str) -> None:
    assert client.ask(name, json=wanted).status_code == 200
    streamed = client.ask(name, json=wanted, headers=STREAMS)
    assert json.loads(events_of(streamed.text)[-1]["data"]) == {"type": "done"}
    assert client.ask(name, json={**wanted, "resumeId": "res_none"}).status_code == 404
    assert client.ask(name, json={"resumeId": 1}).status_code == 422
    assert client.ask(name, content=b"{").status_code == 400


def test_career_resumes(client: Client, resume_id: str) -> None:
    client.ask("GET /v1/resumes")
    client.ask("GET /v1/resumes/{resume_id}", f"/v1/resumes/{resume_id}")
    assert client.ask("DELETE /v1/resumes/{resume_id}", "/v1/resumes/res_none").status_code == 404


def test_optimisation(client: Client, resume_id: str) -> None:
    name, path = "GET /optimization/stream/{resume_id}", f"/optimization/stream/{resume_id}"
    streamed = events_of(client.ask(name, path).text)
    assert json.loads(streamed[-1]["data"]) == {"type": "complete"}
    suggestions = [event for event in streamed if '"suggestion"' in event["data"]]
    assert suggestions
    whole = client.ask(name, path, headers={"accept": "application/json"}).json()
    assert len(whole["suggestions"]) == len(suggestions)
    assert client.ask(name, path, headers={"Last-Event-ID": streamed[-1]["id"]}).status_code == 204
    assert client.ask(name, "/optimization/stream/res_none").status_code == 404


def test_tutor_chat(client: Client) -> None:
    said = {"message": "I has worked there since two years.", "agent": "tutor"}
    streamed = events_of(client.ask("POST /api/v1/chat", json=said).text)
    done = json.loads(streamed[-1]["data"])
    assert streamed[-1]["event"] == "done"
    assert done["corrections"]
    assert client.ask("POST /api/v1/chat", json={}).status_code == 422
    assert client.ask("POST /api/v1/chat", json={**said, "conversation_id": "con_none"}).status_code == 404
    client.ask("GET /api/v1/usage")


def test_agent_chat(client: Client, resume_id: str) -> None:
    client.ask("GET /api/v1/agents")
    number = client.ask("POST /api/v1/chats", json={"agent": "adviser", "resume_id": resume_id}).json()["id"]
    name, path = "POST /api/v1/chats/{chat_id}/messages", f"/api/v1/chats/{number}/messages"
    streamed = client.ask(name, path, json={"message": "Which languages does my résumé name?", "stream": True})
    events = events_of(streamed.text)
    assert events[-1]["data"] == "[DONE]"
    assert {"response.created", "response.output_text.completed"} <= {event.get("event", "") for event in events}
    whole = client.ask(name, path, json={"message": "And what did I do last?", "stream": False}).json()
    assert whole["final_text"]
    kept = client.ask("GET /api/v1/chats/{chat_id}", f"/api/v1/chats/{number}").json()
    assert len(kept["messages"]) == 4
    client.ask("GET /api/v1/chats")
    assert client.ask("GET /api/v1/chats/{chat_id}", "/api/v1/chats/x").status_code == 404


@pytest.mark.parametrize("name", ["POST /api/tailor-stream", "POST /api/tailor"])
def test_latex_tailoring(client: Client, name: str) -> None:
    files = {"resume_file": ("resume.tex", (SAMPLES / "jake_resume.tex").read_bytes())}
    assert client.ask(name, files=files, data={"jd_text": BACKEND}).status_code == 200
    assert client.ask(name, files=files, data={"jd_text": "Too short."}).status_code == 422
    assert client.ask(name, files={"resume_file": ("resume.doc", b"x")}, data={"jd_text": BACKEND}).status_code == 400


def test_a_run_of_the_native_api(client: Client, resume_id: str) -> None:
    body = {"resume_id": resume_id, "posting": {"text": BACKEND}}
    begun = client.ask("POST /api/tailorings", json=body).json()
    path = f"/api/runs/{begun['run_id']}/events"
    events = events_of(client.ask("GET /api/runs/{run_id}/events", path).text)
    assert events[-1]["event"] == "done"
    ahead = events_of(client.ask("GET /api/runs/{run_id}/events", f"{path}?after=999").text)
    assert ahead[0]["event"] == "reset"
    found = client.ask("GET /api/tailorings/{tailoring_id}", f"/api/tailorings/{begun['id']}").json()
    assert found["result"]["match"]["score"] == found["score"]


def test_every_kind_of_run(client: Client, resume_id: str) -> None:
    posting = {"text": BACKEND}
    kept = client.ask("POST /api/postings", json=posting).json()["id"]
    client.ask("POST /api/postings/{posting_id}/analysis", f"/api/postings/{kept}/analysis", json={"again": True})
    letter = client.ask("POST /api/letters", json={"resume_id": resume_id, "posting": posting}).json()
    client.ask("GET /api/runs/{run_id}/events", f"/api/runs/{letter['run_id']}/events")
    part = f"/api/letters/{letter['id']}/paragraphs/closing/rewrite"
    client.ask("POST /api/letters/{letter_id}/paragraphs/{part}/rewrite", part, json={"action": "rewrite"})
    client.ask("GET /api/letters/{letter_id}", f"/api/letters/{letter['id']}")
    talk = client.ask("POST /api/conversations", json={"agent": "adviser", "resume_id": resume_id}).json()["id"]
    said = f"/api/conversations/{talk}/messages"
    client.ask("POST /api/conversations/{conversation_id}/messages", said, json={"text": "What does my résumé lack?"})
    client.ask("GET /optimization/stream/{resume_id}", f"/optimization/stream/{resume_id}?fresh=1")
    seen = set()
    for run in client.ask("GET /api/runs").json()["items"]:
        client.ask("GET /api/runs/{run_id}/events", f"/api/runs/{run['id']}/events")
        seen.add(run["kind"])
    assert seen >= {"posting_analysis", "tailoring", "letter", "letter_paragraph", "reply", "review"}
    client.ask("GET /api/conversations/{conversation_id}/messages", said)
    client.ask("GET /api/postings/{posting_id}/analysis", f"/api/postings/{kept}/analysis")


def test_the_probes(client: Client) -> None:
    client.ask("GET /health/live")
    client.ask("GET /health/ready")


def test_an_event_that_is_not_told_is_seen(client: Client, told: dict[str, Any]) -> None:
    content = told["paths"]["/api/v1/chat"]["post"]["responses"]["200"]["content"]["text/event-stream"]
    chunk = {"event": "chunk", "data": '{"type":"chunk","content":"Hello"}'}
    client._check_event(content["x-events"], chunk)
    for wrong in ('{"type":"chunk","content":"Hello","more":1}', '{"type":"chunk"}', '{"type":"chunk","content":1}'):
        with pytest.raises(AssertionError):
            client._check_event(content["x-events"], {**chunk, "data": wrong})
    with pytest.raises(AssertionError):
        client._check_event(content["x-events"], {"event": "surprise", "data": "{}"})
