"""Messages: a tree within each conversation, of which one branch is open."""

from typing import Any, Literal

import msgspec
import sqlalchemy as sa

from app.db import metadata
from app.streaming import RunState
from app.tutor.corrections.models import Correction

Role = Literal["user", "assistant"]
MessageState = Literal["running", "complete", "partial", "failed"]

messages = sa.Table(
    "messages",
    metadata,
    sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    sa.Column("id", sa.String(32), nullable=False, unique=True),
    sa.Column("conversation_id", sa.String(32), nullable=False),
    sa.Column("parent_id", sa.String(32)),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("problem", sa.Text, nullable=False),
    sa.Column("run_id", sa.String(64), nullable=False),
    sa.Column("model", sa.String(200), nullable=False),
    sa.Column("tokens_in", sa.Integer, nullable=False),
    sa.Column("tokens_out", sa.Integer, nullable=False),
    sa.Column("corrections", sa.LargeBinary, nullable=False),
    sa.Column("steps", sa.LargeBinary, nullable=False),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.Column("words", sa.Text),
    sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], ondelete="CASCADE"),
    # A parent of another conversation is refused by the database itself. It does not cascade: SQLite follows a chain of
    # a thousand at most, and all messages go with their conversation anyway.
    sa.UniqueConstraint("conversation_id", "id"),
    sa.ForeignKeyConstraint(
        ["conversation_id", "parent_id"], ["messages.conversation_id", "messages.id"], name="fk_messages_parent"
    ),
    sa.Index("ix_messages_parent", "conversation_id", "parent_id"),
    sqlite_autoincrement=True,
)


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that an agent did for a reply (protocols §5); times in unix seconds, `ended_at` None while it goes on.

    `type` is the tool's name, `content` why it was used, in a sentence; `args` and `data` are JSON values.
    """

    id: str
    type: str
    content: str = ""
    args: dict[str, Any] = {}
    success: bool = False
    data: Any = None
    tokens_in: int = 0
    tokens_out: int = 0
    calls: int = 0
    started_at: float = 0.0
    ended_at: float | None = None


class Message(msgspec.Struct, frozen=True):
    """One message. `number` grows with time.

    A reply is `running`, `complete`, `partial` (stopped) or `failed`, with `problem` as a sentence for the person; what
    had arrived by then is its text. `corrections` belong to what the learner wrote, in code points of `text`.
    """

    number: int
    id: str
    conversation_id: str
    parent_id: str | None
    role: Role
    text: str
    state: MessageState
    problem: str
    run_id: str
    model: str
    tokens_in: int
    tokens_out: int
    corrections: tuple[Correction, ...]
    steps: tuple[Step, ...]
    created_at: float


class ReplyInput(msgspec.Struct, frozen=True, kw_only=True):
    """What a reply's run works on; the same for a request that is sent again under its idempotency key."""

    owner: str
    conversation_id: str
    question_id: str
    reply_id: str
    text: str


class Ended(msgspec.Struct, frozen=True, kw_only=True):
    """How a reply ended. `text` or `steps` None: what was kept of it while it was written stays."""

    state: RunState
    text: str | None = None
    problem: str = ""
    model: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    steps: tuple[Step, ...] | None = None
