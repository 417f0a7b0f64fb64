"""The run of a review: a producer that knows neither HTTP nor who watches (`protocols.md` section 2)."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing

import msgspec

from app.db import Database, as_statement
from app.documents.resume import ReadResume, Resume
from app.errors import ModelError
from app.llm import Model, Models
from app.postings.service import ExtractedKeywords, keywords_by
from app.resumes.service import Resumes
from app.reviews import repository
from app.reviews.examining import (
    WHOLE,
    Examined,
    each_as_done,
    entries_for,
    examine_entry,
    examine_whole,
)
from app.reviews.findings import EXAMINED, QUESTION, SUGGESTION, Finding
from app.reviews.models import Printed, ReviewInput, StoredReview
from app.reviews.printing import Press
from app.streaming import Emit, Finish, Kind, Run, RunContext, RunState, Statement, patiently
from app.tailoring.service import MatchResult, match_by

KIND = "review"
RESUME, POSTING, WRITING = "Analyzing resume...", "Analyzing job posting...", "Writing suggestions..."
STAGES = {"extracting": "Extracting text...", "analyzing": "Analyzing structure..."}
# A model is asked once for each entry of the résumé; a small one on a slow machine takes a minute for each answer.
DEADLINE_SECONDS = 900.0
Load = Callable[[str, str], Awaitable[StoredReview]]
LoadFindings = Callable[[StoredReview], Awaitable[tuple[Finding, ...]]]


class ModelTimedOut(ModelError):
    """The provider did not answer in time."""

    code = "model_timed_out"


class Pipeline:
    """What a review needs: résumés, models, paper, and its own row."""

    def __init__(
        self,
        database: Database,
        resumes: Resumes,
        models: Models,
        press: Press,
        load: Load,
        findings: LoadFindings,
    ) -> None:
        self._database = database
        self._resumes = resumes
        self._models = models
        self._press = press
        self._load = load
        self._findings = findings

    def kind(self) -> Kind:
        """The kind of run, for the engine."""
        return Kind(KIND, self.produce, resumable=True, deadline=DEADLINE_SECONDS, on_end=keep_ending)

    async def produce(self, context: RunContext) -> AsyncIterator[Emit | Finish]:
        """Statuses, each finding as soon as it is there, and how the copy looks on paper; then the end."""
        wanted = msgspec.json.decode(context.input, type=ReviewInput)
        yield _status(RESUME)
        stored = await self._load(wanted.owner, wanted.review_id)
        if stored.base is None:
            async for status in self._read(wanted):
                yield status
            stored = await self._load(wanted.owner, wanted.review_id)
        assert stored.base is not None  # noqa: S101 - it was read just now
        for finding in stored.found:
            yield _found(finding)
        # A run taken up again remembers its steps, not the order in which they were done: the log does.
        found = {finding.id: finding for finding in await self._findings(stored)}
        printing = asyncio.create_task(self._print(wanted, stored), name=f"print {wanted.review_id}")
        try:
            async with aclosing(self._examined(context, wanted, stored.base, stored.found)) as examined:
                async for emit, findings in examined:
                    found |= {finding.id: finding for finding in findings if finding.id not in found}
                    yield emit
                    if printing.done():
                        yield _printed(printing.result())
            yield _printed(await printing)
        finally:
            printing.cancel()
        note = (await self._models.for_run(wanted.owner, context.run.id)).describe()
        row = repository.set_done(wanted.owner, wanted.review_id, note, tuple(found.values()), time.time())
        yield Finish({"review_id": wanted.review_id, "found": len(found)}, statements=[as_statement(row)])

    async def _examined(
        self, context: RunContext, wanted: ReviewInput, base: ReadResume, earlier: Sequence[Finding]
    ) -> AsyncGenerator[tuple[Emit, Sequence[Finding]]]:
        model = await self._models.for_run(wanted.owner, context.run.id)
        try:
            extracted, match = None, None
            if wanted.posting_text:
                yield _status(POSTING), ()
                extracted = await context.step("posting", lambda: _extract(model, wanted), ExtractedKeywords)
                found = context.step("match", lambda: match_by(model, base.resume, extracted, context.day), MatchResult)
                match = await found
            yield _status(WRITING), ()
            async with aclosing(_parts(context, wanted, model, base.resume, extracted, match, earlier)) as parts:
                async for part, seen in parts:
                    for finding in seen.findings:
                        yield _found(finding), (finding,)
                    yield Emit(EXAMINED, {"entry": part}, once=f"{EXAMINED} {part}"), ()
        except ModelError as error:
            if error.reason != "timeout":
                raise
            raise ModelTimedOut(
                error.message, reason=error.reason, retryable=error.retryable, retry_after=error.retry_after
            ) from error

    async def _read(self, wanted: ReviewInput) -> AsyncIterator[Emit]:
        """Read the résumé, telling both stages, and keep it as what the review begins with."""
        stages: asyncio.Queue[str | None] = asyncio.Queue()
        reading = asyncio.create_task(self._resumes.read_now(wanted.owner, wanted.resume_id, stages.put_nowait))
        reading.add_done_callback(lambda _: stages.put_nowait(None))
        try:
            while (stage := await stages.get()) is not None:
                yield _status(STAGES[stage])
            await reading
        finally:
            reading.cancel()
        resume = await self._resumes.get(wanted.owner, wanted.resume_id)
        base = resume.document or reading.result()
        await self._write(
            repository.set_base(wanted.owner, wanted.review_id, resume.title, resume.version, resume.source, base)
        )

    async def _print(self, wanted: ReviewInput, stored: StoredReview) -> Printed:
        """How the beginning looks on paper. What has been decided meanwhile is left alone."""
        assert stored.base is not None  # noqa: S101 - read before
        if stored.printed is not None:
            return stored.printed
        printed, pdf = await self._press.print(stored.base, wanted.owner)
        compiles = printed.engine == "pdflatex" if stored.base.format == "tex" else None
        await self._write(repository.set_first_print(wanted.owner, wanted.review_id, printed, pdf, compiles))
        return printed

    async def _write(self, statement: repository.Change) -> None:
        """What is asked of the model meanwhile goes on, and is not asked again, while the database is away."""

        async def write() -> None:
            async with self._database.write() as connection:
                await connection.execute(statement)

        await patiently(write, "a review")


async def _parts(
    context: RunContext,
    wanted: ReviewInput,
    model: Model,
    resume: Resume,
    extracted: ExtractedKeywords | None,
    match: MatchResult | None,
    earlier: Sequence[Finding],
) -> AsyncGenerator[tuple[str, Examined]]:
    """Each part of the résumé that no earlier run has dealt with, and what was found there: entries, then the whole."""
    taken = {finding.pointer for finding in earlier}

    async def entry_step(entry: str) -> Examined:
        return await context.step(
            f"part {entry}", lambda: examine_entry(entry, model, resume, extracted, match), Examined
        )

    entries = [entry for entry in entries_for(model, resume) if entry not in wanted.examined]
    async with aclosing(each_as_done(entries, entry_step)) as done:
        async for entry, seen in done:
            taken |= {finding.pointer for finding in seen.findings}
            yield entry, seen
    if WHOLE not in wanted.examined:
        last = await context.step(f"part {WHOLE}", lambda: examine_whole(resume, extracted, match, taken), Examined)
        yield WHOLE, last


def keep_ending(run: Run, state: RunState, message: str) -> Sequence[Statement]:
    """The review's row says how its run ended."""
    wanted = msgspec.json.decode(run.input, type=ReviewInput)
    ended = repository.set_ended(wanted.owner, wanted.review_id, state.value, message, time.time())
    return [as_statement(ended)]


async def _extract(model: Model, wanted: ReviewInput) -> ExtractedKeywords:
    return await keywords_by(model, wanted.posting_text, wanted.job_title, wanted.company)


def _status(message: str) -> Emit:
    return Emit("status", {"message": message}, once=message)


def _found(finding: Finding) -> Emit:
    if finding.suggestion is not None:
        return Emit(SUGGESTION, finding.suggestion, once=f"found {finding.id}")
    return Emit(QUESTION, finding.question, once=f"found {finding.id}")


def _printed(printed: Printed) -> Emit:
    return Emit("printed", printed, once="printed")
