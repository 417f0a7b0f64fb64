"""One page, in ten seconds and two megabytes, or a sentence that says what to do instead."""

import asyncio
import dataclasses
import gzip
import ssl
import zlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import ClassVar, cast

import httpx
import pytest

from app.fetching import FetchFailed, fetch_page
from app.fetching.fetcher import MAX_BYTES, _authorities, _decoded
from app.fetching.gate import Gate, Target
from tests.accounts.certificates import make_certificate
from tests.fetching.site import PAGE, Answer, Site, moved, ok


async def refused(answer: Answer, *, deadline: float = 10.0) -> str:
    """The sentence with which a site's answer is refused."""
    async with Site({"/": answer}) as site:
        with pytest.raises(FetchFailed) as caught:
            await fetch_page(site.url(), site.gate(), deadline=deadline)
    return caught.value.message


async def test_a_page_is_asked_for_by_name_and_nothing_of_this_machine_goes_along(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with Site({}) as proxy, Site({"/a": ok(PAGE, "Set-Cookie: a=b"), "/b": ok()}) as site:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "HTTPS_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        first = await fetch_page(site.url("/a?x=1#part"), site.gate())
        await fetch_page(site.url("/b"), site.gate())
        assert first == (site.url("/a?x=1"), "text/html", PAGE.decode())
        assert proxy.connections == 0
        head = site.requests[0].lower()
        assert f"host: jobs.example:{site.port}" in head
        assert "get /a?x=1 http/1.1" in head
        for kept in ("cookie", "authorization", "referer", "x-forwarded"):
            assert kept not in site.requests[1].lower()


async def test_three_redirects_are_followed_and_the_last_address_is_told() -> None:
    async with Site({"/d": ok()}) as site:
        for start, end, status in (("/a", "/b", 301), ("/b", "c", 307), ("/c", site.url("/d", "other.example"), 308)):
            site.answers[start] = moved(end, status)
        page = await fetch_page(site.url("/a"), site.gate())
        assert page.url == site.url("/d", "other.example")
        assert f"Host: other.example:{site.port}" in site.requests[-1]


async def test_a_fourth_redirect_is_not() -> None:
    async with Site({path: moved(path + "x/") for path in ("/", "/x/", "/x/x/", "/x/x/x/")}) as site:
        with pytest.raises(FetchFailed, match="without an end"):
            await fetch_page(site.url(), site.gate())
        assert site.connections == 4


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (404, "does not exist"), (410, "taken down"), (401, "signed-in"), (403, "signed-in"), (429, "signed-in"),
        (999, "signed-in"), (500, "problem of its own"), (503, "problem of its own"), (204, "did not answer"),
        (206, "did not answer"), (302, "did not answer"), (418, "did not answer"),
    ],
)  # fmt: skip
async def test_a_status_becomes_a_sentence(status: int, sentence: str) -> None:
    assert sentence in await refused(f"HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n".encode())


@pytest.mark.parametrize(
    "kind",
    ["application/pdf", "image/png", "application/octet-stream", "application/json", "video/mp4", "text/css", "x"],
)
async def test_what_is_no_page_is_refused(kind: str) -> None:
    assert "to a file" in await refused(ok(b"%PDF-1.7", content_type=kind))


async def test_a_gzip_bomb_is_put_out_at_two_megabytes() -> None:
    bomb = gzip.compress(b"\0" * 300_000_000, 9)
    assert len(bomb) < MAX_BYTES
    assert "larger than 2 MB" in await refused(ok(bomb, "Content-Encoding: gzip"))


