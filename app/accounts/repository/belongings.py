"""What belongs to a person, in every table there is: found in the database's own schema, so that no slice is forgotten.

A row belongs to a person when its column `owner` names them, when it refers by a foreign key to a row that does, or
when it is part of a run that does (the engine's tables have no foreign keys). A table of which nothing belongs to
anybody has to be named in `IMPERSONAL`; a test reads the migrated schema and fails for any other.
"""

from collections.abc import AsyncIterator, Iterable, Sequence
from graphlib import TopologicalSorter
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

IMPERSONAL = frozenset({"alembic_version", "attempts", "erasures", "shared_secrets", "sqlite_sequence"})
"""`attempts` holds digests for an hour; those of an account are forgotten with it. `erasures` tells only when.
`shared_secrets` are the servers'."""
_ROWS_AT_ONCE = 50


Row = sa.RowMapping


class Belonging(NamedTuple):
    """A table with the condition that picks one person's rows; `key` names its primary key."""

    table: sa.TableClause
    condition: sa.ColumnElement[bool]
    key: tuple[str, ...]


class _Shape(NamedTuple):
    table: sa.TableClause
    key: tuple[str, ...]
    refers: tuple[tuple[str, str, str], ...]
    """Column, the table it refers to, the column there."""


async def belongings(connection: AsyncConnection, owner: str) -> list[Belonging]:
    """Every table in which rows can belong to somebody; one that refers to others comes before them."""
    shapes = await connection.run_sync(_shapes)
    conditions = _conditions(shapes, owner)
    before = {name: {other for _, other, _ in shapes[name].refers if other != name} for name in conditions}
    order = [name for name in TopologicalSorter(before).static_order() if name in conditions]
    return [Belonging(shapes[name].table, conditions[name], shapes[name].key) for name in reversed(order)]


async def owned_tables(connection: AsyncConnection) -> list[sa.TableClause]:
    """The tables whose rows name their owner themselves."""
    shapes = await connection.run_sync(_shapes)
    return [shape.table for shape in shapes.values() if "owner" in shape.table.c]


async def unreached(connection: AsyncConnection) -> set[str]:
    """The tables of which no row belongs to anybody."""
    shapes = await connection.run_sync(_shapes)
    return set(shapes) - set(_conditions(shapes, ""))


async def rows_of(connection: AsyncConnection, part: Belonging) -> AsyncIterator[Sequence[sa.RowMapping]]:
    """One person's rows of a table, some at a time."""
    wanted = sa.select(part.table).where(part.condition).order_by(*(part.table.c[name] for name in part.key))
    async with connection.stream(wanted) as result:
        async for rows in result.mappings().partitions(_ROWS_AT_ONCE):
            yield rows


async def delete_all(connection: AsyncConnection, parts: Iterable[Belonging]) -> None:
    """Delete them in this order. What SQLite frees is overwritten, not only given back."""
    if connection.dialect.name == "sqlite":
        await connection.exec_driver_sql("PRAGMA secure_delete=ON")
    for part in parts:
        await connection.execute(sa.delete(part.table).where(part.condition))


async def has_unfinished_runs(connection: AsyncConnection, owner: str) -> bool:
    """Whether something of theirs goes on, or waits to."""
    runs = sa.table("runs", sa.column("owner"), sa.column("state"))
    found = await connection.execute(
        sa.select(sa.literal(1)).where(runs.c.owner == owner, runs.c.state.in_(("queued", "running"))).limit(1)
    )
    return found.first() is not None


def _conditions(shapes: dict[str, _Shape], owner: str) -> dict[str, sa.ColumnElement[bool]]:
    found: dict[str, sa.ColumnElement[bool]] = {"users": shapes["users"].table.c.id == owner}
    found |= {name: shape.table.c.owner == owner for name, shape in shapes.items() if "owner" in shape.table.c}
    while True:
        more = {
            name: sa.or_(*reached)
            for name, shape in shapes.items()
            if name not in found and (reached := _reached(name, shape, shapes, found))
        }
        if not more:
            return found
        found |= more


def _reached(
    name: str, shape: _Shape, shapes: dict[str, _Shape], found: dict[str, sa.ColumnElement[bool]]
) -> list[sa.ColumnElement[bool]]:
    return [
        shape.table.c[column].in_(sa.select(shapes[other].table.c[there]).where(found[other]))
        for column, other, there in shape.refers
        if other in found and other != name
    ]


def _shapes(connection: sa.Connection) -> dict[str, _Shape]:
    inspector = sa.inspect(connection)
    return {name: _shape(inspector, name) for name in sorted(inspector.get_table_names())}


def _shape(inspector: sa.Inspector, name: str) -> _Shape:
    described = inspector.get_columns(name)
    columns: list[sa.ColumnClause[Any]] = [sa.column(each["name"], each["type"]) for each in described]
    refers = [
        (key["constrained_columns"][0], key["referred_table"], key["referred_columns"][0])
        for key in inspector.get_foreign_keys(name)
        if len(key["constrained_columns"]) == 1
    ]
    names = [column.name for column in columns]
    if not refers and "run_id" in names and "owner" not in names:
        refers.append(("run_id", "runs", "id"))
    key = tuple(inspector.get_pk_constraint(name)["constrained_columns"])
    return _Shape(sa.table(name, *columns), key, tuple(refers))
