"""Anthropic's `/v1/messages`, as its API reference describes it."""

import json
from typing import Any

from tests.provider.asked import Asked
from tests.provider.checking_tools import wrong_at_anthropic
from tests.provider.wires import Call, Failure, Said, encoded

PATH = "/v1/messages"
STOP = b'event: message_stop\ndata: {"type":"message_stop"}\n\n'
PING = b'event: ping\ndata: {"type":"ping"}\n\n'
_FINISH = {
    "stop": "end_turn",
    "length": "max_tokens",
    "filter": "refusal",
    "refusal": "refusal",
    "tool": "tool_use",
}
_KINDS = {
    400: "invalid_request_error",
    401: "authentication_error",
    404: "not_found_error",
    429: "rate_limit_error",
    529: "overloaded_error",
}


class Anthropic:
    """Says things as Anthropic does: every event is named, usage comes at both ends."""

    def refusal_of(self, asked: Asked) -> Failure | None:
        """400 for what the API would not take."""
        if "anthropic-version" not in asked.headers:
            return Failure(400, "anthropic-version: header is required")
        if not asked.model or not isinstance(asked.body.get("max_tokens"), int):
            return Failure(400, "max_tokens: field required")
        roles = [message.get("role") for message in asked.body.get("messages") or []]
        if not roles or not set(roles) <= {"user", "assistant"}:
            return Failure(400, "messages: only the roles user and assistant are allowed")
        return wrong_at_anthropic(asked.body)

    def frames(self, asked: Asked, said: Said) -> list[bytes]:
        """`message_start`, the blocks, `message_delta` with the stop reason, `message_stop`."""
        message = _message(asked, said) | {"stop_reason": None}
        if said.tells_usage:
            message["usage"] = {"input_tokens": said.input_tokens, "output_tokens": 1}
        frames = [_event("message_start", {"message": message}), PING]
        if said.thoughts:
            frames += _block(0, {"type": "thinking", "thinking": ""}, "thinking_delta", "thinking", said.thoughts)
        blocks = 1 if said.thoughts else 0
        if said.pieces or not said.calls:
            frames += _answer_block(asked, said, blocks)
            blocks += 1
        frames += _call_blocks(said, blocks)
        if said.finish is None:
            return frames[:-1]
        ending: dict[str, Any] = {"delta": {"stop_reason": _finish(asked, said), "stop_sequence": None}}
        if said.tells_usage:
            ending["usage"] = {"output_tokens": said.output_tokens}
        return [*frames, _event("message_delta", ending), STOP]

    def whole(self, asked: Asked, said: Said) -> bytes:
        """One message."""
        return encoded(_message(asked, said) | {"content": _content(asked, said)})

    def error(self, failure: Failure) -> bytes:
        """The API's error object."""
        kind = failure.kind or _KINDS.get(failure.status, "api_error")
        return encoded({"type": "error", "error": {"type": kind, "message": failure.message}})

    def error_frame(self, failure: Failure) -> bytes:
        """The same object as an event."""
        return b"event: error\ndata: " + self.error(failure) + b"\n\n"


def _message(asked: Asked, said: Said) -> dict[str, Any]:
    message: dict[str, Any] = {
        "id": "msg_loopback",
        "type": "message",
        "role": "assistant",
        "model": asked.model,
        "content": [],
        "stop_reason": _finish(asked, said),
        "stop_sequence": None,
    }
    usage = {"usage": {"input_tokens": said.input_tokens, "output_tokens": said.output_tokens}}
    return message | (usage if said.tells_usage else {})


def _content(asked: Asked, said: Said) -> list[dict[str, Any]]:
    if said.finish == "tool" or asked.tool:
        return [_tool(asked) | {"input": json.loads(said.text) if asked.tool else {"query": said.text}}]
    calls = [_called(number, call) | {"input": json.loads(call.arguments)} for number, call in enumerate(said.calls)]
    return [{"type": "text", "text": said.text}, *calls] if said.pieces or not calls else calls


def _finish(asked: Asked, said: Said) -> str | None:
    return "tool_use" if (asked.tool or said.calls) and said.finish == "stop" else _FINISH.get(said.finish or "")


def _answer_block(asked: Asked, said: Said, index: int) -> list[bytes]:
    if said.finish == "tool" or asked.tool:
        return _block(index, _tool(asked) | {"input": {}}, "input_json_delta", "partial_json", said.pieces)
    return _block(index, {"type": "text", "text": ""}, "text_delta", "text", said.pieces)


def _call_blocks(said: Said, first: int) -> list[bytes]:
    """A block begins with its first piece and ends with its last."""
    frames: list[bytes] = []
    left = {number: len(call.pieces) for number, call in enumerate(said.calls)}
    for number, piece in said.call_pieces:
        call, at = said.calls[number], {"index": first + number}
        if left[number] == len(call.pieces):
            start = _called(number, call) | {"input": {}}
            frames.append(_event("content_block_start", at | {"content_block": start}))
        delta = {"type": "input_json_delta", "partial_json": piece}
        frames.append(_event("content_block_delta", at | {"delta": delta}))
        left[number] -= 1
        if not left[number]:
            frames.append(_event("content_block_stop", at))
    return frames


def _called(number: int, call: Call) -> dict[str, Any]:
    return {"type": "tool_use", "id": call.id or f"toolu_loopback_{number}", "name": call.name}


def _tool(asked: Asked) -> dict[str, Any]:
    return {"type": "tool_use", "id": "toolu_loopback", "name": asked.tool[0] if asked.tool else "look_up"}


def _block(index: int, start: dict[str, Any], kind: str, field: str, pieces: tuple[str, ...]) -> list[bytes]:
    at = {"index": index}
    return [
        _event("content_block_start", at | {"content_block": start}),
        *(_event("content_block_delta", at | {"delta": {"type": kind, field: piece}}) for piece in pieces),
        _event("content_block_stop", at),
    ]


def _event(name: str, payload: dict[str, Any]) -> bytes:
    return b"event: " + name.encode() + b"\ndata: " + encoded({"type": name} | payload) + b"\n\n"
