"""Who is there, and whether they speak https: as a trusted proxy says it, and as nobody else does."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import httpx
import pytest
import uvicorn

from tests.proxies.fronts import PATIENCE, SHIPPED, Caddy, Front, Nginx
from tests.running import Server

USAGE = "/api/v1/usage"
MOST = 6
PROXIES = {"nginx": Nginx, "caddy": Caddy}
_hosts = count(10)


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Six requests a minute, and proxies at 127.0.0.1 are believed."""
    settings = {"requests_per_minute": str(MOST), "trusted_proxies": "127.0.0.1"}
    with Server(tmp_path_factory.mktemp("strict") / "data", **settings) as running:
        yield running


@pytest.fixture(scope="module", params=list(PROXIES))
def front(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, strict: Server) -> Iterator[Front]:
    with PROXIES[request.param](tmp_path_factory.mktemp("front"), strict.port) as running:
        yield running


@pytest.fixture
def address() -> str:
    """Where nobody has asked from before."""
    return f"127.0.0.{next(_hosts)}"


def browser_at(address: str, to: Front | Server) -> httpx.Client:
    """Somebody at another address of this machine."""
    trust = to.trust if isinstance(to, Front) else True
    transport = httpx.HTTPTransport(local_address=address, verify=trust)
    return httpx.Client(base_url=to.url, transport=transport, timeout=PATIENCE)


def statuses(client: httpx.Client, number: int, **forged: str) -> list[int]:
    """What so many requests are answered; `{}` in a forged header becomes another number each time."""
    answers = []
    for turn in range(number):
        headers = {name.replace("_", "-"): text.format(turn) for name, text in forged.items()}
        answers.append(client.get(USAGE, headers=headers).status_code)
    return answers


def test_everybody_behind_the_proxy_has_a_limit_of_their_own(front: Front, address: str) -> None:
    with browser_at(address, front) as one, browser_at(f"127.0.1.{next(_hosts)}", front) as other:
        assert statuses(one, MOST + 1) == [200] * MOST + [429]
        assert statuses(other, 1) == [200]


@pytest.mark.parametrize("forged", ["203.0.113.{}", "203.0.113.{}, 127.0.0.1", "127.0.0.1", "garbage {}"])
def test_a_forged_address_gives_nobody_more(front: Front, address: str, forged: str) -> None:
    with browser_at(address, front) as client:
        assert statuses(client, MOST + 1, X_Forwarded_For=forged) == [200] * MOST + [429]


def test_past_the_proxy_nobody_is_believed(strict: Server, address: str) -> None:
    with browser_at(address, strict) as client:
        assert statuses(client, MOST + 1, X_Forwarded_For="198.51.100.{}") == [200] * MOST + [429]


def test_what_the_proxy_says_of_https_decides_over_the_cookie(front: Front, address: str) -> None:
    for forged in ({}, {"X-Forwarded-Proto": "http"}):
        with browser_at(address, front) as client:
            cookie = client.get("/postings", headers=forged).headers["set-cookie"]
            assert cookie.startswith("__Host-")
            assert "secure" in cookie.lower()


def test_past_the_proxy_nobody_speaks_https(strict: Server, address: str) -> None:
    with browser_at(address, strict) as client:
        cookie = client.get("/postings", headers={"X-Forwarded-Proto": "https"}).headers["set-cookie"]
    assert "secure" not in cookie.lower()


def test_a_form_is_taken_under_the_proxys_own_name_and_from_no_other(front: Front, address: str) -> None:
    with browser_at(address, front) as client:
        taken = client.post("/postings", headers={"Origin": front.url})
        foreign = client.post("/postings", headers={"Origin": "https://evil.example"})
        weaker = client.post("/postings", headers={"Origin": front.url.replace("https", "http")})
    assert [answer.text.count("another site") for answer in (taken, foreign, weaker)] == [0, 1, 1]


@pytest.mark.parametrize("proxy", list(PROXIES))
def test_nobody_names_himself_through_the_shipped_proxy(tmp_path: Path, proxy: str) -> None:
    with (
        Server(tmp_path / "data", auth="proxy", trusted_proxies="127.0.0.1") as server,
        PROXIES[proxy](tmp_path, server.port) as front,
        front.client() as client,
    ):
        named = {"X-Forwarded-User": "ada", "X-Forwarded-Preferred-Username": "Ada"}
        assert client.get("/account", headers=named).status_code == 401
        assert httpx.get(f"{server.url}/account", headers=named).status_code == 200


def test_nginx_sends_whoever_comes_without_tls_to_https(tmp_path: Path, strict: Server) -> None:
    with Nginx(tmp_path, strict.port) as nginx:
        answer = httpx.get(f"http://127.0.0.1:{nginx.plain_port}/postings?page=2")
    assert answer.status_code == 301
    assert answer.headers["location"] == "https://127.0.0.1/postings?page=2"


@pytest.mark.parametrize(("shipped", "kept"), [("nginx.conf", "keepalive_timeout 4s;"), ("Caddyfile", "keepalive 4s")])
def test_a_proxy_lets_a_resting_connection_go_before_the_server_does(shipped: str, kept: str) -> None:
    assert kept in (SHIPPED / shipped).read_text(encoding="utf-8")
    assert uvicorn.Config("app").timeout_keep_alive > 4
