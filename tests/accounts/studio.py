"""A whole Foreword in this process, and people who have something in each of its tables."""

from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from app.accounts.models import User
from app.accounts.people import People
from app.accounts.repository import belongings
from app.accounts.work import Work
from app.db import Database
from app.letters.service import LetterWishes
from app.parts import Parts
from app.postings.service import parse_posting
from app.settings import Settings
from app.tutor.service import NewConversation
from tests.accounts.world import Clock, Counted
from tests.databases import new_database
from tests.running import SAMPLES

RESUME = (SAMPLES / "resume_plain.md").read_text(encoding="utf-8")
POSTING = (SAMPLES / "job_backend.txt").read_text(encoding="utf-8")


class Studio:
    """One process with all its services, beside which the people are on a clock of the test's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = Clock()
        settings = Settings(data_dir=folder, auth="accounts", tex="off")
        new_database(settings.database_path)
        self.parts = Parts(settings)
        self.database: Database = self.parts.database
        self.engine = self.parts.engine
        self.people = People(
            self.database,
            settings,
            Work(self.engine.store, self.engine),
            used_today=self.parts.quotas.used_today_by_owner,
            passwords=Counted(),
            clock=self.clock,
        )

    async def close(self) -> None:
        """Let go of everything."""
        await self.people.close()
        await self.engine.drain(1.0)
        await self.database.close()

    async def fill(self, user: User, word: str) -> None:
        """Let somebody work with everything there is; `word` stands in all that they write."""
        parts, owner = self.parts, user.id
        source = RESUME.replace("Likes boring", f"Likes {word} boring")
        resume_id = await parts.resumes.upload(owner, source.encode(), f"{word}.md")
        await parts.resumes.read_now(owner, resume_id)
        posting = await parts.postings.add(owner, parse_posting(f"{POSTING}\n\nWe value {word}."))
        for begin in (
            lambda: parts.postings.start_analysis(owner, posting.id),
            lambda: parts.tailorings.start(owner, resume_id, posting.id, f"Say {word}."),
            lambda: parts.reviews.start(owner, resume_id, posting.id),
            lambda: parts.letters.start(owner, resume_id, posting.id, LetterWishes(hints=f"Mention {word}.")),
        ):
            await self.engine.wait((await begin()).run_id)
        await parts.resumes.add_line(owner, resume_id, "/work/0", f"Mended the {word}.")
        await self._talk(owner, word)
        await parts.keys.create(owner, f"key for {word}")
        await self.people.sessions.open(owner, f"{word} browser", "192.0.2.9")
        await self.people.invite(owner, f"friend-of-{word}@example.org")
        await self.people.hand_reset(owner)
        await self.people.passkeys.begin_registration(user, "https://foreword.example")
        async with self.database.write() as connection:
            await fill_the_rest(connection, owner, word)

    async def _talk(self, owner: str, word: str) -> None:
        parts = self.parts
        text = f"I has a {word} question about interviews. What should I say?"
        prepared = await parts.conversations.questions.begin(owner, NewConversation(), text)
        run = await parts.conversations.start(prepared)
        await self.engine.wait(run.id)
        conversation_id = prepared.reply.conversation_id
        await parts.conversations.rename(owner, conversation_id, f"About {word}")
        await parts.attachments.add(owner, conversation_id, f"A note on {word}.".encode(), f"{word}.txt")


async def counts_of(connection: AsyncConnection, owner: str) -> dict[str, int]:
    """How many rows of each table belong to somebody."""
    counts = {}
    for part in await belongings.belongings(connection, owner):
        wanted = sa.select(sa.func.count()).select_from(part.table).where(part.condition)
        counts[part.table.name] = (await connection.execute(wanted)).scalar_one()
    return counts


async def fill_the_rest(connection: AsyncConnection, owner: str, word: str) -> None:
    """A made-up row in every table that would otherwise have none of theirs, so that a new table is tried too."""
    parts = await belongings.belongings(connection, owner)
    for part in reversed(parts):
        wanted = sa.select(sa.func.count()).select_from(part.table).where(part.condition)
        if not (await connection.execute(wanted)).scalar_one():
            row = await connection.run_sync(_made_up, part.table.name, owner, word)
            await connection.execute(sa.insert(part.table).values(**row))


def _made_up(connection: sa.Connection, table: str, owner: str, word: str) -> dict[str, Any]:
    inspector = sa.inspect(connection)
    parents = {
        key["constrained_columns"][0]: (key["referred_table"], key["referred_columns"][0])
        for key in inspector.get_foreign_keys(table)
    }
    row: dict[str, Any] = {}
    for column in inspector.get_columns(table):
        name = column["name"]
        if isinstance(column["type"], sa.Integer) and inspector.get_pk_constraint(table)["constrained_columns"] == [
            name
        ]:
            continue
        if name == "owner":
            row[name] = owner
        elif name == "run_id":
            row[name] = connection.exec_driver_sql("SELECT id FROM runs WHERE owner = ?", (owner,)).scalars().first()
        elif name in parents:
            row[name] = _parent_of(connection, *parents[name], owner)
        elif isinstance(column["type"], sa.LargeBinary):
            row[name] = msgspec.json.encode({"word": word})
        elif isinstance(column["type"], sa.String):
            row[name] = word
        else:
            row[name] = 1
    return row


def _parent_of(connection: sa.Connection, table: str, column: str, owner: str) -> Any:
    parent = sa.table(table, sa.column(column), sa.column("owner"))
    wanted = sa.select(parent.c[column]).where(parent.c.owner == owner)
    return connection.execute(wanted).scalars().first()


def files_with(folder: Path, word: str) -> list[str]:
    """The files of a folder in which the word stands, or what an index would keep of it beside another word."""
    ending = word[3:].encode()
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and ending in path.read_bytes())
