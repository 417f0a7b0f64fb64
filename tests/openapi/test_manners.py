"""What every address for programs does as HTTP says, beside its own business."""

from typing import Any

import httpx
import pytest

from app.openapi.refusals import FAMILIES, family_of
from tests.openapi.reading import Checker, operations
from tests.protocols.native.api import BACKEND
from tests.running import SAMPLES, Server

OURS = "\n<!-- The tests of manners share this one. -->\n"
PROTOCOLS = ("/v1/resumes", "/api/v1/chats", "/api/tailor", "/optimization/stream/res_x", "/api/resumes")
ADDRESSES = (*PROTOCOLS, "/health/live")


@pytest.fixture(scope="module")
def resume_id(server: Server) -> str:
    sent = (SAMPLES / "resume_plain.md").read_bytes() + OURS.encode()
    made = httpx.post(f"{server.url}/api/resumes", files={"file": ("manners.md", sent)}).json()
    httpx.get(f"{server.url}/api/runs/{made['run_id']}/events", timeout=60)
    return str(made["id"])


def methods_of(told: dict[str, Any], path: str) -> set[str]:
    """The methods that the document tells of an address."""
    template = "/optimization/stream/{resume_id}" if path.startswith("/optimization") else path
    return {name.partition(" ")[0] for name, _ in operations(told) if name.partition(" ")[2] == template}


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_method_that_is_not_taken_is_answered_by_those_that_are(
    server: Server, told: dict[str, Any], path: str
) -> None:
    answer = httpx.request("TRACE" if path == "/health/live" else "PUT", f"{server.url}{path}")
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {*methods_of(told, path), "OPTIONS"}


@pytest.mark.parametrize("path", ADDRESSES)
def test_options_names_all_methods(server: Server, told: dict[str, Any], path: str) -> None:
    answer = httpx.options(f"{server.url}{path}")
    assert answer.status_code == 204
    assert set(answer.headers["allow"].split(", ")) == {*methods_of(told, path), "OPTIONS"}


@pytest.mark.parametrize("path", PROTOCOLS)
def test_what_is_refused_before_any_handler_has_its_family_s_body_too(
    server: Server, told: dict[str, Any], path: str
) -> None:
    checker = Checker(told, strict=True)
    schema = {"$ref": f"#/components/schemas/{FAMILIES[family_of(path)].__name__}"}
    for answer in (
        httpx.put(f"{server.url}{path}"),
        httpx.get(f"{server.url}{path}", headers={"Host": "evil.example"}),
        httpx.post(f"{server.url}{path}", headers={"Origin": "https://evil.example"}),
    ):
        assert answer.status_code in {400, 403, 405}
        assert checker.problems(schema, answer.json()) == [], answer.text


def test_a_body_that_cannot_be_used_is_told_before_a_condition_that_does_not_hold(
    server: Server, resume_id: str
) -> None:
    path, stale = f"{server.url}/api/resumes/{resume_id}", {"If-Match": '"stale"'}
    talk = f"{server.url}/api/conversations/{httpx.post(f'{server.url}/api/conversations', json={}).json()['id']}"
    for address, wrong, right in (
        (path, {}, {"fields": {"/basics/label": "Engineer"}}),
        (path, {"fields": {"/nothing": "x"}}, {"fields": {"/basics/label": "Engineer"}}),
        (path, {"surprise": 1}, {"action": "undo"}),
        (talk, {"level": "Z9"}, {"level": "B2"}),
        (talk, {"surprise": 1}, {"title": "Mine"}),
    ):
        assert httpx.patch(address, json=wrong, headers=stale).status_code == 422
        assert httpx.patch(address, json=right, headers=stale).status_code == 412


@pytest.mark.parametrize("key", ["", "ä", "x" * 256])
def test_a_key_for_repeating_that_is_none_is_refused_by_every_protocol(
    server: Server, resume_id: str, key: str
) -> None:
    headers = {b"Idempotency-Key": key.encode()}
    chat = httpx.post(f"{server.url}/api/v1/chats", json={}).json()["id"]
    career = {"resumeId": resume_id, "jobDescription": BACKEND}
    for path, body in (
        ("/v1/tailor", career),
        ("/v1/cover-letters/generate", career),
        ("/api/v1/chat", {"message": "Hello."}),
        ("/api/v1/chats", {}),
        (f"/api/v1/chats/{chat}/messages", {"message": "Hello."}),
        ("/api/postings", {"text": BACKEND}),
    ):
        assert httpx.post(f"{server.url}{path}", json=body, headers=headers, timeout=60).status_code == 422, path
    tex = {"resume_file": ("resume.tex", (SAMPLES / "jake_resume.tex").read_bytes())}
    refused = httpx.post(f"{server.url}/api/tailor", files=tex, data={"jd_text": BACKEND}, headers=headers, timeout=60)
    assert refused.status_code == 422


def test_a_parameter_that_is_given_twice_is_refused(server: Server, told: dict[str, Any], resume_id: str) -> None:
    checker = Checker(told, strict=True)
    for path in ("/api/resumes?limit=5", "/api/v1/chats?limit=5", f"/optimization/stream/{resume_id}?fresh=0"):
        name = path.partition("?")[2]
        assert httpx.get(f"{server.url}{path}", timeout=60).status_code == 200
        twice = httpx.get(f"{server.url}{path}&{name}", timeout=60)
        assert twice.status_code == 422
        schema = {"$ref": f"#/components/schemas/{FAMILIES[family_of(path.partition('?')[0])].__name__}"}
        assert checker.problems(schema, twice.json()) == []
