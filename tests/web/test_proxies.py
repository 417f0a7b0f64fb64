"""Who is really there, behind reverse proxies that are trusted or not."""

import pytest
from litestar.types import Receive, Scope, Send

from app.web.proxies import FROM_PROXY, ProxyHeaders

Headers = list[tuple[str, str]]
NAMING = ("x-forwarded-user", "x-forwarded-preferred-username")


async def seen(peer: str | None, headers: Headers, trusted: tuple[str, ...] = ("10.0.0.0/8", "::1/128")) -> Scope:
    """The scope as the rest of Foreword gets it."""
    found: list[Scope] = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        found.append(scope)

    scope = {
        "type": "http",
        "scheme": "http",
        "client": None if peer is None else (peer, 4711),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers],
    }
    await ProxyHeaders(app, trusted, NAMING)(scope, None, None)  # type: ignore[arg-type] # what is not used
    return found[0]


def address(scope: Scope) -> str:
    assert scope["client"] is not None
    return scope["client"][0]


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("10.1.2.3", ["203.0.113.9"], "203.0.113.9"),
        ("10.1.2.3", ["198.51.100.1, 203.0.113.9"], "203.0.113.9"),
        ("10.1.2.3", ["198.51.100.1, 203.0.113.9, 10.9.9.9"], "203.0.113.9"),
        ("10.1.2.3", ["198.51.100.1", "203.0.113.9"], "203.0.113.9"),
        ("10.1.2.3", ["203.0.113.9, not an address"], "10.1.2.3"),
        ("10.1.2.3", ["203.0.113.9, unknown, 10.9.9.9"], "10.9.9.9"),
        ("10.1.2.3", ["10.4.4.4, 10.5.5.5"], "10.4.4.4"),
        ("10.1.2.3", ["203.0.113.9:5000"], "203.0.113.9"),
        ("10.1.2.3", ["2001:db8::1"], "2001:db8::1"),
        ("10.1.2.3", ["[2001:db8::1]:443"], "2001:db8::1"),
        ("::1", ["::ffff:203.0.113.9"], "203.0.113.9"),
        ("::ffff:10.1.2.3", ["203.0.113.9"], "203.0.113.9"),
        ("10.1.2.3", [], "10.1.2.3"),
        ("10.1.2.3", [" , ,"], "10.1.2.3"),
        ("192.0.2.1", ["203.0.113.9"], "192.0.2.1"),
        ("127.0.0.1", ["203.0.113.9"], "127.0.0.1"),
    ],
)
async def test_the_client_is_the_first_from_the_right_that_is_no_proxy(
    peer: str, forwarded: list[str], client: str
) -> None:
    assert address(await seen(peer, [("x-forwarded-for", value) for value in forwarded])) == client


@pytest.mark.parametrize(
    ("peer", "forwarded", "given", "scheme"),
    [
        ("10.1.2.3", "203.0.113.9", "https", "https"),
        ("10.1.2.3", "203.0.113.9", "https, http", "http"),
        ("10.1.2.3", "203.0.113.9, 10.9.9.9", "https, http", "https"),
        ("10.1.2.3", "203.0.113.9, 10.9.9.9", "https", "https"),
        ("10.1.2.3", "203.0.113.9", "HTTPS", "https"),
        ("10.1.2.3", "203.0.113.9", "javascript", "http"),
        ("10.1.2.3", "203.0.113.9", "", "http"),
        ("192.0.2.1", "203.0.113.9", "https", "http"),
    ],
)
async def test_the_scheme_is_what_the_outermost_trusted_proxy_heard(
    peer: str, forwarded: str, given: str, scheme: str
) -> None:
    scope = await seen(peer, [("x-forwarded-for", forwarded), ("x-forwarded-proto", given)])
    assert scope["scheme"] == scheme


async def test_without_trusted_proxies_nothing_is_believed() -> None:
    scope = await seen("10.1.2.3", [("x-forwarded-for", "203.0.113.9"), ("x-forwarded-proto", "https")], ())
    assert (address(scope), scope["scheme"], scope["state"][FROM_PROXY]) == ("10.1.2.3", "http", False)


@pytest.mark.parametrize(
    ("peer", "names", "kept"),
    [
        ("10.1.2.3", ["ada"], ["ada"]),
        ("10.1.2.3", ["ada", "eve"], []),
        ("192.0.2.1", ["eve"], []),
        (None, ["eve"], []),
    ],
)
async def test_a_name_is_kept_only_from_a_proxy_and_only_once(
    peer: str | None, names: list[str], kept: list[str]
) -> None:
    scope = await seen(peer, [("accept", "*/*"), *(("x-forwarded-user", name) for name in names)])
    assert [value.decode() for name, value in scope["headers"] if name == b"x-forwarded-user"] == kept
    assert (b"accept", b"*/*") in scope["headers"]
    assert scope["state"][FROM_PROXY] is (peer == "10.1.2.3")


async def test_what_is_no_request_passes() -> None:
    found: list[object] = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        found.append(scope)

    lifespan = {"type": "lifespan"}
    await ProxyHeaders(app, ("10.0.0.0/8",), NAMING)(lifespan, None, None)  # type: ignore[arg-type] # likewise
    assert found == [{"type": "lifespan"}]
