"""What answers on the Internet's ports of the web: a page, a redirect to wherever the path says, and worse."""

import asyncio
import gzip
import json
from urllib.parse import unquote

PAGE = "<!doctype html><title>Baker</title><h1>Baker</h1><p>" + "You bake bread before sunrise. " * 20
_PORTS = (80, 8080)


async def serve(results: list[str]) -> list[asyncio.Server]:
    """Listen on every address; `results` are the addresses that a search finds."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            method, path = head.split(" ")[:2]
            writer.write(_found(results) if method == "POST" else _answer(path))
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()

    return [await asyncio.start_server(answer, host, port) for port in _PORTS for host in ("0.0.0.0", "::")]


def _answer(path: str) -> bytes:
    if path.startswith("/to/"):
        return f"HTTP/1.1 302 Moved\r\nLocation: {unquote(path[4:])}\r\nContent-Length: 0\r\n\r\n".encode()
    if path.startswith("/refresh/"):
        page = f'<meta http-equiv="refresh" content="0;url={unquote(path[9:])}"><link rel=canonical href=x>{PAGE}'
        return _page(page.encode())
    if path == "/bomb":
        return _page(gzip.compress(b"\0" * 100_000_000, 9), "Content-Encoding: gzip")
    if path == "/header":
        return b"HTTP/1.1 200 OK\r\nX: " + b"a" * 1_000_000 + b"\r\n\r\n"
    if path == "/authenticate":
        return b'HTTP/1.1 401 No\r\nWWW-Authenticate: Negotiate, Basic realm="x"\r\nContent-Length: 0\r\n\r\n'
    if path == "/upgrade":
        return b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
    return _page(PAGE.encode())


def _page(body: bytes, *headers: str) -> bytes:
    lines = ["HTTP/1.1 200 OK", "Content-Type: text/html; charset=utf-8", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def _found(results: list[str]) -> bytes:
    body = json.dumps({"results": [{"url": url, "title": "A job", "content": "Bread."} for url in results]}).encode()
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
