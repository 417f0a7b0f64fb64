"""All SQL of the usage. Every question names the owner, but for the one that an administrator asks.

Statements are for the transaction in which the engine begins or ends a run. `runs` and `run_events` are the engine's
tables (`app/streaming/schema.py`) and are only read.
"""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from app.db import insert
from app.usage.models import Feature, running_streams, usage_days, usage_reservations

_runs = sa.table("runs", sa.column("id"), sa.column("kind"), sa.column("owner"), sa.column("created_at"))
_run_events = sa.table("run_events", sa.column("run_id"), sa.column("name"))
_UNFINISHED = sa.text("runs.state IN ('queued', 'running')")
"""In the words of `ix_runs_unfinished`, without which SQLite does not see that the index serves."""


def count_one(owner: str, feature: Feature, day: str, limit: int | None) -> sa.ClauseElement:
    """One use more. The check of the table refuses it, and with it the whole transaction, when it is over `limit`.

    The row is locked from here to the commit, so that of any number at the same time none counts from an old number.
    """
    first = insert(usage_days).values(owner=owner, feature=feature, day=day, used=1, most=limit)
    return first.on_conflict_do_update(
        index_elements=[usage_days.c.owner, usage_days.c.day, usage_days.c.feature],
        set_={"used": usage_days.c.used + 1, "most": first.excluded.most},
    )


def reserve(run_id: str, owner: str, feature: Feature, day: str) -> sa.Insert:
    """Note that the use counted by `count_one` is this run's, so that exactly this one can be given back."""
    return sa.insert(usage_reservations).values(run_id=run_id, owner=owner, day=day, feature=feature)


def give_back(run_id: str, owner: str, delivering: Collection[str]) -> sa.Update:
    """Take the run's use off its day, if it has one, and if no event of the names `delivering` was shown."""
    its_own = sa.exists().where(
        usage_reservations.c.run_id == run_id,
        usage_reservations.c.owner == usage_days.c.owner,
        usage_reservations.c.day == usage_days.c.day,
        usage_reservations.c.feature == usage_days.c.feature,
    )
    back = sa.update(usage_days).where(usage_days.c.owner == owner, its_own)
    if delivering:
        names = sa.or_(*(_run_events.c.name == name for name in sorted(delivering)))
        back = back.where(~sa.exists().where(_run_events.c.run_id == run_id, names))
    return back.values(used=usage_days.c.used - 1)


def settle(run_id: str) -> sa.Delete:
    """The run has ended: its use is no longer reserved, it is used or was given back."""
    return sa.delete(usage_reservations).where(usage_reservations.c.run_id == run_id)


def settle_ended(owner: str) -> sa.Delete:
    """The same for all of the owner's runs that have ended, those that were done among them."""
    unfinished = sa.exists().where(_runs.c.id == usage_reservations.c.run_id, _UNFINISHED)
    return sa.delete(usage_reservations).where(usage_reservations.c.owner == owner, ~unfinished)


def count_streams(owner: str, most: int, since: float, uncounted: Collection[str]) -> sa.ClauseElement:
    """How many of the owner's runs go on, the one that is begun in this transaction among them.

    The check of the table refuses more than `most`, and with it the whole transaction. Runs of the kinds `uncounted`
    and those made before `since` (Unix seconds) are left out.
    """
    live = sa.select(sa.func.count()).where(_runs.c.owner == owner, _runs.c.created_at > since, _UNFINISHED)
    for kind in sorted(uncounted):
        live = live.where(_runs.c.kind != kind)
    first = insert(running_streams).values(owner=owner, running=live.scalar_subquery(), most=most)
    return first.on_conflict_do_update(
        index_elements=[running_streams.c.owner],
        set_={"running": first.excluded.running, "most": first.excluded.most},
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


async def find_used_by_owner(connection: AsyncConnection, day: str) -> dict[str, dict[Feature, int]]:
    """How often each person used each feature on that day; who used nothing is absent."""
    rows = await connection.execute(
        sa.select(usage_days.c.owner, usage_days.c.feature, usage_days.c.used).where(usage_days.c.day == day)
    )
    owners: dict[str, dict[Feature, int]] = {}
    for owner, feature, used in rows:
        owners.setdefault(owner, {})[feature] = used
    return owners
