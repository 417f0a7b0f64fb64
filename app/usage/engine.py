"""How many of a person's runs may stream at a time.

A run streams from its start to its end, however many tabs and programs watch it: two tabs of one run are one stream,
and so is a run that is joined by its idempotency key or watched again after a dropped line. What counts are rows of the
runs themselves, asked for in the transaction that begins one more. Nothing has to be released: a run that ends stops
counting with its end, in whichever process, and one whose process died stops counting after `FADE_SECONDS`, or earlier
when the next process takes it up or ends it.
"""

import time
from collections.abc import Callable, Collection, Sequence
from typing import Any

from app.db import as_statement
from app.errors import Conflict, LimitReached
from app.streaming import Engine, Observer, Run, Statement, Store, Tracing
from app.streaming.engine import DEFAULT_MAX_RUNNING
from app.streaming.local_runner import LocalRunner
from app.streaming.runner import Means, Runner
from app.usage.models import WITHIN_THE_STREAMS
from app.usage.refusals import is_refused_by
from app.usage.repository import count_streams
from app.usage.wording import too_many_streams

FADE_SECONDS = 1_800.0
"""Twice the longest deadline of any kind of run."""
RETRY_AFTER_SECONDS = 10.0


class LimitedEngine(Engine):
    """An engine that begins no more than `most_streams` runs of a person at a time; 0 for any number.

    Runs of the kinds `uncounted` begin always and do not count.
    """

    def __init__(
        self,
        store: Store,
        *,
        most_streams: int,
        uncounted: Collection[str] = (),
        max_running: int = DEFAULT_MAX_RUNNING,
        clock: Callable[[], float] = time.time,
        monotonic: Callable[[], float] | None = None,
        make_runner: Callable[[Means], Runner] = LocalRunner,
        observer: Observer | None = None,
        tracing: Tracing | None = None,
    ) -> None:
        super().__init__(
            store,
            max_running=max_running,
            clock=clock,
            monotonic=monotonic,
            make_runner=make_runner,
            observer=observer,
            tracing=tracing,
        )
        self._most_streams = most_streams
        self._uncounted = frozenset(uncounted)
        self._now = clock

    async def start(
        self,
        kind: str,
        owner: str,
        input: Any,  # noqa: A002 - the run's field
        *,
        key: str | None = None,
        abandon_after: float | None = None,
        statements: Sequence[Statement] = (),
        run_id: str | None = None,
    ) -> Run:
        """As `Engine.start`.

        Raises:
            LimitReached: so many runs of this person go on already; nothing was written.
        """
        if self._most_streams and kind not in self._uncounted:
            since = self._now() - FADE_SECONDS
            counted = count_streams(owner, self._most_streams, since, self._uncounted)
            statements = [*statements, as_statement(counted)]
        try:
            return await super().start(
                kind, owner, input, key=key, abandon_after=abandon_after, statements=statements, run_id=run_id
            )
        except Conflict as error:
            if not is_refused_by(error, WITHIN_THE_STREAMS):
                raise
            raise LimitReached(too_many_streams(self._most_streams), retry_after=RETRY_AFTER_SECONDS) from error
