"""Requests that another site makes a browser send: none is carried out, whatever the attacker can plant or read."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.accounts.https import HttpsFront
from tests.accounts.signing_in import PASSWORD, make_account, sign_in, signed_in, token_of
from tests.running import Server

ADA, EVE = "ada@example.org", "eve@example.org"
POSTING = "We need a Python developer who knows PostgreSQL and likes to write tests."
NAME = "jobs.foreword.test"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("forgery") / "data"
    make_account(folder, ADA, "Ada Lovelace")
    make_account(folder, EVE, "Eve")
    settings = {"trusted_proxies": "127.0.0.1", "allowed_hosts": NAME, "public_url": f"https://{NAME}"}
    with Server(folder, auth="accounts", **settings) as running:
        yield running


@pytest.fixture
def ada(school: Server) -> Iterator[httpx.Client]:
    with signed_in(school, ADA) as client:
        yield client


@pytest.fixture(scope="module")
def front(school: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HttpsFront]:
    with HttpsFront(tmp_path_factory.mktemp("front"), school.port) as running:
        yield running


@pytest.fixture
def secure(front: HttpsFront) -> Iterator[httpx.Client]:
    """A browser that comes over https."""
    with httpx.Client(
        base_url=f"https://127.0.0.1:{front.port}",
        headers={"Host": NAME},
        verify=front.trust,
        timeout=60,
    ) as client:
        yield client


def count_of(client: httpx.Client) -> int:
    return client.get("/postings").text.count('href="/postings/')


@pytest.mark.parametrize("way", ["field", "header", "multipart"])
def test_a_form_is_carried_out_with_its_own_token_only(ada: httpx.Client, way: str) -> None:
    def send(token: str) -> int:
        if way == "header":
            return ada.post("/postings", data={"text": POSTING}, headers={"x-csrftoken": token}).status_code
        fields = {"text": POSTING, "_csrf_token": token}
        if way == "multipart":
            return ada.post("/postings", files={name: (None, value) for name, value in fields.items()}).status_code
        return ada.post("/postings", data=fields).status_code

    mine, before = token_of(ada.get("/postings")), count_of(ada)
    changed = mine[:-1] + ("0" if mine[-1] != "0" else "1")
    for wrong in ("", "x", changed, mine[:32], mine.upper(), mine + "0"):
        assert send(wrong) == 403, wrong
    assert count_of(ada) == before
    assert send(mine) in {201, 303}


def test_a_token_of_another_session_is_refused_even_with_its_cookie(ada: httpx.Client, school: Server) -> None:
    with signed_in(school, EVE) as eve:
        theirs = token_of(eve.get("/postings"))
        assert ada.post("/postings", data={"text": POSTING, "_csrf_token": theirs}).status_code == 403
        with httpx.Client(base_url=school.url) as stranger:
            tossed = token_of(stranger.get("/sign-in"))
            cookie = stranger.cookies["foreword_csrf"]
        planted = {"Cookie": f"foreword_session={ada.cookies['foreword_session']}; foreword_csrf={cookie}"}
        with httpx.Client(base_url=school.url, headers=planted, timeout=60) as victim:
            own = token_of(victim.get("/postings"))
            assert victim.post("/postings", data={"text": POSTING, "_csrf_token": tossed}).status_code == 403
            assert victim.post("/postings", data={"text": POSTING, "_csrf_token": own}).status_code in {201, 303}
        assert eve.post("/postings", data={"text": POSTING, "_csrf_token": theirs}).status_code in {201, 303}


def test_another_session_of_the_same_person_is_another_session(ada: httpx.Client, school: Server) -> None:
    with signed_in(school, ADA) as elsewhere:
        theirs = token_of(elsewhere.get("/postings"))
        assert ada.post("/postings", data={"text": POSTING, "_csrf_token": theirs}).status_code == 403


def test_nobody_is_signed_in_by_a_form_from_elsewhere(school: Server) -> None:
    fields = {"email": EVE, "password": PASSWORD}
    with httpx.Client(base_url=school.url, timeout=60) as victim, httpx.Client(base_url=school.url) as attacker:
        theirs = token_of(attacker.get("/sign-in"))
        victim.get("/sign-in")
        for token in ("", theirs):
            answer = victim.post("/sign-in", data={**fields, "_csrf_token": token})
            assert answer.status_code == 403
            assert "foreword_session" not in answer.cookies


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": f"https://blog.{NAME}"},
    ],
)
def test_a_multipart_form_of_another_site_is_refused_with_the_right_token(
    ada: httpx.Client, headers: dict[str, str]
) -> None:
    fields = {"text": POSTING, "_csrf_token": token_of(ada.get("/postings"))}
    files = {name: (None, value) for name, value in fields.items()}
    assert ada.post("/postings", files=files, headers=headers).status_code == 403


@pytest.mark.parametrize("path", ["/v1/tailor", "/api/v1/chat", "/api/tailor", "/api/postings"])
def test_what_programs_use_takes_a_cookie_only_from_our_own_pages(ada: httpx.Client, school: Server, path: str) -> None:
    def refused(headers: dict[str, str]) -> bool:
        answer = ada.post(path, json={}, headers=headers)
        return answer.status_code == 403

    assert refused({}), "nothing says that the person's own page sent it"
    assert refused({"Origin": "https://evil.example"})
    assert refused({"Sec-Fetch-Site": "none"})
    assert not refused({"Origin": school.url, "Sec-Fetch-Site": "same-origin"})


def test_over_https_the_cookies_can_be_set_by_this_host_alone(secure: httpx.Client) -> None:
    page = secure.get("/sign-in")
    assert_hardened(page.headers["set-cookie"], "__Host-foreword_csrf")
    cookie = page.headers["set-cookie"].partition(";")[0]
    fields = {"email": ADA, "password": PASSWORD, "_csrf_token": token_of(page)}
    answer = secure.post("/sign-in", data=fields, headers={"Cookie": cookie, "Origin": f"https://{NAME}"})
    assert answer.status_code == 303
    assert_hardened(answer.headers["set-cookie"], "__Host-foreword_session")
    name, _, value = answer.headers["set-cookie"].partition(";")[0].partition("=")
    assert secure.get("/account", headers={"Cookie": f"{name}={value}"}).status_code == 200
    assert secure.get("/account", headers={"Cookie": f"foreword_session={value}"}).status_code == 303
    twice = f"{name}={value}; {name}=planted"
    assert secure.get("/account", headers={"Cookie": twice}).status_code == 303


def assert_hardened(set_cookie: str, name: str) -> None:
    first, *attributes = (part.strip().lower() for part in set_cookie.split(";"))
    assert first.startswith(f"{name.lower()}=")
    assert {"secure", "httponly", "path=/", "samesite=lax"} <= set(attributes)
    assert not any(attribute.startswith("domain") for attribute in attributes)


def test_over_https_a_cookie_without_the_prefix_does_not_count(secure: httpx.Client) -> None:
    """What a page on a neighbouring subdomain can plant: its own cookie, with the token that belongs to it."""
    page = secure.get("/sign-in")
    value = page.headers["set-cookie"].partition(";")[0].partition("=")[2]
    fields = {"email": EVE, "password": PASSWORD, "_csrf_token": token_of(page)}
    tossed = secure.post("/sign-in", data=fields, headers={"Cookie": f"foreword_csrf={value}"})
    assert tossed.status_code == 403


def test_an_http_page_of_the_same_name_cannot_send_to_the_https_one(secure: httpx.Client) -> None:
    page = secure.get("/sign-in")
    fields = {"email": EVE, "password": PASSWORD, "_csrf_token": token_of(page)}
    cookie = page.headers["set-cookie"].partition(";")[0]
    answer = secure.post("/sign-in", data=fields, headers={"Cookie": cookie, "Origin": f"http://{NAME}"})
    assert answer.status_code == 403


def test_without_https_no_password_is_asked_for(tmp_path: Path) -> None:
    make_account(tmp_path / "data", ADA, "Ada Lovelace")
    with Server(tmp_path / "data", auth="accounts", allowed_hosts=NAME) as server:
        with httpx.Client(base_url=server.url, headers={"Host": NAME}, timeout=60) as client:
            page = client.get("/sign-in")
            assert "without https" in page.text
            assert "password" not in page.text.partition("<main")[2].partition("without https")[0]
            cookie = page.headers["set-cookie"].partition(";")[0]
            token = page.text.partition('"x-csrftoken": "')[2].partition('"')[0]
            fields = {"email": ADA, "password": PASSWORD, "_csrf_token": token}
            refused = client.post("/sign-in", data=fields, headers={"Cookie": cookie})
            assert refused.status_code == 403
            assert "without https" in refused.text
        with httpx.Client(base_url=server.url, timeout=60) as client:
            assert sign_in(client, ADA).status_code == 303
