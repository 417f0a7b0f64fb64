"""The agent chat (`protocols.md` section 5)."""

from typing import Any

from app.openapi.describing import Events, Operation, StreamEvent
from app.openapi.headers import IDEMPOTENCY_KEY, LAST_EVENT_ID
from app.openapi.wire.agent_chat import (
    Agents,
    Chat,
    Chats,
    ChatWithMessages,
    OutputTextCompleted,
    OutputTextDelta,
    ReasoningStepEnd,
    ReasoningStepStart,
    ResponseCreated,
    ResponseError,
    TitleUpdated,
    WholeReply,
)
from app.protocols.agent_chat import MessageRequest, NewChat

TAG = "Agent chat"
_REPLY = {"response_id": "run_9z8y7x6w5v4t3s2r1q0p", "chat_id": 12345}
_USAGE = {"total_prompt_tokens": 150, "total_completion_tokens": 50, "total_tokens": 200, "total_calls": 1}
_STEP = {"id": "step_1", "type": "consultant_retrieve_context_source", "timestamp": "2026-03-12T14:05:00Z"}
_FOUND = {"success": True, "data": "Found 3 relevant passages.", "details": {"passages": []}}


def _event(name: str, when: str, data: Any, /, *, ends: bool = False, **members: Any) -> StreamEvent:
    return StreamEvent(name=name, when=when, data=data, example={"type": name, **_REPLY, **members}, ends=ends)


_STREAM = Events(
    events=(
        _event("response.created", "First.", ResponseCreated, agent_id=str(_STEP["id"]), model="builtin"),
        _event("response.chat.title.updated", "When the chat gets a name.", TitleUpdated, name="Interview practice"),
        _event(
            "response.reasoning_step.start",
            "Before something is looked up or asked.",
            ReasoningStepStart,
            step={**_STEP, "content": "Looking in your résumé", "args": {"query": "payments"}},
        ),
        _event(
            "response.reasoning_step.end",
            "After it, under the same `id`.",
            ReasoningStepEnd,
            step={**_STEP, "result": _FOUND, "token_usage": _USAGE},
        ),
        _event("response.output_text.delta", "While the reply is written.", OutputTextDelta, delta="Hello"),
        _event(
            "response.output_text.completed",
            "Once, when the reply is whole.",
            OutputTextCompleted,
            final_text="Hello! How can I help?",
            usage=_USAGE,
            corrections=[],
        ),
        _event(
            "response.error",
            "In place of `response.output_text.completed`.",
            ResponseError,
            message="Something went wrong on our side. Your message is kept; please try again.",
            code=10005,
        ),
    ),
    example=(
        "event: response.output_text.delta\nid: run_9z8y7x6w5v4t3s2r1q0p:4\n"
        'data: {"type":"response.output_text.delta","response_id":"run_9z8y7x6w5v4t3s2r1q0p","chat_id":12345,'
        '"delta":"Hello"}\n\ndata: [DONE]\n\n'
    ),
    last="[DONE]",
    about="`data: [DONE]` always comes last, after an error too.",
)
OPERATIONS = {
    "GET /api/v1/agents": Operation(id="list_agents", tag=TAG, summary="List who can be asked", answer=Agents),
    "GET /api/v1/chats": Operation(
        id="list_chats", tag=TAG, summary="List your chats", about="The one used last first.", answer=Chats
    ),
    "POST /api/v1/chats": Operation(
        id="create_chat",
        tag=TAG,
        summary="Make a chat",
        about="Without messages; the same `Idempotency-Key` gives the same one.",
        body=NewChat,
        answer=Chat,
        refusals=(404, 409),
        headers=(IDEMPOTENCY_KEY,),
    ),
    "GET /api/v1/chats/{chat_id}": Operation(
        id="show_chat", tag=TAG, summary="Read a chat with its messages", answer=ChatWithMessages
    ),
    "POST /api/v1/chats/{chat_id}/messages": Operation(
        id="send_chat_message",
        tag=TAG,
        summary="Say something in a chat",
        about=(
            "Answers a stream where the body's `stream` is true, or where it is absent and `Accept` names "
            "`text/event-stream`; else one JSON document: the same reply waited for. With `Last-Event-ID` no body is "
            "needed: the stream of the reply that it names goes on. Ninety seconds without an event end the stream "
            "with an error."
        ),
        body=MessageRequest,
        answer=WholeReply,
        stream=_STREAM,
        refusals=(404, 409, 502, 504),
        headers=(LAST_EVENT_ID, IDEMPOTENCY_KEY),
    ),
}
