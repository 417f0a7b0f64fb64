"""What a search costs: it reads what one person has written, found by indices, and nothing of anybody else's."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection

from app.db import Database
from app.tutor.repository.searching import Found, find_texts, find_titles
from app.tutor.searching import Query, parse_query
from tests.databases import new_database

Find = Callable[[AsyncConnection, str, Query, int], Awaitable[list[Found]]]


async def plan_of(database: Database, find: Find) -> list[str]:
    """How SQLite answers, from the outermost step on."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, values))

    async with database.read() as connection:
        event.listen(connection.sync_connection, "before_cursor_execute", note)
        await find(connection, "usr_ada", parse_query("notice period"), 50)
        [(statement, values)] = asked
        plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        return [row.detail for row in plan]


OWN_TITLES = "SEARCH conversations USING INDEX ix_conversations_owner_updated (owner=?)"
SORTED = "USE TEMP B-TREE FOR ORDER BY"


@pytest.mark.parametrize(("find", "steps"), [(find_titles, 1), (find_texts, 2)])
async def test_only_ones_own_rows_are_read(tmp_path: Path, find: Find, steps: int) -> None:
    new_database(tmp_path / "rows.sqlite3")
    database = Database(tmp_path / "rows.sqlite3")
    plan = await plan_of(database, find)
    await database.close()
    assert plan[0] == OWN_TITLES
    assert [step for step in plan[1:steps] if "(conversation_id=?)" not in step] == []
    assert plan[steps:] == [SORTED]
