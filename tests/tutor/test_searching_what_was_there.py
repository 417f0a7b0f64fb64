"""What was written before texts had their words beside them is found after the migration, in either database."""

from pathlib import Path
from typing import Any

import pytest
from alembic import command

from app.accounts.models import User
from app.accounts.repository import add_user
from app.db import Database, Location, migrate
from app.streaming import PlainStatement
from app.tutor.finding import search
from tests.services.carrying import carry_out

ADA = User("usr_ada", "Ada")
BEFORE = "0015"
_CONVERSATION = (
    "INSERT INTO conversations (id, owner, title, titled, agent, target, native, level, state, run_id, created_at,"
    " updated_at) VALUES ('con_1', 'usr_ada', 'Notice period', 'itself', 'coach', 'en', 'de', 'B1', 'idle', '', 1, 1)"
)
_MESSAGE = (
    "INSERT INTO messages (id, conversation_id, role, text, state, problem, run_id, model, tokens_in, tokens_out,"
    " corrections, steps, created_at)"
    " VALUES ('msg_1', 'con_1', 'user', 'How long is a notice in Zürich?', 'complete', '', '', '', 0, 0, :none, :none,"
    " 1)"
)


@pytest.fixture(params=["sqlite", "postgresql"])
def unmigrated(request: pytest.FixtureRequest, tmp_path: Path) -> Location:
    """A database without a table."""
    if request.param == "postgresql":
        url: str = request.getfixturevalue("empty_database")
        return url
    return tmp_path / "rows.sqlite3"


async def test_old_titles_and_messages_are_found(unmigrated: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    newest = command.upgrade

    def upgrade(config: Any, _to: str) -> None:
        newest(config, BEFORE)

    with monkeypatch.context() as patch:
        patch.setattr(command, "upgrade", upgrade)
        migrate(unmigrated)
    database = Database(unmigrated)
    async with database.write() as connection:
        await add_user(connection, ADA, 0.0)
    rows = PlainStatement(_CONVERSATION, {}), PlainStatement(_MESSAGE, {"none": b"[]"})
    await carry_out(unmigrated, *rows, owner=ADA.id)
    await database.close()

    migrate(unmigrated)
    database = Database(unmigrated)
    hits = [await search(database, ADA.id, typed, 10) for typed in ("notice", "zurich", "paris")]
    await database.close()
    assert [[hit.snippet.text for hit in found] for found in hits] == [
        ["Notice period", "How long is a notice in Zürich?"],
        ["How long is a notice in Zürich?"],
        [],
    ]
