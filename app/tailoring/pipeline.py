"""The six steps of a tailoring (`protocols.md` section 4): a producer that knows neither HTTP nor who watches."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import date
from typing import TypeVar

import msgspec

from app.db import as_statement
from app.documents.editing import Reorder, reorder, reorder_resume, unified_diff
from app.documents.rendering import RenderedPdf, Renderer
from app.documents.resume import ReadResume
from app.documents.structure import own_outline, to_plain_text
from app.errors import AppError, RenderFailed, StepFailed
from app.llm import Model, Models
from app.postings.service import ExtractedKeywords, keywords_by
from app.streaming import Emit, Finish, Kind, Run, RunContext, RunState, Statement
from app.tailoring import repository
from app.tailoring.analysis import analyze_resume
from app.tailoring.matching import match_by
from app.tailoring.models import Analyzed, Compiled, Injected, TailoringInput, TailoringResult
from app.tailoring.planning import make_plan
from app.tailoring.results import MatchResult, ReorderPlan

_log = logging.getLogger(__name__)
KIND = "tailoring"
INJECTED_STEP = "step-4"
LABELS = (
    "Analyzing resume...",
    "Extracting keywords...",
    "Matching skills...",
    "Computing reorder plan...",
    "Injecting into LaTeX...",
    "Compiling PDF...",
)
_FAILURES = (
    "Resume analysis failed",
    "Keyword extraction failed",
    "Matching failed",
    "Reorder planning failed",
    "Injection failed",
    "Compilation failed",
)
DEADLINE_SECONDS = 900.0
ReadResumeNow = Callable[[str, str], Awaitable[ReadResume]]
T = TypeVar("T")
U = TypeVar("U")


class Pipeline:
    """What the steps need: a way to read the résumé, a model, a renderer."""

    def __init__(self, read: ReadResumeNow, models: Models, renderer: Renderer) -> None:
        self._read = read
        self._models = models
        self._renderer = renderer

    def kind(self) -> Kind:
        """The kind of run, for the engine."""
        return Kind(KIND, self.produce, resumable=True, deadline=DEADLINE_SECONDS, on_end=keep_ending)

    async def produce(self, context: RunContext) -> AsyncIterator[Emit | Finish]:
        """Six progress events, then the end with the result, its PDF and the row in one transaction.

        What goes on "to this day" is counted up to the day on which the run was made, also when it is taken up later.
        """
        started = context.run.started_at or time.time()
        wanted = msgspec.json.decode(context.input, type=TailoringInput)
        day = context.day
        model = await self._models.for_run(wanted.owner, context.run.id)
        yield _progress(0)
        yield _progress(1)
        analyzed, extracted = await _both(
            self._step(context, 0, lambda: self._analyze(wanted, day), Analyzed),
            self._step(context, 1, lambda: _extract(wanted, model), ExtractedKeywords),
        )
        yield _progress(2)
        match = await self._step(context, 2, lambda: match_by(model, analyzed.read.resume, extracted, day), MatchResult)
        yield _progress(3)
        plan = await self._step(context, 3, lambda: _plan(wanted, analyzed, match, day), ReorderPlan)
        yield _progress(4)
        injected = await self._step(context, 4, lambda: _inject(analyzed.read, plan), Injected)
        yield _progress(5)
        compiled = await self._step(context, 5, lambda: self._compile(injected, wanted.owner), Compiled)
        result = TailoringResult(
            analysis=analyzed.analysis,
            extracted=extracted,
            match=match,
            reorder_plan=plan,
            injected=injected,
            pages=compiled.pages,
            engine=compiled.engine,
            pdf_error=compiled.error,
            warnings=[*analyzed.read.warnings, *compiled.warnings],
            filename=_file_stem(analyzed.read, wanted),
            model_note=model.describe(),
            processing_time_ms=round((time.time() - started) * 1000),
        )
        yield _finish(wanted, result, compiled.pdf)

    async def _step(self, context: RunContext, number: int, work: Callable[[], Awaitable[T]], kind: type[T]) -> T:
        async def logged() -> T:
            result = await work()
            _log.info("tailoring run %s: step=%d done", context.run.id, number)
            return result

        try:
            return await context.step(f"step-{number}", logged, kind)
        except AppError as error:
            raise StepFailed(f"{_FAILURES[number]}: {error.message}", step=number) from error

    async def _analyze(self, wanted: TailoringInput, day: date) -> Analyzed:
        read = await self._read(wanted.owner, wanted.resume_id)
        return Analyzed(read, await asyncio.to_thread(analyze_resume, read.resume, day))

    async def _compile(self, injected: Injected, owner: str) -> Compiled:
        """The PDF; never fatal: what stops it becomes `error`, and a LaTeX résumé still gets the plain design."""
        error = ""
        if injected.tex:
            try:
                return _compiled(await self._renderer.from_latex(injected.tex, owner))
            except RenderFailed as failure:
                error = failure.message
        try:
            rendered = await self._renderer.from_resume(injected.resume, injected.sections, titles=injected.titles)
        except RenderFailed as failure:
            return Compiled(error=error or failure.message)
        return _compiled(rendered, error)


def keep_ending(run: Run, state: RunState, message: str) -> Sequence[Statement]:
    """The tailoring's row says how its run ended."""
    wanted = msgspec.json.decode(run.input, type=TailoringInput)
    ended = repository.set_ended(wanted.owner, wanted.tailoring_id, state.value, message, time.time())
    return [as_statement(ended)]


