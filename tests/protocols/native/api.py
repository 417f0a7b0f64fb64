"""A client of the native API."""

import json
from collections.abc import Iterator
from typing import Any

import httpx

from tests.running import SAMPLES, Server

BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
PROBLEM = "application/problem+json"
ENDS = {"done", "failed", "cancelled", "abandoned", "interrupted"}


class Said:
    """One event of a run: its number, its name, its data."""

    def __init__(self, raw: str) -> None:
        fields = dict(line.split(": ", 1) for line in raw.split("\n"))
        assert fields.keys() == {"event", "id", "data"}, raw
        self.seq, self.name = int(fields["id"]), fields["event"]
        self.data: Any = json.loads(fields["data"])


OF_ITS_OWN = "\n<!-- The tests of the native API share this one, and none changes it. -->\n"


class Api(httpx.Client):
    """Requests to `/api`, which may carry a key."""

    def __init__(self, server: Server, key: str = "") -> None:
        headers = {"x-api-key": key} if key else {}
        super().__init__(base_url=server.url, headers=headers, timeout=120)

    def upload(self, name: str = "resume_plain.md", more: str = "", **headers: str) -> dict[str, Any]:
        """A sample résumé, read to its end; `more` makes it another file."""
        sent = (SAMPLES / name).read_bytes() + more.encode()
        answer = self.post("/api/resumes", files={"file": (name, sent)}, headers=headers)
        assert answer.status_code == 201, answer.text
        self.until_ended(answer.json()["run_id"])
        return self.read(f"/api/resumes/{answer.json()['id']}")

    def make(
        self, path: str, body: dict[str, Any], status: int = 201, headers: dict[str, str] | None = None
    ) -> dict[str, Any]:
        """What a POST makes."""
        answer = self.post(path, json=body, headers=headers)
        assert answer.status_code == status, answer.text
        made: dict[str, Any] = answer.json()
        return made

    def read(self, path: str) -> dict[str, Any]:
        """A document."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def events(self, run_id: str, after: int = 0) -> list[Said]:
        """What a run says behind a number, to the end of its stream."""
        with self.stream("GET", f"/api/runs/{run_id}/events", params={"after": after} if after else {}) as answer:
            assert answer.status_code == 200, answer.read()
            return list(events_of(answer))

    def until_ended(self, run_id: str) -> str:
        """The name of the event that ends a run."""
        last = self.events(run_id)[-1]
        assert last.name in ENDS
        return last.name

    def everything(self, path: str, limit: int) -> list[dict[str, Any]]:
        """All pages of a list."""
        items: list[dict[str, Any]] = []
        cursor: str | None = ""
        while cursor is not None:
            page = self.read(f"{path}?limit={limit}&cursor={cursor}")
            assert len(page["items"]) <= limit
            items += page["items"]
            cursor = page["next"]
        return items


def events_of(answer: httpx.Response) -> Iterator[Said]:
    """The events as they arrive; comments and `retry:` are none."""
    buffer = ""
    for text in answer.iter_text():
        buffer += text
        while "\n\n" in buffer:
            raw, _, buffer = buffer.partition("\n\n")
            if "data: " in raw:
                yield Said(raw)
    assert buffer == ""


def problem(answer: httpx.Response, status: int) -> dict[str, Any]:
    """The problem details (RFC 9457) that an answer is."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == PROBLEM
    told: dict[str, Any] = answer.json()
    assert told.keys() - {"field"} == {"type", "title", "status", "detail", "instance", "code"}
    assert (told["type"], told["status"], told["instance"]) == ("about:blank", status, answer.headers["x-request-id"])
    assert told["detail"].endswith(".")
    return told
