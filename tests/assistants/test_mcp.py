"""`foreword mcp` as an assistant uses it: the official client, the real command, a real server."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.types import CallToolResult, TextContent

from tests.pages.faults import Cut
from tests.pages.proxy import Proxy
from tests.pages.tailoring import slow_tex
from tests.running import BETWEEN_LOOKS, SAMPLES, Server, free_port

BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
COMMAND = ["-c", "from app.cli import main; main()"]


@asynccontextmanager
async def assistant(url: str, *more: str) -> AsyncIterator[Client]:
    """An assistant that has started the command."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FOREWORD_")}
    parameters = StdioServerParameters(
        command=sys.executable, args=[*COMMAND, "mcp", "--url", url, *more], env=environment
    )
    async with Client(stdio_client(parameters)) as client:
        yield client


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    with Proxy(server.port) as running:
        yield running


def upload(server: Server, file: Path = SAMPLES / "resume_plain.md") -> str:
    """The id of a résumé that has been read."""
    own = b"\n% for an assistant\n" if file.suffix == ".tex" else b"\n<!-- for an assistant -->\n"
    answer = httpx.post(f"{server.url}/v1/resumes", files={"file": (file.name, file.read_bytes() + own)})
    return str(answer.json()["resumeId"])


def said(result: CallToolResult) -> str:
    """What a tool answered in words."""
    return "".join(part.text for part in result.content if isinstance(part, TextContent))


