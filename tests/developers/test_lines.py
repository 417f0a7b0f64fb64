"""Every line on the page for developers is run as it is printed, and is answered as the page says."""

import asyncio
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from app.accounts.keys import Keys
from app.accounts.models import LOCAL_USER
from app.accounts.scopes import SCOPES
from app.db import Database
from app.developers.catalogue import Protocol, Request, protocols
from tests.developers.filling import bring
from tests.developers.reading import ReadPage, events_in
from tests.developers.shell import run
from tests.running import SAMPLES, Server

LINES = [(protocol, request) for protocol in protocols() for request in protocol.requests]
STREAMS = [(protocol, request) for protocol, request in LINES if request.streams]
ENDS = {
    "career": "done",
    "optimisation": "complete",
    "tutor": "done",
    "latex": "complete",
    "agent": "[DONE]",
    "native": "done",
}
PATIENCE = 120.0


def named(cases: list[tuple[Protocol, Request]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("protocol", "request_"), cases, ids=[request.id for _, request in cases])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Somebody who has one of everything."""
    with Server(tmp_path_factory.mktemp("developers") / "data", rate_limit_per_minute="10000") as running:
        fill(running)
        yield running


def fill(server: Server) -> None:
    with httpx.Client(base_url=server.url, timeout=PATIENCE) as client:
        bring(client)
        page = ReadPage(client.get("/developers").text)
        assert "RUN_ID" in page.lines["native-follow"]
        ids = json.loads(page.lines["native-tailor"].partition("-d '")[2].rstrip("'"))
        client.post("/api/tailorings", json=ids).raise_for_status()


@pytest.fixture(scope="module")
def page(server: Server) -> ReadPage:
    return ReadPage(httpx.get(f"{server.url}/developers", timeout=PATIENCE).text)


@pytest.fixture(scope="module")
def key_for(server: Server) -> Callable[[str], str]:
    """A key that opens nothing else."""
    made: dict[str, str] = {}

    async def make(scope: str) -> str:
        database = Database(server.data_dir / "foreword.sqlite3")
        try:
            return (await Keys(database).create(LOCAL_USER.id, scope, [scope])).key
        finally:
            await database.close()

    def key(scope: str) -> str:
        if scope not in made:
            made[scope] = asyncio.run(make(scope))
        return made[scope]

    return key


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the reader's shell is, with their files."""
    shutil.copy(SAMPLES / "resume_plain.md", tmp_path / "resume.md")
    shutil.copy(SAMPLES / "jake_resume.tex", tmp_path / "resume.tex")
    return tmp_path


def test_every_request_has_its_line_and_no_line_is_without(page: ReadPage) -> None:
    assert set(page.lines) == {request.id for _, request in LINES} | {"key"}
    assert set(page.events) == set(page.statuses) == set(page.refused) == {protocol.id for protocol in protocols()}
    assert "_ID" not in "".join(page.lines[request.id] for _, request in LINES)
    assert 'data-kind="warning"' not in page.text


@named(LINES)
def test_a_line_is_answered_as_the_page_says(
    page: ReadPage, key_for: Callable[[str], str], folder: Path, protocol: Protocol, request_: Request
) -> None:
    printed = run(page.lines[request_.id], folder, FOREWORD_KEY=key_for(request_.scope))
    assert printed.status == request_.status, printed.text
    if request_.streams:
        came = events_in(printed.text)
        told = page.events[protocol.id]
        assert [event for event in came if event.name not in told or not told[event.name].fits(event.payload)] == []
        assert came[-1].name == ENDS[protocol.id]
        assert len(came) > 1
    elif request_.saves:
        assert (folder / request_.saves).read_text(encoding="utf-8").startswith("%")
        assert printed.text == ""
    else:
        assert set(request_.answers) <= json.loads(printed.text).keys()


@named(LINES)
def test_a_line_without_a_key_that_opens_it_is_refused_as_the_page_says(
    page: ReadPage, key_for: Callable[[str], str], folder: Path, protocol: Protocol, request_: Request
) -> None:
    other = next(scope for scope in SCOPES if scope != request_.scope)
    line = page.lines[request_.id].replace(f" -o {request_.saves}", "") if request_.saves else page.lines[request_.id]
    is_native = "/api/resumes/" in line
    shown = page.refused["native" if is_native else protocol.id].keys() - {"field"}
    for key, status in (("ck_live_wrong", 401), (key_for(other), 403)):
        printed = run(line, folder, FOREWORD_KEY=key)
        assert printed.status == status
        assert status in page.statuses[protocol.id]
        assert json.loads(printed.text).keys() - {"field"} == shown


@named([case for case in STREAMS if any(field.place != "form" and "_id" in field.value for field in case[1].fields)])
def test_what_belongs_to_nobody_is_refused_as_the_page_says(
    page: ReadPage, key_for: Callable[[str], str], folder: Path, protocol: Protocol, request_: Request
) -> None:
    line = page.lines[request_.id]
    for known, unknown in (("res_", "res_0"), ("run_", "run_0"), ("con_", "con_0"), ("chats/", "chats/9000")):
        line = line.replace(known, unknown)
    printed = run(line, folder, FOREWORD_KEY=key_for(request_.scope))
    assert printed.status == 404, printed.text
    assert 404 in page.statuses[protocol.id]
    assert json.loads(printed.text).keys() - {"field"} == page.refused[protocol.id].keys()


def test_the_key_is_a_variable_and_the_link_asks_for_its_scopes(page: ReadPage, key_for: Callable[[str], str]) -> None:
    assert key_for("chat")
    assert "ck_live_" not in page.text.replace("ck_live_…", "")
    for _, request in LINES:
        assert page.lines[request.id].count("$FOREWORD_KEY") == 1
    for protocol in protocols():
        wanted = "&amp;".join(dict.fromkeys(f"scope={request.scope}" for request in protocol.requests))
        assert f'href="/settings/keys?{wanted}"' in page.text


def test_the_events_of_every_kind_of_run_are_told(server: Server, page: ReadPage) -> None:
    """The native API's table, held against runs of every kind."""
    told = page.events["native"]
    with httpx.Client(base_url=server.url, timeout=PATIENCE) as client:
        resume = client.get("/api/resumes").json()["items"][0]["id"]
        posting = client.get("/api/postings").json()["items"][0]["id"]
        begun = {"resume_id": resume, "posting_id": posting}
        letter = client.post("/api/letters", json=begun).json()
        client.get(f"/api/runs/{letter['run_id']}/events")
        client.post(f"/api/letters/{letter['id']}/paragraphs/opening/rewrite", json={}).raise_for_status()
        client.post(f"/api/postings/{posting}/analysis", json={}).raise_for_status()
        client.get(f"/optimization/stream/{resume}?posting_id={posting}").raise_for_status()
        talk = client.post("/api/conversations", json={"agent": "coach", **begun}).json()["id"]
        client.post(f"/api/conversations/{talk}/messages", json={"text": "I has a question."}).raise_for_status()
        runs = client.get("/api/runs?limit=100").json()["items"]
        said = [(one["kind"], event) for one in runs for event in events_in(client.get(one["events_url"]).text)]
    kinds = {"tailoring", "letter", "letter_paragraph", "posting_analysis", "review", "reply", "resume.read"}
    assert {one["kind"] for one in runs} == kinds
    assert [one for one in said if one[1].name not in told or not told[one[1].name].fits(one[1].payload)] == []
