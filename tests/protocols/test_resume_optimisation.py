"""The published protocol of résumé optimisation, as its document's client and `curl -N` see it."""

import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from httpx_sse import ServerSentEvent, connect_sse

from app.accounts.models import User
from tests.accounts.keys import make_key_beside
from tests.databases import open_database
from tests.running import SAMPLES, Server, Visitor

JAKE = (SAMPLES / "jake_resume.tex").read_bytes()
BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
SUGGESTION_FIELDS = {"id", "title", "line", "change", "reason", "keyword", "evidence", "pointer", "unsupported"}


def upload(server: Server, folder: Path, data: bytes) -> str:
    """A résumé kept and read; its id."""
    file = folder / "resume.tex"
    file.write_bytes(data)
    with Visitor(server) as visitor:
        path: str = visitor.submit("/resumes", file=file).headers["location"]
        visitor.ended(path)
    return path.removeprefix("/resumes/")


def another(number: int) -> bytes:
    """Jake's résumé as a file of its own."""
    return JAKE + b"%% %d\n" % number


def slow(number: int, rounds: int = 15_000_000) -> bytes:
    """The same with arithmetic for TeX to do first, so that its review lasts some seconds after the last suggestion."""
    work = rb"\begin{document}\newcount\n\n=0 \loop\advance\n by 1 \ifnum\n<%d \repeat " % rounds
    return another(number).replace(rb"\begin{document}", work)


def url_of(server: Server, resume_id: str) -> str:
    return f"{server.url}/optimization/stream/{resume_id}"


def stream(url: str, last_event_id: str | None = None) -> list[ServerSentEvent]:
    headers = {} if last_event_id is None else {"Last-Event-ID": last_event_id}
    with httpx.Client(timeout=120) as client, connect_sse(client, "GET", url, headers=headers) as source:
        source.response.raise_for_status()
        return [event for event in source.iter_sse() if event.data]


def runs(server: Server, resume_id: str) -> int:
    """How many reviews of a résumé were ever begun."""
    with open_database(server.data_dir / "foreword.sqlite3") as rows:
        found = rows.execute("SELECT input FROM runs WHERE kind = 'review'").fetchall()
    return sum(json.loads(text)["resume_id"] == resume_id for (text,) in found)