async def call(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    """What a tool that went well answered."""
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, said(result)
    assert result.structured_content is not None
    answer: dict[str, Any] = result.structured_content
    return answer


async def every_resume(client: Client) -> set[str]:
    """The ids on all pages of the list."""
    listed = await call(client, "list_resumes")
    found = {one["id"] for one in listed["resumes"]}
    while listed["next"]:
        listed = await call(client, "list_resumes", cursor=listed["next"])
        found |= {one["id"] for one in listed["resumes"]}
    return found


def fetched(url: str) -> bytes:
    """What the person finds at an address that a tool has named."""
    answer = httpx.get(url)
    assert answer.status_code == 200
    return answer.content


def key_with(data_dir: Path, *scopes: str) -> str:
    """A new key of the local person."""
    asked = [part for scope in scopes for part in ("--scope", scope)]
    done = subprocess.run(
        [sys.executable, *COMMAND, "keys", "create", "--name", "assistant", *asked],
        env={**os.environ, "FOREWORD_DATA_DIR": str(data_dir)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


async def test_an_assistant_is_offered_five_tools_and_told_which_change_nothing(server: Server) -> None:
    async with assistant(server.url) as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert client.instructions is not None
        assert "without inventing" in client.instructions
    reading = {name for name, tool in tools.items() if tool.annotations is not None and tool.annotations.read_only_hint}
    assert set(tools) == {"list_resumes", "read_resume", "match_resume", "tailor_resume", "write_letter"}
    assert reading == {"list_resumes", "read_resume", "match_resume"}
    assert set(tools["tailor_resume"].input_schema["required"]) == {"resume_id", "posting"}


async def test_an_assistant_finds_a_resume_reads_it_and_sees_how_it_matches(server: Server) -> None:
    name = upload(server)
    async with assistant(server.url) as client:
        assert name in await every_resume(client)
        read = await call(client, "read_resume", resume_id=name)
        assert read["resume"]["basics"]["name"]
        assert read["resume"]["basics"]["name"].encode() in fetched(read["page"])
        match = await call(client, "match_resume", resume_id=name, posting=BACKEND)
        again = await call(client, "match_resume", resume_id=name, posting=BACKEND)
    assert 0 < match["score"] <= 100
    assert match == again
    assert {found["term"] for found in match["match"]["matched"]}


async def test_a_tailoring_tells_each_step_and_ends_with_the_diff_and_the_files(server: Server) -> None:
    name, steps = upload(server, SAMPLES / "jake_resume.tex"), list[tuple[float, str | None]]()

    async def note(progress: float, total: float | None, message: str | None) -> None:
        assert total == 6
        steps.append((progress, message))

    async with assistant(server.url) as client:
        arguments = {"resume_id": name, "posting": BACKEND}
        result = await client.call_tool("tailor_resume", arguments, progress_callback=note)
    tailored = result.structured_content
    assert tailored is not None, said(result)
    assert [number for number, _ in steps] == [1, 2, 3, 4, 5, 6]
    assert steps[-1][1] == "Compiling PDF..."
    assert tailored["diff"].startswith("---")
    assert fetched(tailored["files"]["pdf"]).startswith(b"%PDF")
    assert b"What moved, and why" in fetched(tailored["page"])


async def test_a_letter_comes_with_what_the_resume_does_not_support(server: Server) -> None:
    name = upload(server)
    async with assistant(server.url) as client:
        letter = await call(client, "write_letter", resume_id=name, posting=BACKEND, tone="formal", length="short")
    assert letter["text"].count("\n\n") >= 3
    assert letter["unanswered_marks"] == sum(len(part["blanks"]) + len(part["claims"]) for part in letter["marked"])
    assert b"<h1" in fetched(letter["page"])


async def test_a_line_that_breaks_in_the_middle_tells_each_step_once(server: Server, proxy: Proxy) -> None:
    name, steps = upload(server), list[float]()

    async def note(progress: float, total: float | None, message: str | None) -> None:
        assert (total, message) > (0, "")
        steps.append(progress)

    proxy.plan("/events", [Cut(marker=b"id: 3\n", abrupt=True), Cut(after=0), Cut(marker=b"event: done", abrupt=True)])
    async with assistant(proxy.url) as client:
        arguments = {"resume_id": name, "posting": BACKEND}
        result = await client.call_tool("tailor_resume", arguments, progress_callback=note)
    assert not result.is_error, said(result)
    assert steps == [1, 2, 3, 4, 5, 6]
    assert len(proxy.seen("/events")) == 4
    assert len(proxy.seen("/api/tailorings")) == 1


async def test_an_assistant_that_gives_up_stops_the_run(server: Server, tmp_path: Path) -> None:
    name, begun = upload(server, slow_tex(tmp_path, 200_000_123)), anyio.Event()

    async def note(progress: float, total: float | None, message: str | None) -> None:
        assert progress, (total, message)
        begun.set()

    async with assistant(server.url) as client, anyio.create_task_group() as tasks:

        async def tailor() -> None:
            await client.call_tool("tailor_resume", {"resume_id": name, "posting": BACKEND}, progress_callback=note)

        tasks.start_soon(tailor)
        await begun.wait()
        tasks.cancel_scope.cancel()
    async with httpx.AsyncClient(base_url=server.url) as http:
        newest = (await http.get("/api/tailorings")).json()["items"][0]
        while newest["state"] == "running":
            await anyio.sleep(BETWEEN_LOOKS)
            newest = (await http.get("/api/tailorings")).json()["items"][0]
    assert newest["state"] == "cancelled"


async def test_what_foreword_refuses_is_said_in_its_own_words(server: Server) -> None:
    async with assistant(server.url) as client:
        unknown = await client.call_tool("read_resume", {"resume_id": "res_nobodys"})
        short = await client.call_tool("match_resume", {"resume_id": upload(server), "posting": "A job."})
    assert unknown.is_error
    assert "résumé" in said(unknown)
    assert short.is_error
    assert "50" in said(short)


async def test_nobody_there_is_said_with_what_to_do() -> None:
    url = f"http://127.0.0.1:{free_port()}"
    async with assistant(url) as client:
        result = await client.call_tool("list_resumes", {})
    assert result.is_error
    assert f"No Foreword answers at {url}" in said(result)


async def test_a_key_opens_what_its_scopes_say(data_dir: Path, tmp_path: Path) -> None:
    key_file = tmp_path / "key"
    with Server(data_dir) as server:
        key_file.write_text(key_with(data_dir, "resumes") + "\n", encoding="utf-8")
        name = upload(server)
        async with assistant(server.url, "--key-file", str(key_file)) as client:
            listed = await call(client, "list_resumes")
            refused = await client.call_tool("tailor_resume", {"resume_id": name, "posting": BACKEND})
    assert [one["id"] for one in listed["resumes"]] == [name]
    assert refused.is_error
    assert "scope tailor" in said(refused)
