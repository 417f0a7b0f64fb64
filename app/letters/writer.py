"""Writing a letter, or one paragraph of it again: a producer that knows neither HTTP nor who watches.

Events: `status` (`label`), `open` (`part`, `label`: its text begins now, whatever stood there before goes), `text`
(`part`, `text`: the next piece), `paragraph` (`part`, `text`, `claims`: the part is finished). A run that is taken up
after a crash opens the part that was under way once more; finished parts are remembered and not written again.
"""

import functools
import time
from collections import OrderedDict
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing
from datetime import UTC, datetime

import msgspec

from app.db import as_statement
from app.documents.evidence import Background
from app.documents.resume import ReadResume, Resume
from app.errors import ModelError, NotFound
from app.letters import repository
from app.letters.checking import check_paragraph
from app.letters.cleaning import MOST_CHARACTERS, Cleaner
from app.letters.composing import PARTS, Occasion, Paragraph
from app.letters.models import Ground, LetterInput, Written
from app.letters.shelf import Shelf, version_of_run
from app.letters.tasks import WriteParagraph
from app.llm import Model, Models
from app.postings.service import ExtractedKeywords, keywords_by
from app.streaming import Emit, Finish, Kind, Run, RunContext, RunState, Statement
from app.tailoring.service import MatchResult, match_by

KIND = "letter"
PARAGRAPH_KIND = "letter_paragraph"
DELIVERING = frozenset({"text", "paragraph"})
"""The events that carry something of the letter."""
DEADLINE_SECONDS = 600.0
READING = "Reading your résumé and the posting..."
MATCHING = "Finding what speaks for you..."
LABELS = {
    "salutation": "Writing the salutation...",
    "opening": "Writing the opening...",
    "body_1": "Writing what you have done...",
    "body_2": "Writing what else you bring...",
    "closing": "Writing the closing...",
}
_MOST_OPEN = 256
_EMPTY = "The model wrote nothing for this paragraph. Please try again."
_ENDLESS = "The model wrote far more than a paragraph and was stopped. Please try again."
ReadResumeNow = Callable[[str, str], Awaitable[ReadResume]]


