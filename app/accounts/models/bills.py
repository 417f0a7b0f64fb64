"""What models took for a person."""

import msgspec
import sqlalchemy as sa

from app.db import metadata

model_usage = sa.Table(
    "model_usage",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("owner", sa.String(32), sa.ForeignKey("users.id"), nullable=False),
    sa.Column("run_id", sa.String(64), nullable=False),
    sa.Column("task", sa.String(64), nullable=False),
    sa.Column("model", sa.String(200), nullable=False),
    sa.Column("input_tokens", sa.Integer, nullable=False),
    sa.Column("output_tokens", sa.Integer, nullable=False),
    sa.Column("cost", sa.Float),
    sa.Column("estimated", sa.Boolean, nullable=False),
    sa.Column("seconds", sa.Float, nullable=False),
    sa.Column("at", sa.Float, nullable=False),
    sa.Index("ix_model_usage_owner_at", "owner", "at"),
    sa.Index("ix_model_usage_run", "run_id"),
)


class Bill(msgspec.Struct, frozen=True):
    """The sum of some calls of one model. `cost` in US dollars of the calls whose price is known; `unpriced` and
    `estimated` count the calls without a price, and those whose tokens the provider did not tell.
    """

    model: str
    calls: int
    input_tokens: int
    output_tokens: int
    cost: float
    unpriced: int
    estimated: int


class DayTokens(msgspec.Struct, frozen=True):
    """What one model took on one day, UTC (`2026-03-02`)."""

    day: str
    model: str
    input_tokens: int
    output_tokens: int
