"""The versions of a résumé: every change is kept beside the one before it, so that it can be undone and merged."""

import time

from app.db import Database
from app.documents.resume import ReadResume
from app.resumes import repository
from app.resumes.models import KeptVersion, StoredResume
from app.resumes.producer import resume_title

MOST_VERSIONS = 100
"""How many versions are kept; undo goes back no further."""


class History:
    """One instance for each process."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def at(self, stored: StoredResume, version: int) -> KeptVersion | None:
        """A version of the résumé; None when it is no longer kept."""
        found = await self.between(stored, version, version)
        return found[0] if found else None

    async def between(self, stored: StoredResume, first: int, last: int) -> list[KeptVersion]:
        """The kept versions from `first` to `last`, oldest first."""
        async with self._database.read() as connection:
            return await repository.find_versions(connection, stored.owner, stored.id, first, last)

    async def record(
        self,
        stored: StoredResume,
        document: ReadResume,
        source: bytes,
        *,
        undo: int | None = None,
        redo: int | None = None,
        key: str = "",
    ) -> bool:
        """Make `document` the résumé's next version; False when another request was faster than this one.

        `undo` is the version that a step back leads to, by itself the one that `stored` is.
        """
        now = time.time()
        is_latex = stored.format == "tex"
        assert stored.document is not None  # noqa: S101 - only what was read is edited
        current = KeptVersion(
            version=stored.version, document=stored.document, source=stored.source if is_latex else None
        )
        after = KeptVersion(
            version=stored.version + 1,
            document=document,
            source=source if is_latex else None,
            undo=stored.version if undo is None and redo is None else undo,
            redo=redo,
            key=key,
        )
        title = resume_title(document, stored.filename)
        async with self._database.write() as connection:
            changed = await connection.execute(repository.set_edited(stored, document, source, title, now))
            if changed.rowcount != 1:
                return False
            for kept in (current, after):
                await connection.execute(repository.keep_version(stored.id, kept, now))
            oldest = after.version - MOST_VERSIONS
            await connection.execute(repository.forget_versions(stored.owner, stored.id, oldest))
        return True
