"""What a reply's run says, as the events of the tutor chat: `chunk`, then `done` or `error`.

The document knows neither steps nor forms. Steps are not told; a form is told as text, in a chunk of its own.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from app.protocols.chat_failures import Failure
from app.protocols.chat_forms import form_of, form_text
from app.streaming import Event
from app.tutor.service import Correction, reply_events

_OUR_TYPES = {"register": "word choice"}
"""The document has four types of corrections; words that do not suit the occasion are badly chosen ones."""
_BEFORE_A_FORM = "\n\n"


class TutorWire:
    """One stream's writer. `request_id` names the request in the server's log."""

    end = b""
    piece = ("chunk", "content")

    def __init__(self, request_id: str) -> None:
        self._request_id = request_id
        self._has_text = False

    def recall(self, event: Event) -> None:
        """The client has this one already."""
        self.say(event)

    def say(self, event: Event) -> Sequence[dict[str, Any]]:
        """The payloads that an event makes: one or none."""
        if event.name == "done":
            return [done_payload(msgspec.json.decode(event.data, type=reply_events.ReplyDone))]
        text = self._text(event)
        self._has_text = self._has_text or bool(text)
        return [{"type": "chunk", "content": text}] if text else []

    def fail(self, failure: Failure) -> dict[str, Any]:
        """The document's error event."""
        return {
            "type": "error",
            "message": failure.message,
            "request_id": self._request_id,
            "retryable": failure.retryable,
            "reason": failure.reason,
        }

    def _text(self, event: Event) -> str:
        if event.name == reply_events.TEXT:
            return msgspec.json.decode(event.data, type=reply_events.TextSaid).text
        if event.name != reply_events.STEP_END:
            return ""
        form = form_of(msgspec.json.decode(event.data, type=reply_events.StepSaid).step)
        if form is None:
            return ""
        return (_BEFORE_A_FORM if self._has_text else "") + form_text(form)


def done_payload(said: reply_events.ReplyDone) -> dict[str, Any]:
    """The document's last event."""
    payload: dict[str, Any] = {
        "type": "done",
        "conversation_id": said.conversation_id,
        "corrections": [correction_payload(correction) for correction in said.corrections],
        "usage": {"input_tokens": said.used.input_tokens, "output_tokens": said.used.output_tokens},
        "model": model_payload(said.model),
    }
    if said.title:
        payload["title"] = said.title
    if said.usage_warning is not None:
        payload["usage_warning"] = msgspec.to_builtins(said.usage_warning)
    return payload


def model_payload(name: str) -> dict[str, str]:
    """`anthropic/claude-x` is Anthropic's `claude-x`; a name without a provider (`builtin`) is its own."""
    provider, _, model = name.partition("/")
    return {"provider": provider, "id": model or provider}


def correction_payload(correction: Correction) -> dict[str, Any]:
    """One correction of the learner's message, its place in code points."""
    kind = correction.wire_type
    return {
        "original": correction.original,
        "corrected": correction.corrected,
        "explanation": correction.explanation,
        "type": _OUR_TYPES.get(kind, kind),
        "offset": correction.offset,
        "length": correction.length,
    }
