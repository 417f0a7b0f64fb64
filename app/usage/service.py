"""Quotas of features by person and day, and the only door for other slices and for the protocols.

A use is counted in the transaction that starts its run, by the database itself: a run that is refused, that was begun
before under the same idempotency key, or that could not be written counts nothing, and no number of starts at the same
time, in however many processes, passes a limit. Without limits uses are counted all the same, for the page that shows
them. How a use is given back is told in `settling.py`.
"""

import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager

from app.db import Database, as_statement
from app.errors import Conflict, LimitReached
from app.settings import Settings
from app.streaming import Statement
from app.usage import repository
from app.usage.days import day_of, days_before, iso, last_days, next_midnight, reset_words
from app.usage.engine import LimitedEngine
from app.usage.models import FEATURES, WITHIN_THE_QUOTA, Day, Feature, FeatureUsage, UsageWarning
from app.usage.refusals import is_refused_by
from app.usage.settling import settling
from app.usage.wording import counted, message_of, used_up

KEPT_DAYS = 400
WARN_PERCENT = 98

__all__ = [
    "FEATURES",
    "Day",
    "Feature",
    "FeatureUsage",
    "LimitedEngine",
    "Quotas",
    "UsageWarning",
    "counted",
    "limits_of",
    "settling",
]


def limits_of(settings: Settings) -> dict[Feature, int]:
    """The uses a day of each feature as they are set, 0 for no limit."""
    return {
        "ai_text_messages": settings.quota_ai_text_messages,
        "letters": settings.quota_letters,
        "tailorings": settings.quota_tailorings,
    }


class Quotas:
    """One instance for each process. `limits` are uses a day, 0 or absent for none; `clock` gives Unix seconds."""

    def __init__(
        self,
        database: Database,
        limits: Mapping[Feature, int] | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._limits = {feature: limit for feature, limit in (limits or {}).items() if limit}
        self._clock = clock

    @asynccontextmanager
    async def taking(self, owner: str, feature: Feature | None, run_id: str) -> AsyncIterator[tuple[Statement, ...]]:
        """The statements that a run has to be started with, within this block, to count as one use of `feature`.

        The use is reserved for the run of that name, whose kind may give it back (`settling`). A run of no feature
        counts as nothing.

        Raises:
            LimitReached: the run was refused because the day's quota is used up; `retry_after` lasts until midnight.
        """
        if feature is None:
            yield ()
            return
        now = self._clock()
        today, limit = day_of(now), self._limits.get(feature)
        statements = (
            repository.delete_before(owner, days_before(today, KEPT_DAYS)),
            repository.settle_ended(owner),
            repository.count_one(owner, feature, today, limit),
            repository.reserve(run_id, owner, feature, today),
        )
        try:
            yield tuple(map(as_statement, statements))
        except Conflict as error:
            if limit is None or not is_refused_by(error, WITHIN_THE_QUOTA):
                raise
            sentence = used_up(feature, limit, reset_words(now))
            raise LimitReached(sentence, retry_after=next_midnight(now) - now) from error

    async def warning(self, owner: str, feature: Feature) -> UsageWarning | None:
        """What to say from 98 % of today's quota on; None before, and when there is no limit."""
        limit = self._limits.get(feature)
        if limit is None:
            return None
        used = await self._used(owner, feature, day_of(self._clock()))
        if used * 100 < limit * WARN_PERCENT:
            return None
        remaining = max(0, limit - used)
        return UsageWarning(
            feature=feature, used=used, limit=limit, remaining=remaining, message=message_of(feature, remaining)
        )

    async def note(self, owner: str, feature: Feature) -> str:
        """The warning as a page says it beside the form that uses the feature; "" when there is none."""
        warning = await self.warning(owner, feature)
        if warning is None:
            return ""
        again = "" if warning.remaining else f" You can go on {reset_words(self._clock())}."
        return warning.message + again

    async def usage_of(self, owner: str) -> tuple[FeatureUsage, ...]:
        """What the person used of every feature today."""
        now = self._clock()
        used = (await self.days(owner, 1))[0].used
        resets_at = iso(next_midnight(now))
        return tuple(self._usage(feature, used.get(feature, 0), resets_at) for feature in FEATURES)

    def resets(self) -> str:
        """When the next day begins, in words: `at midnight UTC, in 5 hours`."""
        return reset_words(self._clock())

    async def days(self, owner: str, number: int) -> list[Day]:
        """What the person used on each of the last `number` days, oldest first; today is the last."""
        days = last_days(self._clock(), number)
        async with self._database.read() as connection:
            used = await repository.find_used(connection, owner, days[0])
        return [Day(day, used.get(day, {})) for day in days]

    async def used_today_by_owner(self) -> dict[str, dict[Feature, int]]:
        """What each person used today, by their id; for the administrator. Who used nothing is absent."""
        async with self._database.read() as connection:
            return await repository.find_used_by_owner(connection, day_of(self._clock()))

    async def _used(self, owner: str, feature: Feature, day: str) -> int:
        async with self._database.read() as connection:
            used = await repository.find_used(connection, owner, day)
        return used.get(day, {}).get(feature, 0)

    def _usage(self, feature: Feature, used: int, resets_at: str) -> FeatureUsage:
        limit = self._limits.get(feature)
        remaining = None if limit is None else max(0, limit - used)
        return FeatureUsage(feature=feature, used=used, limit=limit, remaining=remaining, resets_at=resets_at)
