"""When a card comes back: FSRS-6 with its published weights (https://github.com/open-spaced-repetition/py-fsrs).

Without its random spread of the intervals, so that what a button promises is what happens.
"""

from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from app.tutor.models import Grade, Schedule

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

REVIEW_PHASE = 2
LEARNED_DAYS = 21.0
"""From this stability on (90 % are remembered after so many days) a mistake counts as lost."""


def new_schedule(now: float) -> Schedule:
    """A card that was never reviewed; it is due at once."""
    return Schedule(phase=1, step=0, stability=None, difficulty=None, due_at=now, reviewed_at=None)


def reviewed(schedule: Schedule, grade: Grade, now: float) -> Schedule:
    """Where the card stands after a review at `now` (unix seconds)."""
    from fsrs import Rating

    # A clock that was set back must not make time run backwards for the card.
    at = max(now, schedule.reviewed_at or now)
    card, _ = _scheduler().review_card(_card(schedule), Rating(int(grade)), datetime.fromtimestamp(at, UTC))
    return Schedule(
        phase=int(card.state),
        step=card.step,
        stability=card.stability,
        difficulty=card.difficulty,
        due_at=card.due.timestamp(),
        reviewed_at=at,
    )


def choices(schedule: Schedule, now: float) -> dict[Grade, float]:
    """The seconds until the card would come back, for each grade."""
    return {grade: reviewed(schedule, grade, now).due_at - now for grade in Grade}


@cache
def _scheduler() -> "Scheduler":
    from fsrs import Scheduler

    return Scheduler(enable_fuzzing=False)


def _card(schedule: Schedule) -> "Card":
    from fsrs import Card, State

    last = schedule.reviewed_at
    return Card(
        card_id=0,
        state=State(schedule.phase),
        step=schedule.step,
        stability=schedule.stability,
        difficulty=schedule.difficulty,
        due=datetime.fromtimestamp(schedule.due_at, UTC),
        last_review=None if last is None else datetime.fromtimestamp(last, UTC),
    )
