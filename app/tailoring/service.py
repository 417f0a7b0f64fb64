"""The tailorings' use cases, and the only door for other slices and for the protocols."""

import asyncio
import time
from collections.abc import AsyncIterator

import msgspec

from app.db import Database, Place, as_statement
from app.documents.rendering import Renderer, page_image
from app.documents.resume import Resume
from app.documents.terms.vocabulary import lexicon
from app.errors import Conflict, InvalidInput, NotFound
from app.ids import derived_id, new_id
from app.llm import BuiltinModel, Model, Models
from app.postings.service import ExtractedKeywords, Posting, PostingForm, Postings, keywords_by
from app.resumes.service import Resumes
from app.streaming import Engine, Event
from app.tailoring import repository
from app.tailoring.exporting import FILE_TYPES, Kind, export
from app.tailoring.matching import match_by
from app.tailoring.models import (
    Injected,
    Matched,
    StoredTailoring,
    TailoringInput,
    TailoringResult,
    TailoringSummary,
)
from app.tailoring.pipeline import INJECTED_STEP, KIND, Pipeline
from app.tailoring.results import KeywordMatch, MatchResult, NearMatch, ReorderPlan, ResumeAnalysis
from app.tailoring.suggesting.results import Question, Suggestion
from app.usage.service import Quotas, settling

ABANDON_AFTER_SECONDS = 30.0
LIST_LIMIT = 500
MAX_INSTRUCTIONS = 2_000

__all__ = [
    "FILE_TYPES",
    "Injected",
    "KeywordMatch",
    "MatchResult",
    "Matched",
    "NearMatch",
    "Question",
    "ReorderPlan",
    "ResumeAnalysis",
    "StoredTailoring",
    "Suggestion",
    "TailoringSummary",
    "Tailorings",
    "ask_for_suggestions",
    "decode_result",
    "entries_to_ask_about",
    "match_by",
    "suggest_by_rules",
    "warm_vocabulary",
]


