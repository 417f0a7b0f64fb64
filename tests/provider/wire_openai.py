"""OpenAI's `/v1/chat/completions`, as its API reference describes it."""

from typing import Any

from tests.provider.asked import Asked
from tests.provider.checking_tools import wrong_at_openai
from tests.provider.wires import Call, Failure, Said, encoded

PATH = "/v1/chat/completions"
DONE = b"data: [DONE]\n\n"
_FINISH = {"stop": "stop", "length": "length", "filter": "content_filter", "refusal": "stop", "tool": "tool_calls"}
_KINDS = {401: "invalid_api_key", 404: "model_not_found", 429: "rate_limit_exceeded", 400: "invalid_request_error"}
_CALL = {"id": "call_1", "type": "function"}


class OpenAI:
    """Says things as OpenAI does. A refusal is a field of its own and finishes with `stop`."""

    def refusal_of(self, asked: Asked) -> Failure | None:
        """400 for what the API would not take."""
        if not asked.model or not asked.turns:
            return Failure(400, "you must provide a model and messages")
        if any(turn.role not in {"system", "developer", "user", "assistant", "tool"} for turn in asked.turns):
            return Failure(400, "invalid role")
        if "stream_options" in asked.body and not asked.streams:
            return Failure(400, "stream_options is only allowed when stream is true")
        return wrong_at_openai(asked.body)

    def frames(self, asked: Asked, said: Said) -> list[bytes]:
        """The role, the pieces, the finish, then the usage when it was asked for, then `[DONE]`."""
        deltas: list[dict[str, Any]] = [{"role": "assistant", "content": "", "refusal": None}]
        deltas += [{"reasoning_content": thought} for thought in said.thoughts]
        deltas += _deltas(asked, said)
        frames = [_frame(asked, [_choice(delta)]) for delta in deltas]
        if said.finish is None:
            return frames
        frames.append(_frame(asked, [_choice({}, _finish(said))]))
        if asked.wants_usage and said.tells_usage:
            frames.append(_frame(asked, [], _usage(said)))
        return [*frames, DONE]

    def whole(self, asked: Asked, said: Said) -> bytes:
        """One `chat.completion`."""
        refused = said.finish == "refusal"
        message: dict[str, Any] = {"role": "assistant", "content": None if refused else said.text}
        message["refusal"] = said.text if refused else None
        if said.finish == "tool" or asked.tool:
            message |= {"content": None, "tool_calls": [{**_CALL, "function": _function(asked, said.text)}]}
        if said.calls:
            calls = [_called(number, call, call.arguments) for number, call in enumerate(said.calls)]
            message |= {"content": said.text or None, "tool_calls": calls}
        choice = {"index": 0, "message": message, "finish_reason": _finish(said)}
        answer = _head(asked, "chat.completion") | {"choices": [choice]}
        return encoded(answer | ({"usage": _usage(said)} if said.tells_usage else {}))

    def error(self, failure: Failure) -> bytes:
        """The API's error object."""
        kind = failure.kind or _KINDS.get(failure.status, "server_error")
        return encoded({"error": {"message": failure.message, "type": kind, "param": None, "code": kind}})

    def error_frame(self, failure: Failure) -> bytes:
        """The same object as an event."""
        return b"data: " + self.error(failure) + b"\n\n"


def _deltas(asked: Asked, said: Said) -> list[dict[str, Any]]:
    if said.finish == "refusal":
        return [{"refusal": piece} for piece in said.pieces]
    if said.finish == "tool" or asked.tool:
        first = {"index": 0, **_CALL, "function": _function(asked, "")}
        rest = [{"index": 0, "function": {"arguments": piece}} for piece in said.pieces]
        return [{"tool_calls": [call]} for call in (first, *rest)]
    return [{"content": piece} for piece in said.pieces] + _call_deltas(said)


def _finish(said: Said) -> str | None:
    return "tool_calls" if said.calls and said.finish == "stop" else _FINISH.get(said.finish or "")


def _call_deltas(said: Said) -> list[dict[str, Any]]:
    """Each call's id and name come with its first piece, the others have its number alone."""
    deltas: list[dict[str, Any]] = []
    begun: set[int] = set()
    for number, piece in said.call_pieces:
        if number not in begun:
            begun.add(number)
            deltas.append({"index": number, **_called(number, said.calls[number], "")})
        deltas.append({"index": number, "function": {"arguments": piece}})
    return [{"tool_calls": [delta]} for delta in deltas]


def _called(number: int, call: Call, arguments: str) -> dict[str, Any]:
    function = {"name": call.name, "arguments": arguments}
    return {"id": call.id or f"call_loopback_{number}", "type": "function", "function": function}


def _function(asked: Asked, arguments: str) -> dict[str, str]:
    return {"name": asked.tool[0] if asked.tool else "look_up", "arguments": arguments}


def _head(asked: Asked, kind: str) -> dict[str, Any]:
    return {"id": "chatcmpl-loopback", "object": kind, "created": 1767225600, "model": asked.model}


def _choice(delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}


def _frame(asked: Asked, choices: list[dict[str, Any]], usage: dict[str, int] | None = None) -> bytes:
    chunk = _head(asked, "chat.completion.chunk") | {"choices": choices}
    if asked.wants_usage:
        chunk["usage"] = usage
    return b"data: " + encoded(chunk) + b"\n\n"


def _usage(said: Said) -> dict[str, int]:
    return {
        "prompt_tokens": said.input_tokens,
        "completion_tokens": said.output_tokens,
        "total_tokens": said.input_tokens + said.output_tokens,
    }
