"""A conversation as OpenAI's requests have it, which LiteLLM rewrites for the others: turns, tools, calls, results.

Providers refuse a request in which a call has no result, or a result no call. A turn that was stopped leaves such a
call behind, and nothing that a person can do would mend it; so it is mended here.
"""

from collections.abc import Sequence
from typing import Any

from app.llm.port import Message, Tool, ToolCall

NOT_CARRIED_OUT = "This was not carried out."
_NOTHING = "(nothing)"


def turns_of(messages: Sequence[Message]) -> tuple[dict[str, Any], ...]:
    """The turns, every call with exactly one result behind it; an assistant's turn with nothing in it is left out."""
    turns: list[dict[str, Any]] = []
    waiting: dict[str, ToolCall] = {}
    for message in messages:
        if message.role == "tool":
            if waiting.pop(message.result_of, None) is not None:
                turns.append(_result(message.result_of, message.content))
            continue
        turns += [_result(call_id, NOT_CARRIED_OUT) for call_id in waiting]
        waiting = {call.id: call for call in message.calls}
        if message.role != "assistant" or message.calls or message.content.strip():
            turns.append(_turn(message))
    return (*turns, *(_result(call_id, NOT_CARRIED_OUT) for call_id in waiting))


def tools_of(tools: Sequence[Tool], messages: Sequence[Message]) -> tuple[tuple[dict[str, Any], ...], bool]:
    """The definitions for the request, and whether the model may use them.

    When none are offered any more, those that the conversation has used are named all the same: Anthropic wants that.
    """
    if tools:
        return tuple(_definition(tool) for tool in tools), True
    names = dict.fromkeys(call.name for message in messages for call in message.calls)
    return tuple(_definition(Tool(name, "", {"type": "object", "properties": {}})) for name in names), False


def _definition(tool: Tool) -> dict[str, Any]:
    function = {"name": tool.name, "description": tool.description, "parameters": tool.parameters}
    return {"type": "function", "function": function}


def _turn(message: Message) -> dict[str, Any]:
    turn: dict[str, Any] = {"role": message.role, "content": message.content}
    if message.calls:
        turn["content"] = message.content if message.content.strip() else None
        turn["tool_calls"] = [
            {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}
            for call in message.calls
        ]
    return turn


def _result(call_id: str, content: str) -> dict[str, Any]:
    return {"role": "tool", "tool_call_id": call_id, "content": content or _NOTHING}