@pytest.fixture(scope="module")
def resume_id(server: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    return upload(server, tmp_path_factory.mktemp("jake"), another(1))


@pytest.fixture(scope="module")
def posting_id(server: Server) -> str:
    with Visitor(server) as visitor:
        location: str = visitor.submit("/postings", {"text": BACKEND}).headers["location"]
    return location.removeprefix("/postings/")


@pytest.fixture
def own_server(data_dir: Path) -> Iterator[Server]:
    """A server that a test may kill."""
    with Server(data_dir, rate_limit_per_minute="10000") as running:
        yield running


def test_curl_sees_the_frames_of_the_document(server: Server, resume_id: str, posting_id: str) -> None:
    answer = httpx.get(f"{url_of(server, resume_id)}?posting_id={posting_id}", headers={"Accept": "*/*"}, timeout=60)
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-accel-buffering"] == "no"
    assert "content-encoding" not in answer.headers
    assert b"event:" not in answer.content
    frames = [frame for frame in answer.text.split("\n\n") if "data: " in frame]
    assert all(re.fullmatch(r"id: run_\w+:\d+\ndata: \{.*\}", frame) for frame in frames)
    payloads = [json.loads(frame.partition("data: ")[2]) for frame in frames]
    assert payloads[0] == {"type": "status", "message": "Analyzing resume..."}
    assert {"type": "status", "message": "Analyzing job posting..."} in payloads
    assert payloads[-1] == {"type": "complete"}
    suggestions = [payload for payload in payloads if payload["type"] == "suggestion"]
    assert len(suggestions) >= 10
    assert len({payload["data"]["id"] for payload in suggestions}) == len(suggestions)
    for payload in suggestions:
        assert payload.keys() == {"type", "data"}
        assert payload["data"].keys() == SUGGESTION_FIELDS
        assert payload["data"]["change"].keys() == {"kind", "before", "after"}
    assert {payload["type"] for payload in payloads} == {"status", "suggestion", "complete"}


def test_a_file_that_nobody_has_read_tells_both_stages(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "resume.tex"
    file.write_bytes(another(2))
    with Visitor(server) as visitor:
        fields = {"resume_id": "new", "posting_id": "none"}
        visitor.submit("/reviews", fields, file=file)
        page = visitor.get("/resumes").text
    newest = re.findall(r"/resumes/(res_\w+)", page)[0]
    messages = [json.loads(event.data).get("message") for event in stream(url_of(server, newest))]
    assert messages[:4] == [
        "Analyzing resume...",
        "Extracting text...",
        "Analyzing structure...",
        "Writing suggestions...",
    ]


def test_a_second_look_replays_and_begins_nothing(server: Server, resume_id: str) -> None:
    url = url_of(server, resume_id)
    first, second = stream(url), stream(url)
    assert [(event.id, event.data) for event in first] == [(event.id, event.data) for event in second]
    begun = runs(server, resume_id)
    stream(url)
    assert runs(server, resume_id) == begun
    fresh = stream(f"{url}?fresh=1")
    assert fresh[0].id != first[0].id
    assert runs(server, resume_id) == begun + 1


def test_a_reconnect_goes_on_exactly_after_and_is_over_after_the_end(server: Server, resume_id: str) -> None:
    url = url_of(server, resume_id)
    whole = stream(url)
    begun = runs(server, resume_id)
    for seen, event in enumerate(whole[:-1], start=1):
        assert [each.id for each in stream(url, event.id)] == [each.id for each in whole[seen:]]
    over = httpx.get(url, headers={"Last-Event-ID": whole[-1].id})
    assert (over.status_code, over.content) == (204, b"")
    assert runs(server, resume_id) == begun


def test_the_place_is_named_before_the_first_event(server: Server, resume_id: str) -> None:
    body = httpx.get(url_of(server, resume_id)).text
    assert re.match(r"id: (run_\w+):0\n\nretry: \d+\n\nid: \1:1\ndata: ", body)


@pytest.mark.parametrize("nonsense", ["", "7", "run_absent:3", "x:y", ":", "run_1:-4", "run:99999999999999"])
def test_a_place_that_is_none_of_ours_is_a_first_look(server: Server, resume_id: str, nonsense: str) -> None:
    url = url_of(server, resume_id)
    assert [event.id for event in stream(url, nonsense)] == [event.id for event in stream(url)]


def test_a_place_in_the_review_of_another_resume_is_a_first_look(
    server: Server, resume_id: str, tmp_path: Path
) -> None:
    elsewhere = stream(url_of(server, resume_id))[3].id
    other = url_of(server, upload(server, tmp_path, another(5)))
    whole = stream(other)
    assert whole[0].id.partition(":")[0] != elsewhere.partition(":")[0]
    assert [event.id for event in stream(other, elsewhere)] == [event.id for event in whole]


def test_a_place_ahead_of_the_log_is_a_first_look(server: Server, resume_id: str) -> None:
    url = url_of(server, resume_id)
    whole = stream(url)
    run_id = whole[0].id.partition(":")[0]
    assert [event.id for event in stream(url, f"{run_id}:100000")] == [event.id for event in whole]


def test_seven_tabs_at_once_share_one_run(server: Server, tmp_path: Path) -> None:
    resume_id = upload(server, tmp_path, slow(3, 8_000_000))
    seen: list[list[str]] = []
    tabs = [
        threading.Thread(target=lambda: seen.append([event.data for event in stream(url_of(server, resume_id))]))
        for _ in range(7)
    ]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert len(seen) == 7
    assert all(events == seen[0] for events in seen)
    assert json.loads(seen[0][-1]) == {"type": "complete"}
    assert runs(server, resume_id) == 1


def test_a_killed_server_goes_on_where_the_client_was(own_server: Server, tmp_path: Path) -> None:
    resume_id = upload(own_server, tmp_path, slow(4))
    url = url_of(own_server, resume_id)
    seen: list[ServerSentEvent] = []
    with httpx.Client(timeout=60) as client, connect_sse(client, "GET", url) as source:
        for event in source.iter_sse():
            seen += [event] if event.data else []
            if len(seen) == 5:
                break
    own_server.kill()
    own_server.start()
    rest = stream(url, seen[-1].id)
    numbers = [int(event.id.partition(":")[2]) for event in (*seen, *rest)]
    assert numbers == sorted(set(numbers))
    assert {event.id.partition(":")[0] for event in (*seen, *rest)} == {seen[0].id.partition(":")[0]}
    names = [json.loads(event.data)["data"]["id"] for event in (*seen, *rest) if "suggestion" in event.data[:24]]
    assert len(names) == len(set(names)) >= 5
    assert json.loads(rest[-1].data) == {"type": "complete"}
    assert runs(own_server, resume_id) == 1


def test_with_accept_json_it_is_one_document(server: Server, resume_id: str) -> None:
    answer = httpx.get(url_of(server, resume_id), headers={"Accept": "application/json"}, timeout=60)
    assert answer.status_code == 200
    body = answer.json()
    assert body["resume_id"] == resume_id
    streamed = [json.loads(event.data) for event in stream(url_of(server, resume_id))]
    assert body["suggestions"] == [payload["data"] for payload in streamed if payload["type"] == "suggestion"]
    assert body["questions"]


def key_of_eve(server: Server) -> str:
    return make_key_beside(server.data_dir, User("usr_eve", "Eve"))


def test_what_is_somebody_elses_is_not_found(server: Server, resume_id: str) -> None:
    url = url_of(server, resume_id)
    whole = stream(url)
    begun = runs(server, resume_id)
    headers = {"x-api-key": key_of_eve(server)}
    absent = httpx.get(url_of(server, "res_absent"), headers=headers)
    for more in ({}, {"Last-Event-ID": whole[2].id}, {"Accept": "application/json"}):
        foreign = httpx.get(url, headers={**headers, **more})
        assert (foreign.status_code, foreign.json()) == (absent.status_code, absent.json()) == (404, foreign.json())
    assert runs(server, resume_id) == begun


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("res_absent", {}, 404),
        ("res_absent?posting_id=job_absent", {}, 404),
        ("res_absent", {"x-api-key": "ck_live_wrong"}, 401),
        ("res_absent", {"Authorization": "Bearer nothing"}, 401),
    ],
)
def test_what_is_wrong_before_the_stream_is_json(
    server: Server, path: str, headers: dict[str, str], status: int
) -> None:
    answer = httpx.get(url_of(server, path), headers=headers)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["detail"].endswith(".")


def test_a_posting_that_is_absent_begins_nothing(server: Server, resume_id: str) -> None:
    begun = runs(server, resume_id)
    assert httpx.get(f"{url_of(server, resume_id)}?posting_id=job_absent").status_code == 404
    assert runs(server, resume_id) == begun


def test_too_many_beginnings_are_429_and_joining_is_free(data_dir: Path, tmp_path: Path) -> None:
    with Server(data_dir, rate_limit_per_minute="1") as strict:
        resume_id = upload(strict, tmp_path, JAKE)
        url = url_of(strict, resume_id)
        assert [json.loads(event.data)["type"] for event in stream(url)][-1] == "complete"
        assert [json.loads(event.data)["type"] for event in stream(url)][-1] == "complete"
        refused = httpx.get(f"{url}?fresh=1")
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) >= 1
        assert refused.json()["detail"]
