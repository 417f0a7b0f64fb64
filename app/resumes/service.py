"""The résumés' use cases, and the only door for other slices."""

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress

from app.db import Database, Place, as_statement, turn_of
from app.documents.reader import read_resume
from app.documents.resume import ReadResume
from app.documents.rewording import Change, reword
from app.documents.sniffing import check_upload
from app.errors import AppError, Conflict, InvalidInput, NotFound
from app.ids import new_id
from app.resumes import repository
from app.resumes.adding import line_added
from app.resumes.arranging import Action, parse_action
from app.resumes.editing import Edit
from app.resumes.editor import Editor, Saved, Wish
from app.resumes.exporting import FILE_TYPES, export, file_stem
from app.resumes.fields import problem_with
from app.resumes.history import History
from app.resumes.models import ResumeSummary, ResumeText, StoredResume
from app.resumes.pointers import names_a_field
from app.resumes.producer import KIND, ReadInput, reading_kind, resume_title
from app.streaming import Engine, Event

LIST_LIMIT = 500

SOURCE_TYPES = {
    "tex": "application/x-tex",
    "typ": "text/plain",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown",
    "txt": "text/plain",
    "json": "application/json",
}
"""What the files that can be uploaded are sent back as, by their format."""

__all__ = [
    "FILE_TYPES",
    "SOURCE_TYPES",
    "Action",
    "ResumeSummary",
    "ResumeText",
    "Resumes",
    "Saved",
    "StoredResume",
    "Wish",
    "display_name",
    "export",
    "file_stem",
    "names_a_field",
    "parse_action",
    "problem_with",
]


