"""Runs: their state, their events from any place on, and stopping them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.parts import Parts
from app.protocols.native.runs import KINDS
from app.settings import Settings
from tests.protocols.native.api import BACKEND, Api, events_of, problem
from tests.protocols.scripted_replies import Replies, ScriptedServer
from tests.running import Server


@pytest.fixture(scope="module")
def letter(server: Server, resume: dict[str, Any], posting: dict[str, Any]) -> dict[str, Any]:
    """A letter that is written, by its document; its run has many events."""
    with Api(server) as api:
        made = api.make("/api/letters", {"resume_id": resume["id"], "posting_id": posting["id"]})
        assert api.until_ended(made["run_id"]) == "done"
        return made


@pytest.fixture
def talking(scripted: ScriptedServer, replies: Replies) -> Iterator[tuple[httpx.Client, str]]:
    """A client of a server whose replies a test writes, and a conversation there."""
    replies.reset()
    with httpx.Client(base_url=scripted.url, timeout=60) as client:
        yield client, client.post("/api/conversations", json={}).json()["id"]


def test_every_kind_of_run_has_a_place_in_the_api(tmp_path: Path) -> None:
    assert set(Parts(Settings(data_dir=tmp_path)).engine._kinds) == set(KINDS)


def test_a_run_says_what_it_is_and_what_it_is_about(api: Api, letter: dict[str, Any], resume: dict[str, Any]) -> None:
    shown = api.read(f"/api/runs/{letter['run_id']}")
    assert (shown["kind"], shown["state"], shown["error"]) == ("letter", "done", None)
    url = f"/api/letters/{letter['id']}"
    assert shown["subject"] == {"type": "letter", "id": letter["id"], "url": url}
    assert api.read(url)["run_id"] == shown["id"]
    assert shown["created_at"] <= shown["started_at"] <= shown["ended_at"]
    assert shown["last_seq"] == api.events(shown["id"])[-1].seq
    assert api.read(f"/api/runs/{resume['run_id']}")["subject"]["id"] == resume["id"]


def test_events_are_numbered_named_and_end(api: Api, letter: dict[str, Any]) -> None:
    events = api.events(letter["run_id"])
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert [event.name for event in events].count("done") == 1
    assert events[-1].name == "done"
    assert {"status", "open", "text", "paragraph"} < {event.name for event in events}


def test_the_stream_is_what_proxies_and_browsers_need(api: Api, letter: dict[str, Any]) -> None:
    with api.stream("GET", f"/api/runs/{letter['run_id']}/events") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-cache"
        assert answer.headers["x-accel-buffering"] == "no"
        assert "content-encoding" not in answer.headers
        raw = answer.read()
    assert raw.startswith(b"retry: 1000\n\n")
    assert b"\r" not in raw


def test_a_reader_goes_on_behind_the_last_event_that_it_has(api: Api, letter: dict[str, Any]) -> None:
    path = f"/api/runs/{letter['run_id']}/events"
    whole = [(event.seq, event.data) for event in api.events(letter["run_id"])]
    for seen in (1, 2, len(whole) // 2, len(whole) - 1):
        assert [(event.seq, event.data) for event in api.events(letter["run_id"], seen)] == whole[seen:]
        with api.stream("GET", path, params={"after": 3}, headers={"Last-Event-ID": str(seen)}) as answer:
            assert [(event.seq, event.data) for event in events_of(answer)] == whole[seen:]


def test_who_has_everything_is_told_that_there_is_no_more(api: Api, letter: dict[str, Any]) -> None:
    last = api.read(f"/api/runs/{letter['run_id']}")["last_seq"]
    answer = api.get(f"/api/runs/{letter['run_id']}/events", headers={"Last-Event-ID": str(last)})
    assert (answer.status_code, answer.content) == (204, b"")


def test_a_place_that_the_log_does_not_know_gives_everything_at_once(api: Api, letter: dict[str, Any]) -> None:
    (reset,) = api.events(letter["run_id"], 999_999)
    whole = api.events(letter["run_id"])
    assert (reset.name, reset.seq) == ("reset", whole[-1].seq)
    assert reset.data["state"] == "done"
    told = [(event["seq"], event["name"], event["data"]) for event in reset.data["events"]]
    assert told == [(event.seq, event.name, event.data) for event in whole]


@pytest.mark.parametrize("cursor", ["x", "-1", "1.5", "run_x:3", "9" * 16, "٣"])
def test_a_place_that_is_none_is_refused(api: Api, letter: dict[str, Any], cursor: str) -> None:
    path = f"/api/runs/{letter['run_id']}/events"
    assert problem(api.get(path, params={"after": cursor}), 422)["field"] == "after"
    told = problem(api.get(path, headers={b"Last-Event-ID": cursor.encode()}), 422)
    assert told["field"] == "Last-Event-ID"


def test_events_arrive_while_they_are_said(
    talking: tuple[httpx.Client, str], replies: Replies, scripted: ScriptedServer
) -> None:
    client, conversation = talking
    gate = scripted.gate()
    replies.says = ["First.", gate, " Second."]
    begun = client.post(f"/api/conversations/{conversation}/messages", json={"text": "Hello"}).json()
    with client.stream("GET", f"/api/runs/{begun['run_id']}/events") as answer:
        events = events_of(answer)
        seen = [next(events)]
        while seen[-1].name != "text":
            seen.append(next(events))
        assert seen[-1].data == {"text": "First."}
        assert client.get(f"/api/runs/{begun['run_id']}").json()["state"] == "running"
        gate.open()
        rest = list(events)
    assert "".join(event.data["text"] for event in rest if event.name == "text") == " Second."
    assert rest[-1].name == "done"


def test_stopping_ends_the_run_for_whoever_listens(
    talking: tuple[httpx.Client, str], replies: Replies, scripted: ScriptedServer
) -> None:
    client, conversation = talking
    replies.says = ["First.", scripted.gate(), " Never."]
    path = f"/api/conversations/{conversation}/messages"
    begun = client.post(path, json={"text": "Hello"}).json()
    with client.stream("GET", f"/api/runs/{begun['run_id']}/events") as answer:
        events = events_of(answer)
        while next(events).name != "text":
            pass
        stopped = client.post(f"/api/runs/{begun['run_id']}/cancel")
        assert (stopped.status_code, stopped.json()["state"]) == (200, "cancelled")
        assert [event.name for event in events] == ["cancelled"]
    question, reply = client.get(path).json()["items"]
    assert (question["text"], reply["text"], reply["state"]) == ("Hello", "First.", "partial")
    assert client.post(f"/api/runs/{begun['run_id']}/cancel").json() == stopped.json()


def test_a_run_of_the_api_goes_on_though_nobody_listens(
    talking: tuple[httpx.Client, str], replies: Replies, scripted: ScriptedServer
) -> None:
    client, conversation = talking
    gate = scripted.gate()
    replies.says = ["First.", gate, " Second."]
    begun = client.post(f"/api/conversations/{conversation}/messages", json={"text": "Hello"}).json()
    path = f"/api/runs/{begun['run_id']}"
    with client.stream("GET", f"{path}/events") as answer:
        next(events_of(answer))
    gate.open()
    with client.stream("GET", f"{path}/events") as answer:
        assert list(events_of(answer))[-1].name == "done"
    assert client.get(path).json()["state"] == "done"


def test_a_run_that_failed_says_why(talking: tuple[httpx.Client, str], replies: Replies) -> None:
    client, conversation = talking
    replies.says = ["First.", RuntimeError("secret words of a library")]
    begun = client.post(f"/api/conversations/{conversation}/messages", json={"text": "Hello"}).json()
    with client.stream("GET", f"/api/runs/{begun['run_id']}/events") as answer:
        last = list(events_of(answer))[-1]
    assert (last.name, last.data["code"]) == ("failed", "internal")
    error = client.get(f"/api/runs/{begun['run_id']}").json()["error"]
    assert (error["code"], error["retryable"]) == ("internal", True)
    assert "secret" not in str(error) + str(last.data)


def test_a_run_goes_on_after_the_server_was_killed(data_dir: Path) -> None:
    with Server(data_dir) as server, Api(server) as api:
        body = {"resume_id": api.upload()["id"], "posting": {"text": BACKEND}}
        run_id = api.make("/api/letters", body)["run_id"]
        seen = []
        with api.stream("GET", f"/api/runs/{run_id}/events") as answer:
            for event in events_of(answer):
                seen.append(event)
                if event.name == "paragraph":
                    break
        server.kill()
        server.start()
        rest = api.events(run_id, seen[-1].seq)
    numbers = [event.seq for event in [*seen, *rest]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert rest[-1].name == "done"


def test_a_run_that_there_is_not_is_not_found(api: Api) -> None:
    for answer in (api.get("/api/runs/run_x"), api.get("/api/runs/run_x/events"), api.post("/api/runs/run_x/cancel")):
        assert problem(answer, 404)["code"] == "not_found"
