"""The tutor's tables and the structs that cross its borders."""

from app.tutor.models.attachments import AttachedFile, Attachment, attachments
from app.tutor.models.conversations import (
    AGENTS,
    Agent,
    Attached,
    Conversation,
    Manner,
    NewConversation,
    Titled,
    conversations,
)
from app.tutor.models.messages import Ended, Message, MessageState, ReplyInput, Role, Step, messages
from app.tutor.models.mistakes import Grade, Mistake, Schedule, mistake_reviews, mistakes

__all__ = [
    "AGENTS",
    "Agent",
    "Attached",
    "AttachedFile",
    "Attachment",
    "Conversation",
    "Ended",
    "Grade",
    "Manner",
    "Message",
    "MessageState",
    "Mistake",
    "NewConversation",
    "ReplyInput",
    "Role",
    "Schedule",
    "Step",
    "Titled",
    "attachments",
    "conversations",
    "messages",
    "mistake_reviews",
    "mistakes",
]
