"""How a learner gets on, week by week and by type of mistake."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import msgspec

from app.tutor.corrections.models import Type
from app.tutor.repository.mistakes import Tally, Total, week_of

Counts = dict[Type, int]


class Week(msgspec.Struct, frozen=True):
    """From Monday `start` (UTC): cards added, reviews done, and those of them in which it was remembered."""

    start: date
    added: Counts
    reviewed: Counts
    remembered: Counts


class Progress(msgspec.Struct, frozen=True):
    """`weeks` oldest first, without gaps, up to the present one. `cards`, `learned`: by type; `due`: cards due now."""

    weeks: tuple[Week, ...]
    cards: Counts
    learned: Counts
    due: int


def progress_of(
    added: Iterable[Tally], reviews: Iterable[Tally], totals: Iterable[Total], now: float, weeks: int
) -> Progress:
    """The counts of rows, laid out by week."""
    newest = week_of(now)
    rows = {number: Week(_monday(now, newest - number), {}, {}, {}) for number in range(newest - weeks + 1, newest + 1)}
    for tally in added:
        if tally.week in rows:
            rows[tally.week].added[tally.type] = tally.amount
    for tally in reviews:
        if tally.week in rows:
            rows[tally.week].reviewed[tally.type] = tally.amount
            rows[tally.week].remembered[tally.type] = tally.remembered
    totals = list(totals)
    return Progress(
        weeks=tuple(rows.values()),
        cards={total.type: total.cards for total in totals},
        learned={total.type: total.learned for total in totals},
        due=sum(total.due for total in totals),
    )


def _monday(now: float, weeks_ago: int) -> date:
    today = datetime.fromtimestamp(now, UTC).date()
    return today - timedelta(days=today.weekday(), weeks=weeks_ago)
