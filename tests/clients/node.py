"""Programs for Node, run against a server."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
HEAR = HERE / "hear.mjs"
STREAM = {"stream": True}


def environment(**more: str) -> dict[str, str]:
    """With the project's own Node behind the system's."""
    return os.environ | {"PATH": os.environ["PATH"] + os.pathsep + str(ROOT / ".venv-node" / "bin")} | more


class Heard:
    """What a call of the TypeScript client came to."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.document: Any = None
        self.stream: dict[str, str] = {}
        self.error: dict[str, Any] = {}

    def take(self, line: str) -> dict[str, Any] | None:
        """One line of the program; the event that it tells of."""
        told = json.loads(line)
        if "event" in told:
            self.events.append(told["event"])
            return self.events[-1]
        self.document = told.get("document", self.document)
        self.stream = told.get("stream", self.stream)
        self.error = told.get("error", self.error)
        return None

    @property
    def types(self) -> list[str]:
        """The types of the events, in their order; pieces of text in a row as one."""
        types = [event["type"] for event in self.events]
        return [kind for at, kind in enumerate(types) if not (at and types[at - 1] == kind)]

    def text(self, member: str) -> str:
        """The pieces of a text, put together."""
        return "".join(event.get(member, "") for event in self.events)


def call(
    base_url: str, method: str, *given: Any, key: str = "", act: Callable[[dict[str, Any]], None] | None = None
) -> Heard:
    """A call of the TypeScript client; `act` is told each event as soon as it is there."""
    command = ["node", str(HEAR), base_url, key, method, json.dumps(given)]
    heard = Heard()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        for line in program.stdout:
            event = heard.take(line.decode())
            if event is not None and act is not None:
                act(event)
        assert program.wait() == 0, program.stderr.read().decode()
    return heard
