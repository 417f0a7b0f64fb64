"""FOREWORD_AUTH=proxy: a reverse proxy says who is there, and nobody else can."""

import http.client
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.accounts.signing_in import token_of
from tests.running import Server

POSTING = "We need a Python developer who knows PostgreSQL and likes to write tests."
USER, NAME = "X-Forwarded-User", "X-Forwarded-Preferred-Username"


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that takes this machine for its proxy."""
    folder = tmp_path_factory.mktemp("proxied") / "data"
    with Server(folder, auth="proxy", trusted_proxies="127.0.0.1") as running:
        yield running


def test_whoever_the_proxy_names_has_things_of_their_own(proxied: Server) -> None:
    ada = httpx.Client(base_url=proxied.url, headers={USER: "ada", NAME: "Ada Lovelace"})
    eve = httpx.Client(base_url=proxied.url, headers={USER: "eve"})
    with ada, eve:
        page = ada.get("/postings")
        assert "Ada Lovelace" in page.text
        made = ada.post("/postings", data={"_csrf_token": token_of(page), "text": POSTING})
        assert made.status_code == 303
        assert ada.get(made.headers["location"]).status_code == 200
        assert eve.get(made.headers["location"]).status_code == 404
        assert "eve" in eve.get("/account").text
        assert eve.get("/admin").status_code == 403


def test_a_name_in_any_script_is_shown_as_it_is(proxied: Server) -> None:
    for name in ("Mehmet Öz", "Ольга Иванова", "王小明"):
        headers = {USER.encode(): b"someone", NAME.encode(): name.encode()}
        assert name in httpx.get(f"{proxied.url}/account", headers=headers).text
    latin = httpx.get(f"{proxied.url}/account", headers={USER.encode(): "Öz".encode("latin-1")})
    assert "Öz" in latin.text


def test_without_a_name_nobody_is_there(proxied: Server) -> None:
    page = httpx.get(proxied.url)
    assert page.status_code == 401
    assert "did not say who you are" in page.text
    assert httpx.get(f"{proxied.url}/v1/resumes").status_code == 401
    assert httpx.get(proxied.url, headers={USER: ""}).status_code == 401
    assert httpx.get(proxied.url, cookies={"foreword_session": "a" * 43}).status_code == 401


def test_a_name_that_was_sent_beside_the_proxys_is_not_believed(proxied: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", proxied.port)
    connection.putrequest("GET", "/account")
    connection.putheader(USER, "eve")
    connection.putheader(USER, "ada")
    connection.endheaders()
    assert connection.getresponse().status == 401
    connection.close()


def test_a_name_from_elsewhere_is_not_believed(tmp_path: Path) -> None:
    with Server(tmp_path / "data", auth="proxy", trusted_proxies="192.0.2.1") as server:
        assert httpx.get(server.url, headers={USER: "ada"}).status_code == 401
        forged = {USER: "ada", "X-Forwarded-For": "192.0.2.1"}
        assert httpx.get(server.url, headers=forged).status_code == 401


def test_a_token_of_another_person_is_refused(proxied: Server) -> None:
    with httpx.Client(base_url=proxied.url) as browser:
        theirs = token_of(browser.get("/postings", headers={USER: "eve"}))
        fields = {"_csrf_token": theirs, "text": POSTING}
        assert browser.post("/postings", data=fields, headers={USER: "ada"}).status_code == 403
        assert browser.post("/postings", data=fields, headers={USER: "eve"}).status_code == 303


@pytest.mark.parametrize("path", ["/sign-in", "/sign-up", "/reset", "/sign-out", "/account/password"])
def test_there_is_nothing_to_sign_in_with(proxied: Server, server: Server, path: str) -> None:
    for one, headers in ((proxied, {USER: "ada"}), (server, {})):
        assert httpx.get(one.url + path, headers=headers).status_code == 404, path


def test_the_clients_address_is_the_proxys_word(tmp_path: Path) -> None:
    """Limits count the person behind the proxy, not the proxy: one who is slowed down does not slow the next."""
    settings = {"trusted_proxies": "127.0.0.1", "rate_limit_per_minute": "1"}
    with Server(tmp_path / "data", **settings) as server:

        def status(address: str) -> int:
            headers = {"X-Forwarded-For": address}
            return httpx.post(f"{server.url}/api/tailor", headers=headers, files={"jd_text": (None, "x")}).status_code

        assert [status("203.0.113.1"), status("203.0.113.1"), status("203.0.113.2")] == [422, 429, 422]
    with Server(tmp_path / "other", rate_limit_per_minute="1") as server:
        assert [status("203.0.113.1"), status("203.0.113.2")] == [422, 429]
