"""What a reply's run says, as the events of the agent chat, and the whole of it as one JSON document."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from app.protocols.agent_chat_results import result_sentence
from app.protocols.chat_failures import Failure
from app.protocols.tutor_chat_events import correction_payload
from app.streaming import Event
from app.tutor.service import AGENT_CARDS, Step, reply_events

SERVER_ERROR, BAD_REQUEST = 10005, 10006
DONE = b"data: [DONE]\n\n"
DELTA, COMPLETED = "response.output_text.delta", "response.output_text.completed"
STEP_START, STEP_DONE = "response.reasoning_step.start", "response.reasoning_step.end"


class AgentWire:
    """One stream's writer. The document's fields are all there; `corrections` and `usage_warning` of the last event,
    and `details` of a step's result, are ours.
    """

    end = DONE
    piece = (DELTA, "delta")

    def __init__(self, response_id: str, chat_id: int) -> None:
        self._common = {"response_id": response_id, "chat_id": chat_id}
        self._texts: list[str] = []

    def recall(self, event: Event) -> None:
        """The client has this one already."""
        if event.name == reply_events.TEXT:
            self._texts.append(msgspec.json.decode(event.data, type=reply_events.TextSaid).text)

    def say(self, event: Event) -> Sequence[dict[str, Any]]:
        """The payloads that an event makes: one or none."""
        self.recall(event)
        payload = self._payload(event)
        return [] if payload is None else [payload]

    def fail(self, failure: Failure) -> dict[str, Any]:
        """The document's error event."""
        code = BAD_REQUEST if failure.asker else SERVER_ERROR
        return self._named("response.error", message=failure.message, code=code)

    def _payload(self, event: Event) -> dict[str, Any] | None:
        data = event.data
        match event.name:
            case reply_events.CREATED:
                created = msgspec.json.decode(data, type=reply_events.Created)
                return self._named("response.created", agent_id=AGENT_CARDS[created.agent].id, model=created.model)
            case reply_events.TITLE:
                titled = msgspec.json.decode(data, type=reply_events.TitleSet)
                return self._named("response.chat.title.updated", name=titled.title)
            case reply_events.STEP:
                return self._named(
                    STEP_START, step=step_start(msgspec.json.decode(data, type=reply_events.StepSaid).step)
                )
            case reply_events.STEP_END:
                return self._named(STEP_DONE, step=step_end(msgspec.json.decode(data, type=reply_events.StepSaid).step))
            case reply_events.TEXT:
                return self._named(DELTA, delta=self._texts[-1]) if self._texts[-1] else None
            case "done":
                return self._completed(msgspec.json.decode(data, type=reply_events.ReplyDone))
        return None

    def _completed(self, said: reply_events.ReplyDone) -> dict[str, Any]:
        used = said.used
        payload = self._named(
            COMPLETED,
            final_text="".join(self._texts),
            usage=usage_payload(used.input_tokens, used.output_tokens, used.calls),
            corrections=[correction_payload(correction) for correction in said.corrections],
        )
        if said.usage_warning is not None:
            payload["usage_warning"] = msgspec.to_builtins(said.usage_warning)
        return payload

    def _named(self, kind: str, **fields: Any) -> dict[str, Any]:
        return {"type": kind, **self._common, **fields}


def reply_document(payloads: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """A reply that was waited for: its last event, who answered, the chat's new name, and each step as a whole."""
    told: dict[str, Any] = {}
    steps: dict[str, dict[str, Any]] = {}
    for payload in payloads:
        kind = payload["type"]
        if kind == STEP_START:
            steps[payload["step"]["id"]] = payload["step"]
        elif kind == STEP_DONE:
            ended = payload["step"]
            begun = steps.get(ended["id"], {})
            steps[ended["id"]] = {**ended, **begun, "ended_at": ended["timestamp"]}
        elif kind != DELTA:
            told |= payload
    return {**told, "steps": [*steps.values()]}


def step_start(step: Step) -> dict[str, Any]:
    """What begins to be done, and why."""
    return {
        "id": step.id,
        "content": step.content,
        "type": step.type,
        "args": step.args,
        "timestamp": moment(step.started_at),
    }


def step_end(step: Step) -> dict[str, Any]:
    """What came of it: `data` is a sentence for people, as in the document; `details` is what it sums up."""
    return {
        "id": step.id,
        "type": step.type,
        "result": {"success": step.success, "data": result_sentence(step), "details": step.data},
        "timestamp": moment(step.started_at if step.ended_at is None else step.ended_at),
        "token_usage": usage_payload(step.tokens_in, step.tokens_out, step.calls),
    }


def usage_payload(tokens_in: int, tokens_out: int, calls: int) -> dict[str, int]:
    """The document's way to say what calls of a model took."""
    return {
        "total_prompt_tokens": tokens_in,
        "total_completion_tokens": tokens_out,
        "total_tokens": tokens_in + tokens_out,
        "total_calls": calls,
    }


def moment(seconds: float) -> str:
    """Unix seconds as `2024-01-15T10:30:00Z`."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
