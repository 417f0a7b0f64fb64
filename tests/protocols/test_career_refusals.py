"""The Career API's résumés, and what it refuses before a stream opens: always the document's error as JSON."""

import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.protocols.career import BACKEND, GENERATE, STREAM, TAILOR, body, upload
from tests.running import SAMPLES, Server


@pytest.fixture(scope="module")
def resume_id(server: Server) -> str:
    return upload(server)


def test_resumes_are_uploaded_listed_shown_and_deleted(server: Server) -> None:
    files = {"file": ("mine.md", (SAMPLES / "resume_plain.md").read_bytes() + b"\n\nfor the list\n")}
    made = httpx.post(f"{server.url}/v1/resumes", files=files)
    assert made.status_code == 201
    resume_id = made.json()["resumeId"]
    assert re.fullmatch(r"res_\w+", resume_id)
    listed = httpx.get(f"{server.url}/v1/resumes").json()["resumes"]
    assert resume_id in {resume["resumeId"] for resume in listed}
    httpx.post(server.url + TAILOR, json=body(resume_id), timeout=60)
    shown = httpx.get(f"{server.url}/v1/resumes/{resume_id}").json()
    assert shown["resume"]["basics"]["name"] == "Amara Okafor-Lindqvist"
    assert (shown["filename"], shown["format"], shown["state"]) == ("mine.md", "md", "ready")
    assert httpx.delete(f"{server.url}/v1/resumes/{resume_id}").status_code == 204
    for method in ("GET", "DELETE"):
        assert httpx.request(method, f"{server.url}/v1/resumes/{resume_id}").status_code == 404


@pytest.mark.parametrize(
    ("sent", "status", "field"),
    [
        ({"json": {"jobDescription": BACKEND}}, 422, "resumeId"),
        ({"json": {"resumeId": 5, "jobDescription": BACKEND}}, 422, "resumeId"),
        ({"json": {"resumeId": "res_none", "jobDescription": BACKEND}}, 404, None),
        ({"json": {"resumeId": "RES", "jobDescription": "short"}}, 422, "jobDescription"),
        ({"json": {"resumeId": "RES", "jobDescription": BACKEND * 50}}, 422, "jobDescription"),
        ({"json": ["RES"]}, 422, None),
        ({"content": b'{"resumeId": ', "headers": {"Content-Type": "application/json"}}, 400, None),
        ({"content": b'{"x": ' + b"[" * 100_000, "headers": {"Content-Type": "application/json"}}, 400, None),
        ({"content": b"\xff\xfe", "headers": {"Content-Type": "application/json"}}, 400, None),
        ({"content": b"resumeId=RES", "headers": {"Content-Type": "text/plain"}}, 415, None),
        ({"content": b"{}" + b" " * 1_100_000, "headers": {"Content-Type": "application/json"}}, 413, None),
    ],
)
@pytest.mark.parametrize("path", [GENERATE, TAILOR])
def test_what_is_wrong_is_refused_before_the_stream(
    server: Server, resume_id: str, path: str, sent: dict[str, Any], status: int, field: str | None
) -> None:
    request = {**sent}
    if isinstance(request.get("json"), dict) and request["json"].get("resumeId") == "RES":
        request["json"] = {**request["json"], "resumeId": resume_id}
    request["headers"] = {**STREAM, **request.get("headers", {})}
    answer = httpx.post(server.url + path, **request)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("application/json")
    told = answer.json()
    assert (told["type"], told["statusCode"]) == ("error", status)
    assert told["message"].endswith(".")
    assert told.get("field") == field


@pytest.mark.parametrize("wish", [{"tone": "silly"}, {"length": "x"}, {"language": "de"}, {"hints": "x" * 3000}])
def test_a_wish_that_cannot_be_met_is_refused_at_its_field(
    server: Server, resume_id: str, wish: dict[str, str]
) -> None:
    answer = httpx.post(server.url + GENERATE, json=body(resume_id, **wish), headers=STREAM)
    assert (answer.status_code, answer.json()["field"]) == (422, next(iter(wish)))


def test_a_file_that_cannot_be_taken_is_refused(server: Server) -> None:
    for files, status in (
        ({"file": ("cv.exe", b"MZ")}, 400),
        ({"file": ("cv.pdf", b"no pdf")}, 400),
        ({"other": ("cv.md", b"# Ada")}, 422),
        ({"file": ("cv.tex", b"%" * (3 * 1024 * 1024))}, 413),
    ):
        answer = httpx.post(f"{server.url}/v1/resumes", files=files)
        assert answer.status_code == status, answer.text
        assert answer.json()["field"] == "file"
        assert answer.json()["statusCode"] == status


def test_a_key_that_is_wrong_opens_nothing(server: Server, resume_id: str) -> None:
    headers = {"x-api-key": "ck_live_wrong"}
    for method, path in (
        ("POST", GENERATE),
        ("POST", TAILOR),
        ("POST", "/v1/resumes"),
        ("GET", "/v1/resumes"),
        ("GET", f"/v1/resumes/{resume_id}"),
        ("DELETE", f"/v1/resumes/{resume_id}"),
    ):
        sent: dict[str, Any] = (
            {"files": {"file": ("a.md", b"# A")}} if path == "/v1/resumes" and method == "POST" else {}
        )
        if path in (GENERATE, TAILOR):
            sent = {"json": body(resume_id)}
        answer = httpx.request(method, server.url + path, headers=headers, **sent)
        assert answer.status_code == 401, path
        assert answer.json()["statusCode"] == 401
    assert httpx.get(f"{server.url}/v1/resumes/{resume_id}").status_code == 200


def test_too_many_requests_are_told_how_long_to_wait(data_dir: Path) -> None:
    with Server(data_dir) as limited:
        answers = [httpx.post(limited.url + GENERATE, json={}) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    assert answers[-1].json()["statusCode"] == 429
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60


def test_another_site_cannot_make_a_browser_spend(server: Server, resume_id: str) -> None:
    headers = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    answer = httpx.post(server.url + GENERATE, json=body(resume_id), headers=headers)
    assert answer.status_code == 403
