"""Where this installation's runs are kept and made: in this process and its file unless the settings say otherwise."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from app.settings import Settings
from app.streaming import SqliteStore, Store
from app.streaming.local_runner import LocalRunner
from app.streaming.runner import Means, Runner

if TYPE_CHECKING:
    from app.streaming.distributed.sharing import Sharing


class Runs(NamedTuple):
    """What an engine is made of; `sharing` where several processes share their runs."""

    store: Store
    make_runner: Callable[[Means], Runner] = LocalRunner
    sharing: "Sharing | None" = None


def runs_of(settings: Settings) -> Runs:
    """A store, not opened yet, and the place where its runs are made."""
    if not settings.database_url:
        return Runs(SqliteStore(settings.database_path))
    from app.db.postgresql import dsn_of

    dsn = dsn_of(settings.database_url)
    if not settings.redis_url:
        from app.streaming.distributed.postgres_store import PostgresStore

        return Runs(PostgresStore(dsn))
    from app.streaming.distributed.sharing import Sharing

    sharing = Sharing(dsn, settings.redis_url)
    return Runs(sharing.store, sharing.runner, sharing)
