"""Who may do what: a key opens what its scopes say, and nobody reads a neighbour."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from app.accounts.keys import ALL_SCOPES, Keys
from app.db import Database
from tests.databases import open_database
from tests.protocols.native.api import BACKEND, Api, problem
from tests.running import Server

EVE = "usr_eve"


def key_of(server: Server, *scopes: str, owner: str = EVE) -> str:
    """A key of somebody, made beside the running server."""

    async def make() -> str:
        database = Database(server.data_dir / "foreword.sqlite3")
        try:
            return (await Keys(database).create(owner, "a test", scopes)).key
        finally:
            await database.close()

    return asyncio.run(make())


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with two people."""
    with Server(tmp_path_factory.mktemp("two") / "data", rate_limit_per_minute="10000") as server:
        with open_database(server.data_dir / "foreword.sqlite3") as connection:
            connection.execute("INSERT INTO users (id, name, created_at) VALUES (?, 'Eve', 1)", (EVE,))
        yield server


@pytest.fixture(scope="module")
def eves(two: Server) -> dict[str, str]:
    """The addresses of one of everything that is Eve's."""
    with Api(two, key_of(two, *ALL_SCOPES)) as api:
        resume = api.upload()
        posting = api.make("/api/postings", {"text": BACKEND})
        both = {"resume_id": resume["id"], "posting_id": posting["id"]}
        tailoring, letter = api.make("/api/tailorings", both), api.make("/api/letters", both)
        talk = api.make("/api/conversations", {})
        reply = api.make(f"/api/conversations/{talk['id']}/messages", {"text": "Hello."}, 202)
        analysis = api.make(f"/api/postings/{posting['id']}/analysis", {}, 202)
        made = {"resumes": resume, "postings": posting, "tailorings": tailoring, "letters": letter}
        addresses = {name: f"/api/{name}/{thing['id']}" for name, thing in made.items()}
        addresses["conversations"] = f"/api/conversations/{talk['id']}"
        runs = {"resumes": resume, "postings": analysis, "tailorings": tailoring, "letters": letter}
        for name, thing in {**runs, "conversations": reply}.items():
            api.until_ended(thing["run_id"])
            addresses[f"run of {name}"] = f"/api/runs/{thing['run_id']}"
        return addresses


SCOPE_OF = {
    "resumes": "resumes",
    "postings": "resumes",
    "tailorings": "tailor",
    "letters": "letters",
    "conversations": "chat",
}


@pytest.mark.parametrize("scope", sorted(ALL_SCOPES))
def test_a_key_opens_what_its_scope_says_and_nothing_else(two: Server, eves: dict[str, str], scope: str) -> None:
    with Api(two, key_of(two, scope)) as api:
        for name, path in eves.items():
            needed = SCOPE_OF[name.removeprefix("run of ")]
            reads = [path, f"{path}/events"] if name.startswith("run") else [path]
            for address in reads:
                answer = api.get(address)
                if scope == needed:
                    assert answer.status_code == 200, address
                else:
                    told = problem(answer, 403)
                    assert told["code"] == "forbidden"
                    assert needed in told["detail"]


@pytest.mark.usefixtures("eves")
def test_a_key_sees_only_the_runs_that_its_scopes_open(two: Server) -> None:
    with Api(two, key_of(two, "letters")) as api:
        assert {run["kind"] for run in api.read("/api/runs")["items"]} == {"letter"}
    with Api(two, key_of(two, "resumes", "chat")) as api:
        kinds = {run["kind"] for run in api.read("/api/runs")["items"]}
        assert kinds == {"resume.read", "posting_analysis", "reply"}
    with Api(two, key_of(two, "usage")) as api:
        assert problem(api.get("/api/runs"), 403)


def test_a_key_cannot_stop_what_it_may_not_see(two: Server, eves: dict[str, str]) -> None:
    with Api(two, key_of(two, "resumes")) as api:
        assert problem(api.post(f"{eves['run of letters']}/cancel"), 403)


def test_nobody_else_finds_any_of_it(two: Server, eves: dict[str, str]) -> None:
    others: list[Api] = [Api(two), Api(two, key_of(two, *ALL_SCOPES, owner="usr_local"))]
    below = {
        "resumes": ["/source", "/original", "/files/pdf"],
        "postings": ["/analysis"],
        "tailorings": ["/files/pdf"],
        "letters": ["/files/pdf"],
        "conversations": ["/messages"],
        "run": ["/events"],
    }
    for api in others:
        with api:
            for name, path in eves.items():
                for address in ("", *below["run" if name.startswith("run") else name]):
                    assert problem(api.get(path + address), 404), path + address
            for name in SCOPE_OF:
                assert problem(api.delete(eves[name]), 404)
                assert not api.read(f"/api/{name}")["items"]
            assert not api.read("/api/runs")["items"]
            for method, path, body in writes(eves):
                assert problem(api.request(method, path, json=body), 404), path
    with Api(two, key_of(two, *ALL_SCOPES)) as eve:
        for path in eves.values():
            assert eve.get(path).status_code == 200
        assert eve.read(eves["letters"])["paragraphs"][1]["number"] == 1


def writes(eves: dict[str, str]) -> list[tuple[str, str, Any]]:
    """Everything that would change something of Eve's, or make something of it."""
    resume_id, posting_id = (eves[name].rpartition("/")[2] for name in ("resumes", "postings"))
    both = {"resume_id": resume_id, "posting_id": posting_id}
    return [
        ("PATCH", eves["resumes"], {"fields": {"/basics/name": "Mallory"}}),
        ("POST", f"{eves['resumes']}/read", None),
        ("POST", f"{eves['postings']}/analysis", {}),
        ("POST", f"{eves['tailorings']}/retry", None),
        ("POST", f"{eves['letters']}/retry", None),
        ("PUT", f"{eves['letters']}/paragraphs/opening", {"text": "Mine."}),
        ("POST", f"{eves['letters']}/paragraphs/opening/rewrite", {}),
        ("POST", f"{eves['letters']}/paragraphs/opening/restore", {"number": 1}),
        ("PATCH", eves["conversations"], {"title": "Mine"}),
        ("POST", f"{eves['conversations']}/messages", {"text": "Hello."}),
        ("POST", f"{eves['run of conversations']}/cancel", None),
        ("POST", "/api/tailorings", both),
        ("POST", "/api/letters", both),
        ("POST", "/api/matches", both),
        ("POST", "/api/conversations", {"resume_id": resume_id}),
        ("POST", "/api/conversations", {"posting_id": posting_id}),
    ]


@pytest.mark.usefixtures("eves")
def test_an_idempotency_key_of_somebody_else_is_free(two: Server) -> None:
    shared = {"Idempotency-Key": "everybody's"}
    made = []
    for api in (Api(two), Api(two, key_of(two, "chat"))):
        with api:
            made.append(api.make("/api/conversations", {"title": "Mine"}, headers=shared)["id"])
            assert [item["id"] for item in api.read("/api/conversations?limit=1")["items"]] == made[-1:]
    assert made[0] != made[1]


def test_a_wrong_key_opens_nothing(two: Server, eves: dict[str, str]) -> None:
    with Api(two, "ck_live_wrong") as api:
        for path in (*eves.values(), "/api/resumes", "/api/runs"):
            assert problem(api.get(path), 401)["code"] == "not_signed_in"
