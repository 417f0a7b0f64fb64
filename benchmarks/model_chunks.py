"""Processor time for each streamed chunk of a model: LiteLLM's wrapper, the OpenAI client, and Foreword's ways.

The provider is a process of its own on loopback, so that only the reader's time is counted. Chunks come one at a time,
as they do from a model: each is sent when the last has had time to be read. All ways run on uvloop, as the server does,
and take turns; medians of the turns.
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import uvloop

from app.llm import Message, Models
from app.settings import load_settings
from benchmarks.report import Row

CHUNKS = 1500
TURNS = 5
CHUNK_SECONDS = 0.0002
KEY = "sk-benchmark"
DIRECT_GOAL, EVERY_GOAL = 0.3, 1.0
Way = Callable[[], Awaitable[None]]


def _openai_events() -> Iterator[dict[str, Any]]:
    chunk = {
        "id": "chatcmpl-BxYz0123456789",
        "object": "chat.completion.chunk",
        "created": 1_750_000_000,
        "model": "gpt-4o-mini-2024-07-18",
        "service_tier": "default",
        "system_fingerprint": "fp_0123456789",
    }
    for number in range(CHUNKS):
        choice = {"index": 0, "delta": {"content": f" word{number}"}, "logprobs": None, "finish_reason": None}
        yield {**chunk, "choices": [choice], "usage": None}
    yield {**chunk, "choices": [{"index": 0, "delta": {}, "logprobs": None, "finish_reason": "stop"}], "usage": None}
    tokens = {"prompt_tokens": 9, "completion_tokens": CHUNKS, "total_tokens": CHUNKS + 9}
    yield {**chunk, "choices": [], "usage": tokens}


def _anthropic_events() -> Iterator[dict[str, Any]]:
    usage = {"input_tokens": 9, "output_tokens": 1}
    message = {"id": "msg_01", "type": "message", "role": "assistant", "content": [], "model": "claude", "usage": usage}
    yield {"type": "message_start", "message": message}
    yield {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}
    for number in range(CHUNKS):
        delta = {"type": "text_delta", "text": f" word{number}"}
        yield {"type": "content_block_delta", "index": 0, "delta": delta}
    yield {"type": "content_block_stop", "index": 0}
    ending = {"stop_reason": "end_turn", "stop_sequence": None}
    yield {"type": "message_delta", "delta": ending, "usage": {"output_tokens": CHUNKS}}
    yield {"type": "message_stop"}


def _frames(path: str) -> list[bytes]:
    if path.endswith("/messages"):
        return [f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode() for event in _anthropic_events()]
    return [f"data: {json.dumps(event)}\n\n".encode() for event in _openai_events()] + [b"data: [DONE]\n\n"]


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            await reader.readexactly(int(head.partition("content-length:")[2].partition("\r\n")[0]))
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n")
            for frame in _frames(head.split()[1]):
                writer.write(f"{len(frame):x}\r\n".encode() + frame + b"\r\n")
                await writer.drain()
                await asyncio.sleep(CHUNK_SECONDS)
            writer.write(b"0\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def _serve() -> None:
    server = await asyncio.start_server(_answer, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


class _Letter:
    name = "write_letter"
    answer_type = str

    def messages(self) -> list[Message]:
        return [Message("system", "Write."), Message("user", "A letter.")]

    def builtin(self) -> str:
        return ""


def _foreword(models: Models, name: str) -> Way:
    async def read() -> None:
        async for _ in models.named(name).stream(_Letter()):
            pass

    return read


def _wrapper(model: str, base: str) -> Way:
    async def read() -> None:
        import litellm

        messages = [{"role": "user", "content": "A letter."}]
        stream = await litellm.acompletion(model=model, messages=messages, stream=True, api_base=base, api_key=KEY)
        async for _ in stream:
            pass

    return read


def _openai(base: str) -> Way:
    import openai

    client = openai.AsyncOpenAI(api_key=KEY, base_url=base)

    async def read() -> None:
        messages: Any = [{"role": "user", "content": "A letter."}]
        async for _ in await client.chat.completions.create(model="gpt-4o-mini", messages=messages, stream=True):
            pass

    return read


@asynccontextmanager
async def _ways(url: str) -> AsyncIterator[dict[str, Way]]:
    os.environ |= {"OPENROUTER_API_BASE": f"{url}/v1", "OPENROUTER_API_KEY": KEY}
    os.environ |= {"ANTHROPIC_API_BASE": url, "ANTHROPIC_API_KEY": KEY}
    choices = "anthropic/claude-sonnet-4-5,openrouter/some/model"
    given = {"FOREWORD_MODEL": "openai/gpt-4o-mini", "FOREWORD_MODEL_CHOICES": choices, "FOREWORD_MODEL_API_KEY": KEY}
    models = Models(load_settings({**given, "FOREWORD_MODEL_API_BASE": f"{url}/v1"}))
    await models.warm()
    try:
        yield {
            "OpenAI client": _openai(f"{url}/v1"),
            "LiteLLM's wrapper, OpenAI": _wrapper("openai/gpt-4o-mini", f"{url}/v1"),
            "LiteLLM's wrapper, Anthropic": _wrapper("anthropic/claude-sonnet-4-5", url),
            "Foreword, OpenAI's wire": _foreword(models, "openai/gpt-4o-mini"),
            "Foreword, Anthropic's wire": _foreword(models, "anthropic/claude-sonnet-4-5"),
            "Foreword, chunks of LiteLLM's reader": _foreword(models, "openrouter/some/model"),
        }
    finally:
        await models.close()


async def _measured(url: str) -> dict[str, float]:
    taken: dict[str, list[float]] = {}
    async with _ways(url) as ways:
        for turn in range(TURNS + 1):
            for name, read in ways.items():
                began = time.process_time()
                await read()
                if turn:
                    taken.setdefault(name, []).append((time.process_time() - began) / CHUNKS * 1e6)
    return {name: statistics.median(times) for name, times in taken.items()}


def rows() -> Iterator[Row]:
    """Microseconds for each chunk, the call itself spread over all of them.

    The wrapper's rows turn "under" when it has become as cheap as the OpenAI client: then the ways round it may go.
    """
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.model_chunks"], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        port = process.stdout.readline().strip()
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            taken = runner.run(_measured(f"http://127.0.0.1:{port}"))
    finally:
        process.terminate()
        process.wait()
    peer = taken.pop("OpenAI client")
    for name, figure in taken.items():
        goal = DIRECT_GOAL if name.endswith("OpenAI's wire") else EVERY_GOAL
        is_avoided = name.startswith("LiteLLM")
        yield Row(f"a model's chunk: {name}", figure, "µs", "OpenAI client", peer, goal, at_least=is_avoided)


if __name__ == "__main__":
    asyncio.run(_serve())
