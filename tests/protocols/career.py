"""A client of the Career API, and what its streams are made of."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

from tests.databases import open_database
from tests.running import SAMPLES, Server

BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
GENERATE = "/v1/cover-letters/generate"
TAILOR = "/v1/tailor"
STREAM = {"Accept": "text/event-stream"}


class Frame:
    """One event as it came: its `id` and its JSON."""

    def __init__(self, raw: str) -> None:
        lines = raw.split("\n")
        self.names = [line.partition(":")[0] for line in lines]
        self.id = next((line.removeprefix("id: ") for line in lines if line.startswith("id: ")), "")
        (data,) = (line.removeprefix("data: ") for line in lines if line.startswith("data: "))
        self.payload: dict[str, Any] = json.loads(data)


def upload(server: Server, name: str = "resume_plain.md", **headers: str) -> str:
    """The id of a sample résumé on the server."""
    files = {"file": (name, (SAMPLES / name).read_bytes())}
    answer = httpx.post(f"{server.url}/v1/resumes", files=files, headers=headers)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["resumeId"])


def body(resume_id: str, **more: Any) -> dict[str, Any]:
    return {"resumeId": resume_id, "jobDescription": BACKEND, "companyName": "Northwind Ledger", **more}


def frames_of(answer: httpx.Response) -> Iterator[Frame]:
    """The events as they arrive; comments and `retry:` are none."""
    buffer = ""
    for text in answer.iter_text():
        buffer += text
        while "\n\n" in buffer:
            raw, _, buffer = buffer.partition("\n\n")
            if "data: " in raw:
                yield Frame(raw)
    assert buffer == ""


def stream(server: Server, path: str, wanted: dict[str, Any], **headers: str) -> list[Frame]:
    """All events of one stream."""
    with httpx.stream("POST", server.url + path, json=wanted, headers={**STREAM, **headers}, timeout=120) as answer:
        assert answer.status_code == 200, answer.read()
        return list(frames_of(answer))


def joined(frames: list[Frame]) -> dict[str, str]:
    """The text of each section, in the order in which they began."""
    sections: dict[str, str] = {}
    for frame in frames:
        if frame.payload["type"] == "section":
            name = frame.payload["section"]
            sections[name] = sections.get(name, "") + frame.payload["content"]
    return sections


def runs_of(data_dir: Path, kind: str) -> list[str]:
    """The states of the runs of a kind, in the order in which they were asked for."""
    with open_database(data_dir / "foreword.sqlite3") as connection:
        return [
            state
            for (state,) in connection.execute("SELECT state FROM runs WHERE kind = ? ORDER BY created_at", (kind,))
        ]
