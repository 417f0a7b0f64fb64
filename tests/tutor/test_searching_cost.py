"""What a search in SQLite costs: a word that everybody uses stands in everybody's rows, and only one's own are read."""

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


@pytest.mark.parametrize("find", [find_titles, find_texts])
async def test_the_hits_are_gathered_once_and_those_of_others_are_dropped_unread(tmp_path: Path, find: Find) -> None:
    new_database(tmp_path / "rows.sqlite3")
    database = Database(tmp_path / "rows.sqlite3")
    plan = await plan_of(database, find)
    await database.close()
    gathered, dropped = plan[:2]
    assert gathered.startswith("SCAN")
    assert "VIRTUAL TABLE" in gathered
    assert "=M" not in gathered, "the index is asked for each of one's own rows in turn"
    assert dropped.startswith("LIST SUBQUERY"), "rows are read before it is known whose they are"