async def _both(first: Awaitable[T], second: Awaitable[U]) -> tuple[T, U]:
    """Both results; when one fails the other is cancelled and the first failure is raised as it is."""
    tasks = (asyncio.ensure_future(first), asyncio.ensure_future(second))
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
    return tasks[0].result(), tasks[1].result()


def _progress(number: int) -> Emit:
    return Emit("progress", {"step": number, "label": LABELS[number]}, once=f"progress-{number}")


async def _extract(wanted: TailoringInput, model: Model) -> ExtractedKeywords:
    return await keywords_by(model, wanted.posting_text, wanted.job_title, wanted.company)


async def _plan(wanted: TailoringInput, analyzed: Analyzed, match: MatchResult, day: date) -> ReorderPlan:
    return await asyncio.to_thread(make_plan, analyzed.read, match, wanted.instructions, day)


async def _inject(read: ReadResume, plan: ReorderPlan) -> Injected:
    return await asyncio.to_thread(inject, read, plan)


def inject(read: ReadResume, plan: ReorderPlan) -> Injected:
    """Carry the plan out: on the LaTeX source by spans, on the structured résumé by pointers."""
    orders = [Reorder(read.groups[move.group], tuple(move.order)) for move in plan.moves]
    resume = reorder_resume(read.resume, orders)
    keys = [section.key for section in read.sections]
    for order in orders:
        if order.group.kind == "sections":
            keys = [keys[int(order.group.pointers[index].rpartition("/")[2])] for index in order.order]
    sections = list(dict.fromkeys(keys))
    _, titles = own_outline(read)
    if read.format == "tex":
        tex = reorder(read.text, orders)
        return Injected(tex, resume, sections, titles, read.text, tex, unified_diff(read.text, tex, "resume.tex"))
    before = to_plain_text(read.resume, [section.key for section in read.sections])
    after = to_plain_text(resume, sections)
    return Injected("", resume, sections, titles, before, after, unified_diff(before, after, "resume.txt"))


def _compiled(rendered: RenderedPdf, error: str = "") -> Compiled:
    return Compiled(rendered.pdf, rendered.pages, rendered.engine, error, rendered.warnings)


def _file_stem(read: ReadResume, wanted: TailoringInput) -> str:
    words = [read.resume.basics.name or "resume", wanted.company or wanted.job_title]
    stem = "_".join("".join(char if char.isalnum() else " " for char in word) for word in words if word)
    return "_".join(stem.split())[:80] or "resume"


def _finish(wanted: TailoringInput, result: TailoringResult, pdf: bytes) -> Finish:
    row = repository.set_done(
        wanted.owner,
        wanted.tailoring_id,
        result.match.score,
        msgspec.json.encode(result),
        pdf or None,
        time.time(),
    )
    return Finish({"tailoring_id": wanted.tailoring_id}, statements=[as_statement(row)])