class Tailorings:
    """One instance for each process. Each run counts against the day's quota, also one that tries again."""

    def __init__(
        self,
        database: Database,
        engine: Engine,
        resumes: Resumes,
        postings: Postings,
        models: Models,
        renderer: Renderer,
        quotas: Quotas | None = None,
    ) -> None:
        self._database = database
        self._engine = engine
        self._resumes = resumes
        self._postings = postings
        self._models = models
        self._quotas = quotas or Quotas(database)
        engine.register(settling(Pipeline(resumes.read_now, models, renderer).kind()))

    async def model_note(self, owner: str) -> str:
        """Who would do this person's next tailoring, in a sentence."""
        return (await self._models.chosen(owner)).describe()

    async def usage_note(self, owner: str) -> str:
        """How few tailorings are left of today, in a sentence; "" while there are enough."""
        return await self._quotas.note(owner, "tailorings")

    async def of(self, owner: str, limit: int = LIST_LIMIT, after: Place | None = None) -> list[TailoringSummary]:
        """The owner's tailorings, newest first; with `after` those behind it."""
        async with self._database.read() as connection:
            return await repository.list_tailorings(connection, owner, limit, after)

    async def get(self, owner: str, tailoring_id: str) -> StoredTailoring:
        """One tailoring; NotFound when it is absent or somebody else's."""
        async with self._database.read() as connection:
            stored = await repository.find_tailoring(connection, owner, tailoring_id)
        if stored is None:
            raise NotFound("This tailoring does not exist, or it was deleted.")
        return stored

    async def of_run(self, owner: str, run_id: str) -> StoredTailoring:
        """The tailoring that a run makes or made; NotFound when there is none, or it is somebody else's."""
        run = await self._engine.get(run_id, owner)
        if run.kind != KIND:
            raise NotFound("There is no such run. It may have been removed.")
        wanted = msgspec.json.decode(run.input, type=TailoringInput)
        return msgspec.structs.replace(await self.get(owner, wanted.tailoring_id), run_id=run_id)

    async def injected(self, stored: StoredTailoring) -> Injected | None:
        """The tailored résumé, which is there before its PDF is; None while it is not."""
        remembered = (await self._engine.store.steps(stored.run_id)).get(INJECTED_STEP)
        return None if remembered is None else msgspec.json.decode(remembered, type=Injected)

    async def result(self, owner: str, tailoring_id: str) -> TailoringResult:
        """What a finished tailoring came to; Conflict while it is not done."""
        return decode_result(await self.get(owner, tailoring_id))

    async def pdf(self, owner: str, tailoring_id: str) -> bytes:
        """The tailored PDF; NotFound when there is none."""
        async with self._database.read() as connection:
            pdf = await repository.find_pdf(connection, owner, tailoring_id)
        if pdf is None:
            raise NotFound("There is no PDF for this tailoring.")
        return pdf

    async def file(self, stored: StoredTailoring, kind: Kind) -> tuple[bytes, str]:
        """The tailored résumé as a file, and its name. Conflict while it is not done, NotFound for what it has not."""
        result = decode_result(stored)
        data = await self.pdf(stored.owner, stored.id) if kind == "pdf" else await export(result, kind)
        return data, f"{result.filename}.{kind}"

    async def page_image(self, owner: str, tailoring_id: str, page: int) -> bytes:
        """One page of the PDF as PNG; pages count from 1."""
        pdf = await self.pdf(owner, tailoring_id)
        try:
            return await page_image(pdf, page)
        except InvalidInput as error:
            raise NotFound("This PDF has no such page.") from error

    async def start(
        self,
        owner: str,
        resume_id: str,
        posting_id: str,
        instructions: str = "",
        *,
        key: str | None = None,
        abandon_after: float | None = ABANDON_AFTER_SECONDS,
    ) -> StoredTailoring:
        """Begin a tailoring; the same idempotency `key` gives the one that was begun with it.

        Raises:
            NotFound: the résumé or the posting.
            InvalidInput: the instructions are too long.
            Conflict: the key was used for something else.
            LimitReached: today's tailorings are used up.
        """
        if len(instructions) > MAX_INSTRUCTIONS:
            raise InvalidInput(f"Instructions are limited to {MAX_INSTRUCTIONS:,} characters.", field="instructions")
        resume = await self._resumes.get(owner, resume_id)
        posting = await self._postings.get(owner, posting_id)
        tailoring_id = new_id("tlr") if key is None else derived_id("tlr", owner, key)
        run_id = new_id("run")
        wanted = TailoringInput(
            tailoring_id, owner, resume.id, posting.text, posting.title, posting.company, instructions.strip()
        )
        row = {
            "id": tailoring_id, "owner": owner, "resume_id": resume.id, "posting_id": posting.id,
            "resume_title": resume.title, "posting_title": posting.title, "company": posting.company,
            "instructions": wanted.instructions, "run_id": run_id, "state": "running", "created_at": time.time(),
        }  # fmt: skip
        begun = as_statement(repository.insert_tailoring(row))
        async with self._quotas.taking(owner, "tailorings", run_id) as taken:
            await self._engine.start(
                KIND, owner, wanted, key=key, abandon_after=abandon_after, run_id=run_id, statements=[begun, *taken]
            )
        return await self.get(owner, tailoring_id)

    async def match(self, owner: str, resume_id: str, posting: Posting | PostingForm) -> Matched:
        """How a résumé meets a posting by the word lists alone: no model is asked, nothing is kept or counted.

        Raises:
            NotFound: the résumé.
            AppError: why it cannot be read.
        """
        document = await self._resumes.read_now(owner, resume_id)
        model = BuiltinModel()
        extracted = await keywords_by(model, posting.text, posting.title, posting.company)
        return Matched(extracted, await match_by(model, document.resume, extracted))

    async def retry(
        self, owner: str, tailoring_id: str, *, abandon_after: float | None = ABANDON_AFTER_SECONDS
    ) -> StoredTailoring:
        """Run a tailoring that ended without a result once more, under the same name; LimitReached as for `start`."""
        stored = await self.get(owner, tailoring_id)
        if stored.state in {"running", "done"}:
            raise Conflict("This tailoring is running or done. Start a new one to tailor again.")
        posting = await self._postings.get(owner, stored.posting_id)
        wanted = TailoringInput(
            tailoring_id,
            owner,
            stored.resume_id,
            posting.text,
            posting.title,
            posting.company,
            stored.instructions,
        )
        run_id = new_id("run")
        claim = as_statement(repository.set_run(owner, tailoring_id, run_id))
        async with self._quotas.taking(owner, "tailorings", run_id) as taken:
            await self._engine.start(
                KIND, owner, wanted, abandon_after=abandon_after, run_id=run_id, statements=[claim, *taken]
            )
        return await self.get(owner, tailoring_id)

    async def still_there(self, stored: StoredTailoring) -> tuple[bool, bool]:
        """Whether the résumé and the posting that it was made from can still be opened."""
        resumes = {resume.id for resume in await self._resumes.of(stored.owner)}
        postings = {posting.id for posting in await self._postings.of(stored.owner)}
        return stored.resume_id in resumes, stored.posting_id in postings

    async def posting_text(self, stored: StoredTailoring) -> str:
        """The text of the posting that it was made for; empty when the posting was deleted."""
        try:
            return (await self._postings.get(stored.owner, stored.posting_id)).text
        except NotFound:
            return ""

    async def touch(self, stored: StoredTailoring) -> None:
        """Somebody looks at the page, perhaps without scripts: that counts as watching for a while."""
        self._engine.touch(stored.run_id)

    async def stop(self, owner: str, tailoring_id: str) -> None:
        """Stop the run; one that has ended stays as it is."""
        stored = await self.get(owner, tailoring_id)
        await self._engine.cancel(stored.run_id, owner)

    async def delete(self, owner: str, tailoring_id: str) -> None:
        """Stop the run and remove the row with its PDF."""
        await self.stop(owner, tailoring_id)
        async with self._database.write() as connection:
            await connection.execute(repository.delete_tailoring(owner, tailoring_id))

    async def events(self, stored: StoredTailoring) -> list[Event]:
        """Everything the run has said so far."""
        return await self._engine.events(stored.run_id)

    def follow(self, stored: StoredTailoring, after: int = 0, *, repeat_end: bool) -> AsyncIterator[tuple[Event, ...]]:
        """The run's events from `after` on, in batches, history joined to live."""
        return self._engine.follow(stored.run_id, after, repeat_end=repeat_end)


