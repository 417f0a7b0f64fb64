"""Conversations as a list shows them, and what a search found."""

from app.tutor.contexts import Found, Row
from app.tutor.models import AGENTS, Conversation
from app.tutor.searching import Hit
from app.web.moments import moment

UNTITLED = "New conversation"
_WHO = {"user": "You", "assistant": "Reply", None: ""}


def row(conversation: Conversation) -> Row:
    """One line."""
    return Row(
        url=f"/tutor/{conversation.id}",
        title=conversation.title or UNTITLED,
        agent=AGENTS[conversation.agent],
        is_running=conversation.is_running,
        used=moment(conversation.updated_at),
    )


def found(hit: Hit) -> Found:
    """One find; the link goes to the message, on whichever branch it is."""
    place = f"/at/{hit.message_id}" if hit.message_id else ""
    return Found(
        url=f"/tutor/{hit.conversation_id}{place}",
        title=hit.title or UNTITLED,
        who=_WHO[hit.role],
        snippet=hit.snippet,
        at=moment(hit.at),
    )
