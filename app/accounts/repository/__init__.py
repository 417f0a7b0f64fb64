"""All SQL of the accounts."""

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from app.accounts.models import Bill, DayTokens, User, model_usage, users
from app.db import insert, whole
from app.llm import Usage

_DAY_SECONDS = 86_400


async def add_user(connection: AsyncConnection, user: User, now: float) -> None:
    """Write the user's row unless it is there."""
    await connection.execute(insert(users).values(id=user.id, name=user.name, created_at=now).on_conflict_do_nothing())


async def find_model(connection: AsyncConnection, owner: str) -> str | None:
    """The name of the model that a person chose."""
    found = await connection.execute(sa.select(users.c.model).where(users.c.id == owner))
    name: str | None = found.scalar_one_or_none()
    return name


async def set_model(connection: AsyncConnection, owner: str, name: str) -> None:
    """Keep a person's choice."""
    await connection.execute(sa.update(users).where(users.c.id == owner).values(model=name))


async def add_usage(connection: AsyncConnection, owner: str, run_id: str, usage: Usage, now: float) -> None:
    """Write one task's bill."""
    values = {name: getattr(usage, name) for name in Usage.__struct_fields__}
    await connection.execute(sa.insert(model_usage).values(owner=owner, run_id=run_id, at=now, **values))


async def sum_of_run(connection: AsyncConnection, owner: str, run_id: str) -> list[Bill]:
    """What one run took, by model."""
    return await _bills(connection, model_usage.c.owner == owner, model_usage.c.run_id == run_id)


async def sum_since(connection: AsyncConnection, owner: str, since: float) -> list[Bill]:
    """What a person's calls took since a time in Unix seconds, by model."""
    return await _bills(connection, model_usage.c.owner == owner, model_usage.c.at >= since)


async def sum_by_day(connection: AsyncConnection, owner: str, since: float) -> list[DayTokens]:
    """What a person's calls took since a time in Unix seconds, by day and model, oldest first."""
    table = model_usage.c
    day = (whole(table.at) // _DAY_SECONDS).label("day")
    rows = await connection.execute(
        sa.select(day, table.model, sa.func.sum(table.input_tokens), sa.func.sum(table.output_tokens))
        .where(table.owner == owner, table.at >= since)
        .group_by(day, table.model)
        .order_by(day, table.model)
    )
    return [DayTokens(_date_of(number), *row) for number, *row in rows]


def _date_of(day_number: int) -> str:
    return datetime.fromtimestamp(day_number * _DAY_SECONDS, UTC).date().isoformat()


async def _bills(connection: AsyncConnection, *conditions: sa.ColumnElement[bool]) -> list[Bill]:
    table = model_usage.c
    rows = await connection.execute(
        sa.select(
            table.model,
            sa.func.count(),
            sa.func.sum(table.input_tokens),
            sa.func.sum(table.output_tokens),
            sa.func.coalesce(sa.func.sum(table.cost), 0.0),
            sa.func.count() - sa.func.count(table.cost),
            sa.func.sum(sa.cast(table.estimated, sa.Integer)),
        )
        .where(*conditions)
        .group_by(table.model)
        .order_by(sa.func.sum(table.output_tokens).desc(), table.model)
    )
    return [Bill(*row) for row in rows]
