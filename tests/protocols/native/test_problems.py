"""What goes wrong is told as problem details (RFC 9457), whoever finds it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.web.programs import is_native, media_type_of, refusal
from tests.protocols.native.api import Api, problem
from tests.running import Server

JSON = {"Content-Type": "application/json"}
TEXT = "NAME OF A TEXT"
SENT: dict[str, tuple[dict[str, Any], int, str]] = {
    "no JSON": ({"content": b'{"NAME OF A TEXT": ', "headers": JSON}, 400, "invalid_input"),
    "deep": ({"content": b'{"NAME OF A TEXT": ' + b"[" * 100_000, "headers": JSON}, 422, "invalid_input"),
    "no UTF-8": ({"content": b'{"NAME OF A TEXT": "\xff"}', "headers": JSON}, 400, "invalid_input"),
    "a lone surrogate": ({"content": b'{"NAME OF A TEXT": "\\ud800 and"}', "headers": JSON}, 400, "invalid_input"),
    "a list": ({"json": ["text"]}, 422, "invalid_input"),
    "null": ({"content": b"null", "headers": JSON}, 422, "invalid_input"),
    "no body of ours": ({"content": b"text=1", "headers": {"Content-Type": "text/plain"}}, 415, "unsupported_file"),
    "too much": ({"content": b"{}" + b" " * 1_100_000, "headers": JSON}, 413, "too_large"),
}
PATHS = {"postings": b"text", "letters": b"hints", "conversations": b"title", "matches": b"resume_id"}


@pytest.mark.parametrize("sent", SENT)
@pytest.mark.parametrize("path", PATHS)
def test_a_body_that_is_wrong_is_refused(api: Api, path: str, sent: str) -> None:
    request, status, code = SENT[sent]
    if "content" in request:
        request = {**request, "content": request["content"].replace(TEXT.encode(), PATHS[path])}
    assert problem(api.post(f"/api/{path}", **request), status)["code"] == code


def test_an_address_that_there_is_not(api: Api) -> None:
    for path in ("/api/nothing", "/api/resumes/x/y/z", "/api/"):
        assert problem(api.get(path), 404)["code"] == "not_found"


def test_a_method_that_an_address_does_not_take(api: Api, resume: dict[str, Any]) -> None:
    for method, path in (("PUT", "/api/resumes"), ("DELETE", "/api/matches"), ("POST", f"/api/resumes/{resume['id']}")):
        assert problem(api.request(method, path), 405)["code"] == "method_not_allowed"


def test_the_guards_before_the_routes_speak_the_same(server: Server) -> None:
    answer = httpx.get(f"{server.url}/api/resumes", headers={"Host": "evil.example"})
    assert problem(answer, 400)["code"] == "bad_request"


def test_a_limit_says_when_it_ends(data_dir: Path) -> None:
    with Server(data_dir, rate_limit_per_minute="2") as server, Api(server) as api:
        answers = [api.post("/api/matches", json={}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [422, 422, 429]
    assert problem(answers[-1], 429)["code"] == "limit_reached"
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60


@pytest.mark.usefixtures("enough_of_today")
def test_a_used_up_quota_says_when_it_is_filled_again(data_dir: Path) -> None:
    with Server(data_dir, quota_ai_text_messages="1") as server, Api(server) as api:
        path = f"/api/conversations/{api.make('/api/conversations', {})['id']}/messages"
        api.until_ended(api.make(path, {"text": "Hello."}, 202)["run_id"])
        refused = api.post(path, json={"text": "And again."})
    assert problem(refused, 429)["code"] == "limit_reached"
    assert int(refused.headers["retry-after"]) >= 1


def test_the_gate_speaks_the_same(data_dir: Path) -> None:
    with Server(data_dir, auth_username="u", auth_password="a long enough password") as server:
        assert problem(httpx.get(f"{server.url}/api/runs"), 401)["code"] == "not_signed_in"


@pytest.mark.parametrize("path", ["/api/v1/chat", "/api/v1", "/api/tailor", "/api/tailor-stream", "/v1/tailor", "/x"])
def test_the_protocols_keep_their_own_words(path: str) -> None:
    assert not is_native(path)
    assert media_type_of(path) == "application/json"
    assert "title" not in refusal(path, 404, "Not here.")


@pytest.mark.parametrize("path", ["/api/tailorings", "/api/tailorings/tlr_x", "/api/resumes", "/api/v2"])
def test_everything_else_under_api_is_native(path: str) -> None:
    assert is_native(path)
    body: Callable[..., dict[str, Any]] = refusal
    assert body(path, 404, "Not here.", request_id="1") == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "Not here.",
        "code": "not_found",
        "instance": "1",
    }