async def test_a_plain_page_without_an_end_is_cut_off() -> None:
    sent = 0

    async def endless(writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            writer.write(b"x" * 65_536)
            await writer.drain()
            sent += 65_536

    assert "larger than 2 MB" in await refused(endless)
    assert sent < 20 * MAX_BYTES


async def test_gzip_is_read_and_other_packings_are_not() -> None:
    async with Site({"/": ok(gzip.compress(PAGE), "Content-Encoding: gzip")}) as site:
        assert (await fetch_page(site.url(), site.gate())).body.encode() == PAGE
    for coding in ("br", "zstd", "deflate", "gzip, gzip", "compress"):
        assert "not asked for" in await refused(ok(zlib.compress(PAGE), f"Content-Encoding: {coding}"))
    assert "damaged" in await refused(ok(b"no gzip at all", "Content-Encoding: gzip"))


async def test_a_drip_ends_at_the_deadline_however_alive_it_looks() -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            writer.write(b"<p>")
            await writer.drain()
            await asyncio.sleep(0.02)

    async def slow_head(writer: asyncio.StreamWriter) -> None:
        for char in b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 10_000:
            writer.write(bytes([char]))
            await writer.drain()
            await asyncio.sleep(0.02)

    async def silent(_writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(3600)

    async def again_and_again(writer: asyncio.StreamWriter) -> None:
        while True:
            writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            await writer.drain()
            await asyncio.sleep(0.02)

    for answer in (drip, slow_head, silent, again_and_again):
        assert "too long" in await refused(answer, deadline=0.3)


async def test_a_name_that_takes_for_ever_to_resolve_ends_at_the_deadline() -> None:
    async def never(_host: str, _port: int) -> list[str]:
        await asyncio.Event().wait()
        return []

    async with Site({}) as site:
        with pytest.raises(FetchFailed, match="too long"):
            await fetch_page(site.url(), site.strict(never), deadline=0.1)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 400_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X-Y: z\r\n" * 60_000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\nContent-Type: text/html\r\n\r\n<p>cut",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\nzzz\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"",
    ],
    ids=["long header", "many headers", "cut short", "negative length", "bad chunk", "another protocol", "nothing"],
)
async def test_an_answer_that_is_no_answer_is_a_sentence(answer: bytes) -> None:
    assert "could not be read" in await refused(answer)


async def test_a_site_that_nobody_serves_could_not_be_reached() -> None:
    async with Site({}) as site:
        port = site.port
        gate = site.gate()
    with pytest.raises(FetchFailed, match="could not be reached"):
        await fetch_page(f"http://jobs.example:{port}/", gate)


async def test_a_site_whose_certificate_nobody_vouches_for_is_not_read(tmp_path: Path) -> None:
    file = make_certificate(tmp_path)
    served, trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context(cafile=file)
    served.load_cert_chain(file)
    async with Site({"/": ok()}, served) as site:
        address = site.url(host="localhost", scheme="https")
        assert (await fetch_page(address, _by_name(site, trusting))).body
        with pytest.raises(FetchFailed):
            await fetch_page(address, _by_name(site, None))
        assert len(site.requests) == 1


def _by_name(site: Site, tls: ssl.SSLContext | None) -> Gate:
    """A gate that lets a name without a dot pass: the certificate is for that one."""

    class Local(Gate):
        async def admit(self, url: str) -> Target:
            admitted = await super().admit(url.replace("localhost", "jobs.example"))
            return admitted._replace(host="localhost")

    given = site.gate(tls)
    return Local(given.resolve, given.allows, given.ports, given.tls)


async def test_https_asks_for_the_name_and_checks_its_certificate() -> None:
    hellos: list[bytes] = []

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        hellos.append(await reader.read(4_096))
        writer.close()

    server = await asyncio.start_server(listen, "127.0.0.1", 0)
    async with server, Site({}) as site:
        port = server.sockets[0].getsockname()[1]
        gate = dataclasses.replace(site.gate(), ports=frozenset({port}))
        with pytest.raises(FetchFailed):
            await fetch_page(f"https://jobs.example:{port}/", gate)
    assert b"jobs.example" in hellos[0]
    assert b"127.0.0.1" not in hellos[0]
    authorities = _authorities()
    assert authorities.verify_mode is ssl.CERT_REQUIRED
    assert authorities.check_hostname
    assert authorities.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert authorities.get_ca_certs()


async def test_a_bomb_in_one_piece_is_never_inflated_whole() -> None:
    class Packed:
        headers: ClassVar[dict[str, str]] = {"content-encoding": "gzip"}

        async def aiter_raw(self) -> AsyncIterator[bytes]:
            yield gzip.compress(b"\0" * 50_000_000, 9)

    pieces = [len(piece) async for piece in _decoded(cast("httpx.Response", Packed()))]
    assert pieces == [MAX_BYTES + 1]


async def test_packed_bytes_that_come_to_nothing_are_counted_too() -> None:
    async def nothing(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n")
        writer.write(gzip.compress(b"")[:10])
        for _ in range(100):
            writer.write(b"\0\0\0\xff\xff" * 8_000)
            await writer.drain()

    assert "larger than 2 MB" in await refused(nothing)
