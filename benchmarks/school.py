"""A database with the work of a whole school in it: one person's, done through the server, copied for everybody.

Every row of the slices is one that the program wrote, under other names and at another time. A run of a copy says
`EVENTS` events, whatever the original said, so that the store holds as many as one asks for.
"""

import hashlib
import re
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from app.accounts.models import LOCAL_USER
from app.db import Database
from app.ids import derived_id

RUNS_IN_A_PORTFOLIO = 10
EVENTS = 100
"""Of each copied run, its last one among them."""
PORTFOLIOS_AT_ONCE = 100
DAY_SECONDS = 86_400.0
COPIED = (
    "runs", "run_steps", "resumes", "postings", "posting_analyses", "tailorings", "reviews", "letters",
    "letter_paragraphs", "conversations", "messages", "usage_days",
)  # fmt: skip
"""In an order that the database's own references allow."""
_COUNTED = frozenset({"number"})
_TEXT = b'"sixty bytes of text, about what a model says in one breath"'
_EVENTS = sa.text(
    "WITH RECURSIVE numbers(seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM numbers WHERE seq < :events)"
    " INSERT INTO run_events (run_id, seq, name, data)"
    " SELECT :run_id, seq, CASE WHEN seq < :events THEN 'text' ELSE 'done' END, :data FROM numbers"
).bindparams(
    sa.bindparam("events", type_=sa.Integer),
    sa.bindparam("run_id", type_=sa.Text),
    sa.bindparam("data", type_=sa.LargeBinary),
)

_Row = dict[str, Any]
_Known = dict[type, dict[Any, Any]]


async def fill(database: Database, people: int, portfolios: int) -> int:
    """Copy what the local person has done, so that each of `people`, that person among them, has it `portfolios` times.

    Gives the number of events in the store. A portfolio has `RUNS_IN_A_PORTFOLIO` runs.
    """
    original = await _read(database)
    copies = [(turn, person) for turn in reversed(range(portfolios)) for person in reversed(range(people))]
    copies.remove((0, 0))
    await _add_people(database, people)
    for first in range(0, len(copies), PORTFOLIOS_AT_ONCE):
        rows: dict[str, list[_Row]] = {name: [] for name in COPIED}
        for turn, person in copies[first : first + PORTFOLIOS_AT_ONCE]:
            for name, row in original.copied(_owner(person), turn, DAY_SECONDS * person / people):
                rows[name].append(row)
        async with database.write() as connection:
            await _insert(connection, original.tables, rows)
    return len(copies) * RUNS_IN_A_PORTFOLIO * EVENTS


async def analyse(database: Database) -> None:
    """Let PostgreSQL look at what it holds, as its own housekeeping does within a minute; SQLite needs none."""
    if database.path is None:
        async with database.write() as connection:
            await connection.execute(sa.text("ANALYZE"))


async def wait_until_idle(database: Database) -> None:
    """Until everything that was begun has ended."""
    while True:
        async with database.read() as connection:
            left = await connection.execute(sa.text("SELECT count(*) FROM runs WHERE ended_at IS NULL"))
            if not left.scalar_one():
                return


class _Portfolio:
    """One person's rows, taken apart at every name, so that a copy is those pieces with other names between them."""

    def __init__(self, tables: dict[str, sa.Table], rows: dict[str, list[_Row]]) -> None:
        self.tables = tables
        names = sorted({row["id"] for found in rows.values() for row in found if isinstance(row.get("id"), str)})
        self._names = [*names, LOCAL_USER.id]
        either = "|".join(map(re.escape, self._names))
        self._split: dict[type, re.Pattern[Any]] = {
            str: re.compile(f"({either})"),
            bytes: re.compile(f"({either})".encode()),
        }
        self._rows = [(name, {key: self._pieces(value) for key, value in row.items()}) for name in COPIED
                      for row in rows[name]]  # fmt: skip

    def copied(self, owner: str, turn: int, seconds: float) -> Iterator[tuple[str, _Row]]:
        """All rows for that person, `turn` days and some seconds earlier."""
        earlier = turn * DAY_SECONDS + seconds
        names = {name: _renamed(name, owner, turn, time.time() - earlier) for name in self._names} | {
            LOCAL_USER.id: owner
        }
        known: _Known = {str: names, bytes: {old.encode(): new.encode() for old, new in names.items()}}
        for table, row in self._rows:
            copy = {key: _joined(value, known) for key, value in row.items()}
            yield table, _dated(table, copy, turn, earlier)

    def _pieces(self, value: Any) -> Any:
        if not isinstance(value, str | bytes):
            return value
        pieces = self._split[type(value)].split(value)
        return pieces if len(pieces) > 1 else value


def _joined(value: Any, known: _Known) -> Any:
    if not isinstance(value, list):
        return value
    names = known[type(value[0])]
    return type(value[0])().join(names.get(piece, piece) for piece in value)


def _renamed(name: str, owner: str, turn: int, at: float) -> str:
    prefix = name.partition("_")[0]
    if prefix == "run":
        return f"run_{int(at * 1000):012x}{hashlib.sha256(f'{name}{owner}{turn}'.encode()).hexdigest()[:20]}"
    return derived_id(prefix, name, owner, str(turn))


def _dated(table: str, row: _Row, turn: int, earlier: float) -> _Row:
    for key, value in row.items():
        if isinstance(value, float) and key.endswith("_at"):
            row[key] = value - earlier
    if "digest" in row:
        row["digest"] = hashlib.sha256(row["id"].encode()).digest()
    if "day" in row:
        row["day"] = (date.fromisoformat(row["day"]) - timedelta(days=turn)).isoformat()
    if table == "runs":
        row |= {"idempotency_key": None, "last_seq": EVENTS}
    return row


async def _read(database: Database) -> _Portfolio:
    async with database.read() as connection:
        metadata = sa.MetaData()
        await connection.run_sync(lambda sync: metadata.reflect(sync, only=COPIED))
        tables = {name: metadata.tables[name] for name in COPIED}
        found = {}
        for name, table in tables.items():
            columns = [column for column in table.columns if column.name not in _COUNTED or name == "letter_paragraphs"]
            order = [table.c.number] if name == "messages" else []
            found[name] = [
                dict(row) for row in (await connection.execute(sa.select(*columns).order_by(*order))).mappings()
            ]
    runs = len(found["runs"])
    if runs != RUNS_IN_A_PORTFOLIO:
        raise SystemExit(f"The person whose work is copied has done {runs} runs and not {RUNS_IN_A_PORTFOLIO}.")
    return _Portfolio(tables, found)


async def _add_people(database: Database, people: int) -> None:
    now = time.time()
    rows = [{"id": _owner(number), "name": f"Person {number}", "created_at": now} for number in range(1, people)]
    if rows:
        async with database.write() as connection:
            await connection.execute(
                sa.text("INSERT INTO users (id, name, created_at) VALUES (:id, :name, :created_at)"), rows
            )


async def _insert(connection: AsyncConnection, tables: dict[str, sa.Table], rows: dict[str, list[_Row]]) -> None:
    for name, found in rows.items():
        if found:
            await connection.execute(sa.insert(tables[name]), found)
    events = [{"run_id": row["id"], "events": EVENTS, "data": _TEXT} for row in sorted(rows["runs"], key=_name)]
    await connection.execute(_EVENTS, events)


def _name(row: _Row) -> str:
    return str(row["id"])


def _owner(person: int) -> str:
    return derived_id("usr", "school", str(person)) if person else LOCAL_USER.id
