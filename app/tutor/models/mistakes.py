"""Mistakes as cards that come back, and the log of their reviews."""

from enum import IntEnum

import msgspec
import sqlalchemy as sa

from app.db import metadata
from app.tutor.corrections.models import Type

mistakes = sa.Table(
    "mistakes",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("owner", sa.String(32), sa.ForeignKey("users.id"), nullable=False),
    sa.Column("original", sa.Text, nullable=False),
    sa.Column("corrected", sa.Text, nullable=False),
    sa.Column("explanation", sa.Text, nullable=False),
    sa.Column("type", sa.String(16), nullable=False),
    sa.Column("sentence", sa.Text, nullable=False),
    sa.Column("offset", sa.Integer, nullable=False),
    sa.Column("message_id", sa.String(32), nullable=False),
    sa.Column("times", sa.Integer, nullable=False),
    sa.Column("phase", sa.Integer, nullable=False),
    sa.Column("step", sa.Integer),
    sa.Column("stability", sa.Float),
    sa.Column("difficulty", sa.Float),
    sa.Column("due_at", sa.Float, nullable=False),
    sa.Column("reviewed_at", sa.Float),
    sa.Column("reviews", sa.Integer, nullable=False),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.Index("ix_mistakes_owner_due", "owner", "due_at"),
)

mistake_reviews = sa.Table(
    "mistake_reviews",
    metadata,
    sa.Column("mistake_id", sa.String(32), sa.ForeignKey("mistakes.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("grade", sa.Integer, nullable=False),
    sa.Column("due_at", sa.Float, nullable=False),
    sa.Column("reviewed_at", sa.Float, nullable=False),
    sa.Index("ix_mistake_reviews_reviewed", "reviewed_at"),
)


class Grade(IntEnum):
    """How well a mistake was remembered; the numbers are FSRS's."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Schedule(msgspec.Struct, frozen=True):
    """Where a card stands in FSRS: `phase` 1 learning, 2 review, 3 relearning; `stability` in days; unix seconds."""

    phase: int
    step: int | None
    stability: float | None
    difficulty: float | None
    due_at: float
    reviewed_at: float | None


class Mistake(msgspec.Struct, frozen=True):
    """A card. `original` stands at code point `offset` of the learner's `sentence`.

    `times` counts in how many messages it was accepted, `reviews` how often it was reviewed.
    """

    id: str
    owner: str
    original: str
    corrected: str
    explanation: str
    type: Type
    sentence: str
    offset: int
    message_id: str
    times: int
    phase: int
    step: int | None
    stability: float | None
    difficulty: float | None
    due_at: float
    reviewed_at: float | None
    reviews: int
    created_at: float

    @property
    def schedule(self) -> Schedule:
        """Where it stands in FSRS."""
        return Schedule(self.phase, self.step, self.stability, self.difficulty, self.due_at, self.reviewed_at)
