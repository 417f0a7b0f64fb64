"""Conversations: who talks with which agent, about what, in which language."""

from typing import Literal

import msgspec
import sqlalchemy as sa

from app.db import metadata
from app.tutor.corrections.models import Level

Agent = Literal["coach", "tutor", "adviser"]
AGENTS: dict[Agent, str] = {
    "coach": "Interview coach",
    "tutor": "Language tutor",
    "adviser": "Application adviser",
}
Titled = Literal["not", "itself", "hand"]
"""Who gave the title: nobody yet, Foreword, the person."""

conversations = sa.Table(
    "conversations",
    metadata,
    sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    sa.Column("id", sa.String(32), nullable=False, unique=True),
    sa.Column("owner", sa.String(32), sa.ForeignKey("users.id"), nullable=False),
    sa.Column("title", sa.String(200), nullable=False),
    sa.Column("titled", sa.String(16), nullable=False),
    sa.Column("agent", sa.String(16), nullable=False),
    sa.Column("target", sa.String(35), nullable=False),
    sa.Column("native", sa.String(35), nullable=False),
    sa.Column("level", sa.String(2), nullable=False),
    sa.Column("resume_id", sa.String(32)),
    sa.Column("posting_id", sa.String(32)),
    sa.Column("letter_id", sa.String(32)),
    sa.Column("head_id", sa.String(32)),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("run_id", sa.String(64), nullable=False),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.Column("updated_at", sa.Float, nullable=False),
    sa.Column("words", sa.Text),
    sa.Index("ix_conversations_owner_updated", "owner", "updated_at"),
    sqlite_autoincrement=True,
)


class Manner(msgspec.Struct, frozen=True):
    """Who answers and how: `target` is practised, `native` explains (BCP 47 tags), `level` is the learner's (CEFR)."""

    agent: Agent = "coach"
    target: str = "en"
    native: str = "en"
    level: Level = "B1"


class Attached(msgspec.Struct, frozen=True):
    """What the conversation is about, by id; each may be absent, or deleted since."""

    resume_id: str | None = None
    posting_id: str | None = None
    letter_id: str | None = None


class NewConversation(msgspec.Struct, frozen=True):
    """What a conversation begins with; it has no message and no title yet."""

    manner: Manner = Manner()
    attached: Attached = Attached()


class Conversation(msgspec.Struct, frozen=True):
    """One conversation without its messages.

    `number` names it for programs (protocols §5). `head_id` is the last message of the branch that is open, None
    before the first. `state` is `idle`, or `running` while the run `run_id` writes a reply. Times in unix seconds.
    """

    number: int
    id: str
    owner: str
    title: str
    titled: Titled
    agent: Agent
    target: str
    native: str
    level: Level
    resume_id: str | None
    posting_id: str | None
    letter_id: str | None
    head_id: str | None
    state: Literal["idle", "running"]
    run_id: str
    created_at: float
    updated_at: float

    @property
    def is_running(self) -> bool:
        """Whether a reply is being written."""
        return self.state == "running"

    @property
    def running_id(self) -> str:
        """The run that writes a reply now; empty when none does."""
        return self.run_id if self.is_running else ""

    @property
    def manner(self) -> Manner:
        """Who answers and how."""
        return Manner(self.agent, self.target, self.native, self.level)

    @property
    def attached(self) -> Attached:
        """What it is about."""
        return Attached(self.resume_id, self.posting_id, self.letter_id)
