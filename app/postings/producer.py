"""The run that analyses a posting: its findings come one kind after another, then the end with the row."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from app.db import as_statement
from app.errors import AppError, StepFailed
from app.llm import Model, Models
from app.postings import repository
from app.postings.analysis import Flags, Overview, PostingAnalysis, Questions, Requirements, Terms
from app.postings.results import ExtractedKeywords
from app.streaming import Emit, Finish, Kind, Run, RunContext, RunState, Statement

if TYPE_CHECKING:
    from app.postings.pieces import AnalyzePosting

KIND = "posting_analysis"
LABELS = (
    "Reading what the job is...",
    "Listing what they ask for...",
    "Collecting keywords...",
    "Noting the conditions...",
    "Looking for red flags...",
    "Thinking of questions...",
)
PIECES: dict[str, type[Any]] = {
    "overview": Overview,
    "requirements": Requirements,
    "keywords": ExtractedKeywords,
    "terms": Terms,
    "flags": Flags,
    "questions": Questions,
}
_FAILURES = (
    "Reading the job failed",
    "Listing the requirements failed",
    "Keyword extraction failed",
    "Reading the conditions failed",
    "Looking for red flags failed",
    "Thinking of questions failed",
)
DEADLINE_SECONDS = 900.0


class AnalysisInput(msgspec.Struct, frozen=True):
    """What is analysed: the posting as it was when the run began."""

    owner: str
    posting_id: str
    text: str
    title: str
    company: str


def analysis_kind(models: Models) -> Kind:
    """The kind of run.

    Events: `progress` `{"step", "label"}` as each piece becomes the next to arrive, `findings`
    `{"piece", "found"}` with the piece's answer, then the ending.
    """

    async def produce(context: RunContext) -> AsyncIterator[Emit | Finish]:
        wanted = msgspec.json.decode(context.input, type=AnalysisInput)
        model = await models.for_run(wanted.owner, context.run.id)
        working = [asyncio.create_task(_step(context, number, wanted, model)) for number in range(len(PIECES))]
        found: dict[str, Any] = {}
        try:
            for number, (piece, work) in enumerate(zip(PIECES, working, strict=True)):
                yield Emit("progress", {"step": number, "label": LABELS[number]}, once=f"progress-{number}")
                found[piece] = await work
                yield Emit("findings", {"piece": piece, "found": found[piece]}, once=f"findings-{number}")
        finally:
            for work in working:
                work.cancel()
            await asyncio.gather(*working, return_exceptions=True)
        result = PostingAnalysis(**found, model_note=model.describe())
        row = repository.set_analysis(wanted.owner, wanted.posting_id, context.run.id, result, time.time())
        yield Finish({"posting_id": wanted.posting_id}, statements=[as_statement(row)])

    return Kind(KIND, produce, resumable=True, deadline=DEADLINE_SECONDS, on_end=_keep_ending)


async def _step(context: RunContext, number: int, wanted: AnalysisInput, model: Model) -> Any:
    """One piece, remembered: a run that is taken up again pays for none twice."""
    name, answer_type = list(PIECES.items())[number]

    async def work() -> Any:
        task = await asyncio.to_thread(_task, name, wanted)
        return await asyncio.to_thread(task.settled, await model.ask(task))

    try:
        return await context.step(name, work, answer_type)
    except AppError as error:
        raise StepFailed(f"{_FAILURES[number]}: {error.message}", step=number) from error


def _task(name: str, wanted: AnalysisInput) -> "AnalyzePosting[Any]":
    # Imported on first use, in a thread: its patterns take longer to make ready than the first page should wait.
    from app.postings.pieces import PIECES as KNOWN
    from app.postings.pieces import AnalyzePosting

    return AnalyzePosting(KNOWN[name], wanted.text, wanted.title, wanted.company)


def _keep_ending(run: Run, state: RunState, message: str) -> Sequence[Statement]:
    wanted = msgspec.json.decode(run.input, type=AnalysisInput)
    ended = repository.set_analysis_ended(wanted.owner, wanted.posting_id, run.id, state.value, message, time.time())
    return [as_statement(ended)]