def decode_result(stored: StoredTailoring) -> TailoringResult:
    """The result of a tailoring's row; Conflict while it has none."""
    if stored.result is None:
        raise Conflict("This tailoring has no result yet.")
    return msgspec.json.decode(stored.result, type=TailoringResult)


def warm_vocabulary() -> None:
    """Load the word lists, which the first match would otherwise wait for. Blocks; for a thread."""
    lexicon().find("The first search makes the stems.")


def suggest_by_rules(
    resume: Resume, extracted: ExtractedKeywords | None, match: MatchResult | None
) -> tuple[Suggestion | Question, ...]:
    """What the rules suggest for a whole résumé, the most important first. Blocks; for a thread."""
    # The rules with their word lists are not needed to serve the first page.
    from app.tailoring.suggesting.rules import suggest

    return suggest(resume, extracted, match)


def entries_to_ask_about(resume: Resume) -> list[str]:
    """The entries of a résumé (`/work/0`) that a model is asked about, one by one."""
    from app.tailoring.suggesting import tasks

    return tasks.entries_to_ask_about(resume)


async def ask_for_suggestions(
    model: Model, resume: Resume, entry: str, extracted: ExtractedKeywords | None, match: MatchResult | None
) -> tuple[Suggestion | Question, ...]:
    """What a model proposes for one entry, as far as it may be shown. Raises ModelError."""
    from app.tailoring.suggesting.proposing import accepted
    from app.tailoring.suggesting.tasks import SuggestEdits

    task = SuggestEdits(resume, entry, extracted, match)
    proposals = await model.ask(task)
    return await asyncio.to_thread(accepted, proposals, resume, entry, extracted, task.today)
