"""Toolboxes, what people have in them, and a way to call a tool as a model does."""

import json
import time
from pathlib import Path
from typing import Any

from app.db import Database
from app.fetching import Gate
from app.ids import new_id
from app.letters import repository as letter_rows
from app.letters.composing import PARTS
from app.letters.service import Letters
from app.llm import Models, ToolCall
from app.postings.forms import PostingForm
from app.postings.service import Postings
from app.resumes.service import Resumes
from app.streaming import Engine, SqliteStore
from app.tutor.attachments import Attachments
from app.tutor.service import Conversations, Mistakes
from app.tutor.tools import Result, Toolbox, ToolSession
from tests.running import SAMPLES
from tests.tutor.world import ADA, World

RETRIEVE, LOOKUP = "consultant_retrieve_context_source", "consultant_lookup"
FETCH, SEARCH = "consultant_fetch_web_content", "consultant_search_web"


class Boxes:
    """Toolboxes over these services."""

    def __init__(
        self,
        conversations: Conversations,
        resumes: Resumes,
        postings: Postings,
        letters: Letters,
        attachments: Attachments,
        mistakes: Mistakes,
    ) -> None:
        self.attachments = attachments
        self._services = {
            "conversations": conversations, "resumes": resumes, "postings": postings, "letters": letters,
            "attachments": attachments, "mistakes": mistakes,
        }  # fmt: skip
        self.box = self.made()

    def made(self, *, gate: Gate | None = None, search_url: str = "") -> Toolbox:
        services: dict[str, Any] = self._services
        return Toolbox(**services, search_url=search_url, gate=gate)


def boxes_without_a_database(path: Path) -> Boxes:
    """For tools that ask no database, and so without the time that it takes to make one."""
    database, engine = Database(path), Engine(SqliteStore(path))
    resumes, postings = Resumes(database, engine), Postings(database, engine, Models())
    letters = Letters(database, engine, resumes, postings, Models())
    conversations = Conversations(database, engine, resumes, postings, letters)
    return Boxes(conversations, resumes, postings, letters, Attachments(database), Mistakes(database))


class Tools(Boxes):
    """The toolbox of a world, and ways to put things into it."""

    def __init__(self, world: World) -> None:
        self.world = world
        super().__init__(
            world.conversations,
            world.resumes,
            world.postings,
            world.letters,
            Attachments(world.database),
            world.mistakes,
        )

    async def retrieve(self, conversation_id: str, query: str, owner: str = ADA.id, **more: Any) -> Result:
        return await call(self.box.session(owner, conversation_id, ()), RETRIEVE, query=query, **more)

    async def lookup(self, conversation_id: str, query: str, owner: str = ADA.id, **more: Any) -> Result:
        return await call(self.box.session(owner, conversation_id, ()), LOOKUP, query=query, **more)

    async def add_posting(self, text: str, title: str = "Baker", owner: str = ADA.id) -> str:
        return (await self.world.postings.add(owner, PostingForm(title=title, company="", text=text))).id

    async def add_resume(self, owner: str = ADA.id, source: bytes | None = None, name: str = "cv.md") -> str:
        data = (SAMPLES / "resume_plain.md").read_bytes() if source is None else source
        resume_id, _ = await self.world.resumes.keep(owner, data, name)
        await self.world.resumes.read_now(owner, resume_id)
        return resume_id

    async def add_letter(self, text: str, owner: str = ADA.id) -> str:
        """A letter whose first paragraph is written."""
        letter_id, now = new_id("let"), time.time()
        row = {
            **dict.fromkeys(("resume_id", "posting_id", "resume_title", "posting_title", "posting_text", "run_id"), ""),
            "id": letter_id, "owner": owner, "company": "Oven Ltd", "tone": "warm", "length": "short",
            "language": "en", "hints": "", "action": "write", "part": "", "state": "done", "created_at": now,
            "updated_at": now,
        }  # fmt: skip
        version = letter_rows.add_version(
            owner, letter_id, new_id("ver"), PARTS[0], "written", text, now, complete=True
        )
        async with self.world.database.write() as connection:
            await connection.execute(letter_rows.insert_letter(row))
            await connection.execute(version)
        return letter_id


async def call(session: ToolSession, name: str, **arguments: Any) -> Result:
    """A tool called with these arguments."""
    return await session.carry_out(ToolCall("call_1", name, json.dumps(arguments)))


def passages(result: Result) -> list[dict[str, Any]]:
    """What was retrieved."""
    assert result.success, result.text
    found: list[dict[str, Any]] = result.data["passages"]
    return found


def texts(result: Result) -> list[str]:
    """The texts of what was retrieved."""
    return [passage["text"] for passage in passages(result)]
