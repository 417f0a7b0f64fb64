"""The postings' use cases, and the only door for other slices."""

import hashlib
import time

from app.db import Database
from app.errors import NotFound
from app.ids import new_id
from app.postings import repository
from app.postings.forms import PostingForm, parse_posting
from app.postings.keywords import seniority_of
from app.postings.models import Posting, PostingSummary
from app.postings.results import ExtractedKeywords, Keyword, Origin
from app.postings.tasks import ExtractKeywords

LIST_LIMIT = 500

__all__ = ["ExtractKeywords", "ExtractedKeywords", "Keyword", "Origin", "Postings", "parse_posting", "seniority_of"]


class Postings:
    """One instance for each process."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, owner: str) -> list[PostingSummary]:
        """The owner's postings, newest first."""
        async with self._database.read() as connection:
            return await repository.list_postings(connection, owner, LIST_LIMIT)

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
        async with self._database.write() as connection:
            known = await repository.find_by_digest(connection, owner, digest)
            if known is not None:
                return known
            posting = Posting(new_id("job"), owner, form.title, form.company, form.text, time.time())
            await repository.add_posting(connection, posting, digest)
        return posting

    async def delete(self, owner: str, posting_id: str) -> None:
        """Remove a posting; tailorings made for it stay."""
        async with self._database.write() as connection:
            if not await repository.delete_posting(connection, owner, posting_id):
                raise NotFound("This posting does not exist, or it was deleted.")