class LetterWriter:
    """What the writing needs: a way to read the résumé, a model, the shelf of what is kept."""

    def __init__(self, read: ReadResumeNow, models: Models, shelf: Shelf) -> None:
        self._read = read
        self._models = models
        self._shelf = shelf
        self._open: OrderedDict[str, tuple[str, Cleaner]] = OrderedDict()

    def kinds(self) -> tuple[Kind, Kind]:
        """The kinds of run, for the engine: a whole letter, and one paragraph again."""
        return self._kind(KIND), self._kind(PARAGRAPH_KIND)

    def _kind(self, name: str) -> Kind:
        return Kind(name, self.produce, resumable=True, deadline=DEADLINE_SECONDS, on_end=self.keep_ending)

    async def produce(self, context: RunContext) -> AsyncIterator[Emit | Finish]:
        """The parts that are wanted, one after another; what stands already is said too, and left alone."""
        wanted = msgspec.json.decode(context.input, type=LetterInput)
        run_id = context.run.id
        model = await self._models.for_run(wanted.owner, run_id)
        yield Emit("status", {"label": READING}, once="reading")
        standing = await context.step("standing", lambda: self._shelf.standing(wanted), list[Paragraph])
        resume = await context.step("resume", lambda: self._resume(wanted), Resume)
        yield Emit("status", {"label": MATCHING}, once="matching")
        ground = await self._ground(context, wanted, resume, model)
        texts = {paragraph.part: paragraph.text for paragraph in standing}
        for part in (wanted.part,) if wanted.part else PARTS:
            if part in texts:
                yield _finished(await _checked(part, texts[part], resume, wanted))
                continue
            done = context.recall(part, Written)
            if done is None:
                task = _task(context.run, wanted, ground, part, texts)
                async with aclosing(self._write(run_id, task, model)) as pieces:
                    async for emit in pieces:
                        yield emit
                keep = functools.partial(self._keep, run_id, wanted, resume, part)
                done = await context.step(part, keep, Written)
            texts[part] = done.text
            yield _finished(done)
        self._open.pop(run_id, None)
        ended = repository.set_ended(wanted.owner, wanted.letter_id, run_id, RunState.DONE.value, "", time.time())
        yield Finish({"letter_id": wanted.letter_id}, statements=[as_statement(ended)])

    def keep_ending(self, run: Run, state: RunState, message: str) -> Sequence[Statement]:
        """How the run ended, and the beginning of the paragraph that was open."""
        wanted = msgspec.json.decode(run.input, type=LetterInput)
        ended = repository.set_ended(wanted.owner, wanted.letter_id, run.id, state.value, message, time.time())
        rows = [as_statement(ended)]
        part, cleaner = self._open.get(run.id, ("", None))
        if cleaner is not None and cleaner.text:
            rows.append(as_statement(version_of_run(run.id, wanted, part, cleaner.text, complete=False)))
        return rows

    async def _resume(self, wanted: LetterInput) -> Resume:
        """The résumé as it is now; once it is deleted, as it was when the letter was begun."""
        try:
            return (await self._read(wanted.owner, wanted.resume_id)).resume
        except NotFound:
            ground = await self._shelf.ground(wanted.owner, wanted.letter_id)
            if ground is None:
                raise
            return ground.resume

    async def _ground(self, context: RunContext, wanted: LetterInput, resume: Resume, model: Model) -> Ground:
        """What was found earlier, as far as it still holds: the posting does not change, the résumé may."""
        known = await self._shelf.ground(wanted.owner, wanted.letter_id)

        async def extract() -> ExtractedKeywords:
            if known is not None:
                return known.extracted
            return await keywords_by(model, wanted.posting, wanted.title, wanted.company)

        async def match() -> MatchResult:
            if known is not None and known.resume == resume:
                return known.match
            return await match_by(model, resume, extracted, context.day)

        extracted = await context.step("extracted", extract, ExtractedKeywords)
        found = Ground(resume, extracted, await context.step("match", match, MatchResult))
        if known != found:
            await self._shelf.keep_ground(wanted, found)
        return found

    async def _write(self, run_id: str, task: WriteParagraph, model: Model) -> AsyncGenerator[Emit, None]:
        cleaner = Cleaner(keeps_lines=task.part == "closing")
        self._open[run_id] = task.part, cleaner
        while len(self._open) > _MOST_OPEN:
            self._open.popitem(last=False)
        yield Emit("open", {"part": task.part, "label": LABELS[task.part]})
        deltas = model.stream(task)
        try:
            async for delta in deltas:
                piece = cleaner.feed(delta.text)
                if piece:
                    yield Emit("text", {"part": task.part, "text": piece})
                if cleaner.length > MOST_CHARACTERS:
                    raise ModelError(_ENDLESS, reason="too_long", retryable=True)
        finally:
            close = getattr(deltas, "aclose", None)
            if close is not None:
                await close()
        if not cleaner.text:
            raise ModelError(_EMPTY, reason="internal", retryable=True)

    async def _keep(self, run_id: str, wanted: LetterInput, resume: Resume, part: str) -> Written:
        text = self._open[run_id][1].text
        await self._shelf.keep_paragraph(run_id, wanted, part, text)
        return await _checked(part, text, resume, wanted)


async def _checked(part: str, text: str, resume: Resume, wanted: LetterInput) -> Written:
    background = Background(company=wanted.company, title=wanted.title, posting=wanted.posting)
    return Written(part, text, await check_paragraph(text, resume, background))


def _finished(written: Written) -> Emit:
    return Emit("paragraph", written, once=f"paragraph-{written.part}")


def _task(run: Run, wanted: LetterInput, ground: Ground, part: str, texts: dict[str, str]) -> WriteParagraph:
    occasion = Occasion(
        resume=ground.resume,
        extracted=ground.extracted,
        match=ground.match,
        posting=wanted.posting,
        title=wanted.title,
        company=wanted.company,
        wishes=wanted.wishes,
        today=datetime.fromtimestamp(run.created_at, UTC).date(),
    )
    written = tuple(Paragraph(name, texts[name]) for name in PARTS if name in texts)
    return WriteParagraph(
        occasion,
        part,
        written,
        avoid=wanted.avoid,
        problems=wanted.problems,
        shorter=wanted.action == "shorten",
    )
