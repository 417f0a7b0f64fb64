"""The reviews' use cases, and the only door for other slices and for the protocols."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable

from app.db import Database, as_statement
from app.documents.rendering import Renderer, page_image
from app.errors import Conflict, InvalidInput, NotFound
from app.ids import derived_id, new_id
from app.llm import Models
from app.postings.service import Postings
from app.resumes.service import Resumes
from app.reviews import repository
from app.reviews.decisions import Decisions
from app.reviews.findings import Finding, examined_in, finding_of, findings_of
from app.reviews.models import Decision, ReviewInput, ReviewSummary, StoredReview
from app.reviews.pipeline import KIND, Pipeline
from app.reviews.printing import Press
from app.reviews.working_copy import source_of
from app.streaming import Engine, Event

ABANDON_AFTER_SECONDS = 30.0
LIST_LIMIT = 500

__all__ = ["Decision", "Finding", "ReviewSummary", "Reviews", "StoredReview", "finding_of", "findings_of", "source_of"]


class Reviews:
    """One instance for each process. `decisions` takes what the person decides."""

    def __init__(
        self,
        database: Database,
        engine: Engine,
        resumes: Resumes,
        postings: Postings,
        models: Models,
        renderer: Renderer,
    ) -> None:
        self._database = database
        self._engine = engine
        self._resumes = resumes
        self._postings = postings
        self._models = models
        self._joining = asyncio.Lock()
        press = Press(renderer)
        self.decisions = Decisions(database, press, self.get, self.findings)
        engine.register(Pipeline(database, resumes, models, press, self.get, self.findings).kind())

    async def model_note(self, owner: str) -> str:
        """Who would do this person's next review, in a sentence."""
        return (await self._models.chosen(owner)).describe()

    async def of(self, owner: str, limit: int = LIST_LIMIT) -> list[ReviewSummary]:
        """The owner's reviews, newest first."""
        async with self._database.read() as connection:
            return await repository.list_reviews(connection, owner, limit)

    async def get(self, owner: str, review_id: str) -> StoredReview:
        """One review; NotFound when it is absent or somebody else's."""
        async with self._database.read() as connection:
            stored = await repository.find_review(connection, owner, review_id)
        if stored is None:
            raise NotFound("This review does not exist, or it was deleted.")
        return stored

    async def findings(self, stored: StoredReview) -> tuple[Finding, ...]:
        """Everything that was found so far."""
        if stored.state == "done":
            return stored.found
        return findings_of(await self.events(stored), stored.found)

    async def start(
        self,
        owner: str,
        resume_id: str,
        posting_id: str = "",
        *,
        key: str | None = None,
        abandon_after: float | None = ABANDON_AFTER_SECONDS,
    ) -> StoredReview:
        """Begin a review, without a posting when `posting_id` is empty; the same `key` gives the one begun with it.

        Raises:
            NotFound: the résumé or the posting.
            Conflict: the key was used for something else.
        """
        resume = await self._resumes.get(owner, resume_id)
        posting = await self._postings.get(owner, posting_id) if posting_id else None
        review_id = new_id("rev") if key is None else derived_id("rev", owner, key)
        run_id = new_id("run")
        title, company = (posting.title, posting.company) if posting else ("", "")
        wanted = ReviewInput(review_id, owner, resume.id, posting.text if posting else "", title, company)
        row = {
            "id": review_id, "owner": owner, "resume_id": resume.id, "resume_version": resume.version,
            "posting_id": posting_id, "resume_title": resume.title, "posting_title": title, "company": company,
            "run_id": run_id, "state": "running", "created_at": time.time(),
        }  # fmt: skip
        begin = repository.insert_review(row, resume.source, resume.document)
        await self._engine.start(
            KIND,
            owner,
            wanted,
            key=key,
            abandon_after=abandon_after,
            run_id=run_id,
            statements=[as_statement(begin)],
        )
        return await self.get(owner, review_id)

    async def join(
        self,
        owner: str,
        resume_id: str,
        posting_id: str = "",
        *,
        fresh: bool = False,
        starting: Callable[[], Awaitable[None]],
    ) -> StoredReview:
        """The newest review of this version of the résumé for this posting: while it runs or when it is done as it
        is, gone on with when it ended early. A new one when there is none, or when `fresh` and none is running.

        `starting` is called before anything is begun, and may raise. Requests at the same moment begin one review.
        """
        resume = await self._resumes.get(owner, resume_id)
        async with self._joining:
            async with self._database.read() as connection:
                newest, state = await repository.find_newest(connection, owner, resume_id, resume.version, posting_id)
            if newest is not None and (state == "running" or (state == "done" and not fresh)):
                return await self.get(owner, newest)
            await starting()
            if newest is None or fresh:
                return await self.start(owner, resume_id, posting_id)
            return await self.retry(owner, newest)

    async def by_run(self, owner: str, run_id: str) -> StoredReview | None:
        """The owner's review whose newest run this is."""
        async with self._database.read() as connection:
            return await repository.find_by_run(connection, owner, run_id)

    async def retry(self, owner: str, review_id: str) -> StoredReview:
        """Go on with a review that ended early: what was found and decided stays, what was not looked at is."""
        stored = await self.get(owner, review_id)
        if stored.state in {"running", "done"}:
            raise Conflict("This review is running or done. Start a new one to look at the résumé again.")
        posting = await self._postings.get(owner, stored.posting_id) if stored.posting_id else None
        events = await self.events(stored)
        examined = examined_in(events)
        wanted = ReviewInput(
            review_id,
            owner,
            stored.resume_id,
            posting.text if posting else "",
            stored.posting_title,
            stored.company,
            examined,
        )
        run_id = new_id("run")
        claim = as_statement(repository.set_run(owner, review_id, run_id, findings_of(events, stored.found)))
        await self._engine.start(
            KIND, owner, wanted, abandon_after=ABANDON_AFTER_SECONDS, run_id=run_id, statements=[claim]
        )
        return await self.get(owner, review_id)

    async def keep(self, owner: str, review_id: str) -> None:
        """Write the working copy into the résumé itself.

        Raises:
            Conflict: the résumé was changed since the review began, or there is nothing to keep.
        """
        stored = await self.get(owner, review_id)
        if stored.base is None or stored.copy is None or stored.source is None:
            raise Conflict("This résumé was not read yet. Wait until it was.")
        known = stored.kept_resume_version or stored.resume_version
        version = await self._resumes.replace(owner, stored.resume_id, known, stored.copy, source_of(stored))
        async with self._database.write() as connection:
            await connection.execute(repository.set_kept(owner, review_id, version, stored.version))

    async def pdf(self, owner: str, review_id: str) -> bytes:
        """The working copy's PDF; NotFound while there is none."""
        async with self._database.read() as connection:
            pdf = await repository.find_pdf(connection, owner, review_id)
        if pdf is None:
            raise NotFound("There is no PDF of this review.")
        return pdf

    async def page_image(self, owner: str, review_id: str, page: int) -> bytes:
        """One page of the PDF as PNG; pages count from 1."""
        pdf = await self.pdf(owner, review_id)
        try:
            return await page_image(pdf, page)
        except InvalidInput as error:
            raise NotFound("This PDF has no such page.") from error

    async def still_there(self, stored: StoredReview) -> tuple[int | None, bool]:
        """The version of the résumé that it was made from, None when it is gone; and whether the posting is there."""
        try:
            version: int | None = (await self._resumes.get(stored.owner, stored.resume_id)).version
        except NotFound:
            version = None
        postings = {posting.id for posting in await self._postings.of(stored.owner)}
        return version, stored.posting_id in postings

    async def touch(self, stored: StoredReview) -> None:
        """Somebody looks at the page, perhaps without scripts: that counts as watching for a while."""
        self._engine.touch(stored.run_id)

    async def stop(self, owner: str, review_id: str) -> None:
        """Stop the run; what was found stays, and one that has ended stays as it is."""
        stored = await self.get(owner, review_id)
        await self._engine.cancel(stored.run_id, owner)

    async def delete(self, owner: str, review_id: str) -> None:
        """Stop the run and remove the row with its copy."""
        await self.stop(owner, review_id)
        async with self._database.write() as connection:
            await connection.execute(repository.delete_review(owner, review_id))

    async def events(self, stored: StoredReview) -> list[Event]:
        """Everything that the newest run has said so far."""
        return await self._engine.events(stored.run_id)

    def follow(self, stored: StoredReview, after: int = 0, *, repeat_end: bool) -> AsyncIterator[tuple[Event, ...]]:
        """The run's events from `after` on, in batches, history joined to live."""
        return self._engine.follow(stored.run_id, after, repeat_end=repeat_end)
