"""People, their keys, and what models took for them."""

import msgspec
import sqlalchemy as sa

from app.db import metadata

users = sa.Table(
    "users",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.Column("model", sa.String(200)),
)

api_keys = sa.Table(
    "api_keys",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("owner", sa.String(32), sa.ForeignKey("users.id"), nullable=False, index=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("digest", sa.LargeBinary(32), nullable=False, unique=True),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.Column("last_used_at", sa.Float),
    sa.Column("revoked_at", sa.Float),
)


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


class User(msgspec.Struct, frozen=True):
    """Whoever is signed in; `id` owns rows."""

    id: str
    name: str


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


LOCAL_USER = User(id="usr_local", name="You")
