"""Letters over one database that outlives its engine: models that write what the test says, crashes, new starts."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, TypeVar

from app.accounts.models import User
from app.accounts.repository import add_user
from app.db import Database
from app.documents.rendering import Renderer
from app.letters.reading import Letter
from app.letters.service import Letters, LetterWishes, StoredLetter
from app.letters.tasks import WriteParagraph
from app.llm import Conversation, Delta, Model, Models, Task, ToolCall
from app.postings.service import Postings, parse_posting
from app.resumes.service import Resumes
from app.streaming import Engine, Event, SqliteStore
from app.tailoring.service import Tailorings
from tests.databases import new_database
from tests.running import SAMPLES

T = TypeVar("T")
ADA, EVE = User("usr_ada", "Ada"), User("usr_eve", "Eve")
BACKEND = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")
RESUME = (SAMPLES / "resume_plain.md").read_bytes()


class Scripted:
    """A model that writes each part from `texts`, piece by piece; before piece `at` of `part` it waits for `go`.

    `asked` counts how often each part was begun. Everything that is not a text the built-in tools answer.
    """

    name = "scripted"

    def __init__(self, builtin: Model) -> None:
        self._builtin = builtin
        self.asked: list[str] = []
        self.tasks: list[WriteParagraph] = []
        self.texts: dict[str, list[str]] = {
            "salutation": ["Dear ", "hiring team,"],
            "opening": ["I build ", "payment ", "systems."],
            "body_1": ["At Polder Pay ", "I introduced ", "Kafka."],
            "body_2": ["At Kanaal Travel ", "I built ", "the fare cache."],
            "closing": ["Thank you.\n", "Kind regards,\n", "Amara"],
        }
        self.pause: tuple[str, int] | None = None
        self.fault: tuple[str, int, Exception] | None = None
        self.paused = asyncio.Event()
        self.go = asyncio.Event()
        self.closed = 0

    def describe(self) -> str:
        return "A script."

    async def ask(self, task: Task[T]) -> T:
        return await self._builtin.ask(task)

    def stream(self, task: Task[str]) -> "Stream":
        assert isinstance(task, WriteParagraph)
        self.asked.append(task.part)
        self.tasks.append(task)
        return Stream(self, task.part)

    def converse(self, conversation: Conversation) -> AsyncIterator[Delta | ToolCall]:
        return self._builtin.converse(conversation)


class Stream:
    """One text as it is written. It counts as closed only when somebody closes it: no collector of garbage helps."""

    def __init__(self, script: Scripted, part: str) -> None:
        self._script = script
        self._part = part
        self._pieces = enumerate([*script.texts[part], ""])

    def __aiter__(self) -> "Stream":
        return self

    async def __anext__(self) -> Delta:
        at, piece = next(self._pieces, (-1, ""))
        if at < 0:
            raise StopAsyncIteration
        if self._script.pause == (self._part, at):
            self._script.paused.set()
            await self._script.go.wait()
        if self._script.fault is not None and self._script.fault[:2] == (self._part, at):
            raise self._script.fault[2]
        return Delta(piece)

    async def aclose(self) -> None:
        self._script.closed += 1


class ScriptedModels(Models):
    """Everybody has the scripted model."""

    def __init__(self) -> None:
        super().__init__()
        self.script = Scripted(self.named("builtin"))

    async def chosen(self, owner: str) -> Model:
        return self.script if owner else self.named("builtin")

    async def for_run(self, owner: str, run_id: str, hear: Any = None) -> Model:  # noqa: ARG002 - the port's own
        return await self.chosen(owner if run_id else "")


class House:
    """The services of one process on the file at `path`."""

    def __init__(self, path: Path, models: Models) -> None:
        self.database = Database(path)
        self.engine = Engine(SqliteStore(path))
        self.postings = Postings(self.database, self.engine, models)
        self.resumes = Resumes(self.database, self.engine)
        self.tailorings = Tailorings(
            self.database, self.engine, self.resumes, self.postings, models, Renderer(tex_enabled=False)
        )
        self.letters = Letters(self.database, self.engine, self.resumes, self.postings, models)

    async def begin(self, **wishes: Any) -> StoredLetter:
        """Ada's letter for the backend job."""
        resume_id, _ = await self.resumes.keep(ADA.id, RESUME, "amara.md")
        await self.resumes.read_now(ADA.id, resume_id)
        posting = await self.postings.add(ADA.id, parse_posting(BACKEND, "", "Northwind Ledger"))
        return await self.letters.start(ADA.id, resume_id, posting.id, LetterWishes(**wishes), abandon_after=None)

    async def written(self, **wishes: Any) -> Letter:
        """Ada's letter once its run has ended."""
        return await self.ended(await self.begin(**wishes))

    async def ended(self, stored: StoredLetter) -> Letter:
        """The letter once the run that it has now is over."""
        await self.engine.wait(stored.run_id)
        return await self.letters.read(stored.owner, stored.id)

    async def events(self, stored: StoredLetter) -> list[Event]:
        return await self.engine.events(stored.run_id)

    async def leave(self) -> None:
        """An orderly end of the process: runs that can be taken up are left as they are."""
        await self.engine.drain(1.0)
        await self.database.close()


class World:
    """Processes on one file, one after the other."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "rows.sqlite3"
        new_database(self._path)
        self._open: list[House] = []

    async def house(self, models: Models | None = None) -> House:
        made = House(self._path, models or Models())
        await made.engine.open()
        async with made.database.write() as connection:
            for user in (ADA, EVE):
                await add_user(connection, user, 0.0)
        self._open.append(made)
        return made

    async def close(self) -> None:
        for house in self._open:
            await house.leave()


def texts(letter: Letter) -> dict[str, str]:
    """What stands in each part."""
    return {part.name: part.text for part in letter.parts}


def count(events: list[Event], name: str, accept: Callable[[Event], bool] = lambda _: True) -> int:
    """How many events have that name."""
    return sum(event.name == name and accept(event) for event in events)
