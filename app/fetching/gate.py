"""The gate that every URL from outside passes: what may be asked for, and the addresses that were vetted for it."""

import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from app.fetching.addresses import Address, is_public, parse_address
from app.fetching.background import Background
from app.fetching.errors import FetchFailed

if TYPE_CHECKING:
    from ssl import SSLContext

LONGEST_URL = 4_000
_PORTS = {"http": 80, "https": 443}
_LOOKUPS = Background(8, "resolving a name")
_NOT_FOUND = "No public site was found at this address. Check it, or open the page in your browser and paste its text."
_NO_ADDRESS = "This is not a web address that can be fetched. It begins with https:// or http:// and a site's name."


class Target(NamedTuple):
    """One request: `host` is ASCII, `address` the vetted address to connect to, `path` with its query."""

    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple[Address, ...]


async def resolve(host: str, port: int) -> list[str]:
    """Every address of a name, by the system's resolver. Raises OSError or UnicodeError."""
    found = await _LOOKUPS.run(lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    return [str(entry[4][0]) for entry in found]


@dataclass(frozen=True, slots=True)
class Gate:
    """What may pass. The defaults are the only ones outside the tests: no setting opens the gate.

    `resolve(host, port)` gives a name's addresses, `allows` judges one, `tls` replaces the authorities that
    certificates are checked against.
    """

    resolve: Callable[[str, int], Awaitable[list[str]]] = resolve
    allows: Callable[[Address], bool] = is_public
    ports: frozenset[int] = frozenset(_PORTS.values())
    tls: "SSLContext | None" = None

    async def admit(self, url: str) -> Target:
        """Parse a URL, resolve its host and vet every address of it.

        Raises:
            FetchFailed: it is malformed, of another scheme or port, or one of its addresses is not public.
        """
        scheme, host, port, path = self._parse(url)
        literal = parse_address(host)
        addresses = [literal] if literal is not None else await self._lookup(host, port)
        if not addresses or not all(address is not None and self.allows(address) for address in addresses):
            raise FetchFailed(_NOT_FOUND)
        known = tuple(dict.fromkeys(address for address in addresses if address is not None))
        return Target(scheme, host, port, path, known)

    def _parse(self, url: str) -> tuple[str, str, int, str]:
        from httpx import URL, InvalidURL

        if len(url) > LONGEST_URL or "\\" in url or any(char.isspace() or not char.isprintable() for char in url):
            raise FetchFailed(_NO_ADDRESS)
        try:
            parsed = URL(url)
        except (InvalidURL, ValueError, UnicodeError) as error:
            raise FetchFailed(_NO_ADDRESS) from error
        host = parsed.raw_host.decode("ascii")
        if parsed.scheme not in _PORTS or not _is_host(host):
            raise FetchFailed(_NO_ADDRESS)
        if parsed.userinfo:
            raise FetchFailed("This address holds a user name or password. Paste its text instead.")
        port = parsed.port or _PORTS[parsed.scheme]
        if port not in self.ports:
            raise FetchFailed("Only the usual web ports (80 and 443) are fetched. Paste its text instead.")
        return parsed.scheme, host, port, parsed.raw_path.decode("ascii") or "/"

    async def _lookup(self, host: str, port: int) -> list[Address | None]:
        try:
            return [parse_address(found) for found in await self.resolve(host, port)]
        except (OSError, UnicodeError) as error:
            raise FetchFailed(_NOT_FOUND) from error


def _is_host(host: str) -> bool:
    """A name of letters, digits and hyphens with a dot in it, or an address in its canonical spelling.

    A name whose last label is a number is an old spelling of an address (127.1, 0x7f.1, 2130706433, 0177.0.0.1).
    """
    if parse_address(host) is not None:
        return True
    labels = host.removesuffix(".").split(".")
    if len(host) > 253 or len(labels) < 2 or labels[-1][:1].isdigit():
        return False
    return all(0 < len(label) <= 63 and label.replace("-", "a").replace("_", "a").isalnum() for label in labels)
