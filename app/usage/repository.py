"""All SQL of the usage. Every question names the owner."""

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from app.usage.models import Feature, usage_days


def count_one(owner: str, feature: Feature, day: str, limit: int | None) -> sa.ClauseElement:
    """One use more. The check of the table refuses it, and with it the whole transaction, when it is over `limit`.

    The row is locked from here to the commit, so that of any number at the same time none counts from an old number.
    """
    first = insert(usage_days).values(owner=owner, feature=feature, day=day, used=1, most=limit)
    return first.on_conflict_do_update(
        index_elements=[usage_days.c.owner, usage_days.c.day, usage_days.c.feature],
        set_={"used": usage_days.c.used + 1, "most": first.excluded.most},
    )


def delete_before(owner: str, day: str) -> sa.Delete:
    """Forget the days before `day`."""
    return sa.delete(usage_days).where(usage_days.c.owner == owner, usage_days.c.day < day)


async def find_used(connection: AsyncConnection, owner: str, since: str) -> dict[str, dict[Feature, int]]:
    """How often each feature was used on each day from `since` on; what was not used is absent."""
    rows = await connection.execute(
        sa.select(usage_days.c.day, usage_days.c.feature, usage_days.c.used).where(
            usage_days.c.owner == owner, usage_days.c.day >= since
        )
    )
    days: dict[str, dict[Feature, int]] = {}
    for day, feature, used in rows:
        days.setdefault(day, {})[feature] = used
    return days
