"""The run that reads an uploaded résumé: two events as its two stages start, then the end."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

import msgspec

from app.db import as_statement
from app.documents.reader import read_resume
from app.documents.resume import ReadResume
from app.resumes import repository
from app.resumes.models import StoredResume
from app.streaming import Emit, Finish, Kind, Run, RunContext, RunState, Statement

KIND = "resume.read"
STAGES = ("Extracting text...", "Analyzing structure...")
DEADLINE_SECONDS = 60.0


class ReadInput(msgspec.Struct, frozen=True):
    """Which résumé to read."""

    owner: str
    resume_id: str


def reading_kind(load: Callable[[str, str], Awaitable[StoredResume]]) -> Kind:
    """The kind of run that reads; `load(owner, resume_id)` brings the row."""

    async def produce(context: RunContext) -> AsyncIterator[Emit | Finish]:
        wanted = msgspec.json.decode(context.input, type=ReadInput)
        stored = await load(wanted.owner, wanted.resume_id)
        yield Emit("progress", {"step": 0, "label": STAGES[0]}, once="stage-0")
        analyzing = asyncio.Event()

        async def read() -> ReadResume:
            return await read_resume(
                stored.source,
                stored.filename,
                lambda stage: analyzing.set() if stage == "analyzing" else None,
            )

        reading = asyncio.create_task(context.step("read", read, ReadResume))
        reading.add_done_callback(lambda _: analyzing.set())
        try:
            await analyzing.wait()
            if reading.done():
                reading.result()
            yield Emit("progress", {"step": 1, "label": STAGES[1]}, once="stage-1")
            document = await reading
        finally:
            reading.cancel()
        statement = repository.set_document(
            wanted.owner, wanted.resume_id, document, resume_title(document, stored.filename), time.time()
        )
        yield Finish({"resume_id": wanted.resume_id}, statements=[as_statement(statement)])

    return Kind(KIND, produce, resumable=True, deadline=DEADLINE_SECONDS, on_end=_keep_problem)


def _keep_problem(run: Run, state: RunState, message: str) -> Sequence[Statement]:
    wanted = msgspec.json.decode(run.input, type=ReadInput)
    problem = message or f"Reading was {state.value}. Upload the file again to start over."
    return [as_statement(repository.set_problem(wanted.owner, wanted.resume_id, problem, time.time()))]


def resume_title(document: ReadResume, filename: str) -> str:
    """What a résumé is called in lists: the person's name, else the file's."""
    return (document.resume.basics.name or filename)[:300]
