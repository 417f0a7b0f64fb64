"""The postings' use cases, and the only door for other slices."""

import hashlib
import time
from collections.abc import AsyncIterator

from app.db import Database, Place, as_statement, turn_of
from app.errors import Conflict, NotFound
from app.ids import new_id
from app.llm import Models
from app.postings import repository
from app.postings.analysis import Finding, Flag, Pay, PostingAnalysis
from app.postings.asked import keywords_by
from app.postings.forms import PostingForm, Typed, parse_posting, posting_from
from app.postings.models import Posting, PostingSummary, StoredAnalysis
from app.postings.producer import KIND, AnalysisInput, analysis_kind
from app.postings.results import ExtractedKeywords, Keyword, Origin
from app.postings.seniority import seniority_of
from app.streaming import Engine, Event

ABANDON_AFTER_SECONDS = 30.0
LIST_LIMIT = 500

__all__ = [
    "ExtractedKeywords",
    "Finding",
    "Flag",
    "Keyword",
    "Origin",
    "Pay",
    "Posting",
    "PostingAnalysis",
    "PostingForm",
    "PostingSummary",
    "Postings",
    "StoredAnalysis",
    "Typed",
    "keywords_by",
    "parse_posting",
    "posting_from",
    "seniority_of",
    "warm_reader",
]


class Postings:
    """One instance for each process."""

    def __init__(self, database: Database, engine: Engine, models: Models) -> None:
        self._database = database
        self._engine = engine
        self._models = models
        engine.register(analysis_kind(models))

    async def of(self, owner: str, limit: int = LIST_LIMIT, after: Place | None = None) -> list[PostingSummary]:
        """The owner's postings, newest first; with `after` those behind it."""
        async with self._database.read() as connection:
            return await repository.list_postings(connection, owner, limit, after)

    async def texts(self, owner: str, limit: int = LIST_LIMIT) -> list[Posting]:
        """The owner's postings with their texts, newest first. A posting never changes."""
        async with self._database.read() as connection:
            return await repository.list_texts(connection, owner, limit)

    async def get(self, owner: str, posting_id: str) -> Posting:
        """One posting; NotFound when it is absent or somebody else's."""
        async with self._database.read() as connection:
            posting = await repository.find_posting(connection, owner, posting_id)
        if posting is None:
            raise NotFound("This posting does not exist, or it was deleted.")
        return posting

    async def add(self, owner: str, form: PostingForm) -> Posting:
        """Keep a posting; the very same words are not kept twice."""
        digest = hashlib.sha256("\0".join((form.title, form.company, form.text)).encode()).digest()
        async with self._database.write(turn_of(owner)) as connection:
            known = await repository.find_by_digest(connection, owner, digest)
            if known is not None:
                return known
            posting = Posting(new_id("job"), owner, form.title, form.company, form.text, time.time())
            await repository.add_posting(connection, posting, digest)
        return posting

    async def delete(self, owner: str, posting_id: str) -> None:
        """Stop its analysis and remove a posting; tailorings made for it stay."""
        await self.stop(owner, posting_id)
        async with self._database.write(turn_of(owner)) as connection:
            if not await repository.delete_posting(connection, owner, posting_id):
                raise NotFound("This posting does not exist, or it was deleted.")

    async def model_note(self, owner: str) -> str:
        """Who would do this person's next analysis, in a sentence."""
        return (await self._models.chosen(owner)).describe()

    async def start_analysis(
        self,
        owner: str,
        posting_id: str,
        key: str | None = None,
        *,
        again: bool = False,
        abandon_after: float | None = ABANDON_AFTER_SECONDS,
    ) -> StoredAnalysis:
        """Begin the analysis of a posting; one that runs or is done is given back unless asked for `again`.

        Two who begin at the same time begin one run. The same idempotency `key` gives the run begun with it.

        Raises:
            NotFound: the posting.
            Conflict: the key was used for another posting, or `again` while a run is under way.
        """
        posting = await self.get(owner, posting_id)
        stored = await self.analysis(owner, posting_id)
        if stored is not None and stored.state == "running" and again:
            raise Conflict("This posting is being analysed. Wait until that is done, or stop it first.")
        if stored is not None and (stored.state == "running" or (stored.state == "done" and not again)):
            return stored
        attempt = 1 if stored is None else stored.attempt + 1
        row = {
            "posting_id": posting_id, "owner": owner, "run_id": new_id("run"), "attempt": attempt, "state": "running",
            "started_at": time.time(),
        }  # fmt: skip
        await self._engine.start(
            KIND,
            owner,
            AnalysisInput(owner, posting_id, posting.text, posting.title, posting.company),
            key=key or f"{posting_id}.{attempt}",
            abandon_after=abandon_after,
            run_id=str(row["run_id"]),
            statements=[as_statement(repository.begin_analysis(row))],
        )
        begun = await self.analysis(owner, posting_id)
        if begun is None:
            raise NotFound("This posting does not exist, or it was deleted.")
        return begun

    async def analysis(self, owner: str, posting_id: str) -> StoredAnalysis | None:
        """The analysis of a posting in whichever state; None before the first."""
        async with self._database.read() as connection:
            return await repository.find_analysis(connection, owner, posting_id)

    async def stop(self, owner: str, posting_id: str) -> None:
        """Stop the analysis of a posting; one that has ended stays as it is. NotFound without the posting."""
        await self.get(owner, posting_id)
        stored = await self.analysis(owner, posting_id)
        if stored is not None:
            await self._engine.cancel(stored.run_id, owner)

    async def touch(self, stored: StoredAnalysis) -> None:
        """Somebody looks at the page, perhaps without scripts: that counts as watching for a while."""
        self._engine.touch(stored.run_id)

    async def events(self, stored: StoredAnalysis) -> list[Event]:
        """Everything the run has said so far."""
        return await self._engine.events(stored.run_id)

    def follow(self, stored: StoredAnalysis, after: int = 0, *, repeat_end: bool) -> AsyncIterator[tuple[Event, ...]]:
        """The run's events from `after` on, in batches, history joined to live."""
        return self._engine.follow(stored.run_id, after, repeat_end=repeat_end)


def warm_reader() -> None:
    """Load what the first posting would otherwise wait for. Blocks; for a thread."""
    import app.postings.keywords  # noqa: F401 - loading is all that is wanted