class Resumes:
    """One instance for each process."""

    def __init__(self, database: Database, engine: Engine) -> None:
        self._database = database
        self._engine = engine
        self._history = History(database)
        self.editor = Editor(self._history, self.get)
        engine.register(reading_kind(self.get))

    async def of(self, owner: str, limit: int = LIST_LIMIT, after: Place | None = None) -> list[ResumeSummary]:
        """The owner's résumés, newest first; with `after` those behind it."""
        async with self._database.read() as connection:
            return await repository.list_resumes(connection, owner, limit, after)

    async def documents(self, owner: str, limit: int = LIST_LIMIT) -> list[ResumeText]:
        """What the owner's résumés say, newest first; those that could not be read are left out."""
        async with self._database.read() as connection:
            return await repository.list_documents(connection, owner, limit)

    async def get(self, owner: str, resume_id: str) -> StoredResume:
        """One résumé; NotFound when it is absent or somebody else's."""
        async with self._database.read() as connection:
            stored = await repository.find_resume(connection, owner, resume_id)
        if stored is None:
            raise NotFound("This résumé does not exist, or it was deleted.")
        return stored

    async def upload(self, owner: str, data: bytes, filename: str) -> str:
        """Take a file in and start reading it; the id of the résumé. The very same file is not taken twice.

        One that was taken in by a request that got no further is read now.

        Raises:
            UnsupportedFile, TooLarge, UnreadableDocument, InvalidInput: before anything is stored.
        """
        resume_id, known = await self.keep(owner, data, filename)
        if known is None or (known.document is None and known.run_id is None):
            await self._start_reading(owner, resume_id, first=True)
        elif known.state == "failed":
            await self._start_reading(owner, resume_id)
        return resume_id

    async def keep(self, owner: str, data: bytes, filename: str) -> tuple[str, StoredResume | None]:
        """Store a file without reading it; its id, and the row when the very same file was there before."""
        kind = check_upload(data, filename)
        digest = hashlib.sha256(data).digest()
        async with self._database.write(turn_of(owner)) as connection:
            known = await repository.find_by_digest(connection, owner, digest)
            if known is not None:
                return known.id, known
            resume_id, now = new_id("res"), time.time()
            shown = display_name(filename)
            values = {
                "id": resume_id, "owner": owner, "title": shown, "filename": shown, "format": kind, "source": data,
                "digest": digest, "state": "reading", "version": 1, "created_at": now, "updated_at": now,
            }  # fmt: skip
            await connection.execute(repository.insert_resume(values))
        return resume_id, None

    async def read_now(self, owner: str, resume_id: str, on_stage: Callable[[str], None] | None = None) -> ReadResume:
        """The structured résumé, read here and now when no run has read it yet; `on_stage` as in `read_resume`.

        When a run has read it meanwhile, what that has kept counts, with what was edited since.

        Raises:
            NotFound: it was deleted meanwhile.
            AppError: why it cannot be read; the row remembers it too.
        """
        stored = await self.get(owner, resume_id)
        if stored.document is not None:
            return stored.document
        try:
            document = await read_resume(stored.source, stored.filename, on_stage)
        except AppError as error:
            await self._write(repository.set_problem(owner, resume_id, error.message, time.time()))
            raise
        title = resume_title(document, stored.filename)
        await self._write(repository.set_document(owner, resume_id, document, title, time.time()))
        return (await self.get(owner, resume_id)).document or document

    async def retry(self, owner: str, resume_id: str) -> None:
        """Read a file once more whose reading failed or was stopped."""
        stored = await self.get(owner, resume_id)
        if stored.document is None:
            await self._start_reading(owner, resume_id)

    async def edit(self, owner: str, resume_id: str, version: int, fields: Mapping[str, str]) -> Edit:
        """Apply form fields named by JSON pointers; `version` is the one that they were made from.

        Raises:
            Conflict: somebody (another tab) has changed the same since.
            InvalidInput: a field is wrong.
        """
        saved = await self.editor.save(owner, resume_id, Wish(version=version, fields=fields, whole=True))
        if saved.clashes or saved.lost:
            raise Conflict("This résumé was changed in another tab. Look at it again, then change it.")
        for field, problem in saved.refused.items():
            raise InvalidInput(problem, field=field)
        stored = saved.stored
        assert stored.document is not None  # noqa: S101 - it was just edited
        return Edit(stored.document, stored.source, stored.version != version, saved.notes)

    async def replace(self, owner: str, resume_id: str, version: int, document: ReadResume, source: bytes) -> int:
        """Put a changed copy in the place of the résumé that it was made from; the résumé's version afterwards.

        `version` is the one that the copy was made from. A copy that is there already changes nothing.

        Raises:
            NotFound: the résumé.
            Conflict: it was changed since.
        """
        stored = await self.get(owner, resume_id)
        if stored.source == source and stored.document is not None and stored.document.resume == document.resume:
            return stored.version
        if stored.version == version and await self._history.record(stored, document, source):
            return version + 1
        raise Conflict("Your résumé was changed since this copy was made from it, so the copy was not written over it.")

    async def add_line(self, owner: str, resume_id: str, entry: str, line: str) -> Edit:
        """Add what the person says is true: a line to an entry (`/work/0`), a word to a list of skills (`/skills/1`).

        Raises:
            InvalidInput: there is no such entry (field `entry`), it has no room left, or it says this already.
            Conflict: the résumé is still being read, or was changed at the same moment.
        """
        stored = await self.get(owner, resume_id)
        if stored.document is None:
            raise Conflict("This résumé is still being read. Wait until that is done, then add to it.")
        fields = line_added(stored.document.resume, entry, line)
        if entry.startswith("/skills/"):
            change = Change(kind="add_keyword", pointer=entry, after=line)
            with suppress(InvalidInput):
                read = await asyncio.to_thread(reword, stored.document, change)
                source = read.text.encode() if stored.format == "tex" else stored.source
                await self.replace(owner, resume_id, stored.version, read, source)
                return Edit(read, source, changed=True)
        return await self.edit(owner, resume_id, stored.version, fields)

    async def ensure_reading(self, stored: StoredResume) -> StoredResume:
        """Start the reading of a file that was only kept so far."""
        if stored.run_id is None:
            await self._start_reading(stored.owner, stored.id, first=True)
        return await self.get(stored.owner, stored.id)

    async def events(self, stored: StoredResume) -> list[Event]:
        """Everything that the run reading it has said so far; nothing when no run has begun."""
        return [] if stored.run_id is None else await self._engine.events(stored.run_id)

    def follow(self, stored: StoredResume, after: int) -> AsyncIterator[tuple[Event, ...]]:
        """The reading run's events from `after` on; NotFound when no run has begun."""
        if stored.run_id is None:
            raise NotFound("Nothing is reading this résumé at the moment.")
        return self._engine.follow(stored.run_id, after, repeat_end=True)

    async def delete(self, owner: str, resume_id: str) -> None:
        """Remove a résumé; tailorings made from it stay, they hold what they need."""
        stored = await self.get(owner, resume_id)
        if stored.run_id is not None:
            await self._engine.cancel(stored.run_id, owner)
        async with self._database.write() as connection:
            await connection.execute(repository.delete_resume(owner, resume_id))

    async def _start_reading(self, owner: str, resume_id: str, *, first: bool = False) -> None:
        """The first reading is begun once, however many ask for it at the same moment."""
        run_id = new_id("run")
        claim = as_statement(repository.set_run(owner, resume_id, run_id, time.time()))
        key = f"first reading of {resume_id}" if first else None
        await self._engine.start(KIND, owner, ReadInput(owner, resume_id), run_id=run_id, key=key, statements=[claim])

    async def _write(self, statement: repository.Change) -> None:
        async with self._database.write() as connection:
            await connection.execute(statement)


def display_name(filename: str) -> str:
    """The name that a file is shown under: its last part, printable, at most 200 characters."""
    name = filename.replace("\\", "/").rpartition("/")[2]
    return "".join(char for char in name if char.isprintable())[:200] or "resume"
