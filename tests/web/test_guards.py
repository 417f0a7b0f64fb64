"""Who may talk to a local server: our own pages and programs of this machine, under the names it goes by."""

import re
from collections.abc import Iterator

import httpx
import pytest

from tests.running import Server, Visitor

POSTING = "We need a Python developer who knows PostgreSQL and likes to write tests."


@pytest.fixture(scope="module")
def gated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("gated") / "data"
    with Server(folder, auth_username="ali", auth_password="sesame") as running:
        yield running


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_the_names_of_this_machine_are_answered(server: Server, host: str) -> None:
    assert httpx.get(server.url, headers={"Host": f"{host}:{server.port}"}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "0x7f.1", ""])
def test_a_rebound_name_is_refused(server: Server, host: str) -> None:
    answer = httpx.get(server.url, headers={"Host": host})
    assert answer.status_code == 400


def test_a_form_from_another_site_is_refused_even_with_a_token(visitor: Visitor, server: Server) -> None:
    data = {"_csrf_token": visitor.token, "text": POSTING}
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": f"http://localhost:{server.port}"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ):
        assert visitor.post("/postings", data=data, headers=headers).status_code == 403, headers
    own = {"Origin": server.url, "Sec-Fetch-Site": "same-origin"}
    assert visitor.post("/postings", data=data, headers=own).status_code == 303


def test_a_form_without_its_token_is_refused(visitor: Visitor) -> None:
    token = visitor.token
    assert visitor.post("/postings", data={"text": POSTING}).status_code == 403
    assert visitor.post("/postings", data={"text": POSTING, "_csrf_token": token[:-1] + "x"}).status_code == 403
    with_header = visitor.post("/postings", data={"text": POSTING}, headers={"x-csrftoken": token})
    assert with_header.status_code == 303


def test_a_token_without_its_cookie_is_refused(visitor: Visitor, server: Server) -> None:
    answer = httpx.post(f"{server.url}/postings", data={"text": POSTING, "_csrf_token": visitor.token})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("path", "member"), [("/api/tailor", "detail"), ("/v1/tailor", "message"), ("/optimization/stream/res_1", "detail")]
)
def test_what_is_for_programs_refuses_a_foreign_page_too(server: Server, path: str, member: str) -> None:
    answer = httpx.post(f"{server.url}{path}", headers={"Origin": "https://evil.example"}, data={"jd_text": "x"})
    assert answer.status_code == 403
    assert answer.json()[member] == "This request came from another site and was not carried out."


def test_every_answer_has_its_request_id_and_the_policy(server: Server) -> None:
    for path in ("/", "/absent", "/health/live", "/static/app.css"):
        headers = httpx.get(server.url + path).headers
        assert re.fullmatch(r"[0-9a-f]{8}", headers["x-request-id"]), path
        assert "unsafe" not in headers["content-security-policy"]
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_the_request_id_stands_in_the_log(server: Server) -> None:
    request_id = httpx.get(f"{server.url}/absent").headers["x-request-id"]
    line = server.logged(request_id)
    assert "path=/absent" in re.sub(r"\x1b\[[0-9;]*m", "", line)
    assert "status=404" in re.sub(r"\x1b\[[0-9;]*m", "", line)


@pytest.mark.parametrize(
    "headers", [{}, {"X-Auth-Username": "ali"}, {"X-Auth-Username": "ali", "X-Auth-Password": "no"}]
)
def test_the_gate_stays_shut_without_the_right_password(gated: Server, headers: dict[str, str]) -> None:
    page = httpx.get(gated.url, headers=headers)
    assert page.status_code == 401
    assert page.headers["www-authenticate"].startswith("Basic")
    api = httpx.post(f"{gated.url}/api/tailor-stream", headers=headers)
    assert api.status_code == 401
    assert api.json()["detail"]


def test_the_gate_opens_by_headers_and_by_basic_authentication(gated: Server) -> None:
    headers = {"X-Auth-Username": "ali", "X-Auth-Password": "sesame"}
    assert httpx.get(gated.url, headers=headers).status_code == 200
    assert httpx.get(gated.url, auth=("ali", "sesame")).status_code == 200


def test_the_gate_leaves_the_health_checks_open(gated: Server) -> None:
    assert httpx.get(f"{gated.url}/health/live").json() == {"status": "live"}
    assert httpx.get(f"{gated.url}/health/ready").json() == {"status": "ready"}


def test_guessing_passwords_is_slowed_down(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("guessing") / "data"
    with Server(folder, auth_username="ali", auth_password="sesame") as running:
        statuses = [httpx.get(running.url, auth=("ali", str(guess))).status_code for guess in range(11)]
        assert statuses == [401] * 10 + [429]
        refused = httpx.get(running.url, auth=("ali", "sesame"))
        assert refused.status_code == 429
        assert 1 <= int(refused.headers["retry-after"]) <= 60


def test_a_password_that_is_not_ascii_is_compared_not_crashed_on(gated: Server) -> None:
    assert httpx.get(gated.url, auth=("ali", "пароль")).status_code == 401
    assert httpx.get(gated.url, headers={"Authorization": "Basic %%%"}).status_code == 401
