"""Fetching one page: three redirects, ten seconds in all, two megabytes, nothing of this machine's own with it."""

import asyncio
import zlib
from collections.abc import AsyncIterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from app.fetching.charset import decode
from app.fetching.errors import FetchFailed
from app.fetching.gate import Gate, Target

if TYPE_CHECKING:
    from ssl import SSLContext

    from httpx import Response

DEADLINE_SECONDS = 10.0
CONNECT_SECONDS = 3.0
MAX_BYTES = 2_000_000
MAX_REDIRECTS = 3
MAX_ADDRESSES = 4
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_READABLE = ("text/html", "application/xhtml+xml", "text/plain")
_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; Foreword; reads one page for one person)",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.8",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
_PASTE = "Open the page in your browser and paste its text instead."


class FetchedPage(NamedTuple):
    """A page as text: `url` is where it was found after redirects, `content_type` without parameters."""

    url: str
    content_type: str
    body: str


async def fetch_page(url: str, gate: Gate | None = None, *, deadline: float = DEADLINE_SECONDS) -> FetchedPage:
    """Fetch a page through the gate; each redirect passes the gate again. `deadline` in seconds.

    Raises:
        FetchFailed: it may not be asked for, cannot be reached, is too large or too slow, or is no readable page.
        Unavailable: too many pages are being fetched.
    """
    gate = gate or Gate()
    url = url.strip().partition("#")[0]
    try:
        async with asyncio.timeout(deadline):
            for _ in range(MAX_REDIRECTS + 1):
                found = await _get(url, await gate.admit(url), gate)
                if isinstance(found, FetchedPage):
                    return found
                url = _joined(url, found)
    except TimeoutError as error:
        raise FetchFailed(f"The site took too long to answer. {_PASTE}") from error
    raise FetchFailed(f"This address leads from one page to another without an end. {_PASTE}")


async def _get(url: str, target: Target, gate: Gate) -> FetchedPage | str:
    """The page, or where it has moved to. Connects to the vetted addresses and to no other."""
    from httpx import AsyncClient, ConnectError, ConnectTimeout, HTTPError, InvalidURL, Limits, Timeout

    tls: SSLContext | bool = False
    if target.scheme == "https":
        tls = await asyncio.to_thread(_authorities) if gate.tls is None else gate.tls
    headers = {**_HEADERS, "Host": _host_header(target)}
    # One client for each request: a connection that was proved for one name is never used for another, and no
    # cookie, proxy or password of the environment goes along.
    try:
        async with AsyncClient(
            verify=tls,
            trust_env=False,
            timeout=Timeout(None, connect=CONNECT_SECONDS),
            limits=Limits(max_connections=1),
        ) as client:
            for address in target.addresses[:MAX_ADDRESSES]:
                place = f"[{address}]" if address.version == 6 else str(address)
                request = client.build_request(
                    "GET",
                    f"{target.scheme}://{place}:{target.port}{target.path}",
                    headers=headers,
                    extensions={"sni_hostname": target.host},
                )
                try:
                    response = await client.send(request, stream=True, follow_redirects=False)
                except (ConnectError, ConnectTimeout):
                    continue
                try:
                    return await _read(url, response)
                finally:
                    await response.aclose()
    except (HTTPError, InvalidURL) as error:
        raise FetchFailed(f"The site's answer could not be read. {_PASTE}") from error
    raise FetchFailed(f"The site could not be reached. Check the address. {_PASTE}")


async def _read(url: str, response: "Response") -> FetchedPage | str:
    if response.status_code in _REDIRECTS and "location" in response.headers:
        return str(response.headers["location"])
    _refuse_status(response.status_code)
    content_type, _, parameters = response.headers.get("content-type", "text/html").partition(";")
    content_type = content_type.strip().lower()
    if content_type not in _READABLE:
        raise FetchFailed(f"This address leads to a file, not to a page. {_PASTE}")
    data = bytearray()
    async for piece in _decoded(response):
        data += piece
        if len(data) > MAX_BYTES:
            raise FetchFailed(f"This page is larger than 2 MB. {_PASTE}")
    return FetchedPage(url, content_type, decode(bytes(data), parameters, is_html=content_type != "text/plain"))


def _refuse_status(status: int) -> None:
    if status == 200:
        return
    if status in {404, 410}:
        raise FetchFailed("The site says that this page does not exist. It may have been taken down.")
    if status in {401, 403, 407, 429, 451, 999}:
        raise FetchFailed(f"The site shows this page to signed-in people or browsers only. {_PASTE}")
    if status >= 500:
        raise FetchFailed(f"The site has a problem of its own at the moment. Try again later. {_PASTE}")
    raise FetchFailed(f"The site did not answer with a page. {_PASTE}")


async def _decoded(response: "Response") -> AsyncIterator[bytes]:
    """The body without its gzip coding, inflated piece by piece so that a small body cannot become a large one."""
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding not in {"identity", "gzip", "x-gzip", ""}:
        raise FetchFailed(f"The site's answer is packed in a way that was not asked for. {_PASTE}")
    inflate = zlib.decompressobj(zlib.MAX_WBITS | 16) if coding.endswith("gzip") else None
    taken = 0
    async for raw in response.aiter_raw():
        taken += len(raw)
        if taken > MAX_BYTES:
            raise FetchFailed(f"This page is larger than 2 MB. {_PASTE}")
        if inflate is None:
            yield raw
            continue
        try:
            yield inflate.decompress(raw, MAX_BYTES + 1)
        except zlib.error as error:
            raise FetchFailed(f"The site's answer is damaged. {_PASTE}") from error


def _host_header(target: Target) -> str:
    host = f"[{target.host}]" if ":" in target.host else target.host
    return host if target.port == (443 if target.scheme == "https" else 80) else f"{host}:{target.port}"


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location).partition("#")[0]
    except ValueError as error:
        raise FetchFailed(f"The site leads to an address that makes no sense. {_PASTE}") from error


@lru_cache(maxsize=1)
def _authorities() -> "SSLContext":
    from httpx import create_ssl_context

    return create_ssl_context(trust_env=False)
