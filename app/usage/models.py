"""How much of each feature was used on each day (UTC), what is reserved, what streams, and what is told about it."""

from typing import Final, Literal, TypeAlias, get_args

import msgspec
import sqlalchemy as sa

from app.db import metadata

Feature: TypeAlias = Literal["ai_text_messages", "letters", "tailorings"]
FEATURES: Final[tuple[Feature, ...]] = get_args(Feature)
WITHIN_THE_QUOTA: Final = "within_the_quota"
WITHIN_THE_STREAMS: Final = "within_the_streams"
"""The names of the checks by which the database refuses a run that is one too many."""

usage_days = sa.Table(
    "usage_days",
    metadata,
    sa.Column("owner", sa.String(32), sa.ForeignKey("users.id"), primary_key=True),
    sa.Column("day", sa.String(10), primary_key=True),
    sa.Column("feature", sa.String(32), primary_key=True),
    sa.Column("used", sa.Integer, nullable=False),
    sa.Column("most", sa.Integer),
    sa.CheckConstraint("most IS NULL OR used <= most", name=WITHIN_THE_QUOTA),
)

usage_reservations = sa.Table(
    "usage_reservations",
    metadata,
    sa.Column("run_id", sa.String(64), primary_key=True),
    sa.Column("owner", sa.String(32), sa.ForeignKey("users.id"), nullable=False, index=True),
    sa.Column("day", sa.String(10), nullable=False),
    sa.Column("feature", sa.String(32), nullable=False),
)

running_streams = sa.Table(
    "running_streams",
    metadata,
    sa.Column("owner", sa.String(32), sa.ForeignKey("users.id"), primary_key=True),
    sa.Column("running", sa.Integer, nullable=False),
    sa.Column("most", sa.Integer, nullable=False),
    sa.CheckConstraint("running <= most", name=WITHIN_THE_STREAMS),
)


class FeatureUsage(msgspec.Struct, frozen=True, kw_only=True):
    """What a person used of a feature today. `limit` and `remaining` are None when there is no limit.

    `resets_at`: the next midnight UTC, ISO 8601 (`2026-03-03T00:00:00Z`).
    """

    feature: Feature
    used: int
    limit: int | None
    remaining: int | None
    resets_at: str


class UsageWarning(msgspec.Struct, frozen=True, kw_only=True):
    """Protocols section 3: from 98 % of a quota on. `message` is a sentence for the person."""

    feature: str
    used: int
    limit: int
    remaining: int
    message: str


class Day(msgspec.Struct, frozen=True):
    """A day (`2026-03-02`) with how often each feature was used on it; a feature that was not is absent."""

    day: str
    used: dict[Feature, int]
