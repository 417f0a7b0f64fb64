"""Behind a reverse proxy: who is really there, and whether they speak https.

Anybody may write `X-Forwarded-For`; only what trusted proxies (FOREWORD_TRUSTED_PROXIES) added is believed. Each proxy
adds its neighbour at the right, so the list is read from right to left until an address that is not a proxy of ours:
that is the client (MDN, "X-Forwarded-For", selecting an IP address). RFC 7239's `Forwarded` is not read.
"""

import ipaddress
from collections.abc import Iterator, Sequence

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
FROM_PROXY = "from_proxy"
_SCHEMES = frozenset({"http", "https"})


class ProxyHeaders:
    """Put the client's address and scheme where the rest of Foreword looks for them.

    What names a person (`naming`, lower-case header names) is taken out of every request that does not come from a
    trusted proxy, or that holds it twice: a proxy that adds its own beside one that was sent has proved nothing.
    """

    def __init__(self, app: ASGIApp, trusted: Sequence[str], naming: Sequence[str]) -> None:
        self.app = app
        self._trusted = tuple(ipaddress.ip_network(network) for network in trusted)
        self._naming = tuple(name.encode() for name in naming)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        peer = _address(scope["client"][0]) if scope["client"] else None
        is_proxy = peer is not None and self._trusts(peer)
        scope.setdefault("state", {})[FROM_PROXY] = is_proxy
        if peer is not None and is_proxy:
            self._believe(scope, peer)
        self._take_out_names(scope, keep=is_proxy)
        await self.app(scope, receive, send)

    def _believe(self, scope: Scope, peer: Address) -> None:
        client, hops = peer, 1
        for given in reversed(list(_values(scope, b"x-forwarded-for"))):
            address = _address(given)
            if address is None:
                break
            client = address
            if not self._trusts(address):
                break
            hops += 1
        scope["client"] = (str(client), 0)
        schemes = [scheme.lower() for scheme in _values(scope, b"x-forwarded-proto")]
        if schemes and (scheme := schemes[max(-hops, -len(schemes))]) in _SCHEMES:
            scope["scheme"] = scheme

    def _take_out_names(self, scope: Scope, *, keep: bool) -> None:
        headers = list(scope["headers"])
        names = [name for name, _ in headers]
        refused = {name for name in self._naming if not keep or names.count(name) > 1}
        scope["headers"] = [(name, value) for name, value in headers if name not in refused]

    def _trusts(self, address: Address) -> bool:
        return any(address in network for network in self._trusted)


def _values(scope: Scope, name: bytes) -> Iterator[str]:
    for key, value in scope["headers"]:
        if key == name:
            yield from (part.strip() for part in value.decode("latin-1").split(",") if part.strip())


def _address(text: str) -> Address | None:
    """`192.0.2.1`, `192.0.2.1:443`, `2001:db8::1`, `[2001:db8::1]:443`; an IPv4 address in IPv6's dress is IPv4."""
    bare = text.partition("]")[0].removeprefix("[") if text.startswith("[") else text
    if bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ipaddress.ip_address(bare)
    except ValueError:
        return None
    return address.ipv4_mapped or address if isinstance(address, ipaddress.IPv6Address) else address
