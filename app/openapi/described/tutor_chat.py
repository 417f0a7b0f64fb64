"""The tutor chat and its quotas (`protocols.md` section 3)."""

from app.openapi.describing import Events, Operation, StreamEvent
from app.openapi.headers import CONVERSATION_ID, IDEMPOTENCY_KEY, LAST_EVENT_ID
from app.openapi.wire.tutor_chat import Quotas, TutorChunk, TutorDone, TutorError
from app.protocols.tutor_chat import ChatRequest

TAG = "Tutor chat"
_DONE = {
    "type": "done",
    "conversation_id": "cnv_7p2m9x4k1q8w5e3r6t0y",
    "corrections": [
        {
            "original": "has",
            "corrected": "have",
            "explanation": "The verb agrees with “I”.",
            "type": "grammar",
            "offset": 2,
            "length": 3,
        }
    ],
    "usage": {"input_tokens": 42, "output_tokens": 156},
    "model": {"provider": "anthropic", "id": "claude-sonnet-4-20250514"},
    "title": "Getting Started with Korean",
}
_FAULT = {
    "type": "error",
    "message": "The language model is busy. Please try again in a moment.",
    "request_id": "3f2a91bc",
    "retryable": True,
    "reason": "rate_limit",
}
_STREAM = Events(
    events=(
        StreamEvent(
            name="chunk",
            when="While the reply is written.",
            data=TutorChunk,
            example={"type": "chunk", "content": "How can I help you today?"},
        ),
        StreamEvent(name="done", when="Once, when the reply is whole.", data=TutorDone, example=_DONE, ends=True),
        StreamEvent(name="error", when="In place of `done`.", data=TutorError, example=_FAULT, ends=True),
    ),
    example=(
        "event: chunk\nid: run_9z8y7x6w5v4t3s2r1q0p:2\n"
        'data: {"type":"chunk","content":"How can I help you today?"}\n\n'
        "event: done\nid: run_9z8y7x6w5v4t3s2r1q0p:5\n"
        'data: {"type":"done","conversation_id":"cnv_7p2m9x4k1q8w5e3r6t0y","corrections":[],'
        '"usage":{"input_tokens":42,"output_tokens":156},"model":{"provider":"","id":"builtin"}}\n\n'
    ),
)
OPERATIONS = {
    "POST /api/v1/chat": Operation(
        id="chat",
        tag=TAG,
        summary="Say something to a tutor",
        about=(
            "Always answers a stream. Without `conversation_id` it is the first message of a new conversation. With "
            "`Last-Event-ID` no body is needed: the stream of the reply that it names goes on. Sixty seconds without "
            "an event end the stream with an error."
        ),
        body=ChatRequest,
        stream=_STREAM,
        refusals=(404, 409),
        headers=(LAST_EVENT_ID, IDEMPOTENCY_KEY),
        told=(CONVERSATION_ID,),
    ),
    "GET /api/v1/usage": Operation(
        id="show_usage",
        tag=TAG,
        summary="See how much of each feature is left today",
        about="Days are UTC; `limit` and `remaining` are null for a feature without a limit.",
        answer=Quotas,
    ),
}
