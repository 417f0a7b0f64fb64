"""The JSON documents of the agent chat: a chat, its messages, the agents."""

from typing import Any

from app.protocols.agent_chat_events import moment, step_end, step_start
from app.protocols.tutor_chat_events import correction_payload
from app.tutor.service import AGENT_CARDS, AgentCard, Conversation, Message, Step


def agent_answer(card: AgentCard) -> dict[str, Any]:
    """An agent as it is listed."""
    return {"id": card.id, "agent": card.agent, "name": card.name, "description": card.description}


def chat_answer(conversation: Conversation) -> dict[str, Any]:
    """A chat without its messages. `conversation_id` names the same one in `POST /api/v1/chat`."""
    return {
        "id": conversation.number,
        "conversation_id": conversation.id,
        "name": conversation.title,
        "agent_id": AGENT_CARDS[conversation.agent].id,
        "agent": conversation.agent,
        "target": conversation.target,
        "native": conversation.native,
        "level": conversation.level,
        "resume_id": conversation.resume_id,
        "posting_id": conversation.posting_id,
        "letter_id": conversation.letter_id,
        "state": conversation.state,
        "created_at": moment(conversation.created_at),
        "updated_at": moment(conversation.updated_at),
        "url": f"/tutor/{conversation.id}",
    }


def message_answer(message: Message) -> dict[str, Any]:
    """One message of the open branch; what belongs to one side only is not there for the other."""
    said = {
        "id": message.id,
        "role": message.role,
        "text": message.text,
        "state": message.state,
        "created_at": moment(message.created_at),
    }
    if message.role == "user":
        return said | {"corrections": [correction_payload(correction) for correction in message.corrections]}
    return said | {
        "response_id": message.run_id,
        "problem": message.problem,
        "model": message.model,
        "usage": {"total_prompt_tokens": message.tokens_in, "total_completion_tokens": message.tokens_out},
        "steps": [_step(step) for step in message.steps],
    }


def _step(step: Step) -> dict[str, Any]:
    begun = step_start(step)
    if step.ended_at is None:
        return begun
    ended = step_end(step)
    return {**ended, **begun, "ended_at": ended["timestamp"]}
