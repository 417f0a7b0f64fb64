"""A small browser for measuring: one kept connection, one cookie, no work of its own to speak of."""

import http.client
import re
import secrets
import time
from typing import Self

import msgspec

TIMEOUT_SECONDS = 60.0
KEPT_SECONDS = 2.0
"""A connection that was idle for longer is made anew: a server may close it after five."""
_TOKEN = re.compile(rb'name="_csrf_token" value="([^"]+)"')


class Answer(msgspec.Struct, frozen=True):
    """What came back. `wire_bytes` counts status, headers and body as they were sent; `seconds` to the last byte."""

    status: int
    headers: dict[str, str]
    body: bytes
    wire_bytes: int
    seconds: float


class Browser:
    """Talks to one server on the loopback."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)
        self._cookie = ""
        self._token = ""
        self._answered = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def get(self, path: str, *, encoding: str = "identity") -> Answer:
        """One page, `encoding` as in Accept-Encoding."""
        return self._ask("GET", path, None, {"Accept-Encoding": encoding})

    def submit(self, path: str, fields: dict[str, str], file: tuple[str, bytes] | None = None) -> str:
        """Send a form as multipart; gives back where the server sends one on to."""
        boundary = secrets.token_hex(16)
        body = _multipart({"_csrf_token": self._form_token(), **fields}, file, boundary)
        answer = self._ask("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={boundary}"})
        if answer.status != http.HTTPStatus.SEE_OTHER:
            raise SystemExit(f"POST {path} was answered with {answer.status}: {answer.body[:400]!r}")
        return answer.headers["location"]

    def watch(self, path: str) -> bytes:
        """Follow a page's stream of fragments to its end."""
        self._connection.request("GET", path, headers={"Accept": "text/event-stream", "Cookie": self._cookie})
        stream = self._connection.getresponse()
        said = stream.read()
        if b"event: app:end" not in said:
            raise SystemExit(f"{path} ended with {stream.status} and no end: {said[-400:]!r}")
        return said

    def _form_token(self) -> str:
        if not self._token:
            found = _TOKEN.search(self.get("/postings").body)
            if found is None:
                raise SystemExit("The page of postings has no form token.")
            self._token = found[1].decode()
        return self._token

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        if self._cookie:
            headers["Cookie"] = self._cookie
        if time.monotonic() - self._answered > KEPT_SECONDS:
            self._connection.close()
        started = time.perf_counter()
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        content = answer.read()
        seconds = time.perf_counter() - started
        self._answered = time.monotonic()
        given = {name.lower(): value for name, value in answer.getheaders()}
        if "set-cookie" in given:
            self._cookie = given["set-cookie"].partition(";")[0]
        head = sum(len(name) + len(value) + len(": \r\n") for name, value in answer.getheaders())
        return Answer(answer.status, given, content, head + len("HTTP/1.1 200 OK\r\n\r\n") + len(content), seconds)


def _multipart(fields: dict[str, str], file: tuple[str, bytes] | None, boundary: str) -> bytes:
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    if file is not None:
        name, data = file
        disposition = f'Content-Disposition: form-data; name="resume_file"; filename="{name}"'
        parts += [f"--{boundary}\r\n{disposition}\r\n\r\n".encode(), data, b"\r\n"]
    return b"".join([*parts, f"--{boundary}--\r\n".encode()])
